"""Indexing throughput: articles into a library, against the bare model encoding the same passages."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.encoder import Encoder
from index.library import Library
from tests.bench.model_calls import recorded

ARTICLES = 12


@dataclass(frozen=True)
class Throughput:
    """Passages a second: indexed, and encoded by the bare model in batches of 16 or 32, whichever is faster."""

    passages: int
    indexed: float
    bare: float


def corpus(seed: Article) -> list[Article]:
    """Return articles as long as the seed, each with its paragraphs in another order, so that their passages differ."""
    paragraphs = seed.text.split("\n\n")
    shuffle = random.Random(0).sample
    return [Article(f"bench-{n}", "\n\n".join(shuffle(paragraphs, len(paragraphs)))) for n in range(ARTICLES)]


def measure(articles: list[Article], encoder: Encoder, folder: Path) -> Throughput:
    """Index the articles into a new library under `folder`, and then encode the same passages bare."""
    library = Library(folder, encoder)
    with recorded(encoder.model) as calls:
        began = time.perf_counter()
        library.add(articles)
        indexed_s = time.perf_counter() - began
    texts = [text for call in calls for text in call.inputs[0]]
    random.Random(0).shuffle(texts)  # the bare model sorts by length itself
    bare_s = min(_encode_s(encoder, texts, batch_size) for batch_size in (16, 32))
    passages = sum(info.passages for info in library.articles())
    return Throughput(passages, passages / indexed_s, passages / bare_s)


def _encode_s(encoder: Encoder, texts: list[str], batch_size: int) -> float:
    began = time.perf_counter()
    encoder.model.encode(texts, batch_size=batch_size, show_progress_bar=False)
    return time.perf_counter() - began
