"""The page with articles of someone else's making: several of them, and one that tries to be more than text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import ANSWER_TIMEOUT_MS, EVACUATED, EVACUATED_QUESTION, Chat, Open, Serve, ask

pytestmark = pytest.mark.browser

IMAGE = '<img src="x" onerror="window.ran = true">'
HOSTILE_SENTENCE = (
    f"Vaktmester Olsen malte {IMAGE} og [en lenke](javascript:window.ran=1) ] på "
    "garasjeporten sin &amp; kalte det *kunst* 🎨 da naboene spurte."
)
HOSTILE_QUESTION = "Hva malte vaktmester Olsen på garasjeporten?"
HOSTILE_ARTICLE = f"""<script>window.ran = true</script> fikk oppmerksomhet i Vadsø

Naboene i Vadsø fikk seg en overraskelse på mandag, da garasjen til vaktmesteren hadde fått ny farge 🎨.

{HOSTILE_SENTENCE}

</article></main><iframe src="javascript:window.ran=1"></iframe> sto det på porten fra før.

Kommunen vil ikke kommentere saken, og politiet har ikke mottatt noen anmeldelse.
"""


@pytest.fixture(scope="module")
def library(start: Serve, seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Chat:
    """A chat about the seed article and the hostile one."""
    seeds = tmp_path_factory.mktemp("seeds")
    (seeds / "a-hostile.txt").write_text(HOSTILE_ARTICLE, encoding="utf-8")
    (seeds / seed_path.name).write_bytes(seed_path.read_bytes())
    return start(seeds=str(seeds))


@pytest.fixture(params=[False, True], ids=["as served", "without the content security policy"])
def hostile(request: pytest.FixtureRequest, open_page: Open, library: Chat) -> Page:
    """The hostile article; the page must keep it text even where the browser would let a script run."""
    page = open_page(library.url, bypass_csp=request.param)
    page.locator("#choose").select_option("a-hostile")
    expect(page.locator(".article")).to_contain_text("Kommunen vil ikke kommentere")
    return page


def test_an_article_that_holds_markup_is_shown_as_it_stands_and_nothing_in_it_runs(hostile: Page) -> None:
    for line in filter(None, HOSTILE_ARTICLE.splitlines()):
        expect(hostile.locator(".article")).to_contain_text(line)
    expect(hostile.locator("#choose")).to_contain_text("<script>window.ran = true</script>")
    assert hostile.locator(".article :is(script, img, iframe, a)").count() == 0
    assert not hostile.evaluate("window.ran ?? false")


def test_markup_in_questions_and_citations_is_text_too(hostile: Page) -> None:
    ask(hostile, f"{HOSTILE_QUESTION} {IMAGE}")
    expect(hostile.locator(".asked")).to_contain_text(IMAGE)
    ask(hostile, HOSTILE_QUESTION)
    turn = hostile.locator(".turn").last
    expect(turn.locator(".answer")).to_contain_text(IMAGE)
    turn.locator('.cite[data-article="a-hostile"]').first.click()
    marked = hostile.locator(".quote.active")
    expect(marked).to_have_text(HOSTILE_SENTENCE)
    assert hostile.locator(":is(.turn, .article) :is(script, img, iframe, a:not(.quote))").count() == 0
    assert not hostile.evaluate("window.ran ?? false")


def test_a_citation_opens_the_article_it_stands_in(open_page: Open, library: Chat) -> None:
    page = open_page(library.url)
    page.locator("#choose").select_option("a-hostile")
    ask(page, EVACUATED_QUESTION)
    page.locator(".cite").first.click()
    expect(page.locator("#choose")).not_to_have_value("a-hostile")
    expect(page.locator(".quote.active")).to_have_text(EVACUATED)


def test_choosing_another_article_and_coming_back_keeps_the_marks(open_page: Open, library: Chat) -> None:
    page = open_page(library.url)
    ask(page, EVACUATED_QUESTION)
    seed = page.locator("#choose").input_value()
    marked = page.locator(".quote").all_inner_texts()
    assert EVACUATED in marked
    page.locator("#choose").select_option("a-hostile")
    expect(page.locator(".quote")).to_have_count(0)
    page.locator("#choose").select_option(seed)
    expect(page.locator(".quote")).to_have_text(marked)


def test_the_page_is_there_at_once_and_shows_how_far_the_opening_has_come(open_page: Open, start: Serve) -> None:
    page = open_page(f"{start().url}?q=Hei", ready=False)
    expect(page.locator(".opening progress")).to_be_visible()
    expect(page.locator(".turn")).to_contain_text("Svaret kommer så snart artikkelen er lest.")
    expect(page.locator(".turn.done")).to_have_count(1, timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".opening")).to_be_hidden()
