"""The project's own gold set: what it holds, that every word of it stands in the article, and that none is in the code.

Failures name questions by their id only: those of the split "test" are not to be read by who mends what they test.
"""

from collections import Counter
from pathlib import Path

import pytest

from evals.gold_files import GOLD, read_gold
from evals.questions import GoldQuestion, Place
from index.article import Article
from index.words import content_words
from tests.conftest import ROOT
from ui.examples import EXAMPLES, SEED_EXAMPLES


class Unseen(list[GoldQuestion]):
    """Questions that pytest does not print when a test of them fails."""

    def __repr__(self) -> str:
        return f"<{len(self)} questions>"


@pytest.fixture(scope="module")
def questions(seed_article: Article) -> Unseen:
    """The gold set over the seed article."""
    return Unseen(read_gold(GOLD, [seed_article]).questions)


@pytest.fixture(scope="module")
def answerable(questions: Unseen) -> Unseen:
    """The questions that the article answers."""
    return Unseen(question for question in questions if question.answerable)


@pytest.fixture(scope="module")
def paraphrases(questions: Unseen) -> Unseen:
    """The questions in other words than the article's."""
    return Unseen(question for question in questions if question.form == "paraphrase")


def test_all_of_it_is_about_the_seed_article(questions: Unseen, seed_article: Article) -> None:
    assert {question.article for question in questions} == {seed_article.id}


def test_it_asks_at_least_160_questions(questions: Unseen) -> None:
    assert len(questions) >= 160


def test_no_question_is_asked_twice_in_the_same_conversation(questions: Unseen) -> None:
    first: dict[tuple[str, ...], str] = {}
    for question in questions:
        asked = (question.question.casefold(), *(turn["content"].casefold() for turn in question.history))
        first.setdefault(asked, question.id)
    assert {question.id for question in questions} - set(first.values()) == set()


def test_each_of_the_three_languages_has_its_share(questions: Unseen) -> None:
    languages = Counter(question.language for question in questions)
    assert set(languages) == {"nb", "nn", "en"}
    assert min(languages.values()) >= 20


def test_at_least_fifty_have_no_answer_and_half_of_these_are_near_misses(questions: Unseen) -> None:
    refused = [question for question in questions if not question.answerable]
    assert len(refused) >= 50
    assert sum(question.kind == "near-miss" for question in refused) >= len(refused) / 2


def test_at_least_fifteen_are_asked_within_a_conversation(questions: Unseen) -> None:
    histories = [[turn["role"] for turn in question.history] for question in questions if question.history]
    assert len(histories) >= 15
    assert all(roles == ["user", "assistant"] * (len(roles) // 2) for roles in histories)


@pytest.mark.parametrize("kind", ["why", "list", "yes-no", "who-said", "when", "how-many", "conflict"])
def test_every_kind_of_question_is_among_them(answerable: Unseen, kind: str) -> None:
    assert sum(question.kind == kind for question in answerable) >= 3


@pytest.mark.parametrize("form", ["misspelt", "telegram", "paraphrase"])
def test_every_form_of_question_is_among_them(answerable: Unseen, form: str) -> None:
    assert sum(question.form == form for question in answerable) >= 3


def test_evidence_is_the_articles_to_the_character(questions: Unseen, seed_article: Article) -> None:
    found = [(question.id, evidence) for question in questions for evidence in question.evidence]
    assert [
        name
        for name, evidence in found
        if seed_article.text[evidence.place.start : evidence.place.end] != evidence.text
    ] == []


def test_every_answer_and_every_part_of_one_stands_in_its_evidence(answerable: Unseen) -> None:
    assert [
        question.id
        for question in answerable
        for said in (*question.answers, *question.parts)
        if not any(said in evidence.text for evidence in question.evidence)
    ] == []


def shared_words(question: GoldQuestion, article: Article) -> list[str]:
    """The content words of the question that the article has too, whatever their form."""
    known = {word.stem for word in content_words(article.text)}
    return [question.question[word.start : word.end] for word in content_words(question.question) if word.stem in known]


def test_a_paraphrase_shares_no_content_word_with_the_article_but_a_name(
    paraphrases: Unseen, seed_article: Article
) -> None:
    assert [
        question.id
        for question in paraphrases
        for word in shared_words(question, seed_article)
        if word[0].islower() or question.question.startswith(word)
    ] == []


def test_half_of_the_paraphrases_share_no_name_either(paraphrases: Unseen, seed_article: Article) -> None:
    assert sum(not shared_words(question, seed_article) for question in paraphrases) >= len(paraphrases) / 2


def test_every_sentence_that_carries_a_fact_is_asked_about(answerable: Unseen, seed_article: Article) -> None:
    facts = [
        Place(seed_article.id, sentence.start, sentence.end)
        for sentence in seed_article.sentences
        if sentence.block.kind in ("paragraph", "caption")
        and any(character.isalpha() for character in seed_article.text[sentence.start : sentence.end])
    ]
    asked = [evidence.place for question in answerable for evidence in question.evidence]
    assert [
        seed_article.text[fact.start : fact.end] for fact in facts if not any(place.touches(fact) for place in asked)
    ] == []


@pytest.fixture(scope="module")
def code() -> str:
    """All that the program is made of, in lower case, but for the questions that the page suggests."""
    paths = [path for folder in ("assistant", "index", "ui") for path in sorted((ROOT / folder).rglob("*"))]
    source = "\n".join(text for text in map(read, paths) if text is not None)
    # Suggested to the user, on the page; no answer is made of them.
    for texts in (*EXAMPLES.values(), *SEED_EXAMPLES.values()):
        for text in texts:
            source = source.replace(f'"{text}"', "")
    return source.casefold()


def read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8") if path.is_file() and "__pycache__" not in path.parts else None
    except UnicodeDecodeError:  # a picture or a font
        return None


def test_no_question_stands_in_the_code(questions: Unseen, code: str) -> None:
    assert [question.id for question in questions if question.question.casefold() in code] == []


def test_no_answer_of_more_than_three_words_stands_in_the_code(answerable: Unseen, code: str) -> None:
    assert [
        question.id
        for question in answerable
        for said in (*question.answers, *question.parts, *(evidence.text for evidence in question.evidence))
        if len(said.split()) > 3 and said.casefold() in code
    ] == []
