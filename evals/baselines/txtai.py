"""txtai's hybrid index, its weights and word search as they come, over our passages: shows the best one.

The embedding model is ours, loaded once, with what it wants before a question and a passage.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from txtai import Embeddings

from evals.baselines import Shown, Source
from evals.questions import Place
from index.passages import embedded_text, split_passages

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode


class Hybrid:
    """txtai's index of passages, by their numbers. It keeps no content, so that a question is never read as SQL."""

    def __init__(self, embeddings: Any, passages: "Sequence[TextNode]") -> None:
        self._embeddings = embeddings
        self._passages = passages
        embeddings.index(enumerate(embedded_text(passage) for passage in passages))

    def answer(self, question: str) -> Shown:
        """Return the passage that words and vectors together put first."""
        results = self._embeddings.search(question)
        passage = self._passages[results[0][0]]
        data = passage.metadata
        return Shown(passage.text, (Place(data["article"], data["start"], data["end"]),))


def build(source: Source) -> Hybrid:
    """Return txtai's index over the passages of the articles."""
    model = source.encoder.model
    embeddings = Embeddings(
        hybrid=True,
        # With the model's folder as `path`, txtai loads it once more, to the same vectors.
        transform=lambda texts: model.encode(texts, show_progress_bar=False),
        instructions=dict(zip(("query", "data"), source.encoder.prompts, strict=True)),
    )
    return Hybrid(embeddings, [passage for article in source.articles for passage in split_passages(article)])
