"""The fitted weights: from features to a ranking of sentences, and to a calibrated confidence.

`weights.json` is made by `python -m assistant.calibrate`, which says what it was fitted on.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.answer_features import ANSWER_FEATURES
from assistant.features import SENTENCE_FEATURES, Floats
from index.errors import KildevisError

WEIGHTS_FILE = Path(__file__).with_name("weights.json")

# A second and a third sentence are shown by the ratio of their probability to the first's. On NorQuAD's articles, left
# out of the fit, this has the answer in a sentence shown for 92 % of the questions, in the first for 84 %.
_SECOND, _THIRD = 0.10, 0.20
# Among those shown the span's score counts for more: where nothing but the few best is compared, the words themselves
# tell most. Without it the first has the answer for 83 %, in a library of many articles for as many.
_SPAN = 0.15


@dataclass(frozen=True)
class Weights:
    """The two linear models and the confidence below which the assistant abstains."""

    sentence: Floats
    mean: Floats
    scale: Floats
    confidence: Floats
    bias: float
    threshold: float

    def score(self, sentences: Floats) -> Floats:
        """Return a score for each row of sentence features; higher is likelier."""
        scores: Floats = sentences @ self.sentence
        return scores

    def probability(self, features: Floats, crosses: bool) -> float:
        """Return how likely the answer with these features is right, 0..1."""
        z = (expand(features, crosses) - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(z @ self.confidence + self.bias))))


@cache
def load_weights() -> Weights:
    """Read the weights that travel with the package.

    Raises:
        KildevisError: they were fitted on other features than `features` computes.
    """
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    fitted = content["confidence"]
    if tuple(content["sentence"]) != SENTENCE_FEATURES or fitted["features"] != confidence_features():
        raise KildevisError(f"{WEIGHTS_FILE} was fitted on other features; run: python -m assistant.calibrate")
    return Weights(
        np.array([content["sentence"][name] for name in SENTENCE_FEATURES]),
        np.array(fitted["mean"]),
        np.array(fitted["scale"]),
        np.array(fitted["weights"]),
        fitted["bias"],
        content["threshold"],
    )


def confidence_features() -> list[str]:
    """Return the names of what `expand` returns."""
    return [*ANSWER_FEATURES, *(f"{name} across" for name in ANSWER_FEATURES), "across"]


def expand(features: Floats, crosses: bool) -> Floats:
    """Return the features with a second set of their own for questions in another language than the article's.

    There words seldom meet in letters, so the same coverage means something else.
    """
    if len(features) != len(ANSWER_FEATURES):
        raise ValueError(f"{len(features)} features given, {len(ANSWER_FEATURES)} wanted")
    across = features if crosses else np.zeros_like(features)
    return np.concatenate([features, across, [float(crosses)]])


def choose(scores: Floats, sentences: Floats) -> list[int]:
    """Return the rows of the one to three sentences worth showing, the one to trust most first.

    Args:
        scores: of the sentences, shape (sentences,).
        sentences: their features, shape (sentences, features).
    """
    order = [int(i) for i in np.argsort(-scores, kind="stable")[:3]]
    ratios = np.exp(scores[order] - scores[order[0]])
    chosen = order[:1]
    if len(order) > 1 and ratios[1] >= _SECOND:
        chosen.append(order[1])
        if len(order) > 2 and ratios[2] >= _THIRD:
            chosen.append(order[2])
    spans = sentences[:, SENTENCE_FEATURES.index("span")]
    return sorted(chosen, key=lambda row: -(scores[row] + _SPAN * spans[row]))
