"""Fits the reader's weights on NorQuAD and XQuAD: `python -m assistant.calibrate --data ../shared`.

Two linear models, each a handful of numbers in `weights.json`:

- the sentence model ranks candidate sentences (conditional logit over an article's sentences), fitted on NorQuAD's
  training split and, for English questions on German text, on half of XQuAD's articles;
- the confidence model (logistic regression) says how likely the answer is right, fitted on the same questions and on
  unanswerable ones made of them: the answering sentence cut out; the question asked of a like article and of any other;
  and a near miss, another article's question with a name of this one put in.

The threshold is chosen on NorQuAD's validation split, which neither model is fitted on.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from assistant.features import SENTENCE_FEATURES, Evidence, Floats, answer_features, gather
from assistant.phrases import names
from assistant.reading import PassageReading, Question, read_passages, read_question
from assistant.scoring import WEIGHTS_FILE, choose, confidence_features, expand
from assistant.settings import load_settings
from index.article import Article
from index.encoder import Encoder
from index.passages import split_passages
from index.sentences import Span

_TRAINING_ARTICLES = 330  # half of NorQuAD's: twice as many changed no figure by more than its noise
# The trade: the threshold refuses four in five of the questions asked of another article, and hardly any of NorQuAD's
# answerable ones. Those were written with the text at hand and share its words; of questions in a reader's own words,
# which the articles have in other ones, it then refuses about one in ten.
_WRONG_ARTICLE_REFUSED = 0.8
_KINDS = ("answerable", "cut", "like", "other", "near miss")
# Three questions in four are answerable: what a reader of an article asks. The confidence is calibrated to that.
_MIX = {"answerable": 1.0, "cut": 0.08, "like": 0.08, "other": 0.04, "near miss": 0.15}
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ][\w’'-]+(?: [A-ZÆØÅ][\w’'-]+)*")


@dataclass
class Item:
    """A question asked of an article; `gold` marks the candidates that bear the answer, none for a made negative."""

    made: str
    question: Question
    evidence: Evidence
    gold: Floats


@dataclass
class Source:
    """An article as read, with its questions: (question, spans of its answers)."""

    article: Article
    readings: list[PassageReading]
    asked: list[tuple[Question, list[Span]]]


def norquad(path: Path, articles: int | None = None) -> Iterator[tuple[Article, list[tuple[str, list[Span]]]]]:
    """Yield the articles of a file in SQuAD form with their questions and the spans of the answers."""
    by_text: dict[str, list[tuple[str, list[Span]]]] = {}
    for entry in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in entry["paragraphs"]:
            asked = by_text.setdefault(paragraph["context"], [])
            asked += [(qa["question"], _spans(qa, 0)) for qa in paragraph["qas"]]
    for number, (text, asked) in enumerate(list(by_text.items())[:articles]):
        yield Article(f"{path.stem}-{number}", text), asked


def xquad(passages: Path, questions: Path) -> Iterator[tuple[Article, list[tuple[str, list[Span]]]]]:
    """Yield XQuAD's articles in one language with the same questions in another."""
    asked_in_other = {
        qa["id"]: qa["question"]
        for entry in json.loads(questions.read_text("utf-8"))["data"]
        for paragraph in entry["paragraphs"]
        for qa in paragraph["qas"]
    }
    for number, entry in enumerate(json.loads(passages.read_text("utf-8"))["data"]):
        text, asked = "", []
        for paragraph in entry["paragraphs"]:
            asked += [(asked_in_other[qa["id"]], _spans(qa, len(text))) for qa in paragraph["qas"]]
            text += paragraph["context"] + "\n"
        yield Article(f"xquad-{number}", text), asked


def _spans(qa: dict[str, Any], offset: int) -> list[Span]:
    return [
        Span(offset + a["answer_start"], offset + a["answer_start"] + len(a["text"]))
        for a in qa["answers"]
        if a["text"]
    ]


def read(
    encoder: Encoder, articles: Iterator[tuple[Article, list[tuple[str, list[Span]]]]], crosses: bool
) -> list[Source]:
    """Read articles and questions with the model, once."""
    sources = []
    for article, asked in articles:
        passages = [(node, article) for node in split_passages(article)]
        questions = [(read_question(encoder.read_question(text), text, crosses), spans) for text, spans in asked]
        sources.append(Source(article, read_passages(encoder, passages), questions))
        if len(sources) % 50 == 0:
            print(f"  {len(sources)} articles read", flush=True)
    return sources


