"""The support network that travels with this package: its weights, put on those of the span reader it was taught from.

`MODEL_CARD.md` beside this file says what it was trained on and how well it tells.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from assistant.reader import difference
from assistant.reader.bundled_reader import first_weights
from assistant.support.support_model import SupportReader, build
from index.bundled_model import bundled_model
from index.errors import KildevisError, reason_of
from index.precision import fastest_precision, in_precision

WEIGHTS_FILE = Path(__file__).with_name("support.safetensors")
WEIGHTS_SHA256 = "d9fe7ac997f3271d1b8640a5256407fd0bd86f407a4b0040b11791481193d146"
_HEADS_OF_THE_READER = ("spans.", "answers.")


@lru_cache(maxsize=1)
def bundled_support(cache: Path, precision: torch.dtype | None = None) -> SupportReader:
    """Load the network, once a process.

    Args:
        cache: folder of the models, where the bundled encoder is or will be unpacked.
        precision: of its products; the one that this processor multiplies fastest when not given.

    Raises:
        KildevisError: the weights are missing or damaged, or the encoder cannot be unpacked.
    """
    return support_of(difference.load(WEIGHTS_FILE, WEIGHTS_SHA256), bundled_model(cache), precision)


def support_of(packed: difference.Difference, folder: Path, precision: torch.dtype | None = None) -> SupportReader:
    """Put packed weights on those of the span reader.

    Raises:
        KildevisError: they are of another network.
    """
    from tokenizers import Tokenizer

    base, words = reader_weights(folder)
    try:
        model = build(folder, words, {**base, **difference.unpack(packed, base)})
    except ValueError as error:
        raise KildevisError(f"the support network's weights do not fit it ({reason_of(error)})") from None
    in_precision(model.encoder, precision or fastest_precision())
    return SupportReader(model, Tokenizer.from_file(str(folder / "tokenizer.json")))


def reader_weights(folder: Path) -> tuple[Mapping[str, Tensor], Tensor]:
    """Return the encoder of the span reader's first step, with which the training begins, and the word embeddings.

    Raises:
        KildevisError: the span reader's weights are missing or damaged.
    """
    first, words = first_weights(folder)
    return {name: weight for name, weight in first.items() if not name.startswith(_HEADS_OF_THE_READER)}, words
