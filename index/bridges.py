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
def adjectives() -> dict[str, str]:
    """Return Bokmål's adjective by the country's name, both lower-cased ("russland": "russisk").

    Those of countries whose language is called so too, which leaves out some ("amerikansk").
    """
    locale = Locale("nb")
    found = {}
    for code, name in locale.territories.items():
        country = name.casefold()
        for language in get_official_languages(code, de_facto=True):
            adjective = locale.languages.get(language.partition("_")[0], " ").split(" ")[0]
            if _WORD.fullmatch(country) and adjective.endswith("sk") and adjective.startswith(country[:_ALIKE]):
                found[country] = adjective
    return found


def _names(code: str) -> dict[tuple[str, str], str]:
    locale = Locale(code)
    names = {("territory", key): name for key, name in locale.territories.items()}
    names |= {("language", key): name for key, name in locale.languages.items()}
    names |= {("month", str(key)): name for key, name in locale.months["format"]["wide"].items()}
    names |= {("day", str(key)): name for key, name in locale.days["format"]["wide"].items()}
    return {key: name.casefold() for key, name in names.items()}
