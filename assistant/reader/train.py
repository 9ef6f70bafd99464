"""Trains the span reader: `python -m assistant.reader.train --data ../shared --out FOLDER`.

The same command goes on where it stopped. FOLDER holds `average.pt`, the weights that `assistant.reader.publish` packs,
`log.jsonl` with the figures measured on the way, and `checkpoint.pt`.
"""

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from assistant.reader.span_inputs import encode
from assistant.reader.training.batches import MAX_TOKENS, Mixture
from assistant.reader.training.corpora import Lessons, lessons_in
from assistant.reader.training.measuring import measure
from assistant.reader.training.recipe import Recipe
from assistant.reader.training.run import Run
from assistant.reader.training.stopping import Stopping
from assistant.reader.training.written import QUESTIONS
from assistant.settings import load_settings
from index.encoder import Encoder
from index.errors import InputError, KildevisError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_TOLD_EVERY = 50  # steps
_SIGNALLED = 128  # and the signal's number: as a shell reports what a signal ended


def train(run: Run, recipe: Recipe, lessons: Lessons, tokenizer: "Tokenizer", out: Path, measure_every: int) -> int:
    """Go on with the run to its last step, or until a signal; return the signal's number, else 0.

    Args:
        run: new, or as `out` has it.
        recipe: the run's.
        lessons: those that it began with, so that the batches drawn for the steps done are the same.
        tokenizer: the encoder's.
        out: where `checkpoint.pt`, `average.pt` and `log.jsonl` are written.
        measure_every: after so many steps these are, and after the last.
    """
    log = out / "log.jsonl"
    measured = {json.loads(line)["step"] for line in log.read_text("utf-8").splitlines()} if log.is_file() else set()

    def keep() -> None:
        if run.step == recipe.steps or (run.step and run.step % measure_every == 0):
            run.save(out / "checkpoint.pt")
            run.save_average(out / "average.pt")
            if run.step not in measured:
                with run.averaged() as model:
                    figures = measure(model, tokenizer, lessons)
                with log.open("a", encoding="utf-8") as file:
                    print(json.dumps({"step": run.step, **figures}), file=file)
                print(run.step, json.dumps(figures), flush=True)

    with Stopping() as stopping:
        keep()  # what was stopped while it was measured
        told: list[dict[str, float]] = []
        batches = Mixture(lessons.corpora, lessons.written, recipe, tokenizer).batches()
        for examples in islice(batches, run.step, recipe.steps) if run.step < recipe.steps else ():
            began = time.perf_counter()
            inputs = encode(tokenizer, [(e.question, e.lead, e.text) for e in examples], MAX_TOKENS)
            told.append({**run.learn(inputs, examples), "seconds": time.perf_counter() - began})
            if run.step % _TOLD_EVERY == 0:
                print(
                    run.step, {name: round(float(np.mean([t[name] for t in told])), 3) for name in told[0]}, flush=True
                )
                told = []
            keep()
            if stopping.number:
                run.save(out / "checkpoint.pt")
                run.save_average(out / "average.pt")
                print(f"stopped after step {run.step}; the same command goes on from there", flush=True)
                break
    return stopping.number


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when the run is done, 2 when the input is at fault, 1 when we are, or 128 and a signal's number."""
    given = _parser().parse_args(arguments)
    try:
        recipe = Recipe(**{f.name: getattr(given, f.name) for f in fields(Recipe)})
        if given.measure_every < 1:
            raise InputError(f"--measure-every {given.measure_every}: give a number from 1 on")
        if given.device == "cuda" and not torch.cuda.is_available():
            raise InputError("--device cuda: PyTorch finds no GPU here; leave it out")
        settings = load_settings()
        encoder = Encoder(cache=settings.cache)
        lessons = lessons_in(given.data, given.questions, recipe.everything, encoder, settings.cache / "training")
        from tokenizers import Tokenizer

        given.out.mkdir(parents=True, exist_ok=True)
        run = Run(Path(encoder.source), recipe, torch.device(given.device))
        if (given.out / "checkpoint.pt").is_file():
            run.resume(given.out / "checkpoint.pt")
        tokenizer = Tokenizer.from_file(f"{encoder.source}/tokenizer.json")
        number = train(run, recipe, lessons, tokenizer, given.out, given.measure_every)
        return _SIGNALLED + number if number else 0
    except KeyboardInterrupt:
        return _SIGNALLED + signal.SIGINT
    except KildevisError as error:
        print(f"train: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.reader.train",
        description=(__doc__ or "").partition("\n\n")[2],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    data = "folder that holds norquad/train.json and xquad/xquad.{en,de,es,ro}.json"
    parser.add_argument("--data", type=Path, default=Path("../shared"), help=data)
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="questions written by hand")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run, made when missing")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="where the network is taught, in bf16")
    parser.add_argument("--measure-every", type=int, default=750, help="steps between two checkpoints with figures")
    for f in fields(Recipe):
        name, why = f"--{f.name.replace('_', '-')}", f.metadata["why"]
        if f.type is bool:
            parser.add_argument(name, action="store_true", help=why)
        else:
            parser.add_argument(name, type=type(f.default), default=f.default, help=why)
    return parser


if __name__ == "__main__":
    sys.exit(main())
