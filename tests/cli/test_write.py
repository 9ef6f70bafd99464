"""Write mode on the command line: answers by a language model's server, and whether that is there."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from tests.assistant.writer.faulty_server import FaultyServer, serving
from tests.cli.conftest import Run
from tests.cli.test_ask import assert_keeps_the_contract
from tests.cli.test_faults import assert_refused

KEY = "hemmelig-kode"


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with serving() as one:
        one.say("Mer enn 9000 personer er evakuert {7000}. Mer enn 7000 personer er evakuert {7000}.")
        yield one


def named(server: FaultyServer, **more: str) -> dict[str, str]:
    return {"KILDEVIS_LLM_URL": server.url, "KILDEVIS_LLM_MODEL": "m", "KILDEVIS_LLM_KEY": KEY, **more}


def test_an_answer_is_written_checked_and_printed(ask_seeded: Run, server: FaultyServer, seed_article: Article) -> None:
    asked = "Hvor mange er evakuert fra området?"
    done = ask_seeded("ask", "--mode", "write", "--json", asked, **named(server))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert_keeps_the_contract(answer, seed_article)
    assert (answer["mode"], answer["answer"]) == ("write", "Mer enn 7000 personer er evakuert. [1]")
    assert "«Mer enn 9000 personer er evakuert.» Fant ikke «9000» i kilden." in answer["notice"]
    assert KEY not in done.stdout


def test_a_batch_is_written_and_a_model_that_fails_spoils_none_of_it(
    ask_seeded: Run, server: FaultyServer, seed_article: Article
) -> None:
    rows = [{"id": n, "question": "Hvor mange er evakuert fra området?"} for n in range(3)]
    lines = "\n".join(json.dumps(row) for row in rows)
    done = ask_seeded("ask", "--batch", "-", stdin=lines, **named(server, KILDEVIS_MODE="write"))
    assert [json.loads(line)["mode"] for line in done.stdout.splitlines()] == ["write"] * 3
    server.fault = "401"
    done = ask_seeded("ask", "--mode", "write", "--batch", "-", stdin=lines, **named(server))
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.pop("id") for answer in answers] == [0, 1, 2]
    for answer in answers:
        assert_keeps_the_contract(answer, seed_article)
        assert answer["mode"] == "quote"
        assert answer["notice"].startswith("Språkmodellen godtok ikke nøkkelen.")


def test_people_are_told_what_was_left_out_and_may_still_ask_for_quotations(
    ask_seeded: Run, server: FaultyServer
) -> None:
    asked = "Hvor mange er evakuert fra området?"
    written = ask_seeded("ask", asked, **named(server, KILDEVIS_MODE="write")).stdout
    assert written.startswith("Mer enn 7000 personer er evakuert. [1]\nUtelatt: «Mer enn 9000")
    assert "  [1] «Mer enn 7000 personer skal være evakuert fra området.»" in written
    quoted = ask_seeded("ask", "--mode", "quote", asked, **named(server, KILDEVIS_MODE="write")).stdout
    assert quoted.startswith("Mer enn 7000 personer skal være evakuert fra området. [1]\n")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "setting 'mode' (KILDEVIS_MODE or kildevis.toml): write wants a language model; set KILDEVIS_LLM_URL"),
        ({}, "or KILDEVIS_LLM_MODEL=gemma3-270m alone"),
        ({"KILDEVIS_LLM_URL": "http://127.0.0.1:9/v1"}, "and KILDEVIS_LLM_MODEL as well"),
        ({"KILDEVIS_LLM_MODEL": "m"}, "set KILDEVIS_LLM_URL"),
        ({"KILDEVIS_LLM_URL": "localhost:11434/v1", "KILDEVIS_LLM_MODEL": "m"}, "begins with http://"),
        (
            {"KILDEVIS_LLM_URL": "https://kari:kode@a.no/v1", "KILDEVIS_LLM_MODEL": "m"},
            "leave the key out of the address",
        ),
    ],
)
def test_without_a_language_model_one_line_says_what_to_set(kildevis: Run, given: dict[str, str], says: str) -> None:
    assert_refused(kildevis("ask", "--mode", "write", "Hva?", **given), says)
    assert_refused(kildevis("settings", KILDEVIS_MODE="write", **given), says)


def test_the_check_finds_the_model_and_tells_what_else_is_there(kildevis: Run, server: FaultyServer) -> None:
    server.models = ["m", "større"]
    done = kildevis("settings", "--check", **named(server))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"the model 'm' at {server.url} answers, after ")
    assert done.stdout.endswith("; listed there: m, større\n")
    assert set(server.keys) == {f"Bearer {KEY}"}
    assert KEY not in done.stdout


def test_the_check_does_without_a_list_and_takes_the_latest_of_a_name(kildevis: Run, server: FaultyServer) -> None:
    server.models = None
    assert kildevis("settings", "--check", **named(server)).stdout.endswith("; the server lists no models\n")
    server.models = ["m:latest"]
    assert kildevis("settings", "--check", **named(server)).returncode == 0


@pytest.mark.parametrize(
    ("fault", "says", "code"),
    [
        ("401", "refuses the key; check KILDEVIS_LLM_KEY", 2),
        ("404", "knows no such address or no model 'm'", 2),
        ("html", "does not speak the OpenAI protocol", 2),
        ("429", "takes no more questions just now", 1),
        ("500", "reports an error of its own", 1),
        ("hang", "says nothing within 2 s", 1),
        ("empty", "answers without a word", 1),
    ],
)
def test_the_check_says_in_one_line_what_is_wrong_and_whose_fault_it_is(
    kildevis: Run, server: FaultyServer, fault: str, says: str, code: int
) -> None:
    server.fault = fault
    done = kildevis("settings", "--check", **named(server, KILDEVIS_LLM_TIMEOUT="2"))
    assert_refused(done, says, code=code)
    assert KEY not in done.stderr


def test_a_server_that_answers_to_any_name_is_there(kildevis: Run, server: FaultyServer) -> None:
    server.models = ["/models/norsk.gguf"]
    done = kildevis("settings", "--check", **named(server))
    assert done.returncode == 0, done.stderr
    assert "the server does not list it, but /models/norsk.gguf" in done.stdout


def test_the_check_names_the_models_where_the_one_named_is_missing(kildevis: Run, server: FaultyServer) -> None:
    server.models = [f"modell-{number}" for number in range(12)]
    server.fault = "unknown model"
    done = kildevis("settings", "--check", **named(server))
    assert_refused(done, "has no model 'm'; it lists modell-0, modell-1", "modell-9 and 2 more; set KILDEVIS_LLM_MODEL")


def test_the_check_says_where_nobody_is_and_where_nothing_is_set(kildevis: Run) -> None:
    given = {"KILDEVIS_LLM_URL": "http://127.0.0.1:9/v1", "KILDEVIS_LLM_MODEL": "m"}
    assert_refused(
        kildevis("settings", "--check", **given), "nothing answers at http://127.0.0.1:9/v1; start the server"
    )
    assert_refused(kildevis("settings", "--check"), "set KILDEVIS_LLM_URL and KILDEVIS_LLM_MODEL")
    assert_refused(kildevis("settings", "--check", "--json"), "not allowed with argument")


def test_the_key_is_in_no_listing_no_message_and_no_file(kildevis: Run, server: FaultyServer, tmp_path: Path) -> None:
    seen = [
        kildevis(*given, **named(server)) for given in (["settings"], ["settings", "--json"], ["settings", "--check"])
    ]
    seen.append(kildevis("settings", "--check", **named(server, KILDEVIS_LLM_KEY=f"{KEY} ø")))
    assert_refused(seen[-1], "setting 'llm_key': the key has characters that no key has")
    assert not any(KEY in done.stdout + done.stderr for done in seen)
    assert not any(KEY.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
