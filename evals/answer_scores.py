"""Is the answer right? SQuAD's exact match and token F1, and the accepted strings of our own gold sets."""

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_WORD = re.compile(r"[^\W_]+")
_SPACED_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


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


def says(text: str, accepted: Sequence[str], parts: Sequence[str] = ()) -> bool:
    """Whether the text holds one of the accepted strings as whole words, and every one of the parts.

    Case, spacing, the space in "120 000" and a genitive s ("Alijevs") make no difference. False when neither is given.
    """
    words = _words(text)
    return (
        bool(accepted or parts)
        and (not accepted or any(_holds(words, one) for one in accepted))
        and all(_holds(words, part) for part in parts)
    )


def _holds(words: str, one: str) -> bool:
    wanted = _words(one)
    if not wanted.strip():
        return False
    return wanted in words or (wanted[-2].isalpha() and f"{wanted[:-1]}s " in words)


def _close_up(number: re.Match[str]) -> str:
    return re.sub(r"\s", "", number.group())


def _words(text: str) -> str:
    """The words of the text with a space around each, so that one such text within another means whole words of it."""
    found = _WORD.findall(_SPACED_NUMBER.sub(_close_up, text.casefold()))
    return f" {' '.join(found)} "
