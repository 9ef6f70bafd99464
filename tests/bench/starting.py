"""Cold start: a process from nothing to an answer, or to a page, against one that only imports what they need."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

QUESTION = "Hvem er statsminister i Armenia?"
IMPORTS = {
    "torch": "import torch",
    "transformers": "import transformers",
    "sentence_transformers": "from sentence_transformers import SentenceTransformer",
    "llama_index.core": "import llama_index.core",
    "llama_index.vector_stores.chroma": "from llama_index.vector_stores.chroma import ChromaVectorStore",
    "chromadb": "import chromadb",
    "tantivy": "import tantivy",
    "lingua": "import lingua",
    "sentencex": "import sentencex",
    "snowballstemmer": "import snowballstemmer",
    "pydantic_settings": "import pydantic_settings",
    "numpy": "import numpy",
    "rich": "import rich.console",
    "gradio": "import gradio",
}
ASK = "import sys; from ui.cli import main; code = main(sys.argv[1:])"
SAY_MODULES = f"; print([name for name in {list(IMPORTS)} if name in sys.modules], file=sys.stderr); sys.exit(code)"


@dataclass(frozen=True)
class Run:
    """Seconds that a process took, and the most memory that it held."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class PageStart:
    """Seconds from the start of `kildevis chat` until the page comes, and until questions can be answered."""

    page_s: float
    ready_s: float
    peak_mb: float


def needed_imports() -> list[str]:
    """Return the import statements of the packages that `kildevis ask` in fact imports."""
    command = [sys.executable, "-c", ASK + SAY_MODULES, "ask", "--json", QUESTION]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    names = done.stderr.strip().splitlines()[-1].strip("[]").replace("'", "").split(", ")
    return [IMPORTS[name] for name in names]


def ask() -> Run:
    """Start `kildevis ask`, on an index that is there, and wait for its answer."""
    return _timed([sys.executable, "-m", "ui.cli", "ask", "--json", QUESTION])


def bare_imports(statements: list[str]) -> Run:
    """Start Python, run the import statements, and end."""
    return _timed([sys.executable, "-c", "; ".join(statements)])


def page(log: Path) -> PageStart:
    """Start `kildevis chat`, fetch the page as soon as the port answers, and wait until the model is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "chat", "--port", str(port)], stdout=written, stderr=written
        )
    try:
        while _get(url + "/") is None:
            _still_runs(process, log)
        page_s = time.perf_counter() - began
        while '"ready"' not in (_get(url + "/status") or ""):
            _still_runs(process, log)
        ready_s = time.perf_counter() - began
    finally:
        process.terminate()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0  # already waited for
    return PageStart(page_s, ready_s, usage.ru_maxrss / 1024)


def _timed(command: list[str]) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{json.dumps(command)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def _get(url: str) -> str | None:
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return str(response.read().decode("utf-8"))
    except (urllib.error.URLError, ConnectionError):
        time.sleep(0.01)
        return None


def _still_runs(process: "subprocess.Popen[bytes]", log: Path) -> None:
    if process.poll() is not None:
        raise SystemExit(f"kildevis chat ended: {log.read_text('utf-8')}")
