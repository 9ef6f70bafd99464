"""Hit rate, MRR and nDCG of ranked passages, by hand, as published, and as scikit-learn has them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score  # type: ignore[import-untyped]

from evals.ranking import RANKING, rank_scores

TWENTY = [f"p{number}" for number in range(1, 21)]


def of(ranked: list[str], *relevant: str) -> dict[str, float]:
    return rank_scores([(ranked, relevant)])[0]


def test_mrr_of_wikipedias_example_is_eleven_eighteenths() -> None:
    # https://en.wikipedia.org/wiki/Mean_reciprocal_rank: the right plural is third, second and first.
    scores = rank_scores(
        [
            (["catten", "cati", "cats"], ["cats"]),
            (["torii", "tori", "toruses"], ["tori"]),
            (["viruses", "virii", "viri"], ["viruses"]),
        ]
    )
    assert [score["mrr"] for score in scores] == pytest.approx([1 / 3, 1 / 2, 1])
    assert sum(score["mrr"] for score in scores) / 3 == pytest.approx(11 / 18)


@pytest.mark.parametrize(
    ("rank", "hits"),
    [
        (1, [1, 1, 1, 1]),
        (2, [0, 1, 1, 1]),
        (3, [0, 1, 1, 1]),
        (4, [0, 0, 1, 1]),
        (5, [0, 0, 1, 1]),
        (6, [0, 0, 0, 1]),
        (10, [0, 0, 0, 1]),
        (11, [0, 0, 0, 0]),
    ],
)
def test_a_passage_is_a_hit_at_each_cut_from_its_rank_on(rank: int, hits: list[float]) -> None:
    scores = of(TWENTY, f"p{rank}")
    assert [scores[name] for name in ("hit@1", "hit@3", "hit@5", "hit@10")] == hits


def test_several_relevant_passages_are_one_hit_and_the_first_gives_the_reciprocal_rank() -> None:
    scores = of(TWENTY, "p2", "p3", "p7")
    assert (scores["hit@1"], scores["hit@3"], scores["mrr"]) == (0, 1, 1 / 2)


def test_ndcg_is_the_discounted_gain_over_that_of_the_best_order() -> None:
    gain = 1 / math.log2(1 + 2) + 1 / math.log2(1 + 4)
    best = 1 / math.log2(1 + 1) + 1 / math.log2(1 + 2) + 1 / math.log2(1 + 3)
    assert of(TWENTY, "p2", "p4", "elsewhere")["ndcg@10"] == pytest.approx(gain / best)


def test_the_best_order_is_a_full_score_everywhere() -> None:
    assert of(TWENTY, "p1", "p2", "p3") == dict.fromkeys(RANKING, 1.0)


@given(st.integers(10, 30), st.randoms(use_true_random=False))
def test_ndcg_is_scikit_learns(size: int, random: np.random.RandomState) -> None:
    ranked = [f"p{number}" for number in range(size)]
    relevant = [passage for passage in ranked if random.random() < 0.3] or ranked[-1:]
    gains = [[float(passage in relevant) for passage in ranked]]
    expected = ndcg_score(gains, [list(range(size, 0, -1))], k=10)
    assert of(ranked, *relevant)["ndcg@10"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranked", "relevant"),
    [(TWENTY, []), ([], ["p1"]), ([], []), (TWENTY, ["elsewhere"]), (TWENTY, ["p11", "p20"])],
    ids=["nothing relevant", "nothing found", "neither", "not found", "beyond the tenth"],
)
def test_where_nothing_relevant_is_among_the_first_ten_all_are_zero(ranked: list[str], relevant: list[str]) -> None:
    assert of(ranked, *relevant) == dict.fromkeys(RANKING, 0.0)


def test_every_question_keeps_its_place_and_its_own_passages() -> None:
    empty = dict.fromkeys(RANKING, 0.0)
    scores = rank_scores(
        [
            ([], ["p1"]),
            (["p1"], ["p1"]),
            (["p1"], []),
            (["p1"], ["p2"]),
            *[(["p2", "p1"], ["p1"])] * 9,
        ]
    )
    assert scores[:4] == [empty, dict.fromkeys(RANKING, 1.0), empty, empty]
    assert [score["mrr"] for score in scores[4:]] == [1 / 2] * 9


def test_no_question_has_no_score() -> None:
    assert rank_scores([]) == []
