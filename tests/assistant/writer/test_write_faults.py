"""Whatever goes wrong with the language model, the quote answer comes, in time, with a line that says why."""

import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from assistant.answer import Language
from index.article import Article
from tests.assistant.contract import check_contract
from tests.assistant.writer.conftest import TIMEOUT_S, Writing
from tests.assistant.writer.faulty_server import FaultyServer

EVACUATED = "Hvor mange personer er evakuert fra området?"
UNKNOWN = "Hva koster strømmen i Trondheim i dag?"
MANY = "".join(f"[{number}]" for number in range(1, 21))
ENGLISH = "More than seven thousand people have been evacuated from the area by now {7000}."
NYNORSK = "Meir enn sju tusen personar skal no vere evakuerte frå heile området der dei budde {7000}."

FAULTS: list[tuple[str, Language, str]] = [
    ("hang", "nb", "Språkmodellen brukte for lang tid."),
    ("drip", "nn", "Språkmodellen brukte for lang tid."),
    ("401", "nb", "Språkmodellen godtok ikke nøkkelen."),
    ("403", "en", "The language model did not accept the key."),
    ("429", "nn", "Språkmodellen har for mykje å gjere akkurat no."),
    ("404", "nb", "Det oppsto en feil hos språkmodellen."),
    ("500", "nn", "Det oppstod ein feil hos språkmodellen."),
    ("503", "en", "Something went wrong at the language model."),
    ("html", "nb", "Språkmodellen ga et tomt svar."),
    ("json", "en", "The language model’s answer did not come through whole."),
    ("half", "nb", "Svaret fra språkmodellen kom ikke helt fram."),
    ("empty", "nn", "Språkmodellen gav eit tomt svar."),
    ("endless", "nb", "Språkmodellen ble aldri ferdig med svaret."),
    ("say: … [1]", "nb", "Språkmodellen ga et tomt svar."),
    ("say: " + "[1]" * 40, "nn", "Språkmodellen viste til altfor mange setningar."),
    (f"say: It is true {MANY}.", "en", "The language model cited far too many sentences."),
    (f"say: {ENGLISH}", "nb", "Språkmodellen svarte på et annet språk enn spørsmålet."),
    (f"say: {ENGLISH}", "nn", "Språkmodellen svara på eit anna språk enn spørsmålet."),
    (f"say: {NYNORSK}", "en", "The language model answered in another language than yours."),
]
ASKED: dict[Language, tuple[str, str]] = {
    "nb": (EVACUATED, "Her er artikkelens egne ord i stedet."),
    "nn": ("Kor mange er evakuerte frå området?", "Her er artikkelen sine eigne ord i staden."),
    "en": ("How many people have been evacuated?", "Here are the article’s own words instead."),
}


@pytest.mark.parametrize(("fault", "language", "line"), FAULTS, ids=[fault[:12] for fault, _, _ in FAULTS])
def test_every_fault_ends_in_the_quote_answer_in_time_with_a_line_that_says_why(
    writing: Writing,
    server: FaultyServer,
    assistant: Assistant,
    seed_article: Article,
    fault: str,
    language: Language,
    line: str,
) -> None:
    question, instead = ASKED[language]
    quoted = assistant.ask(question)
    if fault.startswith("say: "):
        server.say(fault.removeprefix("say: "))
    else:
        server.fault = fault
    one = writing(llm_timeout=TIMEOUT_S) if fault in ("hang", "drip") else writing()
    start = time.perf_counter()
    answer = list(one.stream(question))[-1]
    assert time.perf_counter() - start < TIMEOUT_S + 4
    check_contract(answer, seed_article)
    assert (answer.mode, answer.abstained) == ("quote", False)
    assert (answer.answer, answer.citations, answer.confidence) == (quoted.answer, quoted.citations, quoted.confidence)
    assert answer.notice == " ".join(filter(None, [line, instead, quoted.notice]))
    assert "\n" not in answer.notice


def test_nobody_there_is_told_at_once(writing: Writing) -> None:
    start = time.perf_counter()
    answer = writing(llm_url="http://127.0.0.1:9/v1").ask(EVACUATED)
    assert time.perf_counter() - start < 4
    assert answer.mode == "quote"
    assert answer.notice == "Fikk ikke kontakt med språkmodellen. Her er artikkelens egne ord i stedet."


def test_a_fault_where_the_article_does_not_answer_is_an_abstention_that_says_so(
    writing: Writing, server: FaultyServer
) -> None:
    server.fault = "500"
    answer = writing().ask(UNKNOWN)
    assert (answer.mode, answer.abstained) == ("quote", True)
    assert answer.notice == "Det oppsto en feil hos språkmodellen."


def test_a_model_that_just_failed_is_not_asked_again_until_it_may_have_recovered(
    writing: Writing, server: FaultyServer
) -> None:
    server.fault = "500"
    one = writing()
    notices = {one.ask(EVACUATED).notice for _ in range(4)}
    assert len(server.asked) == 2
    assert len(notices) == 1
    server.fault = ""
    server.say("Mer enn 7000 personer er evakuert {7000}.")
    one._writer._model._caller._breaker.reset_timeout = 0.0
    assert one.ask(EVACUATED).mode == "write"


def test_users_who_ask_at_once_share_what_is_known_of_the_model(writing: Writing) -> None:
    one, found = writing(), []
    threads = [threading.Thread(target=lambda: found.append(one._load_writer()._model)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(endpoint) for endpoint in found}) == 1


SAID = st.lists(
    st.sampled_from(
        [
            "Mer enn 7000 personer er evakuert",
            "Blinken snakket med Nikol Pasjinjan",
            "Not in the article. ",
            "Står ikke i artikkelen. ",
            *(" {7000}", ". ", "[2]", "[3, 4]", " [99]", "«Nei»", "Ja. ", "\n- ", "**", "<b>", "<think>", "</think>"),
        ]
    ),
    max_size=8,
).map("".join) | st.text(max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID)
def test_whatever_the_model_says_the_user_gets_an_answer_within_the_contract(
    writing: Writing, server: FaultyServer, seed_article: Article, said: str
) -> None:
    server.words = [said[: len(said) // 2], said[len(said) // 2 :]]
    answer: Answer = list(writing().stream(EVACUATED))[-1]
    check_contract(answer, seed_article)
    assert not answer.abstained
    assert answer.citations
    assert not any(sign in answer.answer for sign in ("**", "<b>", "think>"))
