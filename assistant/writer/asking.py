"""What a language model is asked: to find the answer among sentences and write it, or to word what the reader found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import History
from assistant.features import Candidate
from assistant.quote_mode import Quoted
from assistant.writer.material import chosen, material
from assistant.writer.prompt import completion, messages, within

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage

# Of the sentences given, by the embedding model's count. With the rules, the turns before and an answer this fits 2,048
# tokens, the smallest context that local servers start with, also where a tokenizer makes more of Norwegian.
_GIVEN_TOKENS = 800
_NUMBER_TOKENS = 4  # of "[12] " and the line's end
_ANSWER_TOKENS = 1500  # three sentences take a tenth; a model that thinks aloud first takes the rest
_MOST_SENTENCES = 8  # three are asked for; a model that goes on has said what it had to say

# The small model mixes up who and how many when it is given more than one quotation, or goes on after a sentence.
_WORDED_TOKENS = 300
_WORDING_TOKENS = 80
_MOST_WORDED = 1


@dataclass(frozen=True)
class Asked:
    """A question to a language model.

    `given` are the sentences that the answer must rest on, in the order of their numbers. Where the model is to find
    the answer, it tells by these numbers what each of its sentences rests on. Where it is only to word it, each rests
    on all, and must say what was `found`: the reader's decisive words.
    """

    given: tuple[Candidate, ...]
    messages: "tuple[ChatMessage, ...]"
    max_tokens: int
    most_sentences: int
    found: str | None = None


Ask = Callable[[str, Quoted, History, Callable[[str], int]], Asked | None]


def ask_to_answer(question: str, quoted: Quoted, history: History, count_tokens: Callable[[str], int]) -> Asked | None:
    """Ask for an answer from what the reader found and what is nearest to the question; None where nothing was read."""
    ranked = material(quoted.quotations, quoted.nearest)
    given = within(ranked, _GIVEN_TOKENS, lambda text: count_tokens(text) + _NUMBER_TOKENS)
    if not given:
        return None
    chat = messages(question, quoted.trace.answer.language, [candidate.text for candidate in given], history)
    return Asked(tuple(given), tuple(chat), _ANSWER_TOKENS, _MOST_SENTENCES)


def ask_to_word(question: str, quoted: Quoted, history: History, count_tokens: Callable[[str], int]) -> Asked | None:
    """Ask for a sentence that says what the reader found; None where it is unsure, or found no words that decide.

    What the reader is unsure of, a small model does not mend; a summary and a list it only muddles.
    """
    best = next((q for q in quoted.quotations if q.highlight is not None), None)
    if quoted.trace.answer.abstained or quoted.conflict or best is None or best.highlight is None:
        return None
    given = within(chosen([best]), _WORDED_TOKENS, count_tokens)
    if not given:
        return None
    found = best.article.text[best.highlight.start : best.highlight.end]
    asked = completion(question, quoted.trace.answer.language, [candidate.text for candidate in given], found)
    return Asked(tuple(given), tuple(asked), _WORDING_TOKENS, _MOST_WORDED, found)
