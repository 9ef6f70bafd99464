"""`index`, `articles`, `show`, `remove` and `settings`."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run

TEXT = "# Regn i Bergen\r\n\r\nDet regner i Bergen.\x1b[31m Det har det [bold]alltid[/bold] gjort.\r\n"


def test_an_article_is_indexed_listed_shown_and_removed(kildevis: Run, tmp_path: Path) -> None:
    path = tmp_path / "work" / "regn.md"
    path.write_bytes(TEXT.encode("utf-8"))

    assert kildevis("index", "regn.md", ".").stdout == "added regn\n"
    assert kildevis("index", "regn.md").stdout == "unchanged regn\n"
    listed = json.loads(kildevis("articles", "--json").stdout)["articles"]
    assert [(a["id"], a["title"], a["chars"]) for a in listed] == [("regn", "Regn i Bergen", len(TEXT))]
    assert kildevis("articles").stdout.startswith("regn\tRegn i Bergen\t")
    assert kildevis("show", "regn").stdout == TEXT

    path.write_bytes(b"Sola skinner i Bergen.")
    assert kildevis("index", "regn.md").stdout == "replaced regn\n"
    assert kildevis("show", "regn").stdout == "Sola skinner i Bergen."

    assert kildevis("remove", "regn").stdout == "removed regn\n"
    assert kildevis("articles", "--json").stdout == '{"articles": []}\n'
    assert kildevis("show", "regn").returncode == 2


def test_a_rebuild_keeps_the_articles(kildevis: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "regn.txt").write_text("Det regner i Bergen.", "utf-8")
    assert kildevis("index", "regn.txt").returncode == 0
    done = kildevis("index", "--rebuild")
    assert (done.returncode, done.stdout, done.stderr) == (0, "rebuilt 1 articles\n", "")
    assert kildevis("show", "regn").stdout == "Det regner i Bergen."


def test_an_empty_library_says_how_to_fill_it(kildevis: Run) -> None:
    done = kildevis("articles")
    assert (done.returncode, done.stdout) == (0, "")
    assert "kildevis index PATH" in done.stderr


def test_settings_are_listed_with_their_values_and_what_they_do(kildevis: Run) -> None:
    done = kildevis("settings", KILDEVIS_PORT="1234")
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in done.stdout.splitlines()}
    assert rows["port"][0] == "1234"
    assert all(described for _, described in rows.values())


def test_a_password_is_never_printed(kildevis: Run) -> None:
    for arguments in (["settings"], ["settings", "--json"]):
        assert "hemmelig" not in kildevis(*arguments, KILDEVIS_USER="a", KILDEVIS_PASSWORD="hemmelig").stdout


def test_settings_as_json_are_one_object(kildevis: Run) -> None:
    values: dict[str, Any] = json.loads(kildevis("settings", "--json", KILDEVIS_MODE="quote").stdout)
    assert values["mode"] == "quote"
    assert values["user"] is None


def test_the_settings_file_of_the_working_folder_counts_less_than_the_environment(
    kildevis: Run, tmp_path: Path
) -> None:
    (tmp_path / "work" / "kildevis.toml").write_text('port = 1\nlanguage = "nn"\n')
    values = json.loads(kildevis("settings", "--json", KILDEVIS_PORT="2").stdout)
    assert (values["port"], values["language"]) == (2, "nn")
