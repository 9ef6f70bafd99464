"""The language model that the settings name, and how it is asked."""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.settings import Settings
from assistant.writer.asking import Ask, ask_to_answer, ask_to_word

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage


class LanguageModel(Protocol):
    """A language model, wherever it runs; shared by threads."""

    name: str
    where: str

    def stream(self, messages: Sequence["ChatMessage"], max_tokens: int) -> Generator[str, None, None]:
        """Yield the answer's text as it comes; closing the iterator stops the model's work too.

        Raises:
            WriterError: it cannot be reached, refuses, breaks off, says nothing or does not end.
        """
        ...

    def models(self) -> tuple[str, ...] | None:
        """Return the names of the models that stand beside it; None where there is no list.

        Raises:
            WriterError: the list cannot be had.
        """
        ...


def open_model(settings: Settings) -> tuple[LanguageModel, Ask]:
    """Return the language model that the settings name, and what it is asked.

    Raises:
        InputError: none is named, its extra is not installed, or its key's file cannot be read.
        KildevisError: the local one is damaged, or cannot be written to the cache.
    """
    # Imported here: the one brings a client, the other an engine.
    if settings.writes_locally:
        from assistant.writer.local_model import LocalModel

        return LocalModel(settings), ask_to_word
    from assistant.writer.endpoint import Endpoint

    return Endpoint(settings), ask_to_answer
