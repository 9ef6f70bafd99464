"""`eval`: a run is measured, kept, shown, compared, reported and held against a gate, or what is wrong is told."""

import hashlib
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.writer.faulty_server import serving
from tests.cli.conftest import COMMAND, Run, environment
from tests.cli.test_faults import assert_refused
from ui.cli import main

PRICE = "Den elektriske ferja mellom Lavik og Oppedal kostet 400 millioner kroner."
SALE = "Den gamle ferja ble solgt til Hellas."
FERRY = f"Ny ferje i drift\n\n{PRICE}\n\nOverfarten tar tjue minutter. {SALE}\n"
GIVEN = {"split": "dev", "language": "nb", "article": "ferje"}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "price",
        "kind": "how-many",
        "question": "Hva kostet den elektriske ferja?",
        "answers": ["400 millioner kroner"],
        "evidence": [PRICE],
    },
    {
        "id": "sale",
        "kind": "where",
        "question": "Hvor ble den gamle ferja solgt?",
        "answers": ["Hellas"],
        "evidence": [SALE],
    },
    {"id": "age", "kind": "near-miss", "question": "Hvor gammel er kapteinen?", "answers": [], "evidence": []},
]
GOLD = "".join(json.dumps({**GIVEN, **row}, ensure_ascii=False) + "\n" for row in QUESTIONS)

CONTEXTS = {
    "Hva kostet den elektriske ferja?": (FERRY, "400 millioner kroner"),
    "Hvor mange brunbjørner er merket?": ("Elleve brunbjørner er merket i Pasvik. De går i hi.", "Elleve brunbjørner"),
    "Hvem vant sjakkturneringen?": ("Kari Dahl vant sjakkturneringen i Tromsø.", "Kari Dahl"),
}
SQUAD = {
    "version": "1.1",
    "data": [
        {
            "paragraphs": [
                {
                    "context": context,
                    "qas": [
                        {
                            "id": f"q{number}",
                            "question": question,
                            "answers": [{"text": answer, "answer_start": context.index(answer)}],
                        }
                    ],
                }
            ]
        }
        for number, (question, (context, answer)) in enumerate(CONTEXTS.items())
    ],
}
ASKED = ("--gold", "gold.jsonl", "--articles", "ferje.txt")


def write_gold(work: Path) -> None:
    """A gold set and its article, one in SQuAD's form, and gates that they pass and that none passes."""
    (work / "ferje.txt").write_text(FERRY, "utf-8")
    (work / "gold.jsonl").write_text(GOLD, "utf-8")
    (work / "squad.json").write_text(json.dumps(SQUAD), "utf-8")
    (work / "passed.toml").write_text('[floor]\n"citation.verbatim" = 1\n', "utf-8")
    (work / "broken.toml").write_text('[floor]\n"citation.verbatim" = 1.5\n', "utf-8")


def run_in(work: Path, data: Path, cache: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, "eval", *arguments],
        capture_output=True,
        cwd=work,
        env=environment(data, cache),
        check=False,
        encoding="utf-8",
    )


@dataclass(frozen=True)
class Kept:
    """A working folder and a data folder with a library and two runs, the second compared with the first."""

    work: Path
    data: Path
    library: dict[str, str]  # as it was before any run
    first: dict[str, Any]
    second: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        return [self.first["run"]["id"], self.second["run"]["id"]]


def contents(folder: Path) -> dict[str, str]:
    """What each file below the folder holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def kept(seeded: dict[str, Any], cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Two runs of the gold set, beside a library with the seed article."""
    work = tmp_path_factory.mktemp("eval")
    data = work / "data"
    shutil.copytree(seeded["data"], data)
    library = contents(data)
    write_gold(work)

    def run(*more: str) -> dict[str, Any]:
        done = run_in(work, data, cache, *ASKED, "--json", *more)
        assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
        made: dict[str, Any] = json.loads(done.stdout)
        return made

    first = run("--no-baselines")
    second = run("--baselines", "bm25", "--against", "latest", "--gate", "passed.toml", "--report", "report/new")
    return Kept(work, data, library, first, second)


@pytest.fixture
def on_kept(kildevis: Run, kept: Kept) -> Run:
    """Runs `kildevis` on the two runs; for commands that only read."""

    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        return kildevis(*arguments, KILDEVIS_DATA=str(kept.data))

    return run


# --- A run


