"""The shortest words of a sentence that answer: a name, a time, a number, a quoted phrase."""

import re

from assistant.features import Candidate, answering_phrases
from assistant.phrases import quoted
from assistant.question import PHRASE_KINDS, QuestionKind
from index.sentences import Span
from index.words import content_words, stem

_BEFORE_PLACE = re.compile(
    r"\b(?:i|på|ved|til|fra|frå|mot|nær|byen|hovedstaden|landet|regionen|in|at|to|from|near)\s+$"
)
_NEXT_WORD = re.compile(r"\s+(\w+)")


def find_highlight(question: str, kind: QuestionKind, candidate: Candidate) -> Span | None:
    """Return the span, in the article's text, of the words that answer; None when the whole sentence is the answer.

    Of several phrases of the kind asked for, the one nearest to the question's own words in the sentence is taken.
    """
    text = candidate.article.text
    span = Span(candidate.sentence.start, candidate.sentence.end)
    if kind not in PHRASE_KINDS:
        marked = quoted(text, span)
        return Span(*marked[0]) if kind == "what" and len(marked) == 1 else None
    found = answering_phrases(question, kind, text, span)
    if not found:
        return None
    asked = {word.stem for word in content_words(question)}
    anchors = [
        (span.start + word.start + span.start + word.end) / 2
        for word in content_words(text[span.start : span.end])
        if word.stem in asked
    ]

    def cost(phrase: Span) -> float:
        middle = (phrase.start + phrase.end) / 2
        distance = min((abs(middle - anchor) for anchor in anchors), default=float(phrase.start - span.start))
        follower = _NEXT_WORD.match(text, phrase.end, span.end)
        if kind == "number" and follower and stem(follower.group(1)) in asked:
            return -1.0
        if kind == "where" and not _BEFORE_PLACE.search(text, span.start, phrase.start):
            distance += 60
        if kind == "who" and " " not in text[phrase.start : phrase.end]:
            distance += 15
        return distance

    return min(found, key=cost)
