"""Calls of a language model, wherever it runs: in time, of bounded length, and none at all just after failures."""

import queue
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

import pybreaker

from assistant.writer.failure import Reason, WriterError

_FAILURES = 2  # in a row, after which the next questions are spared the wait
_SPARED_S = 30.0  # for so long; then one question tries again
_PULSE_S = 0.5  # of silence, after which whoever listens gets a chance to stop
_MAX_CHARS = 6000  # an answer of some 1,500 tokens; whatever is longer has lost its way


class Call(Protocol):
    """One call of a language model that has begun."""

    def next(self, patience_s: float) -> str | None:
        """Return the next part of the answer, an empty one where none comes in time, None at its end.

        Raises:
            WriterError: it failed.
        """
        ...

    def stop(self) -> None:
        """Give the call up, if it still runs, and return when that is done."""
        ...


Parts = queue.SimpleQueue[str | BaseException | None]  # of an answer, put in by a thread; None is its end


def next_part(parts: Parts, patience_s: float, reason_of: Callable[[BaseException], Reason]) -> str | None:
    """Return the next part as `Call.next` does, where a thread puts them, and what goes wrong, into a queue."""
    try:
        part = parts.get(timeout=patience_s)
    except queue.Empty:
        return ""
    if isinstance(part, BaseException):
        raise WriterError(reason_of(part)) from part
    return part


class Caller:
    """Makes the calls of one model; shared by threads."""

    def __init__(self, timeout_s: float) -> None:
        """Take how long an answer may take from its beginning to its end."""
        self._timeout_s = timeout_s
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=_FAILURES,
            reset_timeout=_SPARED_S,
            exclude=[GeneratorExit],  # the user's Stop
            throw_new_error_on_trip=False,
        )
        self._last: Reason = "unreachable"  # why it failed last

    def stream(self, begin: Callable[[], Call]) -> Generator[str, None, None]:
        """Begin a call and yield the answer's text as it comes; closing the iterator stops the model's work too.

        While the model says nothing an empty text comes every half second, since only an iterator that has yielded can
        be closed.

        Raises:
            WriterError: the call fails, says nothing or does not end; also, at once and without a call, when the model
                has failed several times in a row just now.
        """
        with self._spared():
            yield from self._streamed(begin())

    @contextmanager
    def _spared(self) -> Iterator[None]:
        try:
            with self._breaker.calling():
                yield
        except WriterError as error:
            self._last = error.reason
            raise
        except pybreaker.CircuitBreakerError:
            raise WriterError(self._last) from None

    def _streamed(self, call: Call) -> Iterator[str]:
        deadline = monotonic() + self._timeout_s
        said = 0
        try:
            while (part := call.next(min(_PULSE_S, max(0.0, deadline - monotonic())))) is not None:
                said += len(part)
                if said > _MAX_CHARS:
                    raise WriterError("endless")
                if monotonic() >= deadline:
                    raise WriterError("timeout")
                yield part
        finally:
            call.stop()
        if not said:
            raise WriterError("empty")
