"""`ask` and `search`: one object for programs, words for people, a line a question for batches."""

import json
from pathlib import Path
from typing import Any

from index.article import Article
from tests.cli.conftest import Run

KEYS = "question language mode abstained answer highlight confidence citations related notice elapsed_ms".split()
CITATION_KEYS = "number article title start end quote highlight_start highlight_end score".split()


def assert_keeps_the_contract(answer: dict[str, Any], article: Article) -> None:
    assert list(answer) == KEYS
    assert list(answer["elapsed_ms"]) == ["retrieve", "read", "write", "total"]
    assert 0 <= answer["confidence"] <= 1
    assert answer["abstained"] == (not answer["citations"])
    for citation in [*answer["citations"], *answer["related"]]:
        assert list(citation) == CITATION_KEYS
        assert citation["article"] == article.id
        assert citation["quote"] == article.text[citation["start"] : citation["end"]]
        if citation["highlight_start"] is not None:
            assert citation["start"] <= citation["highlight_start"] < citation["highlight_end"] <= citation["end"]
    for citation in answer["citations"]:
        assert f"[{citation['number']}]" in answer["answer"]


def test_the_first_question_indexes_the_seed_article_and_prints_one_object(
    seeded: dict[str, Any], seed_article: Article
) -> None:
    answer = seeded["answer"]
    assert seeded["stdout"].count("\n") == 1
    assert_keeps_the_contract(answer, seed_article)
    assert answer["question"] == seeded["question"]
    assert answer["language"] == "nb"
    assert not answer["abstained"]
    assert "Pasjinjan" in answer["answer"]


def test_people_get_the_answer_and_its_citations_without_codes_when_piped(ask_seeded: Run) -> None:
    done = ask_seeded("ask", "Hvem", "er", "statsminister", "i", "Armenia?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nikol Pasjinjan" in done.stdout
    assert "  [1] «" in done.stdout
    assert "000_6c5014cf17e20e50" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_batch_is_answered_in_order_with_its_ids(ask_seeded: Run, seed_article: Article) -> None:
    history = [
        {"role": "user", "content": "Hvem er Armenias statsminister?"},
        {"role": "assistant", "content": "Nikol Pasjinjan. [1]"},
    ]
    rows: list[dict[str, Any]] = [
        {"id": "b", "question": "Hvor mange er evakuert?", "gold": "7000"},
        {"id": 7, "question": "Hva sier han om våpenhvilen?", "history": history},
        {"id": "", "question": ""},
        {"id": "a", "question": "ord " * 5000},
        {"id": "å", "question": "What is the capital of Peru?"},
    ]
    lines = "\ufeff" + "\r\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    done = ask_seeded("ask", "--batch", "-", stdin=lines)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.pop("id") for answer in answers] == [row["id"] for row in rows]
    assert answers[0]["question"] == rows[0]["question"]
    assert "7000" in answers[0]["answer"]
    assert answers[4]["language"] == "en"
    assert answers[4]["abstained"]
    for answer in (answers[0], answers[1], answers[4]):
        assert_keeps_the_contract(answer, seed_article)


def test_an_empty_batch_has_no_answers(ask_seeded: Run) -> None:
    done = ask_seeded("ask", "--batch", "-", stdin="\n \n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_search_prints_ranked_passages_as_one_object(ask_seeded: Run, seed_article: Article) -> None:
    done = ask_seeded("search", "--json", "-k", "3", "Blinken og Alijev")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["question"] == "Blinken og Alijev"
    assert len(found["passages"]) == 3
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    for passage in found["passages"]:
        assert passage["text"] == seed_article.text[passage["start"] : passage["end"]]


def test_search_takes_batches_too(ask_seeded: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "q.jsonl").write_text(
        '{"id": 1, "question": "Blinken"}\n{"id": 2, "question": "evakuert"}\n', "utf-8"
    )
    done = ask_seeded("search", "-k", "1", "--batch", "q.jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], len(line["passages"])) for line in found] == [(1, 1), (2, 1)]
    assert "Blinken" in found[0]["passages"][0]["text"]
    assert "evakuert" in found[1]["passages"][0]["text"]
