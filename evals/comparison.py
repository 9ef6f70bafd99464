"""Two runs on the same questions: what changed, and whether by more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evals.evaluation import Evaluation
from evals.figures import baselines, cost, is_lower_better, point, quality
from evals.questions import GoldQuestion
from evals.rows import Row
from evals.statistics import Floats, Statistic, interval, resamples
from index.errors import InputError


@dataclass(frozen=True)
class Difference:
    """A figure in two runs: `difference` is after - before, with its 95% paired bootstrap interval.

    `beyond_chance` when the interval leaves out 0; `better` whether the change is for the better, None for no change.
    """

    name: str
    before: float
    after: float
    difference: float
    low: float
    high: float
    beyond_chance: bool
    better: bool | None


def compare(before: Evaluation, after: Evaluation) -> list[Difference]:
    """Compare two runs over the questions that both asked, question by question.

    Questions with the same id but other words, gold or turns before them are different questions.

    Raises:
        InputError: they have no question in common.
    """
    old = {row.question.id: row for row in before.rows}
    pairs = [(old[row.question.id], row) for row in after.rows if _same(old.get(row.question.id), row)]
    if not pairs:
        raise InputError(f"the runs {before.run.id} and {after.run.id} have no question in common; compare others")
    rows_before, rows_after = [one for one, _ in pairs], [other for _, other in pairs]
    first, second = _statistics(rows_before), _statistics(rows_after)
    counts = resamples(len(pairs))
    return [_difference(name, one, second[name], counts) for name, one in first.items() if name in second]


def check_comparable(before: Evaluation, questions: Sequence[GoldQuestion]) -> None:
    """Raise InputError when a run asked none of these questions, so that it need not take a run to find out."""
    asked = {row.question.id: row.question for row in before.rows}
    if not any(asked.get(question.id) == question for question in questions):
        raise InputError(f"the run {before.run.id} asked none of these questions; compare with another")


def _same(old: Row | None, new: Row) -> bool:
    return old is not None and old.question == new.question


def _statistics(rows: Sequence[Row]) -> dict[str, Statistic]:
    return {name: one for name, (one, _) in {**quality(rows), **cost(rows), **baselines(rows)}.items()}


def _difference(name: str, before: Statistic, after: Statistic, counts: Floats) -> Difference:
    low, high = interval(after(counts) - before(counts))
    old, new = point(before, counts.shape[1]), point(after, counts.shape[1])
    beyond = math.isfinite(low) and (low > 0 or high < 0)
    better = None if new == old else (new < old) == is_lower_better(name)
    return Difference(name, old, new, new - old, low, high, beyond, better)
