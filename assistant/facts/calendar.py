"""The months and days of the week that a sentence names, in Bokmål, Nynorsk or English, from Unicode's locale data."""

import re
from functools import cache
from typing import Literal, NamedTuple

from babel import Locale

from assistant.answer import Language
from index.sentences import Span

_MIN_CHARS = 3  # of an abbreviation; "ma." and "to." are other words


class Day(NamedTuple):
    """A month (1 to 12) or a day of the week (0 for Monday), and where it is named."""

    kind: Literal["month", "weekday"]
    number: int
    span: Span


def days(text: str, language: Language) -> list[Day]:
    """Return the months and days of the week that a text in the language names, in order."""
    pattern, known = _names(language)
    return [Day(*known[_key(match.group())], Span(*match.span())) for match in pattern.finditer(text)]


@cache
def _names(language: Language) -> tuple[re.Pattern[str], dict[str, tuple[Literal["month", "weekday"], int]]]:
    locale = Locale(language)
    known: dict[str, tuple[Literal["month", "weekday"], int]] = {}
    for width in ("wide", "abbreviated"):
        for number, name in locale.months["format"][width].items():
            known.setdefault(_key(name), ("month", number))
        for number, name in locale.days["format"][width].items():
            known.setdefault(_key(name), ("weekday", number))
    known = {name: day for name, day in known.items() if len(name) >= _MIN_CHARS}
    names = "|".join(sorted(known, key=len, reverse=True))
    if language == "en":  # "may", "march", "sun" and "sat" written small are other words
        return re.compile(rf"\b(?:{names.title()})(?=s?\b)"), known
    whole = [_key(name) for named in (locale.months, locale.days) for name in named["format"]["wide"].values()]
    full = "|".join(sorted(whole, key=len, reverse=True))
    # An abbreviation ends in a full stop; "man", "fre", "des" and "mar" are words or names without.
    return re.compile(rf"\b(?:(?:{full})(?=s?\b|en\b|ens\b)|(?:{names})(?=\.))", re.IGNORECASE), known


def _key(name: str) -> str:
    return name.casefold().rstrip(".")
