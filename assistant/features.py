"""Numbers that tell how well each sentence answers a question, and whether the best one does at all.

All coverage is weighted by rarity among the candidate sentences (inverse document frequency): in an article about
Nagorno-Karabakh the name says little, "hovedstad" says much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from assistant.details import detail
from assistant.phrases import phrases
from assistant.question import QuestionKind
from assistant.reading import PassageReading, Question
from index.article import Article, Sentence
from index.sentences import Span
from index.words import words

Floats = NDArray[np.float64]

SENTENCE_FEATURES = (
    "within",  # cosine of question and sentence, pooled within its passage
    "within_z",  # the same, standardised over the candidates
    "alone",  # cosine of question and sentence, read on its own
    "passage",  # cosine of question and passage
    "interaction",  # mean over the question's tokens of the best cosine with a token (late interaction, ColBERT)
    "interaction_z",
    "bm25",
    "coverage",  # share of the question's content words that stand in the sentence
    "coverage_gap",  # that, less the best candidate's
    "coverage_near",  # share that stand in it or its neighbours
    "coverage_fuzzy",  # share that stand in it but for spelling
    "kind",  # 1: has a phrase of the kind asked for (a name, a time, a number), -1: has none, 0: any will do
    "length",  # log of the words
    "heading",  # share of the content words that stand in the heading above
    "opening",  # 1 for an article's first sentence
)
ANSWER_FEATURES = (
    "probability",  # of the best sentence among the candidates
    "margin",  # of its score to the next one's
    "within",
    "alone",
    "passage",
    "interaction",
    "within_z",
    "interaction_z",
    "kind",
    "detail",  # 1: has the year, age or sum asked for, -1: lacks it, 0: none was asked for
    "words",  # content words in the question
    "covered_sentence",  # shares of the content words, spelling forgiven, in the best sentence,
    "covered_window",  # in it and the one before,
    "covered_all",  # in any candidate
    "names_window",  # the same of the names and numbers only
    "names_all",
    "names",  # how many the question has
    "rest_sentence",  # the same of the other words only: what is asked of those names
    "rest_window",
    "rest_all",
    "soft_sentence",  # shares where a word is also covered by one near to it in meaning
    "soft_window",
    "soft_all",
    "soft_rest_sentence",
    "soft_rest_window",
    "soft_rest_all",
    "soft_worst_window",  # the worst covered word
    "soft_worst_all",
)

# Similarity of spelling (Jaro-Winkler) from which two words may be one, such as Pashinyan and Pasjinjan.
_FUZZY_FROM, _FUZZY_FLOOR = 0.88, 0.80
# Cosine of token vectors at which a word begins to be, and fully is, covered in meaning; e5's cosines lie high.
_SOFT_FLOOR, _SOFT_FULL = 0.78, 0.95

# What a question may call that which a caption stands under.
_MEDIA_STEMS = {
    "picture": tuple(word.stem for word in words("bilde bilete foto fotografi photo picture image")),
    "video": tuple(word.stem for word in words("video videoen klipp innslag clip")),
}


@dataclass(frozen=True)
class Candidate:
    """A sentence that could answer."""

    article: Article
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.article.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True)
class Evidence:
    """The candidates in reading order, `sentences` of shape (candidates, SENTENCE_FEATURES), and what answer-level
    features are made of: word coverage in letters and in meaning, of shape (candidates, question words)."""

    candidates: tuple[Candidate, ...]
    sentences: Floats
    letters: Floats
    meaning: Floats
    rarity: Floats


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in order."""
    return tuple(word.stem for word in words(text))


