"""What a question asks for, and which language it is in."""

import pytest

from assistant.answer import Language
from assistant.language import question_language
from assistant.question import QuestionKind, question_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hvem er Armenias statsminister?", "who"),
        ("Kven leier forhandlingane?", "who"),
        ("Who took the photo?", "who"),
        ("Hva heter hovedstaden?", "who"),
        ("Når trådte våpenhvilen i kraft?", "when"),
        ("Hvilket år var det krig?", "when"),
        ("What year was it?", "when"),
        ("Hvor lenge varte det?", "when"),
        ("Hvor mange er drept?", "number"),
        ("Kor mange er evakuerte?", "number"),
        ("antall drepte", "number"),
        ("Hvor skal forhandlingene være?", "where"),
        ("I hvilken by møtes de?", "where"),
        ("Hvorfor er hun bekymret?", "why"),
        ("Kvifor vart ho uroa?", "why"),
        ("Er våpenhvilen brutt?", "yes-no"),
        ("Has Armenia got troops there?", "yes-no"),
        ("Hva sier Huitfeldt?", "what"),
        ("Huitfeldt", "what"),
    ],
)
def test_the_kind_is_what_the_question_asks_for(question: str, kind: QuestionKind) -> None:
    assert question_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Hvem er Armenias statsminister?", "nb"),
        ("Kven er statsminister i Armenia?", "nn"),
        ("Korleis gjekk det med forhandlingane?", "nn"),
        ("Who is the prime minister of Armenia?", "en"),
        ("what happened in Stepanakert", "en"),
        ("Hvor mange mennesker er evakuert fra området?", "nb"),
    ],
)
def test_the_language_is_the_questions(question: str, language: Language) -> None:
    for fallback in ("nb", "nn", "en"):
        assert question_language(question, fallback) == language


@pytest.mark.parametrize("question", ["Huitfeldt", "våpenhvile", "Armenia 2020", "Jevlakh?", "👍", ""])
@pytest.mark.parametrize("fallback", ["nb", "nn", "en"])
def test_a_question_too_short_to_tell_takes_the_interfaces_language(question: str, fallback: Language) -> None:
    assert question_language(question, fallback) == fallback
