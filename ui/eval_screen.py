"""The eval suite's screen: figures, legs, baselines and slices at a glance, and what went worst last.

Piped, it is one figure a line: name, value, interval, number of questions, between tabs.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from assistant.trace import LEGS
from evals.figures import ABSTAIN, ANSWER, CITATION, JUDGE, STAGES, WRITE
from evals.ranking import RANKING
from ui.terminal import harmless, open_console

if TYPE_CHECKING:
    from evals.comparison import Difference
    from evals.evaluation import Evaluation
    from evals.figures import Figure
    from evals.rows import Row
    from evals.verifying import Checked

_WORST = 8
_WIDE = 110  # columns that two tables of figures side by side take
_CONFIDENCE = ("abstain.aurc", "confidence.ece", "confidence.ece_given")
# A figure of Kildevis, and the baselines' that stands beside it: they mark no words, so theirs is of all they show.
_COMPARED = (
    ("answer.f1", "answer.f1"),
    ("answer.shown_f1", "answer.f1"),
    ("answer.correct", "answer.correct"),
    ("citation.recall", "citation.recall"),
    ("citation.precision", "citation.precision"),
    ("retrieval.reranked.hit@1", "retrieval.hit@1"),
    ("answer.chars.p50", "answer.chars.p50"),
    ("latency.total_ms.p50", "latency.total_ms.p50"),
    ("latency.total_ms.p95", "latency.total_ms.p95"),
)
# What tells whether people are better served by a written answer than by a quoted one.
_SERVED = (
    ("right and cited", "answer.correct_cited"),
    ("evidence cited", "citation.recall"),
    ("refused", "abstain.refused"),
    ("refused in error", "abstain.false_refusal"),
    ("in the question's language", "answer.in_language"),
    ("characters, median", "answer.chars.p50"),
    ("ms, median", "latency.total_ms.p50"),
    ("answers that fell back to quotation", "write.fell_back"),
    ("sentences struck", "write.struck"),
)
_SLICED = "answer.correct_cited"


def show_evaluation(evaluation: "Evaluation") -> None:
    """Print a run on one screen; the worst failures come last, where the eye is when it ends."""
    console = open_console()
    figures = evaluation.figures
    if not console.is_terminal:
        for figure in figures.values():
            print(
                "\t".join([_one_line(figure.name), _number(figure.value, figure.name), *_bounds(figure), str(figure.n)])
            )
        for note in evaluation.run.notes:
            print("\t".join(["note", _one_line(note)]))
        for row in _worst(evaluation.rows):
            print("\t".join(["failed", _one_line(row.question.id), row.verdict, _one_line(row.question.question)]))
        return
    console.print(Text(harmless(_headline(evaluation)), style="bold"))
    for table in _quality(figures, side_by_side=console.width >= _WIDE):
        console.print(table)
    console.print(_legs(figures))
    if any(name.startswith("baseline.") for name in figures):
        console.print(_baselines(figures))
    for line in _slices(evaluation):
        console.print(line)
    console.print(_cost(figures))
    for note in evaluation.run.notes:
        console.print(Text(harmless(note), style="yellow"))
    _show_worst(evaluation)


def show_modes(quoted: "Evaluation", written: "Evaluation") -> None:
    """Print how quote mode and write mode serve people, beside each other."""
    console = open_console()
    rows = [
        (label, *(_value(run.figures.get(name)) for run in (quoted, written)))
        for label, name in _SERVED
        if name in written.figures
    ]
    if not console.is_terminal:
        for cells in rows:
            print("\t".join(("mode", *cells)))
        return
    table = _table("how people are served", "quote", "write")
    for cells in rows:
        table.add_row(*cells)
    console.print(table)


def show_verified(figures: Mapping[str, "Figure"], checked: "Sequence[Checked]") -> None:
    """Print how many sentences of each sort the check told rightly, and the `dev` ones that it did not."""
    console = open_console()
    wrong = [one for one in checked if not one.right and one.claim.split == "dev"]
    if not console.is_terminal:
        for figure in figures.values():
            print(
                "\t".join([_one_line(figure.name), _number(figure.value, figure.name), *_bounds(figure), str(figure.n)])
            )
        for one in wrong:
            told = "passed" if one.verdict.supported else "caught"
            print("\t".join(["failed", _one_line(one.claim.id), told, _one_line(one.claim.sentence)]))
        return
    table = Table("figure", "value", "95 % interval", "sentences", box=None)
    for figure in figures.values():
        table.add_row(
            _one_line(figure.name), _number(figure.value, figure.name), " – ".join(_bounds(figure)), str(figure.n)
        )
    console.print(table)
    for one in wrong[:_WORST]:
        told = "passed" if one.verdict.supported else f"caught: {one.verdict.why}"
        console.print(Text(harmless(f"{one.claim.id}  {told}  {one.claim.sentence}"), style="dim"))


def show_comparison(before: "Evaluation", after: "Evaluation", differences: "Sequence[Difference]") -> None:
    """Print what changed between two runs; what is beyond chance is marked."""
    console = open_console()
    if not console.is_terminal:
        for one in differences:
            mark = "" if not one.beyond_chance else "better" if one.better else "worse"
            values = (one.before, one.after, one.difference, one.low, one.high)
            print("\t".join([one.name, *(_number(value, one.name) for value in values), mark]))
        return
    title = f"{before.run.id} -> {after.run.id}, on the questions that both asked (95% paired interval)"
    table = Table(title=title, title_justify="left", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("figure", "before", "after", "difference", "interval", ""):
        table.add_column(heading, justify="left" if heading in ("figure", "") else "right")
    for one in differences:
        style = "" if not one.beyond_chance else "green" if one.better else "red"
        mark = "" if not one.beyond_chance else "better" if one.better else "worse"
        low, high = _number(one.low, one.name), _number(one.high, one.name)
        cells = [one.name, _number(one.before, one.name), _number(one.after, one.name)]
        table.add_row(*cells, f"{one.difference:+.3f}", f"{low} to {high}", mark, style=style)
    console.print(table)


def show_runs(runs: "Sequence[Evaluation]") -> None:
    """Print the runs kept, oldest first."""
    console = open_console()
    rows = [_run_cells(run) for run in runs]
    if not rows:
        open_console(stderr=True).print("No run is kept yet; `kildevis eval` makes one.")
    elif console.is_terminal:
        table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for heading in ("run", "gold", "questions", "commit", _SLICED, "refused", "asked how"):
            table.add_column(heading)
        for cells in rows:
            table.add_row(*(Text(harmless(cell)) for cell in cells))
        console.print(table)
    else:
        for cells in rows:
            print("\t".join(_one_line(cell) for cell in cells))


def _run_cells(evaluation: "Evaluation") -> list[str]:
    run, figures = evaluation.run, evaluation.figures
    shown = [_number(figures[name].value, name) if name in figures else "" for name in (_SLICED, "abstain.refused")]
    return [run.id, Path(run.gold).name, str(run.questions), run.origin.commit or "", *shown, _how(evaluation)]


def _how(evaluation: "Evaluation") -> str:
    options = evaluation.run.options
    said = [
        "given passage" if options.given_passage else "",
        "unanswerable" if options.unanswerable else "",
        f"sample {options.sample}" if options.sample else "",
        "written" if evaluation.run.settings.get("mode") == "write" else "",
        f"distractors {', '.join(options.distractors)}" if options.distractors else "",
    ]
    return ", ".join(word for word in said if word)


def _headline(evaluation: "Evaluation") -> str:
    run = evaluation.run
    how = _how(evaluation)
    return (
        f"{run.id}: {run.questions} questions of {Path(run.gold).name}, "
        f"{run.articles} article{'s' * (run.articles != 1)}"
        f"{', ' + how if how else ''}; {run.seconds:.0f} s, {run.model}, commit {run.origin.commit or 'unknown'}, "
        f"{run.origin.cores} cores"
    )


def _quality(figures: "dict[str, Figure]", side_by_side: bool) -> list[Table]:
    """Answers, and citations, refusals and confidence, each figure with its interval; beside or below each other."""
    left = [figures[name] for name in (*ANSWER, "answer.chars.p50", *WRITE, *JUDGE) if name in figures]
    right = [figures[name] for name in (*CITATION, *ABSTAIN, *_CONFIDENCE) if name in figures]
    headings = ("figure", "value", "95%", "n")
    if not side_by_side:
        tables = [_table(*headings), _table(*headings)]
        for table, side in zip(tables, (left, right), strict=True):
            for figure in side:
                table.add_row(*_cells(figure))
        return tables
    table = _table(*headings, *headings)
    for number in range(max(len(left), len(right))):
        cells: list[str] = []
        for side in (left, right):
            cells += _cells(side[number]) if number < len(side) else ["", "", "", ""]
        table.add_row(*cells)
    return [table]


def _cells(figure: "Figure") -> list[str]:
    return [figure.name, _number(figure.value, figure.name), "–".join(_bounds(figure)), str(figure.n)]


def _legs(figures: "dict[str, Figure]") -> Table:
    table = _table("retrieval", *RANKING)
    for leg in LEGS:
        found = [figures.get(f"retrieval.{leg}.{measure}") for measure in RANKING]
        if any(found):
            table.add_row(leg, *(_number(one.value, one.name) if one else "" for one in found))
    return table


def _baselines(figures: "dict[str, Figure]") -> Table:
    names = list(dict.fromkeys(name.split(".")[1] for name in figures if name.startswith("baseline.")))
    table = _table("what is shown", "kildevis", *names)
    table.columns[1].style = "bold"
    for own, theirs in _COMPARED:
        others = [figures.get(f"baseline.{baseline}.{theirs}") for baseline in names]
        table.add_row(own, *(_value(one) for one in (figures.get(own), *others)))
    return table


def _slices(evaluation: "Evaluation") -> Iterable[Text]:
    """A line for each way to slice: the share right and cited, or rightly refused where there is nothing to answer."""
    figures = evaluation.figures
    for field in ("split", "language", "kind", "form"):
        names = dict.fromkeys(getattr(row.question, field) for row in evaluation.rows)
        parts = []
        for name in sorted(name for name in names if name):
            one = figures.get(f"{_SLICED}/{name}") or figures.get(f"abstain.refused/{name}")
            if one:
                parts.append(f"{name} {one.value:.2f}")
        if len(parts) > 1:
            yield Text.assemble((f"right, or refused, by {field}: ", "bold"), "  ".join(parts))


def _cost(figures: "dict[str, Figure]") -> Text:
    stages = [
        f"{stage} {figures[f'latency.{stage}_ms.p50'].value:.1f}/{figures[f'latency.{stage}_ms.p95'].value:.1f}"
        for stage in STAGES
        if f"latency.{stage}_ms.p50" in figures
    ]
    told = [("cost.answers_per_s", "{:.0f} answers/s"), ("cost.peak_mb", "peak memory {:.0f} MB")]
    rest = [form.format(figures[name].value) for name, form in told if name in figures]
    return Text.assemble(("ms p50/p95: ", "bold"), "; ".join(["  ".join(stages), *rest]))


def _show_worst(evaluation: "Evaluation") -> None:
    worst = _worst(evaluation.rows)
    if not worst:
        return
    console = open_console()
    table = _table("worst failures", "confidence", "id", "question", "answer", justify="left")
    longest = max(len(row.question.id) for row in worst)
    room = max(30, console.width - len("should have refused" + "confidence") - longest - 2 * len(table.columns))
    for row in worst:
        quote = row.answer.citations[0].quote if row.answer.citations else ""
        texts = [_cut(row.question.question, room // 2), _cut(quote, room - room // 2)]
        table.add_row(row.verdict, f"{row.attempt.confidence:.2f}", *map(Text, [_one_line(row.question.id), *texts]))
    console.print(table)


def _cut(text: str, most: int) -> str:
    line = _one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _worst(rows: "Sequence[Row]") -> "list[Row]":
    """The surest of the answers that are wrong, then the surest of the refusals that are.

    Questions of the split "test" are counted, not shown: who reads what went wrong with them will mend just that.
    """
    rows = [row for row in rows if row.question.split != "test"]
    said = [row for row in rows if row.verdict in ("wrong", "should have refused", "right, not cited")]
    held = [row for row in rows if row.verdict == "refused in error"]
    ordered = [*sorted(said, key=_doubt), *sorted(held, key=_doubt)]
    return ordered[:_WORST]


def _doubt(row: "Row") -> float:
    return -row.attempt.confidence


def _table(first: str, *others: str, justify: str = "right") -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(first)
    for heading in others:
        words = heading in ("figure",) or justify == "left"
        table.add_column(heading, justify="left" if words else "right")
    return table


def _value(figure: "Figure | None") -> str:
    return _number(figure.value, figure.name) if figure else ""


def _bounds(figure: "Figure") -> list[str]:
    if figure.low is None or figure.high is None:
        return ["", ""]
    return [_number(figure.low, figure.name), _number(figure.high, figure.name)]


def _number(value: float, name: str) -> str:
    if not math.isfinite(value):
        return "-"
    return f"{value:.1f}" if any(unit in name for unit in ("_ms.", "_mb", "chars", "per_s")) else f"{value:.3f}"


def _one_line(text: str) -> str:
    return " ".join(harmless(text).split())
