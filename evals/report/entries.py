"""What the report tells of one question: what was asked, what came back, and what should have."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from evals.questions import GoldQuestion
from evals.report.tables import FACETS
from evals.report.wording import NONE
from evals.rows import Row, Verdict

# In the order of the page: what went wrong first.
VERDICTS: dict[Verdict, str] = {
    "should have refused": "bad",
    "wrong": "bad",
    "right, not cited": "doubt",
    "refused in error": "doubt",
    "right": "good",
    "refused": "good",
}
_ORDER: dict[Verdict, int] = {
    "should have refused": 0,
    "wrong": 0,
    "right, not cited": 1,
    "refused in error": 2,
    "right": 3,
    "refused": 4,
}
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Marked:
    """A text in three: what comes before the decisive words, these, and what comes after."""

    before: str
    words: str = ""
    after: str = ""


@dataclass(frozen=True)
class Quotation:
    """A citation as it is shown, and where it stands."""

    number: int
    text: Marked
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Reply:
    """What was said: the words that are not the quotations over again, where there are any, and the quotations."""

    text: Marked | None
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True)
class Entry:
    """A question on the page; `attempt` is what it would have said had it not refused."""

    question: GoldQuestion
    verdict: Verdict
    tone: str
    tags: dict[str, str]
    confidence: str
    reply: Reply
    attempt: Reply | None
    notice: str | None


def entries(rows: Sequence[Row]) -> list[Entry]:
    """Return the questions in the order in which they are worth reading: the surest of what is wrong first."""

    def key(row: Row) -> tuple[int, float]:
        order = _ORDER[row.verdict]
        confidence = row.answer.confidence
        return order, -confidence if order < _ORDER["right"] and math.isfinite(confidence) else 0.0

    return [_entry(row) for row in sorted(rows, key=key)]


def _entry(row: Row) -> Entry:
    tags = {facet: name for facet, of in FACETS.items() if (name := of(row.question))}
    refused = row.answer.abstained and row.attempt.citations
    return Entry(
        question=row.question,
        verdict=row.verdict,
        tone=VERDICTS[row.verdict],
        tags=tags,
        confidence=f"{row.answer.confidence:.2f}" if math.isfinite(row.answer.confidence) else NONE,
        reply=_reply(row.answer),
        attempt=_reply(row.attempt) if refused else None,
        notice=row.answer.notice,
    )


def _reply(answer: Answer) -> Reply:
    quotations = tuple(_quotation(citation) for citation in answer.citations)
    said, quoted = _bare(answer.answer), _bare(" ".join(citation.quote for citation in answer.citations))
    if quoted and said.endswith(quoted):
        text = Marked(_first(_MARKER.sub("", answer.answer), len(said) - len(quoted)))
    else:
        text = _marked(answer.answer, answer.highlight)
    return Reply(text if text.before or text.words else None, quotations)


def _bare(text: str) -> str:
    return "".join(_MARKER.sub("", text).split())


def _first(text: str, count: int) -> str:
    """The beginning of a text, up to so many characters that are no space."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return text[: places[count - 1] + 1] if count else ""


def _marked(text: str, words: str | None) -> Marked:
    before, found, after = text.partition(words) if words else (text, "", "")
    return Marked(before, found, after)


def _quotation(citation: Citation) -> Quotation:
    text = Marked(citation.quote)
    if citation.highlight_start is not None and citation.highlight_end is not None:
        start, end = citation.highlight_start - citation.start, citation.highlight_end - citation.start
        text = Marked(citation.quote[:start], citation.quote[start:end], citation.quote[end:])
    return Quotation(citation.number, text, citation.title, citation.start, citation.end)
