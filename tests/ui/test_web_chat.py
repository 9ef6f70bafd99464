"""The page in a browser: asking, reading, and finding the place in the article."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ANSWER_TIMEOUT_MS, EVACUATED, EVACUATED_QUESTION, Chat, Open, ask

pytestmark = pytest.mark.browser


def test_an_answer_quotes_the_article_and_says_how_often_such_answers_are_right(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    expect(page.locator(".turn .answer")).to_contain_text(EVACUATED)
    expect(page.locator(".turn .cite").first).to_have_text("[1]")
    expect(page.locator(".confidence")).to_contain_text("Slike svar stemmer")


def test_a_citation_marks_its_sentence_in_the_article_and_the_decisive_words_in_it(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    page.locator(".cite").first.click()
    marked = page.locator(".quote.active")
    expect(marked).to_have_text(EVACUATED)
    expect(marked).to_be_in_viewport()
    expect(marked).to_be_focused()
    decisive = marked.locator("mark").inner_text()
    assert "7000" in decisive
    assert len(decisive) < len(EVACUATED)


def test_a_marked_sentence_points_back_to_the_citation_in_the_answer(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    page.locator(".cite").first.click()
    page.locator(".quote.active").click()
    expect(page.locator(".cite").first).to_be_focused()
    expect(page.locator(".cite").first).to_have_attribute("aria-current", "true")


def test_an_earlier_answer_can_still_be_followed_into_the_article(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    ask(page, "Hva sier Huitfeldt om en militær løsning?")
    page.locator(".turn").first.locator(".cite").first.click()
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)


def test_where_the_article_says_two_things_both_stand_out_and_a_note_says_so(page: Page) -> None:
    ask(page, "Hvem er president i Aserbajdsjan?")
    expect(page.locator(".answer strong")).to_have_text(["Heidar Alijev", "Ilham Alijev"])
    expect(page.locator(".note")).to_contain_text("Heidar Alijev")


def test_a_question_the_article_does_not_answer_gets_passages_that_lead_into_the_article(page: Page) -> None:
    ask(page, "Hva koster en billett til Operaen i Oslo?")
    turn = page.locator(".turn.abstained")
    expect(turn.locator(".confidence")).to_have_count(0)
    passage = turn.locator(".passage").first
    words = passage.locator(".words").inner_text()
    passage.click()
    expect(page.locator(".quote.active").first).to_be_in_viewport()
    assert page.locator(".quote.active").first.inner_text().strip() in words


def test_an_address_with_a_question_asks_it_at_once(open_page: Open, chat: Chat) -> None:
    page = open_page(f"{chat.url}?q=Hvor+mange+er+evakuert+fra+omr%C3%A5det%3F")
    expect(page.locator(".turn.done .answer")).to_contain_text(EVACUATED, timeout=ANSWER_TIMEOUT_MS)


def test_an_example_question_is_asked_by_clicking_it(page: Page) -> None:
    page.get_by_role("button", name=EVACUATED_QUESTION).click()
    expect(page.locator(".turn.done .answer")).to_contain_text(EVACUATED, timeout=ANSWER_TIMEOUT_MS)


def test_two_users_at_once_see_only_their_own_conversation(open_page: Open, chat: Chat) -> None:
    one, other = open_page(chat.url), open_page(chat.url)
    for page, question in ((one, EVACUATED_QUESTION), (other, "Hva handler artikkelen om?")):
        page.get_by_role("textbox").fill(question)
        page.get_by_role("textbox").press("Enter")
    for page, question in ((one, EVACUATED_QUESTION), (other, "Hva handler artikkelen om?")):
        expect(page.locator(".turn.done")).to_have_count(1, timeout=ANSWER_TIMEOUT_MS)
        expect(page.locator(".asked")).to_contain_text(question)


def test_stop_ends_the_wait_and_the_question_can_be_asked_again(page: Page) -> None:
    page.route("**/gradio_api/call/ask", lambda route: None)  # a server that never answers
    page.get_by_role("textbox").fill(EVACUATED_QUESTION)
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator(".turn")).to_contain_text("Du stoppet svaret.")
    page.unroute("**/gradio_api/call/ask")
    page.get_by_role("button", name="Spør på nytt").click()
    expect(page.locator(".turn.done .answer")).to_contain_text(EVACUATED, timeout=ANSWER_TIMEOUT_MS)


def test_a_failing_server_is_admitted(page: Page) -> None:
    page.route("**/gradio_api/call/ask", lambda route: route.abort())
    page.get_by_role("textbox").fill(EVACUATED_QUESTION)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".turn.failed")).to_contain_text("Noe gikk galt hos oss.")


def test_answering_speaks_to_no_other_machine(page: Page, chat: Chat) -> None:
    ask(page, EVACUATED_QUESTION)
    assert chat.network.read_text() == ""


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    page.get_by_role("button", name="Ny samtale").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".quote")).to_have_count(0)
    expect(page.get_by_role("heading", name="Spør artikkelen")).to_be_visible()


def test_a_thumb_is_kept_in_the_feedback_file_and_can_be_withdrawn(page: Page, chat: Chat) -> None:
    ask(page, EVACUATED_QUESTION)
    thumb = page.get_by_role("button", name="Godt svar")
    thumb.click()
    expect(page.get_by_role("status")).to_have_text("Takk, vurderingen er lagret.")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    thumb.click()
    expect(page.get_by_role("status")).to_have_text("Vurderingen er trukket tilbake.")
    up, none = [json.loads(line) for line in (chat.data / "feedback.jsonl").read_text().splitlines()[-2:]]
    assert (up["question"], up["verdict"], none["verdict"]) == (EVACUATED_QUESTION, "up", "none")
    assert up["answer"]["citations"][0]["quote"] == EVACUATED
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", up["time"])


def test_the_conversation_is_downloaded_as_markdown_with_its_citations(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned samtalen").click()
    assert download.value.suggested_filename == "kildevis.md"
    text = download.value.path().read_text(encoding="utf-8")
    assert f"## {EVACUATED_QUESTION}" in text
    assert f"> \\[1\\] {EVACUATED}" in text


def test_copy_takes_the_answer_and_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, EVACUATED_QUESTION)
    page.get_by_role("button", name="Kopier svaret").click()
    expect(page.get_by_role("status")).to_have_text("Svaret er kopiert.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"[1] {EVACUATED}" in copied