def items(encoder: Encoder, sources: list[Source], seed: int = 0) -> Iterator[Item]:
    """Yield each question asked of its own article, and the unanswerable ones made of it."""
    chance = random.Random(seed)
    centres = np.stack([np.mean([r.whole for r in s.readings], axis=0) for s in sources])
    for here, source in enumerate(sources):
        for question, spans in source.asked:
            evidence = gather(question, source.readings)
            gold = np.array(
                [
                    float(any(c.sentence.start < span.end and span.start < c.sentence.end for span in spans))
                    for c in evidence.candidates
                ]
            )
            if gold.any():
                yield Item("answerable", question, evidence, gold)
                if (cut := _without(question, source, gold > 0, evidence)) is not None:
                    yield cut
            likeness = centres @ question.vectors.whole
            likeness[here] = -1
            like = int(np.argsort(-likeness)[chance.randrange(3)])
            other = chance.choice([i for i in range(len(sources)) if i != here])
            for made, where in (("like", like), ("other", other)):
                yield _unanswerable(made, question, sources[where])
            if miss := _near_miss(encoder, question, sources[like], chance):
                yield _unanswerable("near miss", miss, sources[like])


def _unanswerable(made: str, question: Question, source: Source) -> Item:
    evidence = gather(question, source.readings)
    return Item(made, question, evidence, np.zeros(len(evidence.candidates)))


def _without(question: Question, source: Source, gold: Any, evidence: Evidence) -> Item | None:
    cut = {c.sentence.start for c, is_gold in zip(evidence.candidates, gold, strict=True) if is_gold}
    readings = [less for r in source.readings if (less := _less(r, cut)) is not None]
    left = gather(question, readings)
    return Item("cut", question, left, np.zeros(len(left.candidates))) if left.candidates else None


def _less(reading: PassageReading, cut: set[int]) -> PassageReading | None:
    """The reading without the sentences that start at `cut`; None when none is left."""
    kept = [row for row, s in enumerate(reading.sentences) if s.start not in cut]
    if not kept:
        return None
    tokens = [np.split(reading.tokens, reading.first[1:])[row] for row in kept]
    return replace(
        reading,
        sentences=tuple(reading.sentences[row] for row in kept),
        alone=reading.alone[kept],
        within=reading.within[kept],
        tokens=np.concatenate(tokens),
        first=np.cumsum([0, *(len(t) for t in tokens[:-1])]),
    )


def _near_miss(encoder: Encoder, question: Question, source: Source, chance: random.Random) -> Question | None:
    """The question with its name changed for one of this article: the right people, a fact that is not there."""
    name = _NAME.search(question.text)
    text = source.article.text
    counts: dict[str, int] = {}
    for sentence in source.article.sentences:
        for phrase in names(text, Span(sentence.start, sentence.end)):
            counts[text[phrase.start : phrase.end]] = counts.get(text[phrase.start : phrase.end], 0) + 1
    usual = [n for n in sorted(counts, key=lambda n: (-counts[n], n)) if len(n) > 3 and "\n" not in n][:5]
    if name is None or not usual:
        return None
    given = chance.choice(usual)
    if given in question.text:
        return None
    swapped = question.text[: name.start()] + given + question.text[name.end() :]
    return read_question(encoder.read_question(swapped), swapped, question.crosses)


def fit_sentences(data: list[Item], l2: float = 1e-3) -> Floats:
    """Return weights that make the answering sentences likely among their article's (conditional logit)."""
    answerable = [item for item in data if item.gold.any()]
    stacked = np.concatenate([item.evidence.sentences for item in answerable])
    scale = stacked.std(0) + 1e-9
    groups = [(item.evidence.sentences / scale, item.gold > 0) for item in answerable]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = 0.0, np.zeros_like(weights)
        for features, gold in groups:
            scores = features @ weights
            all_of, right = logsumexp(scores), logsumexp(scores[gold])
            total += all_of - right
            gradient += features.T @ np.exp(scores - all_of) - features[gold].T @ np.exp(scores[gold] - right)
        n = len(groups)
        return total / n + l2 * float(weights @ weights), gradient / n + 2 * l2 * weights

    fitted = minimize(loss, np.zeros(len(SENTENCE_FEATURES)), jac=True, method="L-BFGS-B")
    weights: Floats = fitted.x / scale
    return weights


