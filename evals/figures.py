"""From scored questions to figures with flat names: `answer.f1`, `retrieval.dense.hit@1`, `answer.correct/nn`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.trace import LEGS
from evals.ranking import RANKING
from evals.rows import Row, Share
from evals.statistics import (
    Floats,
    Statistic,
    area_under_risk,
    calibration_error,
    interval,
    percentile,
    ratio,
    resamples,
)

STAGES = ("retrieve", "read", "write", "total")

# The order in which figures are shown; those of one family stand together.
ANSWER = (
    "answer.correct",
    "answer.correct_cited",
    "answer.em",
    "answer.f1",
    "answer.sentence_em",
    "answer.sentence_f1",
    "answer.shown_f1",
    "answer.language",
    "answer.in_language",
)
CITATION = ("citation.recall", "citation.precision", "citation.verbatim")
ABSTAIN = (
    "abstain.refused",
    "abstain.refused_near",
    "abstain.false_refusal",
    "abstain.coverage",
    "abstain.risk",
)
WRITE = ("write.fell_back", "write.struck")
JUDGE = ("judge.faithful", "judge.correct")
RETRIEVAL = tuple(f"retrieval.{leg}.{measure}" for leg in LEGS for measure in RANKING)
BASELINE = ("answer.f1", "answer.correct", "citation.recall", "citation.precision", "retrieval.hit@1")
_SHARED = (*ANSWER, *CITATION, *ABSTAIN, *WRITE, *JUDGE, *RETRIEVAL)

# Of these less is better; of what is not said to be better either way, more is.
LOWER_IS_BETTER = (
    "abstain.false_refusal",
    "abstain.risk",
    "abstain.aurc",
    "write.",
    "confidence.ece",
    "latency.",
    "cost.peak_mb",
)


@dataclass(frozen=True)
class Figure:
    """A figure with its 95% bootstrap interval, over `n` questions; `low` and `high` are None where it has none."""

    name: str
    value: float
    low: float | None
    high: float | None
    n: int


Statistics = dict[str, tuple[Statistic, int]]


def figures(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return every figure of a run's rows, over all and by slice, with intervals; names without a question are absent.

    Latency and what else depends on the machine is given over all questions only.
    """
    result = _measured({**quality(rows), **cost(rows), **baselines(rows)}, len(rows))
    for name in sorted({name for row in rows for name in row.question.slices}):
        mine = [row for row in rows if name in row.question.slices]
        sliced = {f"{figure}/{name}": statistic for figure, statistic in quality(mine).items()}
        result |= _measured(sliced, len(mine))
    return result


def quality(rows: Sequence[Row]) -> Statistics:
    """Return the statistics that say how good the answers are."""
    result = {name: _ratio([row.shares.get(name) for row in rows]) for name in _SHARED}
    confidence = np.array([row.attempt.confidence for row in rows])
    right = np.array([float(row.right) for row in rows])
    given = np.array([float(not row.answer.abstained) for row in rows])
    result["abstain.aurc"] = area_under_risk(confidence, right), len(rows)
    result["confidence.ece"] = calibration_error(confidence, right), len(rows)
    result["confidence.ece_given"] = _of(given, calibration_error(confidence, right)), int(given.sum())
    result["answer.chars.p50"] = _percentile_of(given, [len(row.answer.answer) for row in rows], 0.5)
    return {name: one for name, one in result.items() if one[1]}


def cost(rows: Sequence[Row]) -> Statistics:
    """Return the statistics of the time that answers took, in ms by stage, and of answers a second."""
    result: Statistics = {}
    for stage in STAGES:
        values = np.array([float(getattr(row.answer.elapsed_ms, stage)) for row in rows])
        for share in (50, 95):
            result[f"latency.{stage}_ms.p{share}"] = percentile(values, share / 100), len(rows)
        if stage == "total" and values.any():
            result["cost.answers_per_s"] = ratio(np.full(len(rows), 1000.0), values), len(rows)
    return {name: one for name, one in result.items() if one[1]}


def baselines(rows: Sequence[Row]) -> Statistics:
    """Return the statistics of each baseline, `baseline.NAME.answer.f1` and so on."""
    result: Statistics = {}
    for name in dict.fromkeys(name for row in rows for name in row.baselines):
        made = [row.baselines.get(name) for row in rows]
        for figure in BASELINE:
            shares = _ratio([one.shares.get(figure) if one else None for one in made])
            result[f"baseline.{name}.{figure}"] = shares
        asked = np.array([float(one is not None) for one in made])
        chars = [one.chars if one else 0 for one in made]
        result[f"baseline.{name}.answer.chars.p50"] = _percentile_of(asked, chars, 0.5)
        times = [one.elapsed_ms if one else 0.0 for one in made]
        for share in (0.5, 0.95):
            timed = _percentile_of(asked, times, share)
            result[f"baseline.{name}.latency.total_ms.p{share * 100:.0f}"] = timed
    return {name: one for name, one in result.items() if one[1]}


def is_lower_better(name: str) -> bool:
    """Whether less of the figure is better."""
    return name.split("/")[0].startswith(LOWER_IS_BETTER) or ".latency." in name


def _ratio(shares: Sequence[Share | None]) -> tuple[Statistic, int]:
    numerators = np.array([share[0] if share else 0.0 for share in shares])
    denominators = np.array([share[1] if share else 0.0 for share in shares])
    return ratio(numerators, denominators), int(np.count_nonzero(denominators))


def _of(mine: Floats, statistic: Statistic) -> Statistic:
    """The statistic over the questions that `mine` marks."""
    return lambda counts: statistic(counts * mine)


def _percentile_of(mine: Floats, values: Sequence[float], share: float) -> tuple[Statistic, int]:
    return _of(mine, percentile(np.array(values, float), share)), int(mine.sum())


def _measured(statistics: Statistics, questions: int) -> dict[str, Figure]:
    if not questions:
        return {}
    counts = resamples(questions)
    return {name: measure(name, statistic, n, counts) for name, (statistic, n) in statistics.items()}


def measure(name: str, statistic: Statistic, n: int, counts: Floats) -> Figure:
    """Return one figure with its interval over the resamples."""
    low, high = interval(statistic(counts))
    known = math.isfinite(low)
    return Figure(name, point(statistic, counts.shape[1]), low if known else None, high if known else None, n)


def point(statistic: Statistic, questions: int) -> float:
    """Return a statistic's value with every question counted once."""
    return float(statistic(np.ones((1, questions)))[0])
