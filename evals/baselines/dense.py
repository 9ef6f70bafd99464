"""The embedding model alone, over our passages: shows the nearest one. No words, no reader."""

from collections.abc import Sequence

from evals.baselines import Shown, Source
from evals.questions import Place
from index.encoder import Encoder
from index.passages import embedded_text, split_passages


class Nearest:
    """What can be shown, and its vectors: `texts` are what is embedded of each, by exact cosine."""

    def __init__(self, encoder: Encoder, candidates: Sequence[Shown], texts: Sequence[str]) -> None:
        self._encoder = encoder
        self._candidates = candidates
        self._vectors = encoder.encode_passages(texts)

    def answer(self, question: str) -> Shown:
        """Return the candidate whose vector is nearest to the question's."""
        similarities = self._vectors @ self._encoder.read_question(question).whole
        return self._candidates[int(similarities.argmax())]


def build(source: Source) -> Nearest:
    """Return the nearest of the articles' passages."""
    passages = [passage for article in source.articles for passage in split_passages(article)]
    shown = [
        Shown(passage.text, (Place(passage.metadata["article"], passage.metadata["start"], passage.metadata["end"]),))
        for passage in passages
    ]
    return Nearest(source.encoder, shown, [embedded_text(passage) for passage in passages])
