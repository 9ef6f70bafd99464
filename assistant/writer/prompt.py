"""What a language model is told and given, in the question's language.

One that follows instructions gets the rules (`prompts/nb.txt`) and numbered sentences; one that only completes a text
gets worked examples (`prompts/wording.nb.txt`), to which the question is the next.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import History, Language
from assistant.features import Candidate

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

PROMPTS = Path(__file__).with_name("prompts")
_ASK: dict[Language, str] = {
    "nb": "Setninger:\n{sentences}\n\nSpørsmål: {question}",
    "nn": "Setningar:\n{sentences}\n\nSpørsmål: {question}",
    "en": "Sentences:\n{sentences}\n\nQuestion: {question}",
}
_WORD: dict[Language, str] = {
    "nb": "Avisen: «{sentences}»\nSpørsmål: {question}\nFunnet: {found}\nSvar:",
    "nn": "Avisa: «{sentences}»\nSpørsmål: {question}\nFunne: {found}\nSvar:",
    "en": "Newspaper: “{sentences}”\nQuestion: {question}\nFound: {found}\nAnswer:",
}
NOT_THERE: dict[Language, str] = {
    "nb": "står ikke i artikkelen",
    "nn": "står ikkje i artikkelen",
    "en": "not in the article",
}
_HISTORY_TURNS = 4
_HISTORY_CHARS = 400  # of each turn: enough to know what was spoken of


def messages(question: str, language: Language, sentences: Sequence[str], history: History = ()) -> "list[ChatMessage]":
    """Return the chat that asks for an answer; sentences are numbered from 1 in the order given."""
    from llama_index.core.llms import ChatMessage, MessageRole

    numbered = "\n".join(f"[{number}] {plain_line(text)}" for number, text in enumerate(sentences, 1))
    asked = _ASK[language].format(sentences=numbered, question=plain_line(question))
    before = [
        ChatMessage(role=MessageRole(turn["role"]), content=plain_line(turn["content"])[:_HISTORY_CHARS])
        for turn in history[-_HISTORY_TURNS:]
    ]
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=rules(language)),
        *before,
        ChatMessage(role=MessageRole.USER, content=asked),
    ]


def completion(question: str, language: Language, sentences: Sequence[str], found: str) -> "list[ChatMessage]":
    """Return the text that an answer is to complete: the worked examples, then this question and its sentences.

    Args:
        question: as asked.
        language: the question's.
        sentences: those that answer it.
        found: the words in them that decide.
    """
    from llama_index.core.llms import ChatMessage, MessageRole

    said = {"sentences": " ".join(sentences), "question": question, "found": found}
    asked = _WORD[language].format(**{name: plain_line(text) for name, text in said.items()})
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=worked_examples(language)),
        ChatMessage(role=MessageRole.USER, content=asked),
    ]


def within(candidates: Sequence[Candidate], most: int, count: Callable[[str], int]) -> list[Candidate]:
    """Return the first candidates that together have at most so many tokens, in the article's order.

    A sentence is never cut: one that does not fit is left out, and what ranks below it with it.
    """
    kept: list[Candidate] = []
    left = most
    for candidate in candidates:
        left -= count(candidate.text)
        if left < 0:
            break
        kept.append(candidate)
    return sorted(kept, key=lambda c: (c.article.id, c.sentence.start))


@cache
def rules(language: Language) -> str:
    """Return the rules in the language, as they stand in `prompts/`."""
    return (PROMPTS / f"{language}.txt").read_text("utf-8").strip()


@cache
def worked_examples(language: Language) -> str:
    """Return the worked examples in the language, as they stand in `prompts/`."""
    return (PROMPTS / f"wording.{language}.txt").read_text("utf-8").strip()


def plain_line(text: str) -> str:
    """Return one line, in which nothing looks like one of our numbers or a chat template's sign."""
    text = " ".join(text.split())
    return text.replace("[", "(").replace("]", ")").replace("<|", "< |").replace("|>", "| >")
