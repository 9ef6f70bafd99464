"""Blocks: what is heading, paragraph, caption, credit or boilerplate."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.blocks import split_blocks

PARAGRAPHS = (
    "Det regner i Bergen.|Huitfeldt: Det kan bli verre|- punkt|– Sitat, sa hun.|<script>alert(1)</script>|[1]|😀"
)
HEADINGS = "# Tittel|## Under ##|###|# |# # #|\ufeff|\ufeff# Tittel|#\u2028a|# \x85|Annonse|Les også:"
PICTURES = (
    "_Et bilde_ Foto: Kari / NTB|_Et bilde_|*Et bilde*|_ ikke kursiv _|Foto: AP|(Foto: AP)|Foto:|Foto: |BEKYMRET: Hun."
)
VIDEOS = (
    "Holm forklarer: Slik er det. Du trenger javascript for å se video. Holm forklarer: Slik er det.|Slå på javascript"
)
STRAYS = ".|. .|---|***|Slutt. .|_|__|_a_|_a|\u00a0|SØKER DEKNING: Folk løper. Foto: Reuters"
LINES = st.sampled_from([x for lines in (PARAGRAPHS, HEADINGS, PICTURES, VIDEOS, STRAYS) for x in lines.split("|")])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(LINES, max_size=12).map("\n\n".join),
    st.lists(LINES, max_size=12).map("\r\n".join),
    st.lists(LINES, max_size=6).map(" ".join),
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in split_blocks(text)]


@given(TEXTS)
def test_blocks_stand_in_order_without_overlap_and_are_not_empty(text: str) -> None:
    at = 0
    for block in split_blocks(text):
        assert at <= block.start < block.end <= len(text)
        at = block.end


@given(TEXTS)
def test_only_white_space_and_markup_lie_between_blocks(text: str) -> None:
    at = 0
    for start, end in [*((b.start, b.end) for b in split_blocks(text)), (len(text), len(text))]:
        assert all(character.isspace() or character in "#_*\ufeff" for character in text[at:start]), text[at:start]
        at = end


@given(TEXTS)
def test_a_block_keeps_to_its_line_and_has_no_white_space_at_its_ends(text: str) -> None:
    for _, content in kinds(text):
        assert content == content.strip()
        assert "\n" not in content
        assert "\r" not in content


@given(TEXTS)
def test_a_blocks_heading_is_the_last_one_above_it(text: str) -> None:
    heading = None
    for block in split_blocks(text):
        if block.kind == "heading":
            heading = text[block.start : block.end]
        else:
            assert block.heading == heading


@given(TEXTS)
def test_a_paragraph_holds_a_word(text: str) -> None:
    for kind, content in kinds(text):
        if kind == "paragraph":
            assert any(character.isalnum() for character in content)


def test_a_caption_in_underscores_comes_apart_from_its_credit() -> None:
    assert kinds("_Barn sover i tilfluktsrom_ Foto: Siranush Sargsyan / AP") == [
        ("caption", "Barn sover i tilfluktsrom"),
        ("credit", "Foto: Siranush Sargsyan / AP"),
    ]


def test_a_caption_in_capitals_comes_apart_from_its_credit() -> None:
    assert kinds("SØKER DEKNING: Mennesker løper. Bildet er fra 19. september. Foto: Reuters") == [
        ("caption", "SØKER DEKNING: Mennesker løper. Bildet er fra 19. september."),
        ("credit", "Foto: Reuters"),
    ]


def test_a_video_placeholder_is_boilerplate_and_so_is_the_caption_said_again() -> None:
    caption = "Gro Holm forklarer: Aserbajdsjan fortsetter, på Nyhetsmorgen. 20. sep. 2023"
    placeholder = "Du trenger javascript for å se video."
    assert kinds(f"{caption} {placeholder} {caption}") == [
        ("caption", caption),
        ("boilerplate", placeholder),
        ("boilerplate", caption),
    ]


def test_a_stray_full_stop_is_boilerplate() -> None:
    assert kinds("Våpenhvilen er i kraft. .\n\n.\n\nSlik er det.") == [
        ("paragraph", "Våpenhvilen er i kraft."),
        ("boilerplate", "."),
        ("boilerplate", "."),
        ("paragraph", "Slik er det."),
    ]


@pytest.mark.parametrize("line", ["# Våpenhvile", "### Våpenhvile ###", "Våpenhvile"])
def test_a_heading_is_quoted_without_its_marks(line: str) -> None:
    assert kinds(f"{line}\n\nDet regner.")[0] == ("heading", "Våpenhvile")


@pytest.mark.parametrize(
    "line",
    [
        "Fotografen sa: Jeg så alt.",
        "Han la ut video: 300 personer så den. Siden ble den fjernet av politiet i Oslo, som nå etterforsker saken.",
        "– Dette er et sitat uten punktum, sier hun",
        "– Avisa trykte en annonse",
        "Hashtaggen #fred er mye brukt.",
        "2 * 3 * 4 er 24.",
    ],
)
def test_a_paragraph_stays_a_paragraph(line: str) -> None:
    assert kinds(f"{line}\n\nDet regner.")[0] == ("paragraph", line)


@pytest.mark.parametrize(
    "part", ["Du trenger ", "#", "_a ", "_a_ ", "A ", "Foto: a ", "Foto ", "Aa ", "Slutt. . ", "x\n"]
)
@pytest.mark.parametrize("start", ["", "# a"])
def test_an_article_made_to_be_slow_is_split_in_seconds(start: str, part: str) -> None:
    began = process_time()
    split_blocks(start + part * (100_000 // len(part)) + "x")
    assert process_time() - began < 10


def test_a_heading_of_spaces_is_split_in_seconds() -> None:
    began = process_time()
    split_blocks("# a" + " " * 5_000 + "b" + " " * 5_000 + "c\n\nDet regner.")
    assert process_time() - began < 10


def test_the_seed_articles_blocks_are_told_apart(seed_article: Article) -> None:
    found = kinds(seed_article.text)
    assert [content for kind, content in found if kind == "heading"] == [
        "Huitfeldt: Det kan bli verre",
        "«Anti-terror-operasjon» fortsetter",
        "Etablert humanitære korridorer",
    ]
    assert [content for kind, content in found if kind == "credit"] == [
        "Foto: Siranush Sargsyan / AP",
        "Foto: Reuters",
        "Foto: Anders Tvegård",
        "Foto: AFP",
    ]
    assert sum(kind == "caption" for kind, _ in found) == 5
    assert ("boilerplate", "Du trenger javascript for å se video.") in found
