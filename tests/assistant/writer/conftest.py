"""An assistant in write mode over the seed article, and the server of its language model."""

from collections.abc import Callable, Iterator

import llama_index.llms.openai_like  # noqa: F401 - its import takes longer than the timeout here
import pytest

from assistant import Assistant, Settings
from tests.assistant.writer.faulty_server import FaultyServer, serving

TIMEOUT_S = 2.0  # where a server lets us wait; elsewhere there is time, however busy the machine
Writing = Callable[..., Assistant]


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    """A server that does as it is told."""
    with serving() as one:
        yield one


@pytest.fixture
def writing(assistant: Assistant, server: FaultyServer) -> Writing:
    """Makes an assistant that has its answers written by the server, with the models of the session's."""

    def make(of: Assistant = assistant, **given: object) -> Assistant:
        named = {"llm_url": server.url, "llm_model": "m", "llm_timeout": 60, "mode": "write"}
        settings = Settings(data=of.settings.data, cache=of.settings.cache, **{**named, **given})  # type: ignore[arg-type]
        made = Assistant(settings, of.library, of._spans)
        made._reader._passages = of._reader.passages  # what was read once need not be read again
        return made

    return make
