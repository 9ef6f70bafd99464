"""The span reader that travels with this package: its weights, put on those of the bundled encoder.

`MODEL_CARD.md` beside this file says what it was trained on and how well it reads.
"""

from pathlib import Path

import torch

from assistant.reader import difference
from assistant.reader.span_model import base_weights, build
from assistant.reader.span_reader import SpanReader
from index.bundled_model import bundled_model
from index.errors import KildevisError, reason_of
from index.precision import fastest_precision, in_precision

WEIGHTS_FILE = Path(__file__).with_name("reader.safetensors")
WEIGHTS_SHA256 = "061905a613cb2379d96a238600fb612ac013a8fd75a816b04473f8c94368cd40"


def bundled_reader(cache: Path, precision: torch.dtype | None = None) -> SpanReader:
    """Load the reader.

    Args:
        cache: folder of the models, where the bundled encoder is or will be unpacked.
        precision: of its products; the one that this processor multiplies fastest when not given.

    Raises:
        KildevisError: the weights are missing or damaged, or the encoder cannot be unpacked.
    """
    return reader_of(difference.load(WEIGHTS_FILE, WEIGHTS_SHA256), bundled_model(cache), precision)


def reader_of(packed: difference.Difference, folder: Path, precision: torch.dtype | None = None) -> SpanReader:
    """Put packed weights on those of the encoder in the folder.

    Raises:
        KildevisError: they are of another encoder, or not all of the reader's.
    """
    from tokenizers import Tokenizer

    base, words = base_weights(folder)
    try:
        model = build(folder, words, {**base, **difference.unpack(packed, base)})
    except ValueError as error:
        raise KildevisError(f"the reader's weights do not fit its network ({reason_of(error)})") from None
    in_precision(model.encoder, precision or fastest_precision())
    return SpanReader(model, Tokenizer.from_file(str(folder / "tokenizer.json")))
