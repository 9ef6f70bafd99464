"""Which libraries are built, and which questions are asked of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.evaluation import Options
from evals.libraries import batches
from evals.questions import WITHOUT_ARTICLE, Batch, GoldQuestion, GoldSet, take
from evals.sampling import sample
from index.article import Article
from index.errors import InputError
from tests.evals.samples import FERRY, evidence, question, unanswered

WORDS = "Bergen Odda Voss Lavik Oppedal Larvik Tromsø".split()
PARTS = [Article(word, f"Ferja til {word} er ny.") for word in WORDS]
DISTRACTOR = Article("distraktor", "Elleve bjørner er merket i Pasvik.")


def about(article: Article, number: int = 0) -> GoldQuestion:
    held = (evidence(article.text, article),)
    return question(id=f"{article.id}-{number}", article=article.id, evidence=held, parts=("ny",))


def gold(articles: int = 4) -> GoldSet:
    """So many articles, with two questions to each, and one more to the first that it does not answer."""
    asked = [about(article, number) for article in PARTS[:articles] for number in range(2)]
    return GoldSet("ferjer", tuple(PARTS[:articles]), (*asked, unanswered(article=PARTS[0].id)))


def ids(batch: Batch) -> list[str]:
    return [article.id for article in batch.articles]


def test_open_every_question_is_asked_of_all_articles() -> None:
    (only,) = batches(gold(), given_passage=False, without_article=False)
    assert only == Batch(gold().articles, gold().questions)


def test_given_its_passage_each_question_is_asked_of_its_article_alone() -> None:
    planned = batches(gold(), given_passage=True, without_article=False)
    assert [ids(batch) for batch in planned] == [[word] for word in WORDS[:4]]
    assert all(question.article in ids(batch) for batch in planned for question in batch.questions)
    assert sum(len(batch.questions) for batch in planned) == len(gold().questions)


def test_given_its_passage_an_article_without_a_question_needs_no_library() -> None:
    asked = take(gold(), gold().questions[:1])
    assert [ids(batch) for batch in batches(asked, given_passage=True, without_article=False)] == [WORDS[:1]]


def test_distractors_are_in_every_open_library() -> None:
    planned = batches(gold(), given_passage=False, without_article=True, distractors=[DISTRACTOR])
    assert len(planned) == 3
    assert all(ids(batch)[-1] == DISTRACTOR.id for batch in planned)


def test_a_distractor_that_is_asked_about_or_comes_twice_is_in_no_library_twice() -> None:
    copy, again = Article("kopi", PARTS[0].text), Article("igjen", DISTRACTOR.text)
    planned = batches(gold(), given_passage=False, without_article=True, distractors=[copy, DISTRACTOR, again])
    for batch in planned:
        texts = [article.text for article in batch.articles]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize("given_passage", [False, True])
@given(articles=st.integers(2, len(PARTS)))
def test_each_answerable_question_is_asked_once_more_where_its_article_is_not(
    given_passage: bool, articles: int
) -> None:
    asked = gold(articles)
    planned = batches(asked, given_passage=given_passage, without_article=True)
    again = [(batch, one) for batch in planned for one in batch.questions if one.kind == WITHOUT_ARTICLE]
    assert sorted(one.id for _, one in again) == sorted(
        f"{one.id}/{WITHOUT_ARTICLE}" for one in asked.questions if one.answerable
    )
    assert all(one.article not in ids(batch) for batch, one in again)


@given(articles=st.integers(2, len(PARTS)))
def test_without_its_article_a_question_has_the_other_half_to_look_in(articles: int) -> None:
    _, *halves = batches(gold(articles), given_passage=False, without_article=True)
    assert sorted(name for half in halves for name in ids(half)) == sorted(WORDS[:articles])
    assert abs(len(ids(halves[0])) - len(ids(halves[1]))) <= 1


def test_without_its_article_a_question_has_no_answer() -> None:
    planned = batches(gold(), given_passage=False, without_article=True)
    again = [one for batch in planned[1:] for one in batch.questions]
    assert again
    assert not any(one.answerable or one.answers or one.parts for one in again)


@pytest.mark.parametrize("given_passage", [False, True])
def test_no_two_questions_of_a_run_have_one_id(given_passage: bool) -> None:
    planned = batches(gold(), given_passage=given_passage, without_article=True)
    asked = [one.id for batch in planned for one in batch.questions]
    assert len(asked) == len(set(asked)) == len(gold().questions) + 8


@pytest.mark.parametrize(("given_passage", "without_article"), [(True, False), (False, True), (True, True)])
def test_one_article_is_too_few_to_tell_apart(given_passage: bool, without_article: bool) -> None:
    alone = GoldSet("ferje", (FERRY,), (question(),))
    with pytest.raises(InputError, match="ferje has one article only; --given-passage and --unanswerable need two"):
        batches(alone, given_passage=given_passage, without_article=without_article)


# --- A sample of the questions


def test_a_sample_is_the_same_questions_in_their_order_each_time() -> None:
    questions = gold(7).questions
    chosen = sample(questions, 5)
    assert chosen == sample(questions, 5) == [one for one in questions if one in chosen]
    assert len(chosen) == 5


def test_a_sample_of_more_than_there_are_is_all_of_them() -> None:
    assert sample(gold().questions, 100) == list(gold().questions)


@pytest.mark.parametrize("size", [0, -1])
def test_a_sample_of_none_is_refused(size: int) -> None:
    with pytest.raises(InputError, match=f"--sample {size}: give a number of questions from 1 on"):
        sample(gold().questions, size)


def test_without_options_all_questions_are_asked_openly() -> None:
    options = Options()
    assert (options.given_passage, options.unanswerable, options.sample, options.judge) == (False, False, None, False)
