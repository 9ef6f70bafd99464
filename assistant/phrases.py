"""The phrases of a sentence that could answer a question of a kind: names, times, numbers, quoted words."""

import re
from typing import NamedTuple

from assistant.question import QuestionKind
from index.sentences import Span

_WEEKDAY = (
    r"(?:man|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag(?:en|s)?(?:\s(?:morgen|kveld|ettermiddag|formiddag|natt))?"
)
_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan\.|feb\.|mar\.|apr\.|jun\.|jul\.|aug\.|sept?\.|okt\.|nov\.|des\.)"
)
YEAR = r"(?:1[0-9]|20)\d\d"  # as a pattern
_TIME = re.compile(
    rf"""\b(?:
    (?:natt\ til\ )?{_WEEKDAY}(?:\s(?:den\s)?\d{{1,2}}\.\s?{_MONTH})?(?:\s{YEAR})?
    | \d{{1,2}}\.\s?{_MONTH}(?:\s{YEAR})?
    | {_MONTH}\s{YEAR}
    | (?:begynnelsen\ av\ |slutten\ av\ |midten\ av\ )?{YEAR}-(?:tallet|talet|åra|årene)
    | (?:i\ )?{YEAR}
    | (?:kl\.?|klokk[ae]n?)\s?\d{{1,2}}(?:[.:]\d\d)?
    | \d{{1,2}}[.:]\d\d-tid[ea]n
    | i\ (?:går|dag|morgen|kveld|natt|fjor|år|vinter|vår|sommer|høst)
    | (?:det\ )?siste\ (?:døgnet|uka|uken|året|månedene?|dagene|årene)
    | (?:denne|neste|forrige)\ (?:uka|uken|måneden|helgen|helga)
    | (?:tirsdag|onsdag|torsdag|sist)\s\w+
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER_WORD = (
    r"(?:null|én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten"
    r"|nitten|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|hundrevis|tusen|tusenvis|titusener|flere|millioner)"
)
_NUMBER = re.compile(
    rf"""(?<![\w-])(?:
    \d+(?:[\ .,\u00a0]\d{{3}})*(?:,\d+)?(?:\s?(?:prosent|%|millioner|milliarder|million|milliard|tusen|hundre))?
    | {_NUMBER_WORD}(?:\s(?:hundre|tusen|millioner|milliarder))?
    )(?![\w-])(?!\.\s?{_MONTH})""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPITALISED = r"[A-ZÆØÅÁÉÜÖÄ][\w’'\-]*\w|[A-ZÆØÅ]"
_NAME = re.compile(rf"(?:{_CAPITALISED})(?:\s(?:(?:von|van|de|der|al|bin|ibn|of|for|og)\s)?(?:{_CAPITALISED}))*")
_QUOTED = re.compile(r"«[^»]+»|“[^”]+”|\"[^\"]+\"")


_MAX_ACRONYM_CHARS = 5


class Phrase(NamedTuple):
    """A stretch of a text that could be an answer."""

    start: int
    end: int


def phrases(text: str, span: Span, kind: QuestionKind) -> list[Phrase]:
    """Return the phrases within the sentence `text[span]` that are of the kind asked for, in order."""
    pattern = {"when": _TIME, "number": _NUMBER, "who": _NAME, "where": _NAME}.get(kind)
    if pattern is None:
        return []
    found = [Phrase(m.start(), m.end()) for m in pattern.finditer(text, span.start, span.end)]
    if pattern is _NUMBER:
        times = [(m.start(), m.end()) for m in _TIME.finditer(text, span.start, span.end)]
        found = [p for p in found if not any(s <= p.start and p.end <= e for s, e in times)]
    if pattern is _NAME:
        found = [p for p in found if not _only_opens(text, span, p)]
    return found


def names(text: str, span: Span) -> list[Phrase]:
    """Return the capitalised names in the sentence."""
    return phrases(text, span, "who")


def names_asked(question: str) -> list[Phrase]:
    """Return the names in a question; its first word is capitalised for its place."""
    return [name for name in names(question, Span(0, len(question))) if name.start > 0]


def numbers(text: str, span: Span) -> list[Phrase]:
    """Return the numbers in the sentence that are no part of a time."""
    return phrases(text, span, "number")


def quoted(text: str, span: Span) -> list[Phrase]:
    """Return the stretches in quotation marks."""
    return [Phrase(m.start(), m.end()) for m in _QUOTED.finditer(text, span.start, span.end)]


def _only_opens(text: str, span: Span, phrase: Phrase) -> bool:
    """Whether a word is capitalised only for standing first in its sentence, as far as the text shows."""
    word = text[phrase.start : phrase.end]
    if word.isupper() and len(word) > _MAX_ACRONYM_CHARS:
        return True  # "MANGE DREPTE OG SÅREDE: ..." labels a caption
    before = text[span.start : phrase.start].strip(' –—-«"“_')
    if " " in word or (before and not before.endswith(":")):  # "SØKER DEKNING: Mennesker løper ..." opens twice
        return False
    # Seen capitalised inside a sentence, or in a compound ("USAs", "Blinken"), it is a name here as well.
    inside = re.compile(rf"[\wæøå,«(]\s+{re.escape(word)}\b")
    return not inside.search(text)
