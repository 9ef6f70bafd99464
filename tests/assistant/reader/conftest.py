"""The bundled span reader, loaded once: as this machine runs it, and in fp32."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader.bundled_reader import bundled_reader
from assistant.reader.span_reader import SpanReader
from index.bundled_model import bundled_model


@pytest.fixture(scope="session")
def reader(cache: Path) -> SpanReader:
    """The reader as this machine runs it."""
    return bundled_reader(cache / "models")


@pytest.fixture(scope="session")
def fp32_reader(cache: Path) -> SpanReader:
    """The reader in fp32."""
    return bundled_reader(cache / "models", torch.float32)


@pytest.fixture(scope="session")
def bf16_reader(cache: Path) -> SpanReader:
    """The reader in bf16."""
    return bundled_reader(cache / "models", torch.bfloat16)


@pytest.fixture(scope="session")
def tokenizer(cache: Path) -> Tokenizer:
    """The bundled encoder's tokenizer."""
    return Tokenizer.from_file(str(bundled_model(cache / "models") / "tokenizer.json"))
