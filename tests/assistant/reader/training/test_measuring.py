"""Figures of a reader whose every answer is known, against those worked out by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from assistant.reader.span_model import SpanModel
from assistant.reader.spans import ReadSentence, ScoredSpan
from assistant.reader.training import measuring
from assistant.reader.training.corpora import Corpus, Lessons
from assistant.reader.training.data import Asked, Source
from assistant.reader.training.measuring import measure
from assistant.reader.training.network import Noise, begun
from assistant.reader.windows import Window
from index.article import Article
from index.sentences import Span

NEWS = ["Kari Lie kom.", "Ola Moe dro.", "Per Aas sov."]


MARKED = {"Kari Lie kom.": "Kari Lie", "Ola Moe dro.": "Moe dro", "Per Aas sov.": "sov"}
# Of each question: the span's score and the window's.
OWN = {"1": (5.0, 4.0), "2": (3.0, 2.0), "3": (1.0, 3.0)}
ELSEWHERE = {"1": (0.5, 1.0), "2": (2.0, 2.5), "3": (1.0, 2.2)}


class KnownReader:
    """Marks the words given for an article, with the scores given."""

    def __init__(self, model: object, tokenizer: object) -> None:
        """Take what `SpanReader` takes."""

    def read_all(self, pairs: Sequence[tuple[str, Window]]) -> list[list[ReadSentence]]:
        return [[self._read(question, window)] for question, window in pairs]

    def _read(self, question: str, window: Window) -> ReadSentence:
        text = window.article.text
        marked = MARKED.get(text, "was" if "was" in text else "war")
        at = text.index(marked)
        own = text in NEWS and NEWS[int(question) - 1] == text
        span, answers = (OWN if own else ELSEWHERE).get(question, (0.0, 0.0))
        return ReadSentence(window.article.sentences[0], ScoredSpan(at, at + len(marked), span), answers)


def lessons(
    tuning: Sequence[Source], held_out: Mapping[str, Sequence[Source]], written: Sequence[Source] = ()
) -> Lessons:
    return Lessons({}, Corpus((), {}), tuning, written, held_out)


def source(text: str, answer: str, **questions: str) -> Source:
    at = text.index(answer)
    return Source(Article(text, text), "nb", (Asked(text, questions, (Span(at, at + len(answer)),)),))


@pytest.fixture
def tuning() -> list[Source]:
    answers = ["Kari Lie", "Ola Moe", "Per Aas"]
    return [source(t, a, nb=str(n)) for n, (t, a) in enumerate(zip(NEWS, answers, strict=True), 1)]


@pytest.fixture
def held_out() -> dict[str, list[Source]]:
    return {
        "en": [source("It was Anna.", "Anna", en="Who?"), source("He was there.", "was there", en="Where?")],
        "de": [source("Es war Anna.", "war", en="What?")],
    }


@pytest.fixture
def model(encoder_folder: Path) -> SpanModel:
    return begun("encoder", encoder_folder, Noise(0.0, 0), torch.device("cpu"))


def test_the_figures_are_those_worked_out_by_hand(
    model: SpanModel,
    tokenizer: Tokenizer,
    tuning: list[Source],
    held_out: dict[str, list[Source]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "SpanReader", KnownReader)
    assert measure(model, tokenizer, lessons(tuning, held_out)) == {
        "nb F1": 50.0,  # all of "Kari Lie"; of "Moe dro" one word in two, found one in two; nothing of "Per Aas"
        "nb EM": 33.33,
        # Five percent of the way up own scores: 1, 3, 5 give 1.2; 2, 3, 4 give 2.1.
        "refused elsewhere by span": 66.67,  # 0.5 and 1 of 0.5, 2, 1
        "refused elsewhere by answers": 33.33,  # 1 of 1, 2.5, 2.2
        "en-en F1": 33.33,  # nothing of "Anna"; of "was there" a word, all of what was marked: 2 * 1 * 1/2 / (3/2)
        "en-en EM": 0.0,
        "en-de F1": 100.0,
        "en-de EM": 100.0,
    }


def test_what_was_written_by_hand_is_measured_with_what_the_article_does_not_answer(
    model: SpanModel,
    tokenizer: Tokenizer,
    tuning: list[Source],
    held_out: dict[str, list[Source]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measuring, "SpanReader", KnownReader)
    kari, ola, per = (s.article.text for s in tuning)
    by_hand = [
        source(kari, "Kari Lie", en="1"),  # found whole, 5.0
        source(ola, "Ola Moe", nn="2"),  # "Moe dro" stands partly where the answer does, 3.0
        Source(Article("untold", per), "nb", (Asked("untold", {"nb": "2"}, (), Span(0, len(per))),)),  # scored 2.0
    ]
    figures = measure(model, tokenizer, lessons(tuning, held_out, by_hand))
    told = {name: value for name, value in figures.items() if "written" in name}
    assert told == {
        "written F1": 75.0,
        "written EM": 50.0,
        "written found": 100.0,
        "refused written by span": 100.0,  # 2.0 is below five percent of the way from 3 to 5
        "refused written by answers": 0.0,  # 2.5 is not below that from 2 to 4
    }


def test_every_question_is_asked_of_its_own_article_and_of_another(
    model: SpanModel,
    tokenizer: Tokenizer,
    held_out: dict[str, list[Source]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    class Listening(KnownReader):
        def _read(self, question: str, window: Window) -> ReadSentence:
            asked.append((question, window.article.text))
            return super()._read("1", window)

    monkeypatch.setattr(measuring, "SpanReader", Listening)
    many = [source(f"Her was {n}.", "was", nb=f"Hva {n}?") for n in range(16)]
    measure(model, tokenizer, lessons(many, held_out))
    for n in range(16):
        of = [text for question, text in asked if question == f"Hva {n}?"]
        assert of == [f"Her was {n}.", f"Her was {(n + 2) % 16}."]


def test_the_best_sentence_of_a_long_article_is_found_wherever_it_stands() -> None:
    long = Article("a", " ".join(f"Setning {n} fyller ut med ord som ikke svarer på noe." for n in range(60)))

    class Scoring(KnownReader):
        def read_all(self, pairs: Sequence[tuple[str, Window]]) -> list[list[ReadSentence]]:
            return [
                [
                    ReadSentence(s, ScoredSpan(s.start, s.end, float("Setning 47 " in long.text[s.start : s.end])), 0.0)
                    for s in long.sentences
                    if window.start <= s.start and s.end <= window.end
                ]
                for _, window in pairs
            ]

    (best,) = measuring.best_of(Scoring(None, None), [("Hva?", long)])  # type: ignore[arg-type]
    assert best is not None
    assert long.text[best.span.start : best.span.end].startswith("Setning 47 ")


def test_a_real_network_is_read_with_as_it_was_lent(
    model: SpanModel, tokenizer: Tokenizer, tuning: list[Source], held_out: dict[str, list[Source]]
) -> None:
    figures = measure(model, tokenizer, lessons(tuning, held_out))
    assert all(0 <= value <= 100 for value in figures.values())
    assert not model._forward_hooks
    assert not model._forward_pre_hooks
