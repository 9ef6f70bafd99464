"""A language model as judge, behind an endpoint of our own that speaks OpenAI's chat completions."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant.settings import Settings, load_settings
from evals.evaluation import Options
from evals.figures import figures
from evals.judge import connect, judged
from evals.rows import Row
from evals.running import evaluate
from index.errors import InputError
from tests.evals.samples import CROSSING, PRICE, answer, question, refusal, row, unanswered

KEY = "sk-hemmelig-1234567890"
ROWS = [
    row(question(id="right"), answer(PRICE)),
    row(question(id="wrong"), answer(CROSSING)),
    row(question(id="held"), refusal()),
    row(unanswered(id="none"), answer(PRICE)),
]

# From what the model is asked, and the key that it is asked with, to a status and a body.
Reply = Callable[[str, str], tuple[int, bytes]]


def completion(content: str) -> bytes:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return json.dumps(
        {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    ).encode()


def judging(faithful: str, correct: str) -> Reply:
    """A model that replies with the one to LlamaIndex's question of faithfulness, the other to that of correctness."""

    def reply(prompt: str, key: str) -> tuple[int, bytes]:
        said = faithful if "supported by the context" in prompt else correct if "Reference Answer" in prompt else "ja"
        return 200, completion(said)

    return reply


def failing(status: int, body: bytes) -> Reply:
    return lambda prompt, key: (status, body)


