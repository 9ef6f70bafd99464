"""A follow-up question, worded by the language model so that it stands on its own: LlamaIndex's condensing chat engine.

The engine words the question anew and puts it to its query engine. Here that answers nothing: what matters is what it
was asked, which goes into retrieval and reading as one of the things that the question may mean.
"""

import re
from collections.abc import Generator
from contextlib import closing
from functools import cache
from time import monotonic
from typing import Any

from llama_index.core import PromptTemplate
from llama_index.core.base.llms.types import ChatMessage, CompletionResponse, LLMMetadata, MessageRole
from llama_index.core.chat_engine import CondenseQuestionChatEngine
from llama_index.core.llms import CustomLLM
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.query_engine import CustomQueryEngine
from pydantic import PrivateAttr

from assistant.answer import History, Language
from assistant.language import is_another_language
from assistant.phrases import names_asked
from assistant.writer.failure import WriterError
from assistant.writer.opening import LanguageModel
from assistant.writer.prompt import PROMPTS, plain_line

_TURNS = 6  # of the conversation
_TURN_CHARS = 300
_MOST_TOKENS = 100  # a question takes a third
_MOST_CHARS = 300
_PATIENCE_S = 15.0
_ROLES = {"user": MessageRole.USER, "assistant": MessageRole.ASSISTANT}


def condense(question: str, history: History, language: Language, model: LanguageModel) -> str | None:
    """Return the question with what it leans on put in; None where the model's wording cannot be used.

    Such a wording is in another language, no question of one line, or names what was not spoken of.

    Raises:
        WriterError: the model fails.
    """
    turns = [
        ChatMessage(role=_ROLES[turn["role"]], content=plain_line(turn["content"])[:_TURN_CHARS])
        for turn in history[-_TURNS:]
    ]
    engine = CondenseQuestionChatEngine.from_defaults(
        query_engine=_AnswersNothing(),
        condense_question_prompt=_prompt(language),
        llm=_Speaker(model),
        # Its own default counts tokens with a vocabulary that it fetches.
        memory=ChatMemoryBuffer.from_defaults(token_limit=_TURNS * _TURN_CHARS, tokenizer_fn=list),
    )
    answer = engine.chat(plain_line(question), chat_history=turns)
    said = str(answer.sources[0].raw_input["query"]).strip().strip('"«»“”').strip()
    spoken_of = " ".join([question, *(turn["content"] for turn in history)]).casefold()
    names = [said[name.start : name.end] for name in names_asked(said)]
    if (
        not re.search(r"\w", said)
        or "\n" in said
        or len(said) > _MOST_CHARS
        or is_another_language(said, language)
        or any(word not in spoken_of for name in names for word in name.casefold().split())
    ):
        return None
    return said


class _AnswersNothing(CustomQueryEngine):
    def custom_query(self, query_str: str) -> str:
        return ""


class _Speaker(CustomLLM):
    """Our language model as LlamaIndex's, with its time limit and its circuit breaker."""

    _model: LanguageModel = PrivateAttr()

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self._model = model

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name=self._model.name, num_output=_MOST_TOKENS)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        *_, last = self.stream_complete(prompt, formatted, **kwargs)
        return last

    def stream_complete(
        self, prompt: str, formatted: bool = False, **kwargs: Any
    ) -> Generator[CompletionResponse, None, None]:
        text = ""
        deadline = monotonic() + _PATIENCE_S
        asked = [ChatMessage(role=MessageRole.USER, content=prompt)]
        with closing(self._model.stream(asked, _MOST_TOKENS)) as parts:
            for part in parts:
                text += part
                if monotonic() > deadline:
                    raise WriterError("timeout")
                yield CompletionResponse(text=text, delta=part)


@cache
def _prompt(language: Language) -> PromptTemplate:
    return PromptTemplate((PROMPTS / f"condense.{language}.txt").read_text("utf-8"))
