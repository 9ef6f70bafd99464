"""From scores to spans: in every sentence the best one, in whole words of the article."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.reader.spans import MAX_SPAN_TOKENS, best_spans, sentences_of, whole_words
from assistant.reader.windows import Window
from index.article import Article
from index.sentences import Span
from index.words import words

TEXT = "Nikol Pasjinjan leder Armenia. Han ble valgt i 2018, sier NTB."
FIRST, SECOND = Span(0, 30), Span(31, 62)
ODD = st.text(st.sampled_from("aB1æ_.,%«»()-–' \n\u0301\u200b\u200d\u00ad\0🎉é漢"), max_size=60)


class Read:
    """A text as a network might have read it: a token is a word or a mark with the white space before it."""

    def __init__(self, text: str, null: float = 0.0) -> None:
        offsets = [(0, 0), *(m.span() for m in re.finditer(r"\s*(?:\w+|[^\w\s])", text))]
        self.text = text
        self.starts = np.array([-1, *(start for start, _ in offsets[1:])], np.int64)
        self.ends = np.array([-1, *(end for _, end in offsets[1:])], np.int64)
        self.start = np.zeros(len(offsets), np.float32)
        self.end = np.zeros(len(offsets), np.float32)
        self.start[0] = null

    def token(self, word: str) -> int:
        return int(np.flatnonzero(self.starts <= self.text.index(word))[-1])

    def score(self, first: str, last: str, score: float) -> "Read":
        self.start[self.token(first)] += score / 2
        self.end[self.token(last)] += score / 2
        return self

    def cut(self, before: str) -> "Read":
        at = self.token(before)
        self.starts, self.ends, self.start, self.end = (
            part[:at] for part in (self.starts, self.ends, self.start, self.end)
        )
        return self

    def best(self, *sentences: Span) -> list[str | None]:
        return [self.text[s.start : s.end] if s else None for s in self.spans(*sentences)]

    def spans(self, *sentences: Span) -> list[Any]:
        return list(best_spans(self.start, self.end, self.starts, self.ends, self.text, sentences))


def best_by_trying_all(read: Read, sentence: Span) -> float | None:
    """The best score of a sentence, found the slow way."""
    own = [t for t in range(len(read.starts)) if sentence.start < read.ends[t] <= sentence.end]
    scores = [
        float(read.start[i]) + float(read.end[j])
        for i in own
        for j in own
        if i <= j < i + MAX_SPAN_TOKENS and re.search(r"[^\W_]", read.text[read.starts[i] : read.ends[j]])
    ]
    return max(scores) - float(read.start[0] + read.end[0]) if scores else None


def test_the_best_span_of_every_sentence_is_found() -> None:
    read = Read(TEXT).score("Nikol", "Pasjinjan", 5).score("2018", "2018", 3)
    assert read.best(FIRST, SECOND) == ["Nikol Pasjinjan", "2018"]


def test_a_score_is_what_the_span_has_over_no_answer() -> None:
    read = Read(TEXT, null=1.5).score("Nikol", "Pasjinjan", 5).score("2018", "2018", 3)
    assert [span.score for span in read.spans(FIRST, SECOND)] == [3.5, 1.5]


def test_no_span_reaches_from_one_sentence_into_the_next() -> None:
    read = Read(TEXT).score("Armenia", "Han", 9)
    assert read.best(FIRST, SECOND) == ["Armenia", "Han"]


def test_no_span_ends_before_it_begins() -> None:
    read = Read(TEXT).score("leder", "Nikol", 9).score("Armenia", "Armenia", 1)
    (best,) = read.spans(FIRST)
    assert best.score == pytest.approx(5.0)  # the better of the two halves, and half of Armenia


def test_a_span_has_no_more_than_the_most_tokens() -> None:
    text = " ".join(f"ord{number}" for number in range(60))
    read = Read(text).score("ord0", "ord48", 9).score("ord1", "ord48", 1)
    assert read.best(Span(0, len(text))) == [" ".join(f"ord{number}" for number in range(1, 49))]


def test_a_span_of_marks_alone_is_no_answer() -> None:
    read = Read(TEXT).score(".", ".", 9).score("leder", "leder", 1)
    (best,) = read.spans(FIRST)
    assert re.search(r"\w", TEXT[best.start : best.end])


def test_a_sentence_of_marks_alone_has_no_span() -> None:
    assert Read("* * * Han kom.").best(Span(0, 5), Span(6, 14)) == [None, "Han"]


def test_a_sentence_that_was_cut_off_altogether_has_no_span() -> None:
    assert Read(TEXT).cut("Han").best(FIRST, SECOND)[1] is None


def test_a_sentence_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    read = Read(TEXT).score("2018", "2018", 9).score("Han", "valgt", 3).cut("2018")
    assert read.best(FIRST, SECOND)[1] == "Han ble valgt"


def test_a_window_that_was_cut_off_altogether_has_no_spans() -> None:
    assert Read(TEXT).cut("Nikol").best(FIRST, SECOND) == [None, None]


def test_no_sentences_have_no_spans() -> None:
    assert Read(TEXT).best() == []


def test_a_word_that_is_split_into_tokens_is_given_whole() -> None:
    starts, ends = np.array([-1, 0, 5, 9]), np.array([-1, 5, 9, 15])  # "Nikol", " Pas", "jinjan"
    start, end = np.array([0, 0, 4, 0], np.float32), np.array([0, 0, 4, 0], np.float32)
    (best,) = best_spans(start, end, starts, ends, "Nikol Pasjinjan", [Span(0, 15)])
    assert best is not None
    assert (best.start, best.end) == (6, 15)


def test_a_token_that_reaches_over_two_sentences_gives_neither_the_others_words() -> None:
    text, sentences = "Han kom.Hun gikk.", [Span(0, 8), Span(8, 17)]
    starts, ends = np.array([-1, 0, 3, 11]), np.array([-1, 3, 11, 17])  # "Han", " kom.Hun", " gikk."
    found = best_spans(*np.zeros((2, 4), np.float32), starts, ends, text, sentences)
    assert all(
        span is None or (s.start <= span.start < span.end <= s.end) for s, span in zip(sentences, found, strict=True)
    )
    assert found[1] is not None


numbers = st.floats(-8, 8, width=32)


@given(st.data(), st.lists(st.text("ab1.«» ", min_size=1, max_size=90), min_size=1, max_size=4), numbers)
def test_the_best_span_is_the_one_that_trying_all_of_them_finds(
    data: st.DataObject, pieces: Sequence[str], null: float
) -> None:
    pieces = [piece.strip() or "x" for piece in pieces]
    read = Read("\n".join(pieces), null)
    at, sentences = 0, []
    for piece in pieces:
        sentences.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    count = len(read.starts) - 1
    for part in (read.start, read.end):
        part[1:] = data.draw(st.lists(numbers, min_size=count, max_size=count))
    for sentence, span in zip(sentences, read.spans(*sentences), strict=True):
        expected = best_by_trying_all(read, sentence)
        assert (span is None) == (expected is None)
        if span is not None:
            assert span.score == pytest.approx(expected, abs=1e-4)
            assert sentence.start <= span.start < span.end <= sentence.end


@pytest.mark.parametrize(
    ("text", "touched", "whole"),
    [
        ("Han heter Nikol Pasjinjan.", "kol Pasj", "Nikol Pasjinjan"),
        ("Han heter Nikol.", " Nikol.", "Nikol"),
        ("Han heter Nikol.", "Nikol", "Nikol"),
        ("Prisen er 1,5 millioner.", "1", "1,5"),
        ("Prisen er 1,5 millioner.", "5 mill", "1,5 millioner"),
        ("Kampen starter 19.30.", "19", "19.30"),
        ("Det var i 2018. 40 kom.", "2018", "2018"),
        ("Veksten er 30 % i år.", "30 %", "30 %"),
        ("Han sa «kom hit» til oss.", "«kom hit»", "«kom hit»"),
        ("Han sa «kom hit» til oss.", "kom hit", "kom hit"),
        ("Han (61) kom.", "(61)", "(61)"),
        ("– Vi kom, sa han.", "– Vi kom,", "Vi kom"),
        ("Det var −5 grader.", "−5 grader", "−5 grader"),
        ("I Nagorno-Karabakh i går.", "-Karabakh", "Karabakh"),
        ("I Nagorno-Karabakh i går.", "Nagorno-Kara", "Nagorno-Karabakh"),
        ("En cafe\u0301 til.", "cafe", "cafe\u0301"),
        ("En cafe\u0301er til.", "er", "cafe\u0301er"),
        ("Om inte\u00adgrering nå.", "grering", "inte\u00adgrering"),
        ("En 🎉 fest 🎉 nå.", "🎉 fest 🎉", "fest"),
        ("Et\u200bord.", "ord", "ord"),
        ("a\0b", "\0b", "b"),
        ("O'Brien kom.", "O'", "O"),
    ],
)
def test_a_span_is_made_of_whole_words(text: str, touched: str, whole: str) -> None:
    start = text.index(touched)
    span = whole_words(text, start, start + len(touched))
    assert span is not None
    assert text[span.start : span.end] == whole


@pytest.mark.parametrize("text", ["", " ", "…", "«»", "🎉", "\u0301", "\0", "– "])
def test_what_has_no_word_is_no_span(text: str) -> None:
    assert whole_words(text, 0, len(text)) is None


@given(ODD, st.integers(0, 60), st.integers(0, 60))
@example("a.1", 2, 3)
@example("a_1", 0, 1)
def test_no_span_cuts_a_word_or_begins_or_ends_with_white_space(text: str, start: int, end: int) -> None:
    span = whole_words(text, min(start, len(text)), min(end, len(text)))
    if span is not None:
        assert all(
            term.end <= span.start or span.end <= term.start or span.start <= term.start < term.end <= span.end
            for term in words(text)
        )
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        assert whole_words(text, *span) == span


@given(ODD, st.integers(0, 60), st.integers(0, 60))
def test_every_word_that_a_span_touches_is_in_it(text: str, start: int, end: int) -> None:
    span = whole_words(text, min(start, len(text)), min(end, len(text)))
    touched = [m for m in re.finditer(r"[^\W_]", text) if start <= m.start() < end]
    assert bool(touched) <= (span is not None)
    assert all(span is not None and span.start <= m.start() < span.end for m in touched)


def window_of(text: str, start: int = 0) -> tuple[Window, Read]:
    return Window(Article("a", text), start, len(text)), Read(text[start:])


def read_by(window: Window, read: Read, answers: float | None = 0.5) -> list[Any]:
    return list(sentences_of(window, read.start, read.end, read.starts, read.ends, answers))


def test_spans_are_told_in_characters_of_the_article() -> None:
    window, read = window_of(TEXT, 31)
    (one,) = read_by(window, read.score("2018", "2018", 3))
    assert TEXT[one.span.start : one.span.end] == "2018"
    assert (one.sentence.start, one.sentence.end) == SECOND


def test_a_sentence_that_was_not_read_is_left_out() -> None:
    window, read = window_of(TEXT)
    assert [one.sentence.start for one in read_by(window, read.cut("Han"))] == [0]


def test_every_sentence_bears_the_windows_own_score() -> None:
    window, read = window_of(TEXT)
    assert [one.answers for one in read_by(window, read, answers=-2.0)] == [-2.0, -2.0]


def test_where_the_network_has_no_score_of_a_window_its_best_span_tells() -> None:
    window, read = window_of(TEXT)
    read.score("Nikol", "Pasjinjan", 5).score("2018", "2018", 3)
    assert [one.answers for one in read_by(window, read, answers=None)] == [5.0, 5.0]
