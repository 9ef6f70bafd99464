"""From the network's scores to spans: of each sentence, the words that answer best."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from assistant.reader.windows import Window
from index.article import Sentence
from index.sentences import Span

MAX_SPAN_TOKENS = 48  # of NorQuAD's training answers one in a hundred is longer
_SYMBOLS = frozenset("%‰°$€£")  # as good as words: "30 %" is another answer than 30
_OPENERS = frozenset("«\"“‘'’(–-−+")
_CLOSERS = frozenset("»\"”’')")
_JOINERS = frozenset("_\u00ad\u200c\u200d")  # within words: soft hyphen, zero-width non-joiner and joiner


@dataclass(frozen=True)
class ScoredSpan:
    """Characters `start` to `end` of a text; `score` is its log-odds against no answer in the window it was read in.

    It holds words whole, and no white space at its ends.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class ReadSentence:
    """A sentence as read in one window.

    `span` holds characters of the article, its score the log-odds against no answer in the window; `answers` is the
    logit of the window holding the answer at all.
    """

    sentence: Sentence
    span: ScoredSpan
    answers: float


class SpanReading(Protocol):
    """What reads windows: our own network, or a model that the user names."""

    def read(self, question: str, windows: Sequence[Window]) -> list[list[ReadSentence]]:
        """Return for each window its sentences as read, in the order given.

        A sentence without a word, or that stands beyond what the network can take, is not among them.
        """


def sentences_of(
    window: Window,
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    answers: float | None,
) -> list[ReadSentence]:
    """Return the sentences of a window with the best span of each.

    Args:
        window: as read.
        start, end, starts, ends: as for `best_spans`.
        answers: the logit of the window answering; the best span's score where the network has none.
    """
    inside = window.sentences
    own = [Span(s.start - window.start, s.end - window.start) for s in inside]
    spans = best_spans(start, end, starts, ends, window.text, own)
    if answers is None:
        answers = max((span.score for span in spans if span), default=0.0)
    return [
        ReadSentence(sentence, ScoredSpan(window.start + span.start, window.start + span.end, span.score), answers)
        for sentence, span in zip(inside, spans, strict=True)
        if span is not None
    ]


def best_spans(
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    text: str,
    sentences: Sequence[Span],
) -> list[ScoredSpan | None]:
    """Return for each sentence of a window the best span of up to `MAX_SPAN_TOKENS` tokens that holds a word.

    None where the sentence has no word, or where what was read was cut off before it; of one that was cut off in its
    middle, what was read counts.

    Args:
        start: logits of shape (tokens,) of an answer starting there, the first that of no answer.
        end: likewise of one ending there.
        starts: of shape (tokens,), the first character of the window that each token stands for, -1 for tokens
            outside of it.
        ends: the last one's successor, likewise.
        text: the window.
        sentences: spans of `text`, in order; they do not overlap.
    """
    found: list[ScoredSpan | None] = [None] * len(sentences)
    tokens = np.flatnonzero(starts >= 0)
    if not len(tokens) or not sentences:
        return found
    null = float(start[0]) + float(end[0])
    starts, ends, count = starts[tokens], ends[tokens], len(tokens)
    # A word's first token takes in the space before it, so its last character tells which sentence it is of.
    of = np.searchsorted([s.start for s in sentences], ends - 1, side="right") - 1
    worded = np.cumsum([0, *map(_is_word, text)])  # characters of words before each place
    # Of shape (tokens, lengths): every span from a token on, where it stays in the sentence and has a word.
    reach = min(MAX_SPAN_TOKENS, count)
    last_of, last_worded, last_end = (
        sliding_window_view(np.concatenate([values, np.full(reach - 1, beyond, values.dtype)]), reach)
        for values, beyond in ((of, -2), (worded[ends], 0), (end[tokens], -np.inf))
    )
    allowed = (last_of == of[:, None]) & (last_worded > worded[starts][:, None])
    sums = np.where(allowed, start[tokens][:, None] + last_end, -np.inf)
    lengths = sums.argmax(1)
    scores = sums[np.arange(count), lengths]
    for number, sentence in enumerate(sentences):
        own = np.flatnonzero(of == number)
        if not len(own):
            continue
        first = int(own[scores[own].argmax()])
        # A token may reach into the sentence before, or beyond this one.
        begin = max(int(starts[first]), sentence.start)
        words = whole_words(
            text[sentence.start : sentence.end],
            begin - sentence.start,
            min(int(ends[first + lengths[first]]), sentence.end) - sentence.start,
        )
        if words:
            found[number] = ScoredSpan(
                sentence.start + words.start, sentence.start + words.end, float(scores[first]) - null
            )
    return found


def whole_words(text: str, start: int, end: int) -> Span | None:
    """Return the span from its first word to its last, both whole, with the quotation marks that it has around them.

    None where it holds no word. Words are those of `index.words`, and the accents that combine with their letters.
    """
    words = [at for at in range(start, end) if _is_word(text[at])]
    if not words:
        return None
    first, last = words[0], words[-1] + 1
    while first > 0 and _is_within_word(text, first):
        first -= 1
    while last < len(text) and _is_within_word(text, last):
        last += 1
    opened, closed = first, last
    while opened > start and text[opened - 1] in _OPENERS:
        opened -= 1
    while closed < end and text[closed] in _CLOSERS:
        closed += 1
    # Between two words, such marks are a hyphen or an apostrophe that belongs to both or to neither.
    if opened == 0 or not _is_of_word(text[opened - 1]):
        first = opened
    if closed == len(text) or not _is_of_word(text[closed]):
        last = closed
    return Span(first, last)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in _SYMBOLS


def _is_within_word(text: str, at: int) -> bool:
    """Whether the characters before and after a place are of one word; numbers such as 1,5 and 19.30 are one."""
    before, after = text[at - 1], text[at]
    if before in ".,":
        return after.isdecimal() and at > 1 and _is_of_word(text[at - 2])
    if after in ".,":
        return _is_of_word(before) and text[at + 1 : at + 2].isdecimal()
    return _is_of_word(before) and _is_of_word(after)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char in _JOINERS or unicodedata.category(char).startswith("M")
