"""Whether what a language model says keeps to its rules, apart from being true."""

import re

from assistant.answer import Language
from assistant.facts.quotations import is_verbatim, quotations
from assistant.language import is_another_language
from assistant.writer.failure import WriterError
from assistant.writer.prompt import NOT_THERE
from assistant.writer.sentences import Written, cited_numbers

_MOST_CITED = 5  # numbers a sentence: one that rests on more rests on none


def demand_rules_kept(text: str, sentences: list[Written], language: Language) -> None:
    """Raise WriterError where an answer, as far as it has come, is one that the user should not see.

    Args:
        text: all that the model has said so far.
        sentences: those of it that are complete.
        language: the question's.
    """
    if len(cited_numbers(text)) > _MOST_CITED * (len(sentences) + 1):
        raise WriterError("flood")
    own = " ".join(_without_quotations(sentence.text) for sentence in sentences)
    if is_another_language(own, language):
        raise WriterError("wrong_language")


def denies_the_question(sentence: str) -> bool:
    """Whether a sentence says, in any of our languages, that the article does not answer."""
    return any(phrase in sentence.casefold() for phrase in NOT_THERE.values())


def unmark(sentence: str, sources: list[str]) -> str:
    """Return the sentence without the quotation marks around what stands in none of the sources word for word."""
    for span in quotations(sentence):
        words = sentence[span.start : span.end]
        if not any(is_verbatim(words, source) for source in sources):
            # Without this pair, another that stands around or across it may show.
            return unmark(sentence[: span.start - 1] + words + sentence[span.end + 1 :], sources)
    return sentence


def _without_quotations(sentence: str) -> str:
    """The sentence's own words; those that it quotes are in the article's language."""
    for span in reversed(quotations(sentence)):
        sentence = sentence[: span.start] + sentence[span.end :]
    return re.sub(r"\s+", " ", sentence)
