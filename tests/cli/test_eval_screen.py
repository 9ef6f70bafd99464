"""The eval suite's screen: what it shows, what it keeps back, and that nothing in it steers the terminal."""

from dataclasses import replace
from typing import Any

import pytest

from evals.comparison import compare
from evals.rows import BaselineRow, Row
from tests.cli.test_terminal import CODES
from tests.evals.samples import CROSSING, answer, evaluation, question, refusal, row
from tests.evals.samples import PRICE as TOLD
from ui.eval_screen import show_comparison, show_evaluation, show_modes


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal with colours, wide enough for everything."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")


def wrong(**given: Any) -> Row:
    return row(question(**given), answer(CROSSING))


@pytest.mark.usefixtures("terminal")
def test_a_terminal_shows_every_family_of_figures(capsys: pytest.CaptureFixture[str]) -> None:
    ranked = {f"retrieval.{leg}.{name}": (1.0, 1.0) for leg in ("dense", "lexical") for name in ("hit@1", "mrr")}
    first = row(question(id="1"), answer(TOLD))
    baseline = BaselineRow({"answer.f1": (0.123, 1.0)}, 60, 7.5)
    rows = [replace(first, shares={**first.shares, **ranked}, baselines={"bm25": baseline}), wrong(id="2", kind="why")]
    show_evaluation(evaluation(rows, notes=("the baseline txtai failed",)))
    shown = CODES.sub("", capsys.readouterr().out)
    for words in """
        answer.correct answer.f1 citation.recall citation.verbatim abstain.false_refusal abstain.aurc confidence.ece
        dense lexical hit@1 mrr bm25 0.123 how-many why p50/p95 answers/s
    """.split():
        assert words in shown
    assert "the baseline txtai failed" in shown
    assert "2 questions of ferje.jsonl, 1 article" in shown


@pytest.mark.usefixtures("terminal")
def test_the_worst_failures_come_last_the_surest_first(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        row(question(id="unsure"), answer(CROSSING, confidence=0.3)),
        row(question(id="held"), refusal(confidence=0.9)),
        row(question(id="fine"), answer(TOLD)),
        row(question(id="sure"), answer(CROSSING, confidence=0.99)),
    ]
    show_evaluation(evaluation(rows))
    last = [line.split() for line in CODES.sub("", capsys.readouterr().out).splitlines()[-3:]]
    names = ("sure", "unsure", "held", "fine")
    assert [name for words in last for name in names if name in words] == ["sure", "unsure", "held"]


@pytest.mark.parametrize("on_terminal", [True, False])
def test_what_went_wrong_with_a_question_held_out_is_not_shown(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], on_terminal: bool
) -> None:
    if on_terminal:
        request.getfixturevalue("terminal")
    rows = [wrong(id="seen", question="Hva ble vist?"), wrong(id="unseen", question="Hva er hemmelig?", split="test")]
    show_evaluation(evaluation(rows))
    shown = capsys.readouterr().out
    assert "Hva ble vist?" in shown
    assert "hemmelig" not in shown
    assert "unseen" not in shown


@pytest.mark.parametrize("on_terminal", [True, False])
def test_what_an_article_or_a_question_says_steers_nothing(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], on_terminal: bool
) -> None:
    if on_terminal:
        request.getfixturevalue("terminal")
    nasty = "Hva \x1b[31mer\x9b2J [bold]dette[/bold]\u202e?"
    show_evaluation(evaluation([wrong(id="a\x1b]0;b", question=nasty, kind="\x1b[5m")], notes=(nasty,), gold=nasty))
    shown = capsys.readouterr().out
    assert not set("\x9b\x07\u202e\x1b") & set(CODES.sub("", shown))
    assert "\x1b[31m" not in shown
    assert "\x1b[5m" not in shown
    assert "[bold]dette[/bold]" in shown


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("before", "after", "mark"), [(0, 30, "better"), (30, 0, "worse"), (15, 15, "")])
def test_a_change_beyond_chance_is_marked(
    capsys: pytest.CaptureFixture[str], before: int, after: int, mark: str
) -> None:
    one, other = (
        evaluation([row(question(id=str(n)), answer(TOLD if n < right else CROSSING)) for n in range(30)])
        for right in (before, after)
    )
    show_comparison(one, other, compare(one, other))
    lines = CODES.sub("", capsys.readouterr().out).splitlines()
    (line,) = [line for line in lines if line.startswith("answer.correct ")]
    assert line.split()[7:] == [mark] * bool(mark)  # after the name, three values and "low to high"


def test_what_went_wrong_with_a_baseline_is_told_when_piped_too(capsys: pytest.CaptureFixture[str]) -> None:
    show_evaluation(evaluation([wrong()], notes=("the baseline txtai failed and is left out: nei",)))
    assert "note\tthe baseline txtai failed and is left out: nei\n" in capsys.readouterr().out


@pytest.mark.parametrize("on_terminal", [True, False])
def test_two_modes_stand_beside_each_other(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], on_terminal: bool
) -> None:
    if on_terminal:
        request.getfixturevalue("terminal")
    written = row(question(), answer(TOLD, mode="write"))
    written = replace(written, shares={**written.shares, "write.struck": (1.0, 4.0)})
    show_modes(evaluation([wrong()]), evaluation([written]))
    lines = [line.split() for line in CODES.sub("", capsys.readouterr().out).splitlines()]
    assert ["right", "and", "cited", "0.000", "1.000"] in [line[-5:] for line in lines]
    assert ["sentences", "struck", "0.250"] in [line[-3:] for line in lines]
