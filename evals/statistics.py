"""Figures over questions, and how far chance may have moved them.

Every statistic here takes `counts` of shape (resamples, questions): how often each question is in each resample. So the
figure itself (every question once), its bootstrap and the paired difference of two runs are all the same few matrix
products.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]

RESAMPLES = 2000
_BINS = 10
_SEED = 20230920


def resamples(questions: int) -> Floats:
    """Return how often each question is drawn in each bootstrap resample, shape (RESAMPLES, questions).

    Drawn with a fixed seed, so that a figure's interval is the same each time and two runs are resampled alike.
    """
    draw = np.random.default_rng(_SEED)
    return draw.multinomial(questions, np.full(questions, 1 / questions), RESAMPLES).astype(np.float64)


def interval(values: Floats) -> tuple[float, float]:
    """Return the 95% percentile interval (Efron and Tibshirani 1993) of resampled values; nan ones are left out."""
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def ratio(numerators: Floats, denominators: Floats) -> Statistic:
    """The sum of the numerators over that of the denominators; a mean where these are all 1. nan for nothing at all."""

    def statistic(counts: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((counts @ numerators) / (counts @ denominators))

    return statistic


def percentile(values: Floats, share: float) -> Statistic:
    """The smallest value that at least `share` of the questions do not exceed."""
    order = np.argsort(values, kind="stable")

    def statistic(counts: Floats) -> Floats:
        reached = np.cumsum(counts[:, order], axis=1)
        enough = reached >= share * reached[:, -1:] - 1e-9
        return np.asarray(values[order][enough.argmax(1)])

    return statistic


def calibration_error(confidence: Floats, right: Floats) -> Statistic:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015; Guo et al. 2017)."""
    gaps = np.zeros((len(confidence), _BINS))
    gaps[np.arange(len(confidence)), bin_of(confidence)] = confidence - right

    def statistic(counts: Floats) -> Floats:
        with np.errstate(invalid="ignore"):
            return np.asarray(np.abs(counts @ gaps).sum(1) / counts.sum(1))

    return statistic


def area_under_risk(confidence: Floats, right: Floats) -> Statistic:
    """The area under the risk-coverage curve (Geifman and El-Yaniv 2017), 0..1, lower is better.

    Risk is the share of wrong answers among those at least as confident, averaged over every coverage.
    """

    def statistic(counts: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            risk, weight = _risks(confidence, right, counts)
            return np.asarray((risk * weight).sum(1) / weight.sum(1))

    return statistic


def risk_coverage(confidence: Floats, right: Floats) -> list[tuple[float, float]]:
    """Return the risk-coverage curve as (coverage, risk) points, from the most confident answer to all of them."""
    if not len(confidence):
        return []
    risk, weight = _risks(confidence, right, np.ones((1, len(confidence))))
    coverage = np.cumsum(weight[0]) / weight.sum()
    return [(float(c), float(r)) for c, r in zip(coverage, risk[0], strict=True)]


def reliability(confidence: Floats, right: Floats) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share right, number) of each of the ten bins that holds any."""
    bins = bin_of(confidence)
    return [
        (float(confidence[bins == b].mean()), float(right[bins == b].mean()), int((bins == b).sum()))
        for b in range(_BINS)
        if (bins == b).any()
    ]


def bin_of(confidence: Floats) -> NDArray[Any]:
    """Return the bin of each confidence, 0.._BINS - 1."""
    return np.asarray(np.minimum((confidence * _BINS).astype(int), _BINS - 1))


def _risks(confidence: Floats, right: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Risk and weight at each confidence given, the highest first; equals are answered together, in no order."""
    levels, level_of = np.unique(-confidence, return_inverse=True)
    member = np.zeros((len(confidence), len(levels)))
    member[np.arange(len(confidence)), level_of] = 1
    weight = counts @ member
    wrong = counts @ (member * (1 - right)[:, None])
    with np.errstate(invalid="ignore", divide="ignore"):
        # Nothing answered yet means nothing wrong yet.
        risk = np.nan_to_num(np.cumsum(wrong, axis=1) / np.cumsum(weight, axis=1))
    return risk, weight
