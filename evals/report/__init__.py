"""The report of a run: one HTML page that opens from disk and asks nothing of any network, and its JSON beside it."""

from pathlib import Path

from evals.evaluation import Evaluation
from evals.report.page import page
from evals.runs import to_json
from index.errors import InputError

PAGE = "index.html"
DATA = "run.json"


def write_report(folder: Path, evaluation: Evaluation, against: Evaluation | None = None) -> Path:
    """Write `index.html` and `run.json` into the folder, each whole or not at all, and return the path of the page.

    Args:
        folder: is made when it is not there; files of those names in it are replaced.
        evaluation: the run to report.
        against: an earlier run; the headline figures then say what changed since.

    Raises:
        InputError: the folder cannot be made or written to, or the two runs have no question in common.
    """
    make_folder(folder)
    files = {DATA: to_json(evaluation), PAGE: page(evaluation, against).encode("utf-8", "replace")}
    for name, content in files.items():
        _write(folder / name, content)
    return folder / PAGE


def make_folder(folder: Path) -> None:
    """Make the folder of a report, so that a run of some minutes need not end in finding that it cannot be.

    Raises:
        InputError: it is a file, or cannot be made.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the report")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made ({error.strerror}); name a folder that you may write to") from None


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written ({error.strerror}); name a folder that you may write to") from None
