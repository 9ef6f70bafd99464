"""Figures in words: what each is called on the page, what it says, and how its value is written."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from evals.figures import Figure

NONE = "–"


@dataclass(frozen=True)
class Wording:
    """A figure's label, and what it says in a line."""

    label: str
    meaning: str


_WORDINGS = {
    "answer.correct": Wording("Correct", "what is shown holds an accepted answer"),
    "answer.correct_cited": Wording("Correct and cited", "an accepted answer, cited to a place that bears it"),
    "answer.em": Wording("Exact match", "the marked words are an accepted answer, to the letter (SQuAD)"),
    "answer.f1": Wording("F1", "words shared by the marked words and an accepted answer (SQuAD)"),
    "answer.sentence_em": Wording("Exact match, first quotation", "the same of the whole first quotation"),
    "answer.sentence_f1": Wording("F1, first quotation", "the same of the whole first quotation"),
    "answer.shown_f1": Wording("F1, all that is shown", "the same of all quotations together"),
    "answer.language": Wording("Language", "answers in the language of the question"),
    "answer.in_language": Wording("Words in the language", "answers in words of the question's language"),
    "answer.chars.p50": Wording("Length", "characters that an answer shows, median"),
    "citation.recall": Wording("Citation recall", "answers with a citation that touches the evidence"),
    "citation.precision": Wording("Citation precision", "citations that touch the evidence"),
    "citation.verbatim": Wording("Verbatim", "quotations that stand in the article, to the character"),
    "abstain.refused": Wording("Refused", "questions without an answer that are refused"),
    "abstain.refused_near": Wording("Near misses refused", "the same where the article speaks of the matter"),
    "abstain.false_refusal": Wording("Refused in error", "questions with an answer that are refused; less is better"),
    "abstain.coverage": Wording("Coverage", "questions that are answered at all"),
    "abstain.risk": Wording("Risk", "wrong ones among the answers given; less is better"),
    "abstain.aurc": Wording("Area under risk-coverage", "mean risk over every coverage; less is better"),
    "confidence.ece": Wording("Calibration error", "how far confidence lies from the share right; less is better"),
    "confidence.ece_given": Wording("Calibration error, answers given", "the same over the answers given"),
    "write.fell_back": Wording("Fell back", "quotations where an answer was to be written; less is better"),
    "write.struck": Wording("Struck", "sentences written that are not borne out, and not shown; less is better"),
    "judge.faithful": Wording("Faithful", "borne out by its quotations, says a language model"),
    "judge.correct": Wording("Correct, judged", "as good as the gold, says a language model"),
    "cost.answers_per_s": Wording("Answers a second", "one after the other"),
    "cost.peak_mb": Wording("Peak memory", "the most that the process held"),
}
_STAGES = {"retrieve": "Retrieval", "read": "Reading", "write": "Writing", "total": "Time to answer"}
_PERCENTILES = {
    "p50": Wording("", "half of the answers are done by then; less is better"),
    "p95": Wording(", p95", "95 of 100 answers are done by then; less is better"),
}
_WORDINGS |= {
    f"latency.{stage}_ms.{percentile}": Wording(label + worded.label, worded.meaning)
    for stage, label in _STAGES.items()
    for percentile, worded in _PERCENTILES.items()
}
_BASELINES = {
    "bm25": "BM25 alone",
    "dense": "Embeddings alone",
    "sentence": "Best sentence",
    "llamaindex": "LlamaIndex, as it comes",
    "txtai": "txtai, hybrid",
}


def wording(name: str) -> Wording:
    """Return the wording of a figure; of one that has none, its name."""
    return _WORDINGS.get(name, Wording(name, ""))


def baseline_label(name: str) -> str:
    """Return what a baseline is called on the page."""
    return _BASELINES.get(name, name)


def value(name: str, number: float | None) -> str:
    """Return a figure's value as it is written, with its unit where it is no share of one."""
    if number is None or not math.isfinite(number):
        return NONE
    name = name.split("/")[0]
    if "_ms." in name:
        return f"{milliseconds(number)} ms"
    if name.endswith("peak_mb"):
        return f"{number:,.0f} MB"
    if name.endswith("per_s"):
        return f"{number:.1f}"
    if ".chars." in name:
        return f"{number:,.0f}"
    return f"{number:.3f}"


def milliseconds(number: float) -> str:
    """Return milliseconds with as many decimals as still say something."""
    return f"{number:,.0f}" if number >= 10 or number == 0 else f"{number:.1f}" if number >= 1 else f"{number:.2f}"


def interval(figure: Figure) -> str:
    """Return a figure's 95% interval, low to high."""
    if figure.low is None or figure.high is None:
        return NONE
    low, high = value(figure.name, figure.low), value(figure.name, figure.high)
    return NONE if NONE in (low, high) else f"{low.partition(' ')[0]}–{high}"


def standfirst(figures: Mapping[str, Figure]) -> list[str]:
    """Return the run in a few sentences, for whoever reads no further."""
    sentences = [
        ("answer.correct_cited", "Of {n} {questions} with an answer, {share} got one that is right and cited."),
        ("abstain.refused", "Of {n} without one, {share} were refused."),
        ("citation.verbatim", "{share} of what it quoted stands in the article to the character."),
    ]
    known = [(figures[name], text) for name, text in sentences if name in figures]
    return [
        text.format(n=figure.n, questions="question" if figure.n == 1 else "questions", share=percent(figure.value))
        for figure, text in known
        if math.isfinite(figure.value)
    ]


def percent(share: float) -> str:
    """Return a share in per cent; never 100 % for what is not all, nor 0 % for what is not nothing."""
    whole = round(100 * share)
    if whole in (0, 100) and share not in (0.0, 1.0):
        return "more than 99 %" if whole else "less than 1 %"
    return f"{whole} %"
