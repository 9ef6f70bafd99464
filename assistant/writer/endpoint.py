"""A language model behind an OpenAI-compatible endpoint, through LlamaIndex's integration: words out as they come.

The call runs on an event loop in a thread of its own, so that it can be given up at any moment, also while the server
says nothing: the connection is closed, which tells the server to stop.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.settings import LOCAL_MODEL, Settings
from assistant.writer.calling import Caller, Parts, next_part
from assistant.writer.failure import Reason, WriterError
from index.errors import InputError

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

_FAREWELL_S = 2.0  # at most, for hanging up; it takes milliseconds
_NO_KEY = "none"  # servers without keys want something in its place


class Endpoint:
    """The model that the settings name; shared by threads."""

    def __init__(self, settings: Settings) -> None:
        """Take the address, the model's name and the key from the settings; nothing is sent yet.

        Raises:
            InputError: no address or no name is set, or the key's file cannot be read.
        """
        if not settings.llm_url or not settings.llm_model:
            raise InputError(
                "write mode wants a language model: set KILDEVIS_LLM_URL and KILDEVIS_LLM_MODEL, or "
                f"KILDEVIS_LLM_MODEL={LOCAL_MODEL} alone"
            )
        self.name = settings.llm_model
        self.url = settings.llm_url
        self.where = f"at {self.url}"
        self._key = settings.key() or _NO_KEY
        self._timeout = settings.llm_timeout
        self._caller = Caller(settings.llm_timeout)

    def stream(self, messages: Sequence["ChatMessage"], max_tokens: int) -> Generator[str, None, None]:
        """Yield the answer's text as it comes; closing the iterator stops the server's work too.

        While the server says nothing an empty text comes every half second, since only an iterator that has yielded can
        be closed.

        Raises:
            WriterError: the model cannot be reached, refuses, breaks off, says nothing or does not end; also, at once,
                when it has failed several times in a row just now.
        """
        return self._caller.stream(lambda: _Call(self._model(max_tokens), messages))

    def models(self) -> tuple[str, ...] | None:
        """Return the names of the models that the server lists; None where it keeps no list.

        Raises:
            WriterError: it cannot be reached, refuses, or lists what is no list of models.
        """
        import openai

        client = openai.OpenAI(base_url=self.url, api_key=self._key, timeout=self._timeout, max_retries=0)
        try:
            return tuple(str(model.id) for model in client.models.list().data)
        except openai.NotFoundError:
            return None
        except Exception as error:  # whatever a server sends
            raise WriterError(reason_of(error)) from error

    def _model(self, max_tokens: int) -> "OpenAILike":
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self.name,
            api_base=self.url,
            api_key=self._key,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=max_tokens,
            max_retries=0,  # the breaker and the quote answer serve the user better than waiting
            timeout=self._timeout,
            reuse_client=False,
        )


class _Call:
    """One request, on an event loop of its own."""

    def __init__(self, model: "OpenAILike", messages: Sequence["ChatMessage"]) -> None:
        self._parts: Parts = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._started = threading.Event()
        self._arguments = (model, messages)
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def next(self, patience_s: float) -> str | None:
        return next_part(self._parts, patience_s, reason_of)

    def stop(self) -> None:
        """Give the request up, if it is still running, and return when that is done."""
        self._started.wait()
        with suppress(RuntimeError):  # the loop has come to its end
            if self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)
        # A thread that still runs when the interpreter ends may abort the whole process.
        self._thread.join(_FAREWELL_S)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._read())
        self._started.set()
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _read(self) -> None:
        model, messages = self._arguments
        try:
            answers: AsyncIterator[Any] = await model.astream_chat(list(messages))
            said, finished = False, False
            async for answer in answers:
                said = said or bool(answer.delta)
                finished = finished or any(choice.finish_reason for choice in answer.raw.choices)
                if answer.delta:
                    self._parts.put(answer.delta)
            # A server that breaks off closes the connection as one that is done does, but gives no reason to finish.
            self._parts.put(None if finished or not said else WriterError("broken"))
        except asyncio.CancelledError:
            raise
        except Exception as error:  # whatever a server sends, the user gets a quote answer and a line
            self._parts.put(error)


def reason_of(error: BaseException) -> Reason:
    """Return what an exception of the client's means for the user."""
    import httpx
    import openai

    if isinstance(error, WriterError):
        return error.reason
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):  # the latter while it answers
        return "timeout"
    if isinstance(error, openai.APIConnectionError):
        return "unreachable"
    if isinstance(error, openai.APIStatusError):
        code = error.status_code
        if code in (401, 403):
            return "refused_key"
        return "busy" if code == 429 else "server_error"
    return "broken"
