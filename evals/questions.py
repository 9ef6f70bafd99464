"""Gold: questions with their right answers, the evidence for these, and the articles that hold it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Turn
from index.article import Article

NEAR_MISS = "near-miss"
WITHOUT_ARTICLE = "without-article"


@dataclass(frozen=True)
class Place:
    """A stretch of an article, `article.text[start:end]`; `article` is its id."""

    article: str
    start: int
    end: int

    def touches(self, other: "Place") -> bool:
        """Whether the two have a character in common."""
        return self.article == other.article and self.start < other.end and other.start < self.end

    def holds(self, other: "Place") -> bool:
        """Whether all of the other lies in this one."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Evidence:
    """A place that bears the answer, with its words."""

    place: Place
    text: str


@dataclass(frozen=True)
class GoldQuestion:
    """A question, and what a right answer is made of.

    `article` is the id of the one that it was written about. `answers` are the accepted strings, any of which makes an
    answer right; each of `parts` must be in it as well. A question without `evidence` is to be refused. `kind` is what
    is asked for, `form` how (misspelt, telegram ...), `split` the part of the gold set; figures are sliced by these.
    """

    id: str
    question: str
    article: str
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    language: str | None = None
    kind: str | None = None
    form: str | None = None
    split: str | None = None

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)

    @property
    def slices(self) -> tuple[str, ...]:
        """The names of the slices that it counts in."""
        return tuple(name for name in (self.language, self.kind, self.form, self.split) if name)


@dataclass(frozen=True)
class GoldSet:
    """Questions, and the articles that they are asked of."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[GoldQuestion, ...]


@dataclass(frozen=True)
class Batch:
    """A library of articles and the questions to ask of it."""

    articles: tuple[Article, ...]
    questions: tuple[GoldQuestion, ...]


def unanswerable(question: GoldQuestion) -> GoldQuestion:
    """Return the question as it is asked of a library without its article: to be refused."""
    return replace(
        question,
        id=f"{question.id}/{WITHOUT_ARTICLE}",
        answers=(),
        evidence=(),
        parts=(),
        kind=WITHOUT_ARTICLE,
    )


def take(gold: GoldSet, questions: Sequence[GoldQuestion]) -> GoldSet:
    """Return the gold set with these of its questions."""
    return replace(gold, questions=tuple(questions))
