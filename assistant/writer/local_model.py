"""A language model within this process, with no server: a small one that completes text, run by llama.cpp.

It is a base model: it continues a text and follows no instruction, so it is asked by worked examples (`asking.py`), and
its answer is one line.
"""

import os
import queue
import threading
from collections.abc import Generator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import LOCAL_MODEL, Settings
from assistant.writer.calling import Caller, Parts, next_part
from assistant.writer.failure import WriterError
from assistant.writer.local_weights import INSTALL, local_weights
from index.errors import InputError, KildevisError, reason_of

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

_CONTEXT_TOKENS = 1536  # worked examples take 480, the sentences and a long question twice that at the most
_LANGUAGES = 3  # whose worked examples are kept as read; 30 MB each
_FAREWELL_S = 10.0  # at most, for stopping; a prompt that is being read is read to its end
_END_OF_LINE = "\n"


class LocalModel:
    """The model of `kildevis[writer]`; shared by threads, which take turns."""

    def __init__(self, settings: Settings) -> None:
        """Load the model, once a process.

        Raises:
            InputError: the extra is not installed.
            KildevisError: its weights are damaged, or cannot be written to the cache.
        """
        self.name = LOCAL_MODEL
        weights = local_weights(settings.cache / "models")
        self.where = f"on this machine ({weights})"
        self._engine = _engine(weights, settings.threads)
        self._caller = Caller(settings.llm_timeout)

    def stream(self, messages: Sequence["ChatMessage"], max_tokens: int) -> Generator[str, None, None]:
        """Yield the line that continues the messages' text, as it comes; closing the iterator stops the work too.

        Raises:
            WriterError: as an endpoint's.
        """
        text = "\n\n".join(message.content or "" for message in messages)
        return self._caller.stream(lambda: _Call(self._engine, text, max_tokens))

    def models(self) -> None:
        """There is no list of others."""


class _Call:
    """One completion, in a thread of its own."""

    def __init__(self, engine: Any, text: str, max_tokens: int) -> None:
        self._parts: Parts = queue.SimpleQueue()
        self._given_up = threading.Event()
        self._finished = False
        self._engine = engine
        self._asked = {
            "prompt": text,
            "max_tokens": max_tokens,
            "temperature": 0.0,
            "stop": [_END_OF_LINE],
            "stream": True,
            "cache_prompt": True,  # the worked examples are read once
        }
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def next(self, patience_s: float) -> str | None:
        return next_part(self._parts, patience_s, lambda error: "broken")

    def stop(self) -> None:
        """Give the completion up, if it still runs, and return when that is done."""
        self._given_up.set()
        # A thread that still runs when the interpreter ends may abort the whole process.
        self._thread.join(_FAREWELL_S)

    def _run(self) -> None:
        try:
            self._engine.handle_completions(self._asked, self._take)
            self._parts.put(None if self._finished else WriterError("broken"))
        except Exception as error:  # whatever the engine says, the user gets a quote answer and a line
            self._parts.put(error)

    def _take(self, chunk: dict[str, Any]) -> bool:
        """Pass a chunk on; True stops the engine."""
        for choice in chunk.get("choices", ()):
            self._parts.put(choice["text"])
            self._finished = self._finished or choice["finish_reason"] is not None
        return self._given_up.is_set()


@lru_cache(maxsize=1)
def _engine(weights: Path, threads: int | None) -> Any:
    try:
        import xllamacpp
    except ModuleNotFoundError as error:
        raise InputError(
            f"the language model {LOCAL_MODEL!r} wants more packages ({error.name} is missing): {INSTALL}"
        ) from None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_parallel = _LANGUAGES
    parameters.n_ctx = _LANGUAGES * _CONTEXT_TOKENS
    parameters.verbosity = -1
    parameters.warmup = False
    parameters.swa_full = True  # keeps what it has read of a prompt that begins as the one before
    # Its threads wait for each other at every word: with a core taken, by the check or by another program, all of them
    # are ten times slower than one fewer (measured on two cores).
    parameters.cpuparams.n_threads = threads or max(1, (os.cpu_count() or 1) - 1)
    parameters.cpuparams_batch.n_threads = parameters.cpuparams.n_threads
    # The engine is llama.cpp's server, which listens on a port of this machine that nobody else is to ask.
    parameters.hostnames, parameters.port = ["127.0.0.1"], 0
    parameters.api_keys = [os.urandom(16).hex()]
    parameters.ui = parameters.endpoint_slots = False
    try:
        return xllamacpp.Server(parameters)
    except Exception as error:
        raise KildevisError(
            f"the language model {LOCAL_MODEL!r} cannot be loaded ({reason_of(error)}); run: {INSTALL}"
        ) from error
