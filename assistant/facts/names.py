"""Whether two texts name the same person, place or country, whichever of the three languages spells it.

A name keeps its letters but for inflection, transliteration (Pashinyan, Pasjinjan) and the few that each language has a
word of its own for: countries and peoples (by Unicode's locale data) and some abbreviations.
"""

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from index.bridges import countries
from index.words import FUNCTION_WORDS, stem, words

_CAPITALISED = re.compile(r"[^\W\d_][\w’'\-]*", re.UNICODE)
_SAME_FROM = 0.90  # Jaro-Winkler similarity of two spellings of one name, both folded
_MIN_FOLDED = 4  # shorter ones must be the same
# What a country's name and the words for its people and theirs begin with: armen(ia), armen(sk), armen(erne).
_SHORTEST_ROOT, _LONGEST_ROOT = 4, 14
_NAME_END = re.compile(r"(?:land|ia|ja|a|y)$")
_BELONGING = re.compile(
    r"(?:n|an|ian|ean|i|ia|ja|a)?"
    r"(?:sk|ske|skt|er|ere|eren|erne|ar|arar|arane|erar|erane|ne|isk|iske|ish|ese|nese|i|an|ian)?"
    r"(?:en|ene|ne|e|a)?s?"
)
_IRREGULAR = {
    "US": "us usa usas u.s amerika amerikas america america's amerikansk amerikanske amerikanar amerikanarar"
    " amerikaner amerikanere amerikanerne american americans states",
    "GB": "uk britisk britiske brite briten briter britene britane british briton britons britain england engelsk"
    " engelske engelskmenn english storbritannia storbritannias",
    "NL": "nederlandsk nederlandske nederlender nederlendere dutch dutchman holland hollandsk netherlands",
    "CH": "sveitsisk sveitsiske sveitser sveitsere sveitsar swiss",
    "SU": "sovjet sovjetisk sovjetiske sovjetunionen sovjetunionens soviet soviets",
    "NO": "norsk norske norskt nordmann nordmenn nordmennene norwegian norwegians norge norges noreg noregs",
    "SE": "svensk svenske svensker svenskene swede swedes swedish",
    "DK": "dansk danske danskene danskane danish dane danes",
    "FR": "fransk franske franskmenn franskmann french frenchman",
    "GR": "gresk greske greker grekere grekerne greek greeks",
    "ES": "spansk spanske spanjol spanjoler spanish spaniard spaniards",
    "PL": "polsk polske polakk polakker polish pole poles",
    "TR": "tyrkisk tyrkiske tyrker tyrkere turkish turk turks turkey tyrkia",
    "IE": "irsk irske irer irish",
    "DE": "tysk tyske tyskeren tyskerne tyskere tyskarane german germans",
    "RU": "russer russere russerne russarar russarane russisk russiske russian russians",
    "CN": "kinesisk kinesiske kineser kinesere kinesarar chinese",
    "CZ": "tsjekkisk tsjekkiske czech czechs",
    "IS": "islandsk islandske islending islendinger icelandic icelander",
    "FI": "finsk finske finne finner finnish finn finns",
}
_LANGUAGES = ("nb", "nn", "en")
_COUNTRY_CODE = 2  # letters; other territories, such as continents, have three digits
# Sounds that Norwegian, English and the usual transliterations from other alphabets write in their own ways.
_FOLDS = (
    (re.compile(r"tsj|tch|tsch|ch|cz|č|c(?=[eiy])|ć"), "c"),
    (re.compile(r"sch|shch|sh|sj|skj|š|ş|zj|zh|ž|z"), "s"),
    (re.compile(r"kh|gh|ck|q|c"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"w|v"), "v"),
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"aa"), "å"),
    (re.compile(r"x"), "ks"),
)
_CAPITALS = re.compile(r"([A-ZÆØÅ]{2,})(?:[’']?s)?")  # "FNs" names the FN
_ABBREVIATIONS = {"un": "fn", "us": "usa", "u.s": "usa", "uk": "storbritannia", "eu": "eu", "nato": "nato"}
_OFFICES = frozenset(
    """
    academy affairs agency army association authority bank bay board bureau cabinet campaign capital cathedral
    central champion championship championships chancellor chief church city club college commission commissioner
    committee company conference congress constitution corporation council country county court cup defence defense
    department director district division east eastern emperor empire federal federation festival first force forces
    foreign foundation fund general government governor group head health high hospital house institute institution
    international island islands king kingdom lake leader league left lord military minister ministry mount mountain
    municipality museum national nations navy new news north northern office officer old olympic olympics palace
    parliament party pact peace police pope port president prime prince princess prize professor public queen region
    republic republics right river royal school sea secretary security senate senator service services society south
    southern spokesman spokesperson spokeswoman square staff state states station street supreme team telegram theatre
    trade treaty union united university war west western world youth
    """.split()
)


