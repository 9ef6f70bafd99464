"""Nothing leaves the machine: no look-up of a name, no connection, from the first question on."""

import json
import subprocess
from pathlib import Path

from tests.cli.conftest import COMMAND, environment

# Python reports these events before it does them, whoever asks for them, and also when a library has its own copy of
# the functions; `sitecustomize` is imported before anything else.
GUARD = """
import sys

LOOPBACK = ("127.", "::1", "localhost")

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        address = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1][0] if isinstance(arguments[1], tuple) else None  # else a local socket's path
    else:
        return
    if address is not None and not str(address).startswith(LOOPBACK):
        with open({log!r}, "a") as log:
            print(event, arguments[1:] if "connect" in event else arguments, file=log)
        raise OSError(f"the test allows no {event} to {address}")

sys.addaudithook(watch)
"""


def guarded(tmp_path: Path, cache: Path, *command: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD.replace("{log!r}", repr(str(tmp_path / "log"))), "utf-8")
    variables = environment(tmp_path / "data", cache)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        variables.pop(name, None)  # a user has not set them
    variables["PYTHONPATH"] = f"{guard}:{variables['PYTHONPATH']}"
    return subprocess.run(command, capture_output=True, env=variables, check=False, encoding="utf-8", cwd=tmp_path)


def test_the_guard_sees_a_connection(tmp_path: Path, cache: Path) -> None:
    code = "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')"
    done = guarded(tmp_path, cache, COMMAND[0], "-c", code)
    assert "the test allows no socket" in done.stderr
    assert "192.0.2.1" in (tmp_path / "log").read_text()


def test_the_first_question_asks_nothing_of_the_network(tmp_path: Path, cache: Path) -> None:
    done = guarded(tmp_path, cache, *COMMAND, "ask", "--json", "Hvem er statsminister i Armenia?")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["citations"]
    assert not (tmp_path / "log").exists()
