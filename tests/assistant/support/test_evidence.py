"""A claim is held against the sentences that cover it, and their neighbours."""

from collections.abc import Callable

import pytest

from assistant.reading import PassageReading, read_passages, read_question
from assistant.support.evidence import MAX_CHARS, MAX_SENTENCES, Grounds, find_grounds
from index.article import Article
from index.encoder import Encoder
from index.passages import split_passages

Find = Callable[..., Grounds]


@pytest.fixture(scope="module")
def readings(encoder: Encoder, seed_article: Article) -> list[PassageReading]:
    return read_passages(encoder, [(node, seed_article) for node in split_passages(seed_article)])


@pytest.fixture(scope="module")
def find(encoder: Encoder, readings: list[PassageReading]) -> Find:
    def found(claim: str, crosses: bool = False, **given: object) -> Grounds:
        grounds = find_grounds(read_question(encoder.read_question(claim), claim, crosses), readings, **given)  # type: ignore[arg-type]
        assert grounds is not None
        return grounds

    return found


@pytest.mark.parametrize(
    ("claim", "crosses", "sentence"),
    [
        ("Over 7000 mennesker er blitt evakuert.", False, "Mer enn 7000 personer skal være evakuert"),
        ("More than seven thousand people have been evacuated.", True, "Mer enn 7000 personer skal være evakuert"),
        ("There is no military solution to this conflict.", True, "Det er ingen militær løsning"),
    ],
)
def test_the_first_sentence_is_the_one_that_bears_the_claim(
    find: Find, claim: str, crosses: bool, sentence: str
) -> None:
    assert sentence in find(claim, crosses).bearing[0].text


def test_two_facts_are_borne_by_two_sentences(find: Find) -> None:
    grounds = find("FNs generalsekretær vil at kampene slutter, og Blinken har snakket med Pasjinjan.")
    bearing = grounds.bearing_text
    assert "Guterres" in bearing
    assert "Blinken har også snakket" in bearing
    assert 2 <= len(grounds.bearing) <= MAX_SENTENCES


def test_the_text_has_the_neighbours_and_stays_short(find: Find, seed_article: Article) -> None:
    grounds = find("Den gangen seiret de armenske styrkene.")
    assert "1990-tallet" in grounds.text
    assert len(grounds.text) <= MAX_CHARS + max(len(c.text) for c in grounds.bearing)
    assert grounds.article is seed_article


def test_what_a_claim_cites_is_what_it_is_held_against(find: Find) -> None:
    cited = find("Mer enn 7000 personer er evakuert.").bearing[:1]
    grounds = find("Det er ingen militær løsning på denne konflikten.", cited=cited)
    assert grounds.bearing == cited
    assert grounds.covered < find("Det er ingen militær løsning på denne konflikten.").covered


def test_without_a_sentence_there_are_no_grounds(encoder: Encoder) -> None:
    claim = "Ja, det er sant."
    assert find_grounds(read_question(encoder.read_question(claim), claim, False), []) is None
