"""Questions written by hand: each with the article and the place that it is about."""

import json
import random
from pathlib import Path

import pytest

from assistant.reader.training.data import Source
from assistant.reader.training.written import QUESTIONS, vary_a_little, written_about
from index.errors import InputError
from index.sentences import Span


def line(**changed: object) -> str:
    told = {"id": "q1", "article": "0-0", "language": "en", "question": "Who runs it?", "nearest": [19, 52]}
    return json.dumps({**told, "answer": [19, 27], "words": "Kari Lie", **changed})


def read(sources: list[Source], tmp_path: Path, *lines: str) -> list[Source]:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return written_about(sources, path)


def test_a_question_comes_with_its_article_and_answer(sources: list[Source], tmp_path: Path) -> None:
    (found,) = read(sources, tmp_path, line())
    assert found.article is sources[0].article
    (asked,) = found.asked
    assert (asked.questions, asked.spans, asked.nearest) == ({"en": "Who runs it?"}, (Span(19, 27),), None)


def test_one_without_an_answer_comes_with_what_lies_nearest(sources: list[Source], tmp_path: Path) -> None:
    (found,) = read(sources, tmp_path, line(answer=None, words=None))
    assert (found.asked[0].spans, found.asked[0].nearest) == ((), Span(19, 52))


def test_questions_about_other_articles_are_left_out(sources: list[Source], tmp_path: Path) -> None:
    found = read(sources, tmp_path, line(article="unknown"), line(article="1-0", answer=None))
    assert [s.article for s in found] == [sources[1].article]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("{", "line 2"), (line(words="Ola Moe"), "'Ola Moe' is not where it says"), (line(nearest=None), "line 2")],
)
def test_a_line_that_does_not_fit_is_named(wrong: str, told: str, sources: list[Source], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told) as caught:
        read(sources, tmp_path, line(), wrong)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told_with_the_option(sources: list[Source], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--questions"):
        written_about(sources, tmp_path / "none.jsonl")


def test_a_question_is_now_and_then_typed_in_haste() -> None:
    chance, asked = random.Random(0), "Which company runs the ferry?"
    forms = [vary_a_little(asked, "en", chance) for _ in range(300)]
    assert {asked, asked.lower(), asked.strip("?")} < set(forms)
    assert 0.6 < forms.count(asked) / 300 < 0.8


def test_no_question_stands_twice_and_each_kind_is_there_in_each_language() -> None:
    rows = [json.loads(line) for line in (Path(__file__).parents[4] / QUESTIONS).read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["article"], row["question"].casefold()) for row in rows}) == len(rows)
    kinds = {(row["kind"], row["language"]) for row in rows}
    assert kinds >= {
        (k, x) for k in ("paraphrase", "yes-no", "plain", "typed", "unanswered") for x in ("nb", "nn", "en")
    }
    assert all((row["answer"] is None) == (row["kind"] == "unanswered") for row in rows)
