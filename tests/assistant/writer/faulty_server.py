"""A real HTTP server that speaks, and misspeaks, the OpenAI protocol."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FaultyServer(ThreadingHTTPServer):
    """Answers every chat with `words`, or misbehaves as `fault` says; `asked` and `gone` tell what happened.

    `{words}` in what it says stands for the number of the sentence given that has these words. Asked to word a question
    anew, it says `meant`, and answers it like any other where that is empty.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.words = ["Ja", ", det", " står", " der [1]."]
        self.meant = ""
        self.fault = ""
        self.pause_s = 0.0
        self.models: list[str] | None = ["m"]
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.gone = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def say(self, text: str) -> None:
        """Answer from now on with a text, word by word."""
        self.words = re.findall(r"\{[^}]*\}\S*\s*|[^\s{]+\s*|\s+", text)

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.gone.set()  # the client hung up


@contextmanager
def serving() -> Iterator[FaultyServer]:
    """Run a server until the end of the block."""
    server = FaultyServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: FaultyServer

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        server = self.server
        server.keys.append(self.headers.get("Authorization", ""))
        if server.fault.isdigit():
            self._plain(int(server.fault), json.dumps({"error": {"message": f"fault {server.fault}"}}))
        elif server.fault == "hang":
            self._wait(60)
        elif server.fault == "html":
            self._plain(200, "<html>Welcome</html>", "text/html")
        elif server.models is None or not self.path.endswith("/v1/models"):
            self._plain(404, "{}")
        else:
            listed = [{"id": name, "object": "model", "created": 1, "owned_by": "me"} for name in server.models]
            self._plain(200, json.dumps({"object": "list", "data": listed}))

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(body)
        server.keys.append(self.headers.get("Authorization", ""))
        fault = server.fault
        words = [_numbered(word, body) for word in server.words]
        if server.meant and re.search(r"(?:Nytt spørsmål|New question): ", str(body["messages"][-1]["content"])):
            words = [server.meant]
        if fault.isdigit():
            self._plain(int(fault), json.dumps({"error": {"message": f"fault {fault}"}}))
        elif fault == "unknown model":
            self._plain(404, json.dumps({"error": {"message": "no such model"}}))
        elif fault == "hang":
            self._wait(60)
        elif fault == "html":
            self._plain(200, "<html>Welcome</html>", "text/html")
        elif fault == "json":
            self._stream(["{not json"], raw=True)
        elif fault == "half":
            self._stream(words[: len(words) // 2], end=False)
        elif fault == "empty":
            self._stream([])
        elif fault == "endless":
            self._stream("ord " for _ in range(10**9))
        elif fault == "drip":
            self._comments()
        else:
            self._stream(words)

    def _plain(self, status: int, content: str, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content.encode())

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _stream(self, words: Any, *, end: bool = True, raw: bool = False) -> None:
        self._begin()
        try:
            for word in words:
                self._send(word if raw else _chunk({"role": "assistant", "content": word}, None))
                time.sleep(self.server.pause_s)
            if end:
                self._send(_chunk({}, "stop"))
                self._send("[DONE]")
        except OSError:
            self.server.gone.set()

    def _send(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def _comments(self) -> None:
        """Keep the connection alive, and never say a word."""
        self._begin()
        try:
            while True:
                self.wfile.write(b": wait\n\n")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            self.server.gone.set()

    def _wait(self, seconds: float) -> None:
        self.connection.settimeout(seconds)
        if not self.connection.recv(1):
            self.server.gone.set()


def _numbered(word: str, body: dict[str, Any]) -> str:
    """The word, with the number of the sentence meant; 99 where none was given that has the words."""
    lines = str(body["messages"][-1]["content"]).splitlines()

    def number(match: re.Match[str]) -> str:
        meant = (line for line in lines if line.startswith("[") and match[1] in line)
        return next(meant, "[99]").partition(" ")[0]

    return re.sub(r"\{([^}]*)\}", number, word)


def _chunk(delta: dict[str, str], finish: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})
