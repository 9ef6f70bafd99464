"""The place where a text is checked: each sentence of it, borne out by the article or not."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ANSWER_TIMEOUT_MS, EVACUATED, EVACUATED_QUESTION, Chat, Open, ask

pytestmark = pytest.mark.browser

TRUE = "Mer enn 7000 personer er evakuert fra området."
FALSE = "Mer enn 9000 personer er evakuert fra området."
ALSO_TRUE = "Forhandlingene skal finne sted i byen Jevlakh."
TEXT = f"{TRUE} {FALSE}\n\n{ALSO_TRUE}"


@pytest.fixture
def page(open_page: Open, chat: Chat) -> Page:
    """The page where one checks."""
    page = open_page(chat.url)
    page.get_by_role("tab", name="Kontroller tekst").click()
    return page


def begin(page: Page, text: str) -> None:
    """Have a text checked, and do not wait."""
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Kontroller").click()


def check(page: Page, text: str) -> None:
    begin(page, text)
    expect(page.locator(".verdicts[aria-busy=false] .verdict").first).to_be_attached(timeout=ANSWER_TIMEOUT_MS)


def test_every_sentence_of_a_text_gets_its_verdict_and_what_is_not_borne_out_its_reason(page: Page) -> None:
    check(page, TEXT)
    expect(page.locator(".verdict .claim")).to_have_text([f"{TRUE} [1]", FALSE, f"{ALSO_TRUE} [2]"])
    expect(page.locator(".verdict .said")).to_have_text(["Har dekning", "Mangler dekning", "Har dekning"])
    expect(page.locator(".verdict .why")).to_have_text(["Fant ikke «9000» i kilden."])
    expect(page.locator(".verdict mark")).to_have_text(["9000"])
    expect(page.locator(".verdict .confidence")).to_contain_text(["Slike setninger har"] * 3)
    expect(page.locator("#check-line")).to_have_text("2 av 3 setninger har dekning i artikkelen.")


def test_citations_light_up_the_article_and_the_article_leads_back(page: Page) -> None:
    check(page, TEXT)
    expect(page.locator(".quote")).to_have_count(2)
    page.get_by_role("button", name="Kilde 1: vis setningen i artikkelen").click()
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)
    expect(page.locator(".quote.active")).to_be_focused()
    page.locator(".quote.active").click()
    expect(page.locator(".cite").first).to_be_focused()


def test_the_place_nearest_to_a_sentence_that_is_not_borne_out_can_be_seen(page: Page) -> None:
    check(page, FALSE)
    expect(page.locator(".quote")).to_have_count(0)
    page.get_by_role("button", name="Vis nærmeste sted i artikkelen").click()
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)


def test_verdicts_come_one_by_one_for_sixty_sentences_at_most_until_stopped(page: Page) -> None:
    begin(page, "\n".join(f"Mer enn {number} personer er evakuert." for number in range(7000, 7075)))
    expect(page.locator("#check-left")).to_have_text(
        "Bare de 60 første setningene kontrolleres. 15 står igjen; lim inn resten for seg.", timeout=ANSWER_TIMEOUT_MS
    )
    expect(page.locator(".verdict")).to_have_count(60)
    expect(page.locator(".verdict").nth(1)).to_have_class(re.compile("has|lacks"), timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator("#check-line")).to_contain_text("av 60 …")
    expect(page.locator(".verdict").last).to_contain_text("Ikke kontrollert ennå")
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator("#check-line")).to_have_text("Du stoppet kontrollen.")
    expect(page.locator(".verdict").last.locator(".said")).to_have_text("Ikke kontrollert")
    check(page, TRUE)  # the server is free again
    expect(page.locator(".verdict .said")).to_have_text("Har dekning")


def test_a_sentence_that_is_too_long_is_said_to_be_and_the_others_are_checked(page: Page) -> None:
    check(page, f"{'ord ' * 300}.\n{TRUE}")
    expect(page.locator(".verdict .said")).to_have_text(["Ikke kontrollert", "Har dekning"])
    expect(page.locator(".verdict .why")).to_contain_text(["Setningen er på 1201 tegn."])


def test_line_breaks_within_a_sentence_do_not_split_it(page: Page) -> None:
    check(page, TRUE.replace("personer ", "personer\n"))
    expect(page.locator(".verdict .claim")).to_have_text([f"{TRUE} [1]"])


def test_a_text_without_a_sentence_is_said_to_have_none(page: Page) -> None:
    begin(page, "…")
    expect(page.locator("#check-line")).to_have_text("Her var det ingen setning å kontrollere.")


def test_what_is_checked_is_text_and_stretches_are_counted_in_characters(page: Page) -> None:
    image = "<img src=x onerror=window.ran=true>"
    check(page, f"🎨🎨 {image} Mer enn 9000 personer er evakuert fra området.")
    expect(page.locator(".verdict .claim")).to_contain_text(f"🎨🎨 {image}")
    expect(page.locator(".verdict mark")).to_have_text("9000")
    assert page.locator(".verdict img").count() == 0
    assert not page.evaluate("window.ran ?? false")


def test_the_check_works_by_keyboard_and_is_told_to_a_screen_reader(open_page: Open, chat: Chat) -> None:
    page = open_page(chat.url)
    page.get_by_role("tab", name="Spør").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Kontroller tekst")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Kontroller tekst")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontroller en tekst")
    page.keyboard.press("Tab")
    expect(page.get_by_role("textbox", name="Tekst som skal kontrolleres")).to_be_focused()
    page.keyboard.type(FALSE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(
        "Artikkelen gir ikke dekning for setningen. Fant ikke «9000» i kilden.", timeout=ANSWER_TIMEOUT_MS
    )
    for control in page.locator("button:visible, select:visible, textarea:visible").all():
        expect(control).to_have_accessible_name(name=re.compile(r"\w"))


def test_asking_and_checking_each_keep_what_they_lit_up(page: Page) -> None:
    check(page, ALSO_TRUE)
    expect(page.locator(".quote")).to_have_count(1)
    page.get_by_role("tab", name="Spør").click()
    expect(page.locator(".quote")).to_have_count(0)
    ask(page, EVACUATED_QUESTION)
    page.locator(".turn .cite").first.click()
    page.get_by_role("tab", name="Kontroller tekst").click()
    expect(page.locator(".quote")).to_contain_text(["Jevlakh"])
    expect(page.get_by_role("button", name="Last ned samtalen")).to_have_count(0)
    page.get_by_role("tab", name="Spør").click()
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)


def test_its_words_follow_the_language(page: Page) -> None:
    check(page, TEXT)
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".verdict .said")).to_have_text(["Borne out", "Not borne out", "Borne out"])
    expect(page.locator("#check-line")).to_have_text("2 of 3 sentences are borne out by the article.")


def test_it_fits_a_narrow_screen(open_page: Open, chat: Chat) -> None:
    page = open_page(chat.url, viewport={"width": 390, "height": 844})
    ask(page, EVACUATED_QUESTION)  # so that the conversation's buttons are beside the tabs
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("tab", name="Kontroller tekst").click()
    check(page, f"{TEXT} {'A' * 200}.")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".verdict .cite").first.click()
    expect(page.locator(".quote.active")).to_be_in_viewport()
    page.get_by_role("button", name="Tilbake til svaret").click()
    expect(page.locator(".verdict .cite").first).to_be_in_viewport()


def test_a_failing_server_is_admitted(page: Page) -> None:
    page.route("**/gradio_api/call/check", lambda route: route.abort())
    begin(page, TRUE)
    expect(page.locator("#check-line")).to_have_text("Noe gikk galt hos oss. Prøv igjen.")
    page.unroute("**/gradio_api/call/check")
    check(page, TRUE)
    expect(page.locator(".verdict .said")).to_have_text("Har dekning")
