"""The fitted weights: from what was found out about a claim to a calibrated confidence that it is borne out.

`weights.json` is made by `python -m assistant.support.fit`, which says what it was fitted on.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.features import Floats
from assistant.support.features import SUPPORT_FEATURES
from index.errors import KildevisError

WEIGHTS_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class SupportWeights:
    """A logistic regression over `expand`ed features, and the confidence from which a claim counts as borne out."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    threshold: float

    def probability(self, features: Floats, in_english: bool) -> float:
        """Return how likely the claim with these features is borne out, 0..1."""
        z = (expand(features, in_english) - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(z @ self.weights + self.bias))))


@cache
def load_support_weights() -> SupportWeights:
    """Read the weights that travel with the package.

    Raises:
        KildevisError: they were fitted on other features than `features` computes.
    """
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    if tuple(content["features"]) != SUPPORT_FEATURES:
        raise KildevisError(f"{WEIGHTS_FILE} was fitted on other features; run: python -m assistant.support.fit")
    return SupportWeights(
        np.array(content["mean"]),
        np.array(content["scale"]),
        np.array(content["weights"]),
        content["bias"],
        content["threshold"],
    )


def expand(features: Floats, in_english: bool) -> Floats:
    """Return the features with a second set of their own for English claims, and whether the claim is one.

    In another language than the article's, words and names seldom meet in letters, so the same figure means less.
    """
    across = features if in_english else np.zeros_like(features)
    return np.concatenate([features, across, [float(in_english)]])
