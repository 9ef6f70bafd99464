"""Passages that no longer answer: what goes with the answering words, and what stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.training.removals import other_phrases, remove_phrase, still_holds
from index.sentences import Span

TEXT = "Stefan Löfven møtte Annie Lööf i Stockholm i 2018. De to ble enige om 73 punkter (januaravtalen) fredag."


def at(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def without(text: str, part: str) -> str:
    cut = remove_phrase(text, at(text, part))
    assert cut is not None
    return cut.text


@pytest.mark.parametrize(
    ("text", "part", "left"),
    [
        ("Han ble født i Oslo i 1945.", "1945", "Han ble født i Oslo."),
        ("Han ble født i 1945 i Oslo.", "1945", "Han ble født i Oslo."),
        ("I 1945 var krigen slutt.", "1945", "Var krigen slutt."),
        ("Boka heter «Sult» på norsk.", "Sult", "Boka heter på norsk."),
        ("Lederen (Kari Lie) sa ja til det.", "Kari Lie", "Lederen sa ja til det."),
        ("Lederen, Kari Lie, sa ja til det.", "Kari Lie", "Lederen, sa ja til det."),
        ("De møtte Ola Moe og Kari Lie.", "Kari Lie", "De møtte Ola Moe."),
        ("Kari Lie og Ola Moe sa ja.", "Kari Lie", "Ola Moe sa ja."),
        ("Det kom med 7000 personer dit.", "7000", "Det kom med personer dit."),
        ("FNs klimapanel (IPCC) gir ut rapporter.", "FNs klimapanel", "Gir ut rapporter."),
    ],
)
def test_what_hung_on_a_removed_phrase_goes_with_it(text: str, part: str, left: str) -> None:
    assert without(text, part) == left


def test_nothing_is_removed_where_hardly_a_sentence_is_left() -> None:
    assert remove_phrase("Det var slik. Kari Lie kom.", Span(14, 22)) is None


@given(st.text("abc .,()«»1iA\n", max_size=60), st.data())
def test_every_offset_outside_a_removed_phrase_finds_its_character_again(text: str, data: st.DataObject) -> None:
    text = f"Det var en gang {text}x{text} og slik gikk det"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = remove_phrase(text, Span(start, end))
    if cut is None:
        return
    assert cut.start <= end
    assert end <= cut.end
    assert start >= cut.start
    assert len(cut.text) == len(text) - (cut.end - cut.start)
    for offset, char in enumerate(text):
        if offset < cut.start or offset > cut.end:
            assert cut.text[cut.shift(offset)] == char
        elif offset == cut.end:  # may have been given its capital
            assert cut.text[cut.shift(offset)].casefold() == char.casefold()
    assert not re.search(r"[b-z]", text[cut.start : start] + text[end : cut.end]) or start > 0


def test_what_else_can_be_removed_lies_apart_from_the_answer() -> None:
    found = other_phrases(TEXT, 0, len(TEXT), at(TEXT, "Annie Lööf"))
    assert [TEXT[s.start : s.end] for s in found] == ["Stefan Löfven", "Stockholm", "i 2018", "to", "73", "fredag"]


@given(st.text("Aa b1.,\n", max_size=60), st.data())
def test_other_phrases_lie_in_order_and_touch_neither_each_other_nor_the_answer(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    avoid = Span(start, data.draw(st.integers(start, len(text))))
    last = 0
    for span in other_phrases(text, 0, len(text), avoid):
        assert last <= span.start < span.end <= len(text)
        assert span.end < avoid.start or span.start > avoid.end
        last = span.end


@pytest.mark.parametrize(
    ("text", "answer", "holds"),
    [("De fikset den kuttede ledningen.", "en ledning", True), ("Det kom folk.", "en ledning", False)],
)
def test_a_text_still_holds_an_answer_whose_words_it_has(text: str, answer: str, holds: bool) -> None:
    assert still_holds(text, answer) == holds
