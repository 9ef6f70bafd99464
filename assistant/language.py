"""Which language a text is in: Bokmål, Nynorsk or English."""

import re
from functools import cache, lru_cache

from lingua import Language as Lingua
from lingua import LanguageDetector, LanguageDetectorBuilder

from assistant.answer import Language

_CODES: dict[Lingua, Language] = {Lingua.BOKMAL: "nb", Lingua.NYNORSK: "nn", Lingua.ENGLISH: "en"}
_SURE = 0.75  # below this share lingua is guessing: it is right on 9 in 10 of our short questions, and sure of most

# Words that only one of the three languages has; in a question of five words they tell more than letters do.
_MARKERS: dict[Language, frozenset[str]] = {
    "nb": frozenset(
        """
        hva hvem hvor hvorfor hvordan hvilken hvilke hvilket ikke jeg noe noen mye fra hun hvis nå gjør
        sier kommer ble blitt vært flere uke uka hvorvidt oppsummer oppsummering bildet handler
        """.split()
    ),
    "nn": frozenset(
        """
        kva kven kvar kvifor korleis kor ikkje eg noko nokon mykje frå ho nokre gjer seier seie kjem
        vart vorte vore fleire veke veka åtak attende kvil våpenkvile samandrag biletet handlar
        krev sidan òg dykk dei høyrer meiner brukar leggje
        """.split()
    ),
    "en": frozenset(
        """
        what who whom whose where why how which when the is was were are did does do has have of and
        about not there they said says summarize summarise this with
        """.split()
    ),
}
# "kor", "dei", "skjer" and "do" have homographs across the border, so a marker counts only where the others have none.
_NAME = re.compile(r"(?<=\S\s)[A-ZÆØÅ][\w’'-]*")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_TELLING_WORDS = 8  # fewer do not tell one language from its neighbour


def question_language(question: str, fallback: Language) -> Language:
    """Return the question's language; `fallback` where it is too short or too mixed to tell."""
    words = {word.casefold() for word in _WORD.findall(question)}
    marked: list[Language] = [code for code, markers in _MARKERS.items() if words & markers]
    if len(marked) == 1:
        return marked[0]
    if len(words) < 3:
        return fallback
    best, share = _detect(_NAME.sub("", question))
    return best if share >= _SURE else fallback


def is_another_language(text: str, wanted: Language) -> bool:
    """Whether a text is clearly not in the language wanted; False where it is too short to tell.

    Bokmål and Nynorsk share most of their words, so the letters and the words that tell must agree.
    """
    words = _WORD.findall(text)
    if sum(not _LATIN.fullmatch(word) for word in words) > len(words) / 2:
        return True
    if len(words) < _TELLING_WORDS or question_language(text, wanted) == wanted:
        return False
    return _detect(_NAME.sub("", text))[0] != wanted


@lru_cache(maxsize=256)
def article_language(text: str) -> Language:
    """Return the language that an article's first paragraphs are written in."""
    return _detect(text[:2000])[0]


def _detect(text: str) -> tuple[Language, float]:
    best = _detector().compute_language_confidence_values(text)[0]
    return _CODES[best.language], best.value


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CODES).build()
