"""From text to the terms that the lexical index counts: lower-cased stems (Snowball's Norwegian).

The same function serves the index, the query and the reader, so that a term means one thing in all three.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from index.bridges import bridges

VERSION = 2  # part of the index's manifest: raise when the terms change

_WORD = re.compile(r"\w+(?:[.,]\d+)*", re.UNICODE)
_stemmer = snowballstemmer.stemmer("norwegian")

# Words that say how a sentence or a question is built, not what it is about.
FUNCTION_WORDS = frozenset(
    """
    alle alt at av bare ble blei blir blitt bli både da de dei deg dem den denne deres dere dess dessa desse dette
    det deira din dine ditt disse du dykk då eg ein eit ei en enn er et ett etter for fordi fra frå før gjennom ha
    hadde han hans har hennar hennes henne hun ho hvem hva hvilke hvilken hvilket hvor hvordan hvorfor hverandre i
    ikke ikkje inn jeg ja kan kunne kven kva kvar kor korleis kvifor korfor man med meg mellom men mi min mine
    mitt mot må måtte no nok noe noen noko nokon nokre nå når nei og også om opp oss over på seg si sin sine sitt
    skal skulle slik so som så til under ut var vart verte vere vært vore være ved vi vil ville vår å åt dersom
    hvis sjølv selv eigentleg egentlig lenge mange mye mykje antall tal andre annen anna artikkel artikkelen saken
    saka ifølge ifølgje følge følgje sier seier sagt skjedde skjer skjedd hende hendte finnes finst fins gjør
    gjorde gjer heter heiter het heitte kalles kallast a about according after all also an and any are article as
    be because been before being between both but by can could did do does doing done during from had happen
    happened happens has have having he her here hers him his how if in into is it its many me more most much my
    not now of on or other our out own said say says she should some such than that the their them then there
    these they this those through to told until up very was we were what when where which while who whom whose why
    will with would you your
    """.split()
)


class Term(NamedTuple):
    """A word of a text: its stem, and where the word stands, `text[start:end]`."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word, lower-cased and in Bokmål where it has a fixed name there; numbers stay."""
    word = unicodedata.normalize("NFC", word.casefold())
    if word[0].isdigit():
        return word
    stemmed: str = _stemmer.stemWord(bridges().get(word, word))
    # Nynorsk's kv- is Bokmål's hv- (våpenkvile, våpenhvile); both become one.
    return stemmed.replace("kv", "hv")


def words(text: str) -> list[Term]:
    """Return every word of the text, function words too, in order."""
    return [Term(stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def content_words(text: str) -> list[Term]:
    """Return the words of the text that carry content; all of them where only function words stand."""
    return [
        Term(stem(m.group()), m.start(), m.end())
        for m in _WORD.finditer(text)
        if m.group().casefold() not in FUNCTION_WORDS
    ]