def names_alike(name: str, other: str) -> bool:
    """Whether a word of the name, office and institution apart, is named by the other text too."""
    known = _vocabulary(other)
    return any(
        _stands(word, known)
        for word in _CAPITALISED.findall(name)
        if word.casefold() not in _OFFICES and word.casefold() not in FUNCTION_WORDS and len(word) > 1
    )


@lru_cache(maxsize=64)
def _vocabulary(text: str) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """The stems, the folded capitalised words and the countries of a text."""
    surfaces = [text[w.start : w.end] for w in words(text)]
    stems = frozenset(stem(surface) for surface in surfaces) | {surface.casefold() for surface in surfaces}
    abbreviated = {m[1].casefold() for surface in surfaces if (m := _CAPITALS.fullmatch(surface))}
    stems |= abbreviated | {_ABBREVIATIONS[key] for key in abbreviated if key in _ABBREVIATIONS}
    folded = tuple(dict.fromkeys(_fold(s) for s in surfaces if s[0].isupper()))
    return stems, folded, frozenset(c for s in surfaces if (c := country_of(s)))


def _stands(word: str, vocabulary: tuple[frozenset[str], tuple[str, ...], frozenset[str]]) -> bool:
    stems, folded, families = vocabulary
    key = word.casefold().rstrip(".")
    if key in stems or stem(word) in stems or _ABBREVIATIONS.get(key) in stems or key.rstrip("s") in stems:
        return True
    if (country := country_of(word)) is not None:
        return country in families
    mine = _fold(word)
    if mine in folded or mine.removesuffix("s") in folded:
        return True
    return (
        len(mine) >= _MIN_FOLDED
        and process.extractOne(mine, folded, scorer=JaroWinkler.similarity, score_cutoff=_SAME_FROM) is not None
    )


def _fold(word: str) -> str:
    """A name as it sounds, roughly, and without its genitive."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("æ", "ae"))
    plain = "".join(c for c in plain if c.isalnum())
    for pattern, sound in _FOLDS:
        plain = pattern.sub(sound, plain)
    return re.sub(r"(.)\1", r"\1", plain)


@lru_cache(maxsize=8192)
def country_of(word: str) -> str | None:
    """Return the code of the country that a word names or belongs to: Armenia, armensk, Armenian, armenerne."""
    if word == "us":  # "they told us"
        return None
    names, roots = _countries()
    key = word.casefold()
    singular = key.removesuffix("s") or key
    for form in (key, singular, stem(word), stem(singular)):
        if form in names:
            return names[form]
    for length in range(min(len(key) - 1, _LONGEST_ROOT), _SHORTEST_ROOT - 1, -1):
        if (code := roots.get(key[:length])) and _BELONGING.fullmatch(key, length):
            return code
    return None


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Names and adjectives of countries in all three languages, small, by code; and what such words begin with."""
    names: dict[str, str] = {}
    roots: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == _COUNTRY_CODE:
                key = name.casefold()
                names.setdefault(key, code)
                root = _NAME_END.sub("", key)
                if len(root) >= _SHORTEST_ROOT and " " not in root:
                    roots.setdefault(root, code)
                    roots.setdefault(key, code)
    codes = {name.casefold(): code for code, name in Locale("nb").territories.items()}
    for name, adjective in countries().items():
        if adjective:
            names.setdefault(adjective, codes[name])
            names.setdefault(stem(adjective), codes[name])
    for code, irregular in _IRREGULAR.items():
        names |= dict.fromkeys(irregular.split(), code)
    return names, roots
