"""What an evaluation is: how the questions were asked, by what, and what came of it."""

from dataclasses import dataclass

from evals.baselines import BASELINES
from evals.figures import Figure
from evals.origin import Origin
from evals.rows import Row


@dataclass(frozen=True)
class Options:
    """How a gold set is asked.

    `given_passage` asks each question of its own article alone; `unanswerable` asks each once more of a library without
    its article; `distractors` are SQuAD files whose articles are in the library too; `sample` takes that many questions
    by chance, the same ones each time; `baselines` names those that are asked as well; `judge` has a language model
    judge each answer.
    """

    given_passage: bool = False
    unanswerable: bool = False
    distractors: tuple[str, ...] = ()
    sample: int | None = None
    baselines: tuple[str, ...] = BASELINES
    judge: bool = False


@dataclass(frozen=True)
class Run:
    """What was run, when, on what: enough to run it again. `notes` tell what did not go as it should."""

    id: str
    started: str
    gold: str
    gold_sha256: str
    questions: int
    articles: int
    options: Options
    settings: dict[str, object]
    model: str
    origin: Origin
    seconds: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evaluation:
    """A run's figures, by name, and the outcome of each question."""

    run: Run
    figures: dict[str, Figure]
    rows: tuple[Row, ...]
