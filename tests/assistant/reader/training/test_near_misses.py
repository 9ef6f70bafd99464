"""Questions that a passage nearly answers."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.training.near_misses import borrow, swap_asked, swap_name, swap_number

seeds = st.integers(0, 999).map(Random)


@given(seeds)
def test_a_person_is_swapped_for_a_person(chance: Random) -> None:
    others = ["Annie Lööf", "NATO", "Norge", "Stefan Lie"]
    assert swap_name("Når møtte Stefan Löfven pressen?", others, chance) == "Når møtte Annie Lööf pressen?"


@given(seeds)
def test_a_place_is_swapped_for_a_place_and_keeps_its_genitive(chance: Random) -> None:
    others = ["Danmark", "Lars Moe", "EU"]
    assert swap_name("Hva er Norges hovedstad?", others, chance) == "Hva er Danmarks hovedstad?"


@pytest.mark.parametrize("question", ["Hvem vant?", "Norsk film er hva?", "Hvem er leder i Norge?"])
def test_no_name_is_swapped_where_no_like_one_is_found(question: str) -> None:
    assert swap_name(question, ["Kari Lie"], Random(1)) is None


def test_a_name_that_the_passage_holds_beside_the_questions_words_is_not_taken() -> None:
    context = "Kari Lie vant løpet foran Ola Moe, som vant i fjor."
    assert swap_name("Når vant Kari Lie løpet?", ["Ola Moe"], Random(1), context) is None


def test_a_first_name_is_not_swapped_for_its_surname() -> None:
    assert swap_name("Når vant Kari?", ["Lie", "Kari Lie"], Random(1)) is None


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("Hva skjedde i 1943?", r"Hva skjedde i 19\d\d\?"),
        ("Hva skjedde 8. mai?", r"Hva skjedde (\d+\. mai|8\. \w+)\?"),
        ("Hvem døde på 1800-tallet?", r"Hvem døde på [12]\d00-tallet\?"),
        ("Hvem vant på onsdag?", r"Hvem vant på (?!onsdag)\w+dag\?"),
        ("Hva sa 10 prosent?", r"Hva sa \d+ prosent\?"),
        ("Hvem vant første omgang?", r"Hvem vant (andre|tredje|fjerde|femte) omgang\?"),
        ("Hva skjer neste uke?", r"Hva skjer forrige uke\?"),
        ("What happened in January?", r"What happened in [A-Z]\w+\?"),
    ],
)
def test_a_number_is_swapped_for_another_of_its_kind(question: str, pattern: str) -> None:
    for seed in range(30):
        swapped = swap_number(question, Random(seed))
        assert swapped is not None
        assert swapped != question
        assert re.fullmatch(pattern, swapped)


@given(seeds)
def test_a_span_of_years_stays_one(chance: Random) -> None:
    swapped = swap_number("Hvem styrte fra 1940 til 1945?", chance)
    assert swapped is not None
    first, last = map(int, re.findall(r"\d+", swapped))
    assert first < last


@given(seeds)
def test_a_year_that_the_passage_tells_of_is_not_taken(chance: Random) -> None:
    told = " ".join(str(year) for year in range(1913, 1974) if year != 1950)
    assert swap_number("Hva skjedde i 1943?", chance, told) == "Hva skjedde i 1950?"


@pytest.mark.parametrize("question", ["Hvilke andre land er med?", "Was ist der zweite mai?", "Hvem er Kari?"])
def test_a_question_without_a_number_keeps_its_words(question: str) -> None:
    assert swap_number(question, Random(1)) is None


@given(st.text(max_size=40), st.integers(1030, 2024), st.text(max_size=40), seeds)
def test_only_the_number_changes(before: str, year: int, after: str, chance: Random) -> None:
    before, after = re.sub(r"\w|[.,]", "", before), re.sub(r"\w|[.,]", "", after)
    swapped = swap_number(f"{before} {year} {after}", chance)
    assert swapped is not None
    assert swapped != f"{before} {year} {after}"
    assert re.sub(r"\d{4}", str(year), swapped) == f"{before} {year} {after}"


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Når døde Kari Lie?", {"Når ble Kari Lie født?", "Når giftet Kari Lie seg?", "Hvor ble Kari Lie gravlagt?"}),
        ("Hva er Norges hovedstad?", {"Hva er Norges nest største by?", "Hva er Norges eldste by?"}),
        ("Størst eller minste, hvem vet?", {"Størst eller største, hvem vet?"}),
        ("Who wrote Emma?", {"Who translated Emma?", "Who illustrated Emma?"}),
    ],
)
def test_another_fact_is_asked_of_the_same_things(question: str, others: set[str]) -> None:
    assert {swap_asked(question, Random(seed)) for seed in range(40)} == others


def test_no_fact_is_asked_for_that_the_passage_may_tell() -> None:
    context = "Kari Lie (1900–1980) giftet seg tidlig."
    assert swap_asked("Når døde Kari Lie?", Random(1), context) == "Hvor ble Kari Lie gravlagt?"


def test_a_question_in_another_language_keeps_its_words() -> None:
    assert swap_asked("Wer ist president?", Random(1)) is None


def test_a_borrowed_question_asks_of_the_names_here() -> None:
    assert borrow("Når ble Kari Lie valgt?", ["Norge", "Ola Moe"], Random(1)) == "Når ble Ola Moe valgt?"


@pytest.mark.parametrize(("question", "here"), [("Hvem vant?", ["Ola Moe"]), ("Når kom Kari Lie?", ["EU"])])
def test_a_question_that_finds_no_like_name_is_not_borrowed(question: str, here: list[str]) -> None:
    assert borrow(question, here, Random(1)) is None


def test_a_question_whose_words_the_passage_holds_is_not_borrowed() -> None:
    assert borrow("Når ble Kari Lie valgt?", ["Ola Moe"], Random(1), "Ola Moe ble valgt i fjor.") is None
