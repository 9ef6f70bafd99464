"""Where an article gives one office two names, and where it only seems to."""

from assistant.conflicts import asked_conflict, conflicts
from index.article import Article


def named(text: str) -> list[list[str]]:
    article = Article("a", text)
    for conflict in conflicts(article):
        for office in conflict.offices:
            assert text[office.span.start : office.span.end] == office.name
    return [[office.name for office in conflict.offices] for conflict in conflicts(article)]


def test_two_names_for_one_office_conflict() -> None:
    assert named("Norges statsminister Kari Lie kom. Senere talte Norges statsminister Ola Dahl.") == [
        ["Kari Lie", "Ola Dahl"]
    ]


def test_the_genitive_is_not_the_names() -> None:
    assert named("Norges statsminister Kari Lies kontor svarte. Norges statsminister, Ola Dahl, gikk.") == [
        ["Kari Lie", "Ola Dahl"]
    ]


def test_one_name_in_two_forms_is_no_conflict() -> None:
    assert named("Norges statsminister Kari Lie kom. Norges statsminister Anne Kari Lie gikk.") == []


def test_offices_of_two_countries_do_not_conflict() -> None:
    assert named("Norges statsminister Kari Lie møtte Sveriges statsminister Ola Dahl.") == []


def test_a_question_about_the_office_finds_the_conflict() -> None:
    article = Article("a", "Norges statsminister Kari Lie kom. Norges statsminister Ola Dahl gikk.")
    assert asked_conflict("Hvem er statsminister i Norge?", [article]) is not None
    assert asked_conflict("Who is the statsminister of Norway?", [article]) is not None
    assert asked_conflict("Hvem er statsminister i Danmark?", [article]) is None
    assert asked_conflict("Hvem er konge i Norge?", [article]) is None
