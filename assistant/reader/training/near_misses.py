"""Questions that a passage nearly answers, made of ones that it does, to teach a reader to abstain.

The moves are those of SQuAD 2.0's writers (Rajpurkar, Jia & Liang 2018): another entity, another number or time, an
antonym, a fact that is not there. How many are truly unanswerable, and how many read as a person would ask, judged by
eye over NorQuAD's training part with the passage given as `context`:

swap_name 38 and 21 of 40 (beside the passage); swap_asked 12 and 10 of 14 (beside the passage); swap_number 38 and 38
of 40; borrow 40 and 22 of 40 (both by the question alone).
"""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Literal

from assistant.phrases import Phrase
from assistant.reader.training.asked_facts import ASKED_FACTS, ASKED_FRAMES, CLUES
from assistant.reader.training.names import names_in
from assistant.reader.training.near_miss_words import IN_ORDER, OTHER_TIMES, PLACES, ROWS, TIME_WORDS, YEAR, Language
from assistant.reader.training.telling import stands_in, stems, tells_half
from index.sentences import Span
from index.words import FUNCTION_WORDS, content_words

Shape = Literal["person", "place", "acronym", "thing", "word"]

_WORD = re.compile(r"[^\W_]+")
_THING = re.compile(
    r"\b(?:League|Cup|United|City|FC|Open|Tour|Contest|Festival|University|Universitet|Company|Party|Award|Church|War"
    r"|Airlines?|Records|Times|Institute|Museum|Kommune|Fotball|IL|IF|FK|BK|SK|The|Grand|Prix|World|Game)\b|\d"
)
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[ .,\u00a0]\d{3})*(?:,\d+)?(?!\w)")
_TOLD_IN_PASSING = frozenset(
    "ligger land plass nummer langt jobber kommer bor spiller representerer slags finner located who what".split()
)
_NEAR_CHARS = 160  # about a sentence to either side


def swap_name(question: str, others: Sequence[str], chance: Random, context: str = "") -> str | None:
    """Return the question with one of its names replaced by a like one, or None where there is none.

    Args:
        question: as asked.
        others: names of the same or a like article, without those in the answer: of two teams that met, asking after
            the one finds the other.
        chance: decides.
        context: the passage it will stand with; a name that stands there among the question's other words is not
            taken.
    """
    found = names_in(question, Span(0, len(question)))
    chance.shuffle(found)
    for phrase in found:
        if swapped := _put_name(question, phrase, others, chance, context):
            return swapped
    return None


def borrow(question: str, names_here: Sequence[str], chance: Random, context: str = "") -> str | None:
    """Return another article's question asked of this one's names, or None where a name finds no like one.

    Every name is replaced, so that none betrays the stranger. With `context`, the passage it will stand with, None
    also where that holds most of the question's other words, since it may well answer.
    """
    found = names_in(question, Span(0, len(question)))
    if not found or _telling(question, found, context):
        return None
    for phrase in reversed(found):  # from the right, so that the places of the others hold
        swapped = _put_name(question, phrase, names_here, chance, "")
        if swapped is None:
            return None
        question = swapped
    return question


def _put_name(question: str, phrase: Phrase, others: Sequence[str], chance: Random, context: str) -> str | None:
    name, after = question[phrase.start : phrase.end], question[phrase.end :]
    genitive = _is_genitive(name, after, others)
    bare = name[:-1] if genitive else name
    known = {_bare(w) for w in _WORD.findall(question)}
    text = f"{question} {context} {', '.join(others)}"
    wanted = shape(bare, text)
    fits = [
        other
        for other in dict.fromkeys(others)
        if shape(other, text) == wanted
        and (" " in other) == (" " in bare)
        and not known & {_bare(w) for w in _WORD.findall(other)}
        and f"{bare} {other}" not in text  # Kari and Lie are one
        and f"{other} {bare}" not in text
        and not _told_near(question, phrase, other, context)
    ]
    if not fits:
        return None
    new = chance.choice(fits)
    if genitive and not new.endswith(("s", "x", "z")):
        new += "s"
    return question[: phrase.start] + new + after


def shape(name: str, text: str) -> Shape:
    """Return what a name looks to be, by itself and by how the text uses it."""
    if name in PLACES or re.search(rf"(?<!\w)[Ii] {re.escape(name)}(?!\w| [A-ZÆØÅ])", text):
        return "place"
    if name.isupper():
        return "acronym"
    if _THING.search(name):
        return "thing"
    before = re.findall(rf"([A-ZÆØÅ][\w-]+) {re.escape(name)}(?!\w)", text)
    surname = any(word.casefold() not in FUNCTION_WORDS for word in before)
    return "person" if " " in name or surname else "word"


def _is_genitive(name: str, after: str, others: Sequence[str]) -> bool:
    if not name.endswith("s") or name in others or name in PLACES:
        return False
    follows = re.match(r"\s([a-zæøå]+)", after)
    return name[:-1] in others or name[:-1] in PLACES or bool(follows and follows[1] not in FUNCTION_WORDS)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("s")


