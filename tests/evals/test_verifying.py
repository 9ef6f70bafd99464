"""The suite of claims is as its page says, and its figures are shares of them."""

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.verify import Verdict
from evals.verifying import CLAIMS, Checked, Claim, figures, read_claims, verify
from index.article import Article
from index.errors import InputError

LINE = {
    "id": "1",
    "split": "dev",
    "language": "nb",
    "article": "a",
    "sentence": "Ja.",
    "supported": True,
    "kind": "near",
}


def claim(**given: object) -> Claim:
    return Claim.model_validate({**LINE, **given})


def checked(supported: bool, passed: bool, confidence: float = 0.5, quote: str = "", **given: object) -> Checked:
    citations = (Citation(1, "a", "A", 0, len(quote), quote, None, None, 0.5),) if quote else ()
    verdict = Verdict("Ja.", "nb", passed, confidence, citations, None if passed else "Nei.")
    return Checked(claim(supported=supported, **given), verdict, 10.0)


def test_the_suite_is_half_true_half_norwegian_and_split_by_article(seed_article: Article) -> None:
    suite = read_claims(CLAIMS)
    assert Counter(c.supported for c in suite) == {True: 240, False: 240}
    assert Counter(c.language == "en" for c in suite) == {True: 240, False: 240}
    assert {c.split for c in suite} == {"dev", "test"}
    about_others = [c for c in suite if c.article != seed_article.id]
    split_of: dict[str, set[str]] = {}
    for c in about_others:
        split_of.setdefault(c.article, set()).add(c.split)
    assert len(split_of) == 40
    assert all(len(splits) == 1 for splits in split_of.values())
    for c in suite:
        assert bool(c.evidence) == (c.article == seed_article.id)
        assert all(evidence in seed_article.text for evidence in c.evidence)
    false = Counter(c.kind for c in suite if not c.supported)
    assert set(false) == {"number", "name", "country", "negation", "cause", "date", "claim"}
    assert min(false.values()) >= 25


def test_figures_are_the_shares_caught_and_passed() -> None:
    rows = [
        checked(True, True, evidence=["En setning."], quote="En setning."),
        checked(True, True, evidence=["En setning."], quote="En annen."),
        checked(True, False, language="en"),
        checked(False, False, kind="number"),
        checked(False, False, kind="name"),
        checked(False, True, kind="name", split="test"),
    ]
    found = figures(rows)
    assert found["verify.passed"].value == pytest.approx(2 / 3)
    assert found["verify.caught"].value == pytest.approx(2 / 3)
    assert found["verify.caught/name"].value == 0.5
    assert found["verify.caught/test"].value == 0.0
    assert found["verify.passed/en"].value == 0.0
    assert found["verify.passed/seed"].value == 1.0
    assert found["verify.cited"].value == 0.5
    assert found["verify.caught"].n == 3
    assert "verify.passed/test" not in found
    low, high = found["verify.passed"].low, found["verify.passed"].high
    assert low is not None
    assert high is not None
    assert low <= 2 / 3 <= high
    assert math.isfinite(found["verify.ece"].value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        ("", "holds no claim"),
        ("{", "line 1"),
        (json.dumps({**LINE, "supported": "yes"}), "line 1: supported"),
        (json.dumps({**LINE, "more": 1}), "line 1: more"),
        (json.dumps(LINE) + "\n" + json.dumps(LINE), "line 2: the id '1' is taken"),
    ],
)
def test_what_is_no_suite_is_refused_with_one_line(content: str | None, says: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=says) as error:
        read_claims(file)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("content", "says"), [("{}", "SQuAD's form"), ('{"data": []}', "has no article for")])
def test_what_has_not_the_articles_is_refused(content: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "norquad.json"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=says):
        verify(file)


def test_the_check_reaches_what_it_has_reached_on_the_seed_article(data: Path) -> None:
    found, rows = verify()
    assert len(rows) == 160
    assert {row.claim.split for row in rows} == {"dev", "test"}
    assert found["verify.caught"].value >= 0.65
    assert found["verify.passed"].value >= 0.7
    assert found["verify.cited"].value >= 0.9
