"""Draws pairs of a claim and a text: some written by hand, the others made of the articles' own sentences."""

import random
import re
from collections.abc import Mapping, Sequence

from assistant.reader.training.nynorsk import nynorsk
from assistant.reader.training.synonyms import reword
from assistant.support.training.change_words import AND, NUMBERS, PERCENT, THOUSAND
from assistant.support.training.changes import Changer
from assistant.support.training.pairs import Pair, WrittenClaim
from assistant.support.training.texts import NUMBER, Text

_LENGTHS = (250, 400, 700, 1000)  # of texts, in characters, at most
_WORDS = range(5, 41)  # of a claim
_SHORT = 14  # words up to which a sentence is joined with the next
_TRUE = 0.5
_ELSEWHERE = 0.06  # share of pairs whose text is another
_GAPS = 0.4
# (claim, text): English is the language that users share, and stands for asking across languages in general.
_ACROSS = (
    ("en", "de"), ("en", "de"), ("en", "es"), ("en", "es"), ("en", "ro"), ("en", "ro"), ("en", "en"), ("de", "en"),
    ("de", "es"), ("es", "de"), ("ro", "en"),
)  # fmt: skip
_CLAUSE = re.compile(
    r", (?:som|who|which|der|og|and|but|men|mens|while|fordi|because|hvor|where|sier|said|says)\b[^,]*[.]?$"
)


class PairSampler:
    """Draws pairs without end, and reproducibly."""

    def __init__(
        self,
        norwegian: Sequence[Text],
        passages: Sequence[Mapping[str, Text]],
        written: Sequence[tuple[WrittenClaim, Text]],
        chance: random.Random,
        hand: float,
        across: float,
    ) -> None:
        """Take what to draw from.

        Args:
            norwegian: articles.
            passages: the same passages in several languages.
            written: claims written by hand, with their articles.
            chance: of everything drawn.
            hand: share of pairs written by hand.
            across: share of XQuAD's among the others.
        """
        self._norwegian = [text for text in norwegian if text.spans]
        self._passages = [p for p in passages if all(text.spans for text in p.values())]
        self._written = list(written)
        self._chance = chance
        self._hand, self._across = hand, across
        by_language = {
            code: [p[code] for p in self._passages] for code in (self._passages[0] if self._passages else ())
        }
        self._changer = Changer({"nb": self._norwegian, **by_language}, chance)

    def draw(self) -> Pair:
        """Draw one."""
        while True:
            if self._written and self._chance.random() < self._hand:
                claim, text = self._chance.choice(self._written)
                pair = claim.pair(text, self._chance.choice(_LENGTHS), self._chance)
            else:
                pair = self._made()
            if pair is not None:
                return pair

    def _made(self) -> Pair | None:
        chance = self._chance
        if self._passages and chance.random() < self._across:
            passage = chance.choice(self._passages)
            language, read_in = chance.choice(_ACROSS)
            own, text = passage[language], passage[read_in]
            if len(own.spans) != len(text.spans):
                return None
        else:
            own = text = chance.choice(self._norwegian)
            language = read_in = "nb"
        first = last = chance.randrange(len(own.spans))
        claim = own.sentence(first)
        if len(claim.split()) not in _WORDS:
            return None
        if first + 1 < len(own.spans) and chance.random() < 0.25:
            joined = self._joined(claim, own.sentence(first + 1), language, own)
            claim, last = (joined, first + 1) if joined else (claim, last)
        if chance.random() < 0.4:
            claim = _without_last_clause(claim)
        claim, language = self._reworded(claim, language, read_in)
        max_chars = chance.choice(_LENGTHS)
        if chance.random() < _ELSEWHERE:
            return self._elsewhere(claim, text, first, last, max_chars)
        near = text.around(first, last, max_chars, chance, gaps=chance.random() < _GAPS)
        if chance.random() < _TRUE:
            return Pair(claim, near, True, (), "true")
        changed = self._changer.change(claim, language, own)
        return Pair(changed.claim, near, False, changed.wrong, changed.kind) if changed else None

    def _joined(self, claim: str, following: str, language: str, own: Text) -> str | None:
        if max(len(claim.split()), len(following.split())) >= _SHORT or following.split()[0] in own.names:
            return None
        return f"{claim.rstrip('.!?')} {AND[language]} {following[0].lower()}{following[1:]}"

    def _reworded(self, claim: str, language: str, read_in: str) -> tuple[str, str]:
        """The claim in other words or another form of Norwegian, with numbers written otherwise; and its language."""
        chance = self._chance
        if language == "nb":
            if chance.random() < 0.5:
                claim = reword(claim, "nb", chance)
            if chance.random() < 0.3:
                claim, language = nynorsk(claim), "nn"
        elif language == read_in == "en" and chance.random() < 0.6:
            claim = reword(claim, "en", chance)
        if language in NUMBERS and chance.random() < 0.5:
            claim = NUMBER.sub(lambda match: self._number(match.group(), language), claim)
            if chance.random() < 0.5:
                claim = re.sub(r" ?%", f" {PERCENT[language]}", claim)
        return claim, language

    def _number(self, digits: str, language: str) -> str:
        chance = self._chance
        if digits.isdigit() and 1 < int(digits) <= 12 and chance.random() < 0.7:
            return NUMBERS[language][int(digits)]
        if (match := re.fullmatch(r"(\d{1,2})[ \u00a0.,]?000", digits)) and chance.random() < 0.6:
            count = int(match[1])
            return f"{NUMBERS[language][count] if 1 < count <= 20 else count} {THOUSAND[language]}"
        if (match := re.fullmatch(r"(\d{1,3})[ \u00a0.,](\d{3})", digits)) and chance.random() < 0.6:
            return match[1] + chance.choice((" ", "", "," if language == "en" else ".")) + match[2]
        return digits

    def _elsewhere(self, claim: str, text: Text, first: int, last: int, max_chars: int) -> Pair | None:
        """The claim with another part of its text, or with another text."""
        chance = self._chance
        rows = [row for row in range(len(text.spans)) if not first - 1 <= row <= last + 1]
        if rows and chance.random() < 0.6:
            row = chance.choice(rows)
            near = [n for n in range(len(text.spans)) if abs(n - row) <= 2 and not first <= n <= last]
            other = " ".join(" ".join(text.text[s.start : s.end].split()) for s in (text.spans[n] for n in near))
        else:
            others = (
                self._norwegian if text.language == "nb" else [passage[text.language] for passage in self._passages]
            )
            source = chance.choice(others)
            if source is text:
                return None
            row = chance.randrange(len(source.spans))
            other = source.around(row, row, max_chars, chance)
        return Pair(claim, other, False, None, "elsewhere")


def _without_last_clause(claim: str) -> str:
    match = _CLAUSE.search(claim)
    return f"{claim[: match.start()]}." if match and len(claim[: match.start()].split()) in _WORDS else claim
