"""Questions of what a passage does not tell of the names in it."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.training.untold import _LISTS, _questions, ask_untold

PERSON, PLACE, THING = "Ola Moe besøkte skolen i går.", "Det regnet i Tyskland i går.", "Saken er sendt til NAV i går."


def asked(name: str, context: str, language: str = "nb", tries: int = 300) -> set[str]:
    return {q for seed in range(tries) if (q := ask_untold([name], language, Random(seed), context))}


@pytest.mark.parametrize(
    ("name", "context", "question", "other"),
    [
        ("Ola Moe", PERSON, "Hvor gammel er Ola Moe?", "Hva heter hovedstaden i Ola Moe?"),
        ("Tyskland", PLACE, "Hva heter hovedstaden i Tyskland?", "Hvor gammel er Tyskland?"),
        ("NAV", THING, "Hvor mange ansatte har NAV?", "Hvor gammel er NAV?"),
    ],
)
def test_a_name_is_asked_what_is_asked_of_its_kind(name: str, context: str, question: str, other: str) -> None:
    found = asked(name, context)
    assert question in found
    assert other not in found


def test_what_the_passage_may_tell_is_not_asked() -> None:
    assert "Hvor gammel er Ola Moe?" not in asked("Ola Moe", "Ola Moe (34) besøkte skolen i går.")
    assert "Hvilket parti tilhører Ola Moe?" not in asked("Ola Moe", "Ola Moe fra Høyre besøkte skolen i går.")
    assert "How old is Ola Moe?" not in asked("Ola Moe", "Ola Moe, aged 34, came yesterday.", "en")


@given(st.integers(0, 10_000))
def test_a_question_is_the_same_for_a_seed(seed: int) -> None:
    once, again = (ask_untold(["Ola Moe", "NAV"], "nb", Random(seed), PERSON) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(("names", "language"), [([], "nb"), (["Ola Moe"], "de")])
def test_without_a_name_or_in_another_language_nothing_is_asked(names: list[str], language: str) -> None:
    assert ask_untold(names, language, Random(0), PERSON) is None


@pytest.mark.parametrize("language", _LISTS)
def test_every_question_has_one_place_for_the_name_a_mark_and_a_clue(language: str) -> None:
    for questions in _questions(language).values():
        assert len({question for question, _ in questions}) == len(questions)
        for question, clue in questions:
            assert question.count("…") == 1
            assert re.fullmatch(r"[A-Z].*\?", question)
            assert clue.pattern
            assert not clue.search("")
