"""The embedding model: vectors of questions, passages, and the sentences inside passages."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.bundled_model import FORMAT, NAME, bundled_model
from index.errors import InputError
from index.sentences import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
Progress = Callable[[str, float], None]

BUNDLED = "bundled"
_BATCH = 16  # passages a forward pass; larger ones gain nothing on two cores


@dataclass(frozen=True)
class PassageText:
    """A passage to encode: the context set before it, its text, and where its sentences stand in that text."""

    context: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True)
class PassageVectors:
    """Unit vectors: `passage` of shape (d,), `sentences` of shape (sentences, d)."""

    passage: Vector
    sentences: Vector


class Encoder:
    """A sentence-transformers model, loaded at first use and shared by threads.

    Sentences are encoded inside their passage, by pooling their own tokens of the passage's one forward pass (late
    chunking, Günther et al. 2024): "Den gangen seiret ..." is then near what it speaks of, and costs no second pass.
    On NorQuAD's validation split, together with BM25, this puts the right sentence of the article first for 66.6 % of
    the questions; sentences encoded alone do so for 64.3 %.
    """

    def __init__(self, model: str = BUNDLED, cache: Path | None = None, threads: int | None = None) -> None:
        self._model = model
        self._cache = cache or Path(".cache")
        self._threads = threads
        self._lock = Lock()

    @property
    def identity(self) -> str:
        """The model's name as the index's manifest records it."""
        return f"{NAME}-{FORMAT}" if self._model == BUNDLED else self._model

    def load(self, progress: Progress = lambda stage, done: None) -> None:
        """Unpack (stage `model`) and load (stage `load`) the model now instead of at first use.

        Raises:
            InputError: the model named in the settings cannot be loaded.
        """
        if self._model == BUNDLED:
            bundled_model(self._cache / "models", lambda done: progress("model", done))
        progress("load", 0.0)
        with self._lock:
            _ = self.model
        progress("load", 1.0)

    @cached_property
    def model(self) -> "SentenceTransformer":
        if self._model == BUNDLED:
            # Only a model that the user names may be looked up on a hub.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            source = str(bundled_model(self._cache / "models"))
        else:
            source = self._model
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            return SentenceTransformer(source, device="cpu" if self._model == BUNDLED else None)
        except Exception as error:  # the libraries raise a dozen kinds for a missing, broken or unreachable model
            if self._model == BUNDLED:
                raise
            reason = str(error).strip().splitlines()[0][:200]
            raise InputError(
                f"the embedding model {source!r} cannot be loaded ({reason}); name a sentence-transformers folder or "
                f"hub model in KILDEVIS_MODEL, or unset it for the bundled one"
            ) from None

    @cached_property
    def dimension(self) -> int:
        """The length of the vectors."""
        return int(self.model.get_embedding_dimension() or 0)

    def encode_query(self, text: str) -> Vector:
        """Return the unit vector of a question, shape (d,)."""
        return self._encode([self._prompts[0] + text])[0]

    def encode_passages(
        self, passages: Sequence[PassageText], progress: Callable[[float], None] = lambda done: None
    ) -> list[PassageVectors]:
        """Return the vectors of each passage and of its sentences, in the order given."""
        vectors: list[PassageVectors | None] = [None] * len(passages)
        # Passages of like length share a batch, so that little of it is padding.
        order = sorted(range(len(passages)), key=lambda i: -len(passages[i].text))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            encoded = self._encode_batch([passages[i] for i in batch])
            for i, passage_vectors in zip(batch, encoded, strict=True):
                vectors[i] = passage_vectors
            progress((first + len(batch)) / len(order))
        return [v for v in vectors if v is not None]

    def _encode_batch(self, batch: Sequence[PassageText]) -> list[PassageVectors]:
        before = [self._prompts[1] + p.context + ("\n" if p.context else "") for p in batch]
        texts = [start + p.text for start, p in zip(before, batch, strict=True)]
        if not self._pools_tokens:
            whole = self._encode(texts)
            sentences = [self._encode([self._prompts[1] + p.text[s:e] for s, e in p.sentences]) for p in batch]
            return [PassageVectors(w, s) for w, s in zip(whole, sentences, strict=True)]
        with self._lock:
            outputs: list[dict[str, Any]] = self.model.encode(  # type: ignore[assignment]
                texts, output_value=None, batch_size=len(texts), show_progress_bar=False
            )
        offsets = self.model.tokenizer(
            texts, return_offsets_mapping=True, truncation=True, max_length=self.model.max_seq_length
        )["offset_mapping"]
        result = []
        for passage, start, output, spans in zip(batch, before, outputs, offsets, strict=True):
            tokens = output["token_embeddings"].float().numpy()[: len(spans)]
            whole = _unit(output["sentence_embedding"].float().numpy())
            starts = np.array([s for s, _ in spans]) - len(start)
            ends = np.array([e for _, e in spans]) - len(start)
            rows = [
                tokens[inside].mean(0) if (inside := (starts >= s) & (ends <= e) & (ends > starts)).any() else whole
                for s, e in passage.sentences
            ]
            result.append(PassageVectors(whole, _unit(np.stack(rows)) if rows else np.zeros((0, len(whole)), "f4")))
        return result

    def _encode(self, texts: list[str]) -> Vector:
        with self._lock:
            vectors = self.model.encode(texts, show_progress_bar=False, convert_to_numpy=True)
        return _unit(vectors)

    @cached_property
    def _prompts(self) -> tuple[str, str]:
        """What the model wants before a question and before a passage; e5 and its like want something, most nothing."""
        prompts: dict[str, str] = dict(self.model.prompts or {})
        return prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""

    @cached_property
    def _pools_tokens(self) -> bool:
        """Whether a vector is the mean of its tokens, so that a sentence's own tokens give the sentence's vector."""
        modules = list(self.model)
        pooling = next((m for m in modules if type(m).__name__ == "Pooling"), None)
        others = {type(m).__name__ for m in modules} - {"Transformer", "Pooling", "Normalize"}
        mode = getattr(pooling, "pooling_mode", None)
        return not others and mode in ("mean", ("mean",), ["mean"]) and self.model.tokenizer.is_fast


def _unit(vectors: NDArray[Any]) -> Vector:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
