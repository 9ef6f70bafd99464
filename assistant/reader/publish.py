"""Packs trained weights into the file that travels: `python -m assistant.reader.publish FOLDER/average.pt ...`.

Weights of several runs are averaged: as they began alike, their mean reads better than any of them (model soups,
Wortsman et al. 2022), and costs no more.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from assistant.reader import difference
from assistant.reader.bundled_reader import WEIGHTS_FILE, first_weights, reader_of
from assistant.reader.kept_weights import weights_in
from assistant.settings import load_settings
from index.bundled_model import bundled_model
from index.errors import InputError, KildevisError

Base = Callable[[Path], tuple[Mapping[str, Tensor], Tensor]]
Check = Callable[[difference.Difference, Path], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights' difference to the reader's first step, and print its hash, which `bundled_reader.py` wants.

    Returns 0 when done, 2 when the input is at fault, 1 when we are.
    """
    return publish("assistant.reader.publish", WEIGHTS_FILE, first_weights, reader_of, arguments)


def publish(module: str, file: Path, base: Base, check: Check, arguments: Sequence[str] | None) -> int:
    """Do what `main` does for any network.

    Args:
        module: the command's.
        file: where its weights lie unless `--to` says otherwise.
        base: returns the weights that training began with and the word embeddings, given the bundled encoder's folder.
        check: puts packed weights on those, and raises `KildevisError` where they do not fit.
        arguments: of the command line.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}",
        description=(__doc__ or "").splitlines()[0].partition(":")[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("weights", type=Path, nargs="+", help="average.pt of a training run, or of several")
    parser.add_argument("--to", type=Path, default=file, help="the file to write")
    parser.add_argument(
        "--kind", choices=[*difference.GRIDS, "whole"], default=difference.DEFAULT, help="levels of a weight"
    )
    parser.add_argument("--group", type=int, default=difference.GROUP, help="weights that share a scale")
    given = parser.parse_args(arguments)
    try:
        folder = bundled_model(load_settings().cache / "models")
        packed = packed_weights(given.weights, folder, given.kind, given.group, base, check)
        sha256 = difference.save(
            given.to, packed, {"trained": " ".join(path.absolute().parent.name for path in given.weights)}
        )
    except OSError as error:
        print(f"publish: {given.to}: cannot be written ({error.strerror}); name another file", file=sys.stderr)
        return 2
    except KildevisError as error:
        print(f"publish: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    print(f"{given.to}: {given.to.stat().st_size / 1e6:.2f} MB, WEIGHTS_SHA256 = {sha256!r}")
    return 0


def packed_weights(
    paths: Sequence[Path],
    folder: Path,
    kind: difference.Kind,
    group: int,
    base: Base = first_weights,
    check: Check = reader_of,
) -> difference.Difference:
    """Pack the mean of training runs' `average.pt` as its difference to the base, given the encoder's folder.

    Raises:
        InputError: a file is missing or does not hold the network's weights, or the group does not divide them.
    """
    if group < 1:
        raise InputError(f"--group {group}: give a number from 1 on")
    names = ", ".join(map(str, paths))
    try:
        packed = difference.pack(base(folder)[0], _mean([weights_in(path) for path in paths]), kind, group)
        check(packed, folder)
    except InputError:
        raise
    except KildevisError as error:
        raise InputError(f"{names}: {error}") from None
    return packed


def _mean(runs: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    shapes = [{name: weight.shape for name, weight in run.items()} for run in runs]
    if any(other != shapes[0] for other in shapes):
        raise KildevisError("their weights differ in names or shapes; give runs of the same network")
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}


if __name__ == "__main__":
    sys.exit(main())
