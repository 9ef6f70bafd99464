"""The command that trains: it writes what it learnt and how well, stops between steps, goes on, and tells faults."""

import json
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reader import train as module
from assistant.reader.train import main, train
from assistant.reader.training.corpora import Corpus, Lessons
from assistant.reader.training.recipe import Recipe
from assistant.reader.training.run import Run

RECIPE = Recipe(steps=5, cloze_steps=2, head_rate=1e-2)


@pytest.fixture
def lessons(corpora: Mapping[str, Corpus], written: Corpus) -> Lessons:
    """Lessons of the made articles, measured by themselves."""
    held_out = {name: corpora[name].sources for name in ("en", "de")}
    return Lessons(corpora, written, corpora["nb"].sources, written.sources, held_out)


Start = Callable[[Path], int]


@pytest.fixture
def start(encoder_folder: Path, lessons: Lessons, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts a run in a folder, or goes on with the one there, with batches of a few windows."""
    monkeypatch.setattr("assistant.reader.training.batches.TOKENS_A_BATCH", 512)

    def started(out: Path) -> int:
        out.mkdir(exist_ok=True)
        run = Run(encoder_folder, RECIPE, torch.device("cpu"))
        if (out / "checkpoint.pt").is_file():
            run.resume(out / "checkpoint.pt")
        return train(run, RECIPE, lessons, tokenizer, out, measure_every=2)

    return started


def steps_logged(out: Path) -> list[int]:
    return [json.loads(line)["step"] for line in (out / "log.jsonl").read_text("utf-8").splitlines()]


def average(out: Path) -> dict[str, Tensor]:
    weights: dict[str, Tensor] = torch.load(out / "average.pt", weights_only=True)
    return weights


def stop_after(step: int, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send this process a signal while a step is taken."""
    learn = Run.learn

    def signalled(run: Run, *batch: object) -> dict[str, float]:
        if run.step == step - 1:
            os.kill(os.getpid(), number)
        return learn(run, *batch)  # type: ignore[arg-type]

    monkeypatch.setattr(Run, "learn", signalled)


def test_a_run_is_measured_as_often_as_was_asked_and_at_its_end(start: Start, tmp_path: Path) -> None:
    assert start(tmp_path) == 0
    assert steps_logged(tmp_path) == [2, 4, 5]
    figures = json.loads((tmp_path / "log.jsonl").read_text("utf-8").splitlines()[-1])
    assert {"nb F1", "refused elsewhere by answers", "refused written by span", "en-de EM"} < set(figures)
    assert average(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("step", [2, 3])
def test_a_run_that_was_stopped_goes_on_to_the_weights_that_it_would_have_had(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: int
) -> None:
    handler = signal.getsignal(number)
    start(tmp_path / "whole")
    with monkeypatch.context() as patch:
        stop_after(step, number, patch)
        assert start(tmp_path / "stopped") == number
    assert torch.load(tmp_path / "stopped/checkpoint.pt", weights_only=True)["step"] == step
    assert average(tmp_path / "stopped").keys() == average(tmp_path / "whole").keys()
    assert signal.getsignal(number) is handler
    assert start(tmp_path / "stopped") == 0
    assert steps_logged(tmp_path / "stopped") == [2, 4, 5]
    whole, stopped = average(tmp_path / "whole"), average(tmp_path / "stopped")
    assert all(torch.equal(whole[name], stopped[name]) for name in whole)


def test_a_second_signal_ends_the_run_at_once(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(*_: object) -> dict[str, float]:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        return {}

    monkeypatch.setattr(Run, "learn", twice)
    with pytest.raises(KeyboardInterrupt):
        start(tmp_path)
    assert not (tmp_path / "checkpoint.pt").exists()


def test_what_was_stopped_while_it_was_measured_is_measured_first(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> dict[str, float]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "measure", killed)
        with pytest.raises(KeyboardInterrupt):
            start(tmp_path)
    assert start(tmp_path) == 0
    assert steps_logged(tmp_path) == [2, 4, 5]


def test_a_run_that_is_done_does_nothing_more(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(tmp_path)
    before = average(tmp_path)
    monkeypatch.setattr("assistant.reader.training.batches.Mixture._pool", lambda *_: pytest.fail("drew examples"))
    assert start(tmp_path) == 0
    assert steps_logged(tmp_path) == [2, 4, 5]
    assert all(torch.equal(before[name], weight) for name, weight in average(tmp_path).items())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--data", "nowhere"], "nowhere/norquad/train.json: cannot be read (No such file or directory); --data names"),
        (["--dropout", "1"], "--dropout 1.0: give a share"),
        (["--measure-every", "0"], "--measure-every 0: give a number from 1 on"),
        (["--device", "cuda"], "--device cuda: PyTorch finds no GPU here"),
    ],
)
def test_what_is_at_fault_is_told_in_one_line(
    given: list[str], told: str, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert main(["--out", "out", *given]) == 2
    error = capsys.readouterr().err
    assert error.startswith("train: ")
    assert told in error
    assert error.count("\n") == 1


def test_every_option_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    for part in ("--clozes-after", "for their many more texts", "(default: 0.998)", "goes on where it stopped"):
        assert part in " ".join(told.split())
