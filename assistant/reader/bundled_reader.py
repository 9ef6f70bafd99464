"""The span reader that travels with this package: its weights, put on those of the bundled encoder.

They come in two steps: what the data sets taught, and what questions written by hand taught on top of that. The second
alone can so be taught anew, and the support network rests on the first. `MODEL_CARD.md` beside this file says what the
reader was trained on and how well it reads.
"""

from pathlib import Path

import torch
from torch import Tensor

from assistant.reader import difference
from assistant.reader.span_model import base_weights, build
from assistant.reader.span_reader import SpanReader
from index.bundled_model import bundled_model
from index.errors import KildevisError, reason_of
from index.precision import fastest_precision, in_precision

FIRST_FILE = Path(__file__).with_name("reader.safetensors")
FIRST_SHA256 = "061905a613cb2379d96a238600fb612ac013a8fd75a816b04473f8c94368cd40"
WEIGHTS_FILE = Path(__file__).with_name("further.safetensors")
WEIGHTS_SHA256 = "8f549c15f084b481575d91c7e618408936a448a5aaedbd873df376af9598efdc"


def bundled_reader(cache: Path, precision: torch.dtype | None = None) -> SpanReader:
    """Load the reader.

    Args:
        cache: folder of the models, where the bundled encoder is or will be unpacked.
        precision: of its products; the one that this processor multiplies fastest when not given.

    Raises:
        KildevisError: the weights are missing or damaged, or the encoder cannot be unpacked.
    """
    return reader_of(difference.load(WEIGHTS_FILE, WEIGHTS_SHA256), bundled_model(cache), precision)


def reader_weights(folder: Path) -> tuple[dict[str, Tensor], Tensor]:
    """Return the weights of the reader that travels, and the word embeddings, as `base_weights` does.

    Args:
        folder: the encoder's.

    Raises:
        KildevisError: a file is missing or damaged.
    """
    first, words = first_weights(folder)
    return {**first, **difference.unpack(difference.load(WEIGHTS_FILE, WEIGHTS_SHA256), first)}, words


def first_weights(folder: Path) -> tuple[dict[str, Tensor], Tensor]:
    """Return the weights of the reader as the data sets taught it, and the word embeddings, as `base_weights` does.

    Args:
        folder: the encoder's.

    Raises:
        KildevisError: the file is missing or damaged.
    """
    base, words = base_weights(folder)
    return {**base, **difference.unpack(difference.load(FIRST_FILE, FIRST_SHA256), base)}, words


def reader_of(packed: difference.Difference, folder: Path, precision: torch.dtype | None = None) -> SpanReader:
    """Put packed weights on those of the first step.

    Args:
        packed: a difference to `first_weights`.
        folder: the encoder's.
        precision: as for `bundled_reader`.

    Raises:
        KildevisError: they are of another network, or not all of the reader's.
    """
    from tokenizers import Tokenizer

    first, words = first_weights(folder)
    try:
        model = build(folder, words, {**first, **difference.unpack(packed, first)})
    except ValueError as error:
        raise KildevisError(f"the reader's weights do not fit its network ({reason_of(error)})") from None
    in_precision(model.encoder, precision or fastest_precision())
    return SpanReader(model, Tokenizer.from_file(str(folder / "tokenizer.json")))
