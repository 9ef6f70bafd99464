"""The page where a language model writes: who chooses it, its words as they come, what is struck, and Stop."""

import json
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.assistant.writer.faulty_server import FaultyServer
from tests.ui.conftest import ANSWER_TIMEOUT_MS, EVACUATED, EVACUATED_QUESTION, Chat, Open, ask

pytestmark = pytest.mark.browser

TRUE = "Mer enn 7000 personer er evakuert {7000}. "
ALSO_TRUE = "Forhandlingene skal finne sted i byen Jevlakh {Jevlakh}. "
FALSE = "Mer enn 9000 personer er evakuert {7000}. "
STOP_S = 10.0  # a pulse takes half a second; the rest is for a busy machine


@pytest.fixture
def page(open_page: Open, writing_chat: Chat, model: FaultyServer) -> Page:
    """The page in write mode."""
    page = open_page(writing_chat.url)
    choose(page, "Skriv")
    return page


def choose(page: Page, way: str) -> None:
    page.locator(".modes").get_by_text(way, exact=True).click()


def begin(page: Page, question: str = EVACUATED_QUESTION) -> None:
    """Ask, and do not wait."""
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")


# ---- which way


def test_without_a_language_model_nothing_is_to_be_chosen_and_answers_are_quoted(open_page: Open, chat: Chat) -> None:
    page = open_page(chat.url)
    page.evaluate("localStorage.setItem('kildevis-mode', 'write')")  # from a day when there was one
    page.reload()
    ask(page, EVACUATED_QUESTION)
    expect(page.get_by_role("radio", name="Skriv")).to_have_count(0)
    expect(page.locator("#mode-explained")).to_be_hidden()
    expect(page.locator(".turn .answer")).to_contain_text(EVACUATED)


def test_where_there_is_one_the_page_says_which_way_is_on_and_explains_it(
    open_page: Open, writing_chat: Chat, model: FaultyServer
) -> None:
    page = open_page(writing_chat.url)
    quote = page.get_by_role("radio", name="Sitat")
    expect(quote).to_be_checked()
    expect(quote).to_have_accessible_description("Artikkelens egne setninger, ordrett.")
    expect(page.locator(".welcome:visible .lede")).to_contain_text("artikkelens egne ord")
    choose(page, "Skriv")
    expect(page.get_by_role("radio", name="Skriv")).to_have_accessible_description(
        "En språkmodell skriver, og hver setning kontrolleres."
    )
    expect(page.locator(".welcome:visible .lede")).to_contain_text("En språkmodell skriver svaret")


def test_a_switch_counts_for_the_next_question_and_leaves_what_was_answered(
    open_page: Open, writing_chat: Chat, model: FaultyServer
) -> None:
    model.say(TRUE)
    page = open_page(writing_chat.url)
    ask(page, EVACUATED_QUESTION)
    first = page.locator(".turn").first.inner_html()
    assert model.asked == []
    choose(page, "Skriv")
    assert page.locator(".turn").first.inner_html() == first
    ask(page, EVACUATED_QUESTION)
    expect(page.locator(".turn").last.locator(".answer")).to_have_text("Mer enn 7000 personer er evakuert. [1] ")
    assert len(model.asked) == 1
    assert page.locator(".turn").first.locator(".answer").inner_text() in EVACUATED + " [1]"


def test_the_chosen_way_is_remembered(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("radio", name="Skriv")).to_be_checked()


def _events(chat: Chat, name: str, *data: object) -> Iterator[tuple[str, object]]:
    """What the server's queue says to a caller: each event with its data."""
    calls = f"{chat.url}gradio_api/call/{name}"
    identity = httpx.post(calls, json={"data": data}).json()["event_id"]
    with httpx.stream("GET", f"{calls}/{identity}", timeout=60) as stream:
        event = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: ") and event != "heartbeat":
                yield event, json.loads(line.removeprefix("data: "))


