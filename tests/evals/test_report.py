"""The report of a run: all of it on one page that asks nothing of any network, whatever the run holds."""

import re
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from os import environ
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.answer import Elapsed
from assistant.trace import LEGS
from evals.evaluation import Evaluation
from evals.figures import BASELINE, Figure, figures
from evals.gold_files import GOLD, read_gold
from evals.ranking import RANKING
from evals.report import write_report
from evals.report.page import page
from evals.report.svg import COLOURS
from evals.rows import BaselineRow, Row
from evals.runs import to_json
from index.article import Article
from index.errors import InputError
from tests.evals.samples import CROSSING, PRICE, SALE, answer, citation, evaluation, question, refusal, row, unanswered
from tests.ui.conftest import CHROMIUM_ARGS

NASTY = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)> & ' {{ 7 * 7 }}"


class Elements(HTMLParser):
    """The elements of a page: each tag with its attributes, and the text in those that are asked for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def marked(text: str, words: str) -> str:
    return text.replace(words, f"<mark>{words}</mark>")


def rows() -> list[Row]:
    """One row of each verdict, and then some."""
    highlighted = replace(
        citation(PRICE), highlight_start=PRICE.index("400"), highlight_end=PRICE.index("400") + len("400 millioner")
    )
    right = answer(PRICE, highlight="400 millioner", citations=(highlighted,), confidence=0.8)
    elsewhere = answer(SALE, answer="400 millioner kroner [1]", confidence=0.6)
    english = {"language": "en", "form": "telegram", "split": "test"}
    return [
        row(question(id="right"), right),
        row(question(id="uncited", kind="what"), elsewhere),
        row(question(id="wrong", kind="when"), answer(CROSSING, confidence=0.7)),
        row(question(id="in-error"), refusal(), answer(PRICE, confidence=0.1)),
        row(unanswered(id="refused"), refusal(), answer(SALE, confidence=0.1)),
        row(unanswered(id="should"), answer(SALE, confidence=0.95)),
        row(unanswered(id="should-less", **english), answer(SALE, confidence=0.3)),
    ]


def with_retrieval(one: Row) -> Row:
    shares = {f"retrieval.{leg}.{measure}": (0.5, 1.0) for leg in LEGS for measure in RANKING}
    return replace(one, shares={**one.shares, **shares})


def with_baseline(one: Row) -> Row:
    return replace(one, baselines={"bm25": BaselineRow(dict.fromkeys(BASELINE, (0.25, 1.0)), 512, 7.5)})


@pytest.fixture(scope="module")
def whole() -> Evaluation:
    """A run with every kind of figure."""
    return evaluation([with_baseline(with_retrieval(one)) for one in rows()])


@pytest.fixture(scope="module")
def html(whole: Evaluation) -> str:
    return page(whole)


# What the page may ask for: nothing


def test_the_page_names_no_address_that_a_browser_would_fetch(html: str) -> None:
    elements = Elements(html)
    for tag, attributes in elements.found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "image", "foreignobject"), tag
        assert not {"src", "srcset", "action", "style", "onclick", "onload"} & set(attributes), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\((?!#)|@import|https?://", html)


def test_its_policy_lets_in_its_own_style_and_script_and_nothing_else(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    directives = dict(one.strip().split(" ", 1) for one in policy[1].replace("&#39;", "'").split(";"))
    assert directives.pop("default-src") == "'none'"
    for tag in ("style", "script"):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(inline.encode()).digest()).decode()
        assert directives.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert set(directives.values()) == {"'none'"}


@pytest.mark.parametrize(
    "field", ["id", "question", "answers", "parts", "kind", "history", "evidence", "quote", "notice"]
)
def test_foreign_text_is_shown_as_text(field: str) -> None:
    asked, given = question(), answer(PRICE)
    foreign: dict[str, Any] = {
        "answers": (NASTY,),
        "parts": (NASTY,),
        "history": ({"role": "user", "content": NASTY},),
        "evidence": (replace(asked.evidence[0], text=NASTY),),
    }
    if field == "quote":
        given = replace(given, answer=f"{NASTY} [1]", citations=(replace(citation(PRICE), quote=NASTY),))
    elif field == "notice":
        given = replace(given, notice=NASTY)
    else:
        asked = replace(asked, **{field: foreign.get(field, NASTY)})
    elements = Elements(page(evaluation([row(asked, given)])))
    assert NASTY in "".join(elements.text)
    assert len(elements.of("script")) == 1
    assert not elements.of("img")


def test_foreign_text_about_the_run_is_shown_as_text(whole: Evaluation) -> None:
    run = replace(whole.run, id=NASTY, gold=f"x/{NASTY.replace('/', '')}", model=NASTY, settings={NASTY: NASTY})
    elements = Elements(page(replace(whole, run=run)))
    assert len(elements.of("script")) == 1
    assert not elements.of("img")


# What is on it


def test_every_question_of_the_gold_set_is_on_the_page(seed_article: Article) -> None:
    asked = read_gold(GOLD, [seed_article]).questions
    html = page(evaluation([row(one, refusal()) for one in asked]))
    assert html.count("<article ") == len(asked)
    for one in asked:
        assert f">{escape(one.id)}<" in html
        assert escape(one.question, quote=False) in html.replace("&#34;", '"').replace("&#39;", "'")


def test_what_went_wrong_comes_first_and_the_surest_of_it_on_top(html: str) -> None:
    shown = re.findall(r'class="id foreign">([^<]*)<', html)
    assert shown == ["should", "wrong", "should-less", "uncited", "in-error", "right", "refused"]


def test_each_question_bears_what_it_is_filtered_by(html: str) -> None:
    entries = Elements(html).of("article")
    assert entries[2]["data-verdict"] == "should have refused"
    facets = ("language", "kind", "form", "split")
    assert [entries[2][f"data-{facet}"] for facet in facets] == ["en", "near-miss", "telegram", "test"]


def test_the_decisive_words_are_marked_in_the_quotation(html: str) -> None:
    assert marked(PRICE, "400 millioner") in html


def test_an_answer_that_is_its_quotations_is_not_said_twice() -> None:
    one = page(evaluation([row(question(evidence=()), answer(CROSSING, SALE))]))
    assert (one.count(CROSSING), one.count(SALE)) == (1, 1)


def test_words_before_the_quotations_are_shown_without_them() -> None:
    said = answer(PRICE, answer=f"The article says: {PRICE} [1]")
    one = page(evaluation([row(question(evidence=()), said)]))
    assert '<p class="said foreign">The article says:</p>' in one


def test_an_answer_in_words_of_its_own_is_shown_with_them_marked() -> None:
    said = answer(PRICE, answer="Prisen var 400 millioner kroner. [1]", highlight="400 millioner")
    one = page(evaluation([row(question(), said)]))
    assert "Prisen var <mark>400 millioner</mark> kroner. [1]" in one


def test_a_refusal_tells_what_it_would_have_said() -> None:
    one = page(evaluation([row(unanswered(), refusal(), answer(SALE))]))
    assert "What it would have said" in one
    assert SALE in one


def test_headline_figures_have_their_interval_and_their_number(whole: Evaluation, html: str) -> None:
    figure = whole.figures["answer.correct_cited"]
    tiles = html[html.index('class="tiles"') :]
    assert f'class="value">{figure.value:.3f}<' in tiles
    assert f"{figure.low:.3f}–{figure.high:.3f} <span>n {figure.n}</span>" in tiles


def test_every_figure_is_in_the_table_of_all(whole: Evaluation, html: str) -> None:
    table = html[html.index("<summary>Every figure") : html.index('id="questions"')]
    assert all(f">{escape(name)}</th>" in table for name in whole.figures)


def test_slices_have_a_row_for_each_language_kind_form_and_split(html: str) -> None:
    table = html[html.index('id="table-slices"') : html.index("<summary>Every figure")]
    found = re.findall(r'<th scope="row" class="">([^<]*)<', table)
    assert found == [
        *("nb en".split()),
        *("near-miss how-many what when".split()),
        *("plain telegram dev test".split()),
    ]


def test_baselines_stand_beside_kildevis(html: str) -> None:
    table = html[html.index('id="table-baselines"') : html.index('id="table-slices"')]
    assert table.index("Kildevis</th>") < table.index("BM25 alone</th>")
    assert all(text in table for text in ("never abstain", "0.250", "512", "7.5 ms"))


def test_without_baselines_there_is_no_table_of_them() -> None:
    assert "table-baselines" not in page(evaluation(rows()))


def test_each_plot_has_a_title_a_caption_and_words_for_those_who_do_not_see_it(html: str) -> None:
    drawn = [one for one in Elements(html).of("svg") if one.get("role") == "img"]
    assert len(drawn) == html.count("<figcaption>") == 4
    assert all(one["aria-label"] for one in drawn)


def test_plots_are_drawn_in_the_colours_of_the_page(html: str) -> None:
    drawn = html[html.index('class="plots"') : html.index('id="table-')]
    colours = set(re.findall(r'(?:fill|stroke|color)="([^"]*)"', drawn))
    assert colours <= {"none", *(f"var(--{name})" for name in COLOURS)}
    style = html[: html.index("</style>")]
    assert all(f"--{name}:" in style for name in COLOURS)


def test_no_two_elements_share_an_id_and_every_reference_finds_one(html: str) -> None:
    ids = Counter(attributes["id"] for _, attributes in Elements(html).found if "id" in attributes)
    assert set(ids.values()) == {1}
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', html)) <= set(ids)


def test_the_same_run_makes_the_same_page(whole: Evaluation, html: str) -> None:
    assert page(whole) == html


# Beside another run


def test_headlines_say_what_changed_since_another_run() -> None:
    asked = [question(id=f"q{number}") for number in range(40)]
    before = evaluation([row(one, answer(CROSSING)) for one in asked], id="earlier")
    after = evaluation([row(one, answer(PRICE)) for one in asked])
    html = page(after, before)
    assert "since run earlier" in html
    assert 'class="change good">+1.000 <span>+1.000 to +1.000, better, beyond chance</span>' in html
    assert "no change" in html


def test_a_run_on_other_questions_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no question in common"):
        write_report(tmp_path, evaluation(rows()), evaluation([row(question(id="another"), answer(PRICE))]))
    assert not list(tmp_path.iterdir())


# What a run may lack


def test_a_run_without_figures_or_questions_makes_a_page() -> None:
    html = page(evaluation([]))
    assert "No figure was measured" in html
    assert "<article" not in html


@pytest.mark.parametrize("left_out", ["answer.", "citation.", "abstain.", "confidence.", "latency.", "retrieval."])
def test_a_run_without_a_family_of_figures_makes_a_page(whole: Evaluation, left_out: str) -> None:
    kept = {name: figure for name, figure in whole.figures.items() if left_out not in name}
    assert page(replace(whole, figures=kept)).count("<article ") == len(whole.rows)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 0.0, 1.0, -1.0])
def test_figures_of_any_value_and_without_interval_make_a_page(whole: Evaluation, number: float) -> None:
    odd = {name: Figure(name, number, None, None, 0) for name in whole.figures}
    assert page(replace(whole, figures=odd)).count("<article ") == len(whole.rows)


@pytest.mark.parametrize(
    "made",
    [
        [row(question(), refusal())],
        [row(unanswered(), refusal(confidence=0.0, elapsed_ms=Elapsed(0.0, 0.0, 0.0, 0.0)))],
        [row(question(language=None, kind=None, form=None, split=None), answer(PRICE, confidence=1.0))],
        [row(question(), answer(answer="", confidence=0.5))],
        [row(question(), answer(PRICE, confidence=float("nan")))],
    ],
    ids=["all refused", "no time taken", "no slices", "an empty answer", "no confidence"],
)
def test_runs_of_one_question_make_a_page(made: Sequence[Row]) -> None:
    run = evaluation([])
    known = figures([one for one in made if one.answer.confidence == one.answer.confidence])
    assert page(replace(run, figures=known, rows=tuple(made))).count("<article ") == 1


# The files


def test_the_page_and_the_data_lie_in_a_folder_that_is_made(whole: Evaluation, html: str, tmp_path: Path) -> None:
    path = write_report(tmp_path / "new" / "report", whole)
    assert path == tmp_path / "new" / "report" / "index.html"
    assert path.read_text("utf-8") == html
    assert path.with_name("run.json").read_bytes() == to_json(whole)
    assert len(list(path.parent.iterdir())) == 2


def test_an_earlier_report_is_replaced_and_other_files_are_left(whole: Evaluation, tmp_path: Path) -> None:
    write_report(tmp_path, evaluation([]))
    (tmp_path / "notes.txt").write_text("mine")
    assert "<article" in write_report(tmp_path, whole).read_text("utf-8")
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("folder", ["file", "file/report"])
def test_a_folder_that_cannot_be_made_is_the_users_fault(whole: Evaluation, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="name a folder") as raised:
        write_report(tmp_path / folder, whole)
    assert "\n" not in str(raised.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_page_that_cannot_be_written_is_the_users_fault_and_leaves_nothing_half_done(
    whole: Evaluation, tmp_path: Path
) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(InputError, match=r"index\.html cannot be written"):
        write_report(tmp_path, whole)
    assert not list(tmp_path.glob("*.new"))


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        if environ.get("KILDEVIS_REQUIRE_BROWSER") == "1":
            pytest.fail("KILDEVIS_REQUIRE_BROWSER=1, but no chromium was found: install Debian's chromium")
        pytest.skip("no chromium was found, so the report was not tested in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def written(whole: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    nasty = row(question(id="nasty", question=NASTY, kind=NASTY), answer(PRICE, confidence=0.2))
    return write_report(tmp_path_factory.mktemp("report"), replace(whole, rows=(*whole.rows, nasty)))


@pytest.fixture
def report(browser: Browser, written: Path) -> Iterator[Page]:
    """The report opened from disk; afterwards, nothing may have been complained of or asked for."""
    faults: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.on("request", lambda request: faults.append(request.url) if request.url != written.as_uri() else None)
        page.goto(written.as_uri())
        yield page
    assert not faults


def shown(report: Page) -> list[str]:
    return report.locator("article:visible .id").all_inner_texts()


@pytest.mark.browser
def test_all_questions_are_shown_at_first_and_counted(report: Page) -> None:
    assert len(shown(report)) == 8
    expect(report.get_by_role("status")).to_have_text("8 of 8 questions")


@pytest.mark.browser
def test_verdicts_filter_the_questions_one_or_several(report: Page) -> None:
    report.get_by_label("should have refused").check()
    assert shown(report) == ["should", "should-less"]
    report.get_by_label("refused in error").check()
    assert shown(report) == ["should", "should-less", "in-error"]
    expect(report.get_by_role("status")).to_have_text("3 of 8 questions")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("facet", "name", "left"),
    [
        ("language", "en", ["should-less"]),
        ("kind", "near-miss", ["should", "should-less", "refused"]),
        pytest.param("kind", NASTY, ["nasty"], id="a name with markup in it"),
        ("form", "telegram", ["should-less"]),
        ("split", "test", ["should-less"]),
    ],
)
def test_each_facet_filters_the_questions(report: Page, facet: str, name: str, left: list[str]) -> None:
    report.locator(f"select[name={facet}]").select_option(name)
    assert shown(report) == left


@pytest.mark.browser
def test_words_filter_the_questions_in_any_case_and_order(report: Page) -> None:
    report.get_by_role("searchbox").fill("TJUE overfarten")
    assert shown(report) == ["wrong"]


@pytest.mark.browser
def test_when_no_question_fits_the_page_says_so_and_offers_all(report: Page) -> None:
    report.get_by_role("searchbox").fill("xyzzy")
    assert shown(report) == []
    expect(report.get_by_role("status")).to_have_text("0 of 8 questions")
    report.locator(".none").get_by_role("button").click()
    expect(report.get_by_role("status")).to_have_text("8 of 8 questions")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_no_wider_than_the_window(report: Page, width: int) -> None:
    report.set_viewport_size({"width": width, "height": 800})
    for details in report.locator("main > section > details > summary").all():
        details.click()
    assert report.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plots_follow_the_colours_of_the_page(report: Page, scheme: str) -> None:
    report.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    label = report.locator("figure svg text").first
    quiet = report.locator("figcaption").first
    colour = "one => getComputedStyle(one).getPropertyValue('{}')"
    assert label.evaluate(colour.format("fill")) == quiet.evaluate(colour.format("color"))
