"""Near misses: the right people and places, and a fact that the article does not give."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from index.article import Article

ARTICLE = Article(
    "flom",
    "Norges statsminister Kari Lie besøkte Odda tirsdag.\n\n"
    "Sveriges utenriksminister Bo Ek ringte henne samme dag.\n\n"
    "Flommen i Odda ødela 14 hus. 300 mennesker måtte flytte.\n\n"
    "Hovedstaden i Norge ble ikke rammet.\n",
)


@pytest.fixture
def flood(over: Callable[..., Assistant]) -> Assistant:
    """An assistant over an article on a flood."""
    return over(ARTICLE)


@pytest.mark.parametrize(
    ("answered", "missing"),
    [
        ("Hvor mange hus ødela flommen i Odda?", "Hvor mange skoler ødela flommen i Odda?"),
        ("Hvor mange mennesker måtte flytte?", "Hvor gamle var de som måtte flytte?"),
        ("Hvem er statsminister i Norge?", "Hvem er statsminister i Sverige?"),
        ("Når besøkte Kari Lie Odda?", "Hvilket år besøkte Kari Lie Odda?"),
        ("Når besøkte Kari Lie Odda?", "Hvor lenge besøkte Kari Lie Odda?"),
        ("Hvem besøkte Odda tirsdag?", "Hvem besøkte Stavanger tirsdag?"),
    ],
)
def test_the_same_question_about_something_else_is_not_answered(flood: Assistant, answered: str, missing: str) -> None:
    assert not flood.ask(answered).abstained
    assert flood.ask(missing).abstained


def test_a_country_that_only_its_adjective_names_is_not_unknown(over: Callable[..., Assistant]) -> None:
    assistant = over(
        Article("styrke", "Russiske styrker skal overvåke våpenhvilen i området.\n\nDet sier regjeringen.")
    )
    assert not assistant.ask("Hvem fra Russland skal overvåke våpenhvilen?").abstained
    assert assistant.ask("Hvem fra Frankrike skal overvåke våpenhvilen?").abstained
