"""From rows to figures: their names, their slices, and what they leave out."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer import Elapsed
from evals.asking import Passages
from evals.figures import RETRIEVAL, figures, is_lower_better
from evals.questions import GoldQuestion
from evals.rows import BaselineRow, Row
from index.passages import split_passages
from tests.evals.samples import CROSSING, FERRY, PRICE, SALE, answer, question, refusal, row, unanswered


def with_ranks(made: Row, rank: int) -> Row:
    """The row, its evidence at this rank on every leg."""
    shares = {name: (1 / rank if name.endswith("mrr") else float(rank == 1), 1.0) for name in RETRIEVAL}
    return replace(made, shares={**made.shares, **shares})


def why(**given: object) -> GoldQuestion:
    return question(**{"kind": "why", "language": "nn", **given})


ROWS = [
    with_ranks(row(question(id="1"), answer(PRICE, SALE, highlight="400 millioner kroner", confidence=0.9)), 1),
    with_ranks(row(why(id="2"), answer(CROSSING, confidence=0.6)), 2),
    row(question(id="3"), refusal()),
    row(unanswered(id="4"), refusal()),
    row(unanswered(id="5", kind="off-topic"), answer(SALE, confidence=0.8)),
]


def value(rows: Sequence[Row], name: str) -> float:
    return figures(rows)[name].value


def shown(rows: Sequence[Row], name: str) -> tuple[float, int]:
    """A figure's value and the number of questions that count in it."""
    figure = figures(rows)[name]
    return figure.value, figure.n


def test_the_names_are_those_that_gates_and_reports_go_by() -> None:
    names = figures(ROWS)
    for name in """
        answer.correct answer.correct_cited answer.em answer.f1 answer.sentence_em answer.sentence_f1 answer.language
        citation.recall citation.precision citation.verbatim
        abstain.refused abstain.refused_near abstain.false_refusal abstain.coverage abstain.risk abstain.aurc
        confidence.ece
        retrieval.dense.hit@1 retrieval.lexical.hit@3 retrieval.fused.hit@5 retrieval.reranked.hit@10
        retrieval.fused.mrr retrieval.dense.ndcg@10
        latency.retrieve_ms.p50 latency.read_ms.p95 latency.write_ms.p50 latency.total_ms.p95 cost.answers_per_s
        answer.correct/nn answer.correct/why answer.correct/plain answer.correct/dev abstain.refused/near-miss
    """.split():
        assert names[name].name == name


def test_answers_are_measured_on_what_has_one() -> None:
    assert shown(ROWS, "answer.correct") == pytest.approx((1 / 3, 3))


def test_an_abstention_from_what_has_an_answer_scores_nothing() -> None:
    before, after = ROWS[:1], [ROWS[0], ROWS[2]]
    for name in ("answer.em", "answer.f1", "answer.correct", "answer.correct_cited", "citation.recall"):
        assert (value(before, name), value(after, name)) == (1, 0.5)


def test_citation_precision_is_the_share_of_all_citations_not_the_mean_of_shares() -> None:
    # One of two touches the evidence, and none of one: a third, where the mean of the shares were a quarter.
    assert value(ROWS, "citation.precision") == pytest.approx(1 / 3)


def test_a_refusal_does_not_count_in_citation_precision() -> None:
    assert figures(ROWS)["citation.precision"].n == 2


def test_one_quote_that_is_not_the_articles_shows_in_the_verbatim_share() -> None:
    good = answer(PRICE, SALE, CROSSING)
    bent = replace(good.citations[0], quote="Den elektriske ferja")
    rows = [row(question(), good), row(question(id="2"), replace(good, citations=(bent,)))]
    assert value(rows[:1], "citation.verbatim") == 1
    assert value(rows, "citation.verbatim") == 3 / 4


def test_refusals_are_measured_on_what_has_no_answer() -> None:
    assert shown(ROWS, "abstain.refused") == (0.5, 2)


def test_refusals_of_near_misses_are_measured_on_those_alone() -> None:
    assert shown(ROWS, "abstain.refused_near") == (1, 1)


def test_false_refusals_are_measured_on_what_has_an_answer() -> None:
    assert shown(ROWS, "abstain.false_refusal") == pytest.approx((1 / 3, 3))


def test_coverage_is_the_share_answered_and_risk_the_share_of_these_that_is_wrong() -> None:
    assert shown(ROWS, "abstain.coverage") == (3 / 5, 5)
    assert shown(ROWS, "abstain.risk") == pytest.approx((2 / 3, 3))


def test_calibration_and_risk_coverage_are_those_of_the_attempts() -> None:
    attempts = [answer(PRICE, confidence=0.2), answer(CROSSING, confidence=0.1)]
    rows = [row(question(id=str(n)), refusal(), attempt=one) for n, one in enumerate(attempts)]
    assert value(rows, "confidence.ece") == pytest.approx((0.8 + 0.1) / 2)
    assert value(rows, "abstain.aurc") == pytest.approx((0 + 1 / 2) / 2)


