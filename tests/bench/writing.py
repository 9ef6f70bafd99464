"""Write mode from question to checked answer, against the bare endpoint: same prompt, same server, same words."""

import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openai

from assistant import Answer, Assistant, open_library
from assistant.settings import load_settings
from index.article import Article

ARTICLE = Article(
    "ferry",
    "The new electric ferry between Lavik and Oppedal began to run on Monday, two months late. It cost 400 million "
    "kroner and carries 120 cars.\n\n"
    "The crossing takes twenty minutes, says captain Kari Dahl. She has sailed across the fjord for thirty years.\n\n"
    "The old ferry was sold to Greece in May. It burned four thousand litres of diesel a day, according to the county "
    "council.\n\n"
    "Mayor Ola Moe fears that the ferry will stand still in winter. The quay at Oppedal was damaged by a storm last "
    "year, and its repair will not be done before October.\n",
)
QUESTIONS = [
    "How much did the new ferry cost?",
    "When did the ferry begin to run?",
    "How long does the crossing take?",
    "Where was the old ferry sold?",
    "How many cars does the ferry carry?",
    "What damaged the quay at Oppedal?",
]


@dataclass(frozen=True)
class Written:
    """One question: seconds to the first and the last word, in write mode and of the bare endpoint.

    `finding_s` is what passed before the model was asked, `checking_s` what passed after its last word.
    """

    first_s: float
    last_s: float
    bare_first_s: float
    bare_last_s: float
    finding_s: float
    checking_s: float


class _Noted:
    """A language model whose calls are noted: the chat, the number of parts that it came in, and when."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.messages: Sequence[Any] = ()
        self.max_tokens = self.parts = 0
        self.asked = self.ended = 0.0

    def stream(self, messages: Sequence[Any], max_tokens: int) -> Generator[str, None, None]:
        self.messages, self.max_tokens, self.parts = messages, max_tokens, 0
        self.asked = time.perf_counter()
        with closing(self._model.stream(messages, max_tokens)) as parts:
            for part in parts:
                self.parts += 1
                self.ended = time.perf_counter()
                yield part


def measure(folder: Path, url: str, name: str, rounds: int) -> list[Written]:
    """Ask each question `rounds` times, each time followed by the bare endpoint; the first round warms up.

    Args:
        folder: for the library; made.
        url: of the endpoint.
        name: the model's.
        rounds: that count.
    """
    settings = load_settings(data=folder, llm_url=url, llm_model=name, mode="write", llm_timeout=600)
    library = open_library(settings)
    library.add([ARTICLE])
    assistant = Assistant.open(settings, library=library)
    noted = _Noted(assistant._writer._model)
    assistant._writer._model = noted  # type: ignore[assignment]
    client = openai.OpenAI(base_url=url, api_key="none", timeout=600, max_retries=0)
    found = []
    for round_number in range(rounds + 1):
        for question in QUESTIONS:
            began = time.perf_counter()
            first_s, last_s = _timed((a for a in assistant.stream(question) if _has_words(a)), began)
            finding_s, checking_s = noted.asked - began, began + last_s - noted.ended
            bare_first_s, bare_last_s = _bare(client, name, noted)
            if round_number:
                found.append(Written(first_s, last_s, bare_first_s, bare_last_s, finding_s, checking_s))
    return found


def _bare(client: openai.OpenAI, name: str, noted: _Noted) -> tuple[float, float]:
    """The same chat, read to the word where write mode stopped."""
    chat: Any = [{"role": message.role.value, "content": message.content} for message in noted.messages]
    began = time.perf_counter()
    with client.chat.completions.create(
        model=name, messages=chat, max_tokens=noted.max_tokens, temperature=0.0, stream=True
    ) as chunks:
        words = (chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content)
        return _timed((word for _, word in zip(range(noted.parts), words, strict=False)), began)


def _has_words(answer: Answer) -> bool:
    """Whether a word has come; a quoted answer has them all."""
    return answer.draft is None or bool(answer.draft.coming or answer.draft.sentences)


def _timed(parts: Iterable[object], began: float) -> tuple[float, float]:
    """Seconds from then to the first part and to the end."""
    first_s = 0.0
    for _ in parts:
        first_s = first_s or time.perf_counter() - began
    return first_s, time.perf_counter() - began