def test_a_run_is_one_object_with_the_figures_by_their_flat_names(kept: Kept) -> None:
    for name in """
        retrieval.dense.hit@1 retrieval.fused.mrr retrieval.reranked.ndcg@10 answer.em answer.f1 answer.correct
        citation.recall citation.precision citation.verbatim abstain.refused abstain.refused_near abstain.false_refusal
        confidence.ece latency.total_ms.p50 cost.peak_mb answer.correct/nb answer.correct/how-many
    """.split():
        assert isinstance(kept.first[name], float)
    assert kept.first["citation.verbatim"] == 1


def test_beside_the_figures_stand_their_intervals_and_numbers_and_what_was_run(kept: Kept) -> None:
    low, high = kept.first["intervals"]["answer.f1"]
    assert low <= kept.first["answer.f1"] <= high
    assert kept.first["questions"]["answer.f1"] == 2
    run = kept.first["run"]
    assert (run["gold"], run["questions"], run["articles"], run["options"]["baselines"]) == ("gold.jsonl", 3, 1, [])


def test_only_the_baselines_that_were_named_are_asked(kept: Kept) -> None:
    assert not [name for name in kept.first if name.startswith("baseline.")]
    names = {name.split(".")[1] for name in kept.second if name.startswith("baseline.")}
    assert names == {"bm25"}


def test_the_users_own_library_is_as_it_was(kept: Kept) -> None:
    now = contents(kept.data)
    assert {name: content for name, content in now.items() if not name.startswith("evals/")} == kept.library
    assert kept.library


def test_against_an_earlier_run_each_figure_is_given_with_its_change(kept: Kept) -> None:
    assert "against" not in kept.first
    assert kept.second["against"]["answer.f1"] == {
        "before": kept.first["answer.f1"],
        "after": kept.second["answer.f1"],
        "difference": 0,
        "interval": [0, 0],
        "beyond_chance": False,
        "better": None,
    }


def test_a_report_is_a_page_with_the_run_as_json_beside_it(kept: Kept) -> None:
    report = kept.work / "report" / "new"
    assert sorted(path.name for path in report.iterdir()) == ["index.html", "run.json"]
    stored = kept.data / "evals" / f"{kept.ids[1]}.json"
    assert json.loads((report / "run.json").read_text("utf-8")) == json.loads(stored.read_text("utf-8"))
    assert PRICE in (report / "index.html").read_text("utf-8")


# --- A run that does not pass


@dataclass(frozen=True)
class Failed:
    """A run of a file in SQuAD's form, given its passages and of others, that a gate stopped."""

    done: "subprocess.CompletedProcess[str]"
    data: Path


