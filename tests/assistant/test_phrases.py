"""The phrases of a sentence that could answer: names, times and numbers, verbatim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrases import names_asked, phrases
from assistant.question import QuestionKind
from index.sentences import Span


def found(text: str, kind: QuestionKind) -> list[str]:
    return [text[p.start : p.end] for p in phrases(text, Span(0, len(text)), kind)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Mer enn 7000 personer dro torsdag 21. september.", "number", ["7000"]),
        ("Alle de 120 000 innbyggerne flyktet.", "number", ["120 000"]),
        ("De tre barna fikk 3,5 prosent.", "number", ["tre", "3,5 prosent"]),
        ("Møtet er torsdag 21. september.", "when", ["torsdag 21. september"]),
        ("Krigen på begynnelsen av 1990-tallet.", "when", ["begynnelsen av 1990-tallet"]),
        ("Den trådte i kraft kl 11 onsdag.", "when", ["kl 11", "onsdag"]),
        ("I går møtte statsminister Kari Lie fra Norge Ola.", "who", ["Kari Lie", "Norge Ola"]),
        ("Mannen sa hei.", "who", []),
        ("SØKER DEKNING: Mennesker løper i Moss.", "who", ["Moss"]),
    ],
)
def test_phrases_of_the_kind_asked_for_are_found(text: str, kind: QuestionKind, expected: list[str]) -> None:
    assert found(text, kind) == expected


@given(st.text(max_size=80), st.sampled_from(["who", "when", "where", "number", "why", "what", "yes-no"]))
def test_phrases_lie_in_order_within_the_sentence(text: str, kind: QuestionKind) -> None:
    last = 0
    for phrase in phrases(text, Span(0, len(text)), kind):
        assert last <= phrase.start < phrase.end <= len(text)
        last = phrase.end


def test_what_opens_a_question_is_no_name_in_it() -> None:
    question = "Møter Blinken, ifølge USA, Kari Lie?"
    assert [question[p.start : p.end] for p in names_asked(question)] == ["USA", "Kari Lie"]
