"""A command imports what it needs and no more, so that it starts at once."""

import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import COMMAND, Run

HEAVY = "torch transformers sentence_transformers gradio llama_index chromadb pydantic numpy rich tantivy lingua"


def test_help_answers_in_under_half_a_second() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.5


def test_the_command_line_itself_imports_nothing_heavy() -> None:
    code = f"import sys; from ui.cli import main; print(sorted(set({HEAVY.split()}) & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_help_names_every_command(kildevis: Run) -> None:
    done = kildevis("--help")
    assert done.returncode == 0
    for command in ("chat", "ask", "search", "index", "articles", "remove", "show", "settings"):
        assert f"\n    {command} " in done.stdout
        assert kildevis(command, "--help").returncode == 0


def test_the_installed_command_tells_its_version() -> None:
    script = Path(sys.executable).with_name("kildevis")
    done = subprocess.run([script, "--version"], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.startswith("kildevis 0.")
