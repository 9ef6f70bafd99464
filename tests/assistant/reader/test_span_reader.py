"""The reader finds answers, in the article's own words, however windows are put together to be read."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.reader.span_inputs import MAX_TOKENS
from assistant.reader.span_model import Scores
from assistant.reader.span_reader import _BATCH_TOKENS, SpanReader, _batches
from assistant.reader.spans import ReadSentence
from assistant.reader.windows import Window, windows_around
from index.article import Article
from index.sentences import Span
from index.words import words

NEWS = Article(
    "news",
    "Ny statsminister\n\nNikol Pasjinjan er statsminister i Armenia. Han ble valgt i mai 2018. "
    "Hovedstaden i landet heter Jerevan.",
)
WHERE = "Hva heter hovedstaden?"


def whole(article: Article) -> Window:
    return Window(article, article.sentences[0].start, article.sentences[-1].end)


def windows_of(article: Article, max_chars: int = 800) -> list[Window]:
    return windows_around([(article, Span(0, len(article.text)))], max_chars)


def best(read: list[list[ReadSentence]], article: Article) -> str:
    span = max((one.span for window in read for one in window), key=lambda span: span.score)
    return article.text[span.start : span.end]


def scores(read: list[ReadSentence]) -> list[float]:
    return [score for one in read for score in (one.span.score, one.answers)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hvem er statsminister i Armenia?", "Nikol Pasjinjan"),
        ("Kven er statsminister i Armenia?", "Nikol Pasjinjan"),
        ("Who is the prime minister of Armenia?", "Nikol Pasjinjan"),
        (WHERE, "Jerevan"),
    ],
)
def test_a_plain_question_finds_its_answer(reader: SpanReader, question: str, answer: str) -> None:
    assert best(reader.read(question, [whole(NEWS)]), NEWS) == answer


def test_every_sentence_of_a_window_is_read_in_order(reader: SpanReader) -> None:
    (read,) = reader.read(WHERE, [whole(NEWS)])
    assert [one.sentence for one in read] == list(NEWS.sentences)


def test_nothing_to_read_is_read_as_nothing(reader: SpanReader) -> None:
    assert reader.read(WHERE, []) == []


def test_windows_come_back_in_the_order_given(reader: SpanReader, seed_article: Article) -> None:
    windows = [*sorted(windows_of(seed_article), key=lambda w: -w.start), whole(NEWS)]
    for window, read in zip(windows, reader.read(WHERE, windows), strict=True):
        text = window.article.text
        worded = [s for s in window.sentences if any(char.isalnum() for char in text[s.start : s.end])]
        assert [one.sentence for one in read] == worded


def test_a_window_scores_the_same_alone_as_among_longer_ones(fp32_reader: SpanReader, seed_article: Article) -> None:
    windows = [whole(NEWS), *windows_of(seed_article, 400), *windows_of(seed_article)]
    for window, read in zip(windows, fp32_reader.read(WHERE, windows), strict=True):
        (alone,) = fp32_reader.read(WHERE, [window])
        assert scores(read) == pytest.approx(scores(alone), abs=1e-4)
        assert [one.span.start for one in read] == [one.span.start for one in alone]


def test_of_more_windows_than_a_batch_takes_each_scores_as_it_would_alone(fp32_reader: SpanReader) -> None:
    articles = [Article(f"a{n}", f"{NEWS.text} {f'Tall nummer {n} her. ' * (n % 7)}") for n in range(90)]
    read = fp32_reader.read(WHERE, [whole(article) for article in articles])
    for number in (0, 45, 89):
        (alone,) = fp32_reader.read(WHERE, [whole(articles[number])])
        assert scores(read[number]) == pytest.approx(scores(alone), abs=1e-4)


@given(st.lists(st.floats(10, MAX_TOKENS), max_size=80))
def test_a_batch_has_no_more_than_the_most_tokens_with_its_padding(tokens: list[float]) -> None:
    batches = _batches(tokens)
    assert sorted(number for batch in batches for number in batch) == list(range(len(tokens)))
    assert all(len(batch) * max(tokens[number] for number in batch) <= _BATCH_TOKENS for batch in batches)


def test_each_pair_is_read_for_its_own_question(fp32_reader: SpanReader) -> None:
    asked = ["Hvem er statsminister i Armenia?", WHERE]
    read = fp32_reader.read_all([(question, whole(NEWS)) for question in asked])
    for question, both in zip(asked, read, strict=True):
        (alone,) = fp32_reader.read(question, [whole(NEWS)])
        assert scores(both) == pytest.approx(scores(alone), abs=1e-4)


def test_threads_that_read_at_once_read_as_one(fp32_reader: SpanReader, seed_article: Article) -> None:
    windows = windows_of(seed_article)[:2]
    questions = [f"Hva skjedde {day}?" for day in ("mandag", "tirsdag", "onsdag", "torsdag")]
    alone = [fp32_reader.read(question, windows) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: fp32_reader.read(question, windows), questions))
    for some, same in zip(together, alone, strict=True):
        assert [scores(read) for read in some] == [pytest.approx(scores(read), abs=1e-4) for read in same]


def test_one_thread_reads_at_a_time(fp32_reader: SpanReader, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, forward = 0, 0, fp32_reader.model.forward

    def counted(*inputs: torch.Tensor) -> Scores:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.02)
        read = forward(*inputs)
        inside -= 1
        return read

    monkeypatch.setattr(fp32_reader.model, "forward", counted)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fp32_reader.read(WHERE, [whole(NEWS)]), range(8)))
    assert most == 1


def test_a_long_question_does_not_keep_the_window_from_being_read(reader: SpanReader) -> None:
    (read,) = reader.read("Hva heter hovedstaden, " * 100, [whole(NEWS)])
    assert [one.sentence for one in read] == list(NEWS.sentences)


def test_an_empty_question_is_read(reader: SpanReader) -> None:
    (read,) = reader.read("", [whole(NEWS)])
    assert [one.sentence for one in read] == list(NEWS.sentences)


def test_what_stands_beyond_the_most_tokens_is_not_among_what_was_read(reader: SpanReader) -> None:
    long = Article("long", f"Hun kom.\n{'ord og ' * 600}ord.\nHan gikk.")
    (read,) = reader.read("Hvem kom?", [whole(long)])
    assert [one.sentence for one in read] == list(long.sentences[:2])


def test_the_title_is_no_answer_in_a_window_without_it(reader: SpanReader) -> None:
    titled = Article("a", "Jerevan er hovedstaden i Armenia\n\nI dag er det sol i landet.\n\nDet sier de selv.")
    last = titled.sentences[-1]
    (read,) = reader.read(WHERE, [Window(titled, last.start, last.end)])
    assert [one.sentence for one in read] == [last]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("ab. \n\u0301\u200b\u00ad\0🎉»«")), max_size=60),
    st.text(max_size=20),
)
@example("Cafe\u0301en på «Grünerløkka»\u200b åpnet 🎉 kl. 19.30. \0 Ny.", "hva\0?")
@example("😀\ufe0f. a\n\n\u0301b", "")
def test_every_span_lies_in_its_sentence_and_cuts_no_word_of_it(reader: SpanReader, text: str, question: str) -> None:
    article = Article("odd", text)
    windows = windows_of(article)
    for window, read in zip(windows, reader.read(question, windows), strict=True):
        for one in read:
            sentence, span = one.sentence, one.span
            assert sentence in window.sentences
            assert sentence.start <= span.start < span.end <= sentence.end
            own = text[sentence.start : sentence.end]
            marked = text[span.start : span.end]
            assert marked == marked.strip()
            for word in words(own):
                start, end = sentence.start + word.start, sentence.start + word.end
                assert end <= span.start or span.end <= start or span.start <= start < end <= span.end
