"""The page itself: what the template is given, and a policy that lets in nothing from elsewhere."""

import math
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.evaluation import Evaluation, Options, Run
from evals.figures import Figure
from evals.report.entries import VERDICTS, Entry, entries
from evals.report.plots import plots
from evals.report.tables import FACETS, every_figure, tables
from evals.report.wording import Wording, interval, standfirst, value, wording

_HERE = Path(__file__).parent
_HEADLINES = (
    "answer.correct_cited",
    "answer.f1",
    "citation.recall",
    "citation.verbatim",
    "abstain.refused",
    "abstain.refused_near",
    "abstain.false_refusal",
    "confidence.ece",
    "latency.total_ms.p50",
)


@dataclass(frozen=True)
class Change:
    """What became of a figure since another run; `tone` is "good" or "bad" where it is beyond chance."""

    difference: str
    said: str
    tone: str


@dataclass(frozen=True)
class Tile:
    """A headline figure."""

    name: str
    wording: Wording
    value: str
    interval: str
    n: int
    change: Change | None


def page(evaluation: Evaluation, against: Evaluation | None = None) -> str:
    """Return the report as one HTML page; everything in it that we did not write is shown as text.

    Raises:
        InputError: `against` has no question in common with the run.
    """
    changes = _changes(against, evaluation) if against else {}
    shown = entries(evaluation.rows)
    style, script = _part("page.css"), _part("page.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            run=evaluation.run,
            started=_date(evaluation.run.started),
            facts=_facts(evaluation.run),
            against=against.run if against else None,
            standfirst=standfirst(evaluation.figures),
            tiles=_tiles(evaluation.figures, changes),
            plots=plots(evaluation.figures, evaluation.rows),
            tables=tables(evaluation.figures, evaluation.rows),
            every_figure=every_figure(evaluation.figures),
            entries=shown,
            verdicts=_tally(shown),
            facets=_facets(shown),
            style=Markup(style),
            script=Markup(script),
            policy=(
                f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _tiles(figures: dict[str, Figure], changes: dict[str, Change]) -> list[Tile]:
    known = [figures[name] for name in _HEADLINES if name in figures]
    return [
        Tile(one.name, wording(one.name), value(one.name, one.value), interval(one), one.n, changes.get(one.name))
        for one in known
    ]


def _changes(before: Evaluation, after: Evaluation) -> dict[str, Change]:
    from evals.comparison import compare  # only with another run to hold this one against

    result = {}
    for one in compare(before, after):
        if one.name not in _HEADLINES:
            continue
        if one.difference == 0:
            result[one.name] = Change("no change", "", "")
            continue
        tone = "" if not one.beyond_chance else "good" if one.better else "bad"
        worth = {"": "within chance", "good": "better, beyond chance", "bad": "worse, beyond chance"}[tone]
        said = f"{_signed(one.name, one.low)} to {_signed(one.name, one.high)}, {worth}"
        result[one.name] = Change(_signed(one.name, one.difference), said, tone)
    return result


def _signed(name: str, number: float) -> str:
    text = value(name, abs(number))
    if number == 0 or math.isnan(number):
        return text
    return f"{'+' if number > 0 else '−'}{text}"


def _facts(run: Run) -> dict[str, str]:
    """What was run, on what, as it stands at the head of the page."""
    origin = run.origin
    return {
        "Gold": Path(run.gold).name,
        "Questions": f"{run.questions:,} over {run.articles:,} {'article' if run.articles == 1 else 'articles'}",
        "Asked": "; ".join(_asked(run.options)),
        "Model": run.model,
        "Program": f"Kildevis {origin.version}" + (f", commit {origin.commit}" if origin.commit else ""),
        "Machine": f"{origin.processor}, {origin.cores} {'core' if origin.cores == 1 else 'cores'}, "
        f"Python {origin.python}" + (f", {origin.precision}" if origin.precision else ""),
        "Gold, sha256": f"{run.gold_sha256[:16]}…",
        "Run": f"{run.id}, {run.seconds:,.0f} s",
    }


def _asked(options: Options) -> list[str]:
    said = ["each of its own article alone" if options.given_passage else "of all articles"]
    if options.unanswerable:
        said.append("and once more without its article")
    if options.distractors:
        said.append(f"among the articles of {', '.join(Path(one).name for one in options.distractors)}")
    if options.sample is not None:
        said.append(f"a sample of {options.sample:,}")
    said.append(f"beside {', '.join(options.baselines)}" if options.baselines else "without baselines")
    if options.judge:
        said.append("judged by a language model")
    return said


def _date(started: str) -> str:
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return started
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    return f"{moment.day} {moment:%B %Y, %H:%M}{zone}"


def _tally(shown: Sequence[Entry]) -> dict[str, tuple[str, int]]:
    """Each verdict that occurs with its tone and how often."""
    counts = {verdict: sum(entry.verdict == verdict for entry in shown) for verdict in VERDICTS}
    return {verdict: (VERDICTS[verdict], count) for verdict, count in counts.items() if count}


def _facets(shown: Sequence[Entry]) -> dict[str, list[str]]:
    """The names to filter by, of each facet that has any."""
    found = {facet: sorted({entry.tags[facet] for entry in shown if facet in entry.tags}) for facet in FACETS}
    return {facet: names for facet, names in found.items() if names}
