"""Exact match and token F1 as SQuAD's evaluation scripts have them."""

import re
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.squad_scores import exact_match, normalize, token_f1

# Words that the rules treat in their own way, among others; gold and prediction shall often share some.
_PIECES = [
    "a",
    "an",
    "the",
    "The",
    "cat",
    "Cat's",
    "ei",
    "katt",
    "1,5",
    "...",
    "-",
    "«katt»",
    "\u00a0",
    "\n",
    "A-B",
    "é",
]
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=6).map(" ".join)


# The official evaluation script for SQuAD v1.1 (Rajpurkar et al. 2016, evaluate-v1.1.py), step by step, as a second
# opinion that shares no line with ours.
def official_normalize(answer: str) -> str:
    lower = answer.lower()
    without_punctuation = "".join(character for character in lower if character not in set(string.punctuation))
    without_articles = re.sub(r"\b(a|an|the)\b", " ", without_punctuation)
    return " ".join(without_articles.split())


def official_f1(prediction: str, gold: str) -> float:
    predicted, wanted = official_normalize(prediction).split(), official_normalize(gold).split()
    same = sum((Counter(predicted) & Counter(wanted)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(predicted), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Eiffel Tower", "eiffel tower"),
        ("an apple, a pear and the plum", "apple pear and plum"),
        ("Theodore ate a-ha", "theodore ate aha"),  # no word of its own
        ("  New\tYork\n City ", "new york city"),
        ("U.S.A.", "usa"),
        ("the a an", ""),
        ("«Norge»", "«norge»"),  # only ASCII punctuation goes
        ("en katt", "en katt"),  # Norwegian articles stay
        ("", ""),
    ],
)
def test_case_punctuation_white_space_and_english_articles_are_dropped(text: str, normal: str) -> None:
    assert normalize(text) == normal


# The metric card of Hugging Face's `squad`, which wraps the official script: 100, 0 and two of three.
@pytest.mark.parametrize(
    ("predictions", "golds", "exact", "f1"),
    [
        (["1976"], ["1976"], 1, 1),
        (["1999"], ["1976"], 0, 0),
        (["1976", "Beyonce", "climate change"], ["1976", "Beyoncé and Bruno Mars", "climate change"], 2 / 3, 2 / 3),
    ],
)
def test_the_published_examples_score_as_published(
    predictions: list[str], golds: list[str], exact: float, f1: float
) -> None:
    pairs = list(zip(predictions, golds, strict=True))
    assert sum(exact_match(p, [g]) for p, g in pairs) / len(pairs) == pytest.approx(exact)
    assert sum(token_f1(p, [g]) for p, g in pairs) / len(pairs) == pytest.approx(f1)


@pytest.mark.parametrize(
    ("prediction", "golds", "exact", "f1"),
    [
        ("the cat", ["A cat."], 1, 1),
        ("the big cat", ["cat"], 0, 2 * (1 / 2) * 1 / (1 / 2 + 1)),
        ("cat cat dog", ["cat dog dog"], 0, 2 / 3),  # each repetition counts once: one cat, one dog
        ("cat cat cat", ["cat"], 0, 1 / 2),
        ("dog cat", ["cat dog"], 0, 1),  # F1 knows no order
        ("bird", ["cat"], 0, 0),
        ("7000 personer", ["7000", "mer enn 7000 personer", "7000 mennesker"], 0, 2 * 1 * (1 / 2) / (1 + 1 / 2)),
        ("cat", ["dog", "the cat"], 1, 1),
        ("", ["cat"], 0, 0),
        ("cat", [""], 0, 0),
        ("", [""], 1, 1),
        ("", [], 1, 1),
        ("cat", [], 0, 0),
        ("the", ["a"], 1, 1),  # nothing is left of either
        ("the", ["cat"], 0, 0),
    ],
)
def test_partial_repeated_empty_and_several_golds_score_as_by_hand(
    prediction: str, golds: list[str], exact: float, f1: float
) -> None:
    assert exact_match(prediction, golds) == exact
    assert token_f1(prediction, golds) == pytest.approx(f1)


@given(texts)
def test_any_text_is_normalized_as_by_the_official_script(text: str) -> None:
    assert normalize(text) == official_normalize(text)


@given(texts, st.lists(texts, min_size=1, max_size=3))
def test_exact_match_is_the_official_scripts(prediction: str, golds: list[str]) -> None:
    official = max(official_normalize(prediction) == official_normalize(gold) for gold in golds)
    assert exact_match(prediction, golds) == official


# Where no token is left, version 2 of the script (2018) departs from version 1: agreement is 1.
@given(texts, st.lists(texts.filter(official_normalize), min_size=1, max_size=3))
def test_f1_is_the_official_scripts(prediction: str, golds: list[str]) -> None:
    assert token_f1(prediction, golds) == pytest.approx(max(official_f1(prediction, gold) for gold in golds))


@given(texts, st.lists(texts, max_size=3))
def test_f1_lies_between_exact_match_and_one(prediction: str, golds: list[str]) -> None:
    assert exact_match(prediction, golds) <= token_f1(prediction, golds) <= 1
