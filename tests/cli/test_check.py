"""`check`: one object for programs, words for people, a line a sentence for batches."""

import json

from index.article import Article
from tests.cli.conftest import Run

KEYS = "sentence supported confidence citations why".split()


def test_a_sentence_is_checked_and_printed_as_one_object(ask_seeded: Run, seed_article: Article) -> None:
    done = ask_seeded("check", "--json", "Mer enn 7000 personer skal være evakuert fra området.")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    verdict = json.loads(done.stdout)
    assert list(verdict) == KEYS
    assert verdict["supported"]
    assert verdict["why"] is None
    for citation in verdict["citations"]:
        assert citation["quote"] == seed_article.text[citation["start"] : citation["end"]]


def test_people_get_the_verdict_why_and_what_it_was_held_against(ask_seeded: Run) -> None:
    done = ask_seeded("check", "Mer", "enn", "9000", "personer", "skal", "være", "evakuert.")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Artikkelen gir ikke dekning for setningen. Fant ikke «9000» i kilden." in done.stdout
    assert "  [1] «" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_batch_is_checked_in_order_with_its_ids(ask_seeded: Run) -> None:
    rows = [
        {"id": "b", "sentence": "More than 7,000 people are said to have been evacuated from the area."},
        {"id": 7, "sentence": "More than 8,000 people are said to have been evacuated from the area."},
        {"id": "", "sentence": ""},
    ]
    done = ask_seeded("check", "--batch", "-", stdin="\n".join(json.dumps(row) for row in rows))
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(list(verdict) == ["id", *KEYS] for verdict in verdicts)
    assert [verdict["id"] for verdict in verdicts] == ["b", 7, ""]
    assert not verdicts[1]["supported"]
    assert "8,000" in verdicts[1]["why"]
    assert not verdicts[2]["supported"]


def test_what_is_no_batch_of_sentences_is_named(ask_seeded: Run) -> None:
    done = ask_seeded("check", "--batch", "-", stdin='{"id": 1, "question": "Hva?"}')
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'kildevis: stdin, line 1: has no "sentence"; each line needs "id" and "sentence"\n'


def test_without_a_sentence_one_line_says_what_to_give(ask_seeded: Run) -> None:
    done = ask_seeded("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kildevis: give a sentence, as in: kildevis check")


def test_an_article_that_is_not_there_is_named(ask_seeded: Run) -> None:
    done = ask_seeded("check", "--article", "ukjent", "Det regner i Bergen i dag.")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ukjent" in done.stderr
