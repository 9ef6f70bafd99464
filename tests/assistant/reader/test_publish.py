"""What is published is what is loaded: the trained weights as near as their kind allows, or one line of refusal."""

from pathlib import Path

import pytest
import torch

from assistant.reader import bundled_reader as module
from assistant.reader import difference
from assistant.reader.publish import main, packed_weights
from index.bundled_model import bundled_model
from index.errors import KildevisError

HEAD, MATRIX = "spans.weight", "encoder.encoder.layer.0.attention.self.query.weight"


@pytest.fixture
def average(cache: Path, tmp_path: Path, data: Path) -> Path:
    """Weights as a training run leaves them: the bundled reader's own."""
    base, _ = module.first_weights(bundled_model(cache / "models"))
    weights = difference.unpack(difference.load(module.WEIGHTS_FILE, module.WEIGHTS_SHA256), base)
    file = tmp_path / "average.pt"
    torch.save({name: weight.float() for name, weight in weights.items()}, file)
    return file


def test_what_is_published_is_loaded_by_the_hash_that_is_printed(
    average: Path, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "reader.safetensors"
    assert main([str(average), "--to", str(file), "--kind", "4 bit"]) == 0
    sha256 = capsys.readouterr().out.rpartition("WEIGHTS_SHA256 = ")[2].strip().strip("'")
    monkeypatch.setattr(module, "WEIGHTS_FILE", file)
    with pytest.raises(KildevisError):
        module.bundled_reader(cache / "models", torch.float32)
    monkeypatch.setattr(module, "WEIGHTS_SHA256", sha256)
    loaded = module.bundled_reader(cache / "models", torch.float32).model.state_dict()
    trained = torch.load(average, weights_only=True)
    assert torch.equal(loaded[HEAD], trained[HEAD])
    base, _ = module.first_weights(bundled_model(cache / "models"))
    kept, wanted = loaded[MATRIX] - base[MATRIX], trained[MATRIX] - base[MATRIX]
    assert torch.nn.functional.cosine_similarity(kept.flatten(), wanted.flatten(), dim=0) > 0.95


@pytest.mark.parametrize("content", [None, b"", b"no weights"])
def test_what_holds_no_weights_is_refused_with_one_line(
    content: bytes | None, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "average.pt"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file), "--to", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"publish: {file}: no weights (")
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_weights_of_several_runs_are_averaged(average: Path, cache: Path, tmp_path: Path, data: Path) -> None:
    trained = torch.load(average, weights_only=True)
    other = tmp_path / "other.pt"
    torch.save({name: weight + 2 if name == HEAD else weight for name, weight in trained.items()}, other)
    packed = packed_weights([average, other], bundled_model(cache / "models"), "whole", difference.GROUP)
    assert torch.allclose(packed.tensors[f"whole/{HEAD}"], trained[HEAD] + 1)


def test_runs_of_different_networks_are_not_averaged(
    average: Path, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trained = torch.load(average, weights_only=True)
    other = tmp_path / "other.pt"
    torch.save({name: weight for name, weight in trained.items() if name != HEAD}, other)
    assert main([str(average), str(other), "--to", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"publish: {average}, {other}: ")
    assert said.count("\n") == 1
