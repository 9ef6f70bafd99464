"""Trained weights as a difference to the base's: as near as their kind allows, small, and never another model's."""

import hashlib
import itertools
import json
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from assistant.reader import difference
from assistant.reader.difference import GRIDS, Difference, Grid, Kind, describe, load, pack, save, unpack
from index import bundled_model
from index.errors import KildevisError

KINDS: tuple[Kind, ...] = ("1 bit", "ternary", "2 bit", "4 bit", "whole")
MATRIX, VECTOR, HEAD = "layer.0.dense.weight", "layer.0.dense.bias", "spans.weight"
FROZEN = "embeddings.word_embeddings.weight"
ROWS, COLUMNS = 4, 384
SEEDS = st.integers(0, 10_000)


def changes(seed: int = 0, rows: int = ROWS) -> Tensor:
    """Return differences of the size that training makes, some of them far from the rest, some zero."""
    generator = torch.Generator().manual_seed(seed)
    normal = torch.randn(rows, COLUMNS, generator=generator) * 1e-3
    return torch.where(torch.rand(rows, COLUMNS, generator=generator) < 0.2, 0.0, normal * normal.abs() * 1e3)


def weights(seed: int = 0, rows: int = ROWS) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return a base with a frozen weight, and what was trained from it, with a head that the base lacks."""
    generator = torch.Generator().manual_seed(seed + 1)
    base = {
        MATRIX: torch.randn(rows, COLUMNS, generator=generator) * 0.05,
        VECTOR: torch.randn(rows, generator=generator),
        FROZEN: torch.randn(5, COLUMNS, generator=generator),
    }
    trained = {
        MATRIX: base[MATRIX] + changes(seed, rows),
        VECTOR: base[VECTOR] + 1e-3,
        HEAD: torch.randn(2, COLUMNS, generator=generator),
    }
    return base, trained


def kept_changes(wanted: Tensor, kind: Kind, group: int = 64) -> Tensor:
    """Return the differences that are left of those wanted, from a base of zeros, so that no rounding hides any."""
    base = {MATRIX: torch.zeros_like(wanted)}
    return unpack(pack(base, {MATRIX: wanted}, kind, group), base)[MATRIX]


def squared_error(wanted: Tensor, kept: Tensor, group: int) -> Tensor:
    return (wanted - kept).square().double().view(-1, group).sum(1)


def refusal(path: Path, sha256: str) -> str:
    with pytest.raises(KildevisError) as refused:
        load(path, sha256)
    message = str(refused.value)
    assert "\n" not in message
    assert str(path) in message
    return message


@pytest.fixture
def packed() -> Difference:
    return pack(*weights())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reader.safetensors"


@given(st.sampled_from(list(GRIDS.values())), st.integers(0, 60), SEEDS)
def test_codes_of_any_number_survive_their_bytes(grid: Grid, count: int, seed: int) -> None:
    codes = torch.randint(grid.levels, (count,), generator=torch.Generator().manual_seed(seed))
    packed = grid.pack(codes)
    assert packed.dtype == torch.uint8
    assert len(packed) == -(-count // grid.per_byte)
    assert (grid.unpack(packed, count) + grid.top).tolist() == codes.tolist()


def test_a_byte_holds_as_many_codes_as_it_can() -> None:
    for grid in GRIDS.values():
        assert grid.levels**grid.per_byte <= 256 < grid.levels ** (grid.per_byte + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_trained_weight_comes_back_and_no_frozen_one(kind: Kind) -> None:
    base, trained = weights()
    back = unpack(pack(base, trained, kind), base)
    assert {name: (t.shape, t.dtype) for name, t in back.items()} == {
        name: (t.shape, torch.float32) for name, t in trained.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_vectors_and_heads_come_back_exactly(kind: Kind) -> None:
    base, trained = weights()
    back = unpack(pack(base, trained, kind), base)
    assert torch.equal(back[VECTOR], trained[VECTOR])
    assert torch.equal(back[HEAD], trained[HEAD])


def test_a_matrix_too_narrow_to_be_worth_it_comes_back_exactly() -> None:
    base = {MATRIX: torch.zeros(3, 383)}
    trained = {MATRIX: torch.rand(3, 383)}
    assert torch.equal(unpack(pack(base, trained), base)[MATRIX], trained[MATRIX])


def test_a_whole_matrix_comes_back_to_fp16() -> None:
    base, trained = weights()
    assert torch.equal(unpack(pack(base, trained, "whole"), base)[MATRIX], trained[MATRIX].half().float())


@given(SEEDS, st.sampled_from(list(GRIDS)), st.sampled_from((32, 64, 128)))
def test_every_difference_takes_the_nearest_level_of_its_group(seed: int, kind: Kind, group: int) -> None:
    wanted = changes(seed)
    base = {MATRIX: torch.zeros_like(wanted)}
    packed = pack(base, {MATRIX: wanted}, kind, group)
    kept = unpack(packed, base)[MATRIX].view(-1, group)
    scales = packed.tensors[f"scales/{MATRIX}"].float().view(-1, 1)
    levels = scales * (torch.arange(GRIDS[kind].levels) - GRIDS[kind].top)
    nearest = (wanted.view(-1, group, 1) - levels[:, None]).abs().amin(2)
    assert torch.allclose((wanted.view(-1, group) - kept).abs(), nearest, rtol=1e-4, atol=1e-9)


@given(SEEDS, st.sampled_from(("ternary", "2 bit", "4 bit")))
def test_no_group_is_worse_than_the_signs_and_one_scale_that_bitdelta_keeps(seed: int, kind: Kind) -> None:
    wanted = changes(seed)
    signs = wanted.sign() * wanted.abs().view(-1, 64).mean(1).repeat_interleave(64).view_as(wanted)
    error = squared_error(wanted, kept_changes(wanted, kind), 64)
    assert (error <= squared_error(wanted, signs, 64) * 1.0001).all()


def test_a_finer_kind_leaves_a_smaller_error() -> None:
    wanted = torch.randn(ROWS, COLUMNS, generator=torch.Generator().manual_seed(0)) * 1e-3
    errors = [float(squared_error(wanted, kept_changes(wanted, kind), 64).sum()) for kind in KINDS]
    assert errors == sorted(errors, reverse=True)
    assert errors[KINDS.index("4 bit")] < 0.02 * float(wanted.square().sum())


@given(SEEDS, st.sampled_from(("1 bit", "ternary", "2 bit")))
def test_no_choice_of_codes_and_scale_beats_the_one_made(seed: int, kind: Kind) -> None:
    generator = torch.Generator().manual_seed(seed)
    wanted = torch.randint(-9, 10, (1, COLUMNS), generator=generator) * 0.01  # with ties, which real ones seldom have
    grid, group = GRIDS[kind], 4
    digits = torch.tensor(list(itertools.product(range(grid.levels), repeat=group)))
    levels = digits.double() - grid.top
    groups = wanted.double().view(-1, 1, group)
    fits = (groups * levels).sum(2, keepdim=True)
    squares = levels.square().sum(1)[:, None]
    scales = torch.where(squares > 0, fits / squares, 0.0)
    least = (groups - scales * levels).square().sum(2).amin(1)
    error = squared_error(wanted, kept_changes(wanted, kind, group), group)
    all_of_it = groups.square().sum((1, 2))
    assert (error <= least + 1e-6 * all_of_it).all()  # the scale is rounded to fp16


@pytest.mark.parametrize("kind", KINDS)
def test_a_matrix_that_training_left_as_it_was_stays_so(kind: Kind) -> None:
    assert not kept_changes(torch.zeros(ROWS, COLUMNS), kind).any()


@pytest.mark.parametrize(
    ("kind", "group", "bits"),
    [
        ("1 bit", 64, 1.25),
        ("ternary", 64, 1.85),
        ("ternary", 32, 2.1),
        ("2 bit", 128, 2.125),
        ("2 bit", 64, 2.25),
        ("4 bit", 64, 4.25),
        ("whole", 64, 16),
    ],
)
def test_a_weight_takes_the_bits_stated(kind: Kind, group: int, bits: float, file: Path) -> None:
    rows = 200
    base = {MATRIX: torch.zeros(rows, COLUMNS)}
    save(file, pack(base, {MATRIX: changes(rows=rows)}, kind, group), {})
    header_bytes = 8 + int.from_bytes(file.read_bytes()[:8], "little")
    assert 8 * (file.stat().st_size - header_bytes) == pytest.approx(bits * rows * COLUMNS, rel=1e-4)


def test_a_saved_difference_is_loaded_as_it_was(packed: Difference, file: Path) -> None:
    back = load(file, save(file, packed, {"steps": "3000"}))
    assert (back.kind, back.group) == (packed.kind, packed.group)
    assert back.tensors.keys() == packed.tensors.keys()
    assert all(torch.equal(tensor, back.tensors[key]) for key, tensor in packed.tensors.items())


def test_a_file_says_what_it_holds(packed: Difference, file: Path) -> None:
    save(file, packed, {"steps": "3000"})
    with safe_open(file, "pt") as opened:
        described = json.loads(opened.metadata()["kildevis"])
    assert described == {
        "format": 1,
        "kind": difference.DEFAULT,
        "group": 64,
        "weights": ROWS * COLUMNS + ROWS + 2 * COLUMNS,
        "base": "multilingual-e5-small-q4",
        "base_sha256": bundled_model.WEIGHTS_SHA256,
        "steps": "3000",
    }
    assert describe(packed).items() <= described.items()


def test_the_same_weights_make_the_same_bytes(tmp_path: Path) -> None:
    metadata = {str(number): "line" for number in range(8)}
    hashes = {save(tmp_path / f"{n}", pack(*weights()), metadata) for n in (1, 2)}
    assert hashes == {hashlib.sha256((tmp_path / "1").read_bytes()).hexdigest()}
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_neither_the_base_nor_the_packed_weights_change_with_what_is_unpacked() -> None:
    base, trained = weights()
    packed = pack(base, trained)
    first = unpack(packed, base)
    for tensor in first.values():
        tensor.add_(1)
    assert all(torch.equal(tensor, weights()[0][name]) for name, tensor in base.items())
    assert all(torch.equal(tensor + 1, first[name]) for name, tensor in unpack(packed, base).items())


def test_a_missing_file_is_refused(file: Path) -> None:
    message = refusal(file, "0" * 64)
    assert "No such file" in message
    assert "pip install --force-reinstall" in message


@given(at=st.floats(0, 1, exclude_max=True))
def test_a_file_with_any_byte_changed_is_refused(tmp_path_factory: pytest.TempPathFactory, at: float) -> None:
    file = tmp_path_factory.getbasetemp() / "damaged.safetensors"
    sha256 = save(file, pack(*weights()), {})
    data = bytearray(file.read_bytes())
    data[int(at * len(data))] ^= 1
    file.write_bytes(data)
    assert "damaged" in refusal(file, sha256)


def test_a_file_cut_short_is_refused(packed: Difference, file: Path) -> None:
    sha256 = save(file, packed, {})
    file.write_bytes(file.read_bytes()[:-1])
    assert "damaged" in refusal(file, sha256)


def test_nothing_is_parsed_of_a_file_with_another_hash(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"\xff" * 100)
    monkeypatch.setattr("json.loads", lambda *_: pytest.fail("parsed before it was verified"))
    assert "damaged" in refusal(file, "0" * 64)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 100, (2).to_bytes(8, "little") + b"[]"])
def test_a_file_of_something_else_is_refused(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert "no weights of a network" in refusal(file, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("metadata", [None, {"format": "pt"}, {"kildevis": "{}"}])
def test_another_programs_weights_are_refused(metadata: dict[str, str] | None, file: Path) -> None:
    save_file(weights()[1], file, metadata)
    assert "no weights of a network" in refusal(file, hashlib.sha256(file.read_bytes()).hexdigest())


def test_a_later_format_is_refused(packed: Difference, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(difference, "FORMAT", 2)
        sha256 = save(file, packed, {})
    message = refusal(file, sha256)
    assert "format 2" in message
    assert "pip install --upgrade" in message


def test_weights_of_another_base_model_are_refused(
    packed: Difference, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = save(file, packed, {})
    monkeypatch.setattr(bundled_model, "WEIGHTS_SHA256", "f" * 64)
    assert "another version of the base model" in refusal(file, sha256)


def test_a_base_of_another_shape_is_refused(packed: Difference) -> None:
    base = weights()[0] | {MATRIX: torch.zeros(ROWS, 2 * COLUMNS)}
    with pytest.raises(KildevisError, match=r"layer\.0.*\(4, 384\).*\(4, 768\)"):
        unpack(packed, base)
    with pytest.raises(KildevisError, match=r"layer\.0.*\(4, 384\).*\(4, 768\)"):
        pack(base, weights()[1])


def test_a_base_without_the_weight_is_refused(packed: Difference) -> None:
    with pytest.raises(KildevisError, match="missing in the base model"):
        unpack(packed, {})


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", [MATRIX, VECTOR, HEAD])
def test_weights_of_a_diverged_training_are_refused(name: str, wrong: float) -> None:
    base, trained = weights()
    trained[name].view(-1)[0] = wrong
    with pytest.raises(KildevisError, match=f"{name} .* diverged"):
        pack(base, trained)


def test_groups_that_do_not_divide_a_row_are_refused() -> None:
    with pytest.raises(KildevisError, match="groups of 100 do not divide the 384 columns"):
        pack(*weights(), group=100)


def test_weights_in_training_and_in_half_precision_are_taken() -> None:
    base, trained = weights()
    parameters = {name: torch.nn.Parameter(tensor.bfloat16()) for name, tensor in trained.items()}
    back = unpack(pack(base, parameters), base)
    assert torch.equal(back[HEAD], trained[HEAD].bfloat16().float())
    assert not any(tensor.requires_grad for tensor in back.values())
