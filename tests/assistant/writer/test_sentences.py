"""A written answer is taken apart into sentences and what each cites, as it comes."""

import pytest

from assistant.writer.sentences import Written, written_sentences

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
        ("Det skjedde [99999].", [Written("Det skjedde [99999].", ())]),
    ],
)
def test_lists_markup_and_odd_markers(said: str, sentences: list[Written]) -> None:
    assert written_sentences(said, True) == (sentences, "")
