"""The machine and the packages that the figures belong to."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = "torch transformers sentence-transformers llama-index-core chromadb tantivy gradio kildevis".split()


def describe() -> str:
    """Return processor, cores, memory, load, Python and package versions, a line each."""
    return "\n".join(
        [
            f"{_field('/proc/cpuinfo', 'model name') or platform.processor()}, {os.cpu_count()} cores",
            f"memory {_field('/proc/meminfo', 'MemTotal')}, load before the run {os.getloadavg()[0]:.1f}",
            f"{platform.platform()}, Python {platform.python_version()}",
            ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        ]
    )


def _field(path: str, name: str) -> str:
    file = Path(path)
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")
