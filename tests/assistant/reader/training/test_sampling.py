"""Examples drawn from articles: answers where they are said to be, and none where there is said to be none."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from assistant.reader.training import sampling
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import Asked, Source
from assistant.reader.training.examples import Example
from assistant.reader.training.sampling import MADE, Sampler
from index.article import Article
from index.sentences import Span

CHARS = 300
DRAWS = 3000


@pytest.fixture(autouse=True)
def as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions keep their form and follow none, so that each can be told; `vary` has tests of its own."""
    monkeypatch.setattr(sampling, "vary", lambda question, language, chance: question)
    monkeypatch.setattr(sampling, "_REWORDED", 0.0)
    monkeypatch.setattr(sampling, "_FOLLOWS", 0.0)


def drawn(
    corpus: Corpus, draws: int = DRAWS, seed: int = 0, answerable: float = 0.5, made: float = 0.5
) -> list[Example]:
    sampler = Sampler(corpus, random.Random(seed), answerable, made)
    return [sampler.draw(CHARS) for _ in range(draws)]


def golds(sources: list[Source]) -> dict[str, tuple[Source, Asked, str]]:
    """What is asked, with its source and its answer."""
    return {
        next(iter(a.questions.values())): (s, a, s.article.text[slice(*a.spans[0])]) for s in sources for a in s.asked
    }


def only(monkeypatch: pytest.MonkeyPatch, made: str) -> None:
    monkeypatch.setattr(sampling, "MADE", {made: 1.0})


def test_the_answer_of_an_example_is_the_gold_text(corpora: Mapping[str, Corpus], sources: list[Source]) -> None:
    told = golds(sources)
    answered = [e for e in drawn(corpora["nb"], answerable=1.0) if e.answer]
    assert len(answered) == DRAWS
    for example in answered:
        assert example.text[slice(*example.answer or ())] == told[example.question][2]


def test_some_windows_that_answer_have_a_gap_too(corpora: Mapping[str, Corpus], sources: list[Source]) -> None:
    told = golds(sources)
    answered = drawn(corpora["nb"], answerable=1.0)
    with_gap = [e for e in answered if e.text not in told[e.question][0].article.text]
    assert 0.05 < len(with_gap) / len(answered) < 0.18
    before = [e for e in with_gap if e.answer and e.text[: e.answer.end] not in told[e.question][0].article.text]
    assert 0.2 < len(before) / len(with_gap) < 0.8


@pytest.mark.parametrize("made", ["sentence removed", "words removed"])
def test_a_window_without_the_answer_does_not_hold_its_words(
    made: str, corpora: Mapping[str, Corpus], sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, made)
    told = golds(sources)
    for example in drawn(corpora["nb"], 500, answerable=0.0, made=1.0):
        assert (example.made, example.answer) == (made, None)
        assert told[example.question][2].casefold() not in example.text.casefold()


def test_the_words_alone_may_be_removed_or_all_of_their_sentence(
    corpora: Mapping[str, Corpus], sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = sources[0].article
    only(monkeypatch, "words removed")
    question = "Når overtok Kari Lie rederiet?"
    words = next(e for e in drawn(corpora["nb"], answerable=0.0, made=1.0) if e.question == question)
    assert "Kari Lie overtok rederiet." in words.text
    only(monkeypatch, "sentence removed")
    sentence = next(e for e in drawn(corpora["nb"], answerable=0.0, made=1.0) if e.question == question)
    assert "Kari Lie overtok" not in sentence.text
    rest = sentence.text
    for s in article.sentences:
        rest = rest.replace(article.text[s.start : s.end], "")
    assert not rest.strip()  # nothing but sentences of the article


@pytest.mark.parametrize("made", ["name swapped", "number swapped", "asked swapped", "borrowed"])
def test_a_near_miss_is_another_question_of_a_window_as_it_stands(
    made: str, corpora: Mapping[str, Corpus], sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, made)
    told = golds(sources)
    for example in drawn(corpora["nb"], 50, answerable=0.0, made=1.0):
        assert (example.made, example.answer) == (made, None)
        assert example.question not in told
        assert any(example.text in s.article.text for s in sources)


def test_a_retrieved_window_is_of_a_passage_that_is_near(corpora: Mapping[str, Corpus], sources: list[Source]) -> None:
    told = golds(sources)
    nearest_only = {name: places[:1] for name, places in corpora["nb"].near.items()}
    source, start, end = next(iter(nearest_only.values()))[0].tolist()
    article = sources[source].article
    for example in drawn(Corpus(sources, nearest_only), 100, answerable=0.0, made=0.0):
        place = article.text.index(example.text)
        assert (example.made, example.answer) == ("retrieved", None)
        assert place < end
        assert place + len(example.text) > start
        assert told[example.question][2] not in example.text


def test_of_what_was_retrieved_the_nearer_is_drawn_more_often() -> None:
    asked = Asked("1", {"nb": "Hvem kom?"}, (Span(0, 4),))
    others = [Source(Article(str(rank), f"Dette er tekst {rank}."), "nb", ()) for rank in range(10)]
    sources = [*others, Source(Article("here", "Kari kom."), "nb", (asked,))]
    near = np.array([(rank, 0, 16) for rank in range(10)])
    found = Counter(int(e.text[-2]) for e in drawn(Corpus(sources, {"1": near}), answerable=0.0, made=0.0))
    assert sorted(found) == list(range(10))
    assert found[0] > found[1] > found[3] > found[6]
    assert (found[0] + found[1]) / DRAWS == pytest.approx(0.5, abs=0.05)


def test_all_ways_not_to_answer_are_drawn(corpora: Mapping[str, Corpus]) -> None:
    assert {e.made for e in drawn(corpora["nb"])} == {"answered", "retrieved", *MADE}


def test_each_question_comes_once_before_any_comes_again(corpora: Mapping[str, Corpus], sources: list[Source]) -> None:
    asked = list(golds(sources))
    questions = [e.question for e in drawn(corpora["nb"], 5 * len(asked), answerable=1.0)]
    rounds = [questions[at : at + len(asked)] for at in range(0, len(questions), len(asked))]
    assert all(sorted(of_round) == sorted(asked) for of_round in rounds)
    assert rounds[0] != rounds[1]


def test_windows_are_within_the_budget(corpora: Mapping[str, Corpus]) -> None:
    longest = max(len(e.text) for e in drawn(corpora["nb"]))
    assert CHARS * 0.8 < longest <= CHARS


def test_the_same_seed_draws_the_same_and_another_draws_others(corpora: Mapping[str, Corpus]) -> None:
    assert drawn(corpora["nb"], 200, seed=1) == drawn(corpora["nb"], 200, seed=1)
    assert drawn(corpora["nb"], 200, seed=1) != drawn(corpora["nb"], 200, seed=2)


def test_the_order_of_sets_in_a_process_changes_no_draw() -> None:
    """Strings are hashed anew in each process, so what is drawn must not follow the order of a set."""
    script = Path(__file__).with_name("draws.py")
    outputs = [
        subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[4])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"Example(") == 400


