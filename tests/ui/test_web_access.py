"""Who can use the page, and from how small a screen, without a mouse, in which language."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import EVACUATED, EVACUATED_QUESTION, Chat, Open, ask

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("locale", "heading"),
    [
        ("nb-NO", "Spør artikkelen"),
        ("nn-NO", "Spør artikkelen"),
        ("en-GB", "Ask the article"),
        ("de", "Ask the article"),
    ],
)
def test_the_page_starts_in_the_browsers_language(open_page: Open, chat: Chat, locale: str, heading: str) -> None:
    page = open_page(chat.url, locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", {"nb-NO": "nb", "nn-NO": "nn"}.get(locale, "en"))
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_changing_the_language_changes_every_word_of_ours_without_a_reload(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    page.evaluate("window.sameDocument = true")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="New conversation")).to_be_visible()
    expect(page.get_by_role("button", name="Good answer")).to_be_visible()
    expect(page.get_by_role("textbox", name="Question to the article")).to_be_visible()
    expect(page.locator(".confidence")).to_contain_text("Answers like this")
    expect(page.locator(".cite").first).to_have_attribute("aria-label", "Source 1: show the sentence in the article")
    expect(page.locator(".answer")).to_contain_text(EVACUATED)
    assert page.evaluate("window.sameDocument")


def test_a_chosen_language_is_remembered(page: Page) -> None:
    page.get_by_text("Nynorsk", exact=True).click()
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", "Kva lurer du på?")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", "Kva lurer du på?")


def test_an_answer_can_be_asked_for_read_and_traced_with_the_keyboard_alone(page: Page) -> None:
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(EVACUATED_QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn.done")).to_have_count(1)
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
    asked_for = page.locator(".cite:focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".quote.active")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".cite:focus")).to_have_text(asked_for)


def test_a_screen_reader_is_told_the_answer_and_every_control_has_a_name(page: Page) -> None:
    ask(page, EVACUATED_QUESTION)
    expect(page.get_by_role("status")).to_contain_text(EVACUATED)
    for control in page.locator("button:visible, select:visible, textarea:visible").all():
        expect(control).to_have_accessible_name(name=re.compile(r"\w"))


def test_a_narrow_screen_has_one_column_and_no_sideways_scrolling(open_page: Open, chat: Chat) -> None:
    page = open_page(chat.url, viewport={"width": 390, "height": 844})
    ask(page, EVACUATED_QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    talk, article = page.locator(".chat").bounding_box(), page.locator(".article-pane").bounding_box()
    assert talk
    assert article
    assert article["y"] >= talk["y"] + talk["height"]
    page.locator(".cite").first.click()
    expect(page.locator(".quote.active")).to_be_in_viewport()
    page.get_by_role("button", name="Tilbake til svaret").click()
    expect(page.locator(".cite").first).to_be_in_viewport()


def test_a_wide_screen_has_the_article_beside_the_chat(page: Page) -> None:
    talk, article = page.locator(".chat").bounding_box(), page.locator(".article-pane").bounding_box()
    assert talk
    assert article
    assert article["x"] >= talk["x"] + talk["width"]
    assert article["y"] == talk["y"]


@pytest.fixture(params=["light", "dark"])
def answered(request: pytest.FixtureRequest, open_page: Open, chat: Chat) -> Page:
    page = open_page(chat.url, color_scheme=request.param)
    ask(page, EVACUATED_QUESTION)
    page.locator(".cite").first.click()
    return page


CONTRASTS = [
    *product(["ink", "quiet"], ["paper", "sheet", "raised", "asked"]),
    *product(["ink"], ["mark", "decisive"]),
    *product(["accent"], ["accent-tint", "paper", "raised"]),
    ("on-accent", "accent"),
    *product(["alarm"], ["paper", "raised"]),
]


def test_text_contrast_reaches_aa(answered: Page) -> None:
    colours = answered.evaluate(
        """names => Object.fromEntries(names.map(name =>
            [name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()]))""",
        sorted({name for pair in CONTRASTS for name in pair}),
    )
    poor = {pair: _contrast(*(colours[name] for name in pair)) for pair in CONTRASTS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def _contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio of two `#rrggbb` colours."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
