"""What a question demands of its answer that nearness does not show.

"Hvor gammel er Huitfeldt?" lies near every sentence about Huitfeldt, and none of them tells an age. Such near misses
are rare in the data that the confidence is fitted on, so these demands are rules, each about a kind of question, none
about an article.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from assistant.details import detail
from assistant.facts.names import names_alike
from assistant.features import Evidence, answering_phrases, stems
from assistant.phrases import YEAR, numbers
from assistant.reading import Question
from index.article import Article
from index.bridges import countries
from index.sentences import Span
from index.words import stem

_COUNTED = re.compile(
    r"\b(?:(?:hvor|kor|how)\s+(?:mange|many)|antall|talet\s+på|number\s+of)\s+(?P<noun>[^\W\d_]+)", re.IGNORECASE
)
# Nouns that count people or amounts of any sort: "7000 personer" answers "hvor mange mennesker".
_ANYONE = frozenset(
    stem(noun)
    for noun in """
        mennesker menneske menneskje personer folk innbyggere innbyggjarar beboere bebuarar sivile liv ganger gonger
        people persons residents inhabitants civilians lives times
    """.split()
)
_NAMED = re.compile(r"\b(?:hva|kva)\s+(?:heter|heiter)\b|\bname\s+of\b", re.IGNORECASE)
_NO_COUNTRY = "island"  # Iceland in Norwegian, written small an English word
_COVERED = 0.66  # of 1: how well a word must be covered in meaning to count as there, where its letters are not
_MIN_NAME_CHARS = 4  # shorter ones are abbreviations, which change from language to language,
_ABBREVIATED = frozenset(("EU", "FN", "UN", "UK", "US", "USA"))  # of which `names_alike` knows the other forms

# What belongs to a country or a region, and is another's when asked of another.
_BELONGING = (
    r"\w*(?:president|minister|sekretær|konge|dronning|ordfører|ordførar|hovedstad|hovudstad|secretary|king|queen|mayor"
    r"|capital)(?:en|ens|a|s)?"
)
_NAME = r"[A-ZÆØÅ][\w-]+"
_PAIRS = (
    re.compile(rf"\b(?P<owner>{_NAME}?)(?:'s|’s|s)\s+(?:\w+\s+)?(?P<thing>{_BELONGING})\b"),
    re.compile(
        rf"\b(?P<thing>{_BELONGING})\s+(?:{_NAME}\s+){{0,3}}(?:i|for|of|in)\s+(?P<owner>{_NAME})", re.IGNORECASE
    ),
)
_DEFINITE = re.compile(r"(?:en|ens|a|s)$")
_SAME_FROM = 0.88


def unmet(question: Question, evidence: Evidence, best: int) -> bool:
    """Whether the best candidate fails a demand of the question.

    Args:
        question: as read.
        evidence: the candidates and how they cover the question's words.
        best: the row of the candidate that would answer.
    """
    candidate = evidence.candidates[best]
    return (
        detail(question.asked, candidate.text) < 0
        or _counts_something_else(question, evidence, best)
        or _names_nothing(question, evidence, best)
        or _names_the_unknown(question, evidence)
        or _belongs_to_another(question.asked, candidate.article)
    )


def _counts_something_else(question: Question, evidence: Evidence, best: int) -> bool:
    """A number is asked for, and the sentence has none, or none of what is to be counted."""
    if question.kind != "number":
        return False
    candidate = evidence.candidates[best]
    if not numbers(candidate.article.text, Span(candidate.sentence.start, candidate.sentence.end)):
        return True
    counted = _COUNTED.search(question.asked)
    noun = stem(counted["noun"]) if counted else None
    columns = [i for i, word in enumerate(question.words) if word.stem == noun]
    if not columns or noun in _ANYONE:
        return False
    return not _covered(evidence)[best, columns[0]]


def _covered(evidence: Evidence) -> NDArray[np.bool_]:
    """Whether each word of the question is in each sentence, in letters, spelling forgiven, or in meaning."""
    covered: NDArray[np.bool_] = (evidence.letters > 0) | (evidence.meaning >= _COVERED)
    return covered


def _names_nothing(question: Question, evidence: Evidence, best: int) -> bool:
    """A name is asked for ("hva heter ..."), and the words that answer best hold none that the question does not."""
    if not _NAMED.search(question.asked):
        return False
    candidate, span = evidence.candidates[best], evidence.spans[best]
    sentence = Span(candidate.sentence.start, candidate.sentence.end)
    found = answering_phrases(question.text, "who", candidate.article.text, sentence)
    return not any(span is None or (name.start < span.end and span.start < name.end) for name in found)


def _names_the_unknown(question: Question, evidence: Evidence) -> bool:
    """The question names someone or something, or a year, that the articles do not mention.

    A name keeps its letters, but for spelling; in a question of another language meaning may stand in for them.
    """
    articles = dict.fromkeys(c.article for c in evidence.candidates)
    vocabulary = {word for article in articles for word in stems(article.legible)}
    years = (word.stem for word in question.words if re.fullmatch(YEAR, word.stem))
    if _names_a_country_unknown(question, vocabulary) or any(
        all(year not in article.legible for article in articles) for year in years
    ):
        return True
    if any(
        word.surface in _ABBREVIATED and not any(names_alike(word.surface, article.legible) for article in articles)
        for word in question.words
    ):
        return True
    covered = _covered(evidence)
    for is_name, columns in groupby(range(len(question.words)), key=lambda column: question.words[column].is_name):
        telling = [
            (question.words[column].stem, bool(covered[:, column].any()))
            for column in columns
            if len(question.words[column].surface) >= _MIN_NAME_CHARS and question.words[column].stem.isalpha()
        ]
        # Of a name of several words, one that is known will do: "Security Council", "sikkerhetsrådet".
        if (
            is_name
            and telling
            and not any(
                word in vocabulary
                or word in _country_stems()  # asked for above
                or _alike(word, vocabulary)
                or (question.crosses and there)
                for word, there in telling
            )
        ):
            return True
    return False


def _names_a_country_unknown(question: Question, vocabulary: set[str]) -> bool:
    """A country is told by its name in any language, and among small letters too; its adjective makes it known."""
    known = _country_stems()
    others = vocabulary - known.keys()  # Iran is no misspelt Irak
    typed_small = question.text[1:].islower()
    return any(
        not {word.stem, known[word.stem]} & vocabulary and not _alike(word.stem, others)
        for word in question.words
        if word.stem in known and (word.surface[0].isupper() or (typed_small and word.surface != _NO_COUNTRY))
    )


def _belongs_to_another(asked: str, article: Article) -> bool:
    """The president, capital ... of one is asked for, and the article has it of others, and knows that one."""
    known = _belongings(article.legible)
    owners = {owner for _, owner in known}
    for thing, owner in _belongings(asked):
        owners_of_it = {o for t, o in known if t == thing}
        if owners_of_it and _alike(owner, owners) and not _alike(owner, owners_of_it):
            return True
    return False


@lru_cache(maxsize=256)
def _belongings(text: str) -> frozenset[tuple[str, str]]:
    """The (thing, owner) pairs that a text speaks of, as stems."""
    return frozenset(
        (stem(_DEFINITE.sub("", match["thing"].casefold())), stem(match["owner"]))
        for pattern in _PAIRS
        for match in pattern.finditer(text)
        if match["owner"][0].isupper()
    )


@cache
def _country_stems() -> dict[str, str]:
    """The stem of a country's adjective by that of its name; empty where its adjective is not known."""
    return {stem(country): stem(adjective) if adjective else "" for country, adjective in countries().items()}


def _alike(word: str, others: Collection[str]) -> bool:
    return process.extractOne(word, others, scorer=JaroWinkler.similarity, score_cutoff=_SAME_FROM) is not None
