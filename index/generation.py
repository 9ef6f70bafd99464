"""One generation of the index: Chroma through LlamaIndex, the lexical index, the articles.

A generation is written once and then only read.
"""

import os
import shutil
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index.core.vector_stores.types import VectorStoreQuery

from index.article import Article
from index.encoder import Vector
from index.lexical import LexicalIndex, write_lexical
from index.manifest import Manifest, write_manifest
from index.passages import embedded_text, split_passages

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from llama_index.vector_stores.chroma import ChromaVectorStore

_COLLECTION = "passages"


class Generation:
    """The index as one build left it: search it by vector, by words, and read its articles."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self._lock = Lock()
        self.article = lru_cache(maxsize=256)(self._read_article)
        self._passages_of = lru_cache(maxsize=256)(self._split)

    def search_vectors(self, query: Vector, k: int) -> list[NodeWithScore]:
        """Return the `k` passages nearest to the unit vector `query`, scored by cosine, best first."""
        result = self._store.query(VectorStoreQuery(query_embedding=query.tolist(), similarity_top_k=k))
        # LlamaIndex's Chroma store scores exp(-distance), and Chroma's cosine distance is 1 - cosine.
        return [
            NodeWithScore(node=node, score=1.0 + float(np.log(similarity)))
            for node, similarity in zip(result.nodes or [], result.similarities or [], strict=True)
        ]

    def search_words(self, query: str, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (passage id, BM25 score) pairs, best first."""
        return self.lexical.search(query, k)

    def passages(self, ids: Sequence[str]) -> list[TextNode]:
        """Return the passages with these ids, in this order; ids as `split_passages` gives them."""
        return [self._passages_of(passage_id.rpartition(":")[0])[passage_id] for passage_id in ids]

    def passages_of(self, article_id: str) -> list[TextNode]:
        """Return all passages of an article, in order."""
        return list(self._passages_of(article_id).values())

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex(self.folder / "lexical")

    def close(self) -> None:
        """Let go of the files and the memory that the index is searched with; searching again opens them anew."""
        with self._lock:
            self.__dict__.pop("_store", None)
            if client := self.__dict__.pop("_client", None):
                client.close()

    @cached_property
    def _client(self) -> "Client":
        return _client(self.folder)

    @cached_property
    def _store(self) -> "ChromaVectorStore":
        with self._lock:
            return _store(self._client)

    def _read_article(self, article_id: str) -> Article:
        text = (self.folder / "articles" / f"{article_id}.txt").read_bytes().decode("utf-8")
        return Article(article_id, text, self.manifest.articles[article_id].orders)

    def _split(self, article_id: str) -> dict[str, TextNode]:
        return {node.node_id: node for node in split_passages(self.article(article_id))}


def write_generation(
    folder: Path,
    base: Path | None,
    manifest: Manifest,
    articles: list[Article],
    nodes: list[list[TextNode]],
    vectors: Vector | None,
    removed: tuple[str, ...],
) -> None:
    """Write a generation to `folder`: that of `base`, less the removed articles, with `articles` added.

    Args:
        folder: a new folder.
        base: the generation to start from, or None for an empty one.
        manifest: what the new generation is made of.
        articles: the articles to add.
        nodes: the passages of each of them.
        vectors: the unit vectors of all these passages, in order, shape (passages, d); None without passages.
        removed: ids of the articles to leave out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if base is not None:
        shutil.copytree(base, folder)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for article_id in removed:
        (folder / "articles" / f"{article_id}.txt").unlink(missing_ok=True)
    for article in articles:
        (folder / "articles" / f"{article.id}.txt").write_bytes(article.text.encode("utf-8"))
    flat = [node for passages in nodes for node in passages]
    if vectors is not None:
        for node, vector in zip(flat, vectors, strict=True):
            node.embedding = vector.tolist()
    _write_chroma(folder, flat, removed)
    write_lexical(
        folder / "lexical",
        [(n.node_id, n.metadata["article"], embedded_text(n)) for n in flat],
        removed,
    )
    write_manifest(folder, manifest)
    _sync(folder)


def _write_chroma(folder: Path, nodes: list[TextNode], removed: tuple[str, ...]) -> None:
    client = _client(folder)
    try:
        store = _store(client)
        for article_id in removed:
            store.delete(article_id)
        if nodes:
            store.add(list(nodes))
    finally:
        client.close()


def _client(folder: Path) -> "Client":
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder / "chroma"), Settings(anonymized_telemetry=False))
    return cast("Client", client)


def _store(client: "Client") -> "ChromaVectorStore":
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = client.get_or_create_collection(
        _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    return ChromaVectorStore(chroma_collection=collection)


def _sync(folder: Path) -> None:
    """Flush every file to disk: the pointer must not become durable before what it points to."""
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        with path.open("rb") as file:
            os.fsync(file.fileno())
