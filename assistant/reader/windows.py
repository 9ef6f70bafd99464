"""What the span reader reads: windows of an article around the passages that were retrieved.

Neighbouring passages overlap by a sentence and lean on each other, so they are read together, once, with what stands
between them, up to the length that the reader was trained on; a passage that stands alone is read with some of what
surrounds it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index.article import Article, Sentence
from index.passages import span_of
from index.sentences import Span

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

MAX_CHARS = 800  # some 200 tokens; windows in training had 40 to 250
MOST_WINDOWS = 8  # read without a second thought: as much text as a long news article has
WIDER = 2  # times the passages that the settings name, to be read where that costs little
_MIN_CHARS = 450  # shorter windows are read with their neighbours
_TITLE_CHARS = 30  # that tell the title: its end may be cut


@dataclass(frozen=True)
class Window:
    """A stretch of whole sentences, `article.text[start:end]`; orders among them are not read."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """What is read."""
        return self.article.legible[self.start : self.end]

    @property
    def lead(self) -> str:
        """The article's title, which tells what a window out of its middle is about; empty where the window has it."""
        title = self.article.title
        # The title is one of the first sentences; the same words further on are another mention.
        at = self.article.text.find(title[:_TITLE_CHARS])
        return "" if self.start <= at < self.end else title

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences of the window, in order."""
        return _sentences(self.article, Span(self.start, self.end))


def windows_around(passages: Iterable[tuple[Article, Span]], max_chars: int = MAX_CHARS) -> list[Window]:
    """Return windows that hold the passages, those of an article in reading order.

    A passage of up to `max_chars` lies whole in one of them. A longer one is spread over several, each sharing a
    sentence with the next, and a sentence longer than that makes a window of its own, the only kind that is longer.
    A passage that begins or ends within a sentence counts with all of it; one without a sentence has no window.
    """
    by_article: dict[Article, list[Span]] = {}
    for article, span in passages:
        by_article.setdefault(article, []).append(span)
    return [
        Window(article, *_widened(article, window, max_chars))
        for article, spans in by_article.items()
        for stretch in _stretches(
            article, sorted({u for span in spans for u in _units(article, span, max_chars)}), max_chars
        )
        for window in _evenly_joined(article, stretch, max_chars)
    ]


def places(passages: "Iterable[tuple[TextNode, Article]]") -> list[tuple[Article, Span]]:
    """Return the passages, each with its article, as spans of it."""
    return [(article, span_of(passage)) for passage, article in passages]


def how_many_fit(passages: Sequence[tuple[Article, Span]], least: int, most_windows: int = MOST_WINDOWS) -> int:
    """Return how many of the passages, best first, are worth reading: `least`, and those after that cost little.

    These are taken while the windows are `most_windows` at most, of a short article all of them, up to `WIDER` times
    `least`.
    """
    count = min(least, len(passages))
    most = min(WIDER * least, len(passages))
    while count < most and len(windows_around(passages[: count + 1])) <= most_windows:
        count += 1
    return count


def _sentences(article: Article, span: Span) -> Sequence[Sentence]:
    """The sentences that the span touches; found by halving, as a book has tens of thousands."""
    first = bisect_right(article.sentences, span.start, key=lambda s: s.end)
    return article.sentences[first : bisect_left(article.sentences, span.end, lo=first, key=lambda s: s.start)]


def _units(article: Article, passage: Span, max_chars: int) -> list[Span]:
    """What must not be parted: the passage, or where that is too long, each sentence of it and the next."""
    sentences = _sentences(article, passage)
    if not sentences:
        return []
    whole = Span(sentences[0].start, sentences[-1].end)
    if article.length(*whole) <= max_chars:
        return [whole]
    pairs = [Span(a.start, b.end) for a, b in pairwise(sentences)]
    return [Span(s.start, s.end) for s in sentences] + [p for p in pairs if article.length(*p) <= max_chars]


def _stretches(article: Article, units: Sequence[Span], max_chars: int) -> list[list[Span]]:
    """The units, which are sorted, in runs in which each can share a window with the next."""
    stretches: list[list[Span]] = []
    for unit in units:
        if not stretches or article.length(stretches[-1][-1].start, unit.end) > max_chars:
            stretches.append([])
        stretches[-1].append(unit)
    return stretches


def _evenly_joined(article: Article, stretch: Sequence[Span], max_chars: int) -> list[Span]:
    """The fewest windows of up to `max_chars` that hold every unit of a stretch, the longest as short as can be."""
    fewest = len(_joined(article, stretch, max_chars))
    most = bisect_left(range(max_chars), True, key=lambda most: len(_joined(article, stretch, most)) <= fewest)
    return _joined(article, stretch, most)


def _joined(article: Article, stretch: Sequence[Span], max_chars: int) -> list[Span]:
    windows = [stretch[0]]
    for unit in stretch[1:]:
        start, end = windows[-1]
        if article.length(start, unit.end) <= max_chars:
            windows[-1] = Span(start, max(end, unit.end))
        else:
            windows.append(unit)
    return windows


def _widened(article: Article, window: Span, max_chars: int) -> Span:
    """The window with sentences around it, by turns before and after, while it is short and they fit."""
    start, end = window
    first = bisect_left(article.sentences, start, key=lambda s: s.start)
    last = bisect_left(article.sentences, end, key=lambda s: s.end)
    grown = True
    while grown and article.length(start, end) < _MIN_CHARS:
        grown = False
        if first > 0 and article.length(article.sentences[first - 1].start, end) <= max_chars:
            first, grown = first - 1, True
            start = article.sentences[first].start
        if (
            article.length(start, end) < _MIN_CHARS
            and last + 1 < len(article.sentences)
            and article.length(start, article.sentences[last + 1].end) <= max_chars
        ):
            last, grown = last + 1, True
            end = article.sentences[last].end
    return Span(start, end)
