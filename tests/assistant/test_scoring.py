"""Which sentences are shown, and in which order."""

import numpy as np
import pytest

from assistant.features import SENTENCE_FEATURES
from assistant.scoring import choose


def chosen(probabilities: list[float], spans: list[float] | None = None) -> list[int]:
    """The rows chosen where sentences have these probabilities, and their spans these scores."""
    sentences = np.zeros((len(probabilities), len(SENTENCE_FEATURES)))
    if spans:
        sentences[:, SENTENCE_FEATURES.index("span")] = spans
    return choose(np.log(probabilities), sentences)


@pytest.mark.parametrize(
    ("probabilities", "rows"),
    [
        ([0.92, 0.08], [0]),  # less than a tenth of it
        ([0.1, 0.8], [1, 0]),
        ([0.7, 0.1, 0.2], [0, 2]),
        ([0.4, 0.3, 0.1, 0.2], [0, 1, 3]),
        ([0.3, 0.3, 0.2, 0.2], [0, 1, 2]),
    ],
)
def test_a_second_and_a_third_sentence_are_shown_when_they_are_nearly_as_likely(
    probabilities: list[float], rows: list[int]
) -> None:
    assert chosen(probabilities) == rows


def test_among_those_shown_the_better_span_comes_first_where_the_sentences_are_about_as_likely() -> None:
    assert chosen([0.5, 0.4, 0.1], [2.0, 6.0, 2.0]) == [1, 0, 2]


def test_a_better_span_does_not_bring_a_sentence_among_those_shown() -> None:
    assert chosen([0.9, 0.05], [-12.0, 12.0]) == [0]


def test_a_much_likelier_sentence_stays_first() -> None:
    assert chosen([0.8, 0.1], [2.0, 6.0]) == [0, 1]
