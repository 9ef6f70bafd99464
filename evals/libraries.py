"""Batches of questions, each with the temporary library that it is asked of."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant import Assistant, Settings
from evals.questions import Batch, GoldSet, unanswerable
from index.article import Article
from index.encoder import Encoder, Progress
from index.errors import InputError
from index.library import Library


def batches(
    gold: GoldSet, *, given_passage: bool, without_article: bool, distractors: Sequence[Article] = ()
) -> list[Batch]:
    """Return the libraries to build and the questions to ask of each.

    Args:
        gold: the questions and their articles.
        given_passage: ask each question of its own article alone, instead of all articles.
        without_article: ask each answerable question once more, of a library that lacks its article: another article
            with `given_passage`, and the other half of them without.
        distractors: articles that nothing is asked about, in every library; those that are asked about are left out.

    Raises:
        InputError: the gold set has too few articles for that.
    """
    if (given_passage or without_article) and len(gold.articles) < 2:
        raise InputError(f"{gold.name} has one article only; --given-passage and --unanswerable need two or more")
    known = {article.text for article in gold.articles}
    distractors = [article for article in {a.text: a for a in distractors}.values() if article.text not in known]
    if not given_passage:
        whole = [Batch((*gold.articles, *distractors), gold.questions)]
        return whole + (_halves(gold, distractors) if without_article else [])
    result = []
    for number, article in enumerate(gold.articles):
        asked = [q for q in gold.questions if q.article == article.id]
        if without_article:
            before = gold.articles[number - 1].id
            asked += [unanswerable(q) for q in gold.questions if q.answerable and q.article == before]
        if asked:
            result.append(Batch((article,), tuple(asked)))
    return result


def _halves(gold: GoldSet, distractors: Sequence[Article]) -> list[Batch]:
    """Each question asked of that half of the articles in which its own is not."""
    result = []
    for half in (gold.articles[::2], gold.articles[1::2]):
        ids = {article.id for article in half}
        asked = tuple(unanswerable(q) for q in gold.questions if q.answerable and q.article not in ids)
        if asked:
            result.append(Batch((*half, *distractors), asked))
    return result


@contextmanager
def opened(batch: Batch, settings: Settings, encoder: Encoder, progress: Progress) -> Iterator[Assistant]:
    """Index the batch's articles in a data folder of their own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="kildevis-eval-", ignore_cleanup_errors=True) as folder:
        own = settings.model_copy(update={"data": Path(folder)})
        library = Library(Path(folder) / "index", encoder)
        library.add(batch.articles, progress)
        try:
            yield Assistant.open(own, library=library)
        finally:
            library.close()
