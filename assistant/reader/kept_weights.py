"""A training run's weights, as it keeps them in `average.pt`."""

import pickle
from pathlib import Path

import torch
from torch import Tensor

from index.errors import InputError, reason_of


def weights_in(path: Path) -> dict[str, Tensor]:
    """Return the weights by their names, in fp32.

    Raises:
        InputError: the file is missing or holds none.
    """
    try:
        return {str(name): weight.float() for name, weight in torch.load(path, weights_only=True).items()}
    except (OSError, RuntimeError, EOFError, AttributeError, pickle.UnpicklingError) as error:
        raise InputError(f"{path}: no weights ({reason_of(error)}); give the average.pt of a training run") from None