@pytest.fixture(scope="module")
def failed(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Failed:
    """A run with a gate that it does not pass, in an empty data folder."""
    work = tmp_path_factory.mktemp("failed")
    write_gold(work)
    asked = ("--gold", "squad.json", "--given-passage", "--unanswerable", "--no-baselines")
    return Failed(run_in(work, work / "data", cache, *asked, "--gate", "broken.toml"), work / "data")


def test_a_broken_gate_is_exit_code_1_and_one_line_with_the_figure_its_value_and_the_bound(failed: Failed) -> None:
    assert failed.done.returncode == 1
    assert failed.done.stderr == (
        "kildevis: the gate broken.toml is not passed: citation.verbatim is 1.000, below its floor 1.5\n"
    )


def test_what_does_not_pass_is_shown_all_the_same(failed: Failed) -> None:
    rows = [line.split("\t") for line in failed.done.stdout.splitlines()]
    assert ["citation.verbatim", "1.000", "1.000", "1.000", "6"] in rows


def test_what_does_not_pass_is_kept_and_no_library_made(failed: Failed) -> None:
    assert [path.name for path in failed.data.iterdir()] == ["evals"]
    assert len(list((failed.data / "evals").iterdir())) == 1


def test_a_squad_file_is_asked_given_its_passages_and_of_others(failed: Failed, kildevis: Run) -> None:
    made = json.loads(kildevis("eval", "show", "latest", "--json", KILDEVIS_DATA=str(failed.data)).stdout)
    assert (made["run"]["questions"], made["run"]["articles"]) == (6, 3)
    options = made["run"]["options"]
    assert (options["given_passage"], options["unanswerable"], options["baselines"]) == (True, True, [])
    assert made["questions"]["answer.correct"] == made["questions"]["abstain.refused/without-article"] == 3
    assert made["retrieval.dense.hit@1"] == made["citation.verbatim"] == 1


# --- The runs kept


def test_the_runs_kept_are_listed_oldest_first(on_kept: Run, kept: Kept) -> None:
    done = on_kept("eval", "list")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == kept.ids
    assert rows[0][1:3] == ["gold.jsonl", "3"]


def test_the_list_as_json_is_one_object(on_kept: Run, kept: Kept) -> None:
    runs = json.loads(on_kept("eval", "list", "--json").stdout)["runs"]
    assert runs == [kept.first["run"], kept.second["run"]]


def test_an_option_may_stand_before_the_command(on_kept: Run, kept: Kept) -> None:
    assert [one["id"] for one in json.loads(on_kept("eval", "--json", "list").stdout)["runs"]] == kept.ids


def test_a_run_on_other_questions_is_refused_before_any_is_asked(kept: Kept, cache: Path) -> None:
    before = contents(kept.data)
    done = run_in(kept.work, kept.data, cache, "--gold", "squad.json", "--against", "latest")
    assert_refused(done, "asked none of these questions")
    assert contents(kept.data) == before


def test_where_no_run_is_kept_the_list_says_how_to_make_one(kildevis: Run) -> None:
    done = kildevis("eval", "list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "`kildevis eval`" in done.stderr


def test_a_run_that_cannot_be_read_is_named_and_the_others_are_listed(kildevis: Run, kept: Kept, data: Path) -> None:
    shutil.copytree(kept.data / "evals", data / "evals")
    (data / "evals" / "20200101-000000.json").write_text("{")
    done = kildevis("eval", "list", "--json")
    assert done.returncode == 0
    assert [run["id"] for run in json.loads(done.stdout)["runs"]] == kept.ids
    assert "20200101-000000.json: cannot be read" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("number", [0, 1])
def test_a_run_is_shown_as_it_was_when_it_was_made(on_kept: Run, kept: Kept, number: int) -> None:
    shown = json.loads(on_kept("eval", "show", kept.ids[number], "--json").stdout)
    made = (kept.first, kept.second)[number]
    assert shown == {name: value for name, value in made.items() if name != "against"}


def test_people_get_a_figure_a_line_when_piped_and_what_failed_last(on_kept: Run, kept: Kept) -> None:
    done = on_kept("eval", "show", "latest")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    figures = {row[0]: row[1:] for row in rows if row[0] != "failed"}
    assert figures["answer.f1"][0] == f"{kept.second['answer.f1']:.3f}"
    assert "\x1b" not in done.stdout


def test_a_run_kept_can_be_reported_later(on_kept: Run, tmp_path: Path) -> None:
    assert on_kept("eval", "show", "latest", "--report", "later", "--json").returncode == 0
    assert (tmp_path / "work" / "later" / "index.html").stat().st_size > 1000


def test_two_runs_kept_are_compared(on_kept: Run, kept: Kept) -> None:
    compared = json.loads(on_kept("eval", "compare", *kept.ids, "--json").stdout)
    assert [compared.pop("before"), compared.pop("after")] == kept.ids
    assert compared == kept.second["against"]


def test_people_get_a_difference_a_line_when_piped(on_kept: Run, kept: Kept) -> None:
    done = on_kept("eval", "compare", kept.ids[0], "latest")
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()}
    value = f"{kept.first['answer.f1']:.3f}"
    assert rows["answer.f1"] == [value, value, "0.000", "0.000", "0.000", ""]


# --- Wrong input

WRONG: dict[str, tuple[list[str], str]] = {
    "no such gold": (["--gold", "mangler.jsonl"], "mangler.jsonl: cannot be read (No such file or directory)"),
    "gold of another form": (["--gold", "ferje.txt"], "ferje.txt: a gold set is a .jsonl file"),
    "a malformed line": (["--gold", "line.jsonl", "--articles", "ferje.txt"], "line.jsonl, line 4: "),
    "its article not given": (["--gold", "gold.jsonl"], "gold.jsonl, line 1: no article 'ferje' at hand"),
    "no such article": ([*ASKED, "mangler.txt"], "mangler.txt: no such file"),
    "no such distractors": ([*ASKED, "--distractors", "mangler.json"], "mangler.json: cannot be read"),
    "an unknown run": ([*ASKED, "--against", "1999"], "no run is kept"),
    "an unknown baseline": ([*ASKED, "--baselines", "gpt"], "no baseline 'gpt'; there are bm25,"),
    "both baselines and none": ([*ASKED, "--baselines", "bm25", "--no-baselines"], "not allowed with"),
    "a sample of none": ([*ASKED, "--sample", "0"], "--sample 0: give a number of questions from 1 on"),
    "no such gate": ([*ASKED, "--gate", "mangler.toml"], "mangler.toml: cannot be read"),
    "a gate that is no gate": ([*ASKED, "--gate", "gate.toml"], "gate.toml: 'floors' is neither"),
    "a report where a file is": ([*ASKED, "--report", "ferje.txt"], "ferje.txt"),
    "a passage of the only one": ([*ASKED, "--given-passage"], "gold has one article only"),
    "another article of the only one": ([*ASKED, "--unanswerable"], "gold has one article only"),
    "no judge": ([*ASKED, "--judge"], "set KILDEVIS_LLM_URL and KILDEVIS_LLM_MODEL"),
    "an unknown option": (["--golden"], "--golden"),
}


@pytest.fixture
def write_wrong(tmp_path: Path, data: Path) -> None:
    """A gold set with a malformed line and a gate that is none, in the working folder of the test."""
    write_gold(tmp_path / "work")
    (tmp_path / "work" / "line.jsonl").write_text(f'{GOLD}{{"id": "new"}}\n', "utf-8")
    (tmp_path / "work" / "gate.toml").write_text("[floors]\nanswer.f1 = 0.5\n", "utf-8")


# Within this process: another for each would take a second and a half to say the same.
@pytest.mark.usefixtures("write_wrong")
@pytest.mark.parametrize(("arguments", "says"), WRONG.values(), ids=list(WRONG))
def test_wrong_input_is_one_line_and_exit_code_2_and_no_run_is_kept(
    data: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    code = main(["eval", *arguments])
    written = capsys.readouterr()
    assert_refused(subprocess.CompletedProcess(arguments, code, written.out, written.err), says)
    assert not data.exists()


@pytest.mark.usefixtures("write_wrong")
@pytest.mark.parametrize("wrong", ["a malformed line", "a sample of none", "a gate that is no gate"])
def test_so_it_is_in_a_process_of_its_own(kildevis: Run, data: Path, wrong: str) -> None:
    arguments, says = WRONG[wrong]
    assert_refused(kildevis("eval", *arguments), says)
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "1999"], "no run '1999'; `kildevis eval list` lists them"),
        (["show", "20"], "2 runs begin with '20'"),
        (["compare", "latest", "1999"], "no run '1999'"),
        (["show"], "required: RUN"),
        (["compare", "latest"], "required: B"),
        (["slett"], "invalid choice: 'slett'"),
    ],
)
def test_a_run_that_is_not_kept_is_one_line_and_exit_code_2(on_kept: Run, arguments: list[str], says: str) -> None:
    assert_refused(on_kept("eval", *arguments), says)


