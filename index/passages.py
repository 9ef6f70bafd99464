"""Cuts an article into passages: the units that are embedded and retrieved.

A passage is a run of neighbouring sentences, `article.text[start:end]` to the character, under one heading. Runs
overlap by a sentence, so that a sentence that leans on the one before is found together with it once. Captions make
passages of their own, since they break the flow of the text around them; boilerplate makes none.
"""

from itertools import groupby

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from index.article import Article, Sentence

VERSION = 1  # part of the index's manifest: raise when the passages change

MAX_SENTENCES = 4
MAX_CHARS = 480  # some 130 tokens: news paragraphs are short, and FACTS-sized passages of 500 characters retrieve well
OVERLAP = 1


def split_passages(article: Article) -> list[TextNode]:
    """Return the article's passages in order, as nodes whose metadata hold `article`, `start`, `end`, `kind`.

    The title and the heading above stand in the metadata too; they are embedded with the text, not shown with it.
    """
    passages: list[TextNode] = []
    for (kind, _heading, _run), run in groupby(_numbered(article), key=lambda numbered: numbered[0]):
        if kind in ("paragraph", "caption"):
            sentences = [sentence for _, sentence in run]
            passages += [_passage(article, window) for window in _windows(sentences)]
    return passages


def _numbered(article: Article) -> list[tuple[tuple[str, str | None, int], Sentence]]:
    """Each sentence with a key that stays the same through a run of one kind under one heading."""
    run, last = 0, ("", None)
    numbered = []
    for sentence in article.sentences:
        here = (sentence.block.kind, sentence.block.heading)
        if here != last or sentence.block.kind == "caption":
            last_block = numbered[-1][1].block if numbered else None
            if here != last or sentence.block is not last_block:
                run += 1
        last = here
        numbered.append(((*here, run), sentence))
    return numbered


def _windows(sentences: list[Sentence]) -> list[list[Sentence]]:
    windows: list[list[Sentence]] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while (
            last < len(sentences)
            and last - first < MAX_SENTENCES
            and sentences[last].end - sentences[first].start <= MAX_CHARS
        ):
            last += 1
        windows.append(sentences[first:last])
        if last == len(sentences):
            break
        first = max(last - OVERLAP, first + 1)
    return windows


def _passage(article: Article, sentences: list[Sentence]) -> TextNode:
    start, end = sentences[0].start, sentences[-1].end
    block = sentences[0].block
    return TextNode(
        id_=f"{article.id}:{start}-{end}",
        text=article.text[start:end],
        start_char_idx=start,
        end_char_idx=end,
        metadata={
            "article": article.id,
            "title": article.title,
            "heading": block.heading or "",
            "kind": block.kind,
            "start": start,
            "end": end,
        },
        excluded_embed_metadata_keys=["article", "kind", "start", "end"],
        excluded_llm_metadata_keys=["kind", "start", "end"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )
