"""Makes claims false, one thing at a time: what is changed is what the support network shall point at."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from babel import Locale

from assistant.reader.training.nynorsk import nynorsk
from assistant.support.training.change_words import (
    FINITE,
    LOOSE_TIES,
    NEVER,
    NOT,
    NOT_BEFORE,
    NUMBERS,
    REASONS,
    opposites,
)
from assistant.support.training.texts import NUMBER, Text
from index.sentences import Span

_WORD = re.compile(r"\w+")
_COUNTRY_CODE = 2  # letters; other territories, such as continents, have three digits
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_MAX_REASON_WORDS = 16
_MIN_WORD_CHARS = 4
_TRIES = 8
_JOINING = re.compile(r"[\s,]*(?:og|and|und|y|și|i|in|,)?\s*")  # between names that change places to no effect


class Changed(NamedTuple):
    """A claim made false, the stretches of it that are, and what was done to it."""

    claim: str
    wrong: tuple[Span, ...]
    kind: str


class Changer:
    """Makes claims false with words, names and reasons of the training texts."""

    def __init__(self, texts: Mapping[str, Sequence[Text]], chance: Random) -> None:
        """Take the texts by language; Nynorsk borrows Bokmål's."""
        self._texts = {**texts, "nn": texts["nb"]}
        self._chance = chance
        self._names = {code: [name for text in found for name in text.names] for code, found in self._texts.items()}
        self._words = {code: _by_ending(found) for code, found in self._texts.items()}

    def change(self, claim: str, language: str, text: Text) -> Changed | None:
        """Return the claim made false, None where none of a few tries succeeds; `text` is what it was made of."""
        ways: dict[str, Callable[[str, str, Text], tuple[str, tuple[Span, ...]] | None]] = {
            "number": self._number, "name": self._name, "day": self._day, "negation": self._negation,
            "opposite": self._opposite, "reason": self._reason, "word": self._word, "roles": self._roles,
        }  # fmt: skip
        weights = {"name": 2, "negation": 2, "opposite": 2, "roles": 2}
        for _ in range(_TRIES):
            kind = self._chance.choices(list(ways), [weights.get(way, 1) for way in ways])[0]
            made = ways[kind](claim, language, text)
            if made and made[0] != claim:
                return Changed(*made, kind)
        return None

    def _number(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        digits = list(NUMBER.finditer(claim))
        known = NUMBERS.get(language, ())[2:]
        words = [m for m in _WORD.finditer(claim) if m.group().lower() in known]
        if words and (not digits or self._chance.random() < 0.4):
            match = self._chance.choice(words)
            other = self._chance.choice([word for word in known if word != match.group().lower()])
            return _put(claim, match, other.capitalize() if match.group()[0].isupper() else other)
        if not digits:
            return None
        match = self._chance.choice(digits)
        old = match.group()
        others = [n for n in text.numbers if n != old and abs(len(n) - len(old)) <= 2]
        if others and self._chance.random() < 0.45:
            new = self._chance.choice(others)
        elif _YEAR.fullmatch(old):
            new = str(int(old) + self._chance.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3, 4, 5, 10, 11)))
        else:
            at = self._chance.choice([i for i, sign in enumerate(old) if sign.isdigit()][:2])
            new = old[:at] + self._chance.choice([d for d in "123456789" if d != old[at]]) + old[at + 1 :]
        return None if new in re.findall(r"\d+", claim) else _put(claim, match, new)

    def _name(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        found = text.names_in(claim)
        if not found:
            return None
        match = self._chance.choice(found)
        old, countries = match.group(), _countries(language)
        if old in countries and self._chance.random() < 0.8:
            here = [name for name in text.names if name in countries and name != old]
            new = self._chance.choice(here if here and self._chance.random() < 0.5 else countries)
        else:
            here = [name for name in text.names if name not in old and old not in name]
            new = self._chance.choice(here if here and self._chance.random() < 0.65 else self._names[language])
            if " " in old and " " in new and self._chance.random() < 0.3:
                new = f"{old.split()[0]} {new.split()[-1]}"
        return None if new in claim else _put(claim, match, new)

    def _day(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        for names in self._chance.sample(_calendar(language), 2):
            for name in names:
                if match := re.search(rf"\b{name}\b", claim, re.IGNORECASE):
                    new = self._chance.choice([other for other in names if other != name])
                    return _put(claim, match, new if match.group()[0].isupper() else new.lower())
        return None

    def _negation(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        word = NOT[language]
        if denied := list(re.finditer(rf"\b{word}\b ?", claim)):
            match = self._chance.choice(denied)
            rest = claim[match.end() :]
            following = _WORD.search(rest)
            if not following:
                return None
            return claim[: match.start()] + rest, (Span(max(0, match.start() - 1), match.start() + following.end()),)
        finite = [m for m in _WORD.finditer(claim) if m.group() in FINITE[language]]
        if not finite:
            return None
        match = self._chance.choice(finite)
        if language in NEVER and self._chance.random() < 0.15:
            word = NEVER[language]
        elif language == "en" and match.group() not in ("will", "may", "can", "might") and self._chance.random() < 0.3:
            return claim[: match.end()] + "n't" + claim[match.end() :], (Span(match.end(), match.end() + 3),)
        if language in NOT_BEFORE:
            return f"{claim[: match.start()]}{word} {claim[match.start() :]}", (
                Span(match.start(), match.start() + len(word)),
            )
        return f"{claim[: match.end()]} {word}{claim[match.end() :]}", (
            Span(match.end() + 1, match.end() + 1 + len(word)),
        )

    def _opposite(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        known = opposites(language)
        found = [m for m in _WORD.finditer(claim) if m.group() in known or m.group().lower() in known]
        if not found:
            return None
        match = self._chance.choice(found)
        old = match.group()
        new = self._chance.choice(known[old if old in known else old.lower()])
        return _put(claim, match, new if old in known else new.capitalize())

    def _reason(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        source = text if self._chance.random() < 0.6 else self._chance.choice(self._texts[language])
        if not source.spans:
            return None
        other = source.sentence(self._chance.randrange(len(source.spans)))
        if language == "nn":
            other = nynorsk(other)
        bare, base = other.rstrip(".!?"), claim.rstrip(".!?")
        if bare in claim or base in other or not bare or len(bare.split()) > _MAX_REASON_WORDS:
            return None
        tie = self._chance.choice(REASONS[language])
        if tie in LOOSE_TIES and source is text:
            return None
        if bare.split()[0] not in source.names:
            bare = bare[0].lower() + bare[1:]
        tail = f"{self._chance.choice((', ', ' '))}{tie} {bare}."
        return base + tail, (Span(len(base) + 1, len(base) + len(tail)),)

    def _word(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        found = [m for m in _WORD.finditer(claim) if _is_plain(m.group())]
        if not found:
            return None
        match = self._chance.choice(found)
        alike = self._words[language].get(match.group()[-2:], [])
        new = self._chance.choice(alike) if alike else match.group()
        return None if new in claim else _put(claim, match, new)

    def _roles(self, claim: str, language: str, text: Text) -> tuple[str, tuple[Span, ...]] | None:
        found = text.names_in(claim)
        if len(found) < 2:
            return None
        at = self._chance.randrange(len(found) - 1)
        one, other = found[at], found[at + 1]
        between = claim[one.end() : other.start()]
        if one.group() == other.group() or len(between.split()) < 2 or _JOINING.fullmatch(between):
            return None
        made = claim[: one.start()] + other.group() + between + one.group() + claim[other.end() :]
        middle = one.start() + len(other.group())
        return made, (Span(one.start(), middle), Span(middle + len(between), other.end()))


def _put(claim: str, match: re.Match[str], new: str) -> tuple[str, tuple[Span, ...]]:
    start = match.start()
    return claim[:start] + new + claim[match.end() :], (Span(start, start + len(new)),)


def _is_plain(word: str) -> bool:
    return len(word) >= _MIN_WORD_CHARS and word.isalpha() and word.islower()


def _by_ending(texts: Sequence[Text]) -> dict[str, list[str]]:
    """The texts' words by their last two letters, which words of one class and form often share."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for match in _WORD.finditer(text.text):
            if _is_plain(match.group()):
                found.setdefault(match.group()[-2:], []).append(match.group())
    return found


@cache
def _countries(language: str) -> list[str]:
    names = Locale(language).territories
    return sorted(name for code, name in names.items() if len(code) == _COUNTRY_CODE and " " not in name)


@cache
def _calendar(language: str) -> list[list[str]]:
    locale = Locale(language)
    return [list(locale.months["format"]["wide"].values()), list(locale.days["format"]["wide"].values())]
