"""Fitting the weights: of what the features tell, nothing more, and never on what is reported."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.calibrate import CaseReader, Item, fit_sentences, in_folds, shares, thinned
from assistant.features import SENTENCE_FEATURES, Evidence, Floats
from assistant.logistic import fit_confidence
from assistant.question import QuestionKind
from assistant.reader.bundled_reader import WEIGHTS_SHA256, bundled_reader
from assistant.reader.training.cases import Case
from assistant.reading import Question
from assistant.scoring import WEIGHTS_FILE
from index.article import Article
from index.encoder import Encoder, TokenVectors
from index.passages import split_passages
from index.sentences import Span

WITHIN, SPAN = (SENTENCE_FEATURES.index(name) for name in ("within", "span"))


def question(text: str = "Hvem?", kind: QuestionKind = "who") -> Question:
    none = np.zeros((0, 2), np.float32)
    return Question(
        text, text, kind, False, TokenVectors(np.zeros(2, np.float32), none, np.zeros(0, int), np.zeros(0, int)), ()
    )


def item(sentences: Floats, gold: list[float], group: str = "a", made: str = "answerable") -> Item:
    evidence = Evidence((), (), sentences, np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0))
    return Item(Case(made, "Hvem?", False, ()), group, question(), evidence, np.array(gold))


def told_by_span(count: int, seed: int = 0) -> list[Item]:
    """Items whose gold sentence has the best span; another feature is noise, the others are the same for all."""
    chance, items = np.random.default_rng(seed), []
    for number in range(count):
        sentences = np.zeros((6, len(SENTENCE_FEATURES)))
        sentences[:, WITHIN] = chance.normal(size=6)
        sentences[:, SPAN] = chance.normal(size=6)
        gold = np.eye(6)[sentences[:, SPAN].argmax()]
        items.append(item(sentences, gold.tolist(), f"article {number % 7}"))
    return items


@pytest.fixture(scope="module")
def reader(cache: Path, encoder: Encoder) -> CaseReader:
    """Reads with both bundled models."""
    return CaseReader(encoder, bundled_reader(cache / "models"))


def test_the_sentences_that_bear_the_answer_are_gold_in_their_own_article_only(reader: CaseReader) -> None:
    here, other = Article("here", "Kari Lie kom. Ola gikk. Alle så det."), Article("other", "Kari Lie kom. Ola gikk.")
    passages = tuple((node, article) for article in (here, other) for node in split_passages(article))
    read = reader.read(Case("open", "Hvem kom?", False, passages, (("here", Span(0, 8)),)), "here")
    assert read is not None
    gold = [c for c, bears in zip(read.evidence.candidates, read.gold, strict=True) if bears]
    assert [(c.article.id, c.text) for c in gold] == [("here", "Kari Lie kom.")]
    assert all(span is not None for span in read.evidence.spans)


def test_where_there_is_nothing_to_read_there_is_no_item(reader: CaseReader) -> None:
    assert reader.read(Case("open", "Hvem kom?", False, ()), "here") is None


def test_the_weights_were_fitted_with_the_reader_that_travels() -> None:
    assert json.loads(WEIGHTS_FILE.read_text("utf-8"))["reader"] == WEIGHTS_SHA256


def test_the_sentence_weights_follow_the_feature_that_tells() -> None:
    weights = fit_sentences(told_by_span(200))
    assert weights[SPAN] > 10 * abs(weights[WITHIN])
    assert np.all(weights[[i for i in range(len(weights)) if i not in (WITHIN, SPAN)]] == 0)
    right = [i.gold[(i.evidence.sentences @ weights).argmax()] for i in told_by_span(100, seed=1)]
    assert np.mean(right) > 0.95


def test_items_without_a_sentence_that_answers_do_not_move_the_sentence_weights() -> None:
    items = told_by_span(100)
    nothing = [item(i.evidence.sentences[:, ::-1].copy(), [0.0] * 6, made="borrowed") for i in items]
    assert np.array_equal(fit_sentences(items), fit_sentences([*items, *nothing]))


def test_confidence_comes_true_as_often_as_it_says() -> None:
    chance = np.random.default_rng(0)
    x = np.stack([chance.normal(size=4000), np.full(4000, 3.0)], axis=1)
    y = (chance.random(4000) < 1 / (1 + np.exp(-2 * x[:, 0] + 1))).astype(float)
    fitted = fit_confidence(x[:2000], y[:2000], np.ones(2000))
    told, right = fitted.of(x[2000:]), y[2000:]
    for low in np.arange(0, 1, 0.2):
        mine = (told >= low) & (told < low + 0.2)
        assert told[mine].mean() == pytest.approx(right[mine].mean(), abs=0.06)


def test_a_feature_that_was_the_same_for_all_is_no_part_of_the_confidence() -> None:
    x = np.stack([np.linspace(-1, 1, 50), 0.1 + 1e-6 * np.random.default_rng(0).normal(size=50)], axis=1)
    fitted = fit_confidence(x, (x[:, 0] > 0).astype(float), np.ones(50))
    surprise = np.array([[0.5, 0.1], [0.5, 0.2]])
    assert np.ptp(fitted.of(surprise)) < 1e-3


def test_what_is_asked_of_an_article_is_all_in_one_fold() -> None:
    items = told_by_span(70)
    left_out = []
    for fitted_on, out in in_folds(items, 3):
        assert not {i.group for i in fitted_on} & {i.group for i in out}
        assert len(fitted_on) + len(out) == len(items)
        left_out += out
    assert {id(i) for i in left_out} == {id(i) for i in items}
    assert len(left_out) == len(items)


def test_a_kind_of_case_counts_as_much_however_many_there_are() -> None:
    few = [item(np.zeros((1, 1)), [1.0])] * 3 + [item(np.zeros((1, 1)), [0.0], made="borrowed")] * 2
    many = [*few, *[item(np.zeros((1, 1)), [0.0], made="borrowed")] * 40]
    for items in (few, many):
        counted = shares(items)
        answered = np.array([i.case.made == "answerable" for i in items])
        assert counted[answered].sum() / counted[~answered].sum() == pytest.approx(0.2 / 0.02)


def test_of_kinds_that_are_many_some_cases_are_read_and_of_the_others_all() -> None:
    cases = [(str(n), Case(made, "Hvem?", False, ())) for n in range(12) for made in ("written", "varied", "untold")]
    kept = [(case.made, group) for group, case in thinned(cases)]
    assert [group for made, group in kept if made == "written"] == [str(n) for n in range(12)]
    assert [group for made, group in kept if made == "varied"] == ["0", "2", "4", "6", "8", "10"]
    assert [group for made, group in kept if made == "untold"] == ["0", "3", "6", "9"]
