"""The tables of the report, made of cells that are ready to be written."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.trace import LEGS
from evals.figures import (
    ABSTAIN,
    ANSWER,
    BASELINE,
    CITATION,
    JUDGE,
    STAGES,
    WRITE,
    Figure,
    is_lower_better,
)
from evals.questions import GoldQuestion
from evals.ranking import RANKING
from evals.report.wording import NONE, baseline_label, interval, value, wording
from evals.rows import Row

SHADES = 10
FEW = 10  # questions; a slice's figure over fewer says little
FACETS: dict[str, Callable[[GoldQuestion], str | None]] = {
    "language": lambda question: question.language,
    "kind": lambda question: question.kind,
    "form": lambda question: question.form,
    "split": lambda question: question.split,
}
_SLICED = ("answer.correct_cited", "answer.f1", "citation.recall", "abstain.refused", "abstain.false_refusal")
_FAMILIES = {
    "Answers": (*ANSWER, "answer.chars.p50"),
    "Citations": CITATION,
    "Abstention": (*ABSTAIN, "abstain.aurc"),
    "Writing": WRITE,
    "Confidence": ("confidence.ece", "confidence.ece_given"),
    "Judged by a language model": JUDGE,
    "Cost": (*(f"latency.{stage}_ms.p{p}" for stage in STAGES for p in (50, 95)), "cost.answers_per_s", "cost.peak_mb"),
}
# A column of the baselines' table: its head, Kildevis' figure, the baselines' figure.
_BESIDE = (
    ("F1", "answer.f1", "answer.f1"),
    ("F1, all shown", "answer.shown_f1", "answer.f1"),
    ("Correct", "answer.correct", "answer.correct"),
    ("Citation recall", "citation.recall", "citation.recall"),
    ("Citation precision", "citation.precision", "citation.precision"),
    ("Hit@1", "retrieval.reranked.hit@1", "retrieval.hit@1"),
    ("Characters, median", "answer.chars.p50", "answer.chars.p50"),
    ("p50", "latency.total_ms.p50", "latency.total_ms.p50"),
    ("p95", "latency.total_ms.p95", "latency.total_ms.p95"),
)
_BASELINE_FIGURES = (*BASELINE, "answer.chars.p50", "latency.total_ms.p50", "latency.total_ms.p95")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text, a smaller one below it, and how it is set off (`shade` from 0 to SHADES)."""

    text: str
    below: str = ""
    shade: int | None = None
    best: bool = False
    faint: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under a name of their own, or under none."""

    name: str | None
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table; the first cell of each row names the row."""

    name: str
    title: str
    note: str
    head: tuple[str, ...]
    groups: tuple[Group, ...]


def tables(figures: Mapping[str, Figure], rows: Sequence[Row]) -> list[Table]:
    """Return the tables of a run, those that have a row."""
    made = [_retrieval(figures), _qualities(figures), _baselines(figures), _slices(figures, rows)]
    return [table for table in made if any(group.rows for group in table.groups)]


def every_figure(figures: Mapping[str, Figure]) -> Table:
    """Return all figures by their flat names."""
    rows = tuple((Cell(name), *_measured(figure)) for name, figure in figures.items())
    note = "Named as in --json, in the gate and in Python."
    return Table("figures", "Every figure", note, ("Figure", "Value", "95% interval", "n"), (Group(None, rows),))


def _retrieval(figures: Mapping[str, Figure]) -> Table:
    shown = [leg for leg in LEGS if any(f"retrieval.{leg}.{measure}" in figures for measure in RANKING)]
    columns = [_column([figures.get(f"retrieval.{leg}.{measure}") for leg in shown]) for measure in RANKING]
    rows = tuple((Cell(leg), *(column[i] for column in columns)) for i, leg in enumerate(shown))
    head = ("Leg", *(measure.upper() if measure == "mrr" else measure.replace("ndcg", "nDCG") for measure in RANKING))
    asked = max((figures[name].n for name in figures if name.startswith("retrieval.") and "/" not in name), default=0)
    note = (
        f"Over the {asked} questions with an answer that were retrieved for: passages near in meaning (dense), those "
        "that share words (lexical), both together (fused), and these by what the reader found in them (reranked)."
    )
    return Table("retrieval", "Retrieval by leg", note, head, (Group(None, rows),))