def test_a_run_that_cannot_be_read_is_named(kildevis: Run, data: Path) -> None:
    (data / "evals").mkdir(parents=True)
    (data / "evals" / "20260101-120000.json").write_text("{")
    assert_refused(kildevis("eval", "show", "latest"), "20260101-120000.json: cannot be read", "remove it")


def test_write_mode_is_measured_beside_quote_mode(kildevis: Run, tmp_path: Path) -> None:
    write_gold(tmp_path / "work")
    with serving() as server:
        server.say(
            "Ferja kostet 400 millioner kroner {400 millioner}. Ferja kostet 900 millioner kroner {400 millioner}."
        )
        named = {"KILDEVIS_LLM_URL": server.url, "KILDEVIS_LLM_MODEL": "m"}
        done = kildevis("eval", *ASKED, "--no-baselines", "--mode", "write", "--json", **named)
        told = kildevis("eval", *ASKED, "--no-baselines", "--mode", "write", **named)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    made = json.loads(done.stdout)
    assert (made["run"]["settings"]["mode"], made["quote"]["run"]["settings"]["mode"]) == ("write", "quote")
    assert made["write.struck"] == 0.5
    assert made["questions"]["write.fell_back"] > 0
    assert "write.struck" not in made["quote"]
    assert f"mode\tright and cited\t{made['quote']['answer.correct_cited']:.3f}\t0.500\n" in told.stdout
    assert "mode\tsentences struck\t\t0.500\n" in told.stdout
    assert len(json.loads(kildevis("eval", "list", "--json").stdout)["runs"]) == 4