def test_a_caller_gets_the_settings_way_or_the_one_asked_for_or_one_line(
    chat: Chat, writing_chat: Chat, model: FaultyServer
) -> None:
    model.say(TRUE)
    quoted = [data for event, data in _events(chat, "ask", EVACUATED_QUESTION, [], "nb", None) if event == "generating"]
    assert quoted[-1][0]["mode"] == "quote"  # type: ignore[index]
    *_, written, _ = _events(writing_chat, "ask", EVACUATED_QUESTION, [], "nb", "write")
    assert written[1][0]["mode"] == "write"  # type: ignore[index]
    (event, data), *_ = _events(chat, "ask", EVACUATED_QUESTION, [], "nb", "write")
    assert event == "error"
    assert "KILDEVIS_LLM_URL" in data["error"]  # type: ignore[index]
    (event, data), *_ = _events(chat, "ask", EVACUATED_QUESTION, [], "nb", "poem")
    assert (event, data["error"]) == ("error", "mode 'poem': choose one of quote, write")  # type: ignore[index]


# ---- the draft


def test_words_come_as_they_are_written_and_a_sentence_done_can_be_followed_meanwhile(
    page: Page, model: FaultyServer
) -> None:
    model.say(TRUE + "Dette er en setning som sakte blir skrevet ferdig. " + ALSO_TRUE)
    model.pause_s = 0.8
    begin(page)
    coming = page.locator(".coming")
    expect(coming).to_contain_text("Mer enn", timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".unchecked")).to_have_text("Grå tekst er ikke kontrollert mot artikkelen ennå.")
    expect(page.locator(".cite")).to_have_count(0)
    page.locator(".answer .cite").click(timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)
    expect(page.locator(".quote.active")).to_be_focused()
    marker = page.locator(".answer .cite").element_handle()
    expect(coming).to_contain_text("sakte")
    assert marker.evaluate("marker => marker.isConnected")  # one made anew with each word could not be clicked
    expect(page.locator(".turn.streaming")).to_have_count(1)
    model.pause_s = 0
    expect(page.locator(".turn.done")).to_have_count(1, timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)
    expect(page.locator(".quote.active")).to_be_focused()
    expect(page.locator(".answer .cite").first).to_have_attribute("aria-current", "true")
    expect(page.locator(".quote")).to_have_count(2)
    expect(coming).to_have_text("")
    expect(page.locator(".unchecked")).to_have_count(0)