def test_calibration_of_what_was_given_leaves_out_the_refusals() -> None:
    rows = [
        row(question(id="1"), answer(PRICE, confidence=0.9)),
        row(question(id="2"), refusal(), attempt=answer(PRICE, confidence=0.2)),
    ]
    assert shown(rows, "confidence.ece_given") == pytest.approx((0.1, 1))


@pytest.mark.parametrize(("name", "expected"), [("answer.correct/nb", 1 / 2), ("answer.correct/why", 0)])
def test_a_slice_is_the_figure_over_its_questions(name: str, expected: float) -> None:
    mine = [one for one in ROWS if name.split("/")[1] in one.question.slices]
    assert value(ROWS, name) == value(mine, "answer.correct") == expected


def test_what_depends_on_the_machine_is_not_sliced() -> None:
    assert not [name for name in figures(ROWS) if "/" in name and name.startswith(("latency.", "cost.", "baseline."))]


@pytest.mark.parametrize(
    ("rows", "absent"),
    [
        (ROWS[:1], ["abstain.refused", "abstain.refused_near"]),
        (ROWS[3:4], ["answer.correct", "answer.f1", "citation.recall", "abstain.false_refusal", *RETRIEVAL]),
        (ROWS[2:4], ["citation.precision", "abstain.risk", "confidence.ece_given", "answer.chars.p50", *RETRIEVAL]),
        (ROWS[3:], ["abstain.refused_near/off-topic", "answer.correct/off-topic", "answer.correct/nb"]),
        (ROWS, ["judge.faithful", "judge.correct", "baseline.bm25.answer.f1"]),
    ],
    ids=["all answerable", "none answerable", "all refused", "none answerable in a slice", "not judged"],
)
def test_a_figure_that_no_question_counts_in_is_absent(rows: list[Row], absent: list[str]) -> None:
    assert figures(rows).keys() & set(absent) == set()


def test_no_rows_have_no_figures() -> None:
    assert figures([]) == {}


def test_every_value_is_a_number_within_its_interval() -> None:
    for figure in figures(ROWS).values():
        assert math.isfinite(figure.value)
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9


def test_the_order_of_the_questions_makes_no_difference_to_a_value() -> None:
    there, back = figures(ROWS), figures(ROWS[::-1])
    assert {name: one.value for name, one in there.items()} == pytest.approx({name: back[name].value for name in there})


def test_latency_is_the_median_and_the_95th_percentile_of_each_stage_in_ms() -> None:
    given = [replace(answer(PRICE), elapsed_ms=Elapsed(n, 2.0 * n, 0.5, 4.0 * n)) for n in range(1, 21)]
    known = figures([row(question(id=str(n)), one) for n, one in enumerate(given)])
    stages = {name: known[f"latency.{name}"].value for name in ("retrieve_ms.p50", "read_ms.p95", "write_ms.p50")}
    assert stages == {"retrieve_ms.p50": 10, "read_ms.p95": 38, "write_ms.p50": 0.5}
    assert known["cost.answers_per_s"].value == pytest.approx(1000 / (4 * 10.5))


def test_a_baselines_figures_bear_its_name() -> None:
    made = BaselineRow({"answer.f1": (0.25, 1.0), "citation.precision": (1.0, 2.0)}, chars=120, elapsed_ms=7.0)
    known = figures([replace(ROWS[0], baselines={"bm25": made}), *ROWS[1:]])
    mine = {name: one.value for name, one in known.items() if name.startswith("baseline.")}
    assert mine == {
        "baseline.bm25.answer.f1": 0.25,
        "baseline.bm25.citation.precision": 0.5,
        "baseline.bm25.answer.chars.p50": 120,
        "baseline.bm25.latency.total_ms.p50": 7,
        "baseline.bm25.latency.total_ms.p95": 7,
    }
    assert known["baseline.bm25.answer.f1"].n == 1


@pytest.mark.parametrize(
    "name",
    """abstain.false_refusal abstain.false_refusal/nn abstain.risk abstain.aurc confidence.ece confidence.ece_given
    latency.total_ms.p95 cost.peak_mb baseline.bm25.latency.total_ms.p50""".split(),
)
def test_less_is_better_of_errors_time_and_memory(name: str) -> None:
    assert is_lower_better(name)


@pytest.mark.parametrize(
    "name",
    """answer.correct answer.f1/why citation.recall citation.verbatim abstain.refused abstain.refused_near
    retrieval.fused.mrr cost.answers_per_s baseline.bm25.answer.f1 judge.faithful""".split(),
)
def test_more_is_better_of_the_rest(name: str) -> None:
    assert not is_lower_better(name)


def test_the_relevant_passages_are_known_by_the_ids_that_the_index_gives_them() -> None:
    nodes = split_passages(FERRY)
    relevant = Passages({FERRY.id: FERRY}).relevant(question())
    assert relevant == {node.node_id for node in nodes if PRICE in node.text}
    assert relevant
