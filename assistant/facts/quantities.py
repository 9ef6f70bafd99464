"""The numbers of a sentence by their values, however they are written: 7000, 7 000, 7.000, sju tusen, seven thousand.

Covers Bokmål, Nynorsk and English: cardinals in digits and words, ordinals from the third on, decades and centuries,
times of day. A "billion" is a thousand times more in Norwegian than in English, so the language must be known.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from assistant.answer import Language
from index.sentences import Span

Bound = Literal["", "least", "most"]
Unit = Literal["", "decade", "century"]


class Quantity(NamedTuple):
    """A number in a text: its value, whether it is a time, on which side of it the truth lies, and where it stands."""

    value: Decimal
    unit: Unit
    bound: Bound
    span: Span

    def agrees(self, other: "Quantity") -> bool:
        """Whether the other is the same number, and no bound on its other side ("over 100", "up to 100")."""
        return (self.value, self.unit) == (other.value, other.unit) and {self.bound, other.bound} != {"least", "most"}


_NB_UNITS = "null én to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_NB_TENS = "tjue tretti førti femti seksti sytti åtti nitti"
_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NB_ALSO = {"ett": 1, "ein": 1, "éin": 1, "eitt": 1, "syv": 7, "tyve": 20, "tredve": 30, "førr": 40}
_NB_SCALES = {
    "hundre": 100, "tusen": 1000, "million": 10**6, "millioner": 10**6, "millionar": 10**6, "mill": 10**6,
    "milliard": 10**9, "milliarder": 10**9, "milliardar": 10**9, "mrd": 10**9, "billion": 10**12,
    "billioner": 10**12, "billionar": 10**12,
}  # fmt: skip
_EN_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9,
    "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
# "Second" and "andre" have other meanings, and "first" is too often left out or put in by an honest rewrite.
_NB_ORDINALS = (
    "tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende femtende sekstende "
    "syttende attende nittende tjuende"
)
_NN_ORDINALS = (
    "tredje fjerde femte sjette sjuande åttande niande tiande ellevte tolvte trettande fjortande femtande sekstande "
    "syttande attande nittande tjuande"
)
_EN_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
# An article rather than a number, as often as not.
_ARTICLES = frozenset({"en", "ein", "one", "ett", "én", "éin", "eitt"})

_DIGITS = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)|\d+"
_NUMBER = re.compile(
    rf"(?<![\w])(?P<digits>(?:{_DIGITS}))(?P<decimals>[.,:]\d{{1,2}}(?!\d))?(?P<after>(?:-?(?:tallet|talet|åra|årene|s)\b)"
    r"|(?:st|nd|rd|th)\b(?:[ -]centur(?:y|ies))?|\s?[ap]\.?m\b)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = re.compile(
    r"\b(?:over|mer enn|meir enn|flere enn|fleire enn|minst|more than|at least|upwards of|exceed\w*)\s*$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:opp til|opptil|inntil|under|mindre enn|færre enn|høyst|maksimalt|nesten|nærmere|up to|as many as|fewer than"
    r"|less than|at most|below|nearly|almost)\s*$",
    re.IGNORECASE,
)
_HALF = re.compile(r"\s(?:and a half|og (?:en|ein|et|eit) halvt?)\b", re.IGNORECASE)
_LOOK_BACK = 20
_CENTURY_FROM = 3


def quantities(text: str, language: Language) -> list[Quantity]:
    """Return the numbers of a text in the language, in order; "one" and "en" alone are none, being articles too."""
    found = [*_in_digits(text, language), *_in_words(text, language)]
    return sorted(found, key=lambda quantity: quantity.span)


def _in_digits(text: str, language: Language) -> list[Quantity]:
    found = []
    for match in _NUMBER.finditer(text):
        whole = Decimal(re.sub(r"\D", "", match["digits"]))
        end = match.end("decimals") if match["decimals"] else match.end("digits")
        value, unit = whole + Decimal(f"0.{match['decimals'][1:]}") if match["decimals"] else whole, ""
        after = (match["after"] or "").strip().casefold()
        if after.endswith(("tallet", "talet", "åra", "årene")) or after == "s":
            # "1990-tallet" is a decade, "1800-tallet" a century; "the 1900s" are one too.
            unit, end = ("century" if whole % 100 == 0 else "decade"), match.end("after")
            value = whole if whole >= 1000 or unit == "century" else 1900 + whole
        elif "centur" in after:
            value, unit, end = (whole - 1) * 100, "century", match.end("after")
        elif after.startswith("p") and whole < 12:
            value, end = value + 12, match.end("after")
        if not after and (scaled := _scale_after(text, end, language)):
            value, end = value * scaled[0], scaled[1]
        found.append(Quantity(value.normalize(), unit, _bound(text, match.start()), Span(match.start(), end)))  # type: ignore[arg-type]
    return found


def _scale_after(text: str, at: int, language: Language) -> tuple[int, int] | None:
    """The scale that follows digits ("1,3 millioner"), and where it ends."""
    match = re.compile(r"[ \u00a0]([^\W\d_]+)").match(text, at)
    scale = _words(language)[1].get(match[1].casefold()) if match else None
    return (scale, match.end()) if match and scale else None


def _in_words(text: str, language: Language) -> list[Quantity]:
    values, scales, ordinals = _words(language)
    found: list[Quantity] = []
    total, current, start, end = Decimal(0), Decimal(0), -1, -1
    parts: list[str] = []

    def close() -> None:
        nonlocal total, current, start, parts
        if start >= 0 and not (len(parts) == 1 and parts[0] in _ARTICLES):
            found.append(Quantity((total + current).normalize(), "", _bound(text, start), Span(start, end)))
        total, current, start, parts = Decimal(0), Decimal(0), -1, []

    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if start >= 0 and match.start() < end:
            continue  # "a half", already counted
        between = text[end : match.start()] if start >= 0 else ""
        joined = between.strip() in ("og", "and") and parts[-1] in scales and word in values  # hundre og tjue
        if start >= 0 and between.strip("- \u00a0") and not joined:
            close()
        if word in values and not (start >= 0 and parts[-1] in values and not _adds(values[parts[-1]], values[word])):
            start = match.start() if start < 0 else start
            current += values[word]
        elif word in values:
            close()
            start, current = match.start(), Decimal(values[word])
        elif word in scales and (start >= 0 or scales[word] < 10**6) and not _digits_before(text, match.start()):
            start = match.start() if start < 0 else start
            if scales[word] == 100:
                current = max(current, Decimal(1)) * 100
            else:
                total, current = total + max(current, Decimal(1)) * scales[word], Decimal(0)
        elif word in ("og", "and") and start >= 0:
            continue  # what follows decides
        else:
            close()
            if word in ordinals:
                value, century = ordinals[word], re.match(r"\s(?:century|århundre)", text[match.end() :])
                found.append(
                    Quantity(
                        Decimal((value - 1) * 100 if century else value).normalize(),
                        "century" if century else "",
                        "",
                        Span(*match.span()),
                    )
                )
            continue
        parts.append(word)
        end = match.end()
        if half := _HALF.match(text, end):
            current, end = current + Decimal("0.5"), half.end()
    close()
    return found


def _adds(before: int, after: int) -> bool:
    """Whether two number words in a row make one: "tjue en", but not "tre fire"."""
    return before >= 20 and before % 10 == 0 and 0 < after < 10


def _digits_before(text: str, at: int) -> bool:
    return bool(re.search(r"\d[ \u00a0]$", text[max(0, at - 2) : at]))


def _bound(text: str, at: int) -> Bound:
    before = text[max(0, at - _LOOK_BACK) : at]
    return "least" if _LEAST.search(before) else "most" if _MOST.search(before) else ""


@cache
def _words(language: Language) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """The values of the language's number words, scales and ordinals."""
    if language == "en":
        units, tens, scales, joint = _EN_UNITS, _EN_TENS, _EN_SCALES, "-"
        ordinals = _EN_ORDINALS.split()
    else:
        units, tens, scales, joint = _NB_UNITS, _NB_TENS, _NB_SCALES, ""
        ordinals = _NB_ORDINALS.split()
    values = {word: number for number, word in enumerate(units.split())}
    values |= {word: 10 * number for number, word in enumerate(tens.split(), 2)}
    if language != "en":
        values |= _NB_ALSO
        values |= {
            f"{ten}{joint}{unit}": values[ten] + values[unit] for ten in tens.split() for unit in units.split()[1:10]
        }
        values |= {f"{ten}en": values[ten] + 1 for ten in tens.split()} | {
            f"{ten}ett": values[ten] + 1 for ten in tens.split()
        }
    named = {word: number for number, word in enumerate(ordinals, _CENTURY_FROM)}
    if language != "en":
        named |= {word: number for number, word in enumerate(_NN_ORDINALS.split(), _CENTURY_FROM)}
    return values, scales, named
