"""Which sentences are addressed at an assistant: a linear model over the sentence's embedding and its cues.

`weights.json` is made by `python -m assistant.instructions.fit`, which says what it was fitted on. The vectors are the
bundled embedding model's; with another one, the cues alone must tell.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.instructions.cues import CUES, Floats, cues
from index.encoder import Vector
from index.errors import KildevisError

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
# Log-odds from which a sentence is told as an order to an assistant, and from which its neighbour in the same paragraph
# is too: an order seldom comes alone, and news seldom beside it. Of NorQuAD's sentences, left out of the fit, some two
# in 1,000 reach the first; of the 280 honest ones in `evals/injections/articles.jsonl` none.
TOLD, _BESIDE = 0.0, -4.0


@dataclass(frozen=True)
class Weights:
    """Of the embedding and of the cues; `alone` and `alone_bias` of the cues where the embeddings are other ones."""

    model: str
    vector: Floats
    cues: Floats
    bias: float
    alone: Floats
    alone_bias: float

    def log_odds(self, texts: Sequence[str], vectors: Vector, model: str) -> Floats:
        """Return how likely each sentence is addressed at an assistant, shape (sentences,)."""
        found = cues(texts)
        if model != self.model:
            odds: Floats = found @ self.alone + self.alone_bias
        else:
            odds = np.asarray(vectors, dtype=float) @ self.vector + found @ self.cues + self.bias
        return odds


def addressed(texts: Sequence[str], vectors: Vector, paragraphs: Sequence[object], model: str) -> NDArray[np.bool_]:
    """Return which of an article's sentences are addressed at an assistant, shape (sentences,).

    Args:
        texts: the sentences, in the article's order.
        vectors: of each on its own, shape (sentences, d).
        paragraphs: which one each stands in, by any number.
        model: the embedding model's identity.
    """
    odds = load_weights().log_odds(texts, vectors, model)
    told = odds >= TOLD
    for row in np.flatnonzero(told).tolist():
        for step in (-1, 1):
            beside = row + step
            while 0 <= beside < len(odds) and paragraphs[beside] == paragraphs[row] and odds[beside] >= _BESIDE:
                told[beside] = True
                beside += step
    return told


def told_by_cues(text: str) -> bool:
    """Whether a sentence whose embedding is not known looks like an order to an assistant."""
    weights = load_weights()
    return float(cues([text])[0] @ weights.alone + weights.alone_bias) >= TOLD


@cache
def load_weights() -> Weights:
    """Read the weights that travel with the package.

    Raises:
        KildevisError: they were fitted on other cues.
    """
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    if tuple(content["cues"]) != CUES:
        raise KildevisError(f"{WEIGHTS_FILE} was fitted on other cues; run: python -m assistant.instructions.fit")
    return Weights(
        content["model"],
        np.array(content["vector"]),
        np.array(list(content["cues"].values())),
        content["bias"],
        np.array(list(content["alone"].values())),
        content["alone_bias"],
    )
