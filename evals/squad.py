"""Reads question-answer files in SQuAD's form (Rajpurkar et al. 2016; version 2 with unanswerable ones, 2018).

Each context is an article of its own, so a file of 300 contexts is a library of 300 articles.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from assistant.language import question_language
from assistant.question import question_kind
from evals.json_place import line_of
from evals.questions import Evidence, GoldQuestion, GoldSet, Place
from index.article import Article, article_id
from index.errors import InputError

_KINDS = {"number": "how-many"}
IMPOSSIBLE = "impossible"


def _encodable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"not valid Unicode at character {error.start + 1}") from None
    return text


_Text = Annotated[str, AfterValidator(_encodable)]


class _Answer(BaseModel):
    text: _Text
    answer_start: int


class _Question(BaseModel):
    id: Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(_encodable)]
    question: _Text
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: _Text
    qas: list[_Question]


class _Entry(BaseModel):
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Entry]


def read_squad(path: Path, content: bytes) -> GoldSet:
    """Read a file in SQuAD's form, version 1 or 2.

    Raises:
        InputError: it is not in that form, an answer is not where `answer_start` says, or an id comes twice; the
            message names the line and the place in the file.
    """
    text, file = _parse(path, content)
    articles: dict[str, Article] = {}
    questions: dict[str, GoldQuestion] = {}
    for entry_number, entry in enumerate(file.data):
        for number, paragraph in enumerate(entry.paragraphs):
            name = f"{article_id(path)}-{len(articles):04}"
            article = articles.setdefault(paragraph.context, Article(name, paragraph.context))
            for asked_number, asked in enumerate(paragraph.qas):
                try:
                    if asked.id in questions:
                        raise _FaultError(("id",), f"the id {asked.id!r} came before; give each question its own")
                    questions[asked.id] = _question(asked, article)
                except _FaultError as fault:
                    place = ("data", entry_number, "paragraphs", number, "qas", asked_number, *fault.place)
                    raise InputError(f"{path}, {_where(text, place)}: {fault}") from None
    if not questions:
        raise InputError(f"{path}: holds no question; is it in SQuAD's form?")
    return GoldSet(path.stem, tuple(articles.values()), tuple(questions.values()))


class _FaultError(Exception):
    """What is wrong at a place within a question."""

    def __init__(self, place: Sequence[str | int], message: str) -> None:
        super().__init__(message)
        self.place = place


def _parse(path: Path, content: bytes) -> tuple[str, _File]:
    try:
        text = content.decode("utf-8-sig")
        given: Any = json.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: not JSON ({error.msg} at character {error.colno})") from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not JSON that can be read; simplify it") from None
    try:
        return text, _File.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        wrong = "must be an object" if first["type"] == "model_type" else first["msg"]
        raise InputError(f"{path}, {_where(text, first['loc'])}: {wrong}; a file in SQuAD's form is wanted") from None


def _where(text: str, place: Sequence[str | int]) -> str:
    named = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    return f"line {line_of(text, place)}" + (f" ({named})" if named else "")


def _question(asked: _Question, article: Article) -> GoldQuestion:
    if not asked.question.strip():
        raise _FaultError(("question",), "the question is empty; remove it or fill it")
    if not article.text.strip():
        raise _FaultError((), "its context is empty; remove it or fill it")
    evidence: dict[Evidence, None] = {}
    for number, answer in enumerate(asked.answers if not asked.is_impossible else []):
        start, end = answer.answer_start, answer.answer_start + len(answer.text)
        if not answer.text or start < 0 or article.text[start:end] != answer.text:
            raise _FaultError(
                ("answers", number),
                f"the context does not hold {answer.text[:40]!r} at character {start}; mend answer_start",
            )
        evidence[Evidence(Place(article.id, start, end), answer.text)] = None
    if not evidence and not asked.is_impossible:
        raise _FaultError((), "has no answers; give some, or set is_impossible")
    kind = question_kind(asked.question)
    return GoldQuestion(
        id=asked.id,
        question=asked.question,
        article=article.id,
        answers=tuple(dict.fromkeys(e.text for e in evidence)),
        evidence=tuple(evidence),
        language=question_language(asked.question, "nb"),
        kind=_KINDS.get(kind, kind) if evidence else IMPOSSIBLE,
    )
