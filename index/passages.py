"""Cuts an article into passages: the units that are embedded and retrieved.

A passage is a run of neighbouring sentences, `article.text[start:end]` to the character, under one heading; where an
order to an assistant stands between them, the passage has white space in its place (`Article.legible`). Runs
overlap by a sentence, so that a sentence that leans on the one before is found together with it once. Captions make
passages of their own, since they break the flow of the text around them; boilerplate makes none.
"""

from typing import TYPE_CHECKING

from index.article import Article, Sentence
from index.blocks import Block
from index.sentences import Span, trim

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

VERSION = 3  # part of the index's manifest: raise when the passages change

MAX_SENTENCES = 4
MAX_CHARS = 480  # some 130 tokens: news paragraphs are short, and FACTS-sized passages of 500 characters retrieve well
OVERLAP = 1

# A caption never says that it is one, and questions do ("What does the picture show?").
_MEDIA_LABELS = {"picture": "Bilde: ", "video": "Video: "}


def split_passages(article: Article) -> "list[TextNode]":
    """Return the article's passages in order, as nodes whose metadata hold `article`, `start`, `end`, `kind`, `orders`.

    The heading above stands in the metadata too; it is embedded with the text, not shown with it.
    """
    return [
        _passage(article, window)
        for run in _runs(article)
        if run[0].block.kind in ("paragraph", "caption")
        for window in _windows(article, run)
    ]


def _runs(article: Article) -> list[list[Sentence]]:
    """The sentences in runs of one kind under one heading; each caption is a run of its own."""
    runs: list[list[Sentence]] = []
    last: tuple[str, str | None, Block | None] | None = None
    for sentence in article.sentences:
        block = sentence.block
        here = (block.kind, block.heading, block if block.kind == "caption" else None)
        if here != last:
            runs.append([])
        runs[-1].append(sentence)
        last = here
    return runs


def _windows(article: Article, sentences: list[Sentence]) -> list[list[Sentence]]:
    windows: list[list[Sentence]] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while (
            last < len(sentences)
            and last - first < MAX_SENTENCES
            and article.length(sentences[first].start, sentences[last].end) <= MAX_CHARS
        ):
            last += 1
        windows.append(sentences[first:last])
        if last == len(sentences):
            break
        first = max(last - OVERLAP, first + 1)
    return windows


def _passage(article: Article, sentences: list[Sentence]) -> "TextNode":
    # A second of imports, which listing the articles can do without.
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    start, end = sentences[0].start, sentences[-1].end
    block = sentences[0].block
    return TextNode(
        id_=f"{article.id}:{start}-{end}",
        text=article.legible[start:end],
        start_char_idx=start,
        end_char_idx=end,
        metadata={
            "article": article.id,
            "title": article.title,
            "heading": block.heading or "",
            "kind": block.kind,
            "media": block.media or "",
            "start": start,
            "end": end,
            "orders": " ".join(f"{o.start}-{o.end}" for o in article.orders if start <= o.start and o.end <= end),
        },
        excluded_embed_metadata_keys=["article", "title", "kind", "media", "start", "end", "orders"],
        excluded_llm_metadata_keys=["kind", "media", "start", "end", "orders"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )


def span_of(passage: "TextNode") -> Span:
    """Return the characters of its article that a passage holds."""
    return Span(passage.metadata["start"], passage.metadata["end"])


def quotable(passage: "TextNode") -> tuple[Span, str]:
    """Return what of its article a passage may be shown by, the longest stretch without an order, and its text."""
    whole = span_of(passage)
    orders = [Span(*map(int, order.split("-"))) for order in passage.metadata.get("orders", "").split()]
    starts, ends = [whole.start, *(o.end for o in orders)], [*(o.start for o in orders), whole.end]
    stretches = [
        trim(passage.text, start - whole.start, end - whole.start) for start, end in zip(starts, ends, strict=True)
    ]
    start, end = max(stretches, key=lambda stretch: stretch.end - stretch.start)
    return Span(whole.start + start, whole.start + end), passage.text[start:end]


def embedded_text(passage: "TextNode") -> str:
    """Return what of a passage is embedded: its heading, what it is the caption of, and its text."""
    heading: str = passage.metadata["heading"]
    label = _MEDIA_LABELS.get(passage.metadata["media"], "")
    return f"{heading}\n{label}{passage.text}" if heading else label + passage.text
