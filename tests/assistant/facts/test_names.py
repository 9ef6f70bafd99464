"""A name is known by its letters, however it is spelt, inflected or translated."""

import pytest

from assistant.facts.names import country_of, names_alike


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Armenia armensk armenske armenerne armenere Armenian Armenians Armenias", "AM"),
        ("Aserbajdsjan aserbajdsjansk Azerbaijan Azerbaijani", "AZ"),
        ("Norge Noreg norsk nordmenn Norwegian Norwegians", "NO"),
        ("USA amerikansk amerikanerne American US", "US"),
        ("Storbritannia britisk British Britain", "GB"),
        ("Brasil brasilianske Brazil Brazilian", "BR"),
        ("Tyskland tyskerne Germany Germans", "DE"),
        ("Russland russerne Russian", "RU"),
    ],
)
def test_a_country_is_known_by_its_names_and_its_people(words: str, code: str) -> None:
    assert {word: country_of(word) for word in words.split()} == dict.fromkeys(words.split(), code)


@pytest.mark.parametrize("word", ["Kongen", "Huitfeldt", "Blinken", "Stepanakert", "s", "us", "Indre"])
def test_what_is_no_country_is_none(word: str) -> None:
    assert country_of(word) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Pashinyan", "Nikol Pasjinjan sa det", True),
        ("Nikol Pasjinjan", "Pasjinjans regjering", True),
        ("Aliyev", "Ilham Alijev", True),
        ("Yerevan", "i Jerevan", True),
        ("Blinken", "Antony Blinkens samtale", True),
        ("Lavrov", "Antony Blinken", False),
        ("Huitfeldt", "Guterres", False),
        ("Minister", "en minister", False),
        ("UN", "FNs generalsekretær", True),
        ("FN", "the UN's chief", True),
        ("USA", "They told us so", False),
        ("EU", "FNs generalsekretær", False),
    ],
)
def test_names_are_alike_across_spellings(one: str, other: str, alike: bool) -> None:
    assert names_alike(one, other) is alike
