"""Trains the support network: `python -m assistant.support.train --data ../shared --out FOLDER`.

The same command goes on where it stopped. FOLDER holds `average.pt`, the weights that
`assistant.support.publish` packs, `log.jsonl` with the figures measured on the way, and `checkpoint.pt`.
"""

import argparse
import json
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from assistant.reader.training.data import fit_and_tuning, norquad, xquad
from assistant.reader.training.network import training_precision
from assistant.reader.training.stopping import Stopping
from assistant.settings import load_settings
from assistant.support.support_model import SupportReader, encode_pairs
from assistant.support.training.network import SupportRun
from assistant.support.training.pairs import Pair, norquad_texts, written_claims
from assistant.support.training.recipe import SupportRecipe
from assistant.support.training.sampling import PairSampler
from assistant.support.training.texts import Text, aligned
from index.encoder import Encoder
from index.errors import InputError, KildevisError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLAIMS, ASIDE = Path("evals/claims/train.jsonl"), Path("evals/claims/claims.jsonl")
_POOL_BATCHES = 16  # drawn at once, so that pairs of like length come together
_TOLD_EVERY = 25  # steps
_MEASURED_CHARS = 700  # of the texts that claims left out are measured with
_PASSED = 0.9  # share of true claims that pass where the share of false ones caught is told
_SIGNALLED = 128  # and the signal's number: as a shell reports what a signal ended


class Lessons:
    """The texts and the claims that are learnt from, and the claims left out, which tell how well."""

    def __init__(self, data: Path, claims: Path, aside: Path) -> None:
        """Read NorQuAD's training split but for its tuning articles, XQuAD's articles to fit on, and the claims.

        Both splits of NorQuAD ask about the same articles, so those that the claims in `aside` are about, which are for
        figures alone, are looked up in its validation split and left out.

        Raises:
            InputError: a file is missing or broken.
        """
        kept = norquad_texts([data / "norquad/validation.json"])
        unseen = {kept[claim.article].text for claim in written_claims(aside) if claim.article in kept}
        fit = fit_and_tuning(norquad(data / "norquad/train.json"))[0]
        self.norwegian = [Text(s.article.text, "nb") for s in fit if s.article.text not in unseen]
        self.passages = aligned(xquad(data / "xquad"))
        texts = norquad_texts([data / "norquad/train.json"])
        known = [
            (claim, texts[claim.article])
            for claim in written_claims(claims)
            if claim.article in texts and texts[claim.article].text not in unseen
        ]
        self.written = [(claim, text) for claim, text in known if claim.split == "train"]
        chance = random.Random(0)
        pairs = [claim.pair(text, _MEASURED_CHARS, chance) for claim, text in known if claim.split == "fit"]
        self.left_out = [pair for pair in pairs if pair]


def batches(lessons: Lessons, recipe: SupportRecipe) -> Iterator[list[Pair]]:
    """Yield batches without end; a run's n-th step takes the n-th."""
    chance = random.Random(recipe.seed)
    given = (lessons.norwegian, lessons.passages, lessons.written, random.Random(f"{recipe.seed} pairs"))
    made = PairSampler(*given, 0.0, recipe.across)
    both = PairSampler(*given, recipe.hand, recipe.across)
    drawn = 0
    while True:
        sampler = both if drawn >= recipe.hand_from * recipe.steps else made
        pool = sorted(
            (sampler.draw() for _ in range(_POOL_BATCHES * recipe.batch)),
            key=lambda pair: len(pair.claim) + len(pair.text),
        )
        cut = [pool[first : first + recipe.batch] for first in range(0, len(pool), recipe.batch)]
        chance.shuffle(cut)
        drawn += len(cut)
        yield from cut


def measure(reader: SupportReader, pairs: Sequence[Pair]) -> dict[str, float]:
    """Return how well false claims are told from true ones: the area under the curve, and the share caught."""
    read = reader.read([(pair.claim, pair.text) for pair in pairs])
    scores = np.array([one.whole + (one.tokens.max() if len(one.tokens) else 0.0) for one in read])
    false = np.array([not pair.supported for pair in pairs])
    lower, higher = scores[~false], scores[false]
    wins = (higher[:, None] > lower[None]).mean() + (higher[:, None] == lower[None]).mean() / 2
    bound = np.quantile(lower, _PASSED)
    caught = {"auc": float(wins), "caught": float((higher > bound).mean())}
    for kind in sorted({pair.made for pair in pairs if not pair.supported}):
        of_kind = np.array([pair.made == kind for pair in pairs]) & false
        caught[f"caught/{kind}"] = float((scores[of_kind] > bound).mean())
    return {name: round(value, 3) for name, value in caught.items()}


def train(
    run: SupportRun, recipe: SupportRecipe, lessons: Lessons, tokenizer: "Tokenizer", out: Path, measure_every: int
) -> int:
    """Go on with the run to its last step, or until a signal; return the signal's number, else 0."""
    log = out / "log.jsonl"

    def keep() -> None:
        if run.step == recipe.steps or (run.step and run.step % measure_every == 0):
            run.save(out / "checkpoint.pt")
            run.save_average(out / "average.pt")
            with run.averaged() as model, training_precision(torch.device("cpu")):
                figures = measure(SupportReader(model, tokenizer), lessons.left_out)
            with log.open("a", encoding="utf-8") as file:
                print(json.dumps({"step": run.step, **figures}), file=file)
            print(run.step, json.dumps(figures), flush=True)

    with Stopping() as stopping:
        told: list[dict[str, float]] = []
        left = batches(lessons, recipe)
        for pairs in islice(left, run.step, recipe.steps) if run.step < recipe.steps else ():
            began = time.perf_counter()
            given = encode_pairs(tokenizer, [(pair.claim, pair.text) for pair in pairs])
            told.append({**run.learn(given, pairs), "seconds": time.perf_counter() - began})
            if run.step % _TOLD_EVERY == 0:
                print(run.step, {n: round(float(np.mean([t[n] for t in told])), 3) for n in told[0]}, flush=True)
                told = []
            keep()
            if stopping.number:
                run.save(out / "checkpoint.pt")
                print(f"stopped after step {run.step}; the same command goes on from there", flush=True)
                break
    return stopping.number


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when the run is done, 2 when the input is at fault, 1 when we are, or 128 and a signal's number."""
    given = _parser().parse_args(arguments)
    try:
        recipe = SupportRecipe(**{f.name: getattr(given, f.name) for f in fields(SupportRecipe)})
        if given.measure_every < 1:
            raise InputError(f"--measure-every {given.measure_every}: give a number from 1 on")
        if given.device == "cuda" and not torch.cuda.is_available():
            raise InputError("--device cuda: PyTorch finds no GPU here; leave it out")
        encoder = Encoder(cache=load_settings().cache)
        lessons = Lessons(given.data, given.claims, given.aside)
        from tokenizers import Tokenizer

        given.out.mkdir(parents=True, exist_ok=True)
        run = SupportRun(Path(encoder.source), recipe, torch.device(given.device))
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
        prog="python -m assistant.support.train",
        description=(__doc__ or "").splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/ and xquad/")
    parser.add_argument("--claims", type=Path, default=CLAIMS, help="claims written by hand, to learn from")
    parser.add_argument("--aside", type=Path, default=ASIDE, help="claims that the figures are of")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; an unfinished one goes on")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="where to train")
    parser.add_argument("--measure-every", type=int, default=150, metavar="STEPS", help="keep and measure so often")
    for part in fields(SupportRecipe):
        parser.add_argument(
            f"--{part.name.replace('_', '-')}", type=type(part.default), default=part.default, help=part.metadata["why"]
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
