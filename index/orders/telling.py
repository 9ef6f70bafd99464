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
_CUED = -3.5  # log-odds by cues alone, from which a sentence has one: one in six of NorQuAD's, and 93 % of the orders


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

    Only paragraphs in which some sentence has a cue are embedded for it, some three in ten.
    """
    weights = load_weights()
    looked_at = []
    for article in (Article(a.id, a.text) for a in articles):
        texts = [article.text[s.start : s.end] for s in article.sentences]
        cued = {s.block for s, odds in zip(article.sentences, weights.by_cues(texts), strict=True) if odds >= _CUED}
        looked_at.append([s for s in article.sentences if s.block in cued])
    texts = [a.text[s.start : s.end] for a, found in zip(articles, looked_at, strict=True) for s in found]
    vectors = encoder.encode_passages(texts) if texts else np.zeros((0, encoder.dimension), dtype=np.float32)
    told: list[Article] = []
    first = 0
    for article, found in zip(articles, looked_at, strict=True):
        rows = slice(first, first + len(found))
        first += len(found)
        is_order = addressed(texts[rows], vectors[rows], [s.block for s in found], encoder.identity) if found else ()
        orders = [s for s, own in zip(found, is_order, strict=True) if own]
        told.append(replace(article, orders=tuple(Span(s.start, s.end) for s in _with_between(article, orders))))
    return told


def _with_between(article: Article, orders: Sequence[Sentence]) -> list[Sentence]:
    """The orders with the few sentences that stand between two of them, no empty line among them: part of both."""
    sentences = Article(article.id, article.text).sentences
    rows = [row for row, sentence in enumerate(sentences) if sentence in set(orders)]
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
