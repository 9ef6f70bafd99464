"""The whole of write mode with a real language model behind a real server: its machinery, never the model's wit."""

import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from llama_index.core.llms import ChatMessage

from assistant import Assistant
from assistant.verify import Verdict, Verifier
from assistant.writer.endpoint import Endpoint
from index.article import Article
from tests.assistant.contract import check_contract
from tests.assistant.writer.conftest import Writing
from tests.chat_model import NAME, NoChatModelError, chat_model, serving_chat_model
from ui.cli import main

ARTICLE = Article(
    "ferry",
    "The new ferry between Lavik and Oppedal began to run on Monday. It cost 400 million kroner.\n\n"
    "The crossing takes twenty minutes, says captain Kari Dahl. The old ferry was sold to Greece.\n",
)
ASKED = "How much did the new ferry cost?"


@pytest.fixture(scope="module")
def model(cache: Path) -> Path:
    try:
        return chat_model(cache)
    except NoChatModelError as error:
        if os.environ.get("KILDEVIS_REQUIRE_CHAT_MODEL") == "1":
            pytest.fail(f"KILDEVIS_REQUIRE_CHAT_MODEL=1, but {error}")
        pytest.skip(f"write mode was not tested with a real language model: {error}")


@pytest.fixture(scope="module")
def url(model: Path) -> Iterator[str]:
    with serving_chat_model(model) as address:
        yield address


@pytest.fixture
def written(writing: Writing, over: Callable[..., Assistant], url: str) -> Writing:
    """Makes an assistant over the article whose answers the real model writes."""
    return lambda **given: writing(over(ARTICLE), **{"llm_url": url, "llm_model": NAME, **given})


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Verdict]:
    """What the check finds, as it finds it."""
    verdicts: list[Verdict] = []
    check = Verifier.check

    def noting(*given: object, **more: object) -> Verdict:
        verdicts.append(check(*given, **more))  # type: ignore[arg-type]
        return verdicts[-1]

    monkeypatch.setattr(Verifier, "check", noting)
    return verdicts


def test_words_come_one_by_one_and_every_sentence_shown_was_checked_and_is_cited_verbatim(
    written: Writing, checked: list[Verdict]
) -> None:
    growing = list(written().stream(ASKED))
    for answer in growing:
        check_contract(answer, ARTICLE)
    coming = [answer.draft.coming for answer in growing if answer.draft and answer.draft.coming]
    assert len(set(coming)) > 3
    whole = growing[-1]
    assert whole.citations
    assert whole.draft is not None
    said = {verdict.sentence: verdict.supported for verdict in checked}
    assert said
    if whole.mode == "write":
        shown = [sentence.text.partition(" [")[0] for sentence in whole.draft.sentences if sentence.why is None]
        assert shown
        assert all(said[sentence] for sentence in shown)
    else:
        assert whole.notice is not None
        assert not any(said.values())


def test_a_model_that_takes_too_long_gives_way_to_the_quotation(written: Writing) -> None:
    one = written(llm_timeout=0.02)
    answer = one.ask(ASKED)
    check_contract(answer, ARTICLE)
    assert (answer.mode, answer.answer) == ("quote", one.ask(ASKED, mode="quote").answer)
    assert answer.notice == "The language model took too long. Here are the article’s own words instead."


def test_a_user_who_stops_stops_the_model(written: Writing, url: str) -> None:
    words = Endpoint(written().settings).stream([ChatMessage(role="user", content="Tell me a very long story.")], 1500)
    next(words)
    assert _is_busy(url)
    words.close()
    deadline = time.monotonic() + 5
    while _is_busy(url) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_busy(url)


def test_a_server_that_goes_away_gives_way_to_the_quotation(model: Path, written: Writing) -> None:
    with serving_chat_model(model) as address:
        one = written(llm_url=address)
        next(answer for answer in one.stream(ASKED) if answer.draft and answer.draft.coming)
    answer = one.ask(ASKED)
    assert answer.mode == "quote"
    assert answer.notice == "The language model could not be reached. Here are the article’s own words instead."


def test_the_check_of_the_settings_finds_it(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KILDEVIS_LLM_URL", url)
    monkeypatch.setenv("KILDEVIS_LLM_MODEL", NAME)
    assert main(["settings", "--check"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"the model '{NAME}' at {url} answers, after ")
    assert said.out.endswith(f" s; listed there: {NAME}\n")
    assert said.err == ""


def _is_busy(url: str) -> bool:
    with urllib.request.urlopen(f"{url.removesuffix('/v1')}/slots") as response:
        return any(slot["is_processing"] for slot in json.load(response))
