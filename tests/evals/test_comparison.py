"""Two runs on the same questions: what changed, and whether by more than chance."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.answer import Elapsed
from evals.comparison import Difference, compare
from evals.evaluation import Evaluation
from evals.figures import figures
from evals.rows import Row
from index.errors import InputError
from tests.evals.samples import CROSSING, PRICE, answer, evaluation, question, refusal, row, unanswered

MANY = 200


def rows(right: int, of: int = MANY) -> list[Row]:
    """The rows of so many questions, of which the first are answered right, the others wrong."""
    return [row(question(id=str(n)), answer(PRICE if n < right else CROSSING)) for n in range(of)]


def differences(before: Sequence[Row], after: Sequence[Row]) -> dict[str, Difference]:
    found = compare(run("before", before), run("after", after))
    return {one.name: one for one in found}


def run(name: str, made: Sequence[Row]) -> Evaluation:
    """A run that came to these rows; its own figures are not looked at."""
    return replace(evaluation([], id=name), rows=tuple(made))


def test_a_run_differs_from_itself_by_nothing() -> None:
    same = differences(rows(120), rows(120))
    assert same.keys() >= {"answer.correct", "answer.f1", "citation.recall", "latency.total_ms.p50"}
    for one in same.values():
        assert (one.difference, one.low, one.high, one.beyond_chance, one.better) == (0, 0, 0, False, None)


def test_what_most_of_many_questions_gain_is_better_and_beyond_chance() -> None:
    one = differences(rows(40), rows(180))["answer.correct"]
    assert (one.before, one.after, one.difference) == pytest.approx((0.2, 0.9, 0.7))
    assert 0 < one.low < one.difference < one.high
    assert (one.beyond_chance, one.better) == (True, True)


def test_what_they_lose_is_worse() -> None:
    one = differences(rows(180), rows(40))["answer.correct"]
    assert one.difference == pytest.approx(-0.7)
    assert (one.beyond_chance, one.better) == (True, False)


def test_what_a_single_question_gains_may_be_chance() -> None:
    one = differences(rows(100), rows(101))["answer.correct"]
    assert one.difference == pytest.approx(1 / MANY)
    assert (one.beyond_chance, one.better) == (False, True)


def test_what_as_many_gain_as_lose_is_chance_however_many() -> None:
    there, back = rows(100), rows(100)[::-1]
    swapped = [replace(two, question=one.question) for one, two in zip(there, back, strict=True)]
    one = differences(there, swapped)["answer.correct"]
    assert (one.difference, one.beyond_chance, one.better) == (0, False, None)
    assert one.low < 0 < one.high


def refused(share: float) -> list[Row]:
    return [row(question(id=str(n)), refusal() if n < share * MANY else answer(PRICE)) for n in range(MANY)]


@pytest.mark.parametrize(("before", "after", "better"), [(0.5, 0.1, True), (0.1, 0.5, False)])
def test_fewer_false_refusals_are_better(before: float, after: float, better: bool) -> None:
    one = differences(refused(before), refused(after))["abstain.false_refusal"]
    assert (one.beyond_chance, one.better) == (True, better)


def test_more_refusals_of_what_has_no_answer_are_better() -> None:
    before = [row(unanswered(id=str(n)), answer(PRICE)) for n in range(20)]
    after = [row(unanswered(id=str(n)), refusal()) for n in range(20)]
    one = differences(before, after)["abstain.refused"]
    assert (one.beyond_chance, one.better) == (True, True)


def test_less_time_is_better() -> None:
    slow = [replace(one, answer=replace(one.answer, elapsed_ms=Elapsed(10, 10, 10, 30))) for one in rows(20)]
    one = differences(slow, rows(20))["latency.total_ms.p50"]
    assert (one.difference, one.beyond_chance, one.better) == (-24, True, True)


def test_questions_are_paired_by_their_id_not_their_place() -> None:
    one = differences(rows(120), rows(120)[::-1])["answer.correct"]
    assert (one.difference, one.low, one.high) == (0, 0, 0)


def test_only_the_questions_that_both_asked_count() -> None:
    one = differences(rows(10, of=20), [*rows(15, of=20)[8:], row(question(id="new"), answer(PRICE))])
    assert one["answer.correct"].before == pytest.approx(2 / 12)
    assert one["answer.correct"].after == pytest.approx(7 / 12)


@pytest.mark.parametrize(
    "changed",
    [
        {"question": "Hva ble prisen?"},
        {"answers": ("tjue minutter",)},
        {"history": ({"role": "user", "content": "Hei"},)},
    ],
)
def test_a_question_whose_words_gold_or_turns_changed_is_another_question(changed: dict[str, object]) -> None:
    other = [*rows(10, of=20)[:19], row(question(id="19", **changed), answer(PRICE))]
    assert differences(rows(10, of=20), other)["answer.correct"].before == pytest.approx(10 / 19)


def test_runs_without_a_question_in_common_cannot_be_compared() -> None:
    other = [row(question(id="other"), answer(PRICE))]
    with pytest.raises(InputError, match="the runs before and after have no question in common"):
        differences(rows(1, of=2), other)


def test_a_figure_that_one_of_them_lacks_is_left_out() -> None:
    found = differences(rows(5, of=10), [row(question(id=str(n)), refusal()) for n in range(10)])
    assert "abstain.risk" not in found
    assert "answer.correct" in found


def test_before_and_after_are_the_runs_own_figures() -> None:
    before, after = rows(5, of=20), rows(9, of=20)
    old, new = figures(before), figures(after)
    for name, one in differences(before, after).items():
        assert (one.before, one.after) == (old[name].value, new[name].value)
