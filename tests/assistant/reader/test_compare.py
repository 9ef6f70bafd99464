"""The figures of the model card, on cases whose outcome is plain."""

import pytest

from assistant.reader.compare import best_in, figures
from assistant.reader.span_reader import SpanReader
from assistant.reader.training.cases import Case
from index.article import Article
from index.passages import split_passages
from index.sentences import Span

ARMENIA = Article(
    "armenia", "Ny statsminister\n\nNikol Pasjinjan er statsminister i Armenia. Hovedstaden i landet heter Jerevan."
)
FERRY = Article("ferry", "Ferja\n\nFerja mellom Horten og Moss frakter biler hver dag.")
WHO, TOWN, LAND = "Hvem er statsminister i Armenia?", "Hva heter hovedstaden?", "Hvor er Pasjinjan statsminister?"


def case(made: str, question: str, answer: str | None, *articles: Article) -> Case:
    """A case whose answer, if any, is of the article on Armenia."""
    passages = tuple((node, article) for article in articles for node in split_passages(article))
    at = ARMENIA.text.index(answer) if answer else 0
    gold = (("armenia", Span(at, at + len(answer))),) if answer else ()
    return Case(made, question, False, passages, gold)


def test_the_best_span_may_be_in_any_passage_or_only_in_the_first(reader: SpanReader) -> None:
    open_ = case("open", TOWN, "Jerevan", FERRY, ARMENIA)
    best, first = best_in(reader, open_), best_in(reader, open_, 1)
    assert best is not None
    assert first is not None
    assert best.text == "Jerevan"
    assert first.article is FERRY


def test_figures_are_shares_of_the_kind_of_case_that_they_name(reader: SpanReader) -> None:
    found = figures(
        reader,
        [
            case("answerable", WHO, "Nikol Pasjinjan", ARMENIA),
            case("answerable", TOWN, "Jerevan", ARMENIA),
            case("answerable", LAND, "i Armenia", ARMENIA),
            case("varied", "hovedstaden heter hva", "Armenia", ARMENIA),
            case("open", TOWN, "Jerevan", FERRY, ARMENIA),
            case("open", WHO, "Nikol Pasjinjan", ARMENIA, FERRY),
            case("open", WHO, "Nikol Pasjinjan", FERRY),
            case("borrowed", "Hva koster taket på museet i Hamar?", None, ARMENIA),
            *(case("borrowed", question, None, ARMENIA) for question in (WHO, TOWN, LAND)),
            case("elsewhere", TOWN, None, FERRY),
        ],
        [case("answerable", "What is the capital called?", "Jerevan", ARMENIA)],
    )
    assert found["F1, given the article"] == 1
    assert found["retrieval: first passage holds it"] == pytest.approx(1 / 3)
    assert found["first passage: hit"] == pytest.approx(1 / 3)
    assert found["F1, other words"] == 0
    assert found["first passage: F1"] == pytest.approx(1 / 3)
    assert found["all passages: hit"] == pytest.approx(2 / 3)
    assert found["all passages: F1"] == pytest.approx(2 / 3)
    # At the threshold one in twenty of those that are answered may be refused: of three, the one of the lowest score.
    assert found["refused: near misses"] == pytest.approx(2 / 4)
    assert found["refused: not in the article"] == 1
    assert found["F1, English of German"] == 1
