"""Small articles, questions, answers, rows and runs, made by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import Answer, Citation, Elapsed
from assistant.trace import Trace
from evals.evaluation import Evaluation, Options, Run
from evals.figures import figures
from evals.origin import Origin
from evals.questions import Evidence, GoldQuestion, Place
from evals.rows import Row, score
from index.article import Article

PRICE = "Den elektriske ferja kostet 400 millioner kroner."
CROSSING = "Overfarten tar tjue minutter."
SALE = "Den gamle ferja ble solgt til Hellas."
FERRY = Article("ferje", f"{PRICE}\n\n{CROSSING}\n\n{SALE}\n")


def evidence(text: str, article: Article = FERRY) -> Evidence:
    """The place of the text in the article, which must hold it."""
    start = article.text.index(text)
    return Evidence(Place(article.id, start, start + len(text)), text)


def question(**given: Any) -> GoldQuestion:
    """A question about the price of the ferry, but for what is given."""
    asked = GoldQuestion(
        id="price",
        question="Hva kostet ferja?",
        article=FERRY.id,
        answers=("400 millioner kroner",),
        evidence=(evidence(PRICE),),
        language="nb",
        kind="how-many",
        form="plain",
        split="dev",
    )
    return replace(asked, **given)


def unanswered(**given: Any) -> GoldQuestion:
    """A question that the article does not answer: the right ferry, a fact that is not given."""
    return question(
        **{
            "id": "age",
            "question": "Hvor gammel er ferja?",
            "answers": (),
            "evidence": (),
            "kind": "near-miss",
            **given,
        }
    )


def citation(quote: str, number: int = 1, article: Article = FERRY) -> Citation:
    """A citation of the article, which must hold the quote."""
    start = article.text.index(quote)
    return Citation(number, article.id, article.title, start, start + len(quote), quote, None, None, 0.9)


def answer(*quotes: str, **given: Any) -> Answer:
    """An answer that cites these quotes of the article."""
    citations = tuple(citation(quote, number) for number, quote in enumerate(quotes, start=1))
    said = Answer(
        question="Hva kostet ferja?",
        language="nb",
        mode="quote",
        abstained=False,
        answer=" ".join(f"{c.quote} [{c.number}]" for c in citations),
        highlight=None,
        confidence=0.9,
        citations=citations,
        related=(),
        notice=None,
        elapsed_ms=Elapsed(1.0, 2.0, 3.0, 6.0),
    )
    return replace(said, **given)


def refusal(**given: Any) -> Answer:
    """An answer that abstains."""
    return answer(**{"abstained": True, "answer": "Det svarer ikke artikkelen på.", "confidence": 0.1, **given})


def row(asked: GoldQuestion, given: Answer, attempt: Answer | None = None) -> Row:
    """The question's row when it was answered like that."""
    return score(asked, Trace(given, attempt or given), {FERRY.id: FERRY})


def evaluation(rows: Sequence[Row], **given: Any) -> Evaluation:
    """A run that came to these rows."""
    run = Run(
        id="20260101-120000",
        started="2026-01-01T12:00:00+00:00",
        gold="ferje.jsonl",
        gold_sha256="0" * 64,
        questions=len(rows),
        articles=1,
        options=Options(),
        settings={"language": "nb"},
        model="e5",
        origin=Origin("0.1.0", "abc1234", "3.11.0", "a processor", 2, "float32"),
        seconds=1.5,
    )
    return Evaluation(replace(run, **given), figures(rows), tuple(rows))
