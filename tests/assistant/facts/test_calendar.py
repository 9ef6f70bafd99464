"""Days and months are the same in all three languages."""

import pytest

from assistant.answer import Language
from assistant.facts.calendar import days


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("torsdag 21. september", "nb", [("weekday", 3), ("month", 9)]),
        ("Thursday, September 21", "en", [("weekday", 3), ("month", 9)]),
        ("tysdag og laurdag i mai", "nn", [("weekday", 1), ("weekday", 5), ("month", 5)]),
        ("20. sep. 2023", "nb", [("month", 9)]),
        ("mandagens møte", "nb", [("weekday", 0)]),
        ("on Sundays in May", "en", [("weekday", 6), ("month", 5)]),
        ("he may march", "en", []),
        ("man sier at des mer de fre", "nb", []),
    ],
)
def test_days_and_months_are_found(text: str, language: Language, wanted: list[tuple[str, int]]) -> None:
    assert [(day.kind, day.number) for day in days(text, language)] == wanted
