"""A written answer is taken apart into sentences and what each cites, as it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writer.sentences import Written, cited_numbers, written_sentences

ANSWER = (
    "Aserbajdsjan startet angrep tirsdag 19. september [1]. FN ber om at kampene «slutter umiddelbart». [2][3] "
    "**Blinken** ba ham stanse [4, 5]"
)
SENTENCES = [
    Written("Aserbajdsjan startet angrep tirsdag 19. september.", (1,)),
    Written("FN ber om at kampene «slutter umiddelbart».", (2, 3)),
    Written("Blinken ba ham stanse", (4, 5)),
]


def test_markers_belong_to_the_sentence_that_they_stand_in_or_behind() -> None:
    assert written_sentences(ANSWER, True) == (SENTENCES, "")


def test_a_sentence_is_complete_when_the_next_has_begun() -> None:
    for end in range(len(ANSWER)):
        whole, coming = written_sentences(ANSWER[:end], False)
        assert whole == SENTENCES[: len(whole)]
        assert "[" not in coming
        assert "*" not in coming
    assert written_sentences("Det står der. [1", False) == ([], "Det står der.")


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ("", []),
        (" \n[1] ... ", []),
        ("Står ikke i artikkelen.", [Written("Står ikke i artikkelen.", ())]),
        ("1. Først [1].\n2. Så [2].", [Written("Først.", (1,)), Written("Så.", (2,))]),
        ("- Én ting [1]\n- En til [2]", [Written("Én ting", (1,)), Written("En til", (2,))]),
        ("21. september skjedde det [1].", [Written("21. september skjedde det.", (1,))]),
        ("Det skjedde [1][1][2].", [Written("Det skjedde.", (1, 2))]),
        ("Det skjedde [99999].", [Written("Det skjedde (99999).", ())]),
        ("Se [kilden](http://a.b) [1].", [Written("Se (kilden)(http://a.b).", (1,))]),
        ("<p>Det <strong>skjedde</strong> *der* [1].</p>", [Written("Det skjedde der.", (1,))]),
        ("<think>Er det [7]? Ja.</think>Det skjedde [1].", [Written("Det skjedde.", (1,))]),
        ("Er det [7]? Ja.</think>\nDet skjedde [1].", [Written("Det skjedde.", (1,))]),
        ("<think>Er det [7]? Ja.", []),
        ("Det skjedde<think>Er det [7]? Ja.", [Written("Det skjedde", ())]),
    ],
)
def test_lists_markup_and_odd_markers(said: str, sentences: list[Written]) -> None:
    assert written_sentences(said, True) == (sentences, "")


PIECES = [
    "Det skjedde",
    " i går",
    ". ",
    "[1]",
    " [2, 3]",
    "[4–5]",
    "«Ja»",
    "\n- ",
    "**",
    "</",
    "b>",
    "[",
    "]",
    "x",
    "21. september",
]


@given(said=st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_whatever_comes_no_marker_and_no_markup_is_left_in_the_words(said: str) -> None:
    for end in range(len(said)):
        whole, coming = written_sentences(said[:end], False)
        for text in (*(sentence.text for sentence in whole), coming):
            assert "[" not in text
            assert "**" not in text
    whole, coming = written_sentences(said, True)
    assert coming == ""
    assert {number for sentence in whole for number in sentence.cited} <= set(cited_numbers(said))


def test_every_number_cited_counts_as_often_as_it_is() -> None:
    assert cited_numbers("<think>[9]</think>En [1][2]. To [2, 3].") == [1, 2, 2, 3]
