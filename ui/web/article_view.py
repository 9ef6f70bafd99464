"""An article as the page shows it."""

import re
from typing import Any

from index.article import Article


def article_view(article: Article) -> dict[str, Any]:
    """Return the article's blocks, in order: what kind each is, where it starts and its words.

    Left out are white space, the Markdown around a block and stray signs that hold no word. Offsets count Unicode
    characters, as everywhere in Kildevis; the page converts them to JavaScript's.
    """
    return {
        "id": article.id,
        "title": article.title,
        "blocks": [
            {"kind": block.kind, "start": block.start, "text": article.text[block.start : block.end]}
            for block in article.blocks
            if block.kind != "boilerplate" or re.search(r"\w", article.text[block.start : block.end])
        ],
    }
