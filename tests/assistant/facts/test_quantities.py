"""Numbers are told by their values, whatever they are written like."""

from decimal import Decimal

import pytest

from assistant.answer import Language
from assistant.facts.quantities import quantities


def values(text: str, language: Language) -> list[tuple[str, str, str]]:
    return [(f"{q.value:f}", q.unit, q.bound) for q in quantities(text, language)]


@pytest.mark.parametrize(
    "written", ["7000", "7 000", "7.000", "7,000", "7\u00a0000", "sju tusen", "syv tusen", "7 tusen"]
)
def test_a_number_has_one_value_in_norwegian(written: str) -> None:
    assert values(f"Om lag {written} personer", "nb") == [("7000", "", "")]


@pytest.mark.parametrize("written", ["120,000", "120 000", "120 thousand", "one hundred and twenty thousand"])
def test_a_number_has_one_value_in_english(written: str) -> None:
    assert values(f"some {written} people", "en") == [("120000", "", "")]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("1,3 millioner fat", "nb", "1300000"),
        ("1.3 million barrels", "en", "1300000"),
        ("én milliard kroner", "nb", "1000000000"),
        ("one billion kroner", "en", "1000000000"),
        ("2 billioner", "nb", "2000000000000"),
        ("hundre og tjue tusen", "nb", "120000"),
        ("to hundre og femti", "nb", "250"),
        ("tjueen menn", "nb", "21"),
        ("twenty-one men", "en", "21"),
        ("two thousand and twenty", "en", "2020"),
        ("seven and a half million", "en", "7500000"),
        ("to og en halv time", "nb", "2.5"),
        ("39,90 kroner", "nb", "39.9"),
        ("den tredje gangen", "nb", "3"),
        ("the seventh time", "en", "7"),
        ("2 pm", "en", "14"),
    ],
)
def test_words_scales_and_halves_make_one_number(text: str, language: Language, wanted: str) -> None:
    assert [f"{q.value:f}" for q in quantities(text, language)] == [wanted]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("på begynnelsen av 1990-tallet", "nb", ("1990", "decade")),
        ("in the 1990s", "en", ("1990", "decade")),
        ("på 1800-talet", "nn", ("1800", "century")),
        ("in the 19th century", "en", ("1800", "century")),
        ("in the nineteenth century", "en", ("1800", "century")),
        ("i 1990", "nb", ("1990", "")),
    ],
)
def test_a_decade_is_no_year(text: str, language: Language, wanted: tuple[str, str]) -> None:
    (found,) = quantities(text, language)
    assert (f"{found.value:f}", found.unit) == wanted


def test_one_and_en_are_articles_as_often_as_numbers() -> None:
    assert quantities("en mann og ein annan", "nb") == []
    assert quantities("one of them", "en") == []


def test_numbers_in_a_row_stay_apart() -> None:
    assert [int(q.value) for q in quantities("tre og fire, 1999-2000", "nb")] == [3, 4, 1999, 2000]


def test_each_number_stands_where_it_says() -> None:
    text = "Mer enn sju tusen personer på 1990-tallet"
    assert [text[q.span.start : q.span.end] for q in quantities(text, "nb")] == ["sju tusen", "1990-tallet"]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("over 100 drept", "mer enn 100 drept", True),
        ("100 drept", "opp til 100 drept", True),
        ("over 100 drept", "opp til 100 drept", False),
        ("minst 100 drept", "færre enn 100 drept", False),
        ("100 drept", "101 drept", False),
        ("i 1990", "på 1990-tallet", False),
    ],
)
def test_what_is_over_is_not_what_is_up_to(one: str, other: str, agree: bool) -> None:
    (first,), (second,) = quantities(one, "nb"), quantities(other, "nb")
    assert first.agrees(second) is agree
    assert first.value != Decimal(0)
