"""Which sentences are addressed at an assistant: a linear model over the sentence's embedding and its cues.

`weights.json` is made by `python -m assistant.fit_orders`, which says what it was fitted on. The vectors are the
bundled embedding model's; with another one, the cues alone must tell.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Sentence
from index.encoder import Encoder, Vector
from index.errors import KildevisError
from index.orders.cues import CUES, Floats, cues
from index.sentences import Span

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
# Log-odds from which a sentence is told as an order to an assistant, and from which its neighbour in the same paragraph
# is too: an order seldom comes alone, and news seldom beside it. Of NorQuAD's sentences, left out of the fit, some two
# in 1,000 reach the first; of the 280 honest ones in `evals/injections/articles.jsonl` none.
TOLD, _BESIDE = 0.0, -4.0
_MOST_BETWEEN = 8  # sentences; more are not given up for two orders around them
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\r?\n")
_CUED = -3.0  # log-odds by cues alone, from which a sentence is embedded: one in 28 of NorQuAD's, nine in ten orders


@dataclass(frozen=True)
class Weights:
    """Of the embedding and of the cues; `alone` and `alone_bias` of the cues where the embeddings are other ones."""

    model: str
    vector: Floats
    cues: Floats
    bias: float
    alone: Floats
    alone_bias: float

    def by_cues(self, texts: Sequence[str]) -> Floats:
        """Return the same by cues alone."""
        odds: Floats = cues(texts) @ self.alone + self.alone_bias
        return odds

    def log_odds(self, texts: Sequence[str], vectors: Vector, model: str) -> Floats:
        """Return how likely each sentence is addressed at an assistant, shape (sentences,)."""
        if model != self.model:
            return self.by_cues(texts)
        odds: Floats = np.asarray(vectors, dtype=float) @ self.vector + cues(texts) @ self.cues + self.bias
        return odds


def addressed(texts: Sequence[str], vectors: Vector, paragraphs: Sequence[object], model: str) -> NDArray[np.bool_]:
    """Return which of an article's sentences are addressed at an assistant, shape (sentences,).

    Args:
        texts: the sentences, in the article's order.
        vectors: of each on its own, shape (sentences, d).
        paragraphs: which one each stands in, by any number.
        model: the embedding model's identity.
    """
    odds = load_weights().log_odds(texts, vectors, model)
    told = odds >= TOLD
    for row in np.flatnonzero(told).tolist():
        for step in (-1, 1):
            beside = row + step
            while 0 <= beside < len(odds) and paragraphs[beside] == paragraphs[row] and odds[beside] >= _BESIDE:
                told[beside] = True
                beside += step
    return told


def without_orders(articles: Sequence[Article], encoder: Encoder) -> list[Article]:
    """Return the articles with their `orders` told.

    Only sentences with cues are embedded for it, and what stands in a paragraph with one that is told.
    """
    plain = [Article(article.id, article.text) for article in articles]
    cued = [
        [
            s
            for s, odds in zip(a.sentences, load_weights().by_cues(_texts(a, a.sentences)), strict=True)
            if odds >= _CUED
        ]
        for a in plain
    ]
    blocks = [{s.block for s in told} for told in _addressed(plain, cued, encoder)]
    around = [[s for s in a.sentences if s.block in own] for a, own in zip(plain, blocks, strict=True)]
    return [
        replace(article, orders=tuple(Span(s.start, s.end) for s in _with_between(article, told)))
        for article, told in zip(plain, _addressed(plain, around, encoder), strict=True)
    ]


def _addressed(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]], encoder: Encoder
) -> list[list[Sentence]]:
    """Which of each article's sentences are addressed at an assistant, all of them embedded at once."""
    texts = [text for article, found in zip(articles, sentences, strict=True) for text in _texts(article, found)]
    vectors = encoder.encode_passages(texts) if texts else None
    told: list[list[Sentence]] = []
    first = 0
    for found in sentences:
        rows = slice(first, first + len(found))
        first += len(found)
        told.append([])
        if found and vectors is not None:
            own = addressed(texts[rows], vectors[rows], [s.block for s in found], encoder.identity)
            told[-1] = [s for s, is_order in zip(found, own, strict=True) if is_order]
    return told


def _texts(article: Article, sentences: Sequence[Sentence]) -> list[str]:
    return [article.text[s.start : s.end] for s in sentences]


def _with_between(article: Article, orders: Sequence[Sentence]) -> list[Sentence]:
    """The orders with the few sentences that stand between two of them, no empty line among them: part of both."""
    sentences = article.sentences
    known = set(orders)
    rows = [row for row, sentence in enumerate(sentences) if sentence in known]
    found = set(rows)
    for first, last in pairwise(rows):
        between = article.text[sentences[first].end : sentences[last].start]
        if last - first <= _MOST_BETWEEN and not _EMPTY_LINE.search(between):
            found |= set(range(first, last))
    return [sentences[row] for row in sorted(found)]


@cache
def load_weights() -> Weights:
    """Read the weights that travel with the package.

    Raises:
        KildevisError: they were fitted on other cues.
    """
    content = json.loads(WEIGHTS_FILE.read_text("utf-8"))
    if tuple(content["cues"]) != CUES:
        raise KildevisError(f"{WEIGHTS_FILE} was fitted on other cues; run: python -m assistant.fit_orders")
    return Weights(
        content["model"],
        np.array(content["vector"]),
        np.array(list(content["cues"].values())),
        content["bias"],
        np.array(list(content["alone"].values())),
        content["alone_bias"],
    )
