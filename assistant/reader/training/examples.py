"""What the span reader is taught with: a question, a window of an article, and where the answer stands, if any."""

import random
from dataclasses import dataclass

from assistant.reader.windows import Window
from index.article import Article
from index.sentences import Span

_MIN_SENTENCE_CHARS = 2
_LEAST_OF_BUDGET = 0.5  # windows of every length between, as they come at reading
_OVER_BUDGET = 1.3  # a sentence alone may be longer than its window should be; much longer ones would be cut off


@dataclass(frozen=True)
class Example:
    """A question asked of a window: `answer` is a span of `text`, None where the window does not answer.

    `lead` is what stands before the window for context, the article's title; nothing in it is an answer. `made` says
    how the example came about.
    """

    question: str
    lead: str
    text: str
    answer: Span | None
    made: str


def example_of(question: str, window: Window, answer: Span | None, made: str) -> Example:
    """Make an example of a window as it stands; `answer` is a span of the article's text."""
    own = Span(answer.start - window.start, answer.end - window.start) if answer else None
    return Example(question, window.lead, window.text, own, made)


def window_around(article: Article, span: Span, max_chars: int, chance: random.Random) -> Window | None:
    """Return whole sentences around the span, which may stand anywhere among them.

    They have at most `max_chars`; where those that the span touches have more, up to 1.3 of it, these alone. None
    where they have more still, and where the span touches none.
    """
    sentences = [s for s in article.sentences if s.end - s.start >= _MIN_SENTENCE_CHARS]
    touched = [i for i, s in enumerate(sentences) if s.start < span.end and span.start < s.end]
    if not touched:
        return None
    first, last = touched[0], touched[-1]
    budget = chance.uniform(_LEAST_OF_BUDGET, 1.0) * max_chars
    left = chance.random()
    while True:
        before = first > 0 and sentences[last].end - sentences[first - 1].start <= budget
        after = last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= budget
        if not before and not after:
            break
        if before and (not after or chance.random() < left):
            first -= 1
        else:
            last += 1
    window = Window(article, sentences[first].start, sentences[last].end)
    return window if window.end - window.start <= _OVER_BUDGET * max_chars else None
