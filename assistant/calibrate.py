"""Fits the weights of sentences and of confidence: `python -m assistant.calibrate --data ../shared`.

Two linear models, each a handful of numbers in `weights.json`:

- the sentence model ranks candidate sentences (conditional logit over those read for a question);
- the confidence model (logistic regression) says how likely the answer is right.

Both are fitted on articles that the span reader was not trained on, with questions that they answer and others made of
these that they do not, and on the `dev` questions of our gold set. It reports how fits to four fifths of the articles
do on the rest, where the seed article counts as one.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from assistant.answer_features import answer_features
from assistant.features import SENTENCE_FEATURES, Evidence, Floats
from assistant.logistic import calibration_error, fit_confidence
from assistant.reader.bundled_reader import WEIGHTS_SHA256, bundled_reader
from assistant.reader.sentence_reader import read_evidence
from assistant.reader.spans import SpanReading
from assistant.reader.training.cases import Case, cases_of_norquad, gold_cases, xquad_cases
from assistant.reader.training.data import confidence_and_figures, fit_and_held_out, xquad
from assistant.reader.training.written import QUESTIONS
from assistant.reading import PassageReader, Question, read_question
from assistant.scoring import WEIGHTS_FILE, choose, confidence_features, expand
from assistant.settings import load_settings
from index.article import find_files, read_article
from index.encoder import Encoder
from index.errors import InputError, KildevisError

GOLD = Path("evals/gold/nagorno-karabakh.jsonl")
_FOLDS = 5
# How much each kind of case counts in all. Seven questions in ten are answerable: what a reader of an article asks, and
# a stranger who asks anything first. With less of the latter, English questions about nothing in the article passed.
_MIX = {
    "answerable": 0.10,
    "varied": 0.08,
    "statement": 0.03,
    "open": 0.17,
    "written": 0.22,
    "own": 0.10,
    "elsewhere": 0.03,
    "another article": 0.07,
    "sentence removed": 0.01,
    "words removed": 0.01,
    "name swapped": 0.01,
    "statement swapped": 0.01,
    "number swapped": 0.01,
    "asked swapped": 0.01,
    "borrowed": 0.01,
    "untold": 0.01,
    "written unanswered": 0.09,
    "own near miss": 0.03,
}
# Of a kind, one case in so many is read, as these are many and count little.
_ONE_IN = {"varied": 2, "another article": 2, "elsewhere": 2} | dict.fromkeys(
    (
        "statement",
        "sentence removed",
        "words removed",
        "name swapped",
        "statement swapped",
        "number swapped",
        "asked swapped",
        "borrowed",
        "untold",
    ),
    3,
)
# Confidence below which the assistant abstains. A sentence shown in vain, with its source, costs a glance; an answer
# withheld is lost. Of our `dev` questions .15 would refuse two fewer of those without an answer, and .25 three more and
# four that have one.
_THRESHOLD = 0.18
_TOLD_EVERY = 500  # cases


@dataclass
class Item:
    """A case as read; `gold` marks the candidates that bear the answer, none where nothing answers."""

    case: Case
    group: str
    question: Question
    evidence: Evidence
    gold: Floats


class CaseReader:
    """Reads cases with both models."""

    def __init__(self, encoder: Encoder, spans: SpanReading) -> None:
        self._encoder = encoder
        self._passages = PassageReader(encoder)
        self._spans = spans

    def read(self, case: Case, group: str) -> Item | None:
        """Return the case as read; None where its passages have no sentence."""
        question = read_question(self._encoder.read_question(case.question), case.question, case.crosses)
        evidence = read_evidence(question, self._passages.read_of(case.passages), self._spans)
        gold = np.array([float(case.answered_by(c.article, c.sentence)) for c in evidence.candidates])
        return Item(case, group, question, evidence, gold) if evidence.candidates else None


def fit_sentences(data: Sequence[Item], l2: float = 2e-3) -> Floats:
    """Return weights that make the answering sentences likely among those read (conditional logit)."""
    answerable = [item for item in data if item.gold.any()]
    scale = np.concatenate([item.evidence.sentences for item in answerable]).std(0) + 1e-9
    groups = [
        (item.evidence.sentences / scale, item.gold > 0, weight)
        for item, weight in zip(answerable, shares(answerable), strict=True)
    ]
    n = sum(weight for _, _, weight in groups)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = 0.0, np.zeros_like(weights)
        for features, gold, weight in groups:
            scores = features @ weights
            all_of, right = logsumexp(scores), logsumexp(scores[gold])
            total += weight * (all_of - right)
            gradient += weight * (
                features.T @ np.exp(scores - all_of) - features[gold].T @ np.exp(scores[gold] - right)
            )
        return total / n + l2 * float(weights @ weights), gradient / n + 2 * l2 * weights

    fitted = minimize(loss, np.zeros(len(SENTENCE_FEATURES)), jac=True, method="L-BFGS-B")
    weights: Floats = fitted.x / scale
    return weights


def answers(data: Sequence[Item], sentence_weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the features of answering each item, whether the answer is right, and how much the item counts."""
    x, y = [], []
    for item in data:
        scores = item.evidence.sentences @ sentence_weights
        x.append(expand(answer_features(item.question, item.evidence, scores), item.question.crosses))
        y.append(float(item.gold[choose(scores, item.evidence.sentences)].any()))
    return np.array(x), np.array(y), shares(data)


