"""What is wrong is said in one line that tells what to do, with an exit code that tells whose fault it is."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

import ui.cli_commands
from tests.cli.conftest import COMMAND, Run, environment
from ui.cli import main

ROW = '{"id": "1", "question": "Hvem er statsminister i Armenia?"}\n'


def assert_refused(done: "subprocess.CompletedProcess[str]", *says: str, code: int = 2) -> None:
    assert done.stdout == ""
    assert done.stderr.startswith("kildevis: ")
    assert done.stderr.count("\n") == 1
    for words in says:
        assert words in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: COMMAND; see `kildevis --help`"),
        (["svar"], "invalid choice: 'svar'"),
        (["ask"], 'as in: kildevis ask "'),
        (["ask", "--nei", "Hva?"], "--nei"),
        (["ask", "Hva?", "--batch", "a.jsonl"], "either a question or --batch"),
        (["ask", "Hva?", "--mode", "gjett"], "invalid choice: 'gjett'"),
        (["ask", "Hva?", "--mode", "write"], "write wants a language model; set KILDEVIS_LLM_URL"),
        (["ask", "Hva?", "--reader", "/no/such/folder"], "the reader '/no/such/folder' cannot be loaded"),
        (["eval", "--no-baselines", "--reader", "/no/such/folder"], "the reader '/no/such/folder' cannot be loaded"),
        (["ask", "--batch", "a.jsonl"], "a.jsonl: cannot be read (No such file or directory)"),
        (["ask", "--batch", "."], ".: cannot be read (Is a directory)"),
        (["search", "Hva?", "-k", "0"], "-k 0: give a number"),
        (["search", "Hva?", "-k", "ti"], "invalid int value: 'ti'"),
        (["index"], "name the files or folders"),
        (["index", "mangler.txt"], "mangler.txt: no such file"),
        (["index", "."], "no .txt, .md, .markdown file"),
        (["remove"], "required: ID"),
        (["remove", "mangler"], "'mangler'"),
        (["show", "mangler"], "'mangler'"),
        (["show", "../../etc/passwd"], "passwd"),
        (["show", "a\nb\x1b[31m"], "`kildevis articles`"),
        (["chat", "--port", "hei"], "'port'"),
        (["chat", "--port", "70000"], "'port'"),
    ],
)
def test_wrong_input_is_one_line_and_exit_code_2(kildevis: Run, arguments: list[str], says: str) -> None:
    assert_refused(kildevis(*arguments), says)


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[1]", "must be an object"),
        ("1" * 5000, "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"question": "Hva?"}', 'has no "id"'),
        ('{"id": "1"}', 'has no "question"'),
        ('{"id": null, "question": "Hva?"}', '"id" must be'),
        ('{"id": true, "question": "Hva?"}', '"id" must be'),
        ('{"id": "1", "question": 5}', '"question" must be'),
        ('{"id": "1", "question": "\\ud800"}', "not valid Unicode"),
        ('{"id": "1", "question": "Hva?", "history": "ja"}', '"history" must be'),
        ('{"id": "1", "question": "Hva?", "history": [{"role": "system", "content": ""}]}', "message 1"),
        ('{"id": "1", "question": "Hva?", "history": [{"role": "user"}]}', '"content" must be'),
    ],
)
def test_a_wrong_line_of_a_batch_is_named_before_anything_is_answered(
    kildevis: Run, tmp_path: Path, command: str, line: str, says: str
) -> None:
    (tmp_path / "work" / "a.jsonl").write_text(f"{ROW}\n{line}\n{ROW}", "utf-8")
    assert_refused(kildevis(command, "--batch", "a.jsonl"), "a.jsonl, line 3", says)


def test_a_wrong_line_on_stdin_is_named_too(kildevis: Run) -> None:
    assert_refused(kildevis("ask", "--batch", "-", stdin=ROW + "{"), "stdin, line 2")


def test_a_batch_that_is_not_utf_8_is_refused(kildevis: Run) -> None:
    assert_refused(kildevis("ask", "--batch", "-", stdin=ROW.encode() + b'{"id": "bl\xe5"}'), "line 2", "not UTF-8")


def test_a_question_that_is_not_utf_8_is_refused(data: Path, cache: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "ask", os.fsdecode(b"Hva \xe5?")], capture_output=True, env=environment(data, cache), check=False
    )
    assert done.returncode == 2
    assert b"not valid Unicode at character 5" in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("KILDEVIS_PORT", "hei"), ("KILDEVIS_LANGUAGE", "sv"), ("KILDEVIS_PASSAGES", "0")]
)
def test_a_wrong_setting_is_named(kildevis: Run, variable: str, value: str) -> None:
    assert_refused(kildevis("articles", **{variable: value}), variable)


@pytest.mark.parametrize("content", ["port = = 1", "prot = 1", 'port = "hei"'])
def test_a_wrong_settings_file_is_named(kildevis: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "work" / "kildevis.toml").write_text(content)
    assert_refused(kildevis("articles"), "kildevis.toml")


def test_two_files_that_would_have_one_id_are_refused(kildevis: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / "work" / name).write_text("Det regner i Bergen.", "utf-8")
    assert_refused(kildevis("index", "a.txt", "a.md"), "the id 'a'", "rename one of them")


def test_one_unreadable_file_keeps_the_others_out_as_well(kildevis: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "a.txt").write_text("Det regner i Bergen.", "utf-8")
    (tmp_path / "work" / "b.txt").write_bytes(b"bl\xe5")
    assert_refused(kildevis("index", "a.txt", "b.txt"), "b.txt: not UTF-8")
    assert kildevis("articles", "--json").stdout == '{"articles": []}\n'


def test_a_data_folder_that_cannot_be_made_is_named(kildevis: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "a.txt").write_text("Det regner i Bergen.", "utf-8")
    (tmp_path / "file").write_text("in the way")
    assert_refused(kildevis("index", "a.txt", KILDEVIS_DATA=str(tmp_path / "file" / "data")), "KILDEVIS_DATA")


def test_a_model_that_cannot_be_loaded_is_one_line(kildevis: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "a.txt").write_text("Det regner i Bergen.", "utf-8")
    done = kildevis("index", "a.txt", KILDEVIS_MODEL="finnes/ikke")
    assert_refused(done, "'finnes/ikke'", "KILDEVIS_MODEL")


def test_the_unexpected_is_one_line_with_the_way_to_a_traceback_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(given: object) -> None:
        raise RuntimeError("gikk\n\x1b[31mgalt")

    monkeypatch.setattr(ui.cli_commands, "articles", fail)
    assert main(["articles"]) == 1
    assert capsys.readouterr().err == (
        "kildevis: unexpected RuntimeError: gikk [31mgalt; for the traceback, set KILDEVIS_DEBUG=1 and run it again\n"
    )
    monkeypatch.setenv("KILDEVIS_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["articles"])


def test_ctrl_c_ends_it_quietly_with_exit_code_130(data: Path, cache: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows")
    process = subprocess.Popen(
        [*COMMAND, "ask", "--batch", str(tmp_path / "rows")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(data, cache),
    )
    with (tmp_path / "rows").open("w"):  # opens once the command is reading
        process.send_signal(signal.SIGINT)
        assert process.communicate() == (b"", b"")
    assert process.returncode == 130


def test_a_reader_that_goes_away_is_no_fault(data: Path, cache: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [*COMMAND, "settings"], stdout=writer, stderr=subprocess.PIPE, env=environment(data, cache), check=False
    )
    os.close(writer)
    assert process.stderr == b""
    assert process.returncode == 141
