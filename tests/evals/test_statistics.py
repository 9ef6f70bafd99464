"""The figures over questions, by hand, and how far chance may have moved them."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from scipy.stats import bootstrap

from evals.statistics import (
    Floats,
    Statistic,
    area_under_risk,
    bin_of,
    calibration_error,
    interval,
    percentile,
    ratio,
    reliability,
    resamples,
    risk_coverage,
)

answers = st.lists(st.tuples(st.integers(0, 100).map(lambda n: n / 100), st.booleans()), min_size=1, max_size=30)


def floats(values: ArrayLike) -> Floats:
    return np.asarray(values, np.float64)


def value(statistic: Statistic, questions: int) -> float:
    """The statistic of every question counted once."""
    return float(statistic(np.ones((1, questions)))[0])


def calibration(confidence: list[float], right: list[int]) -> float:
    return value(calibration_error(floats(confidence), floats(right)), len(right))


def area(confidence: list[float], right: list[int]) -> float:
    return value(area_under_risk(floats(confidence), floats(right)), len(right))


# --- Calibration


def test_calibration_error_is_the_gap_of_each_bin_weighted_by_its_size() -> None:
    # Four answers given 0.95, of which three are right; two given 0.15, of which one is.
    error = calibration([0.95] * 4 + [0.15] * 2, [1, 1, 1, 0, 1, 0])
    assert error == pytest.approx(4 / 6 * (0.95 - 0.75) + 2 / 6 * (0.5 - 0.15))


def test_over_and_under_confidence_of_two_bins_do_not_cancel() -> None:
    assert calibration([0.75, 0.25], [0, 1]) == pytest.approx(0.75)


def test_within_a_bin_they_do() -> None:
    assert calibration([0.52, 0.58], [0, 1]) == pytest.approx(0.05)


def test_what_comes_true_as_often_as_foretold_is_perfectly_calibrated() -> None:
    assert calibration([0.8] * 5 + [0.2] * 5 + [1.0, 0.0], [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0]) == pytest.approx(0)


def test_a_confidence_of_one_shares_the_last_bin_and_zero_the_first() -> None:
    assert list(bin_of(floats([0.0, 0.05, 0.1, 0.95, 1.0]))) == [0, 0, 1, 9, 9]


def test_reliability_is_the_mean_confidence_the_share_right_and_the_number_of_each_bin_that_holds_any() -> None:
    shown = reliability(floats([0.92, 0.98, 0.15]), floats([1, 0, 0]))
    assert shown == [pytest.approx((0.15, 0, 1)), pytest.approx((0.95, 0.5, 2))]


# --- Risk and coverage


def test_the_risk_coverage_curve_goes_from_the_surest_answer_to_all_of_them() -> None:
    curve = risk_coverage(floats([0.7, 0.9, 0.8]), floats([1, 1, 0]))
    assert curve == [pytest.approx((1 / 3, 0)), pytest.approx((2 / 3, 1 / 2)), pytest.approx((1, 1 / 3))]


def test_equals_are_answered_together() -> None:
    curve = risk_coverage(floats([0.9, 0.8, 0.8]), floats([1, 0, 1]))
    assert curve == [pytest.approx((1 / 3, 0)), pytest.approx((1, 1 / 3))]


def test_no_answer_has_no_curve() -> None:
    assert risk_coverage(floats([]), floats([])) == []


def test_the_area_is_the_mean_risk_over_every_coverage() -> None:
    assert area([0.9, 0.8, 0.7], [1, 0, 1]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_equals_count_with_their_number_in_the_area() -> None:
    assert area([0.9, 0.8, 0.8], [1, 0, 1]) == pytest.approx((1 * 0 + 2 * 1 / 3) / 3)


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], (0 + 0 + 1 / 3 + 2 / 4) / 4),  # the wrong ones last: perfect
        ([0.1, 0.2, 0.8, 0.9], (1 + 1 + 2 / 3 + 2 / 4) / 4),  # first: as bad as can be
        ([0.5, 0.5, 0.5, 0.5], 2 / 4),  # in no order: the share of wrong ones
    ],
)
def test_the_area_tells_a_good_order_from_none_and_from_the_worst(confidence: list[float], expected: float) -> None:
    assert area(confidence, [1, 1, 0, 0]) == pytest.approx(expected)


@pytest.mark.parametrize(("right", "expected"), [([1, 1, 1], 0), ([0, 0, 0], 1)])
def test_all_right_has_no_risk_and_all_wrong_nothing_else(right: list[int], expected: float) -> None:
    assert area([0.9, 0.5, 0.1], right) == pytest.approx(expected)


@given(answers)
def test_no_order_has_less_area_than_the_right_ones_first_or_more_than_last(
    given_answers: list[tuple[float, bool]],
) -> None:
    confidence, right = [c for c, _ in given_answers], [int(r) for _, r in given_answers]
    falling = [1 - number / len(right) for number in range(len(right))]
    best, worst = area(falling, sorted(right, reverse=True)), area(falling, sorted(right))
    assert best - 1e-9 <= area(confidence, right) <= worst + 1e-9


# --- Means and percentiles


def test_a_ratio_is_that_of_the_sums_not_the_mean_of_ratios() -> None:
    assert value(ratio(floats([1, 0, 3]), floats([1, 1, 4])), 3) == pytest.approx(4 / 6)


def test_a_question_without_a_share_does_not_count() -> None:
    assert value(ratio(floats([1, 0]), floats([2, 0])), 2) == 0.5


def test_a_ratio_of_nothing_is_no_number() -> None:
    assert math.isnan(value(ratio(floats([0]), floats([0])), 1))


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1), (0.2, 1), (0.21, 2), (0.5, 3), (0.6, 3), (0.95, 50), (1.0, 50)]
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share: float, expected: float) -> None:
    assert value(percentile(floats([50, 1, 3, 2, 4]), share), 5) == expected


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40), st.sampled_from([0.05, 0.25, 0.5, 0.9, 0.95]))
def test_a_percentile_is_numpys_inverted_cumulative_distribution(values: list[int], share: float) -> None:
    expected = np.percentile(values, 100 * share, method="inverted_cdf")
    assert value(percentile(floats(values), share), len(values)) == expected


# --- Resampling

STATISTICS: dict[str, Callable[[Floats, Floats], Statistic]] = {
    "ratio": lambda confidence, right: ratio(right, confidence + 1),
    "percentile": lambda confidence, right: percentile(confidence, 0.5),
    "calibration error": calibration_error,
    "area under risk": area_under_risk,
}


@pytest.mark.parametrize("make", STATISTICS.values(), ids=list(STATISTICS))
@given(drawn=st.data(), given_answers=answers)
def test_a_question_counted_twice_is_the_same_as_two_such_questions(
    make: Callable[[Floats, Floats], Statistic], drawn: st.DataObject, given_answers: list[tuple[float, bool]]
) -> None:
    size = len(given_answers)
    counts = drawn.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any))
    confidence, right = floats([c for c, _ in given_answers]), floats([r for _, r in given_answers])
    counted = float(make(confidence, right)(floats([counts]))[0])
    repeated = make(np.repeat(confidence, counts), np.repeat(right, counts))
    assert counted == pytest.approx(value(repeated, sum(counts)))


def test_each_resample_draws_as_many_questions_as_there_are() -> None:
    assert set(resamples(7).sum(axis=1)) == {7}


def test_the_same_questions_have_the_same_interval_each_time() -> None:
    mean = ratio(np.random.default_rng(3).random(50), np.ones(50))
    assert interval(mean(resamples(50))) == interval(mean(resamples(50)))


def test_the_interval_leaves_out_what_is_no_number() -> None:
    assert interval(floats([math.nan, *range(101)])) == pytest.approx((2.5, 97.5))


def test_of_nothing_known_there_is_no_interval() -> None:
    assert all(math.isnan(bound) for bound in interval(floats([math.nan])))


def mean_interval(sample: Floats) -> tuple[float, float]:
    return interval(ratio(sample, np.ones(len(sample)))(resamples(len(sample))))


def test_the_interval_holds_the_true_mean_of_about_95_samples_in_a_hundred() -> None:
    draw = np.random.default_rng(7)
    intervals = [mean_interval(draw.exponential(1.0, 60)) for _ in range(300)]
    held = sum(low <= 1.0 <= high for low, high in intervals) / len(intervals)
    assert 0.90 <= held <= 0.98


def test_the_interval_is_scipys_percentile_bootstrap_but_for_its_luck() -> None:
    sample = np.random.default_rng(11).exponential(1.0, 150)
    theirs: Any = bootstrap((sample,), np.mean, n_resamples=5000, method="percentile", rng=np.random.default_rng(13))
    low, high = theirs.confidence_interval
    assert mean_interval(sample) == pytest.approx((low, high), abs=0.1 * (high - low))
