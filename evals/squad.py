"""Reads question-answer files in SQuAD's form (Rajpurkar et al. 2016; version 2 with unanswerable ones, 2018).

Each context is an article of its own, so a file of 300 contexts is a library of 300 articles.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.language import question_language
from assistant.question import question_kind
from evals.questions import Evidence, GoldQuestion, GoldSet, Place
from index.article import Article, article_id
from index.errors import InputError

_KINDS = {"number": "how-many"}
IMPOSSIBLE = "impossible"


class _Answer(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Entry(BaseModel):
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Entry]


def read_squad(path: Path, content: bytes) -> GoldSet:
    """Read a file in SQuAD's form, version 1 or 2.

    Raises:
        InputError: it is not in that form, an answer is not where `answer_start` says, or an id comes twice; the
            message names the line or the place in the file.
    """
    file = _parse(path, content)
    articles: dict[str, Article] = {}
    questions: dict[str, GoldQuestion] = {}
    for entry_number, entry in enumerate(file.data):
        for number, paragraph in enumerate(entry.paragraphs):
            where = f"{path}, data[{entry_number}].paragraphs[{number}]"
            if not paragraph.context.strip():
                raise InputError(f"{where}: its context is empty; remove it or fill it")
            name = f"{article_id(path)}-{len(articles):04}"
            article = articles.setdefault(paragraph.context, Article(name, paragraph.context))
            for asked_number, asked in enumerate(paragraph.qas):
                question = _question(asked, article, f"{where}.qas[{asked_number}]")
                if question.id in questions:
                    raise InputError(f"{where}.qas[{asked_number}]: the id {question.id!r} came before; ids differ")
                questions[question.id] = question
    if not questions:
        raise InputError(f"{path}: holds no question; is it in SQuAD's form?")
    return GoldSet(path.stem, tuple(articles.values()), tuple(questions.values()))


def _parse(path: Path, content: bytes) -> _File:
    try:
        given: Any = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}: not JSON ({error.msg} at character {error.colno})") from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: not JSON that can be read; simplify it") from None
    try:
        return _File.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
        raise InputError(f"{path}, {place or 'top'}: {first['msg']}; a file in SQuAD's form is wanted") from None


def _question(asked: _Question, article: Article, where: str) -> GoldQuestion:
    if not asked.question.strip():
        raise InputError(f"{where}: the question is empty; remove it or fill it")
    evidence: dict[Evidence, None] = {}
    for number, answer in enumerate(asked.answers if not asked.is_impossible else []):
        start, end = answer.answer_start, answer.answer_start + len(answer.text)
        if not answer.text or start < 0 or article.text[start:end] != answer.text:
            raise InputError(
                f"{where}.answers[{number}]: the context does not hold {answer.text[:40]!r} at character {start}; "
                f"mend answer_start"
            )
        evidence[Evidence(Place(article.id, start, end), answer.text)] = None
    if not evidence and not asked.is_impossible:
        raise InputError(f"{where}: has no answers; give some, or set is_impossible")
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
