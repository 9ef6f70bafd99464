"""A follow-up question is worded anew by the language model, and what cannot be used of that is not."""

import pytest

from assistant import Assistant, Settings
from assistant.answer import Turn
from assistant.writer.condensing import condense
from assistant.writer.endpoint import Endpoint
from assistant.writer.failure import WriterError
from tests.assistant.writer.conftest import Writing
from tests.assistant.writer.faulty_server import FaultyServer

HISTORY: list[Turn] = [
    {"role": "user", "content": "Hva ber Guterres om?"},
    {"role": "assistant", "content": "Guterres ber om at kamphandlingene «slutter umiddelbart». [1]"},
]
ASKED = "Hva krever han ellers?"


def condensed(server: FaultyServer, meant: str) -> str | None:
    server.meant = meant
    model = Endpoint(Settings(llm_url=server.url, llm_model="m", llm_timeout=60))
    return condense(ASKED, HISTORY, "nb", model)


def test_the_model_is_given_the_conversation_and_words_the_question(server: FaultyServer) -> None:
    assert condensed(server, "Hva krever Guterres ellers?") == "Hva krever Guterres ellers?"
    (body,) = server.asked
    prompt = body["messages"][-1]["content"]
    assert "Hva ber Guterres om?" in prompt
    assert f"Nytt spørsmål: {ASKED}" in prompt
    assert "på bokmål" in prompt
    assert "[1]" not in prompt


@pytest.mark.parametrize(
    "meant",
    [
        "What does Guterres demand from the parties besides this, and what do they want?",
        "Hva krever Erdogan ellers?",
        "Spørsmålet er:\nHva krever Guterres ellers?",
        "Hva krever han " + "ellers " * 60,
        "…",
    ],
    ids=["another language", "a new name", "two lines", "too long", "no word"],
)
def test_a_wording_that_cannot_be_used_is_not(server: FaultyServer, meant: str) -> None:
    assert condensed(server, meant) is None


def test_a_model_that_fails_is_told(server: FaultyServer) -> None:
    server.fault = "500"
    with pytest.raises(WriterError):
        condensed(server, "")


def test_the_wording_is_what_is_searched_for(writing: Writing, server: FaultyServer) -> None:
    assistant: Assistant = writing()
    server.meant = "Hva krever Guterres ellers?"
    server.say("Han krever at Aserbajdsjan overholder våpenhvilen {overholder våpenhvilen som}.")
    answer = assistant.ask(ASKED, HISTORY)
    assert len(server.asked) == 2
    assert "overholder våpenhvilen" in answer.citations[0].quote


def test_a_question_that_stands_alone_is_not_worded_anew(writing: Writing, server: FaultyServer) -> None:
    writing().ask("Hvor mange er drept i Stepanakert?", HISTORY)
    assert len(server.asked) == 1


def test_a_model_that_failed_at_the_wording_is_not_asked_again(writing: Writing, server: FaultyServer) -> None:
    server.fault = "500"
    answer = writing().ask(ASKED, HISTORY)
    assert len(server.asked) == 1
    assert answer.mode == "quote"
    assert answer.notice
