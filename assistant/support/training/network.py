"""The support network while it is taught: the span reader's encoder with new heads, and the loss."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.reader.training.network import HEAD_SCALE, HEAD_SEED, Noise, make_trainable, training_precision
from assistant.reader.training.run import TrainingRun
from assistant.support.bundled_support import reader_weights
from assistant.support.support_model import Pairs, SupportModel, build
from assistant.support.training.pairs import Pair
from assistant.support.training.recipe import SupportRecipe

_WRONG_WEIGHT = 3.0  # of a token that is not borne out, beside one that is; there are few of them


class SupportRun(TrainingRun[SupportModel]):
    """A run of the support network."""

    def __init__(self, folder: Path, recipe: SupportRecipe, device: torch.device) -> None:
        """Begin with the span reader's weights on the encoder in `folder`."""
        noise = Noise(recipe.dropout, recipe.seed)
        super().__init__(untrained(folder, noise, device), noise, recipe)

    def learn(self, given: Pairs, pairs: Sequence[Pair]) -> dict[str, float]:
        """Take a step on a batch, and return the parts of its loss."""
        return self.take_step(lambda model: loss_of(model, given, pairs))


def untrained(folder: Path, noise: Noise, device: torch.device) -> SupportModel:
    """Return the span reader's encoder with heads that know nothing, ready to be trained; the noise is its dropout.

    The span reader has learnt to find in a text what a question speaks of, in its language or another.
    """
    encoder, words = reader_weights(folder)
    weights = dict(encoder)
    generator = torch.Generator().manual_seed(HEAD_SEED)
    for head in ("tokens", "whole"):
        weights[f"{head}.weight"] = torch.randn(1, words.shape[1], generator=generator) * HEAD_SCALE
        weights[f"{head}.bias"] = torch.zeros(1)
    model = build(folder, words.to(device), weights)
    make_trainable(model.encoder, noise)
    return nn.Module.to(model, device)


def loss_of(model: SupportModel, given: Pairs, pairs: Sequence[Pair]) -> tuple[Tensor, dict[str, float]]:
    """Return the loss over a batch, and its parts: cross-entropy of the whole claim and of its tokens.

    Tokens of a claim of which nobody can say what is wrong do not count.
    """
    device = model.whole.weight.device
    wrong, counts = _labels(given, pairs)
    with training_precision(device):
        scores = model(given.ids.to(device), given.mask.to(device), given.types.to(device))
    unsupported = torch.tensor([float(not pair.supported) for pair in pairs], device=device)
    whole = nn.functional.binary_cross_entropy_with_logits(scores.whole.float(), unsupported)
    kept = torch.from_numpy(counts).to(device)
    tokens = (
        nn.functional.binary_cross_entropy_with_logits(
            scores.tokens.float()[kept],
            torch.from_numpy(wrong).to(device)[kept],
            pos_weight=torch.tensor(_WRONG_WEIGHT, device=device),
        )
        if counts.any()
        else scores.tokens.float().sum() * 0
    )
    right = float(((scores.whole > 0) == (unsupported > 0)).float().mean())
    return whole + tokens, {"whole": whole.item(), "tokens": tokens.item(), "right": right}


def _labels(given: Pairs, pairs: Sequence[Pair]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Which tokens are wrong, 0 or 1, and which count, both of shape (pairs, tokens)."""
    wrong = np.zeros(given.starts.shape, np.float32)
    counts = given.starts >= 0
    for row, pair in enumerate(pairs):
        if pair.wrong is None:
            counts[row] = False
            continue
        for span in pair.wrong:
            wrong[row] = np.maximum(
                wrong[row], counts[row] & (given.ends[row] > span.start) & (given.starts[row] < span.end)
            )
    return wrong, counts
