"""Asks the baselines what the assistant was asked, and scores what they show in the same way."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from assistant.reader.squad_scores import token_f1
from evals.answer_scores import says
from evals.baselines import Shown, Source, build_of
from evals.questions import Batch, GoldQuestion
from evals.rows import BaselineRow, Row, Share, touches_evidence
from index.encoder import Encoder, Progress
from index.errors import reason_of


def with_baselines(
    rows: Sequence[Row], batches: Sequence[Batch], encoder: Encoder, names: Sequence[str], progress: Progress
) -> tuple[list[Row], list[str]]:
    """Return the rows with what each baseline makes of the answerable questions, and a line for each that failed.

    Baselines neither abstain nor know the turns before a question, so they are asked what has an answer, as it stands.
    One that fails is left out: what the assistant answered took long, and is worth more than the comparison.

    Args:
        rows: the assistant's, in the order of the batches' questions.
        batches: the libraries and the questions asked of them.
        encoder: the embedding model that the assistant used, loaded.
        names: of the baselines.
        progress: told "baseline NAME" and the share of its questions asked, 0..1.
    """
    result = {row.question.id: row for row in rows}
    notes = []
    for name in names:
        try:
            made = _ask(name, batches, encoder, progress)
        except Exception as error:  # it is somebody else's library
            notes.append(f"the baseline {name} failed and is left out: {reason_of(error)}")
            continue
        for question, row in made.items():
            result[question] = replace(result[question], baselines={**result[question].baselines, name: row})
    return list(result.values()), notes


def _ask(name: str, batches: Sequence[Batch], encoder: Encoder, progress: Progress) -> dict[str, BaselineRow]:
    """What a baseline makes of each answerable question, by its id."""
    build, result = build_of(name), dict[str, BaselineRow]()
    total = sum(question.answerable for batch in batches for question in batch.questions)
    progress(f"baseline {name}", 0.0)
    for batch in batches:
        questions = [question for question in batch.questions if question.answerable]
        if not questions:
            continue
        with tempfile.TemporaryDirectory(prefix="kildevis-baseline-", ignore_cleanup_errors=True) as folder:
            baseline = build(Source(batch.articles, encoder, encoder.source, Path(folder)))
            baseline.answer("Hva?")  # the first call of most takes longer than the ones after it
            for question in questions:
                start = perf_counter()
                shown = baseline.answer(question.question)
                elapsed_ms = round(1000 * (perf_counter() - start), 2)
                result[question.id] = BaselineRow(_shares(question, shown), len(shown.text), elapsed_ms)
                progress(f"baseline {name}", len(result) / total)
    return result


def _shares(question: GoldQuestion, shown: Shown) -> dict[str, Share]:
    touching = [touches_evidence(question, place) for place in shown.places]
    return {
        "answer.f1": (token_f1(shown.text, question.answers), 1.0),
        "answer.correct": (float(says(shown.text, question.answers, question.parts)), 1.0),
        "citation.recall": (float(any(touching)), 1.0),
        "citation.precision": (float(sum(touching)), float(len(touching))),
        "retrieval.hit@1": (float(bool(touching) and touching[0]), 1.0),
    }
