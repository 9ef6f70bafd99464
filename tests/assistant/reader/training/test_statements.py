import random

import numpy as np
import pytest

from assistant.reader.training import statements
from assistant.reader.training.data import Source
from assistant.reader.training.statements import StatementSampler, question_of
from index.article import Article


def asked(text: str, language: str = "nb") -> tuple[str, str] | None:
    article = Article("a", text)
    turned = question_of(text, article.sentences[0], language)
    return (turned[0], text[turned[1].start : turned[1].end]) if turned else None


@pytest.mark.parametrize(
    ("text", "language", "question", "answer"),
    [
        ("Kari Lie er leder av rederiet i Horten.", "nb", "Er Kari Lie leder av rederiet i Horten?", None),
        ("Byen ligger ikke ved havet i dag.", "nb", "Ligger Byen ved havet i dag?", None),
        ("I 2011 ble ferja solgt til Moss.", "nb", "Ble ferja solgt til Moss I 2011?", None),
        ("The city has not joined the league.", "en", "Has the city joined the league?", None),
        (
            "Kari Lie er leder av rederiet, sier hun.",
            "nb",
            "Er Kari Lie leder av rederiet?",
            "Kari Lie er leder av rederiet",
        ),
    ],
)
def test_the_verb_comes_first_and_the_clause_answers(
    text: str, language: str, question: str, answer: str | None
) -> None:
    found = asked(text, language)
    assert found is not None
    assert found[0].casefold() == question.casefold()
    assert found[1] == (answer or text.rstrip("."))


@pytest.mark.parametrize(
    "text", ["Hvem er leder av rederiet i Horten?", "Men Kari er leder av rederiet.", "Kari er syk."]
)
def test_what_is_no_main_clause_of_some_length_is_left_alone(text: str) -> None:
    assert asked(text) is None


def test_an_answer_is_the_clause_in_its_window_and_windows_without_it_have_none() -> None:
    text = (
        "Kari Lie er leder av rederiet i Horten. Det er lenge siden rederiet ble solgt til en annen eier. "
        "Ola Moe var eier av kaia og ferja i Moss. Per Aas og Siri Vik bor i en gammel by ved fjorden."
    )
    sampler = StatementSampler([Source(Article("a", text), "nb", ())], random.Random(0))
    drawn = [sampler.draw(90) for _ in range(200)]
    assert {e.made for e in drawn} >= {"statement", "statement elsewhere"}
    for example in drawn:
        assert (example.answer is not None) == (example.made == "statement")
        if example.answer:
            assert example.text[example.answer.start : example.answer.end] + "." in text


def test_some_are_put_in_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "_REWORDED", 0.3)
    monkeypatch.setattr(statements, "_DROPPED", 0.0)
    monkeypatch.setattr(statements, "reword", lambda question, language, chance: f"{question.rstrip('?')} {language}?")
    text = "Kari Lie er leder av rederiet i Horten. Det er lenge siden rederiet ble solgt til en annen eier."
    sampler = StatementSampler([Source(Article("a", text), "nb", ())], random.Random(0))
    questions = [sampler.draw(90).question for _ in range(800)]
    assert np.mean([question.endswith(" nb?") for question in questions]) == pytest.approx(0.3, abs=0.05)
