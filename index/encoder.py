"""The embedding model: vectors of questions and passages, and of the tokens in them."""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.bundled_model import FORMAT, NAME, bundled_model
from index.errors import InputError, reason_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
Progress = Callable[[str, float], None]

BUNDLED = "bundled"
_BATCH = 16  # texts a forward pass; larger ones gain nothing on two cores


@dataclass(frozen=True)
class TokenVectors:
    """A text as the model reads it, all vectors of unit length.

    `whole` of shape (d,) is the text's vector; `tokens` of shape (t, d) are its tokens', each in the context of all;
    `starts` and `ends` of shape (t,) say which characters of the text a token stands for.
    """

    whole: Vector
    tokens: Vector
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class Encoder:
    """A sentence-transformers model, loaded at first use and shared by threads.

    `load` and every method that encodes raise `InputError` when the model named in the settings cannot be loaded.
    """

    def __init__(self, model: str = BUNDLED, cache: Path | None = None, threads: int | None = None) -> None:
        self._model = model
        self._cache = cache or Path(".cache")
        self._threads = threads
        self._lock = RLock()

    @property
    def identity(self) -> str:
        """The model's name as the index's manifest records it."""
        return f"{NAME}-{FORMAT}" if self._model == BUNDLED else self._model

    @property
    def source(self) -> str:
        """The model's folder, unpacked first where it is the bundled one, or its name on the hub."""
        return str(bundled_model(self._cache / "models")) if self._model == BUNDLED else self._model

    def load(self, progress: Progress = lambda stage, done: None) -> None:
        """Unpack (stage `model`) and load (stage `load`) the model now instead of at first use."""
        if self._model == BUNDLED:
            bundled_model(self._cache / "models", lambda done: progress("model", done))
        progress("load", 0.0)
        with self._lock:
            _ = self.model
        progress("load", 1.0)

    @cached_property
    def model(self) -> "SentenceTransformer":
        """The loaded model."""
        source = self.source
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        import torch
        import transformers
        from sentence_transformers import SentenceTransformer
        from threadpoolctl import threadpool_limits

        from index.precision import fastest_precision, in_precision

        # NumPy's threads go on spinning after a product and take the cores from the model's next call: on two cores one
        # answer in twenty took 110 ms instead of 27.
        threadpool_limits(1, user_api="blas")
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # what fails is said once, by us
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            if self._model == BUNDLED:  # nothing of it is looked up on a hub
                model = SentenceTransformer(source, device="cpu", local_files_only=True)
                in_precision(model, fastest_precision())
                return model
            return SentenceTransformer(source)
        except Exception as error:  # the libraries raise a dozen kinds for a missing, broken or unreachable model
            if self._model == BUNDLED:
                raise
            raise InputError(
                f"the embedding model {source!r} cannot be loaded ({reason_of(error)}); name a sentence-transformers "
                f"folder or hub model in KILDEVIS_MODEL, or unset it for the bundled one"
            ) from None

    @cached_property
    def dimension(self) -> int:
        """The length of the vectors."""
        with self._lock:
            return int(self.model.get_embedding_dimension() or 0)

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of a text."""
        with self._lock:
            return len(self.model.tokenizer.tokenize(text))

    def encode_passages(self, texts: Sequence[str], progress: Callable[[float], None] = lambda done: None) -> Vector:
        """Return the unit vectors of passages, shape (texts, d)."""
        return self._encode(texts, self.prompts[1], progress)

    def encode_questions(self, texts: Sequence[str]) -> Vector:
        """Return the unit vectors of many questions, shape (texts, d)."""
        return self._encode(texts, self.prompts[0], lambda done: None)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Callable[[float], None]) -> Vector:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            with self._lock:
                vectors[batch] = self.model.encode(
                    [prompt + texts[i] for i in batch], batch_size=_BATCH, show_progress_bar=False
                )
            progress((first + len(batch)) / len(order))
        return _unit(vectors)

    def read_question(self, text: str) -> TokenVectors:
        """Return a question's vector and its tokens', from one forward pass."""
        return self._read([text], self.prompts[0])[0]

    def read_passages(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the vectors of passages and of their tokens, in the order given."""
        result: list[TokenVectors | None] = [None] * len(texts)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            for i, read in zip(batch, self._read([texts[i] for i in batch], self.prompts[1]), strict=True):
                result[i] = read
        return [read for read in result if read is not None]

    def _read(self, texts: list[str], prompt: str) -> list[TokenVectors]:
        prompted = [prompt + text for text in texts]
        with self._lock:
            outputs: list[dict[str, Any]] = self.model.encode(  # type: ignore[assignment]
                prompted, output_value=None, batch_size=len(prompted), show_progress_bar=False
            )
            # The model's own call has set the truncation; asking the tokenizer's core again costs next to nothing.
            encodings = self.model.tokenizer.backend_tokenizer.encode_batch(prompted)
        result = []
        for output, encoding in zip(outputs, encodings, strict=True):
            vectors = output["token_embeddings"].float().numpy()
            spans = np.array(encoding.offsets, np.int64)[: len(vectors)] - len(prompt)
            # A word's first token takes in the space before it, for the text's first word the prompt's.
            own = (spans[:, 1] > 0) & (spans[:, 1] > spans[:, 0])
            spans = spans.clip(min=0)
            whole = _unit(output["sentence_embedding"].float().numpy())
            if own.any():
                tokens, spans = _unit(vectors[: len(spans)][own]), spans[own]
            else:  # nothing that the tokenizer knows: the text's own vector stands in
                tokens, spans = whole[None, :], np.array([[0, 1]])
            result.append(TokenVectors(whole, tokens, spans[:, 0], spans[:, 1]))
        return result

    @cached_property
    def prompts(self) -> tuple[str, str]:
        """What the model wants before a question and a passage; e5 and its like want something, most nothing."""
        with self._lock:
            prompts = dict(self.model.prompts or {})
        return prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""


def _unit(vectors: NDArray[Any]) -> Vector:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