def _column(found: Sequence[Figure | None]) -> list[Cell]:
    """Cells of one measure, each with its interval; the best stand out when there is something to be better than."""
    known = {round(one.value, 3) for one in found if one and math.isfinite(one.value)}
    best = _best(known, found)
    return [
        Cell(value(one.name, one.value), interval(one), best=round(one.value, 3) == best) if one else Cell(NONE)
        for one in found
    ]


def _best(known: set[float], found: Sequence[Figure | None]) -> float | None:
    names = [one.name for one in found if one]
    if len(known) < 2 or ".chars." in names[0]:
        return None
    return min(known) if is_lower_better(names[0]) else max(known)


def _qualities(figures: Mapping[str, Figure]) -> Table:
    groups = []
    for family, names in _FAMILIES.items():
        rows = tuple(
            (
                Cell(wording(name).label, name if wording(name).label != name else ""),
                *_measured(figures[name]),
                Cell(wording(name).meaning, is_text=True),
            )
            for name in names
            if name in figures
        )
        if rows:
            groups.append(Group(family, rows))
    head = ("Figure", "Value", "95% interval", "n", "What it says")
    note = "Shares are of one; intervals are bootstrapped over the questions."
    return Table("quality", "Answers, citations, abstention, cost", note, head, tuple(groups))


def _measured(figure: Figure) -> tuple[Cell, Cell, Cell]:
    return Cell(value(figure.name, figure.value)), Cell(interval(figure)), Cell(f"{figure.n:,}")


def _baselines(figures: Mapping[str, Figure]) -> Table:
    names = dict.fromkeys(
        name.removesuffix(f".{figure}").removeprefix("baseline.")
        for name in figures
        for figure in _BASELINE_FIGURES
        if name.startswith("baseline.") and name.endswith(f".{figure}")
    )
    columns = [
        _column([figures.get(ours), *(figures.get(f"baseline.{name}.{theirs}") for name in names)])
        for _, ours, theirs in _BESIDE
    ]
    labels = ["Kildevis", *(baseline_label(name) for name in names)]
    rows = tuple((Cell(label), *(column[i] for column in columns)) for i, label in enumerate(labels)) if names else ()
    note = (
        "Baselines show whole passages, or a sentence, and never abstain; they are asked what has an answer, without "
        "the turns before it. F1 of Kildevis is that of the highlighted words; “all shown” holds all that it quotes "
        "against the gold, as is done with the baselines. A question that Kildevis refuses counts as wrong; its length "
        "is over the answers that it gave, its times are over all questions."
    )
    head = ("", *(title for title, _, _ in _BESIDE))
    return Table("baselines", "Beside the baselines", note, head, (Group(None, rows),))


def _slices(figures: Mapping[str, Figure], rows: Sequence[Row]) -> Table:
    groups = []
    for facet, of in FACETS.items():
        sizes: dict[str, int] = {}
        for row in rows:
            if name := of(row.question):
                sizes[name] = sizes.get(name, 0) + 1
        made = tuple(
            (Cell(name), *(_shaded(figures.get(f"{figure}/{name}")) for figure in _SLICED), Cell(f"{size:,}"))
            for name, size in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))
        )
        if made:
            groups.append(Group(facet.capitalize(), made))
    head = ("Slice", *(wording(name).label for name in _SLICED), "n")
    note = f"The deeper the shade, the better. In italics: over fewer than {FEW} questions."
    return Table("slices", "By slice", note, head, tuple(groups))


def _shaded(figure: Figure | None) -> Cell:
    if figure is None or not math.isfinite(figure.value):
        return Cell(NONE)
    good = 1 - figure.value if is_lower_better(figure.name) else figure.value
    shade = round(SHADES * min(max(good, 0.0), 1.0))
    return Cell(value(figure.name, figure.value), interval(figure), shade=shade, faint=figure.n < FEW)
