"""Windows and examples: whole sentences around a span, within a budget, and the answer where the window says."""

import random

from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.training.data import Source
from assistant.reader.training.examples import example_of, window_around
from assistant.reader.windows import Window
from index.article import Article
from index.sentences import Span

SEEDS = st.integers(0, 10_000).map(random.Random)
TEXT = " ".join(f"Setning {number} står her for seg selv." for number in range(10, 40))
ARTICLE = Article("a", TEXT)
SENTENCE_CHARS = len("Setning 10 står her for seg selv.")


def at(text: str) -> Span:
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


@given(SEEDS, st.integers(10, 39), st.integers(SENTENCE_CHARS, 600))
def test_a_window_is_whole_sentences_around_the_span_within_the_budget(
    chance: random.Random, number: int, max_chars: int
) -> None:
    span = at(f"Setning {number}")
    window = window_around(ARTICLE, span, max_chars, chance)
    assert window is not None
    assert window.start <= span.start < span.end <= window.end
    assert window.end - window.start <= max_chars
    assert window.start in {s.start for s in ARTICLE.sentences}
    assert window.end in {s.end for s in ARTICLE.sentences}


def test_the_span_may_stand_anywhere_in_its_window() -> None:
    span = at("Setning 25")
    windows = [window_around(ARTICLE, span, 6 * SENTENCE_CHARS, random.Random(seed)) for seed in range(300)]
    places = {(span.start - w.start) // SENTENCE_CHARS for w in windows if w}
    assert places == {0, 1, 2, 3, 4}


def test_windows_are_of_many_lengths() -> None:
    windows = [window_around(ARTICLE, at("Setning 25"), 600, random.Random(seed)) for seed in range(300)]
    lengths = {w.end - w.start for w in windows if w}
    assert min(lengths) < 350
    assert max(lengths) > 560


def test_a_sentence_a_little_over_the_budget_makes_a_window_alone() -> None:
    window = window_around(ARTICLE, at("Setning 25"), int(SENTENCE_CHARS / 1.2), random.Random(1))
    assert window is not None
    assert window.text == "Setning 25 står her for seg selv."


def test_a_sentence_far_over_the_budget_makes_none() -> None:
    assert window_around(ARTICLE, at("Setning 25"), SENTENCE_CHARS // 2, random.Random(1)) is None


def test_a_span_outside_of_every_sentence_has_no_window() -> None:
    gap = TEXT.index(" Setning 25")
    assert window_around(ARTICLE, Span(gap, gap + 1), 300, random.Random(1)) is None


def test_an_answer_over_two_sentences_has_both_in_its_window() -> None:
    span = Span(at("Setning 20").start, at("Setning 21").end)
    window = window_around(ARTICLE, span, 3 * SENTENCE_CHARS, random.Random(1))
    assert window is not None
    assert "Setning 20" in window.text
    assert "Setning 21" in window.text


def test_an_examples_answer_counts_from_its_window(sources: list[Source]) -> None:
    article, asked = sources[0].article, sources[0].asked[3]
    last = article.sentences[-2]
    window = Window(article, last.start, len(article.text))
    gold = Span(article.text.index("Ola Moe male"), article.text.index(" male"))
    example = example_of("Hvem?", window, gold, "answered")
    assert example.answer is not None
    assert example.text[slice(*example.answer)] == "Ola Moe"
    assert example.lead == article.title == "Ferja går til Moss"
    assert example_of("Hvem?", window, None, asked.id).answer is None
