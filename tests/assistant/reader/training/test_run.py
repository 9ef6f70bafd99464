"""A run: it learns, its average follows, and it goes on after a stop as if there had been none."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reader.span_inputs import Inputs, encode
from assistant.reader.training.batches import Mixture
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.examples import Example
from assistant.reader.training.recipe import Recipe
from assistant.reader.training.run import Run
from index.errors import InputError

CPU = torch.device("cpu")
RECIPE = Recipe(steps=6, rate=1e-3, head_rate=1e-2, cloze_steps=2)
Batch = tuple[Inputs, list[Example]]


@pytest.fixture(scope="module")
def batches(corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer) -> list[Batch]:
    return [
        (encode(tokenizer, [(e.question, e.lead, e.text) for e in examples[:8]], 96), examples[:8])
        for examples in islice(Mixture(corpora, written, RECIPE, tokenizer).batches(), RECIPE.steps)
    ]


def weights(run: Run) -> dict[str, Tensor]:
    """Return what is trained, and its average."""
    with run.averaged() as model:
        trained = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
        average = {f"average {name}": weight.detach().clone() for name, weight in trained.items()}
    return average | {name: weight.detach().clone() for name, weight in trained.items()}


def same(left: Mapping[str, Tensor], right: Mapping[str, Tensor]) -> bool:
    return left.keys() == right.keys() and all(torch.equal(left[name], right[name]) for name in left)


def test_learning_lowers_the_loss(encoder_folder: Path, batches: list[Batch]) -> None:
    run = Run(encoder_folder, Recipe(steps=40, rate=3e-3, head_rate=3e-2, dropout=0.0), CPU)
    losses = [run.learn(*batches[0])["spans"] for _ in range(20)]
    assert losses[-1] < losses[0] - 0.5


def test_a_resumed_run_ends_with_the_weights_of_one_that_was_not_stopped(
    encoder_folder: Path, batches: list[Batch], tmp_path: Path
) -> None:
    whole = Run(encoder_folder, RECIPE, CPU)
    for batch in batches:
        whole.learn(*batch)
    stopped = Run(encoder_folder, RECIPE, CPU)
    for batch in batches[:3]:
        stopped.learn(*batch)
    stopped.save(tmp_path / "checkpoint.pt")
    resumed = Run(encoder_folder, RECIPE, CPU)
    resumed.resume(tmp_path / "checkpoint.pt")
    assert resumed.step == 3
    for batch in batches[resumed.step :]:
        resumed.learn(*batch)
    assert same(weights(resumed), weights(whole))


def test_a_run_that_goes_on_anew_without_its_state_ends_elsewhere(encoder_folder: Path, batches: list[Batch]) -> None:
    whole, anew = Run(encoder_folder, RECIPE, CPU), Run(encoder_folder, RECIPE, CPU)
    for batch in batches:
        whole.learn(*batch)
    for batch in batches[3:]:
        anew.learn(*batch)
    assert not same(weights(anew), weights(whole))


def test_the_same_seed_learns_the_same_and_another_learns_otherwise(encoder_folder: Path, batches: list[Batch]) -> None:
    runs = [Run(encoder_folder, Recipe(steps=6, seed=seed), CPU) for seed in (0, 0, 1)]
    first, again, other = (run.learn(*batches[0]) for run in runs)
    assert first == again != other


def test_dropout_follows_the_seed_too(encoder_folder: Path) -> None:
    drawn = [Run(encoder_folder, Recipe(seed=seed), CPU)._noise.chance.random() for seed in (0, 0, 1)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_the_average_is_lent_and_the_weights_come_back(encoder_folder: Path, batches: list[Batch]) -> None:
    run = Run(encoder_folder, RECIPE, CPU)
    for batch in batches[:3]:
        run.learn(*batch)
    with run.averaged() as model:
        lent = model.spans.weight.clone()
        assert not model.training
    assert not torch.equal(model.spans.weight, lent)


def test_the_average_starts_as_that_of_all_steps_and_then_forgets(encoder_folder: Path, batches: list[Batch]) -> None:
    run = Run(encoder_folder, Recipe(steps=6, ema=0.25), CPU)
    with run.averaged() as model:
        expected = model.spans.weight.clone()
    for step, batch in enumerate(batches[:4], 1):
        run.learn(*batch)
        decay = min(0.25, (step + 1) / (step + 10))  # 2 of 11 at first
        expected = decay * expected + (1 - decay) * model.spans.weight.detach()
    with run.averaged() as model:
        assert torch.allclose(model.spans.weight, expected, atol=1e-7)


def test_the_average_that_is_published_holds_what_was_trained_alone(
    encoder_folder: Path, batches: list[Batch], tmp_path: Path
) -> None:
    run = Run(encoder_folder, RECIPE, CPU)
    run.learn(*batches[0])
    run.save_average(tmp_path / "average.pt")
    saved = torch.load(tmp_path / "average.pt", weights_only=True)
    assert {"spans.weight", "answers.bias"} < set(saved)
    assert not any("word_embeddings" in name or "position_embeddings" in name for name in saved)
    with run.averaged() as model:
        assert all(torch.equal(saved[name], model.get_parameter(name)) for name in saved)


def test_a_run_begins_with_the_average_of_another(encoder_folder: Path, batches: list[Batch], tmp_path: Path) -> None:
    first = Run(encoder_folder, RECIPE, CPU)
    for batch in batches[:3]:
        first.learn(*batch)
    first.save_average(tmp_path / "average.pt")
    next_run = Run(encoder_folder, replace(RECIPE, begin=str(tmp_path / "average.pt")), CPU)
    begun, average = weights(next_run), weights(first)
    assert all(torch.equal(begun[name], average[f"average {name}"]) for name in begun if not name.startswith("average"))


@pytest.mark.parametrize(("kept", "told"), [(None, "no weights"), ({"spans.weight": torch.zeros(2, 16)}, "do not fit")])
def test_a_run_does_not_begin_with_what_holds_no_such_weights(
    kept: object, told: str, encoder_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "average.pt"
    if kept is not None:
        torch.save(kept, file)
    with pytest.raises(InputError, match=told) as caught:
        Run(encoder_folder, replace(RECIPE, begin=str(file)), CPU)
    assert "\n" not in str(caught.value)


def test_rates_rise_and_fall_to_nothing(encoder_folder: Path) -> None:
    run = Run(encoder_folder, Recipe(steps=100), CPU)
    shares = [run._share_of_rate(step) for step in range(101)]
    assert shares[0] == pytest.approx(0.1)
    assert max(shares) == shares[9] == pytest.approx(0.91)
    assert shares[9:] == sorted(shares[9:], reverse=True)
    assert shares[100] == 0


def test_a_run_begun_with_another_recipe_is_not_gone_on_with(encoder_folder: Path, tmp_path: Path) -> None:
    Run(encoder_folder, RECIPE, CPU).save(tmp_path / "checkpoint.pt")
    other = Run(encoder_folder, Recipe(steps=7, rate=1e-3, head_rate=1e-2, cloze_steps=3), CPU)
    with pytest.raises(InputError, match=r"begun with --steps 6, --cloze-steps 2; give the same, or another --out"):
        other.resume(tmp_path / "checkpoint.pt")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a checkpoint", b"cos\nsystem\n(S'true'\ntR."])
def test_a_broken_checkpoint_is_told_in_one_line(encoder_folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(content)
    with pytest.raises(InputError, match=r"^[^\n]+no checkpoint of this program[^\n]+remove it to begin anew$"):
        Run(encoder_folder, RECIPE, CPU).resume(tmp_path / "checkpoint.pt")


def test_a_save_that_fails_leaves_the_one_before(
    encoder_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(encoder_folder, RECIPE, CPU)
    run.save(tmp_path / "checkpoint.pt")
    before = (tmp_path / "checkpoint.pt").read_bytes()

    def fail(content: object, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("no space")

    monkeypatch.setattr(torch, "save", fail)
    with pytest.raises(OSError, match="no space"):
        run.save(tmp_path / "checkpoint.pt")
    assert (tmp_path / "checkpoint.pt").read_bytes() == before
