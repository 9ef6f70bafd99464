"""Fits the confidence in claims: `python -m assistant.support.fit --data ../shared`, which writes `weights.json`.

It is fitted on claims about articles that neither the span reader nor the support network was taught, and on the `dev`
claims of the suite, and reported on folds of these by article. The suite's `test` claims it does not look at.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.features import Floats
from assistant.logistic import Confidence, calibration_error, fit_confidence
from assistant.reader.bundled_reader import bundled_reader
from assistant.reading import read_passages
from assistant.settings import load_settings
from assistant.support.bundled_support import WEIGHTS_SHA256, bundled_support
from assistant.support.features import SUPPORT_FEATURES, support_features
from assistant.support.holding import Holder
from assistant.support.scoring import WEIGHTS_FILE, expand
from assistant.support.train import ASIDE, CLAIMS
from assistant.support.training.pairs import WrittenClaim, norquad_texts, written_claims
from index.article import Article, find_files, read_article
from index.encoder import Encoder
from index.errors import InputError, KildevisError
from index.passages import split_passages

_FOLDS = 5
# Share of true claims that shall pass. More of them would let more false ones pass too; what does not pass is shown
# with why, and a quotation takes its place.
_PASSED = 0.85
_L2 = 1e-2


@dataclass
class Fitted:
    """Claims as features of shape (claims, features), whether each is true, and its article."""

    x: Floats
    y: Floats
    claims: Sequence[WrittenClaim]


def read_claims(claims: Sequence[tuple[WrittenClaim, Article]], holder: Holder, encoder: Encoder) -> Fitted:
    """Hold each claim against its article."""
    rows = []
    readings = {
        article.id: read_passages(encoder, [(node, article) for node in split_passages(article)])
        for article in dict.fromkeys(article for _, article in claims)
    }
    for claim, article in claims:
        held = holder.hold(claim.sentence, claim.language, readings[article.id])
        if held is not None:
            rows.append((claim, expand(support_features(held), claim.language == "en")))
    return Fitted(
        np.array([features for _, features in rows]),
        np.array([float(claim.supported) for claim, _ in rows]),
        [claim for claim, _ in rows],
    )


def in_folds(fitted: Fitted) -> Floats:
    """Return the confidence in each claim, fitted on the claims about other articles."""
    groups = sorted({claim.article for claim in fitted.claims})
    folds = np.array([groups.index(claim.article) % _FOLDS for claim in fitted.claims])
    confidence = np.zeros(len(fitted.y))
    for fold in range(_FOLDS):
        out = folds == fold
        confidence[out] = _fit(fitted.x[~out], fitted.y[~out]).of(fitted.x[out])
    return confidence


def report(fitted: Fitted, confidence: Floats, threshold: float) -> None:
    """Print how many true claims pass and false ones are caught, by kind."""
    ones = np.ones(len(fitted.y))
    print(
        f"threshold {threshold:.3f}; expected calibration error {calibration_error(confidence, fitted.y, ones):.3f}; "
        f"true ones passed {np.mean(confidence[fitted.y > 0] >= threshold):.3f}, "
        f"false ones caught {np.mean(confidence[fitted.y == 0] < threshold):.3f}"
    )
    kinds = np.array([f"{'true' if c.supported else 'false'} {c.kind}" for c in fitted.claims])
    for kind in sorted(set(kinds.tolist())):
        print(f"  {kind}: {(kinds == kind).sum()}, passed {np.mean(confidence[kinds == kind] >= threshold):.2f}")


def _fit(x: Floats, y: Floats) -> Confidence:
    return fit_confidence(x, y, np.ones(len(y)), _L2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, write `weights.json`, and print how it does on claims left out.

    Returns 0 when done, 2 when the input is at fault, 1 when we are.
    """
    parser = argparse.ArgumentParser(
        prog="python -m assistant.support.fit",
        description=(__doc__ or "").splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/")
    parser.add_argument("--claims", type=Path, default=CLAIMS, help="claims written by hand; those of the split `fit`")
    parser.add_argument("--suite", type=Path, default=ASIDE, help="claims that the figures are of; their `dev` split")
    given = parser.parse_args(arguments)
    try:
        settings = load_settings()
        encoder = Encoder(cache=settings.cache)
        models = settings.cache / "models"
        holder = Holder(encoder, bundled_support(models), bundled_reader(models))
        articles = _articles(given.data, settings.seeds)
        claims = [c for c in written_claims(given.claims) if c.split == "fit"]
        claims += [c for c in written_claims(given.suite) if c.split == "dev"]
        fitted = read_claims([(c, articles[c.article]) for c in claims if c.article in articles], holder, encoder)
    except KildevisError as error:
        print(f"fit: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    confidence = in_folds(fitted)
    threshold = float(np.quantile(confidence[fitted.y > 0], 1 - _PASSED))
    report(fitted, confidence, threshold)
    whole = _fit(fitted.x, fitted.y)
    content = {
        "network": WEIGHTS_SHA256,
        "features": SUPPORT_FEATURES,
        "mean": whole.mean.round(5).tolist(),
        "scale": whole.scale.round(5).tolist(),
        "weights": whole.weights.round(5).tolist(),
        "bias": round(whole.bias, 5),
        "threshold": round(threshold, 4),
    }
    WEIGHTS_FILE.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return 0


def _articles(data: Path, seeds: Path) -> Mapping[str, Article]:
    texts = norquad_texts([data / "norquad/train.json", data / "norquad/validation.json"])
    found = {name: Article(name, text.text) for name, text in texts.items()}
    return found | {article.id: article for article in map(read_article, find_files([seeds]))}


if __name__ == "__main__":
    sys.exit(main())
