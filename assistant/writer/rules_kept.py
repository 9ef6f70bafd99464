"""Whether what a language model says keeps to its rules, apart from being true."""

import re

from assistant.answer import Language
from assistant.facts.quotations import is_verbatim, quotations
from assistant.facts.stated import stated_facts
from assistant.language import is_another_language, question_language
from assistant.writer.failure import WriterError
from assistant.writer.prompt import NOT_THERE
from assistant.writer.sentences import Written, cited_numbers
from index.words import words

_COMMON_WORD = re.compile(r"\b[a-zæøå]{2,}\b")  # names and numbers are the same in all languages
_SAID_FROM = 0.5  # share of the words: "fra kl 9 lokal tid fredag" may become "fredag kl. 9"
_MOST_CITED = 5  # numbers a sentence: one that rests on more rests on none


def demand_rules_kept(text: str, sentences: list[Written], language: Language, foreign: str = "") -> None:
    """Raise WriterError where an answer, as far as it has come, is one that the user should not see.

    Args:
        text: all that the model has said so far.
        sentences: those of it that are complete.
        language: the question's.
        foreign: what a model that does not choose its language by itself was to put into another one.
    """
    if len(cited_numbers(text)) > _MOST_CITED * (len(sentences) + 1):
        raise WriterError("flood")
    own = " ".join(_without_quotations(sentence.text) for sentence in sentences)
    if is_another_language(own, language) or (foreign and own and _is_untranslated(own, language, foreign)):
        raise WriterError("wrong_language")


def denies_the_question(sentence: str) -> bool:
    """Whether a sentence says, in any of our languages, that the article does not answer."""
    return any(phrase in sentence.casefold() for phrase in NOT_THERE.values())


def says(sentence: str, language: Language, found: str, source: Language) -> bool:
    """Whether a sentence says what was found: every number, day and name of it, or else half of its words.

    Across English and Norwegian only the former can be told by the letter; the rest is left to the check.

    Args:
        sentence: the one written.
        language: its own.
        found: words of an article.
        source: their language.
    """
    facts = stated_facts(found, source)
    if facts or (language == "en") != (source == "en"):
        return all(fact.stands_in(sentence, language) for fact in facts)
    wanted = {word.stem for word in words(found)}
    said = {word.stem for word in words(sentence)}
    return len(wanted & said) >= _SAID_FROM * len(wanted)


def unmark(sentence: str, sources: list[str]) -> str:
    """Return the sentence without the quotation marks around what stands in none of the sources word for word."""
    for span in quotations(sentence):
        words = sentence[span.start : span.end]
        if not any(is_verbatim(words, source) for source in sources):
            # Without this pair, another that stands around or across it may show.
            return unmark(sentence[: span.start - 1] + words + sentence[span.end + 1 :], sources)
    return sentence


def _is_untranslated(said: str, language: Language, foreign: str) -> bool:
    """Whether a sentence, however short, is Norwegian where it should be English, or the other way round."""
    copied = said.rstrip(" .!?").casefold() in foreign.casefold() and _COMMON_WORD.search(said) is not None
    return copied or (question_language(said, language) == "en") != (language == "en")


def _without_quotations(sentence: str) -> str:
    """The sentence's own words; those that it quotes are in the article's language."""
    for span in reversed(quotations(sentence)):
        sentence = sentence[: span.start] + sentence[span.end :]
    return re.sub(r"\s+", " ", sentence)
