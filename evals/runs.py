"""Runs kept under the data folder, each a JSON file that tells all of it."""

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evals.evaluation import Evaluation
from index.errors import InputError

LATEST = "latest"


def save(folder: Path, evaluation: Evaluation) -> Evaluation:
    """Write a run to `<folder>/evals/<id>.json`, whole or not at all, and return it with an id that no other has."""
    runs = folder / "evals"
    try:
        runs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{runs} cannot be made ({error.strerror}); set KILDEVIS_DATA to a folder you may write to"
        ) from None
    wanted, number = evaluation.run.id, 1
    while (runs / f"{evaluation.run.id}.json").exists():
        number += 1
        evaluation = replace(evaluation, run=replace(evaluation.run, id=f"{wanted}-{number}"))
    path = runs / f"{evaluation.run.id}.json"
    new = path.with_suffix(".new")
    new.write_bytes(to_json(evaluation))
    new.replace(path)
    return evaluation


def to_json(evaluation: Evaluation) -> bytes:
    """Return the run as the JSON that is stored."""
    return _adapter().dump_json(evaluation)


def ids(folder: Path) -> list[str]:
    """Return the ids of the runs kept in the data folder, oldest first."""
    return sorted(path.stem for path in (folder / "evals").glob("*.json"))


def load(folder: Path, wanted: str) -> Evaluation:
    """Return a run by its id, the beginning of it, or "latest".

    Raises:
        InputError: there is no such run, more than one, or its file cannot be read.
    """
    known = ids(folder)
    if not known:
        raise InputError(f"no run is kept in {folder / 'evals'}; `kildevis eval` makes one")
    found = [known[-1]] if wanted == LATEST else [one for one in known if one == wanted]
    found = found or [one for one in known if one.startswith(wanted)]
    if len(found) != 1:
        matching = f"{len(found)} runs begin with" if found else "no run"
        raise InputError(f"{matching} {wanted!r}; `kildevis eval list` lists them")
    path = folder / "evals" / f"{found[0]}.json"
    try:
        return _adapter().validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise InputError(
            f"{path}: cannot be read, it may be of another version; remove it, or run the evaluation again"
        ) from None


def _adapter() -> TypeAdapter[Evaluation]:
    return TypeAdapter(Evaluation)
