"""What a sentence states, and whether another text states it too."""

import pytest

from assistant.answer import Language
from assistant.facts.negation import negations
from assistant.facts.quotations import is_verbatim, quotations
from assistant.facts.stated import stated_facts

SOURCE = (
    "Mer enn 7000 personer skal være evakuert fra området torsdag 21. september, sa Nikol Pasjinjan om Armenia i 2020."
)


def test_each_fact_is_found_once_with_its_kind() -> None:
    claim = "Thursday, September 21, more than seven thousand people fled, Nikol Pashinyan said of Armenia in 2020."
    facts = stated_facts(claim, "en")
    assert [(fact.kind, fact.text) for fact in facts] == [
        ("day", "Thursday"),
        ("day", "September 21"),
        ("number", "seven thousand"),
        ("name", "Nikol Pashinyan"),
        ("country", "Armenia"),
        ("year", "2020"),
    ]
    assert all(claim[fact.span.start : fact.span.end] == fact.text for fact in facts)
    assert all(fact.stands_in(SOURCE, "nb") for fact in facts)


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Mer enn 9000 personer er evakuert.", "nb"),
        ("Det skjedde fredag.", "nb"),
        ("In August they left.", "en"),
        ("Folk flyktet til selve Georgia.", "nb"),
        ("It was in 2021.", "en"),
        ("Det sa Antony Blinken.", "nb"),
    ],
)
def test_another_fact_does_not_stand_there(claim: str, language: Language) -> None:
    (fact,) = stated_facts(claim, language)
    assert not fact.stands_in(SOURCE, "nb")


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Dette er ikke bekreftet.", "nb", 1),
        ("Det er ingen løsning.", "nb", 1),
        ("Dei har ikkje styrkar.", "nn", 1),
        ("They don't have any, and never had.", "en", 2),
        ("Dette er bekreftet.", "nb", 0),
        ("This notion is known.", "en", 0),
    ],
)
def test_denials_are_found(text: str, language: Language, count: int) -> None:
    assert len(negations(text, language)) == count


def test_a_quotation_is_verbatim_but_for_signs_and_white_space() -> None:
    text = "Han ba om at kampene «slutter umiddelbart», og sa “stans – nå”."
    (first, second) = quotations(text)
    assert text[first.start : first.end] == "slutter umiddelbart"
    assert is_verbatim("slutter umiddelbart", "ber om at de «slutter\numiddelbart».")
    assert not is_verbatim("slutter", "avslutter det")
    assert not is_verbatim(text[second.start : second.end], "Stans krigen nå")
