"""A written answer as it comes, taken apart into sentences and the numbers that each cites."""

import re
from dataclasses import dataclass

from index.sentences import split_sentences

_MARKERS = re.compile(r"\[\s*\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*\s*\]")
_BEGUN = re.compile(r"\[[\d\s,;–-]*$|\*+$|</?\w*$")  # a marker, bold type or a tag that has not ended yet
_NUMBER = re.compile(r"\d+")
# Markdown, and the number of a list's item (but not that of "21. september").
_MARKUP = re.compile(
    r"\*+|__|`+|^#{1,6}\s+|^\s*(?:[-•]|\d{1,2}[.)](?=\s+[A-ZÆØÅ«“\"–]))\s+|</?(?:b|i|u|p|br|em|li|ol|ul|sup|strong)\s*/?>",
    re.MULTILINE,
)
# What some models think aloud, mostly before they answer; a few leave out the first tag.
_THOUGHT = re.compile(r"^.*</think>|<think>.*", re.DOTALL)
_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?])")


@dataclass(frozen=True)
class Written:
    """A sentence that a model wrote, without its markers, and the numbers that it cites, each once, in order."""

    text: str
    cited: tuple[int, ...]


def written_sentences(text: str, ended: bool) -> tuple[list[Written], str]:
    """Return the sentences that are complete, and what has come of the next one, without markers.

    A sentence is complete when another has begun, so that the markers after its full stop are known.

    Args:
        text: all that the model has said so far.
        ended: whether it has said all.
    """
    text = _THOUGHT.sub("", text)
    text = _MARKUP.sub(lambda m: " " * len(m.group()), text if ended else _BEGUN.sub("", text))
    markers = [(m.start(), _numbers(m.group())) for m in _MARKERS.finditer(text)]
    plain = _MARKERS.sub(lambda m: " " * len(m.group()), text)
    spans = [s for s in split_sentences(plain) if re.search(r"[^\W_]", plain[s.start : s.end])]
    cited: list[list[int]] = [[] for _ in spans]
    for start, numbers in markers:
        # Within its sentence, or behind its full stop.
        row = max((row for row, s in enumerate(spans) if s.start <= start), default=None)
        if row is not None:
            cited[row] += [n for n in numbers if n not in cited[row]]
    whole = [Written(_tidy(plain[s.start : s.end]), tuple(numbers)) for s, numbers in zip(spans, cited, strict=True)]
    if ended or not whole:
        return whole, "" if ended else _tidy(plain)
    return whole[:-1], _tidy(plain[spans[-1].start :])


def cited_numbers(text: str) -> list[int]:
    """Return all numbers that an answer cites, as often as it does."""
    return [number for marker in _MARKERS.findall(_THOUGHT.sub("", text)) for number in _numbers(marker)]


def _numbers(marker: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(marker)]


def _tidy(text: str) -> str:
    # What is left in brackets is none of our markers, and must not look like one.
    return _BEFORE_STOP.sub("", " ".join(text.replace("[", "(").replace("]", ")").split()))