def gather(question: Question, readings: Sequence[PassageReading]) -> Evidence:
    """Return every sentence of the passages once, with its features for this question."""
    cosines: dict[tuple[str, int], list[tuple[float, float, float, Floats]]] = {}
    found: dict[tuple[str, int], Candidate] = {}
    q = question.vectors
    for reading in readings:
        passage = float(q.whole @ reading.whole)
        within, alone_ = reading.within @ q.whole, reading.alone @ q.whole
        tokens = np.maximum.reduceat(reading.tokens @ q.tokens.T, reading.first, axis=0)
        for row, s in enumerate(reading.sentences):
            key = (reading.article.id, s.start)
            found.setdefault(key, Candidate(reading.article, s))
            cosines.setdefault(key, []).append((within[row], alone_[row], passage, tokens[row]))
    keys = sorted(found)
    candidates = tuple(found[key] for key in keys)
    if not candidates:
        return Evidence((), np.zeros((0, len(SENTENCE_FEATURES))), np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0))
    within = np.array([max(c[0] for c in cosines[key]) for key in keys])
    alone = np.array([cosines[key][0][1] for key in keys])
    passage_cosine = np.array([max(c[2] for c in cosines[key]) for key in keys])
    token_cosine = np.stack([np.max([c[3] for c in cosines[key]], axis=0) for key in keys])
    interaction = token_cosine.mean(1)

    sentence_stems = [stems(c.text) + _MEDIA_STEMS.get(c.sentence.block.media or "", ()) for c in candidates]
    exact, letters = _coverage([w.stem for w in question.words], sentence_stems)
    soft = np.zeros_like(letters)
    for column, word in enumerate(question.words):
        if word.rows:  # none stand for a word that the model's length cut off
            soft[:, column] = token_cosine[:, list(word.rows)].mean(1)
    meaning = np.maximum(letters, np.clip((soft - _SOFT_FLOOR) / (_SOFT_FULL - _SOFT_FLOOR), 0, 1))
    rarity = np.log1p(len(candidates) / (exact.sum(0) + 0.5))

    covered = share(exact, rarity)
    sentences = np.stack(
        [
            within,
            _standardise(within),
            alone,
            passage_cosine,
            interaction,
            _standardise(interaction),
            _bm25([w.stem for w in question.words], sentence_stems, rarity),
            covered,
            covered - covered.max(),
            share(_with_neighbours(exact, candidates), rarity),
            share(letters, rarity),
            np.array([_kind(question, c.article.text, c.sentence) for c in candidates]),
            np.log1p([len(s) for s in sentence_stems]),
            np.array([_heading(question, c, rarity) for c in candidates]),
            np.array([float(c.sentence.start == c.article.sentences[0].start) for c in candidates]),
        ],
        axis=1,
    )
    return Evidence(candidates, sentences, letters, meaning, rarity)


def answer_features(question: Question, evidence: Evidence, scores: Floats) -> Floats:
    """Return the features, shape (ANSWER_FEATURES,), of answering with the candidate of the highest score."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    weights = np.exp(scores - scores[best])
    sentence = dict(zip(SENTENCE_FEATURES, evidence.sentences[best], strict=True))
    window = [best]
    before = best - 1
    if before >= 0 and evidence.candidates[before].article is evidence.candidates[best].article:
        window.append(before)
    names = np.array([w.is_name for w in question.words], dtype=float)
    rest = 1 - names
    letters, meaning, rarity = evidence.letters, evidence.meaning, evidence.rarity

    def of(coverage: Floats, rows: list[int] | None, mask: Floats | None = None) -> float:
        part = coverage if rows is None else coverage[rows]
        return float(share(part.max(0, keepdims=True), rarity if mask is None else rarity * mask)[0])

    no_words = letters.shape[1] == 0
    return np.array(
        [
            1.0 / weights.sum(),
            float(scores[best] - scores[order[1]]) if len(order) > 1 else 1.0,
            sentence["within"],
            sentence["alone"],
            sentence["passage"],
            sentence["interaction"],
            sentence["within_z"],
            sentence["interaction_z"],
            sentence["kind"],
            detail(question.text, evidence.candidates[best].text),
            len(question.words),
            of(letters, [best]),
            of(letters, window),
            of(letters, None),
            of(letters, window, names),
            of(letters, None, names),
            names.sum(),
            of(letters, [best], rest),
            of(letters, window, rest),
            of(letters, None, rest),
            of(meaning, [best]),
            of(meaning, window),
            of(meaning, None),
            of(meaning, [best], rest),
            of(meaning, window, rest),
            of(meaning, None, rest),
            1.0 if no_words else float(meaning[window].max(0).min()),
            1.0 if no_words else float(meaning.max(0).min()),
        ]
    )


def share(coverage: Floats, rarity: Floats) -> Floats:
    """Return the share of the words' weight that each row covers; 1 where there is nothing to cover."""
    total = float(rarity.sum())
    covered: Floats = coverage @ rarity / total if total > 0 else np.ones(len(coverage))
    return covered


