"""What the span reader's findings tell of each sentence, and of the answer."""

import numpy as np
import pytest

from assistant.answer_features import ANSWER_FEATURES, answer_features
from assistant.features import SENTENCE_FEATURES, Evidence, gather
from assistant.reader.spans import ReadSentence, ScoredSpan
from assistant.reading import PassageReading, Question, read_passages, read_question
from index.article import Article
from index.encoder import Encoder
from index.passages import split_passages

ARTICLE = Article(
    "flom", "Kari Lie besøkte Odda. Flommen i Odda ødela 14 hus. Ole Moe kom fra Bergen. Det var 14 hus, sa Moe."
)
QUESTION = "Hvor mange hus ødela flommen?"


@pytest.fixture(scope="module")
def question(encoder: Encoder) -> Question:
    """The question as read."""
    return read_question(encoder.read_question(QUESTION), QUESTION, crosses=False)


@pytest.fixture(scope="module")
def readings(encoder: Encoder) -> list[PassageReading]:
    """The article's passages as read."""
    return read_passages(encoder, [(node, ARTICLE) for node in split_passages(ARTICLE)])


def found(number: int, words: str, score: float, answers: float = 0.0) -> tuple[Article, ReadSentence]:
    """A sentence of the article, with the span of the words in it."""
    sentence = ARTICLE.sentences[number]
    start = ARTICLE.text.index(words, sentence.start, sentence.end)
    return ARTICLE, ReadSentence(sentence, ScoredSpan(start, start + len(words), score), answers)


def column(evidence: Evidence, name: str) -> list[float]:
    return evidence.sentences[:, SENTENCE_FEATURES.index(name)].tolist()


def answer(question: Question, evidence: Evidence, best: int) -> dict[str, float]:
    """The answer's features by name, when one sentence scores best."""
    features = answer_features(question, evidence, np.eye(len(evidence.candidates))[best])
    return dict(zip(ANSWER_FEATURES, features.tolist(), strict=True))


def test_a_sentence_read_in_two_windows_counts_as_in_the_one_that_found_more(
    question: Question, readings: list[PassageReading]
) -> None:
    evidence = gather(question, readings, [found(1, "14 hus", 3.0, 2.0), found(1, "14", 5.0, 4.0)])
    best = evidence.spans[1]
    assert best is not None
    assert ARTICLE.text[best.start : best.end] == "14"
    assert column(evidence, "span")[1] == 5
    assert column(evidence, "answers")[1] == 4


def test_spans_share_what_is_left_by_no_answer(question: Question, readings: list[PassageReading]) -> None:
    read = [found(1, "14 hus", 0.0), found(3, "14 hus", 0.0)]
    evidence = gather(question, readings, read)
    assert column(evidence, "span_share")[1] == pytest.approx(1 / 3, abs=1e-3)
    assert answer(question, evidence, 1)["no_span"] == pytest.approx(1 / 3, abs=1e-3)
    assert column(evidence, "span_gap")[1] == 0
    assert column(evidence, "span_gap")[0] < -5


def test_a_score_beyond_all_others_is_no_more_than_the_most(question: Question, readings: list[PassageReading]) -> None:
    evidence = gather(question, readings, [found(1, "14", 500.0), found(0, "Odda", -500.0)])
    assert column(evidence, "span")[1] == -column(evidence, "span")[0] == 12


def test_a_sentence_that_was_not_read_is_as_one_without_an_answer(
    question: Question, readings: list[PassageReading]
) -> None:
    evidence = gather(question, readings, [])
    assert evidence.spans == (None,) * 4
    assert set(column(evidence, "span")) == set(column(evidence, "answers")) == {-12}
    features = answer(question, evidence, 0)
    assert features["no_span"] > 0.999
    assert all(np.isfinite(list(features.values())))


def test_an_answer_is_the_surer_the_more_its_span_is_what_was_asked_for(
    question: Question, readings: list[PassageReading]
) -> None:
    read = [found(1, "14 hus", 4.0), found(2, "Ole Moe", 1.0), found(3, "14 hus", 2.0)]
    evidence = gather(question, readings, read)
    number, name = answer(question, evidence, 1), answer(question, evidence, 2)
    assert (number["span_kind"], name["span_kind"]) == (1, -1)
    assert (number["agrees"], name["agrees"]) == (1, 0)
    assert (number["span_margin"], name["span_margin"]) == (2, -3)
    assert (number["span_again"], name["span_again"]) == (1, 0)
    assert (number["span_new"], name["span_new"]) == (0.5, 1)
    assert number["span_top"] == name["span_top"] == 4
    assert (number["span_chars"], name["span_chars"]) == (pytest.approx(np.log(7)), pytest.approx(np.log(8)))


def test_words_beside_the_phrase_that_was_asked_for_are_not_of_its_kind(
    question: Question, readings: list[PassageReading]
) -> None:
    evidence = gather(question, readings, [found(1, "ødela", 4.0)])
    assert answer(question, evidence, 1)["span_kind"] == -1


def test_nothing_to_read_has_no_candidates(question: Question) -> None:
    assert gather(question, [], []).candidates == ()
