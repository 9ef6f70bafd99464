"""NorQuAD and XQuAD as read: spans that are the answers, languages in step, and articles that are kept aside."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.reader.training.data import (
    XQUAD_LANGUAGES,
    Asked,
    Source,
    fit_and_held_out,
    fit_and_tuning,
    norquad,
    paragraphs_of,
    xquad,
)
from index.article import Article
from index.errors import InputError
from index.sentences import Span

XQUAD = Path(__file__).parents[5] / "shared/xquad"


def qa(name: str, question: str, context: str, *answers: str) -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "answers": [{"text": a, "answer_start": context.index(a)} for a in answers],
    }


def write(path: Path, *entries: list[tuple[str, list[dict[str, Any]]]]) -> Path:
    """Write entries, each a list of (context, questions), in SQuAD's form."""
    data = [{"paragraphs": [{"context": c, "qas": qas} for c, qas in entry]} for entry in entries]
    path.write_text(json.dumps({"data": data}), "utf-8")
    return path


def answers(source: Source) -> dict[str, list[str]]:
    return {a.id: [source.article.text[s.start : s.end] for s in a.spans] for a in source.asked}


def answered(text: str, answer: str) -> Source:
    start = text.index(answer)
    return Source(Article("x", text), "en", (Asked("1", {"en": "?"}, (Span(start, start + len(answer)),)),))


@pytest.fixture
def xquad_folder(tmp_path: Path) -> Path:
    for language in XQUAD_LANGUAGES:
        first, second = f"{language} eins. Otto kam.", f"{language} zwei tre. Anna og Otto."
        entry = [
            (first, [qa("a", f"{language} a?", first, "Otto")]),
            (second, [qa("b", f"{language} b?", second, "Otto"), qa("c", f"{language} c?", second, "Anna")]),
        ]
        write(tmp_path / f"xquad.{language}.json", entry, [(f"{language} x", [qa("d", "d?", f"{language} x", "x")])])
    return tmp_path


def test_a_text_that_comes_twice_is_one_article_with_all_that_is_asked_of_it(tmp_path: Path) -> None:
    text = "Kari kom i 1990."
    path = write(
        tmp_path / "train.json", [(text, [qa("1", "Hvem?", text, "Kari")])], [(text, [qa("2", "Når?", text, "1990")])]
    )
    (source,) = norquad(path)
    assert answers(source) == {"1": ["Kari"], "2": ["1990"]}
    assert [a.questions["nb"] for a in source.asked] == ["Hvem?", "Når?"]


def test_white_space_around_a_marked_answer_is_no_part_of_it(tmp_path: Path) -> None:
    text = "Det var Kari som kom."
    (source,) = norquad(write(tmp_path / "train.json", [(text, [qa("1", "Hvem?", text, " Kari ")])]))
    assert answers(source) == {"1": ["Kari"]}


def test_a_question_without_an_answer_is_left_out(tmp_path: Path) -> None:
    (source,) = norquad(write(tmp_path / "train.json", [("Kari kom.", [qa("1", "Når?", "Kari kom.")])]))
    assert not source.asked


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"train\.json: cannot be read \(No such file or directory\); --data names"):
        norquad(tmp_path / "train.json")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"data": [{}]}',
        '{"data": [{"paragraphs": [{"context": "ja", "qas": [{"id": "1", "question": "Hva?"}]}]}]}',
        '{"data": [{"paragraphs": [{"context": "ja", "qas": '
        '[{"id": "1", "question": "Hva?", "answers": [{"text": "ja", "answer_start": 1}]}]}]}]}',
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "train.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"train\.json: not in SQuAD's form \(.+\); fetch the file again"):
        norquad(tmp_path / "train.json")


def test_xquads_paragraphs_make_one_article_whose_spans_are_still_the_answers(xquad_folder: Path) -> None:
    first, second = xquad(xquad_folder)["de"]
    assert first.article.text == "de eins. Otto kam.\nde zwei tre. Anna og Otto.\n"
    assert answers(first) == {"a": ["Otto"], "b": ["Otto"], "c": ["Anna"]}
    assert first.asked[1].spans[0].start == first.article.text.rindex("Otto")
    assert answers(second) == {"d": ["x"]}


def test_xquads_languages_are_in_step_and_every_question_is_there_in_each(xquad_folder: Path) -> None:
    found = xquad(xquad_folder)
    assert [list(map(answers, found[language])) for language in XQUAD_LANGUAGES[1:]] == [
        [{"a": ["Otto"], "b": ["Otto"], "c": ["Anna"]}, {"d": ["x"]}]
    ] * 3
    assert found["ro"][0].asked[2].questions == {language: f"{language} c?" for language in XQUAD_LANGUAGES}


def test_a_paragraph_is_an_article_with_its_own_questions_and_offsets(xquad_folder: Path) -> None:
    first, second = paragraphs_of(xquad(xquad_folder)["en"][0])
    assert (first.article.text, second.article.text) == ("en eins. Otto kam.", "en zwei tre. Anna og Otto.")
    assert first.article.id != second.article.id
    assert answers(first) == {"a": ["Otto"]}
    assert answers(second) == {"b": ["Otto"], "c": ["Anna"]}


def test_a_line_separator_within_a_paragraph_moves_no_offset() -> None:
    text = "en\u2028to tre\nfire fem\n"
    whole = answered(text, "fem")
    assert [answers(p) for p in paragraphs_of(whole)] == [{}, {"1": ["fem"]}]


@pytest.mark.parametrize("split", [fit_and_tuning, fit_and_held_out])
def test_an_article_is_learnt_from_or_kept_aside_never_both(split: Any) -> None:
    many = [Source(Article(str(n), f"Tekst {n}."), "nb", ()) for n in range(48)]
    learnt, aside = split(many)
    assert len(learnt) > len(aside) > 0
    assert sorted([*learnt, *aside], key=lambda s: int(s.article.id)) == many


def test_the_same_articles_are_kept_aside_in_every_language() -> None:
    by_language = {
        language: [Source(Article(f"{language}-{n}", "x"), language, ()) for n in range(48)]
        for language in XQUAD_LANGUAGES
    }
    aside = {tuple(s.article.id.split("-")[1] for s in fit_and_held_out(found)[1]) for found in by_language.values()}
    assert len(aside) == 1


@pytest.mark.skipif(not XQUAD.is_dir(), reason="XQuAD lies beside the project's own checkouts only")
def test_xquad_itself_is_in_step() -> None:
    found = xquad(XQUAD)
    for sources in zip(*found.values(), strict=True):
        assert len({tuple(a.id for a in s.asked) for s in sources}) == 1
        assert all(set(a.questions) == set(XQUAD_LANGUAGES) for s in sources for a in s.asked)
    assert [sum(len(p.asked) for s in of for p in paragraphs_of(s)) for of in found.values()] == [1190] * 4
