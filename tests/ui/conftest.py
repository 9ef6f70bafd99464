"""A real Chromium, and the real chat served by `kildevis chat` in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.assistant.writer.faulty_server import FaultyServer, serving

ROOT = Path(__file__).parent.parent.parent
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ANSWER_TIMEOUT_MS = 60_000  # the first answer waits for the model to load
EVACUATED = "Mer enn 7000 personer skal være evakuert fra området."
EVACUATED_QUESTION = "Hvor mange er evakuert fra området?"


@dataclass(frozen=True)
class Chat:
    """A chat that is being served."""

    url: str
    data: Path
    network: Path
    """Where the process notes each address outside this machine that it looks up or connects to."""


WATCH_NETWORK = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        host = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = host[0] if isinstance(host, tuple) else host
        if isinstance(host, str) and "/" not in host and host not in ("127.0.0.1", "::1", "localhost"):
            with open(os.environ["NETWORK_LOG"], "a") as log:
                print(event, host, file=log)

sys.addaudithook(watch)
"""

Serve = Callable[..., Chat]
Open = Callable[..., Page]


@contextmanager
def serve(folder: Path, cache: Path, **settings: str) -> Iterator[Chat]:
    """Run `kildevis chat` with its data under `folder`, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    data, network = folder / "data", folder / "network"
    network.touch()
    (folder / "sitecustomize.py").write_text(WATCH_NETWORK)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "NETWORK_LOG": str(network),
        "KILDEVIS_DATA": str(data),
        "KILDEVIS_CACHE": str(cache),
        **{f"KILDEVIS_{name.upper()}": value for name, value in settings.items()},
    }
    with (folder / "stderr").open("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "chat", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=folder,
            text=True,
        )
        try:
            assert process.stdout is not None
            url = next((line.strip() for line in process.stdout if line.startswith("http://")), None)
            assert url, f"kildevis chat did not start: {(folder / 'stderr').read_text()}"
            yield Chat(url, data, network)
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("KILDEVIS_REQUIRE_BROWSER") == "1":
            pytest.fail("KILDEVIS_REQUIRE_BROWSER=1, but no chromium was found: install Debian's chromium")
        pytest.skip("no chromium was found, so the page was not tested in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def start(browser: Browser, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start another chat, with settings of its own; it ends with the tests."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(serve(tmp_path_factory.mktemp("chat"), cache, **settings))


@pytest.fixture(scope="session")
def chat(start: Serve) -> Chat:
    """A chat about the seed article, shared by the tests."""
    return start()


@pytest.fixture(scope="session")
def language_model() -> Iterator[FaultyServer]:
    """The server of a language model, shared by the tests."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def writing_chat(start: Serve, language_model: FaultyServer) -> Chat:
    """A chat about the seed article that quotes, and writes when asked to."""
    return start(llm_url=language_model.url, llm_model="m")


@pytest.fixture
def model(language_model: FaultyServer) -> FaultyServer:
    """The language model's server as new."""
    language_model.fault, language_model.pause_s = "", 0.0
    language_model.asked.clear()
    language_model.gone.clear()
    return language_model


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page as a user of its own; afterwards, no script may have failed and no request gone elsewhere."""
    faults: list[str] = []
    with ExitStack() as stack:

        def open_page(url: str, *, ready: bool = True, **context: object) -> Page:
            options = {"locale": "nb-NO", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 800}}
            user = stack.enter_context(browser.new_context(**{**options, **context}))  # type: ignore[arg-type]
            page = user.new_page()
            home = urlsplit(url).netloc

            def note_request(address: str) -> None:
                if urlsplit(address).scheme not in ("blob", "data") and urlsplit(address).netloc != home:
                    faults.append(f"request to {address}")

            page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
            page.on("request", lambda request: note_request(request.url))
            page.goto(url)
            if ready:
                expect(page.locator(".examples button").first).to_be_attached(timeout=ANSWER_TIMEOUT_MS)
                expect(page.locator(".article > *").first).to_be_visible()
            return page

        yield open_page
    assert not faults


@pytest.fixture
def page(open_page: Open, chat: Chat) -> Page:
    """The page about the seed article, wide, in Bokmål."""
    return open_page(chat.url)


def ask(page: Page, question: str) -> None:
    """Ask as a user does, and wait for the whole answer."""
    before = page.locator(".turn").count()
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    turn = page.locator(".turn").nth(before)
    expect(turn).to_have_class(re.compile("done|failed"), timeout=ANSWER_TIMEOUT_MS)
    expect(turn).to_contain_class("done")
