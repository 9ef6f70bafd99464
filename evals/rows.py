"""One question's outcome: what was answered, and what that is worth in each figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.answer import Answer, Citation, Language, Mode
from assistant.language import is_another_language
from assistant.reader.squad_scores import exact_match, token_f1
from assistant.trace import Trace
from evals.answer_scores import says
from evals.questions import NEAR_MISS, GoldQuestion, Place
from index.article import Article

Verdict = Literal["right", "right, not cited", "wrong", "refused in error", "refused", "should have refused"]

_MARKER = re.compile(r"\s*\[\d+\]")

# A row's share of a figure: its numerator and its denominator; the figure is the sum of the ones over the other's.
Share = tuple[float, float]


@dataclass(frozen=True)
class BaselineRow:
    """What a baseline made of the question: its shares of the figures, how much it showed, and how long it took."""

    shares: dict[str, Share]
    chars: int
    elapsed_ms: float


@dataclass(frozen=True)
class Row:
    """A question with its answer, scored.

    `attempt` is the answer that would have been given without a threshold, `right` whether that one is right and cited:
    what the confidence claims to foretell. `shares` are those of each figure that the question counts in.
    """

    question: GoldQuestion
    answer: Answer
    attempt: Answer
    right: bool
    verdict: Verdict
    shares: dict[str, Share]
    baselines: dict[str, BaselineRow] = field(default_factory=dict)


def score(question: GoldQuestion, trace: Trace, articles: dict[str, Article], mode: Mode = "quote") -> Row:
    """Score everything but retrieval, which is scored for all questions at once.

    Args:
        question: what was asked, and the gold.
        trace: what came of it.
        articles: by id, those that were asked about; quotes are held against them.
        mode: how the answer was to be made.
    """
    answer, attempt = trace.answer, trace.attempt
    shares: dict[str, Share] = {}
    if question.answerable:
        shares |= _answer_shares(question, answer)
        shares |= _citation_shares(question, answer)
        shares["abstain.false_refusal"] = (float(answer.abstained), 1.0)
    else:
        shares["abstain.refused"] = (float(answer.abstained), 1.0)
        if question.kind == NEAR_MISS:
            shares["abstain.refused_near"] = (float(answer.abstained), 1.0)
    shares["abstain.coverage"] = (float(not answer.abstained), 1.0)
    quoted = [*answer.citations, *answer.related]
    verbatim = sum(c.article in articles and c.quote == articles[c.article].text[c.start : c.end] for c in quoted)
    shares["citation.verbatim"] = (float(verbatim), float(len(quoted)))
    if question.language:
        shares["answer.language"] = (float(answer.language == question.language), 1.0)
    right = is_right(question, attempt)
    if mode == "write":
        shares |= _written_shares(answer)
    if not answer.abstained:
        if question.language in ("nb", "nn", "en"):
            shares["answer.in_language"] = (float(_is_in(question.language, answer)), 1.0)  # type: ignore[arg-type]
        shares["abstain.risk"] = (float(not is_right(question, answer)), 1.0)
    return Row(question, answer, attempt, right, _verdict(question, answer), shares)


def is_right(question: GoldQuestion, answer: Answer) -> bool:
    """Whether the answer says what the gold accepts, and cites a place that bears it."""
    return _says_gold(question, answer) and _touching(question, answer.citations) > 0


def _answer_shares(question: GoldQuestion, answer: Answer) -> dict[str, Share]:
    # An answer without a narrower span is its first quotation; a refusal has said nothing.
    sentence = answer.citations[0].quote if answer.citations else ""
    highlight = (answer.highlight or sentence) if not answer.abstained else ""
    shown = " ".join(c.quote for c in answer.citations)
    return {
        "answer.em": (exact_match(highlight, question.answers), 1.0),
        "answer.f1": (token_f1(highlight, question.answers), 1.0),
        "answer.sentence_em": (exact_match(sentence, question.answers), 1.0),
        "answer.sentence_f1": (token_f1(sentence, question.answers), 1.0),
        "answer.shown_f1": (token_f1(shown, question.answers), 1.0),
        "answer.correct": (float(_says_gold(question, answer)), 1.0),
        "answer.correct_cited": (float(is_right(question, answer)), 1.0),
    }


def _written_shares(answer: Answer) -> dict[str, Share]:
    sentences = answer.draft.sentences if answer.draft else ()
    struck = sum(sentence.why is not None for sentence in sentences)
    shares = {"write.struck": (float(struck), float(len(sentences)))}
    if not answer.abstained:
        shares["write.fell_back"] = (float(answer.mode == "quote"), 1.0)
    return shares


def _is_in(language: Language, answer: Answer) -> bool:
    """Whether the words that answer, our own apart, are in a language; those too few to tell are."""
    quotation = " ".join(citation.quote for citation in answer.citations)
    return not is_another_language(_MARKER.sub("", answer.answer) if answer.mode == "write" else quotation, language)


def _citation_shares(question: GoldQuestion, answer: Answer) -> dict[str, Share]:
    touching = _touching(question, answer.citations)
    return {
        "citation.recall": (float(touching > 0), 1.0),
        "citation.precision": (float(touching), float(len(answer.citations))),
    }


def _says_gold(question: GoldQuestion, answer: Answer) -> bool:
    return question.answerable and not answer.abstained and says(answer.answer, question.answers, question.parts)


def _touching(question: GoldQuestion, citations: Sequence[Citation]) -> int:
    return sum(touches_evidence(question, Place(c.article, c.start, c.end)) for c in citations)


def touches_evidence(question: GoldQuestion, place: Place) -> bool:
    """Whether the place has a character in common with any of the evidence."""
    return any(place.touches(evidence.place) for evidence in question.evidence)


def _verdict(question: GoldQuestion, answer: Answer) -> Verdict:
    if not question.answerable:
        return "refused" if answer.abstained else "should have refused"
    if answer.abstained:
        return "refused in error"
    if is_right(question, answer):
        return "right"
    return "right, not cited" if _says_gold(question, answer) else "wrong"


def relevant_passages(question: GoldQuestion, passages: Sequence[tuple[str, Place]]) -> set[str]:
    """Return the ids of the passages that hold a piece of evidence whole; where none does, of those that touch it."""
    places = [evidence.place for evidence in question.evidence]
    whole = {name for name, place in passages if any(place.holds(one) for one in places)}
    return whole or {name for name, place in passages if any(place.touches(one) for one in places)}
