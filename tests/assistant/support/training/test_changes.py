"""What is made false is false in one place, and says where."""

import random
from collections import Counter

import pytest

from assistant.support.training.change_words import LANGUAGES, opposites
from assistant.support.training.changes import Changer
from assistant.support.training.texts import Text

NORWEGIAN = Text(
    "Statsminister Jonas Gahr Støre møtte Ulf Kristersson i Oslo tirsdag 12. mai 2020. "
    "De snakket om 300 millioner kroner. Ifølge Støre var Norge enig med Sverige om prisen. "
    "Avtalen ble ikke undertegnet i Stockholm, fordi Kristersson ville vente.",
    "nb",
)
ENGLISH = Text(
    "In May 2020 the minister met Ulf Kristersson in Oslo. She said that Norway had won more than 20 games. "
    "Later that year the deal was not signed in Stockholm, because Norway would wait.",
    "en",
)


@pytest.fixture
def changer() -> Changer:
    return Changer({"nb": [NORWEGIAN], "en": [ENGLISH]}, random.Random(3))


@pytest.mark.parametrize("text", [NORWEGIAN, ENGLISH])
def test_every_way_is_taken_and_each_points_at_what_it_changed(changer: Changer, text: Text) -> None:
    kinds: Counter[str] = Counter()
    for number in range(600):
        claim = text.sentence(number % len(text.spans))
        changed = changer.change(claim, text.language, text)
        if changed is None:
            continue
        kinds[changed.kind] += 1
        assert changed.claim != claim
        assert changed.wrong
        assert all(0 <= span.start < span.end <= len(changed.claim) for span in changed.wrong)
        if changed.kind in ("number", "name", "day", "opposite", "word"):
            (span,) = changed.wrong
            assert claim.startswith(changed.claim[: span.start])
            assert claim.endswith(changed.claim[span.end :])
    assert set(kinds) >= {"number", "name", "day", "negation", "opposite"}
    assert "word" in kinds or text is ENGLISH  # which has no two words that end alike


@pytest.mark.parametrize(
    ("claim", "language", "without"),
    [
        ("Avtalen ble ikke undertegnet.", "nb", "Avtalen ble undertegnet."),
        ("It was not signed.", "en", "It was signed."),
    ],
)
def test_a_denial_is_taken_away(changer: Changer, claim: str, language: str, without: str) -> None:
    made = changer._negation(claim, language, NORWEGIAN)
    assert made is not None
    assert made[0] == without
    assert without[made[1][0].start : made[1][0].end].split()[-1] in ("undertegnet", "signed")


@pytest.mark.parametrize(
    ("claim", "language", "denials"),
    [
        ("Støre er enig.", "nb", {"ikke", "aldri"}),
        ("Støre er samd.", "nn", {"ikkje", "aldri"}),
        ("Norway was there.", "en", {"not", "never", "n't"}),
    ],
)
def test_a_denial_is_put_in(changer: Changer, claim: str, language: str, denials: set[str]) -> None:
    found = {
        made[0][made[1][0].start : made[1][0].end]
        for _ in range(60)
        if (made := changer._negation(claim, language, NORWEGIAN))
    }
    assert found == denials


def test_two_names_change_places(changer: Changer) -> None:
    claim = "Statsminister Jonas Gahr Støre møtte endelig Ulf Kristersson i byen."
    made = changer._roles(claim, "nb", NORWEGIAN)
    assert made is not None
    assert made[0].index("Kristersson") < made[0].index("Støre")
    assert [made[0][s.start : s.end] for s in made[1]] == ["Ulf Kristersson", "Jonas Gahr Støre"]


def test_a_year_becomes_another_year(changer: Changer) -> None:
    for _ in range(30):
        made = changer._number("Det skjedde i 1987.", "nb", Text("Det skjedde i 1987.", "nb"))
        assert made is not None
        assert abs(int(made[0][-5:-1]) - 1987) in range(1, 21)


def test_opposites_go_both_ways() -> None:
    for language in LANGUAGES:
        known = opposites(language)
        assert all(word in known[other] for word, others in known.items() for other in others)
