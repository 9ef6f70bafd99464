"""What the server lets in, without a browser; and what its parts make of their input."""

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Elapsed
from assistant.settings import load_settings
from index.errors import InputError
from tests.ui.conftest import Chat, serve
from ui.examples import EXAMPLES, SEED_EXAMPLES
from ui.texts import TEXTS
from ui.web import serve as serve_chat
from ui.web.export import Exchange, escape, markdown
from ui.web.page import preferred_language, render_page


@pytest.fixture(scope="module")
def locked(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """A chat that demands a password."""
    with serve(tmp_path_factory.mktemp("locked"), cache, user="desken", password="blåbær:1") as chat:
        yield chat


GUARDED = ["", "status", "articles", "config", "gradio_api/info"]


@pytest.mark.parametrize("path", GUARDED)
def test_nothing_is_told_without_the_password(locked: Chat, path: str) -> None:
    assert httpx.get(locked.url + path).status_code == 401
    wrong = base64.b64encode(b"desken:feil").decode()
    assert httpx.get(locked.url + path, headers={"Authorization": f"Basic {wrong}"}).status_code == 401


def test_no_question_is_taken_without_the_password(locked: Chat) -> None:
    question = {"data": ["Hei", [], "nb"]}
    assert httpx.post(f"{locked.url}gradio_api/call/ask", json=question).status_code == 401


def test_the_password_opens_the_page(locked: Chat) -> None:
    credentials = base64.b64encode("desken:blåbær:1".encode()).decode()
    headers = {"Authorization": f"Basic {credentials}"}
    assert "Kildevis" in httpx.get(locked.url, headers=headers).text
    assert httpx.get(f"{locked.url}status", headers=headers).json()["state"] in ("opening", "ready")


def test_another_websites_requests_are_refused_but_a_link_to_the_page_works(locked: Chat) -> None:
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
    ):
        assert httpx.get(f"{locked.url}articles", headers=headers).status_code == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert httpx.get(locked.url, headers=link).status_code == 401


def test_a_name_that_was_made_to_point_at_this_machine_is_refused(locked: Chat) -> None:
    assert httpx.get(f"{locked.url}articles", headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "news.example"])
def test_a_host_that_others_can_reach_needs_a_password(host: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="KILDEVIS_PASSWORD"):
        serve_chat(load_settings(host=host, data=tmp_path))


def test_half_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="set both"):
        serve_chat(load_settings(user="desken", data=tmp_path))


def test_a_port_in_use_is_named_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port} .* KILDEVIS_PORT"):
            serve_chat(load_settings(port=port, data=tmp_path))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("nb-NO,nb;q=0.9,en;q=0.8", "nb"),
        ("no", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("en;q=0.5, nn;q=0.9", "nn"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "nb"),
        ("de-DE,de;q=0.9", "en"),
        ("", "nn"),
        ("*", "nn"),
        ("nb;q=abc, en", "en"),
    ],
)
def test_the_languages_a_browser_asks_for_decide_the_interfaces(header: str, language: str) -> None:
    assert preferred_language(header, "nn") == language


def test_the_texts_cannot_end_the_element_they_stand_in() -> None:
    page = render_page("nb", "quote", ["quote"])
    boot = page.split('id="boot">')[1].split("</script>")[0]
    assert "<" not in boot
    assert json.loads(boot)["texts"]["nn"]["ask"] == "Spør"


def test_every_text_is_there_in_every_language_with_the_same_blanks() -> None:
    for name in vars(TEXTS["nb"]):
        blanks = [sorted(part for part in vars(texts)[name].split("{")[1:]) for texts in TEXTS.values()]
        assert all(vars(texts)[name].strip() for texts in TEXTS.values()), name
        assert len({len(found) for found in blanks}) == 1, name
    assert set(EXAMPLES) == set(SEED_EXAMPLES) == set(TEXTS)


def _rendered_text(source: str) -> str:
    """What a Markdown reader shows of `source`, without its markup."""
    blocks = MarkdownIt("commonmark").enable("table").parse(source)
    inline = [child for block in blocks for child in block.children or []]
    assert {child.type for child in inline} <= {"text", "text_special", "softbreak"}
    return "".join(child.content or " " for child in inline)


@given(st.text(alphabet=st.sampled_from("ab1 .)#+-=*_`[]()<>|~!&;\\\"'/:{}^$🎨å"), max_size=40))
def test_escaped_text_reads_as_it_stands(text: str) -> None:
    line = " ".join(text.split())
    assert _rendered_text(escape(line)) == line


def test_an_exported_citation_stands_with_its_place_and_title() -> None:
    quote = "Kari sa <b>nei</b> ] til *alt*."
    citation = Citation(1, "a", "Tittel [sic]", 10, 41, quote, None, None, 0.9)
    answer = Answer("q", "nb", "quote", False, f"{quote} [1]", None, 0.9, (citation,), (), None, Elapsed(1, 1, 1, 3))
    text = markdown([Exchange(question="Hva sa\nKari?", answer=answer)], TEXTS["nb"])
    assert "## Hva sa Kari?\n" in text
    assert "> \\[1\\] Kari sa \\<b\\>nei\\</b\\> \\] til \\*alt\\*.\n>\n> — Tittel \\[sic\\] (tegn 10–41)\n" in text
