"""Tells an article's headings, paragraphs, captions and boilerplate apart.

A block is at most a line; a line that mixes kinds (a caption and its photo credit, a sentence and a stray full stop)
becomes several blocks. Spans leave out the Markdown that wraps a block (`# `, `_..._`), so a quotation never shows it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from index.sentences import Span, split_sentences, trim

BlockKind = Literal["heading", "paragraph", "caption", "credit", "boilerplate"]
Media = Literal["picture", "video"]

VERSION = 2  # part of the index's manifest: raise when the blocks change

_MAX_HEADING_CHARS = 110

_CREDIT = re.compile(
    r"\(?\b(?:Foto(?:graf)?|Photo|Video|Ill(?:ustrasjon)?|Grafikk|Tegning|Skjermbilde|Skjermdump|Arkivfoto)"
    r"\s?[:/.]\s*(?=[\wÆØÅ(])"
)
_PLACEHOLDER = re.compile(
    r"(?:Du trenger|Du må ha|You need|Please enable|Slå på|Skru på)"
    r"[^.\n]{0,80}?(?:java\s?script|cookies|nettleser)[^.\n]*\.?"
    r"|^(?:Les også|Annonse|Advertisement|Artikkelen fortsetter under (?:annonsen|bildet|videoen))\s*:?\s*$",
    re.IGNORECASE,
)
_CAPITAL_LABEL = re.compile(r"[A-ZÆØÅ0-9][A-ZÆØÅ0-9 «»\"'’.,/&–-]{2,}:\s+\S")  # "SØKER DEKNING: Mennesker ..."
_EXPLAINER = re.compile(r"(?:[A-ZÆØÅ]\w+ ){1,3}(?:forklarer|explains)\s?:", re.UNICODE)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_EMPHASIS = re.compile(r"(?P<mark>_|\*)(?!\s)(?P<inner>[^\n]+?)(?<!\s)(?P=mark)(?=\s|$)")
_DASH = ("–", "—", "-")
_ENDS_SENTENCE = (".", "!", "?", ":", "…", ",", ";")
_NO_WORD = re.compile(r"[\W_]+$")


@dataclass(frozen=True)
class Block:
    """A stretch of one kind, `text[start:end]`.

    `heading` is the text of the nearest heading above, or None; `credit` blocks say who made the picture whose
    caption stands before them; `media` is what a caption stands under, None for all other kinds.
    """

    kind: BlockKind
    start: int
    end: int
    heading: str | None = None
    media: Media | None = None


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of an article's text, in order, without overlap; only white space and markup lie between."""
    lines = [trim(text, m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text)]
    lines = [line for line in lines if line.start < line.end and text[line.start : line.end] != "\ufeff"]
    spans: list[tuple[BlockKind, Span]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        followed = number + 1 < len(lines)
        spans += _split_line(text, line, followed, seen)
    blocks: list[Block] = []
    heading: str | None = None
    spans = [(kind, span) for kind, span in spans if span.start < span.end]
    for number, (kind, span) in enumerate(spans):
        media: Media | None = None
        if kind == "caption":
            after = spans[number + 1][1].start if number + 1 < len(spans) else len(text)
            media = "video" if _PLACEHOLDER.match(text, after) or _EXPLAINER.match(text, span.start) else "picture"
        blocks.append(Block(kind, span.start, span.end, None if kind == "heading" else heading, media))
        if kind == "heading":
            heading = text[span.start : span.end]
    return blocks


def _split_line(text: str, line: Span, followed: bool, seen: set[str]) -> list[tuple[BlockKind, Span]]:
    content = text[line.start : line.end]
    if markdown := _MARKDOWN_HEADING.match(content):
        words = content.rstrip("#").rstrip() if content.endswith("#") else content
        if markdown.end() < len(words):
            return [("heading", Span(line.start + markdown.end(), line.start + len(words)))]
    if placeholder := _PLACEHOLDER.search(content):
        # The page's own words around a player: what stands before it is the video's caption, often said again after.
        return [
            *_captions(text, trim(text, line.start, line.start + placeholder.start()), seen),
            ("boilerplate", Span(line.start + placeholder.start(), line.start + placeholder.end())),
            *_captions(text, trim(text, line.start + placeholder.end(), line.end), seen),
        ]
    if emphasis := _EMPHASIS.match(content):
        caption = Span(line.start + emphasis.start("inner"), line.start + emphasis.end("inner"))
        rest = trim(text, line.start + emphasis.end(), line.end)
        if _is_credit(text[rest.start : rest.end]) or rest.start == rest.end:
            return [("caption", caption), ("credit", rest)]
    if credit := _CREDIT.search(content):
        before = trim(text, line.start, line.start + credit.start())
        after = trim(text, line.start + credit.start(), line.end)
        if len(text[after.start : after.end]) <= 80:
            return [("caption", before), ("credit", after)]
    if _CAPITAL_LABEL.match(content) or _EXPLAINER.match(content):
        return [("caption", line)]
    if _NO_WORD.match(content):
        return [("boilerplate", line)]
    if followed and _is_heading(content):
        return [("heading", line)]
    return _paragraph(text, line)


def _paragraph(text: str, line: Span) -> list[tuple[BlockKind, Span]]:
    """A paragraph, with stray punctuation at its end ("... onsdag. .") set apart."""
    sentences = split_sentences(text, line.start, line.end)
    last = len(sentences)
    while last > 1 and _NO_WORD.match(text[sentences[last - 1].start : sentences[last - 1].end]):
        last -= 1
    blocks: list[tuple[BlockKind, Span]] = [("paragraph", Span(line.start, sentences[last - 1].end))]
    if last < len(sentences):
        blocks.append(("boilerplate", Span(sentences[last].start, line.end)))
    return blocks


def _captions(text: str, span: Span, seen: set[str]) -> list[tuple[BlockKind, Span]]:
    words = text[span.start : span.end]
    kind: BlockKind = "boilerplate" if words in seen else "caption"
    seen.add(words)
    return [(kind, span)]


def _is_credit(content: str) -> bool:
    return bool(_CREDIT.match(content))


def _is_heading(content: str) -> bool:
    if len(content) > _MAX_HEADING_CHARS or content.endswith(_ENDS_SENTENCE):
        return False
    return not content.startswith(_DASH)
