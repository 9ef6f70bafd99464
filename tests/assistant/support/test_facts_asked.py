"""The span reader is asked for each fact of a claim, and what it reads is held against that."""

from collections.abc import Sequence

import pytest

from assistant.reader.spans import ReadSentence, ScoredSpan
from assistant.reader.windows import Window
from assistant.support.facts_asked import MOST, ask_facts
from index.article import Article

TEXT = "Mer enn 7000 personer er evakuert. Blinken ringte Pasjinjan tirsdag."


class Reads:
    """A span reader that answers each question with the same words of the first sentence and of the second."""

    def __init__(self, answers: dict[str, float]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[list[ReadSentence]]:
        self.asked.append(question)
        return [[self._read(window, words, score) for words, score in self.answers.items()] for window in windows]

    def _read(self, window: Window, words: str, score: float) -> ReadSentence:
        start = window.article.text.find(words)
        sentence = next(s for s in window.article.sentences if s.start <= start < s.end)
        return ReadSentence(sentence, ScoredSpan(start, start + len(words), score), score)


@pytest.fixture
def window() -> Window:
    article = Article("a", TEXT)
    return Window(article, 0, len(TEXT))


def test_each_fact_is_asked_for_in_its_place(window: Window) -> None:
    reader = Reads({"7000": 5.0})
    ask_facts("Over sju tusen er evakuert, sa Antony Blinken tirsdag.", "nb", "nb", reader, [window])
    assert reader.asked == [
        "Over hvor mange er evakuert, sa Antony Blinken tirsdag?",
        "Over sju tusen er evakuert, sa hvem tirsdag?",
        "Over sju tusen er evakuert, sa Antony Blinken når?",
    ]


def test_english_claims_are_asked_in_english(window: Window) -> None:
    reader = Reads({"7000": 5.0})
    ask_facts("More than 7,000 have been evacuated.", "en", "nb", reader, [window])
    assert reader.asked == ["More than how many have been evacuated?"]


@pytest.mark.parametrize(
    ("claim", "agrees", "differs", "instead"),
    [("Over 7000 er evakuert.", 5.0, 1.0, "Blinken"), ("Over 9000 er evakuert.", -MOST, 5.0, "7000")],
)
def test_what_is_read_agrees_or_differs(
    window: Window, claim: str, agrees: float, differs: float, instead: str
) -> None:
    (asked,) = ask_facts(claim, "nb", "nb", Reads({"7000": 5.0, "Blinken": 1.0}), [window])
    assert (asked.agrees, asked.differs, asked.instead) == (agrees, differs, instead)


def test_a_number_is_read_with_what_stands_around_it(window: Window) -> None:
    (asked,) = ask_facts("Opp til 7000 er evakuert.", "nb", "nb", Reads({"7000": 5.0}), [window])
    assert (asked.agrees, asked.differs) == (-MOST, 5.0)  # "mer enn" is not "opp til"


def test_a_claim_without_a_fact_asks_nothing(window: Window) -> None:
    reader = Reads({"7000": 5.0})
    assert ask_facts("Det er ikke bekreftet.", "nb", "nb", reader, [window]) == []
    assert reader.asked == []
