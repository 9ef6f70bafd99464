"""Splits Norwegian (and English) running text into sentences, as spans of the text.

The `sentencex` library finds the boundaries; it breaks after many a full stop that ends no sentence ("torsdag 21.
september", "kl. 11", "3 mill. kr."), so boundaries are taken back where the words on either side say so.
"""

import re
from typing import NamedTuple

from sentencex import segment

VERSION = 1  # part of the index's manifest: raise when the spans change


class Span(NamedTuple):
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int


# Abbreviations after which a sentence goes on, also before a capital letter or a digit.
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(«"“/])(?:
        kl|nr|ca|jf|jfr|iflg|tlf|str|pst|prof|dr|hr|fr|frk|mr|mrs|ms|st|sr|jr|adv|dir|red|kap|art|pkt|par|fig|tab|vol|
        bl\.?\ ?a|f\.?\ ?eks|dvs|o\.?\ ?l|m\.?\ ?fl|d\.?\ ?v\.?\ ?s|s\.?\ ?k|st\.\ ?meld|prop|innst|ot\.?\ ?prp|
        jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des|oct|dec|
        [A-ZÆØÅ](?:\.\s?[A-ZÆØÅ])*
    )\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL_END = re.compile(r"(?:^|[\s(«\"“–-])\d{1,2}\.$")
_MONTH_START = re.compile(
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\s»”\"')\]]*(?:[a-zæøåäöéü]|[,;:])")  # a sentence starts with neither
_LOOK_BACK = 40
_CLOSERS_ONLY = re.compile(r"[\s»”\"')\]]+$")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of `text[start:end]` as spans into `text`, in order.

    Spans do not overlap, carry no white space at their ends, and leave out nothing but white space. A run of
    punctuation that stands alone (". .") is a span of its own.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    for line in re.finditer(r"[^\r\n]+", text[start:end]):
        spans += _split_line(text, start + line.start(), start + line.end())
    return spans


def _split_line(text: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    at = start
    for piece in segment("no", text[start:end]):
        # sentencex may drop or change white space, so each piece is found again from where the last one ended.
        for words in re.finditer(r"\S+(?:\s+\S+)*", piece):
            found = text.find(words.group(), at, end)
            if found < 0:
                continue
            if text[at:found].strip():
                pieces.append(trim(text, at, found))
            at = found + len(words.group())
            pieces.append(Span(found, at))
    if text[at:end].strip():
        pieces.append(trim(text, at, end))
    joined: list[Span] = []
    for piece_span in pieces:
        if joined and _belongs_together(text, joined[-1], piece_span):
            joined[-1] = Span(joined[-1].start, piece_span.end)
        else:
            joined.append(piece_span)
    return joined


def _belongs_together(text: str, left: Span, right: Span) -> bool:
    # No abbreviation is longer; looking at all of a sentence that grows would take quadratic time.
    before, after = text[max(left.start, left.end - _LOOK_BACK) : left.end], text[right.start : right.end]
    if _GOES_ON.match(after) or _CLOSERS_ONLY.match(after):
        return True
    if _ORDINAL_END.search(before) and _MONTH_START.match(after):
        return True
    return bool(_ABBREVIATION.search(before))


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends; empty when there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