def test_a_sentence_that_is_not_borne_out_is_struck_with_the_reason_beside_it(page: Page, model: FaultyServer) -> None:
    model.say(TRUE + FALSE + ALSO_TRUE)
    ask(page, EVACUATED_QUESTION)
    struck = page.locator(".answer .struck")
    expect(struck.locator("del")).to_have_text("Mer enn 9000 personer er evakuert.")
    expect(struck.locator("mark")).to_have_text("9000")
    expect(struck).to_contain_text("Fant ikke «9000» i kilden.")
    expect(struck.get_by_text("Strøket: ")).to_be_attached()  # for who cannot see that it is struck
    assert struck.locator("del").evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    expect(page.locator(".turn .note")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Utelatt: «Mer enn 9000 personer er evakuert.»")
    expect(page.locator(".answer .cite")).to_have_text(["[1]", "[2]"])


def test_what_is_struck_is_neither_copied_nor_exported_as_answer_and_thumbs_still_work(
    page: Page, model: FaultyServer, writing_chat: Chat
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    model.say(TRUE + FALSE + ALSO_TRUE)
    ask(page, EVACUATED_QUESTION)
    page.get_by_role("button", name="Kopier svaret").click()
    expect(page.get_by_role("status")).to_have_text("Svaret er kopiert.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Mer enn 7000 personer er evakuert. [1] Forhandlingene")
    assert "9000" not in copied
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned samtalen").click()
    lines = [line for line in download.value.path().read_text(encoding="utf-8").splitlines() if "9000" in line]
    assert [line.partition(":")[0] for line in lines] == ["*Utelatt"]
    page.get_by_role("button", name="Godt svar").click()
    expect(page.get_by_role("status")).to_have_text("Takk, vurderingen er lagret.")
    kept = json.loads((writing_chat.data / "feedback.jsonl").read_text().splitlines()[-1])["answer"]
    assert (kept["mode"], "draft" in kept) == ("write", False)


def test_where_nothing_is_borne_out_the_article_is_quoted_and_what_was_struck_is_folded_away(
    page: Page, model: FaultyServer
) -> None:
    model.say(FALSE)
    ask(page, EVACUATED_QUESTION)
    expect(page.locator(".answer")).to_contain_text(EVACUATED)
    expect(page.locator(".answer del")).to_have_count(0)
    expect(page.locator(".note")).to_have_text(
        "Artikkelen gir ikke dekning for det språkmodellen skrev. Her er artikkelens egne ord i stedet."
    )
    expect(page.locator(".folded del")).to_be_hidden()
    page.get_by_text("Språkmodellen skrev noe som ble strøket").click()
    expect(page.locator(".folded del")).to_have_text("Mer enn 9000 personer er evakuert.")
    expect(page.locator(".folded")).to_contain_text("Fant ikke «9000» i kilden.")


def test_where_the_model_fails_the_article_is_quoted_and_a_line_says_so(page: Page, model: FaultyServer) -> None:
    model.say(TRUE + ALSO_TRUE)
    model.fault = "half"
    ask(page, EVACUATED_QUESTION)
    expect(page.locator(".answer")).to_contain_text(EVACUATED)
    expect(page.locator(".note")).to_contain_text("Svaret fra språkmodellen kom ikke helt fram.")
    expect(page.locator(".folded")).to_have_count(0)


def test_what_a_model_writes_is_text_and_stretches_are_counted_in_characters(page: Page, model: FaultyServer) -> None:
    image = "<img src=x onerror=window.ran=true>"
    model.say(f"{TRUE}🎨🎨 {image} Mer enn 9000 personer er evakuert {{7000}}. {ALSO_TRUE}")
    ask(page, EVACUATED_QUESTION)
    expect(page.locator(".struck del")).to_contain_text(f"🎨🎨 {image}")
    expect(page.locator(".struck mark")).to_have_text("9000")
    assert page.locator(".turn img").count() == 0
    assert not page.evaluate("window.ran ?? false")


# ---- Stop


def test_stop_stops_the_language_models_server_and_keeps_what_was_checked(page: Page, model: FaultyServer) -> None:
    model.say(TRUE + ALSO_TRUE + "Mer enn " * 500)
    model.pause_s = 0.1
    begin(page)
    expect(page.locator(".cite")).to_have_count(2, timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".coming")).to_contain_text("Mer enn")
    page.get_by_role("button", name="Stopp").click()
    assert model.gone.wait(STOP_S)
    expect(page.locator(".turn.stopped")).to_contain_text("Du stoppet svaret.")
    expect(page.locator(".answer .cite")).to_have_count(2)
    expect(page.locator(".coming")).to_have_text("")


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_stop_reaches_a_server_that_has_not_said_a_word(page: Page, model: FaultyServer, fault: str) -> None:
    model.fault = fault
    begin(page)
    expect(page.locator(".turn")).to_contain_text("Venter på språkmodellen …", timeout=ANSWER_TIMEOUT_MS)
    page.get_by_role("button", name="Stopp").click()
    assert model.gone.wait(STOP_S)
    expect(page.locator(".turn")).to_contain_text("Du stoppet svaret.")


def test_who_leaves_the_page_stops_the_server_too(page: Page, model: FaultyServer) -> None:
    model.fault = "drip"
    begin(page)
    expect(page.locator(".turn")).to_contain_text("Venter på språkmodellen …", timeout=ANSWER_TIMEOUT_MS)
    page.close()
    assert model.gone.wait(STOP_S)


def test_a_question_stopped_on_its_way_is_not_answered_behind_the_users_back(page: Page, model: FaultyServer) -> None:
    model.fault = "drip"
    held: list[Route] = []
    page.route("**/gradio_api/call/ask", lambda route: held.append(route))
    begin(page)
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator(".turn")).to_contain_text("Du stoppet svaret.")
    with page.expect_request("**/gradio_api/call/ask/*"):  # the stream that is hung up on
        held[0].continue_()
    page.wait_for_timeout(3000)
    assert model.asked == [] or model.gone.wait(STOP_S)