def shares(data: Sequence[Item]) -> Floats:
    """Return how much each item counts: all those of a kind together as much as `_MIX` has it."""
    counts = Counter(item.case.made for item in data)
    return np.array([_MIX[item.case.made] / counts[item.case.made] for item in data])


def in_folds(data: Sequence[Item], count: int = _FOLDS) -> Iterator[tuple[list[Item], list[Item]]]:
    """Yield (fitted on, left out) pairs; all that is asked of an article is in one fold."""
    groups = sorted({item.group for item in data})
    fold_of = {group: number % count for number, group in enumerate(groups)}
    for fold in range(count):
        yield (
            [item for item in data if fold_of[item.group] != fold],
            [item for item in data if fold_of[item.group] == fold],
        )


def read_cases(
    data: Path, questions: Path, gold: Path, seeds: Path, reader: CaseReader, encoder: Encoder, passages: int
) -> list[Item]:
    """Read the cases of both data sets and of the questions written by hand, and of the gold set the `dev` questions.

    Raises:
        InputError: a file is missing or broken.
    """
    cases = list(cases_of_norquad(data, questions, encoder, passages))
    for language in ("en", "de"):
        cases += xquad_cases(confidence_and_figures(fit_and_held_out(xquad(data / "xquad")[language])[1])[0], "en")
    for article in map(read_article, find_files([seeds])):
        cases += gold_cases(gold, article)
    cases = thinned(cases)
    items = []
    for number, (group, case) in enumerate(cases, 1):
        if (item := reader.read(case, group)) is not None:
            items.append(item)
        if number % _TOLD_EVERY == 0:
            print(f"  {number} of {len(cases)} cases read", flush=True)
    return items


def thinned(cases: Sequence[tuple[str, Case]]) -> list[tuple[str, Case]]:
    """Return the cases without those that `_ONE_IN` leaves out, the rest of a kind spread evenly over all of it."""
    seen: Counter[str] = Counter()
    kept = []
    for group, case in cases:
        if seen[case.made] % _ONE_IN.get(case.made, 1) == 0:
            kept.append((group, case))
        seen[case.made] += 1
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, write `weights.json`, and print how it does on articles left out in turn.

    Returns 0 when done, 2 when the input is at fault, 1 when we are.
    """
    parser = argparse.ArgumentParser(
        prog="python -m assistant.calibrate",
        description=(__doc__ or "").splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/ and xquad/")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="questions written by hand")
    parser.add_argument("--gold", type=Path, default=GOLD, help="gold set about the seed articles; its dev questions")
    given = parser.parse_args(arguments)
    try:
        settings = load_settings()
        encoder = Encoder(cache=settings.cache)
        reader = CaseReader(encoder, bundled_reader(settings.cache / "models"))
        fit_and_write(
            read_cases(given.data, given.questions, given.gold, settings.seeds, reader, encoder, settings.passages)
        )
    except KildevisError as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    return 0


def fit_and_write(items: Sequence[Item]) -> None:
    """Fit to all of the items, and report how fits to a part of them do on the rest."""
    left_out, confidences, right = [], [], []
    for fitted_on, out in in_folds(items):
        sentence_weights = fit_sentences(fitted_on)
        confidence = fit_confidence(*answers(fitted_on, sentence_weights))
        x, y, _ = answers(out, sentence_weights)
        left_out += [(item, item.evidence.sentences @ sentence_weights) for item in out]
        confidences.append(confidence.of(x))
        right.append(y)
    measured, y = np.concatenate(confidences), np.concatenate(right)
    w = shares([item for item, _ in left_out])
    report(left_out, measured, y, w)

    sentence_weights = fit_sentences(items)
    confidence = fit_confidence(*answers(items, sentence_weights))
    WEIGHTS_FILE.write_text(
        json.dumps(
            {
                "reader": WEIGHTS_SHA256,
                "sentence": dict(zip(SENTENCE_FEATURES, sentence_weights.round(4).tolist(), strict=True)),
                "confidence": {
                    "features": confidence_features(),
                    "mean": confidence.mean.round(5).tolist(),
                    "scale": confidence.scale.round(5).tolist(),
                    "weights": confidence.weights.round(5).tolist(),
                    "bias": round(confidence.bias, 5),
                },
                "threshold": _THRESHOLD,
            },
            indent=1,
        )
        + "\n",
        "utf-8",
    )


def report(data: Sequence[tuple[Item, Floats]], confidence: Floats, right: Floats, weight: Floats) -> None:
    """Print, for items left out of the fit, hit rates, refusals and calibration."""
    print(f"threshold {_THRESHOLD}; expected calibration error {calibration_error(confidence, right, weight):.3f}")
    made_of = np.array(
        [f"{item.group.split('-')[0]} {item.case.made} {'across' * item.case.crosses}" for item, _ in data]
    )
    for made in dict.fromkeys(made_of.tolist()):
        mine = np.flatnonzero(made_of == made)
        line = f"  {made}: {len(mine)} asked, {np.mean(confidence[mine] < _THRESHOLD):.3f} refused"
        ranks = [
            min(int(np.sum(scores > scores[i])) for i in np.flatnonzero(item.gold))
            for item, scores in (data[int(i)] for i in mine)
            if item.gold.any()
        ]
        if ranks:
            rank = np.array(ranks)
            line += f", {right[mine].mean():.3f} right, " + ", ".join(
                f"@{k} {np.mean(rank < k):.3f}" for k in (1, 2, 3)
            )
        print(line)


if __name__ == "__main__":
    sys.exit(main())
