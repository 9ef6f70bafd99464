"""The gate: bounds read from a file, and figures held against them."""

import math
from pathlib import Path

import pytest

from evals.figures import Figure
from evals.gate import GATE, Gate, read_gate
from index.errors import InputError

FIGURES = {
    name: Figure(name, value, None, None, 10)
    for name, value in {"answer.f1": 0.62, "answer.correct/nn": 0.7, "latency.total_ms.p50": 20.0}.items()
}


def read(tmp_path: Path, content: str | bytes) -> Gate:
    path = tmp_path / "gate.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_gate(path)


# --- Held against figures


@pytest.mark.parametrize(
    ("gate", "failures"),
    [
        (Gate({"answer.f1": 0.5}, {}), []),
        (Gate({"answer.f1": 0.62}, {"latency.total_ms.p50": 20.0}), []),  # a bound itself is within bounds
        (Gate({"answer.f1": 0.63}, {}), ["answer.f1 is 0.620, below its floor 0.63"]),
        (Gate({}, {"latency.total_ms.p50": 19.5}), ["latency.total_ms.p50 is 20.000, above its ceiling 19.5"]),
        (
            Gate({"answer.correct/nn": 1, "answer.f1": 0.9}, {"latency.total_ms.p50": 0}),
            [
                "answer.correct/nn is 0.700, below its floor 1",
                "answer.f1 is 0.620, below its floor 0.9",
                "latency.total_ms.p50 is 20.000, above its ceiling 0",
            ],
        ),
    ],
)
def test_each_bound_that_is_broken_is_named_with_the_value(gate: Gate, failures: list[str]) -> None:
    assert gate.failures(FIGURES) == failures


@pytest.mark.parametrize("gate", [Gate({"answer.f1": 0.0}, {}), Gate({}, {"answer.f1": 1.0})])
def test_what_is_no_number_is_within_no_bounds(gate: Gate) -> None:
    assert len(gate.failures({"answer.f1": Figure("answer.f1", math.nan, None, None, 0)})) == 1


@pytest.mark.parametrize("gate", [Gate({"answer.f2": 0.5}, {}), Gate({}, {"answer.f2": 0.5})])
def test_a_figure_that_the_run_lacks_is_an_error_that_names_the_nearest(gate: Gate) -> None:
    with pytest.raises(InputError, match=r"bounds 'answer\.f2', which this run has no figure for.*'answer\.f1'"):
        gate.failures(FIGURES)


def test_a_name_that_is_near_to_none_is_an_error_all_the_same() -> None:
    with pytest.raises(InputError, match=r"bounds 'xyz', which this run has no figure for$"):
        Gate({"xyz": 0.5}, {}).failures(FIGURES)


# --- Read from a file


def test_floors_and_ceilings_are_read_by_the_figures_names(tmp_path: Path) -> None:
    gate = read(tmp_path, '[floor]\n"answer.f1" = 0.5\n"answer.correct/nn" = 1\n[ceiling]\n"confidence.ece" = 0.1\n')
    assert gate == Gate({"answer.f1": 0.5, "answer.correct/nn": 1.0}, {"confidence.ece": 0.1})


def test_a_name_may_stand_without_its_quotation_marks(tmp_path: Path) -> None:
    gate = read(tmp_path, "[floor]\nretrieval.dense.mrr = 0.6\nanswer.f1 = 0.5\nanswer.em = 0.4\n")
    assert gate.floor == {"retrieval.dense.mrr": 0.6, "answer.f1": 0.5, "answer.em": 0.4}


def test_a_table_of_a_family_is_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, '[floor.answer]\nf1 = 0.5\n"correct/nn" = 0.6\n').floor == {
        "answer.f1": 0.5,
        "answer.correct/nn": 0.6,
    }


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[floors]\nanswer.f1 = 0.5\n", "'floors' is neither [floor] nor [ceiling]"),
        ("answer.f1 = 0.5\n", "'answer' is neither [floor] nor [ceiling]"),
        ("floor = 0.5\n", "[floor]: must be a table"),
        ("[floor]\nanswer.f1 = true\n", "[floor]: 'answer.f1' must be a number"),
        ('[floor]\nanswer.f1 = "0.5"\n', "[floor]: 'answer.f1' must be a number"),
        ("[ceiling]\nanswer.f1 = nan\n", "[ceiling]: 'answer.f1' must be a number"),
        ("[ceiling]\nanswer.f1 = inf\n", "[ceiling]: 'answer.f1' must be a number"),
        ("[floor]\nanswer.f1 = [0.5]\n", "[floor]: 'answer.f1' must be a number"),
        ("[floor]\nanswer.f1 = 2026-01-01\n", "[floor]: 'answer.f1' must be a number"),
        pytest.param(f"[floor]\nanswer.f1 = {10**400}\n", "[floor]: 'answer.f1' must be a number", id="huge"),
        ("", "bounds no figure"),
        ("[floor]\n[ceiling]\n", "bounds no figure"),
        ("[floor]\nretrieval.dense.hit@1 = 0.5\n", "not TOML"),
        ("[floor\n", "not TOML"),
        ("answer.f1: 0.5", "not TOML"),
        (b"[floor]\n# bl\xe5\n", "not TOML"),
    ],
)
def test_a_wrong_gate_is_named_with_what_is_wrong_in_one_line(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, content)
    said = str(error.value)
    assert said.startswith(str(tmp_path / "gate.toml"))
    assert says in said
    assert "\n" not in said


def test_a_gate_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gate\.toml: cannot be read \(No such file or directory\); check the path"):
        read_gate(tmp_path / "gate.toml")


# --- The project's own


def test_our_own_gate_bounds_every_family_of_figures() -> None:
    gate = read_gate(GATE)
    families = {name.split(".")[0] for name in (*gate.floor, *gate.ceiling)}
    assert families >= {"retrieval", "answer", "citation", "abstain", "confidence", "latency"}


def test_our_own_gate_lets_no_quotation_be_bent() -> None:
    assert read_gate(GATE).floor["citation.verbatim"] == 1
