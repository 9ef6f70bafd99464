"""The bundled encoder's tokenizer, read once."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index.bundled_model import bundled_model


@pytest.fixture(scope="session")
def tokenizer(cache: Path) -> Tokenizer:
    """The bundled encoder's tokenizer."""
    return Tokenizer.from_file(str(bundled_model(cache / "models") / "tokenizer.json"))