def test_a_question_is_asked_in_the_language_chosen_a_borrowed_one_too(
    corpora: Mapping[str, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: set[tuple[str, str]] = set()

    def hear(question: str, language: str, chance: random.Random) -> str:
        said.add((question, language))
        return question

    monkeypatch.setattr(sampling, "vary", hear)
    only(monkeypatch, "borrowed")
    sampler = Sampler(corpora["en"], random.Random(1), answerable=0.7, made=1.0)
    made = {sampler.draw(CHARS, lambda asked: "de").made for _ in range(400)}
    assert "borrowed" in made
    assert all(language == "de" and question.startswith(("Wer", "Wann")) for question, language in said)


@pytest.mark.parametrize(("asked_in", "some"), [("en", True), ("de", False)])
def test_what_is_not_told_is_asked_in_the_language_of_the_passage_whose_words_tell(
    asked_in: str, some: bool, corpora: Mapping[str, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "MADE", {"untold": 0.5, "borrowed": 0.5})
    monkeypatch.setattr(sampling, "ask_untold", lambda names, language, chance, text: f"Who is {names[0]}?")
    sampler = Sampler(corpora["en"], random.Random(1), answerable=0.0, made=1.0)
    made = {sampler.draw(CHARS, lambda asked: asked_in).made for _ in range(100)}
    assert ("untold" in made) == some


def test_a_follow_up_has_the_question_before_it_behind(
    corpora: Mapping[str, Corpus], sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "_FOLLOWS", 1.0)
    of = {q: s.article.id for s in sources for a in s.asked for q in a.questions.values()}
    for example in drawn(corpora["nb"], 50, answerable=1.0):
        asked, before = (f"{part}?" for part in example.question.removesuffix("?").split("? "))
        assert of[asked] == of[before]


def test_some_questions_are_put_in_other_words_before_their_form_is_drawn(
    corpora: Mapping[str, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "_REWORDED", 0.3)
    monkeypatch.setattr(sampling, "reword", lambda question, language, chance: f"{question} ({language})")
    monkeypatch.setattr(sampling, "vary", lambda question, language, chance: question.upper())
    questions = [example.question for example in drawn(corpora["nb"])]
    assert all(question == question.upper() for question in questions)
    assert np.mean([question.endswith("(NB)") for question in questions]) == pytest.approx(0.3, abs=0.05)


def test_a_question_without_an_answer_is_read_where_the_article_comes_closest(written: Corpus) -> None:
    untold = {next(iter(a.questions.values())): (s, a.nearest) for s in written.sources for a in s.asked if a.nearest}
    found = [e for e in drawn(written, 400, answerable=1.0) if e.made == "unanswered"]
    assert {e.question for e in found} == set(untold)
    for example in found:
        source, nearest = untold[example.question]
        assert nearest is not None
        assert source.article.text[slice(*nearest)] in example.text
        assert example.answer is None


def test_a_corpus_in_several_languages_borrows_and_follows_in_one(
    written: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "_FOLLOWS", 1.0)
    for example in drawn(written, 400, answerable=0.5, made=1.0):
        english = example.question.casefold().count("who") + example.question.casefold().count("which")
        assert english == (example.question.count("?") if english else 0)


def test_the_forms_that_questions_are_put_in_can_be_others(written: Corpus) -> None:
    sampler = Sampler(
        written, random.Random(0), 1.0, 0.0, lambda question, language, chance: f"{question} ({language})"
    )
    said = {sampler.draw(CHARS).question for _ in range(100)}
    assert {"Kven styrer reiarlaget no? (nn)", "Who sold the museum? (en)"} <= said
