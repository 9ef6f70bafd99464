"""Runs kept under the data folder."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.evaluation import Evaluation, Options
from evals.rows import BaselineRow
from evals.runs import LATEST, ids, load, save, to_json
from index.errors import InputError
from tests.evals.samples import CROSSING, PRICE, answer, evaluation, question, refusal, row, unanswered


def made(name: str = "20260101-120000") -> Evaluation:
    """A run with something in every place that can hold it."""
    turns = ({"role": "user", "content": "Hei"}, {"role": "assistant", "content": "Hei! «å» \u202f"})
    first = row(question(parts=("400",), history=turns, form="follow-up"), answer(PRICE, CROSSING, highlight="400"))
    baseline = BaselineRow({"answer.f1": (0.25, 1.0)}, 120, 7.5)
    rows = [
        replace(first, baselines={"bm25": baseline}),
        row(unanswered(language=None), refusal(related=answer(PRICE).citations), attempt=answer(PRICE)),
    ]
    options = Options(distractors=("a.json", "b.json"), sample=2, baselines=("bm25",))
    return evaluation(rows, id=name, options=options, notes=("the baseline txtai failed",))


def test_a_run_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    saved = save(tmp_path, made())
    assert saved == made()
    assert load(tmp_path, saved.run.id) == saved


def test_runs_of_the_same_second_have_ids_of_their_own(tmp_path: Path) -> None:
    saved = [save(tmp_path, made()).run.id for _ in range(3)]
    assert saved == ["20260101-120000", "20260101-120000-2", "20260101-120000-3"]
    assert [load(tmp_path, one).run.id for one in saved] == saved


def test_runs_are_listed_oldest_first_and_the_last_is_the_latest(tmp_path: Path) -> None:
    for name in ("20260102-000000", "20260101-235959", "20250101-000000"):
        save(tmp_path, made(name))
    assert ids(tmp_path) == ["20250101-000000", "20260101-235959", "20260102-000000"]
    assert load(tmp_path, LATEST).run.id == "20260102-000000"


def test_the_beginning_of_an_id_is_enough_when_no_other_begins_so(tmp_path: Path) -> None:
    for name in ("20260101-120000", "20260102-120000"):
        save(tmp_path, made(name))
    assert load(tmp_path, "20260102").run.id == "20260102-120000"
    with pytest.raises(InputError, match=r"2 runs begin with '2026'; `kildevis eval list` lists them"):
        load(tmp_path, "2026")


def test_an_id_that_another_begins_with_is_found(tmp_path: Path) -> None:
    first, _ = save(tmp_path, made()), save(tmp_path, made())
    assert load(tmp_path, first.run.id) == first


@pytest.mark.parametrize("wanted", ["1999", "../evals/20260101-120000", "*"])
def test_a_run_that_is_not_kept_is_an_error(tmp_path: Path, wanted: str) -> None:
    save(tmp_path, made())
    with pytest.raises(InputError, match=r"no run .*; `kildevis eval list` lists them"):
        load(tmp_path, wanted)


@pytest.mark.parametrize("wanted", [LATEST, "20260101"])
def test_where_no_run_is_kept_it_is_said_how_to_make_one(tmp_path: Path, wanted: str) -> None:
    assert ids(tmp_path) == []
    with pytest.raises(InputError, match=r"no run is kept in .*; `kildevis eval` makes one"):
        load(tmp_path, wanted)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xe5", b'{"run": {}, "figures": {}, "rows": []}', to_json(made())[:-40]]
)
def test_a_broken_file_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    saved = save(tmp_path, made())
    path = tmp_path / "evals" / f"{saved.run.id}.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read") as error:
        load(tmp_path, LATEST)
    assert str(path) in str(error.value)
    assert "remove it" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_save_that_dies_half_way_leaves_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = save(tmp_path, made())

    def die(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path, made("20270101-000000"))
    assert ids(tmp_path) == [kept.run.id]
    assert load(tmp_path, LATEST) == kept


def test_what_such_a_save_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "20260101-120000.new").write_bytes(b"{")
    assert load(tmp_path, save(tmp_path, made()).run.id) == made()


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match=r"cannot be made .*; set KILDEVIS_DATA to a folder you may write to"):
        save(tmp_path / "file", made())


def test_what_is_stored_is_json_for_other_programs(tmp_path: Path) -> None:
    saved = save(tmp_path, made())
    content = json.loads((tmp_path / "evals" / f"{saved.run.id}.json").read_text("utf-8"))
    assert content["figures"]["answer.correct"]["value"] == 1.0
    assert [one["verdict"] for one in content["rows"]] == ["right", "refused"]
