"""Numbers that tell how well each sentence answers a question.

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

from assistant.phrases import phrases
from assistant.question import PHRASE_KINDS, QuestionKind
from assistant.reader.spans import ReadSentence, ScoredSpan
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
    "span",  # score of the best span in the sentence, against no answer
    "span_gap",  # that, less the best candidate's
    "span_share",  # its share among all candidates' spans and no answer
    "answers",  # the span reader's score of the window that the sentence was read in
)

# Similarity of spelling (Jaro-Winkler) from which two words may be one, such as Pashinyan and Pasjinjan.
_FUZZY_FROM, _FUZZY_FLOOR = 0.88, 0.80
# Cosine of token vectors at which a word begins to be, and fully is, covered in meaning; e5's cosines lie high. Of the
# words of questions to another article one in four reaches .74; in another language, to their own, three in four .80.
_SOFT_FLOOR, _SOFT_FULL = 0.72, 0.90

MOST = 12.0  # scores of the span reader beyond it tell no more

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
    """The candidates in reading order, `sentences` of shape (candidates, SENTENCE_FEATURES), each one's best span (None
    where it was not read), and what `answer_features` is made of: word coverage in letters and in meaning, of
    shape (candidates, question words)."""

    candidates: tuple[Candidate, ...]
    spans: tuple[ScoredSpan | None, ...]
    sentences: Floats
    letters: Floats
    meaning: Floats
    rarity: Floats


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in order."""
    return tuple(word.stem for word in words(text))


def gather(
    question: Question, readings: Sequence[PassageReading], read: Sequence[tuple[Article, ReadSentence]]
) -> Evidence:
    """Return every sentence of the passages once, with its features for this question.

    Args:
        question: as read.
        readings: the passages, as the embedding model read them.
        read: their sentences, as the span reader read them; one that stood in several windows counts as in the best.
    """
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
        none = np.zeros((0, 0))
        return Evidence((), (), np.zeros((0, len(SENTENCE_FEATURES))), none, none, np.zeros(0))
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

    best = _best_read(read)
    mine = [best.get(key) for key in keys]
    spans = np.array([_clipped(r.span.score) if r else -MOST for r in mine])
    odds = np.exp(spans)
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
            spans,
            spans - spans.max(),
            odds / (1 + odds.sum()),
            np.array([_clipped(r.answers) if r else -MOST for r in mine]),
        ],
        axis=1,
    )
    return Evidence(candidates, tuple(r.span if r else None for r in mine), sentences, letters, meaning, rarity)


def _best_read(read: Sequence[tuple[Article, ReadSentence]]) -> dict[tuple[str, int], ReadSentence]:
    best: dict[tuple[str, int], ReadSentence] = {}
    for article, one in read:
        key = (article.id, one.sentence.start)
        if key not in best or one.span.score > best[key].span.score:
            best[key] = one
    return best


def _clipped(score: float) -> float:
    return max(-MOST, min(MOST, score))


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
    if question.kind not in PHRASE_KINDS:
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