def fit_confidence(
    data: list[Item], sentence_weights: Floats, l2: float = 3e-3
) -> tuple[Floats, Floats, Floats, float]:
    """Return means, scales, weights and bias of the logistic regression that says whether the answer is right."""
    x, y, w = _confidence_data(data, sentence_weights)
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / scale
    w = w / w.sum()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        logit = z @ weights + bias
        total = float(w @ (np.logaddexp(0, logit) - y * logit)) + l2 * float(weights @ weights)
        slope = w * (expit(logit) - y)
        return total, np.append(z.T @ slope + 2 * l2 * weights, slope.sum())

    fitted = minimize(loss, np.zeros(z.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return mean, scale, fitted[:-1], float(fitted[-1])


def _confidence_data(data: list[Item], sentence_weights: Floats) -> tuple[Floats, Floats, Floats]:
    x, y, w = [], [], []
    for item in data:
        scores = item.evidence.sentences @ sentence_weights
        x.append(expand(answer_features(item.question, item.evidence, scores), item.question.crosses))
        y.append(float(item.gold[choose(scores)].any()))
        w.append(_MIX[item.made])
    return np.array(x), np.array(y), np.array(w)


def main() -> None:
    """Fit, write `weights.json`, and print how it does on what it was not fitted on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/ and xquad/")
    data = parser.parse_args().data
    settings = load_settings()
    encoder = Encoder(cache=settings.cache)
    train = read(encoder, norquad(data / "norquad/train.json", _TRAINING_ARTICLES), crosses=False)
    across = read(encoder, xquad(data / "xquad/xquad.de.json", data / "xquad/xquad.en.json"), crosses=True)
    held_out = read(encoder, norquad(data / "norquad/validation.json"), crosses=False)
    fitted_on = [*items(encoder, train), *items(encoder, across[::2])]
    validation, validation_across = list(items(encoder, held_out)), list(items(encoder, across[1::2]))

    sentence_weights = fit_sentences(fitted_on)
    mean, scale, weights, bias = fit_confidence(fitted_on, sentence_weights)

    def confidences(data: list[Item]) -> Floats:
        x, _, _ = _confidence_data(data, sentence_weights)
        return np.asarray(expit((x - mean) / scale @ weights + bias))

    on_validation = confidences(validation)
    elsewhere = np.array([item.made in ("like", "other") for item in validation])
    threshold = float(np.quantile(on_validation[elsewhere], _WRONG_ARTICLE_REFUSED))
    WEIGHTS_FILE.write_text(
        json.dumps(
            {
                "sentence": dict(zip(SENTENCE_FEATURES, sentence_weights.round(4).tolist(), strict=True)),
                "confidence": {
                    "features": confidence_features(),
                    "mean": mean.round(5).tolist(),
                    "scale": scale.round(5).tolist(),
                    "weights": weights.round(5).tolist(),
                    "bias": round(bias, 5),
                },
                "threshold": round(threshold, 3),
            },
            indent=1,
        )
        + "\n",
        "utf-8",
    )
    for name, data_items in (("NorQuAD validation", validation), ("XQuAD en on de, held out", validation_across)):
        _report(name, data_items, sentence_weights, confidences(data_items), threshold)


def _report(name: str, data: list[Item], sentence_weights: Floats, confidence: Floats, threshold: float) -> None:
    ranks, shown, right = [], [], []
    for item in data:
        scores = item.evidence.sentences @ sentence_weights
        chosen = choose(scores)
        right.append(bool(item.gold[chosen].any()))
        if item.gold.any():
            order = list(np.argsort(-scores, kind="stable"))
            ranks.append(min(order.index(i) for i in np.flatnonzero(item.gold)))
            shown.append(len(chosen))
    rank = np.array(ranks)
    hits = ", ".join(f"hit@{k} {np.mean(rank < k):.3f}" for k in (1, 2, 3))
    print(f"{name}: {len(rank)} answerable, {hits}; {np.mean(shown):.2f} sentences shown")
    for made in _KINDS:
        mine = np.array([item.made == made for item in data])
        print(f"  {made}: {mine.sum()} asked, {np.mean(confidence[mine] < threshold):.3f} refused")
    mine = np.array([item.made == "answerable" for item in data])
    calibration = _calibration_error(confidence, np.array(right), np.array([_MIX[item.made] for item in data]))
    print(f"  expected calibration error: {calibration:.3f}")
    print(f"  right of the answerable shown: {np.mean(np.array(right)[mine & (confidence >= threshold)]):.3f}")


def _calibration_error(confidence: Floats, right: Floats, weight: Floats, bins: int = 10) -> float:
    """The mean gap between confidence and accuracy over bins of equal width (ECE, Naeini et al. 2015)."""
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        weight[bin_of == b].sum()
        * abs(
            np.average(confidence[bin_of == b], weights=weight[bin_of == b])
            - np.average(right[bin_of == b], weights=weight[bin_of == b])
        )
        for b in range(bins)
        if (bin_of == b).any()
    ]
    return float(sum(gaps) / weight.sum())


if __name__ == "__main__":
    main()
