"""Fits what tells orders to an assistant from news: `python -m assistant.fit_orders` writes `weights.json`.

It is fitted on sentences written by hand for this, half of them orders and half honest ones that look like these, and
on plain sentences of NorQuAD's training split and XQuAD's English; it is reported on tenths left out of the fit and on
sentences of NorQuAD's validation split. The articles of `evals/injections/articles.jsonl` it does not look at.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.features import Floats
from assistant.logistic import Confidence, fit_confidence
from assistant.reader.training.data import norquad, xquad
from assistant.settings import load_settings
from index.article import Article
from index.encoder import Encoder
from index.errors import InputError, KildevisError
from index.orders.cues import CUES, cues
from index.orders.telling import TOLD, WEIGHTS_FILE

SENTENCES = Path("evals/injections/sentences.jsonl")
_PLAIN = {"norquad": 1600, "xquad": 500, "figures": 1200}  # sentences drawn of each
_SEED = 0
_FOLDS = 10
_L2 = 5e-3


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, write `weights.json`, and print how it does on sentences left out.

    Returns 0 when done, 2 when the input is at fault, 1 when we are.
    """
    parser = argparse.ArgumentParser(
        prog="python -m assistant.fit_orders",
        description=(__doc__ or "").splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/ and xquad/")
    parser.add_argument("--sentences", type=Path, default=SENTENCES, help="sentences written by hand")
    given = parser.parse_args(arguments)
    try:
        encoder = Encoder(cache=load_settings().cache)
        written = _written(given.sentences)
        draw = random.Random(_SEED)
        plain = [
            *draw.sample(_sentences(_articles(given.data / "norquad/train.json")), _PLAIN["norquad"]),
            *draw.sample(_sentences([s.article for s in xquad(given.data / "xquad")["en"]]), _PLAIN["xquad"]),
        ]
        figures = draw.sample(_sentences(_articles(given.data / "norquad/validation.json")), _PLAIN["figures"])
        texts = [*(text for text, _ in written), *plain]
        vectors = np.asarray(encoder.encode_passages(texts), dtype=float)
        x = np.hstack([vectors, cues(texts)])
        aside = np.hstack([np.asarray(encoder.encode_passages(figures), dtype=float), cues(figures)])
    except KildevisError as error:
        print(f"fit: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    y = np.array([*(float(is_order) for _, is_order in written), *(0.0 for _ in plain)])
    told = _in_folds(x, y) >= TOLD
    order, by_hand = y > 0, np.arange(len(y)) < len(written)
    whole = _fit(x, y)
    print(
        f"left out of the fit: {told[order].mean():.3f} of the orders told; in error "
        f"{told[~order & by_hand].mean():.3f} of what looks like them, {told[~by_hand].mean():.4f} of plain sentences, "
        f"{(_log_odds(whole, aside) >= TOLD).mean():.4f} of validation's"
    )
    width = vectors.shape[1]
    both, alone = _plain_weights(whole), _plain_weights(_fit(x[:, width:], y))
    content = {
        "model": encoder.identity,
        "vector": both[0][:width].round(3).tolist(),
        "cues": dict(zip(CUES, both[0][width:].round(3).tolist(), strict=True)),
        "bias": round(both[1], 3),
        "alone": dict(zip(CUES, alone[0].round(3).tolist(), strict=True)),
        "alone_bias": round(alone[1], 3),
    }
    WEIGHTS_FILE.write_text(json.dumps(content) + "\n", "utf-8")
    return 0


def _fit(x: Floats, y: Floats) -> Confidence:
    return fit_confidence(x, y, np.ones(len(y)), _L2)


def _in_folds(x: Floats, y: Floats) -> Floats:
    fold_of = np.arange(len(y)) % _FOLDS
    odds = np.zeros(len(y))
    for fold in range(_FOLDS):
        out = fold_of == fold
        odds[out] = _log_odds(_fit(x[~out], y[~out]), x[out])
    return odds


def _log_odds(fitted: Confidence, x: Floats) -> Floats:
    weights, bias = _plain_weights(fitted)
    odds: Floats = x @ weights + bias
    return odds


def _plain_weights(fitted: Confidence) -> tuple[Floats, float]:
    """The weights and the bias for features as they are, not standardised."""
    weights = fitted.weights / fitted.scale
    return weights, float(fitted.bias - fitted.mean @ weights)


def _written(path: Path) -> list[tuple[str, bool]]:
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        return [(str(line["text"]), bool(line["addressed"])) for line in lines]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); --sentences names the file") from None
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(f"{path}: not sentences with `text` and `addressed` ({error})") from None


def _articles(path: Path) -> list[Article]:
    return [source.article for source in norquad(path)]


def _sentences(articles: Sequence[Article]) -> list[str]:
    return list(dict.fromkeys(article.text[s.start : s.end] for article in articles for s in article.sentences))


if __name__ == "__main__":
    sys.exit(main())
