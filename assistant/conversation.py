"""Follow-up questions: what "Når skjedde det?" means after the question before it."""

import re
from dataclasses import dataclass

from assistant.answer import History
from assistant.phrases import names_asked
from assistant.question import question_kind
from index.sentences import split_sentences
from index.words import content_words

_PERSON = re.compile(
    r"\b(?:han|hun|ho|ham|honom|henne|hans|hennes|hennar|vedkommende|he|she|him|her|his|hers)\b", re.IGNORECASE
)
_THING = re.compile(
    r"\b(?:det|den|dette|denne|der|da|dei|de|dem|deres|deira|disse|desse|it|that|this|they|them|their|there|then|those)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^\W*(?:og|men|enn|hva med|kva med|hva om|and|but|what about|how about)\b|^\W*(?:hvorfor|kvifor|why|når|when|hvor"
    r"|kvar|kor|where|hvem|kven|who|hvordan|korleis|how)(?:\s+(?:det|da|not|ikke|ikkje|so))?\W*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:mer|meir|mere|flere|fleire|ellers|elles|annet|anna|more|else|other)\b", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d+\]")
_MAX_LEANING_WORDS = 2


@dataclass(frozen=True)
class Resolved:
    """A question in its conversation.

    `text` is what to search for; `said` are the sentences given before, when the user asks for more than these.
    """

    asked: str
    text: str
    said: frozenset[str] = frozenset()


def resolve(question: str, history: History) -> Resolved:
    """Return the question with what it leans on put in; unchanged where it stands on its own."""
    asked_before = [turn["content"] for turn in history if turn["role"] == "user"]
    if not asked_before or not _leans(question):
        return Resolved(question, question)
    answered = next((turn["content"] for turn in reversed(history) if turn["role"] == "assistant"), "")
    said = frozenset[str]()
    if _MORE.search(question):
        plain = _MARKER.sub(" ", answered)
        said = frozenset(plain[s.start : s.end] for s in split_sentences(plain))
    before = next((text for text in reversed(asked_before) if not _leans(text)), asked_before[-1])
    if _PERSON.search(question) and (person := _person(before, _MARKER.sub("", answered))):
        return Resolved(question, f"{question.rstrip(' ?')} {person}?", said)
    return Resolved(question, f"{question} {before}", said)


def _leans(question: str) -> bool:
    if _CONTINUES.search(question):
        return True
    content = content_words(question)
    # Capitals inside the question are names: what it is about is said.
    if any(question[w.start].isupper() and w.start > 0 for w in content) and not question.isupper():
        return False
    if _PERSON.search(question):
        return True
    return bool(_THING.search(question)) and len(content) <= _MAX_LEANING_WORDS


def _person(question: str, answer: str) -> str | None:
    """The one that "han" or "she" speaks of: the answer to a who-question, or else the person asked about."""
    known = {question[p.start : p.end] for p in names_asked(question)}
    if question_kind(question) == "who":
        fresh = [answer[p.start : p.end] for p in names_asked(answer)]
        full = [name for name in fresh if " " in name and name not in known]
        if full:
            return full[0]
    return max(known, key=len) if known else None