def _told_near(question: str, phrase: Phrase, name: str, context: str) -> bool:
    """Whether the passage holds the name among most of the question's other words."""
    return any(
        _telling(question, [phrase], context[max(0, m.start() - _NEAR_CHARS) : m.end() + _NEAR_CHARS])
        for m in re.finditer(re.escape(name), context)
    )


def _telling(question: str, without: Sequence[Phrase], context: str) -> bool:
    words = [t for t in content_words(question) if not any(p.start <= t.start < p.end for p in without)]
    # Who somebody is, and where a place lies, is told by most that mentions them.
    asked = {t.stem for t in words if question[t.start : t.end].casefold() not in _TOLD_IN_PASSING}
    return bool(context) and tells_half(context, asked)


def swap_number(question: str, chance: Random, context: str = "") -> str | None:
    """Return the question with a number, a date or an ordinal changed to another of its kind; None where it has none.

    With `context`, the passage it will stand with, none is taken that stands there.
    """
    places = list(_DIGITS.finditer(question)) + list(TIME_WORDS[_language(question)].finditer(question))
    chance.shuffle(places)
    for match in places:
        after = question[match.end() :]
        others = _other_number(question, match) if match.group()[0].isdigit() else _other_word(match.group(), after)
        following = re.match(r"(?:\W?\s?\w+)?", after)
        beside = following.group() if following and not YEAR.fullmatch(match.group()) else ""
        others = [new for new in others if not stands_in(new + beside, context)]
        others = [new for new in others if not stands_in((new + beside).replace(" ", ""), context)]  # "andreplass"
        if others:
            return question[: match.start()] + chance.choice(others) + after
    return None


def _other_number(question: str, match: re.Match[str]) -> list[str]:
    written, after = match.group(), question[match.end() :]
    number = int(re.sub(r"\D", "", written))
    if re.match(r"-(?:tall|år|åra)|s\b", after):
        step = 100 if number % 100 == 0 else 10
        return [str(n) for n in range(number - 3 * step, number + 4 * step, step) if 0 < n < 2020 and n != number]
    if YEAR.fullmatch(written):
        years = [int(year) for year in YEAR.findall(question) if int(year) != number]
        near = [year for year in range(number - 30, min(number + 31, 2025)) if year not in (number, *years)]
        # A span of years stays one: 1940–1945 does not become 1950–1945.
        return [str(y) for y in near if all((y < other) == (number < other) for other in years)]
    if re.match(r"\.\s?\w+-", after):
        return []  # "1. mai-tale"
    if re.match(r"\.\s?[a-zæøå]", after) and number <= 31:
        return [str(n) for n in range(1, 29) if n != number]
    if not written.isdigit():  # 120 000, 2,5
        return [str(n) + written[1:] for n in range(1, 10) if str(n) != written[0]]
    spread = max(4, number // 2)
    return [str(n) for n in range(max(2, number - spread), number + spread) if n != number]


def _other_word(word: str, after: str) -> list[str]:
    key = word.casefold()
    if key in ("forrige", "neste") and after.startswith(" gang"):
        return []
    if key in IN_ORDER:
        order = IN_ORDER[:2] if after.startswith(" verdenskrig") else IN_ORDER
        return [_cased(n, word) for n in order if n != key]
    for row in ROWS:
        if key in (w.casefold() for w in row):
            return [_cased(other, word) for other in row if other.casefold() != key]
    return [_cased(OTHER_TIMES[key], word)]


def _cased(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def swap_asked(question: str, chance: Random, context: str = "") -> str | None:
    """Return the question asking for another fact about the same things; None where the lexicon has no word of it.

    With `context`, the passage it will stand with, no fact is asked for that a word of it may tell.
    """
    others = [new for new in _asked_otherwise(question) if not _told(context, question, new)]
    return chance.choice(others) if others else None


def _asked_otherwise(question: str) -> Iterator[str]:
    for pattern, frames in ASKED_FRAMES:
        if match := pattern.fullmatch(question):
            for frame in frames:
                for words in match.groups():
                    frame = re.sub("…|NAVN", lambda _, words=words: words, frame, count=1)  # type: ignore[misc]
                yield frame
    pattern, facts = ASKED_FACTS[_language(question)]
    for match in pattern.finditer(question):
        for new in facts[match.group().casefold()]:
            yield question[: match.start()] + _cased(new, match.group()) + question[match.end() :]


def _told(context: str, old: str, new: str) -> bool:
    added = {term.stem for term in content_words(new)} - {term.stem for term in content_words(old)}
    return bool(added & stems(context)) or any(
        re.search(word, new) and not re.search(word, old) and re.search(clue, context, re.IGNORECASE)
        for word, clue in CLUES.items()
    )


def _language(question: str) -> Language:
    """The language by its asking words; the lexicon must not take German "mit" or English "to" for its own."""
    if re.search(r"\b(?:hv\w+|når)\b", question, re.IGNORECASE):
        return "no"
    return "en" if re.search(r"\b(?:what|which|who\w*|when|where|why|how)\b", question, re.IGNORECASE) else "other"
