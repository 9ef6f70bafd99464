"""What the verdict's confidence is made of."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Language
from assistant.facts.stated import Fact
from assistant.features import Candidate
from assistant.support import scoring
from assistant.support.evidence import Grounds
from assistant.support.facts_asked import MOST, AskedFact
from assistant.support.features import SUPPORT_FEATURES, Held, support_features
from assistant.support.fit import Fitted, in_folds
from assistant.support.scoring import expand, load_support_weights
from assistant.support.support_model import ReadClaim
from assistant.support.training.pairs import WrittenClaim
from index.article import Article
from index.errors import KildevisError
from index.sentences import Span

ARTICLE = Article("flom", "Flommen i Odda ødela ikke skolen. Den ødela 14 hus tirsdag.\n")


def held(claim: str, bearing: list[int], tokens: list[float], language: Language = "nb", **given: object) -> Held:
    candidates = tuple(Candidate(ARTICLE, ARTICLE.sentences[row]) for row in bearing)
    grounds = Grounds(candidates, ARTICLE.text, 0.5, 0.25, 0.1, 0.7)
    read = ReadClaim(1.5, np.array(tokens, np.float32), np.zeros(len(tokens), np.int64), np.ones(len(tokens), np.int64))
    fields: dict[str, object] = {"asked": (), "missing": (), "misquoted": (), **given}
    return Held(claim, language, "nb", grounds, read, **fields)  # type: ignore[arg-type]


def features(one: Held) -> dict[str, float]:
    return dict(zip(SUPPORT_FEATURES, support_features(one).tolist(), strict=True))


def test_the_network_and_the_coverage_come_as_they_are() -> None:
    found = features(held("Flommen ødela 14 hus.", [1, 0], [-3.0, 2.0, 1.0, 0.0]))
    assert (found["whole"], found["token"], found["tokens"]) == (1.5, 2.0, 1.0)
    assert (found["sentences"], found["covered"], found["covered_first"], found["covered_worst"]) == (2, 0.5, 0.25, 0.1)
    assert found["near"] == 0.7


def test_a_fact_that_the_reader_finds_another_for_has_a_high_margin() -> None:
    number = Fact("number", "40", Span(0, 2))
    name = Fact("name", "Odda", Span(3, 7))
    asked = (AskedFact(number, -MOST, 6.0, "14"), AskedFact(name, 4.0, -2.0, ""), AskedFact(number, 1.0, 2.0, "3"))
    found = features(held("40 Odda", [1], [0.0], asked=asked))
    assert (found["margin_number"], found["margin_name"], found["margin_day"]) == (MOST, -6.0, -MOST / 2)
    assert (found["margin"], found["agrees"]) == (18.0, -MOST)


def test_missing_facts_count_by_their_kind_and_by_where_they_are_missing() -> None:
    missing = (
        Fact("name", "Bergen", Span(0, 6)),
        Fact("name", "Odda", Span(7, 11)),
        Fact("country", "Kina", Span(12, 16)),
    )
    found = features(held("Bergen Odda Kina", [1], [0.0], missing=missing, misquoted=("a",)))
    assert (found["missing_name"], found["missing_country"], found["missing_number"]) == (2, 1, 0)
    assert found["missing_anywhere"] == 2  # Odda stands in the other sentence
    assert found["misquoted"] == 1


@pytest.mark.parametrize(
    ("claim", "language", "bearing", "denies", "denied"),
    [
        ("Flommen ødela ikke 14 hus.", "nb", [1], 1, 0),
        ("Flommen ødela skolen.", "nb", [0], 0, 1),
        ("The flood did not destroy the school.", "en", [0], 0, 0),
        ("Flommen ødela 14 hus.", "nb", [1], 0, 0),
    ],
)
def test_a_denial_on_one_side_only_shows(
    claim: str, language: Language, bearing: list[int], denies: float, denied: float
) -> None:
    found = features(held(claim, bearing, [0.0], language))
    assert (found["denies"], found["denied"]) == (denies, denied)


def test_english_claims_have_weights_of_their_own() -> None:
    values = np.arange(len(SUPPORT_FEATURES), dtype=float)
    norwegian, english = expand(values, False), expand(values, True)
    assert norwegian.shape == english.shape == (2 * len(values) + 1,)
    assert norwegian[len(values) :].sum() == 0
    assert english[len(values) : -1].tolist() == values.tolist()


def test_weights_fitted_on_other_features_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.loads(scoring.WEIGHTS_FILE.read_text("utf-8"))
    content["features"] = content["features"][:-1]
    file = tmp_path / "weights.json"
    file.write_text(json.dumps(content), "utf-8")
    monkeypatch.setattr(scoring, "WEIGHTS_FILE", file)
    load_support_weights.cache_clear()
    with pytest.raises(KildevisError, match=r"python -m assistant\.support\.fit"):
        load_support_weights()
    load_support_weights.cache_clear()


def test_a_claim_is_judged_by_what_was_fitted_on_other_articles() -> None:
    """What tells in all articles but one, where it is the other way round, fails on that one alone."""
    chance = np.random.default_rng(1)
    claims, x, y = [], [], []
    for number in range(200):
        article = f"a{number % 5}"
        true = bool(chance.random() < 0.5)
        claims.append(WrittenClaim(str(number), "fit", article, "nb", "x", true, "near", (), ()))
        x.append([float(true != (article == "a3")), chance.random()])
        y.append(float(true))
    confidence = in_folds(Fitted(np.array(x), np.array(y), claims))
    right = (confidence >= 0.5) == np.array([c.supported for c in claims])
    odd = np.array([c.article == "a3" for c in claims])
    assert right[~odd].mean() > 0.95
    assert right[odd].mean() < 0.05
