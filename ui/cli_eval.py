"""`kildevis eval`: run the eval suite, look at the runs kept, hold one against another."""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError, KildevisError
from ui.cli_commands import one_line, settings_with

if TYPE_CHECKING:
    from evals.comparison import Difference
    from evals.evaluation import Evaluation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `kildevis eval`, and its own commands `list`, `show` and `compare`."""
    parser.add_argument("--gold", metavar="FILE", help="gold set: .jsonl, or .json in SQuAD's form (default: our own)")
    parser.add_argument("--articles", metavar="PATH", nargs="+", help="articles that a .jsonl gold set is about")
    parser.add_argument("--given-passage", action="store_true", help="ask each question of its own article alone")
    parser.add_argument(
        "--unanswerable", action="store_true", help="ask each question once more, of a library without its article"
    )
    parser.add_argument("--distractors", metavar="FILE", nargs="+", help="SQuAD files whose articles are indexed too")
    parser.add_argument("--sample", metavar="N", type=int, help="ask N of the questions, the same ones each time")
    baselines = parser.add_mutually_exclusive_group()
    baselines.add_argument("--baselines", metavar="NAME", nargs="+", help="baselines to ask as well (default: all)")
    baselines.add_argument("--no-baselines", action="store_true", help="ask no baseline")
    parser.add_argument(
        "--verify",
        metavar="FILE",
        nargs="?",
        const="",
        help="check the suite of true and false sentences instead; FILE is NorQuAD's validation.json, for all of them",
    )
    parser.add_argument(
        "--mode", choices=["quote", "write"], help="how answers are made; write is set beside quote (setting: mode)"
    )
    parser.add_argument("--judge", action="store_true", help="have the language model of the settings judge them")
    parser.add_argument("--report", metavar="DIR", help="write a report there: index.html and run.json")
    parser.add_argument("--gate", metavar="FILE", help="exit with 1 when a figure breaks a bound of this TOML file")
    parser.add_argument("--against", metavar="RUN", help="compare with a run kept: its id, or latest")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=evaluate)
    commands = parser.add_subparsers(title="on the runs kept", metavar="COMMAND")
    listing = commands.add_parser("list", help="list the runs kept", allow_abbrev=False)
    # Without defaults of their own: theirs would overwrite what was given before the command.
    given_before = argparse.SUPPRESS
    listing.add_argument("--json", action="store_true", default=given_before, help="print one JSON object")
    listing.set_defaults(run=list_runs)
    show = commands.add_parser("show", help="show a run kept", allow_abbrev=False)
    show.add_argument("id", metavar="RUN", help="its id, the beginning of it, or latest")
    show.add_argument("--report", metavar="DIR", default=given_before, help="write a report: index.html and run.json")
    show.add_argument("--json", action="store_true", default=given_before, help="print one JSON object")
    show.set_defaults(run=show_run)
    compare = commands.add_parser("compare", help="compare two runs kept, question by question", allow_abbrev=False)
    compare.add_argument("before", metavar="A", help="the run before")
    compare.add_argument("after", metavar="B", help="the run after")
    compare.add_argument("--json", action="store_true", default=given_before, help="print one JSON object")
    compare.set_defaults(run=compare_runs)


def evaluate(given: argparse.Namespace) -> None:
    """Run the suite, keep the run, and show it; everything that the user gave is checked first."""
    if given.verify is not None:
        _verify(given)
        return
    with _extra():
        from evals import Options, evaluate
        from evals.baselines import BASELINES
        from evals.comparison import check_comparable
        from evals.gate import read_gate
        from evals.running import plan
        from evals.runs import load, save
    settings = settings_with(mode=given.mode, reader=given.reader)
    gate = read_gate(Path(given.gate)) if given.gate else None
    against = load(settings.data, given.against) if given.against else None
    _check_folder(given.report)
    options = Options(
        given_passage=given.given_passage,
        unanswerable=given.unanswerable,
        distractors=tuple(given.distractors or ()),
        sample=given.sample,
        baselines=() if given.no_baselines else tuple(given.baselines or BASELINES),
        judge=given.judge,
    )
    gold = Path(given.gold) if given.gold else None
    articles = [Path(path) for path in given.articles or ()]
    if against:
        check_comparable(against, [question for batch in plan(gold, options, articles) for question in batch.questions])
    from ui.terminal import progress_bar

    with progress_bar() as progress, _extra():
        progress("load", 0.0)
        quoted = None
        if settings.mode == "write":
            bare, quoting = replace(options, baselines=(), judge=False), settings.model_copy(update={"mode": "quote"})
            quoted = save(settings.data, evaluate(gold, bare, settings=quoting, articles=articles, progress=progress))
        done = evaluate(gold, options, settings=settings, articles=articles, progress=progress)
    done = save(settings.data, done)
    _report(given.report, done, against)
    differences = _compare(against, done) if against else []
    if given.json:
        more = {"against": _flat_differences(differences)} if against else {}
        print(_json({**_flat(done), **more, **({"quote": _flat(quoted)} if quoted else {})}), flush=True)
    else:
        from ui.eval_screen import show_comparison, show_evaluation, show_modes

        show_evaluation(done)
        if quoted:
            show_modes(quoted, done)
        if against:
            show_comparison(against, done, differences)
    if gate and (failures := gate.failures(done.figures)):
        raise KildevisError(f"the gate {given.gate} is not passed: {'; '.join(failures)}")


def _verify(given: argparse.Namespace) -> None:
    """Check the sentences of the suite, and show how many of each sort passed."""
    with _extra():
        from evals.gate import read_gate
        from evals.verifying import verify
    settings = settings_with(reader=given.reader)
    gate = read_gate(Path(given.gate)) if given.gate else None
    from ui.terminal import progress_bar

    with progress_bar() as progress, _extra():
        progress("load", 0.0)
        figures, checked = verify(Path(given.verify) if given.verify else None, settings=settings, progress=progress)
    if given.json:
        shown = {name: _finite(figure.value) for name, figure in figures.items()}
        intervals = {name: [figure.low, figure.high] for name, figure in figures.items()}
        print(_json({**shown, "intervals": intervals, "sentences": {n: f.n for n, f in figures.items()}}), flush=True)
    else:
        from ui.eval_screen import show_verified

        show_verified(figures, checked)
    if gate and (failures := gate.failures(figures)):
        raise KildevisError(f"the gate {given.gate} is not passed: {'; '.join(failures)}")


def list_runs(given: argparse.Namespace) -> None:
    """List the runs kept, oldest first."""
    from evals.runs import ids, load

    settings = settings_with()
    runs = []
    for one in ids(settings.data):
        try:
            runs.append(load(settings.data, one))
        except InputError as error:  # the others can be listed all the same
            print("kildevis:", one_line(str(error)), file=sys.stderr)
    if given.json:
        print(_json({"runs": [_about(run) for run in runs]}))
        return
    from ui.eval_screen import show_runs

    show_runs(runs)


def show_run(given: argparse.Namespace) -> None:
    """Show a run as it was shown when it was made."""
    from evals.runs import load

    settings = settings_with()
    run = load(settings.data, given.id)
    _check_folder(given.report)
    _report(given.report, run, None)
    if given.json:
        print(_json(_flat(run)))
        return
    from ui.eval_screen import show_evaluation

    show_evaluation(run)


def compare_runs(given: argparse.Namespace) -> None:
    """Compare two runs over the questions that both asked."""
    from evals.runs import load

    settings = settings_with()
    before, after = load(settings.data, given.before), load(settings.data, given.after)
    differences = _compare(before, after)
    if given.json:
        print(_json({"before": before.run.id, "after": after.run.id, **_flat_differences(differences)}))
        return
    from ui.eval_screen import show_comparison

    show_comparison(before, after, differences)


def _compare(before: "Evaluation", after: "Evaluation") -> "list[Difference]":
    from evals.comparison import compare

    return compare(before, after)


def _report(folder: str | None, run: "Evaluation", against: "Evaluation | None") -> None:
    if folder:
        with _extra():
            from evals.report import write_report

        write_report(Path(folder), run, against)


def _check_folder(folder: str | None) -> None:
    """Say that a report cannot be written before the minutes that it takes to make it."""
    if folder:
        with _extra():
            from evals.report import make_folder

        make_folder(Path(folder))


@contextmanager
def _extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise InputError(
            f"the eval suite needs more packages ({error.name} is missing): pip install 'kildevis[evals]'"
        ) from None


def _flat(evaluation: "Evaluation") -> dict[str, Any]:
    """The figures by their names, and beside them what they stand on."""
    figures = evaluation.figures.values()
    return {
        "run": _about(evaluation),
        **{figure.name: _finite(figure.value) for figure in figures},
        "intervals": {figure.name: [figure.low, figure.high] for figure in figures if figure.low is not None},
        "questions": {figure.name: figure.n for figure in figures},
    }


def _flat_differences(differences: "list[Difference]") -> dict[str, Any]:
    return {
        one.name: {
            "before": _finite(one.before),
            "after": _finite(one.after),
            "difference": _finite(one.difference),
            "interval": [_finite(one.low), _finite(one.high)],
            "beyond_chance": one.beyond_chance,
            "better": one.better,
        }
        for one in differences
    }


def _about(evaluation: "Evaluation") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(evaluation.run)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
