"""Whatever a language model's server does, words come out or one reason does, and in time."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from llama_index.core.llms import ChatMessage

from assistant.settings import Settings
from assistant.writer.endpoint import Endpoint
from assistant.writer.failure import WriterError
from index.errors import InputError
from tests.assistant.writer.conftest import TIMEOUT_S
from tests.assistant.writer.faulty_server import FaultyServer

ASKED = [ChatMessage(role="user", content="Står det der?")]


def endpoint(url: str, **given: object) -> Endpoint:
    return Endpoint(Settings(**{"llm_url": url, "llm_model": "m", "llm_timeout": TIMEOUT_S, **given}))  # type: ignore[arg-type]


def words_of(parts: Iterator[str]) -> list[str]:
    return list(filter(None, parts))


def test_words_come_one_by_one_and_in_full(server: FaultyServer) -> None:
    assert words_of(endpoint(server.url).stream(ASKED, 200)) == server.words
    (body,) = server.asked
    assert body["messages"] == [{"role": "user", "content": "Står det der?"}]
    assert (body["model"], body["stream"], body["max_tokens"], body["temperature"]) == ("m", True, 200, 0.0)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("401", "refused_key"),
        ("403", "refused_key"),
        ("404", "server_error"),
        ("429", "busy"),
        ("500", "server_error"),
        ("503", "server_error"),
        ("hang", "timeout"),
        ("drip", "timeout"),
        ("html", "empty"),
        ("json", "broken"),
        ("half", "broken"),
        ("empty", "empty"),
        ("endless", "endless"),
    ],
)
def test_every_fault_is_one_reason_in_time(server: FaultyServer, fault: str, reason: str) -> None:
    server.fault = fault
    start = time.perf_counter()
    with pytest.raises(WriterError) as error:
        list(endpoint(server.url).stream(ASKED, 200))
    assert error.value.reason == reason
    assert time.perf_counter() - start < TIMEOUT_S + 4
    assert len(server.asked) == 1


def test_nobody_there_is_told_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(WriterError) as error:
        list(endpoint("http://127.0.0.1:9/v1").stream(ASKED, 200))
    assert error.value.reason == "unreachable"
    assert time.perf_counter() - start < 4


@pytest.mark.parametrize("fault", ["endless", "drip", "hang"])
def test_stopping_stops_the_server_too(server: FaultyServer, fault: str) -> None:
    server.fault, server.pause_s = fault, 0.01
    words = endpoint(server.url).stream(ASKED, 200)
    if fault == "endless":
        assert next(filter(None, words)) == "ord "
        words.close()
    else:
        with pytest.raises(WriterError):
            list(words)
    assert server.gone.wait(5)


@pytest.mark.parametrize("fault", ["drip", "hang"])
def test_a_silent_server_can_be_stopped_before_its_time_is_up(server: FaultyServer, fault: str) -> None:
    server.fault = fault
    words = endpoint(server.url, llm_timeout=60).stream(ASKED, 200)
    assert next(words) == ""
    words.close()
    assert server.gone.wait(5)


@pytest.mark.parametrize("fault", ["", "endless", "drip", "hang", "500"])
def test_no_thread_outlives_its_call(server: FaultyServer, fault: str) -> None:
    server.fault, server.pause_s = fault, 0.01
    words = endpoint(server.url).stream(ASKED, 200)
    with suppress(WriterError):
        next(words)
    words.close()
    # One that runs when the interpreter ends may abort the process.
    assert not [thread for thread in threading.enumerate() if thread.name == "writer"]


def test_after_failures_in_a_row_the_next_questions_are_spared_the_wait(server: FaultyServer) -> None:
    server.fault = "500"
    model = endpoint(server.url)
    for _ in range(5):
        with pytest.raises(WriterError) as error:
            list(model.stream(ASKED, 200))
        assert error.value.reason == "server_error"
    assert len(server.asked) == 2
    server.fault = ""
    model._caller._breaker.reset_timeout = 0.0
    assert words_of(model.stream(ASKED, 200)) == server.words
    assert words_of(model.stream(ASKED, 200)) == server.words
    assert len(server.asked) == 4


def test_a_user_who_stops_is_no_failure(server: FaultyServer) -> None:
    model = endpoint(server.url)
    for _ in range(4):
        words = model.stream(ASKED, 200)
        next(words)
        words.close()
    assert words_of(model.stream(ASKED, 200)) == server.words


def test_the_key_comes_from_the_setting_or_a_file_and_is_never_shown(server: FaultyServer, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("hemmelig-fil\n", "utf-8")
    list(endpoint(server.url, llm_key="hemmelig").stream(ASKED, 200))
    list(endpoint(server.url, llm_key_file=file).stream(ASKED, 200))
    list(endpoint(server.url).stream(ASKED, 200))
    assert server.keys == ["Bearer hemmelig", "Bearer hemmelig-fil", "Bearer none"]
    assert "hemmelig" not in repr(Settings(llm_key="hemmelig"))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="llm_key_file"):
        endpoint(server.url, llm_key_file=tmp_path / "none")


def test_without_an_address_one_line_says_what_to_set() -> None:
    with pytest.raises(InputError, match="KILDEVIS_LLM_URL"):
        Endpoint(Settings())
