"""The whole of it: gold in, figures out."""

import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from assistant.library import open_library
from assistant.settings import SEEDS, Settings, load_settings
from evals.asking import ask_batch
from evals.baselines import check_names
from evals.baselines.asking import with_baselines
from evals.evaluation import Evaluation, Options, Run
from evals.figures import Figure, figures
from evals.gold_files import GOLD, read_gold
from evals.judge import connect, judged
from evals.libraries import batches, opened
from evals.origin import origin
from evals.questions import Batch, take
from evals.rows import Row
from evals.sampling import sample
from index.article import Article, find_files, read_article
from index.encoder import Progress
from index.errors import InputError


def evaluate(
    gold: Path | None = None,
    options: Options | None = None,
    *,
    settings: Settings | None = None,
    articles: Sequence[Path] = (),
    progress: Progress = lambda stage, done: None,
) -> Evaluation:
    """Ask the assistant, and the baselines, the questions of a gold set, and measure what comes back.

    Nothing is stored; `evals.runs.save` keeps what is worth keeping.

    Args:
        gold: a `.jsonl` file in our own form or a `.json` file in SQuAD's; the project's own set when not given.
        options: how to ask; `Options()` when not given.
        settings: as `load_settings` reads them when not given. The user's library is not touched.
        articles: files or folders of the articles that a `.jsonl` gold set speaks of, beside the seed articles.
        progress: told a stage ("model", "load", "index", "ask", "baseline NAME" or "judge") and the share done, 0..1.

    Raises:
        InputError: the gold set, an article or an option does not fit; nothing has been asked then.
    """
    started, start = datetime.now(UTC), perf_counter()
    path, options = gold or GOLD, options or Options()
    settings = settings or load_settings()
    planned = plan(path, options, articles)
    check_names(options.baselines)
    model = connect(settings) if options.judge else None
    encoder = open_library(settings).encoder
    encoder.load(progress)
    total = sum(len(batch.questions) for batch in planned)
    rows: list[Row] = []
    for batch in planned:
        tell = partial(_tell, progress, len(rows), total)
        with opened(batch, settings, encoder, progress if len(planned) == 1 else lambda stage, done: None) as assistant:
            rows += ask_batch(assistant, batch, tell)
    peak_mb = _peak_mb()
    rows, notes = with_baselines(rows, planned, encoder, options.baselines, progress)
    if model:
        rows = judged(rows, model, progress)
    measured = figures(rows)
    measured["cost.peak_mb"] = Figure("cost.peak_mb", peak_mb, None, None, len(rows))
    run = Run(
        id=started.strftime("%Y%m%d-%H%M%S"),
        started=started.isoformat(timespec="seconds"),
        gold=str(path),
        gold_sha256=sha256(path.read_bytes()).hexdigest(),
        questions=len(rows),
        articles=len({article.id for batch in planned for article in batch.articles}),
        options=options,
        settings=settings.model_dump(mode="json", exclude={"user", "password", "llm_key"}),
        model=encoder.identity,
        origin=origin(),
        seconds=round(perf_counter() - start, 1),
        notes=tuple(notes),
    )
    return Evaluation(run, measured, tuple(rows))


def plan(gold: Path | None, options: Options, articles: Sequence[Path]) -> list[Batch]:
    """Return the libraries that `evaluate` builds with these arguments, and the questions that it asks of each.

    Raises:
        InputError: the gold set, an article or an option does not fit.
    """
    path = gold or GOLD
    asked = read_gold(path, _articles([SEEDS, *articles]) if path.suffix.lower() == ".jsonl" else [])
    if options.sample is not None:
        asked = take(asked, sample(asked.questions, options.sample))
    distractors = [article for name in options.distractors for article in read_gold(Path(name), []).articles]
    if distractors and options.given_passage:
        raise InputError(
            "--distractors and --given-passage: a question is asked of all articles or of one; drop either"
        )
    return batches(
        asked, given_passage=options.given_passage, without_article=options.unanswerable, distractors=distractors
    )


def _articles(paths: Sequence[Path]) -> list[Article]:
    return [read_article(path) for path in find_files(list(paths))]


def _tell(progress: Progress, before: int, total: int, asked: int) -> None:
    progress("ask", (before + asked) / total)


def _peak_mb() -> float:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024**2 if sys.platform == "darwin" else 1024), 1)
