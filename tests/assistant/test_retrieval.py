"""Fusion of rankings, and the retriever as LlamaIndex sees it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import HybridRetriever, fuse
from index.article import Article
from index.encoder import Encoder
from index.library import Library

rankings = st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4)


def test_fusion_adds_reciprocal_ranks() -> None:
    assert fuse([["a", "b"], ["b", "c"]], k=10) == [
        ("b", pytest.approx(1 / 12 + 1 / 11)),
        ("a", pytest.approx(1 / 11)),
        ("c", pytest.approx(1 / 12)),
    ]


@given(rankings)
def test_fusion_keeps_every_passage_once_in_falling_order(given_rankings: list[list[str]]) -> None:
    fused = fuse(given_rankings)
    assert sorted(p for p, _ in fused) == sorted({p for ranking in given_rankings for p in ranking})
    scores = [score for _, score in fused]
    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.sampled_from("abcdef"), unique=True))
def test_fusing_a_ranking_with_itself_keeps_it(ranking: list[str]) -> None:
    assert [p for p, _ in fuse([ranking, ranking])] == ranking


def test_a_passage_that_only_the_words_find_is_retrieved(data: Path, encoder: Encoder) -> None:
    library = Library(data / "index", encoder)
    library.add([Article("log", "Saksnummer XK-4471 ble levert.\n"), Article("other", "Oslo er en by i Norge.\n")])
    hits = HybridRetriever(library, k=2).retrieve("XK-4471")
    assert hits[0].node.metadata["article"] == "log"


def test_an_empty_library_retrieves_nothing(data: Path, encoder: Encoder) -> None:
    assert HybridRetriever(Library(data / "index", encoder)).retrieve("Oslo") == []
