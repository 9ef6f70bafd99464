"""Bridges between the languages: the names of countries, peoples, languages, months and days, in Bokmål.

A question in English or Nynorsk shares few letters with a Bokmål article, but "Azerbaijan", "Russian", "tysdag" and
"Noreg" each have one fixed counterpart. Unicode's locale data (CLDR, through `babel`) know them all.
"""

import re
from functools import cache

from babel import Locale
from babel.languages import get_official_languages

_OTHERS = ("en", "nn")
_ALIKE = 3  # letters that a country's name and its adjective begin with: Frankrike, fransk
_COUNTRY_CODE = 2  # letters; other territories, such as continents, have three digits
_WORD = re.compile(r"[^\W\d_]+")


@cache
def bridges() -> dict[str, str]:
    """Return Bokmål's word by the English or Nynorsk one, both lower-cased; single words that differ, no others."""
    bokmal = _names("nb")
    found: dict[str, str] = {}
    for other in _OTHERS:
        for key, name in _names(other).items():
            own = bokmal.get(key, name)
            if name != own and _WORD.fullmatch(name) and _WORD.fullmatch(own):
                found.setdefault(name, own)
    # What is a word of Bokmål too keeps its own meaning ("mars" the month, "is" in Icelandic's code).
    own_words = set(bokmal.values())
    return {name: own for name, own in found.items() if name not in own_words}


@cache
def countries() -> dict[str, str]:
    """Return Bokmål's names of countries, each with its adjective ("russland": "russisk"), lower-cased; single words.

    The adjective is the name of a language that is spoken there; it is empty where none is called so ("amerikansk").
    """
    locale = Locale("nb")
    names = {code: name.casefold() for code, name in locale.territories.items() if len(code) == _COUNTRY_CODE}
    return {name: _adjective(locale, code, name) for code, name in names.items() if _WORD.fullmatch(name)}


def _adjective(locale: Locale, code: str, country: str) -> str:
    for language in get_official_languages(code, de_facto=True):
        name: str = locale.languages.get(language.partition("_")[0], "").partition(" ")[0]
        if name.endswith("sk") and name.startswith(country[:_ALIKE]):
            return name
    return ""


def _names(code: str) -> dict[tuple[str, str], str]:
    locale = Locale(code)
    names = {("territory", key): name for key, name in locale.territories.items()}
    names |= {("language", key): name for key, name in locale.languages.items()}
    names |= {("month", str(key)): name for key, name in locale.months["format"]["wide"].items()}
    names |= {("day", str(key)): name for key, name in locale.days["format"]["wide"].items()}
    return {key: name.casefold() for key, name in names.items()}
