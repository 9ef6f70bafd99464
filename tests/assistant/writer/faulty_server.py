"""A real HTTP server that speaks, and misspeaks, the OpenAI protocol."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FaultyServer(ThreadingHTTPServer):
    """Answers every chat with `words`, or misbehaves as `fault` says; `asked` and `gone` tell what happened."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.words = ["Ja", ", det", " står", " der [1]."]
        self.fault = ""
        self.pause_s = 0.0
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.gone = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

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

    def do_POST(self) -> None:
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(body)
        server.keys.append(self.headers.get("Authorization", ""))
        fault = server.fault
        if fault.isdigit():
            self._plain(int(fault), json.dumps({"error": {"message": f"fault {fault}"}}))
        elif fault == "hang":
            self._wait(60)
        elif fault == "html":
            self._plain(200, "<html>Welcome</html>", "text/html")
        elif fault == "json":
            self._stream(["{not json"], raw=True)
        elif fault == "half":
            self._stream(server.words[:2], end=False)
        elif fault == "empty":
            self._stream([])
        elif fault == "endless":
            self._stream("ord " for _ in range(10**9))
        elif fault == "drip":
            self._comments()
        else:
            self._stream(server.words)

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


def _chunk(delta: dict[str, str], finish: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})
