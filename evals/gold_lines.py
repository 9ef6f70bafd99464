"""Reads our own gold sets: JSON Lines, a question a line; the format stands in `gold/README.md`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Turn
from evals.questions import Evidence, GoldQuestion, GoldSet, Place
from index.article import Article
from index.errors import InputError

Kind = Literal[
    "who",
    "what",
    "where",
    "when",
    "how-many",
    "why",
    "list",
    "yes-no",
    "who-said",
    "credit",
    "conflict",
    "summary",
    "near-miss",
    "off-topic",
]
Form = Literal["plain", "paraphrase", "misspelt", "telegram", "follow-up"]
_UNANSWERABLE = ("near-miss", "off-topic")


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1)
    split: Literal["dev", "test"]
    language: Literal["nb", "nn", "en"]
    kind: Kind
    form: Form = "plain"
    question: str = Field(min_length=1)
    history: list[Turn] = []
    article: str
    answers: list[str]
    parts: list[str] = []
    evidence: list[str]


def read_gold_lines(path: Path, content: bytes, known: Sequence[Article]) -> GoldSet:
    """Read a gold set whose evidence stands in articles that are at hand.

    Raises:
        InputError: a line is not as it must be, its evidence is not in its article, or the article is not among the
            `known` ones; the message names the line and what is wrong with it.
    """
    by_id = {article.id: article for article in known}
    used: dict[str, Article] = {}
    questions: dict[str, GoldQuestion] = {}
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        given = _parse(line, where)
        article = by_id.get(given.article)
        if article is None:
            raise InputError(f"{where}: no article {given.article!r} at hand; give its file or folder with --articles")
        if given.id in questions:
            raise InputError(f"{where}: the id {given.id!r} is taken by a line before it; give each its own")
        used[article.id] = article
        questions[given.id] = _question(given, article, where)
    if not questions:
        raise InputError(f"{path}: holds no question; evals/gold/README.md tells how to write one")
    return GoldSet(path.stem, tuple(used.values()), tuple(questions.values()))


def _parse(line: bytes, where: str) -> _Line:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    try:
        return _Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place!r}: {first['msg']}" if place else first["msg"]
        raise InputError(f"{where}: {message}; evals/gold/README.md tells the format") from None


def _question(given: _Line, article: Article, where: str) -> GoldQuestion:
    if not given.question.strip():
        raise InputError(f"{where}: the question is blank; write one, or remove the line")
    refused = given.kind in _UNANSWERABLE
    for name, strings in (("answers", given.answers), ("evidence", given.evidence)):
        if refused and strings:
            raise InputError(
                f"{where}: a question of kind {given.kind!r} has no {name!r}; empty it, or change the kind"
            )
        if not refused and not strings:
            raise InputError(f"{where}: {name!r} is empty; fill it, or make the kind one of {', '.join(_UNANSWERABLE)}")
    for name, strings in (("answers", given.answers), ("parts", given.parts), ("evidence", given.evidence)):
        for text in strings:
            if not text.strip():
                raise InputError(f"{where}: an empty string in {name!r}; remove it")
    if (given.form == "follow-up") != bool(given.history):
        raise InputError(f"{where}: the form 'follow-up' and a 'history' come together; give both or neither")
    evidence = tuple(place for text in given.evidence for place in _places(text, article, where))
    return GoldQuestion(
        id=given.id,
        question=given.question,
        article=article.id,
        answers=tuple(given.answers),
        evidence=evidence,
        parts=tuple(given.parts),
        history=tuple(given.history),
        language=given.language,
        kind=given.kind,
        form=given.form,
        split=given.split,
    )


def _places(text: str, article: Article, where: str) -> list[Evidence]:
    """Every place where the evidence stands: a caption may be said twice."""
    found = []
    start = article.text.find(text)
    while start >= 0:
        found.append(Evidence(Place(article.id, start, start + len(text)), text))
        start = article.text.find(text, start + 1)
    if not found:
        raise InputError(f"{where}: the evidence {text[:60]!r} is not in {article.id!r}; copy it to the character")
    return found
