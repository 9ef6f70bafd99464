"""The plots: how risk grows with coverage, whether confidence keeps its word, where time goes, what each leg finds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from assistant.trace import LEGS
from evals.figures import STAGES, Figure
from evals.report.svg import COLOURS, inline_svg
from evals.report.wording import milliseconds
from evals.rows import Row
from evals.statistics import reliability, risk_coverage

_SIZE = (6.0, 3.7)  # inches; 432 x 266 units of the SVG, which the page scales to its column
_FONT = 10.5
_HITS = (1, 3, 5, 10)
_MARKERS = {"dense": "s", "lexical": "^", "fused": "D", "reranked": "o"}


@dataclass(frozen=True)
class Plot:
    """A plot with its title, and a sentence that says how to read it."""

    name: str
    title: str
    caption: str
    svg: Markup


def plots(figures: Mapping[str, Figure], rows: Sequence[Row]) -> list[Plot]:
    """Return the plots of a run, those that there is something to show in."""
    # The user's own matplotlib settings are not ours.
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"font.size": _FONT, "axes.unicode_minus": True})
        drawn = [
            _risk_coverage(figures, rows),
            _reliability(rows),
            _latency(figures),
            _hit_rate(figures),
        ]
    return [plot for plot in drawn if plot]


def _risk_coverage(figures: Mapping[str, Figure], rows: Sequence[Row]) -> Plot | None:
    curve = risk_coverage(*_confidences(rows))
    if not curve:
        return None
    drawing, axes = _axes()
    coverage, risk = zip(*[(0.0, curve[0][1]), *curve], strict=True)
    axes.fill_between(coverage, risk, color=COLOURS["accent-pale"], linewidth=0)
    axes.plot(coverage, risk, color=COLOURS["accent"], linewidth=1.8)
    used = [_known(figures, name) for name in ("abstain.coverage", "abstain.risk")]
    label = f"Risk against coverage: {curve[-1][1]:.3f} if all were answered"
    if used[0] is not None and used[1] is not None:
        axes.plot([used[0]], [used[1]], "o", color=COLOURS["alarm"], markersize=7, clip_on=False)
        _note(axes, f"coverage {used[0]:.2f}, risk {used[1]:.2f}", used[0], used[1])
        label += f"; as run, {used[1]:.3f} at a coverage of {used[0]:.3f}"
    axes.set(xlim=(0, 1), ylim=(0, _ceiling(max(risk))), xlabel="coverage: share answered", ylabel="risk: share wrong")
    return Plot(
        "risk",
        "Risk and coverage",
        "From left to right ever more questions are answered, the surest first, and the curve is the share of those "
        "answers that are wrong; the dot is where Kildevis stops and refuses the rest.",
        inline_svg(drawing, "risk", label + "."),
    )


def _note(axes: Axes, text: str, x: float, y: float) -> None:
    """Write beside a point, on the side where there is room."""
    left = x > 0.5
    axes.annotate(
        text,
        (x, y),
        (-8 if left else 8, 9),
        textcoords="offset points",
        ha="right" if left else "left",
        color=COLOURS["ink"],
    ).set_in_layout(False)


def _reliability(rows: Sequence[Row]) -> Plot | None:
    bins = reliability(*_confidences(rows))
    if not bins:
        return None
    drawing = Drawing(figsize=_SIZE, layout="constrained")
    grid = drawing.add_gridspec(2, 1, height_ratios=(4, 1))
    axes, counts = drawing.add_subplot(grid[0]), drawing.add_subplot(grid[1])
    _calm(axes)
    _calm(counts)
    confidence, right, number = zip(*bins, strict=True)
    axes.plot([0, 1], [0, 1], color=COLOURS["quiet"], linewidth=1, dashes=(4, 3))
    axes.vlines(confidence, confidence, right, color=COLOURS["accent"], linewidth=1.2, alpha=0.5)
    axes.plot(confidence, right, "o", color=COLOURS["accent"], markersize=7, clip_on=False)
    axes.set(xlim=(0, 1), ylim=(0, 1), ylabel="share right", xticklabels=[])
    middles = [(min(int(one * 10), 9) + 0.5) / 10 for one in confidence]
    counts.bar(middles, number, width=0.085, color=COLOURS["accent-pale"])
    for middle, n in zip(middles, number, strict=True):
        counts.annotate(f"{n}", (middle, n), (0, 2), textcoords="offset points", ha="center", color=COLOURS["quiet"])
    counts.set(xlim=(0, 1), ylim=(0, 1.5 * max(number)), xlabel="confidence", yticks=[])
    counts.grid(visible=False)
    told = "; ".join(f"{one:.2f} claimed, {share:.2f} right, {n} questions" for one, share, n in bins)
    return Plot(
        "reliability",
        "Does confidence keep its word?",
        "Each dot is a tenth of the confidence scale: on the dashed line its answers are right as often as they claim, "
        "below it less often; the bars count the questions behind each dot.",
        inline_svg(drawing, "reliability", f"Share right by confidence: {told}."),
    )


def _latency(figures: Mapping[str, Figure]) -> Plot | None:
    times = {
        stage: (median, most)
        for stage in STAGES
        if (median := _known(figures, f"latency.{stage}_ms.p50")) is not None
        and (most := _known(figures, f"latency.{stage}_ms.p95")) is not None
    }
    if not times:
        return None
    drawing, axes = _axes()
    places = range(len(times))
    axes.barh(places, [most for _, most in times.values()], height=0.46, color=COLOURS["accent-pale"])
    axes.barh(places, [median for median, _ in times.values()], height=0.46, color=COLOURS["accent"])
    for place, (median, most) in zip(places, times.values(), strict=True):
        text = f"{milliseconds(median)} / {milliseconds(most)} ms"
        axes.annotate(
            text, (most, place), (6, 0), textcoords="offset points", va="center", color=COLOURS["ink"]
        ).set_in_layout(False)
    longest = max(most for _, most in times.values())
    axes.set(xlim=(0, 1.38 * longest or 1.0), ylim=(len(times) - 0.5, -0.5), xlabel="milliseconds")
    axes.set_yticks(list(places), list(times))
    axes.grid(visible=False, axis="y")
    told = "; ".join(f"{stage} {milliseconds(a)} and {milliseconds(b)} ms" for stage, (a, b) in times.items())
    return Plot(
        "latency",
        "Time by stage",
        "The strong bar ends where half of the answers were done with the stage (p50), the faint one where 95 of 100 "
        "were (p95).",
        inline_svg(drawing, "latency", f"Latency, p50 and p95: {told}."),
    )


def _hit_rate(figures: Mapping[str, Figure]) -> Plot | None:
    legs = {}
    for leg in LEGS:
        known = [(k, _known(figures, f"retrieval.{leg}.hit@{k}")) for k in _HITS]
        hits = [(k, share) for k, share in known if share is not None]
        if hits:
            legs[leg] = hits
    if not legs:
        return None
    drawing, axes = _axes()
    for leg, hits in legs.items():
        axes.plot(
            [_HITS.index(k) for k, _ in hits],
            [share for _, share in hits],
            color=COLOURS[leg],
            marker=_MARKERS[leg],
            markersize=6,
            linewidth=2.4 if leg == LEGS[-1] else 1.5,
            label=leg,
            clip_on=False,
        )
    lowest = min(share for hits in legs.values() for _, share in hits)
    axes.set(xlim=(-0.15, len(_HITS) - 0.85), ylim=(math.floor(10 * min(max(lowest - 0.05, 0), 0.9)) / 10, 1))
    axes.set(ylabel="hit rate")
    axes.set_xticks(range(len(_HITS)), [f"hit@{k}" for k in _HITS])
    drawing.legend(loc="outside right center", frameon=False, labelcolor=COLOURS["ink"], handlelength=1.6)
    told = "; ".join(f"{leg} {', '.join(f'{share:.3f} at {k}' for k, share in hits)}" for leg, hits in legs.items())
    return Plot(
        "hits",
        "Hit rate by leg",
        "How often the evidence is among the first 1, 3, 5 or 10 passages that each leg of retrieval ranks; higher and "
        "further left is better.",
        inline_svg(drawing, "hits", f"Hit rate: {told}."),
    )


def _axes() -> tuple[Drawing, Axes]:
    drawing = Drawing(figsize=_SIZE, layout="constrained")
    axes = drawing.add_subplot()
    _calm(axes)
    return drawing, axes


def _calm(axes: Axes) -> None:
    """Leave only what is read: a pale grid, no frame, quiet numbers."""
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=True, color=COLOURS["quiet"], linewidth=0.8)
    axes.tick_params(length=0, pad=5, color=COLOURS["line"], labelcolor=COLOURS["quiet"])
    axes.grid(color=COLOURS["line"], linewidth=0.8)
    axes.set_axisbelow(True)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(COLOURS["quiet"])


def _confidences(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    known = [row for row in rows if math.isfinite(row.attempt.confidence)]
    return np.array([row.attempt.confidence for row in known]), np.array([float(row.right) for row in known])


def _known(figures: Mapping[str, Figure], name: str) -> float | None:
    figure = figures.get(name)
    return figure.value if figure and math.isfinite(figure.value) else None


def _ceiling(highest: float) -> float:
    return min(1.0, max(0.1, math.ceil(10 * highest + 0.5) / 10))
