"""Asks a batch's questions of the assistant, and scores what comes back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import Assistant
from assistant.trace import LEGS, Trace
from evals.questions import Batch, GoldQuestion, Place
from evals.ranking import rank_scores
from evals.rows import Row, relevant_passages, score
from index.article import Article
from index.passages import split_passages


def ask_batch(assistant: Assistant, batch: Batch, told: Callable[[int], None] = lambda asked: None) -> list[Row]:
    """Ask every question and return its row; `told` hears how many have been asked.

    Nothing of the gold reaches the assistant but the question and the turns before it.
    """
    articles = {article.id: article for article in batch.articles}
    assistant.library.encoder.read_question("Hva?")  # the model's first call takes longer than the ones after it
    rows, traces = [], []
    for number, question in enumerate(batch.questions, start=1):
        trace = assistant.trace(question.question, question.history)
        traces.append(trace)
        rows.append(score(question, trace, articles, assistant.settings.mode))
        told(number)
    return _with_retrieval(rows, traces, articles)


def _with_retrieval(rows: Sequence[Row], traces: Sequence[Trace], articles: dict[str, Article]) -> list[Row]:
    passages = Passages(articles)
    asked = [n for n, row in enumerate(rows) if row.question.answerable and traces[n].legs]
    wanted = {n: passages.relevant(rows[n].question) for n in asked}
    result = list(rows)
    for leg in LEGS:
        scores = rank_scores([(traces[n].legs.get(leg, ()), wanted[n]) for n in asked])
        for n, measured in zip(asked, scores, strict=True):
            shares = {f"retrieval.{leg}.{name}": (value, 1.0) for name, value in measured.items()}
            result[n] = replace(result[n], shares={**result[n].shares, **shares})
    return result


class Passages:
    """The passages of a batch's articles, as they were indexed."""

    def __init__(self, articles: dict[str, Article]) -> None:
        self._articles = articles
        self._of: dict[str, list[tuple[str, Place]]] = {}

    def relevant(self, question: GoldQuestion) -> set[str]:
        """Return the ids of the passages that bear the answer."""
        found: list[tuple[str, Place]] = []
        for article in {evidence.place.article for evidence in question.evidence}:
            found += self._passages(article)
        return relevant_passages(question, found)

    def _passages(self, article: str) -> list[tuple[str, Place]]:
        if article not in self._of:
            self._of[article] = [
                (node.node_id, Place(article, node.metadata["start"], node.metadata["end"]))
                for node in split_passages(self._articles[article])
            ]
        return self._of[article]
