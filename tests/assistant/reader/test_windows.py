"""Windows hold the passages whole, are of a length that the reader knows, and tell what the article is about."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.reader.windows import MAX_CHARS, WIDER, Window, how_many_fit, windows_around
from index.article import Article
from index.passages import split_passages
from index.sentences import Span

TITLE = "Regjeringen vil bygge ny bane mellom Oslo og Bergen"


def sentence(number: int, chars: int = 100) -> str:
    """A sentence of so many characters."""
    return f"Setning {number} {'x' * (chars - 11 - len(str(number)))}."[:chars] + "."


def article(*lengths: int, name: str = "a", between: str = " ") -> Article:
    """An article of sentences of these lengths."""
    made = Article(name, between.join(sentence(number, chars) for number, chars in enumerate(lengths)))
    assert len(made.sentences) == len(lengths)
    return made


def spans(windows: list[Window]) -> list[tuple[int, int]]:
    return [(window.start, window.end) for window in windows]


@st.composite
def articles_with_passages(draw: st.DrawFn) -> tuple[Article, list[Span]]:
    lengths = draw(st.lists(st.integers(20, 500), min_size=1, max_size=25))
    between = draw(st.sampled_from([" ", "\n", "\n\n"]))
    text = article(*lengths, between=between)
    places = st.integers(0, len(lengths) - 1)
    ranges = draw(st.lists(st.tuples(places, places).map(sorted), min_size=1, max_size=8))
    return text, [Span(text.sentences[first].start, text.sentences[last].end) for first, last in ranges]


@given(articles_with_passages())
def test_every_passage_that_is_not_too_long_lies_whole_in_a_window(case: tuple[Article, list[Span]]) -> None:
    text, passages = case
    windows = windows_around((text, passage) for passage in passages)
    for passage in passages:
        if passage.end - passage.start <= MAX_CHARS:
            assert any(w.start <= passage.start and passage.end <= w.end for w in windows)


@given(articles_with_passages())
def test_every_sentence_of_a_passage_lies_whole_in_a_window(case: tuple[Article, list[Span]]) -> None:
    text, passages = case
    windows = windows_around((text, passage) for passage in passages)
    for s in text.sentences:
        if any(passage.start <= s.start and s.end <= passage.end for passage in passages):
            assert any(window.start <= s.start and s.end <= window.end for window in windows)


@given(articles_with_passages(), st.integers(100, 1000))
def test_a_window_is_of_whole_sentences_and_only_a_single_one_makes_it_too_long(
    case: tuple[Article, list[Span]], max_chars: int
) -> None:
    text, passages = case
    for window in windows_around(((text, passage) for passage in passages), max_chars):
        assert window.start == window.sentences[0].start
        assert window.end == window.sentences[-1].end
        assert len(window.text) <= max_chars or len(window.sentences) == 1


@given(articles_with_passages())
def test_windows_come_in_reading_order_and_none_lies_in_the_next(case: tuple[Article, list[Span]]) -> None:
    text, passages = case
    windows = spans(windows_around((text, passage) for passage in passages))
    assert all(one[0] <= other[0] and one[1] < other[1] for one, other in pairwise(windows))


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
@example("a\0b. \u200b", 0, 5)
@example("e\u0301n. 🎉", 0, 5)
def test_any_text_can_be_read(text: str, start: int, end: int) -> None:
    odd = Article("odd", text)
    touched = [s for s in odd.sentences if s.start < end and s.end > start]
    windows = windows_around([(odd, Span(start, end))])
    assert all(any(w.start <= s.start and s.end <= w.end for w in windows) for s in touched if start < end)
    assert all(window.text == window.text.strip() != "" for window in windows)


def test_nothing_retrieved_is_nothing_to_read() -> None:
    assert windows_around([]) == []


def test_a_passage_without_a_sentence_has_no_window() -> None:
    assert windows_around([(Article("a", "Et ord.\n\n\nTo ord."), Span(8, 9))]) == []


def test_a_passage_that_begins_and_ends_within_sentences_counts_with_all_of_them() -> None:
    text = article(300, 300, 300)
    assert spans(windows_around([(text, Span(350, 700))])) == [(301, 902)]


def test_a_passage_that_stands_alone_is_read_with_what_surrounds_it() -> None:
    text = article(*[100] * 9)
    (window,) = windows_around([(text, Span(404, 504))])
    assert spans([window]) == [(202, 706)]


def test_the_last_passage_is_read_with_what_stands_before_it() -> None:
    text = article(*[100] * 9)
    assert spans(windows_around([(text, Span(808, 908))])) == [(404, 908)]


def test_an_article_shorter_than_a_window_is_read_whole() -> None:
    text = article(80, 90)
    assert spans(windows_around([(text, Span(0, 80))])) == [(0, 171)]


def test_a_sentence_too_long_for_the_window_is_not_read_along() -> None:
    text = article(3000, 100, 3000)
    assert spans(windows_around([(text, Span(3001, 3101))])) == [(3001, 3101)]


def test_a_sentence_longer_than_a_window_makes_one_of_its_own() -> None:
    text = article(100, 3000, 100)
    assert (101, 3101) in spans(windows_around([(text, Span(0, len(text.text)))]))


def test_neighbouring_passages_are_read_together() -> None:
    text = article(*[100] * 9)
    passages = [Span(0, 302), Span(202, 504), Span(404, 706)]
    assert spans(windows_around((text, p) for p in passages)) == [(0, 706)]


def test_passages_with_a_heading_between_them_are_read_together() -> None:
    text = article(250, 40, 250, 250)
    assert len(windows_around([(text, Span(0, 250)), (text, Span(292, 542))])) == 1


def test_passages_far_from_each_other_are_read_apart() -> None:
    text = article(*[100] * 40)
    assert len(windows_around([(text, Span(0, 100)), (text, Span(3030, 3130))])) == 2


def test_short_passages_whose_surroundings_would_be_the_same_are_read_once() -> None:
    text = article(100, 100, 90, 100, 100)
    passages = [Span(0, 100), Span(293, 393)]
    assert len(windows_around((text, p) for p in passages)) == 1


def test_a_long_passage_is_cut_into_windows_that_share_a_sentence() -> None:
    text = article(*[100] * 19)
    windows = windows_around([(text, Span(0, len(text.text)))])
    assert len(windows) == 3
    assert all(len({*one.sentences} & {*other.sentences}) == 1 for one, other in pairwise(windows))


def test_a_long_stretch_is_cut_evenly() -> None:
    text = article(*[100] * 9)
    lengths = [len(window.text) for window in windows_around([(text, Span(0, len(text.text)))])]
    assert lengths == [504, 504]


def test_a_stretch_is_cut_evenly_whatever_else_is_read() -> None:
    text = article(*[100] * 60)
    passages = [Span(0, text.sentences[14].end), Span(text.sentences[40].start, text.sentences[48].end)]
    assert [len(window.text) for window in windows_around((text, p) for p in passages)][-2:] == [504, 504]


def test_the_windows_of_the_seed_article_are_about_equally_long(seed_article: Article) -> None:
    passages = [Span(p.metadata["start"], p.metadata["end"]) for p in split_passages(seed_article)]
    lengths = [len(window.text) for window in windows_around((seed_article, p) for p in passages)]
    assert min(lengths) >= 450
    assert max(lengths) <= MAX_CHARS


def test_each_article_has_windows_of_its_own_in_the_order_they_are_named() -> None:
    one, other = article(100, name="one"), article(100, name="other")
    windows = windows_around([(other, Span(0, 100)), (one, Span(0, 100)), (other, Span(0, 100))])
    assert [window.article.id for window in windows] == ["other", "one"]


@pytest.mark.parametrize("chars", [100, 3000])
def test_the_same_passage_twice_is_read_once(chars: int) -> None:
    text = article(chars, *[100] * 9)
    assert len(windows_around([(text, Span(0, chars))] * 2)) == 1


def test_a_window_out_of_the_middle_is_led_in_by_the_title() -> None:
    text = Article("a", f"{TITLE}\n\n{sentence(1, 300)} {sentence(2, 300)}")
    assert Window(text, text.sentences[1].start, len(text.text)).lead == TITLE


def test_a_window_with_the_title_has_no_lead() -> None:
    text = Article("a", f"Foto: Kari Nordmann / NTB\n\n{TITLE}\n\n{sentence(1, 300)}")
    assert text.title == TITLE
    at = text.text.index(TITLE)
    assert Window(text, at, len(text.text)).lead == ""
    assert Window(text, 0, len(text.text)).lead == ""


def test_a_title_that_is_too_long_is_known_again_in_the_window() -> None:
    text = Article("a", "Regjeringen vil " + "bygge bane og " * 12 + "reise hjem.\n\nI dag skjer det.")
    assert text.title.endswith("…")
    assert Window(text, 0, len(text.text)).lead == ""


def test_a_later_mention_of_the_title_does_not_stand_for_it() -> None:
    text = Article("a", "Oslo\n\nI dag er det sol i hele landet.\n\nOslo har i dag sol.")
    last = text.sentences[-1]
    assert Window(text, last.start, last.end).lead == "Oslo"


def test_more_passages_are_read_while_the_windows_stay_few() -> None:
    text = article(*[300] * 20)
    places = [(text, Span(s.start, s.end)) for s in text.sentences]
    assert how_many_fit(places, 15, len(windows_around(places))) == len(places)
    assert how_many_fit(places, 15, 1) == 15
    assert how_many_fit(places, len(places) + 5, 1) == len(places)
    fitting = how_many_fit(places, 4, 3)
    assert 4 < fitting < 4 * WIDER
    assert len(windows_around(places[:fitting])) <= 3 < len(windows_around(places[: fitting + 1]))
    assert how_many_fit(places, 4, len(places)) == 4 * WIDER