@contextmanager
def serving(reply: Reply) -> Iterator[Settings]:
    """Settings that name a language model which replies like that."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = "\n".join(str(message["content"]) for message in given["messages"])
            status, body = reply(prompt, self.headers.get("Authorization", "").removeprefix("Bearer "))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield load_settings(llm_url=f"http://127.0.0.1:{server.server_address[1]}/v1", llm_model="dommer", llm_key=KEY)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to this machine goes there straight, whatever the environment says."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def judge(reply: Reply) -> list[Row]:
    with serving(reply) as settings:
        return judged(ROWS, connect(settings), lambda stage, done: None)


def marks(rows: list[Row]) -> dict[str, dict[str, float]]:
    return {
        one.question.id: {name: share[0] for name, share in one.shares.items() if name.startswith("judge.")}
        for one in rows
    }


def test_what_was_answered_and_has_an_answer_is_judged() -> None:
    good = {"judge.faithful": 1.0, "judge.correct": 1.0}
    assert marks(judge(judging("YES", "4.5\nSvaret er riktig."))) == {
        "right": good,
        "wrong": good,
        "held": {},
        "none": {},
    }


@pytest.mark.parametrize(
    ("faithful", "correct", "expected"),
    [
        ("NO", "3.5\nIkke helt.", {"judge.faithful": 0.0, "judge.correct": 0.0}),
        ("Yes, it is.", "4.0\n", {"judge.faithful": 1.0, "judge.correct": 1.0}),
        ("YES", "4.5", {"judge.faithful": 1.0, "judge.correct": 1.0}),  # a mark without its reasons
    ],
)
def test_the_marks_are_the_models(faithful: str, correct: str, expected: dict[str, float]) -> None:
    assert marks(judge(judging(faithful, correct)))["right"] == expected


@pytest.mark.parametrize(
    ("faithful", "correct", "judged_by"),
    [
        ("YES", "Det vet jeg ikke.", {"judge.faithful"}),
        ("YES", "Godt svar.\n4.5", {"judge.faithful"}),
        ("YES", "", {"judge.faithful"}),
        ("Det vet jeg ikke.", "5\nBra.", {"judge.correct"}),
    ],
)
def test_a_reply_without_a_mark_leaves_it_unjudged(faithful: str, correct: str, judged_by: set[str]) -> None:
    assert marks(judge(judging(faithful, correct)))["right"].keys() == judged_by


def test_a_failure_at_one_question_leaves_the_others_judged() -> None:
    def reply(prompt: str, key: str) -> tuple[int, bytes]:
        return (500, b"{}") if CROSSING in prompt else judging("YES", "5\nBra.")(prompt, key)

    known = marks(judge(reply))
    assert known["wrong"] == {}
    assert known["right"] == {"judge.faithful": 1.0, "judge.correct": 1.0}


def test_the_model_is_shown_the_question_the_quotations_and_the_gold() -> None:
    prompts: list[str] = []

    def reply(prompt: str, key: str) -> tuple[int, bytes]:
        prompts.append(prompt)
        return judging("YES", "5\nBra.")(prompt, key)

    judge(reply)
    faithful, correct = (
        next(prompt for prompt in prompts if words in prompt and CROSSING in prompt)
        for words in ("YES or NO", "Reference Answer")
    )
    assert PRICE not in faithful  # the gold is none of the quotations
    for words in ("Hva kostet ferja?", "400 millioner kroner", PRICE):
        assert words in correct


def test_the_endpoint_is_given_the_key() -> None:
    keys: set[str] = set()

    def reply(prompt: str, key: str) -> tuple[int, bytes]:
        keys.add(key)
        return judging("YES", "5\nBra.")(prompt, key)

    judge(reply)
    assert keys == {KEY}


def test_the_judges_figures_are_over_what_was_judged() -> None:
    known = figures(judge(judging("YES", "2\nNei.")))
    assert {name: (known[name].value, known[name].n) for name in ("judge.faithful", "judge.correct")} == {
        "judge.faithful": (1, 2),
        "judge.correct": (0, 2),
    }


# --- Connecting


def complaint(settings: Settings) -> str:
    with pytest.raises(InputError) as error:
        connect(settings)
    said = str(error.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize("given", [{}, {"llm_url": "http://127.0.0.1:9/v1"}, {"llm_model": "dommer"}])
def test_without_a_model_the_settings_that_name_one_are_told(given: dict[str, str]) -> None:
    said = complaint(load_settings(**given))
    assert "KILDEVIS_LLM_URL" in said
    assert "KILDEVIS_LLM_MODEL" in said


@pytest.mark.parametrize(
    "reply",
    [
        failing(401, b'{"error": {"message": "Incorrect API key provided"}}'),
        failing(404, b'{"error": {"message": "The model does not exist"}}'),
        failing(500, b"Internal\nServer\nError"),
        failing(200, b"<html>\nVelkommen</html>"),
        failing(200, b"{}"),
        failing(200, b"[]"),
        failing(200, b""),
        failing(200, b'{"choices": []}'),
    ],
    ids=["401", "404", "500", "a web page", "an empty object", "a list", "nothing", "no choice"],
)
def test_an_endpoint_that_does_not_answer_as_it_should_is_named_with_the_settings(reply: Reply) -> None:
    with serving(reply) as settings:
        said = complaint(settings)
    for words in ("'dommer'", str(settings.llm_url), "KILDEVIS_LLM_KEY"):
        assert words in said


def test_where_nothing_listens_it_is_said_so() -> None:
    with serving(judging("YES", "5\n")) as settings:
        pass
    assert "does not answer" in complaint(settings)


@pytest.mark.parametrize(
    "repeat",
    [
        lambda key: json.dumps({"error": {"message": f"Incorrect API key provided: {key}"}}).encode(),
        lambda key: f"Unauthorized: Bearer {key}".encode(),
    ],
)
def test_the_key_is_in_no_message_even_where_the_server_repeats_it(repeat: Callable[[str], bytes]) -> None:
    with serving(lambda prompt, key: (401, repeat(key))) as settings:
        assert KEY not in complaint(settings)


def test_a_judge_that_does_not_answer_is_found_before_anything_is_asked() -> None:
    stages: list[str] = []
    with serving(failing(401, b"{}")) as settings, pytest.raises(InputError, match="KILDEVIS_LLM_URL"):
        evaluate(
            options=Options(judge=True, baselines=()),
            settings=settings,
            progress=lambda stage, done: stages.append(stage),
        )
    assert stages == []
