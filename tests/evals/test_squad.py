"""Gold sets in SQuAD's form, versions 1 and 2, as they are, and what is said of one that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evals.gold_files import read_gold
from evals.json_place import line_of
from evals.questions import GoldSet
from evals.squad import IMPOSSIBLE, read_squad
from index.errors import InputError

CONTEXT = "Ferja kostet 400 millioner kroner. Overfarten tar tjue minutter."
OTHER = "Elleve bjørner er merket i Pasvik."


# Any JSON at all.
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def answer(text: str, context: str = CONTEXT) -> dict[str, Any]:
    return {"text": text, "answer_start": context.index(text)}


def asked(**changed: Any) -> dict[str, Any]:
    return {"id": "1", "question": "Hva kostet ferja?", "answers": [answer("400 millioner kroner")], **changed}


def entry(*qas: Any, context: str = CONTEXT, **more: Any) -> dict[str, Any]:
    return {"title": "Ferja", "paragraphs": [{"context": context, "qas": list(qas), **more}]}


def read(*entries: Any, **more: Any) -> GoldSet:
    return read_squad(Path("norquad.json"), json.dumps({"version": "1.1", "data": list(entries), **more}).encode())


def test_a_file_of_version_1_becomes_an_article_a_context_and_a_question_a_question() -> None:
    gold = read(entry(asked(), asked(id="2")), entry(asked(id="3", answers=[answer("Elleve", OTHER)]), context=OTHER))
    assert [(article.id, article.text) for article in gold.articles] == [
        ("norquad-0000", CONTEXT),
        ("norquad-0001", OTHER),
    ]
    assert [(question.id, question.article) for question in gold.questions] == [
        ("1", "norquad-0000"),
        ("2", "norquad-0000"),
        ("3", "norquad-0001"),
    ]


def test_an_answers_place_is_its_evidence() -> None:
    gold = read(entry(asked(answers=[answer("400 millioner kroner"), answer("400")])))
    question = gold.questions[0]
    assert question.answers == ("400 millioner kroner", "400")
    assert [gold.articles[0].text[e.place.start : e.place.end] for e in question.evidence] == list(question.answers)


def test_an_answer_that_several_people_gave_counts_once() -> None:
    question = read(entry(asked(answers=[answer("400")] * 3))).questions[0]
    assert (question.answers, len(question.evidence)) == (("400",), 1)


def test_the_same_words_in_two_places_are_one_answer_with_both_for_evidence() -> None:
    start = CONTEXT.rindex("er")
    question = read(entry(asked(answers=[answer("er"), {"text": "er", "answer_start": start}]))).questions[0]
    assert question.answers == ("er",)
    assert [evidence.place.start for evidence in question.evidence] == [CONTEXT.index("er"), start]


def test_a_context_that_two_entries_share_is_one_article() -> None:
    gold = read(
        entry(asked()), entry(asked(id="2")), entry(asked(id="3", answers=[answer("er", OTHER)]), context=OTHER)
    )
    assert len(gold.articles) == 2
    assert len({article.id for article in gold.articles}) == 2
    assert [question.article for question in gold.questions[:2]] == [gold.articles[0].id] * 2


def test_a_question_that_version_2_calls_impossible_is_to_be_refused() -> None:
    gold = read(entry(asked(), asked(id="2", is_impossible=True, answers=[])), version="v2.0")
    assert [question.answerable for question in gold.questions] == [True, False]
    assert gold.questions[1].kind == IMPOSSIBLE


def test_what_version_2_calls_plausible_is_no_answer() -> None:
    question = read(entry(asked(is_impossible=True, answers=[], plausible_answers=[answer("400")]))).questions[0]
    assert (question.answerable, question.answers) == (False, ())


def test_an_impossible_question_has_no_answer_whatever_it_carries() -> None:
    assert not read(entry(asked(is_impossible=True))).questions[0].answerable


def test_a_number_for_an_id_is_taken_as_text() -> None:
    assert read(entry(asked(id=7))).questions[0].id == "7"


def test_a_byte_order_mark_is_no_fault() -> None:
    content = b"\xef\xbb\xbf" + json.dumps({"data": [entry(asked())]}).encode()
    assert len(read_squad(Path("norquad.json"), content).questions) == 1


def test_the_kind_and_the_language_are_told_from_the_question() -> None:
    gold = read(entry(asked(), asked(id="2", question="How many millions did the ferry cost?")))
    assert [question.slices for question in gold.questions] == [("nb", "what"), ("en", "how-many")]


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no data": ({}, "data", "Field required"),
    "data of another form": ({"data": {}}, "data", "valid list"),
    "no paragraphs": ({"data": [{"title": "Ferja"}]}, "data[0].paragraphs", "Field required"),
    "no context": ({"data": [{"paragraphs": [{"qas": []}]}]}, "data[0].paragraphs[0].context", "Field required"),
    "no questions": ({"data": [{"paragraphs": [{"context": "a"}]}]}, "data[0].paragraphs[0].qas", "Field required"),
    "no id": ({"data": [entry({"question": "Hva?"})]}, "data[0].paragraphs[0].qas[0].id", "Field required"),
    "a truth for an id": ({"data": [entry(asked(id=True))]}, "data[0].paragraphs[0].qas[0].id", "valid string"),
    "no place": (
        {"data": [entry(asked(), asked(id="2", answers=[{"text": "400"}]))]},
        "data[0].paragraphs[0].qas[1].answers[0].answer_start",
        "Field required",
    ),
    "a place that is no number": (
        {"data": [entry(asked(answers=[{"text": "400", "answer_start": "her"}]))]},
        "data[0].paragraphs[0].qas[0].answers[0].answer_start",
        "valid integer",
    ),
    "a wrong place": (
        {"data": [entry(asked()), entry(asked(id="2", answers=[{"text": "400", "answer_start": 14}]))]},
        "data[1].paragraphs[0].qas[0].answers[0]",
        "does not hold '400' at character 14; mend answer_start",
    ),
    "a place before the context": (
        {"data": [entry(asked(answers=[{"text": "minutter", "answer_start": -9}]))]},
        "data[0].paragraphs[0].qas[0].answers[0]",
        "at character -9",
    ),
    "a place beyond it": (
        {"data": [entry(asked(answers=[{"text": "400", "answer_start": 10**30}]))]},
        "data[0].paragraphs[0].qas[0].answers[0]",
        "400",
    ),
    "an empty answer": (
        {"data": [entry(asked(answers=[{"text": "", "answer_start": 0}]))]},
        "data[0].paragraphs[0].qas[0].answers[0]",
        "''",
    ),
    "no answers": ({"data": [entry(asked(answers=[]))]}, "data[0].paragraphs[0].qas[0]", "has no answers"),
    "an empty context": (
        {"data": [entry(asked(), context=" ")]},
        "data[0].paragraphs[0].qas[0]",
        "its context is empty",
    ),
    "an empty question": (
        {"data": [entry(asked(question=" "))]},
        "data[0].paragraphs[0].qas[0].question",
        "question is empty",
    ),
    "an id used before": (
        {"data": [entry(asked()), entry(asked())]},
        "data[1].paragraphs[0].qas[0].id",
        "the id '1' came before",
    ),
    "a lone surrogate": (
        {"data": [entry(asked(question="\ud800"))]},
        "data[0].paragraphs[0].qas[0].question",
        "nicode",
    ),
}


def complaint(content: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_squad(Path("norquad.json"), content)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(("given", "place", "says"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_named_with_its_place_in_one_line(given: dict[str, Any], place: str, says: str) -> None:
    said = complaint(json.dumps(given).encode())
    assert said.startswith(f"norquad.json, line 1 ({place}): ")
    assert says in said


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('"answer_start": 14', 11),
        ('"answer_start": "her"', 11),
        ('"answer_start": 13,\n "answer_start": "her"', 12),  # of a key given twice, the last one counts
    ],
)
def test_the_line_of_what_is_wrong_is_named(broken: str, line: int) -> None:
    content = """\ufeff{"version": "1.1",
"data": [
 {"paragraphs": []},
 {"title": "data [{ paragraphs",
  "paragraphs": [
   {"context": "Ferja kostet 400.",
    "qas": [
     {"id": "1", "question": "Hva?", "answers": [{"text": "400", "answer_start": 13}]},
     {"id": "2", "question": "Hva?", "answers": [
      {"text": "Ferja", "answer_start": 0},
      {"text": "400", BROKEN}
]}]}]}]}""".replace("BROKEN", broken)
    assert complaint(content.encode()).startswith(f"norquad.json, line {line} (data[1].paragraphs[0].qas[1].answers[1]")


MARK = "a text that is longer than any other"


@given(st.data(), st.integers(0, 3))
def test_the_line_of_a_value_is_that_on_which_it_starts(drawn: st.DataObject, indent: int) -> None:
    steps: list[Any] = []
    top: Any = [drawn.draw(junk)]
    inner, last = top, 0
    while (value := inner[last]) and isinstance(value, dict | list):
        steps.append(drawn.draw(st.sampled_from(list(value) if isinstance(value, dict) else range(len(value)))))
        inner, last = value, steps[-1]
    inner[last] = MARK
    text = json.dumps(top[0], indent=indent)
    assert line_of(text, steps) == text[: text.index(MARK)].count("\n") + 1


def test_what_is_not_json_is_named_with_its_line() -> None:
    assert complaint(b'{"data": [\n  {"paragraphs": }\n]}').startswith("norquad.json, line 2: not JSON")


def test_what_is_not_utf_8_is_named_with_its_byte() -> None:
    assert complaint(b'{"data": "\xe5"}').startswith("norquad.json: not UTF-8 (byte 11)")


@pytest.mark.parametrize("content", [b"[]", b"1", b"null", b'"data"', b'{"data": [1]}'])
def test_json_of_another_form_is_refused(content: bytes) -> None:
    assert complaint(content).endswith("must be an object; a file in SQuAD's form is wanted")


@pytest.mark.parametrize("content", [b"", b" "])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert "not JSON" in complaint(content)


@pytest.mark.parametrize("data", [[], [entry()], [{"paragraphs": []}]])
def test_a_file_without_a_question_is_refused(data: list[Any]) -> None:
    assert complaint(json.dumps({"data": data}).encode()).startswith("norquad.json: holds no question")


# --- Whatever it holds


def reads_or_refuses(content: bytes) -> bool:
    try:
        read_squad(Path("norquad.json"), content)
    except InputError as error:
        return str(error).startswith("norquad.json") and "\n" not in str(error)
    return True


@given(st.binary(max_size=60) | st.binary(max_size=20).map(lambda inner: b'{"data": [' + inner + b"]}"))
@example(b"[" * 100_000)
@example(b'{"data": ' + b"1" * 5000 + b"}")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert reads_or_refuses(content)


@given(junk)
def test_any_json_is_read_or_refused(value: Any) -> None:
    assert reads_or_refuses(json.dumps({"data": [value]}).encode())


@given(
    st.fixed_dictionaries({}, optional={"context": junk, "qas": junk}),
    st.fixed_dictionaries({}, optional={"id": junk, "question": junk, "answers": junk, "is_impossible": junk}),
    st.fixed_dictionaries({}, optional={"text": junk, "answer_start": junk}),
)
def test_a_good_file_with_anything_changed_is_read_or_refused(
    paragraph: dict[str, Any], question: dict[str, Any], place: dict[str, Any]
) -> None:
    answers = [{**answer("400"), **place}]
    changed = {"context": CONTEXT, "qas": [asked(**{"answers": answers, **question})], **paragraph}
    assert reads_or_refuses(json.dumps({"data": [{"paragraphs": [changed]}]}).encode())


def test_a_json_file_is_read_in_squads_form(tmp_path: Path) -> None:
    (tmp_path / "norquad.json").write_text(json.dumps({"data": [entry(asked())]}), "utf-8")
    assert [question.id for question in read_gold(tmp_path / "norquad.json", []).questions] == ["1"]
