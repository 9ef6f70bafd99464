"""The command line as a user meets it: a process of its own, its output and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

COMMAND = [sys.executable, "-m", "ui.cli"]


def environment(data: Path, cache: Path, **more: str) -> dict[str, str]:
    """An environment in which Kildevis stores everything under `data` and `cache`."""
    root = str(Path(__file__).parent.parent.parent)
    return {**os.environ, "KILDEVIS_DATA": str(data), "KILDEVIS_CACHE": str(cache), "PYTHONPATH": root, **more}


@pytest.fixture
def kildevis(data: Path, cache: Path, tmp_path: Path) -> Run:
    """Runs `kildevis` with the arguments given, in an empty folder, with an empty library."""

    def run(*arguments: object, stdin: str | bytes = "", **more: str) -> "subprocess.CompletedProcess[str]":
        given = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=given,
            capture_output=True,
            cwd=tmp_path / "work",
            env=environment(data, cache, **more),
            check=False,
        )
        output, complaint = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, output, complaint)

    return run


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> dict[str, Any]:
    """What `kildevis ask` made and said at its first question: `data` folder, `question`, `stdout`, `answer`."""
    folder = tmp_path_factory.mktemp("seeded")
    question = "Hvem er statsminister i Armenia?"
    done = subprocess.run(
        [*COMMAND, "ask", "--json", question],
        capture_output=True,
        cwd=folder,
        env=environment(folder / "data", cache),
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return {"data": folder / "data", "question": question, "stdout": done.stdout, "answer": json.loads(done.stdout)}


@pytest.fixture
def ask_seeded(kildevis: Run, seeded: dict[str, Any]) -> Run:
    """Runs `kildevis` on the library that holds the seed article; for commands that only read."""

    def run(*arguments: object, **more: Any) -> "subprocess.CompletedProcess[str]":
        return kildevis(*arguments, KILDEVIS_DATA=str(seeded["data"]), **more)

    return run
