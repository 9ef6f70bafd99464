"""Are the words right? SQuAD's exact match and token F1."""

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize(text: str) -> str:
    """Return the text as SQuAD's evaluation script compares it: lower case, no ASCII punctuation, no a/an/the.

    Source: `normalize_answer` of the official script (Rajpurkar et al. 2016), which NorQuAD's published figures use
    too. Norwegian articles and «quotation marks» therefore stay.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(prediction: str, golds: Sequence[str]) -> float:
    """Return 1.0 when the prediction is one of the golds but for what `normalize` drops; no gold is matched by ""."""
    return float(any(normalize(prediction) == normalize(gold) for gold in golds or [""]))


def token_f1(prediction: str, golds: Sequence[str]) -> float:
    """Return the best F1 of shared tokens over the golds, 0..1; no gold, or one without a token, is matched by ""."""
    return max(_f1(normalize(prediction).split(), normalize(gold).split()) for gold in golds or [""])


def _f1(predicted: list[str], gold: list[str]) -> float:
    if not predicted or not gold:
        return float(predicted == gold)
    common = (Counter(predicted) & Counter(gold)).total()
    return 2 * common / (len(predicted) + len(gold)) if common else 0.0
