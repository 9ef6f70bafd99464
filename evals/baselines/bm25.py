"""BM25 alone, with stemmed words, over our passages: shows the best one. No vectors, no reader."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import bm25s
from Stemmer import Stemmer

from evals.baselines import Shown, Source
from evals.questions import Place
from index.passages import embedded_text, split_passages

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode


class Words:
    """Passages by their words, scored by bm25s as it comes (Lucene's variant of BM25)."""

    def __init__(self, passages: "Sequence[TextNode]") -> None:
        self._passages = passages
        self._index = bm25s.BM25()
        self._index.index(_words([embedded_text(passage) for passage in passages]), show_progress=False)

    def answer(self, question: str) -> Shown:
        """Return the passage that shares the most telling words with the question."""
        found = self._index.retrieve(_words([question]), k=1, show_progress=False)
        passage = self._passages[found.documents[0, 0]]
        data = passage.metadata
        return Shown(passage.text, (Place(data["article"], data["start"], data["end"]),))


def _words(texts: Sequence[str]) -> Any:
    # The list of stop words is NLTK's, of Bokmål and Nynorsk; it has the question words too.
    return bm25s.tokenize(texts, stopwords="no", stemmer=Stemmer("norwegian"), show_progress=False)


def build(source: Source) -> Words:
    """Return BM25 over the passages of the articles."""
    return Words([passage for article in source.articles for passage in split_passages(article)])
