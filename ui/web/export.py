"""The conversation as a Markdown file, every quotation with its place in the article."""

import re
from collections.abc import Iterable

from pydantic import BaseModel

from assistant.answer import Answer, Citation
from ui.texts import Texts

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$^{}])")
_AT_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)


class Exchange(BaseModel):
    """A question and its answer."""

    question: str
    answer: Answer


def markdown(exchanges: Iterable[Exchange], texts: Texts) -> str:
    """Return the conversation as Markdown; what users and articles wrote is escaped, so that it reads as it stands."""
    parts = [f"# {texts.export_title}"]
    for exchange in exchanges:
        answer = exchange.answer
        parts.append(f"## {escape(_one_line(exchange.question))}")
        parts += [escape(_one_line(line)) for line in answer.answer.splitlines() if line.strip()]
        if answer.notice:
            parts.append(f"*{escape(_one_line(answer.notice))}*")
        if answer.citations:
            parts.append(f"**{texts.sources}**")
            parts += [_source(citation, f"[{citation.number}] ", texts) for citation in answer.citations]
        if answer.related:
            parts.append(f"**{texts.related}**")
            parts += [_source(citation, "", texts) for citation in answer.related]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is."""
    text = _SPECIAL.sub(r"\\\1", text)
    return _AT_LINE_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)


def _source(citation: Citation, label: str, texts: Texts) -> str:
    place = texts.export_place.format(start=citation.start, end=citation.end)
    quote = escape(f"{label}{_one_line(citation.quote)}")
    return f"> {quote}\n>\n> — {escape(_one_line(citation.title))} ({place})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
