"""Where a run comes from: the version and commit of the program, and the machine."""

import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Origin:
    """The program and the machine that made a run.

    `commit` is that of the checkout the program runs from, with "+" when files in it are changed; None elsewhere.
    `precision` is what the bundled models multiply in there; None in runs of versions that knew but one.
    """

    version: str
    commit: str | None
    python: str
    processor: str
    cores: int
    precision: str | None = None


def origin() -> Origin:
    """Return where this process comes from."""
    # Imported here: it brings PyTorch, which those who only read runs can do without.
    from index.precision import fastest_precision

    precision = str(fastest_precision()).removeprefix("torch.")
    return Origin(version("kildevis"), _commit(), platform.python_version(), _processor(), _cores(), precision)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str | None:
    if not (_ROOT / ".git").exists():
        return None
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        return commit + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(_ROOT), *arguments], capture_output=True, check=True, encoding="utf-8", timeout=10
    )
    return done.stdout.strip()
