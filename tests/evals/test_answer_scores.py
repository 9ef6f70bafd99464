"""The accepted strings of our own gold: said as whole words, however they are spaced."""

from collections.abc import Sequence

import pytest

from evals.answer_scores import says


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Mer enn 7000 personer er evakuert. [1]", ["7000"]),
        ("Mer enn 7 000 personer", ["7000"]),
        ("Mer enn 7\u00a0000 personer", ["7000"]),
        ("Mer enn 7\u202f000 personer", ["7 000"]),
        ("Mer enn 7000 personer", ["7\u202f000"]),
        ("1 234 567 kroner", ["1234567"]),
        ("ALIJEV SA DET", ["Alijev"]),
        ("Alijevs administrasjon", ["Alijev"]),
        ("Heidar Alijevs administrasjon", ["Heidar Alijev"]),
        ("en «anti-terror-operasjon»", ["anti terror operasjon"]),
        ("en anti terror operasjon", ["anti-terror-operasjon"]),
        ("kl. 11 norsk tid", ["kl 11"]),
        ("i byen\nJevlakh", ["byen Jevlakh"]),
        ("i Jevlakh", ["Baku", "Jevlakh"]),
        ("100", ["100"]),
    ],
)
def test_an_accepted_string_is_found_whatever_its_case_spacing_or_genitive(text: str, accepted: list[str]) -> None:
    assert says(text, accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("1000 mennesker", ["100"]),
        ("100 000 mennesker", ["100"]),
        ("120 000 innbyggere", ["20 000"]),
        ("Alijeva sa det", ["Alijev"]),
        ("100s", ["100"]),  # a number has no genitive
        ("Karabakh Nagorno", ["Nagorno Karabakh"]),
        ("Nikol sa at Pasjinjan", ["Nikol Pasjinjan"]),
        ("armenske", ["armensk"]),
        ("", ["Jevlakh"]),
        ("Jevlakh", []),
        ("", []),
    ],
)
def test_part_of_a_word_or_of_a_number_is_not_enough(text: str, accepted: list[str]) -> None:
    assert not says(text, accepted)


@pytest.mark.parametrize(
    ("accepted", "parts", "right"),
    [
        ([], ["mat", "medisiner"], True),
        ([], ["mat", "våpen"], False),
        (["Huitfeldt"], ["mat"], True),
        (["Blinken"], ["mat"], False),
        (["Huitfeldt", "Blinken"], ["mat", "våpen"], False),
    ],
)
def test_every_part_must_be_said_and_one_of_the_accepted_strings(
    accepted: Sequence[str], parts: Sequence[str], right: bool
) -> None:
    assert says("Huitfeldt nevner mat og medisiner.", accepted, parts) == right


def test_a_year_before_a_number_is_not_part_of_it() -> None:
    assert says("I 2020 300 drepte", ["300"])


def test_an_accepted_string_without_a_word_is_said_by_nothing() -> None:
    assert not says("", ["?"])
