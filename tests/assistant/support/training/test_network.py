"""The support network learns to point at what is wrong, and a run goes on where it stopped."""

import copy
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from assistant.support.support_model import SupportReader, encode_pairs
from assistant.support.train import batches, measure
from assistant.support.training.network import SupportRun, _labels
from assistant.support.training.pairs import Pair
from assistant.support.training.recipe import SupportRecipe
from index.bundled_model import bundled_model
from index.errors import InputError
from index.sentences import Span

PAIRS = [
    Pair("Huset brant i 1954.", "Huset brant ned i 1954.", True, (), "true"),
    Pair("Huset brant i 1955.", "Huset brant ned i 1954.", False, (Span(14, 18),), "date"),
    Pair("The house is red.", "Huset er blått.", False, None, "elsewhere"),
    Pair("Ola vant løpet.", "Ola vant løpet i går.", True, (), "true"),
]


@pytest.fixture(scope="module")
def folder(cache: Path) -> Path:
    return bundled_model(cache / "models")


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_labels_are_of_the_tokens_that_are_wrong_where_anybody_knows(tokenizer: Tokenizer) -> None:
    given = encode_pairs(tokenizer, [(pair.claim, pair.text) for pair in PAIRS])
    wrong, counts = _labels(given, PAIRS)
    assert wrong[0].sum() == 0
    assert counts[0].sum() > 3
    assert (
        "".join(
            PAIRS[1].claim[a:b] for a, b in zip(given.starts[1][wrong[1] > 0], given.ends[1][wrong[1] > 0], strict=True)
        ).strip()
        == "1955"
    )
    assert counts[2].sum() == 0


def test_a_few_pairs_are_learnt_by_heart_and_a_stopped_run_goes_on(
    folder: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    recipe = SupportRecipe(steps=14, rate=3e-4, head_rate=1e-2, dropout=0.0)
    given = encode_pairs(tokenizer, [(pair.claim, pair.text) for pair in PAIRS])
    run = SupportRun(folder, recipe, torch.device("cpu"))
    losses = [run.learn(given, PAIRS) for _ in range(7)]
    run.save(tmp_path / "checkpoint.pt")
    resumed = SupportRun(folder, recipe, torch.device("cpu"))
    resumed.resume(tmp_path / "checkpoint.pt")
    assert resumed.step == 7
    ahead = [run.learn(given, PAIRS) for _ in range(7)]
    again = [resumed.learn(given, PAIRS) for _ in range(7)]
    assert again[-1]["whole"] == pytest.approx(ahead[-1]["whole"], rel=0.05)
    assert ahead[-1]["whole"] < 0.6 * losses[0]["whole"]
    with pytest.raises(InputError, match="--steps 14"):
        SupportRun(folder, SupportRecipe(steps=15), torch.device("cpu")).resume(tmp_path / "checkpoint.pt")
    with run.averaged() as model:
        figures = measure(SupportReader(copy.deepcopy(model), tokenizer), PAIRS)
    assert 0 <= figures["auc"] <= 1
    assert set(figures) == {"auc", "caught", "caught/date", "caught/elsewhere"}


@pytest.mark.parametrize("given", [{"hand": 1.2}, {"steps": 0}, {"batch": 0}, {"dropout": 1.0}])
def test_a_recipe_that_cannot_be_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(InputError, match=f"--{next(iter(given))}"):
        SupportRecipe(**given)  # type: ignore[arg-type]


def test_hand_written_claims_come_in_after_their_share_of_the_steps() -> None:
    from tests.assistant.support.training.test_pairs import TEXT, claim

    class Few:
        norwegian = [TEXT]  # noqa: RUF012
        passages: list[dict[str, object]] = []  # noqa: RUF012
        written = [(claim(), TEXT)]  # noqa: RUF012

    recipe = SupportRecipe(steps=40, batch=4, hand=1.0, hand_from=0.4)
    drawn = batches(Few(), recipe)  # type: ignore[arg-type]
    first, later = next(drawn), [next(drawn) for _ in range(30)][-1]
    assert all(pair.made != "date" for pair in first)
    assert all(pair.made == "date" for pair in later)