def _coverage(asked: list[str], stems: list[tuple[str, ...]]) -> tuple[Floats, Floats]:
    """Which words stand in which sentence, (sentences, words): exactly, and with spelling forgiven where none does."""
    sets = [frozenset(s) for s in stems]
    exact = np.array([[float(word in s) for word in asked] for s in sets]).reshape(len(sets), len(asked))
    fuzzy = exact.copy()
    vocabulary: list[str] | None = None
    for column, word in enumerate(asked):
        if exact[:, column].any() or len(word) < 4 or word[0].isdigit():
            continue
        if vocabulary is None:
            vocabulary = sorted({w for s in sets for w in s if len(w) > 3 and not w[0].isdigit()})
        near = {
            choice: (similarity - _FUZZY_FLOOR) / (1 - _FUZZY_FLOOR)
            for choice, similarity, _ in process.extract(
                word, vocabulary, scorer=JaroWinkler.similarity, score_cutoff=_FUZZY_FROM, limit=5
            )
        }
        if near:
            fuzzy[:, column] = [max((near[w] for w in s if w in near), default=0.0) for s in sets]
    return exact, fuzzy


def _bm25(asked: list[str], stems: list[tuple[str, ...]], rarity: Floats, k1: float = 1.2, b: float = 0.75) -> Floats:
    counts = np.array([[s.count(word) for word in asked] for s in stems], dtype=float).reshape(len(stems), len(asked))
    lengths = np.array([[len(s)] for s in stems], dtype=float)
    saturated = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / max(lengths.mean(), 1)))
    scores: Floats = saturated @ rarity
    return scores


def _standardise(values: NDArray[Any]) -> Floats:
    standardised: Floats = (values - values.mean()) / (values.std() + 1e-6)
    return standardised


def _with_neighbours(coverage: Floats, candidates: Sequence[Candidate]) -> Floats:
    near = coverage.copy()
    for row in range(1, len(candidates)):
        if candidates[row].article is candidates[row - 1].article:
            near[row] = np.maximum(near[row], coverage[row - 1])
            near[row - 1] = np.maximum(near[row - 1], coverage[row])
    return near


def _kind(question: Question, text: str, sentence: Sentence) -> float:
    if question.kind not in ("who", "when", "where", "number"):
        return 0.0
    return 1.0 if answering_phrases(question.text, question.kind, text, Span(sentence.start, sentence.end)) else -1.0


@lru_cache(maxsize=8192)
def _phrases(text: str, span: Span, kind: QuestionKind) -> tuple[tuple[Span, frozenset[str]], ...]:
    return tuple((Span(*p), frozenset(stems(text[p.start : p.end]))) for p in phrases(text, span, kind))


def answering_phrases(question: str, kind: QuestionKind, text: str, span: Span) -> list[Span]:
    """Return the phrases of the kind asked for that say something which the question does not."""
    known = set(stems(question))
    return [phrase for phrase, stems in _phrases(text, span, kind) if not stems <= known]


def _heading(question: Question, candidate: Candidate, rarity: Floats) -> float:
    heading = candidate.sentence.block.heading
    if not heading or not question.words:
        return 0.0
    inside = set(stems(heading))
    return float(share(np.array([[float(w.stem in inside) for w in question.words]]), rarity)[0])
