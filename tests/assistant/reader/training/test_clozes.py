"""Clozes: the answer is what was taken out of a sentence, and what is left of it asks."""

import random
import re
from collections.abc import Mapping

import pytest

from assistant.reader.training import clozes
from assistant.reader.training.clozes import ClozeSampler
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import XQUAD_LANGUAGES, Source
from assistant.reader.training.examples import Example
from index.article import Article

CHARS = 300
LANGUAGES = ("nb", *XQUAD_LANGUAGES)


def drawn(corpus: Corpus, draws: int = 1000, seed: int = 0) -> list[Example]:
    sampler = ClozeSampler(corpus.sources, random.Random(seed))
    return [sampler.draw(CHARS) for _ in range(draws)]


def answer_of(example: Example) -> str:
    assert example.answer is not None
    return example.text[slice(*example.answer)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_stands_in_its_window_and_is_whole_words(language: str, corpora: Mapping[str, Corpus]) -> None:
    for example in drawn(corpora[language]):
        if example.answer:
            start, end = example.answer
            assert 0 <= start < end <= len(example.text)
            assert example.text[start:end].strip() == example.text[start:end]
            assert not re.match(r"\w", example.text[end:])
            assert not re.search(r"\w\Z", example.text[:start])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_never_stands_in_its_question(language: str, corpora: Mapping[str, Corpus]) -> None:
    for example in drawn(corpora[language]):
        if example.answer:
            asked = re.findall(r"\w+", example.question.casefold())
            words = re.findall(r"\w+", answer_of(example).casefold())
            assert not any(asked[at : at + len(words)] == words for at in range(len(asked)))


def test_an_answer_that_the_sentence_repeats_is_not_asked_for() -> None:
    text = "Oslo er Oslo, men ingen annen by er som byen ved fjorden der."
    corpus = Corpus([Source(Article("a", text), "nb", ())], {})
    assert "Oslo" not in {answer_of(e) for e in drawn(corpus) if e.answer and "Oslo" in e.question}
    assert any("Oslo" in e.question for e in drawn(corpus))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_made_of_its_sentences_words_and_a_word_that_asks(
    language: str, corpora: Mapping[str, Corpus]
) -> None:
    sentences = [
        s.article.text[sentence.start : sentence.end].casefold()
        for s in corpora[language].sources
        for sentence in s.article.sentences
    ]
    asking = {word for of_kind in clozes._ASKING[language].values() for word in of_kind}
    for example in drawn(corpora[language], 300):
        question = example.question.removesuffix("?").casefold()
        assert any(
            all(word in sentence for word in re.sub(rf"\b{re.escape(words)}\b", "", question, count=1).split())
            for words in asking
            for sentence in sentences
            if words in question
        )


def test_up_to_a_third_have_no_answer_in_their_window(corpora: Mapping[str, Corpus]) -> None:
    found = drawn(corpora["nb"])
    without = [e for e in found if e.answer is None]
    assert {e.made for e in without} == {"cloze unanswered"}
    assert 0.05 < len(without) / len(found) < 0.34


def test_a_window_without_the_answer_does_not_hold_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clozes, "_ANSWERED", 0.0)
    monkeypatch.setattr(clozes, "_KINDS", ("who",))
    monkeypatch.setattr(clozes, "_KIND_WEIGHTS", (1.0,))
    first = "I fjor vant Kari Lie det lange løpet over fjellet."  # the only name, so the only answer
    text = f"{first} {'Ingen vet hvor det endte den gangen. ' * 8}{'Så kom Kari Lie. Det er lenge siden nå. ' * 8}"
    found = drawn(Corpus([Source(Article("a", text), "nb", ())], {}), 100)
    assert all("Kari Lie" not in e.text for e in found)


def test_where_the_answer_recurs_the_window_may_be_there_instead() -> None:
    first = "I fjor vant Per Aas det lange løpet i Bergen etter en kald natt på fjellet."
    again = "Løpet var for langt, sier vinneren Per Aas nå."  # both tell of the race
    text = f"{first} {'Ingen vet hvor det endte den gangen. ' * 12}{again} {'Ingen vet hvor det endte. ' * 12}"
    found = drawn(Corpus([Source(Article("a", text), "nb", ())], {}), 2000)
    told = [e for e in found if e.answer and answer_of(e) == "Per Aas" and "bergen" in e.question.casefold()]
    assert {again in e.text for e in told} == {True, False}
    assert all((again in e.text) != (first in e.text) for e in told)


def test_the_same_seed_draws_the_same_and_another_draws_others(corpora: Mapping[str, Corpus]) -> None:
    assert drawn(corpora["nb"], 100, seed=1) == drawn(corpora["nb"], 100, seed=1)
    assert drawn(corpora["nb"], 100, seed=1) != drawn(corpora["nb"], 100, seed=2)


def test_windows_are_within_the_budget(corpora: Mapping[str, Corpus]) -> None:
    assert CHARS * 0.8 < max(len(e.text) for e in drawn(corpora["nb"])) <= CHARS
