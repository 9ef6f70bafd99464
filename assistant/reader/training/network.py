"""The network while it is taught: heads that know nothing yet, dropout, and the loss."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from assistant.reader.bundled_reader import first_weights, reader_weights
from assistant.reader.kept_weights import weights_in
from assistant.reader.span_inputs import Inputs
from assistant.reader.span_model import SpanModel, base_weights, build
from assistant.reader.training.examples import Example
from index.errors import InputError
from index.precision import fastest_precision

if TYPE_CHECKING:
    from transformers import BertModel

HEAD_SCALE = 0.02  # as BERT's own weights are drawn
HEAD_SEED = 0  # for every run: only weights that began alike can be averaged
_ANSWERS_WEIGHT = 0.5  # beside the loss of the spans, which are what the reader is for
_STEPS = {"first": first_weights, "reader": reader_weights}  # what a run may begin with by name
_FROZEN = ("word_embeddings", "position_embeddings")  # most of all weights, and what changes has to travel


class Noise(nn.Module):
    """Dropout by slices of one large mask made beforehand: drawing fresh ones took half of a step on two cores."""

    mask: Tensor

    def __init__(self, rate: float, seed: int, size: int = 1 << 25) -> None:
        """Make a mask of `size`, which must exceed the largest activation's."""
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        kept = torch.rand(size, generator=generator) >= rate
        self.register_buffer("mask", (kept / (1 - rate)).bfloat16(), persistent=False)
        self.chance = random.Random(seed)

    def forward(self, x: Tensor) -> Tensor:
        """Drop the share of `x` and scale what is kept, when training."""
        if not self.training:
            return x
        at = self.chance.randrange(len(self.mask) - x.numel())
        return x * self.mask[at : at + x.numel()].view_as(x).to(x.dtype)


def begun(begin: str, folder: Path, noise: Noise, device: torch.device) -> SpanModel:
    """Return the network that a run begins with, ready to be trained; the noise is its dropout.

    Args:
        begin: "encoder", with heads that know nothing; "first", the first step of the reader that travels; "reader",
            all of it; or the path of the `average.pt` of another run.
        folder: the encoder's.
        noise: the dropout.
        device: where it is trained.

    Raises:
        InputError: the path is of no weights, or of another network's.
    """
    weights, words = _STEPS.get(begin, base_weights)(folder)
    if begin == "encoder":
        weights |= _new_heads(words.shape[1])
    elif begin not in _STEPS:
        weights |= weights_in(Path(begin))
    try:
        model = build(folder, words.to(device), weights)
    except ValueError as error:
        raise InputError(f"--begin {begin}: {error}; give the average.pt of a run of the span reader") from None
    make_trainable(model.encoder, noise)
    return nn.Module.to(model, device)


def _new_heads(hidden: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(HEAD_SEED)
    return {
        "spans.weight": torch.randn(2, hidden, generator=generator) * HEAD_SCALE,
        "spans.bias": torch.zeros(2),
        "answers.weight": torch.randn(1, hidden, generator=generator) * HEAD_SCALE,
        "answers.bias": torch.zeros(1),
    }


def make_trainable(encoder: "BertModel", noise: Noise) -> None:
    """Give an encoder its dropout, and freeze the embeddings of words and positions."""
    for name, _ in list(encoder.named_modules()):
        if name.endswith(("embeddings.dropout", "output.dropout")):
            encoder.set_submodule(name, noise)
    for name in _FROZEN:
        encoder.embeddings.get_submodule(name).requires_grad_(False)


def training_precision(device: torch.device) -> torch.autocast:
    """Return the context in which products are multiplied in bf16, on a processor where that is fast."""
    return torch.autocast(device.type, torch.bfloat16, device.type != "cpu" or fastest_precision() is torch.bfloat16)


def loss_of(model: SpanModel, inputs: Inputs, examples: Sequence[Example]) -> tuple[Tensor, dict[str, float]]:
    """Return the loss over a batch, and its parts: cross-entropy of both ends, and of the window answering.

    Examples whose answer was cut off do not count.
    """
    device = model.spans.weight.device
    given = (part.to(device) for part in (inputs.ids, inputs.mask, inputs.types, inputs.spannable))
    with training_precision(device):
        scores = model(*given)
    spans = [inputs.token_span(row, e.answer) if e.answer else (0, 0) for row, e in enumerate(examples)]
    whole = [row for row, span in enumerate(spans) if span is not None]
    if not whole:  # means over nothing would be no number
        nothing = sum((part.float().sum() * 0 for part in scores), torch.zeros((), device=device))
        return nothing, {"spans": 0.0, "answers": 0.0}
    kept = torch.tensor(whole, device=device)
    start, end = torch.tensor([span for span in spans if span is not None], device=device).unbind(1)
    spans_loss = (
        nn.functional.cross_entropy(scores.start[kept].float(), start)
        + nn.functional.cross_entropy(scores.end[kept].float(), end)
    ) / 2
    answers_loss = nn.functional.binary_cross_entropy_with_logits(scores.answers[kept].float(), (start > 0).float())
    return spans_loss + _ANSWERS_WEIGHT * answers_loss, {"spans": spans_loss.item(), "answers": answers_loss.item()}
