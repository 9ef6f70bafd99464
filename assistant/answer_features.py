"""Numbers that tell whether the best sentence answers at all: what the confidence is made of."""

import numpy as np

from assistant.details import detail
from assistant.features import MOST, SENTENCE_FEATURES, Evidence, Floats, answering_phrases, share, stems
from assistant.question import PHRASE_KINDS
from assistant.reading import Question
from index.sentences import Span

ANSWER_FEATURES = (
    "probability",  # of the best sentence among the candidates
    "margin",  # of its score to the next one's
    "within",
    "alone",
    "passage",
    "interaction",
    "within_z",
    "interaction_z",
    "kind",
    "detail",  # 1: has the year, age or sum asked for, -1: lacks it, 0: none was asked for
    "words",  # content words in the question
    "covered_sentence",  # shares of the content words, spelling forgiven, in the best sentence,
    "covered_window",  # in it and the one before,
    "covered_all",  # in any candidate
    "names_window",  # the same of the names and numbers only
    "names_all",
    "names",  # how many the question has
    "rest_sentence",  # the same of the other words only: what is asked of those names
    "rest_window",
    "rest_all",
    "soft_sentence",  # shares where a word is also covered by one near to it in meaning
    "soft_window",
    "soft_all",
    "soft_rest_sentence",
    "soft_rest_window",
    "soft_rest_all",
    "soft_worst_window",  # the worst covered word
    "soft_worst_all",
    "span",  # of the best sentence, as above
    "span_share",
    "answers",
    "span_top",  # the best score of any sentence's span
    "span_margin",  # of the best sentence's span to the best other one
    "no_span",  # the share of no answer among all candidates' spans
    "answers_top",  # the best score of any window
    "agrees",  # 1 when the best sentence is also the one of the best span
    "span_kind",  # 1: the span has a phrase of the kind asked for, -1: it has none, 0: any will do
    "span_new",  # share of the span's words that the question does not have
    "span_chars",  # log of its length
    "span_again",  # other sentences whose best span is the same words
)


def answer_features(question: Question, evidence: Evidence, scores: Floats) -> Floats:
    """Return the features, shape (ANSWER_FEATURES,), of answering with the candidate of the highest score."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    weights = np.exp(scores - scores[best])
    sentence = dict(zip(SENTENCE_FEATURES, evidence.sentences[best], strict=True))
    window = [best]
    before = best - 1
    if before >= 0 and evidence.candidates[before].article is evidence.candidates[best].article:
        window.append(before)
    names = np.array([w.is_name for w in question.words], dtype=float)
    rest = 1 - names
    letters, meaning, rarity = evidence.letters, evidence.meaning, evidence.rarity

    def of(coverage: Floats, rows: list[int] | None, mask: Floats | None = None) -> float:
        part = coverage if rows is None else coverage[rows]
        return float(share(part.max(0, keepdims=True), rarity if mask is None else rarity * mask)[0])

    no_words = letters.shape[1] == 0
    return np.array(
        [
            1.0 / weights.sum(),
            float(scores[best] - scores[order[1]]) if len(order) > 1 else 1.0,
            sentence["within"],
            sentence["alone"],
            sentence["passage"],
            sentence["interaction"],
            sentence["within_z"],
            sentence["interaction_z"],
            sentence["kind"],
            detail(question.text, evidence.candidates[best].text),
            len(question.words),
            of(letters, [best]),
            of(letters, window),
            of(letters, None),
            of(letters, window, names),
            of(letters, None, names),
            names.sum(),
            of(letters, [best], rest),
            of(letters, window, rest),
            of(letters, None, rest),
            of(meaning, [best]),
            of(meaning, window),
            of(meaning, None),
            of(meaning, [best], rest),
            of(meaning, window, rest),
            of(meaning, None, rest),
            1.0 if no_words else float(meaning[window].max(0).min()),
            1.0 if no_words else float(meaning.max(0).min()),
            *_span_features(question, evidence, best),
        ]
    )


def _span_features(question: Question, evidence: Evidence, best: int) -> list[float]:
    column = {name: evidence.sentences[:, at] for at, name in enumerate(SENTENCE_FEATURES)}
    scores = column["span"]
    others = np.delete(scores, best)
    candidate, span = evidence.candidates[best], evidence.spans[best]
    text = candidate.article.text
    new, chars, again = 0.0, 0.0, 0
    if span is not None:
        inside = stems(text[span.start : span.end])
        new = float(np.mean([stem not in stems(question.text) for stem in inside])) if inside else 0.0
        chars = float(np.log1p(span.end - span.start))
        again = sum(
            other is not None and stems(c.article.text[other.start : other.end]) == inside
            for row, (c, other) in enumerate(zip(evidence.candidates, evidence.spans, strict=True))
            if row != best and scores[row] > 0
        )
    return [
        float(scores[best]),
        float(column["span_share"][best]),
        float(column["answers"][best]),
        float(scores.max()),
        float(scores[best] - others.max()) if len(others) else MOST,
        float(1 - column["span_share"].sum()),
        float(column["answers"].max()),
        float(scores[best] == scores.max()),
        _span_kind(question, evidence, best),
        new,
        chars,
        float(min(again, 3)),
    ]


def _span_kind(question: Question, evidence: Evidence, best: int) -> float:
    candidate, span = evidence.candidates[best], evidence.spans[best]
    if span is None or question.kind not in PHRASE_KINDS:
        return 0.0
    sentence = Span(candidate.sentence.start, candidate.sentence.end)
    found = answering_phrases(question.text, question.kind, candidate.article.text, sentence)
    return 1.0 if any(p.start < span.end and span.start < p.end for p in found) else -1.0
