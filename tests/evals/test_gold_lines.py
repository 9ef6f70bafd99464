"""Gold sets in our own form: what a line becomes, and what is said of one that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evals.gold_files import read_gold
from evals.gold_lines import read_gold_lines
from evals.questions import Evidence, GoldSet, Place
from index.article import Article
from index.errors import InputError
from tests.evals.samples import FERRY, PRICE, SALE

GIVEN: dict[str, Any] = {
    "id": "price",
    "split": "dev",
    "language": "nb",
    "kind": "how-many",
    "question": "Hva kostet ferja?",
    "article": "ferje",
    "answers": ["400 millioner"],
    "evidence": [PRICE],
}
HISTORY = [{"role": "user", "content": "Hei"}, {"role": "assistant", "content": "Hei!"}]
GONE = object()


def line(**changed: Any) -> bytes:
    """The line of a good question, but for what is changed; GONE leaves a key out."""
    row = {name: value for name, value in {**GIVEN, **changed}.items() if value is not GONE}
    return json.dumps(row, ensure_ascii=False).encode()


def read(*lines: bytes) -> GoldSet:
    return read_gold_lines(Path("gold.jsonl"), b"\n".join(lines), [FERRY])


def complaint(*lines: bytes) -> str:
    with pytest.raises(InputError) as error:
        read(*lines)
    return str(error.value)


def test_a_line_becomes_a_question_with_the_place_of_its_evidence() -> None:
    one = read(line(parts=["ferja"], form="misspelt")).questions[0]
    assert (one.id, one.question, one.article) == ("price", "Hva kostet ferja?", "ferje")
    assert (one.answers, one.parts, one.history) == (("400 millioner",), ("ferja",), ())
    assert one.evidence == (Evidence(Place("ferje", 0, len(PRICE)), PRICE),)
    assert one.slices == ("nb", "how-many", "misspelt", "dev")


def test_evidence_that_is_said_twice_stands_in_both_places() -> None:
    twice = Article("ferje", f"{PRICE}\n\n{SALE}\n\n{PRICE}\n")
    gold = read_gold_lines(Path("gold.jsonl"), line(), [twice])
    starts = [evidence.place.start for evidence in gold.questions[0].evidence]
    assert starts == [0, twice.text.rindex(PRICE)]


def test_a_follow_up_keeps_the_turns_before_it() -> None:
    assert read(line(form="follow-up", history=HISTORY)).questions[0].history == tuple(HISTORY)


@pytest.mark.parametrize("kind", ["near-miss", "off-topic"])
def test_a_question_of_these_kinds_is_to_be_refused(kind: str) -> None:
    assert not read(line(kind=kind, answers=[], evidence=[])).questions[0].answerable


def test_only_the_articles_that_are_asked_about_are_taken() -> None:
    gold = read_gold_lines(Path("ferjer.jsonl"), line(), [Article("andre", "Noe annet."), FERRY])
    assert (gold.name, gold.articles) == ("ferjer", (FERRY,))


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_are_no_fault() -> None:
    content = b"\xef\xbb\xbf\r\n" + line() + b"\r\n \r\n" + line(id="sale") + b"\r\n"
    assert [question.id for question in read(content).questions] == ["price", "sale"]


def other(**changed: Any) -> bytes:
    return line(**{"id": "other", **changed})


WRONG = {
    "not UTF-8": (other().replace(b"Hva", b"Hv\xe5"), "not UTF-8 (byte "),
    "not JSON": (b"{", "JSON"),
    "not an object": (b"[1]", "object"),
    "a missing key": (other(question=GONE), "'question': Field required"),
    "an unknown key": (other(svar="400"), "'svar': Extra inputs are not permitted"),
    "a number for text": (other(question=5), "'question': Input should be a valid string"),
    "text for a list": (other(answers="400"), "'answers': Input should be a valid array"),
    "a list of numbers": (other(answers=[400]), "'answers.0': Input should be a valid string"),
    "an unknown kind": (other(kind="hvorfor"), "'kind': Input should be 'who', 'what'"),
    "an unknown form": (other(form="rop"), "'form'"),
    "an unknown language": (other(language="sv"), "'language'"),
    "an unknown split": (other(split="train"), "'split'"),
    "an unknown role": (other(form="follow-up", history=[{"role": "system", "content": ""}]), "'history.0.role'"),
    "a turn without words": (other(form="follow-up", history=[{"role": "user"}]), "'history.0.content'"),
    "an empty id": (other(id=""), "'id'"),
    "an empty question": (other(question=""), "'question'"),
    "a blank question": (other(question=" "), "question"),
    "an empty answer": (other(answers=["400", " "]), "an empty string in 'answers'"),
    "an empty part": (other(parts=[""]), "an empty string in 'parts'"),
    "empty evidence": (other(evidence=[""]), "an empty string in 'evidence'"),
    "an id used before": (other(id="price"), "the id 'price' is taken by a line before it"),
    "an unknown article": (other(article="buss"), "no article 'buss' at hand; give its file or folder"),
    "evidence in other words": (other(evidence=["Ferja var dyr."]), "the evidence 'Ferja var dyr.' is not in"),
    "half of the evidence in other words": (other(evidence=[PRICE, "Ferja var dyr."]), "'Ferja var dyr.'"),
    "an answer without evidence": (other(evidence=[]), "'evidence' is empty"),
    "evidence without an answer": (other(answers=[]), "'answers' is empty"),
    "a refusal with evidence": (other(kind="near-miss", answers=[]), "'near-miss' has no 'evidence'"),
    "a refusal with an answer": (other(kind="off-topic", evidence=[]), "'off-topic' has no 'answers'"),
    "a follow-up to nothing": (other(form="follow-up"), "come together"),
    "turns before no follow-up": (other(history=HISTORY), "come together"),
    "a lone surrogate": (other().replace(b"Hva", rb"\ud800"), "JSON"),
}


@pytest.mark.parametrize(("wrong", "says"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_line_is_named_with_what_is_wrong_in_one_line(wrong: bytes, says: str) -> None:
    said = complaint(line(), b"", wrong, line(id="after"))
    assert said.startswith("gold.jsonl, line 3: ")
    assert says in said
    assert "\n" not in said


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_question_is_refused(content: bytes) -> None:
    assert complaint(content).startswith("gold.jsonl: holds no question")


# --- Whatever it holds

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from([*GIVEN, "form", "history", "parts"])


def reads_or_refuses(content: bytes) -> bool:
    try:
        read(content)
    except InputError as error:
        return str(error).startswith("gold.jsonl") and "\n" not in str(error)
    return True


@given(st.binary(max_size=60) | st.binary(max_size=20).map(lambda inner: b'{"id": "' + inner + b'"}'))
@example(b"[" * 100_000)
@example(b"1" * 5000)
@example(b'{"a": ' * 5000)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    assert reads_or_refuses(content)


@given(junk)
def test_any_json_is_read_or_refused(value: Any) -> None:
    assert reads_or_refuses(json.dumps(value).encode())


@given(st.dictionaries(keys, junk | st.just(GONE), max_size=3))
def test_a_good_line_with_anything_changed_is_read_or_refused(changed: dict[str, Any]) -> None:
    row = {name: value for name, value in {**GIVEN, **changed}.items() if value is not GONE}
    assert reads_or_refuses(json.dumps(row).encode())


# --- The file


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mangler\.jsonl: cannot be read \(No such file or directory\)"):
        read_gold(tmp_path / "mangler.jsonl", [FERRY])


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gold\.csv: a gold set is a \.jsonl file"):
        read_gold(tmp_path / "gold.csv", [FERRY])


@pytest.mark.parametrize("name", ["gold.jsonl", "GOLD.JSONL"])
def test_a_file_in_our_form_is_read_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(line())
    assert [question.id for question in read_gold(tmp_path / name, [FERRY]).questions] == ["price"]
