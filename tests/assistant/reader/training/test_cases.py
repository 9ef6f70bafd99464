"""The cases that confidence is fitted on: each with the passages that would be read for it, and its gold in them."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from assistant.reader.training.cases import Case, gold_cases, norquad_cases, written_cases, xquad_cases
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import Source
from index.article import Article
from index.encoder import Encoder
from index.errors import InputError
from index.library import Library

PASSAGES = 2
ANSWERED = {"answerable", "varied", "open", "statement"}
WHOLE = {"answerable", "varied", "statement", "statement swapped", "name swapped", "number swapped", "borrowed"}


@pytest.fixture(scope="module")
def cases(
    sources: list[Source], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[str, Case]]]:
    """The cases of the made articles by kind, each with the article that it is of."""
    library = Library(tmp_path_factory.mktemp("cases"), encoder)
    library.add([*(source.article for source in sources), Article("copy", sources[0].article.text)])
    found = defaultdict(list)
    for group, case in norquad_cases(sources, library, PASSAGES):
        found[case.made].append((group, case))
    library.close()
    return found


def read(case: Case) -> str:
    return "\n".join(node.text for node, _ in case.passages)


def test_every_kind_of_case_is_made(cases: dict[str, list[tuple[str, Case]]]) -> None:
    assert set(cases) >= ANSWERED | {"elsewhere", "another article", "sentence removed", "words removed", "borrowed"}


def test_those_that_are_answered_have_their_gold_in_their_own_article(
    cases: dict[str, list[tuple[str, Case]]], sources: list[Source]
) -> None:
    texts = {source.article.id: source.article.text for source in sources}
    for made, found in cases.items():
        for group, case in found:
            assert bool(case.gold) == (made in ANSWERED)
            assert all(article == group and texts[group][slice(*span)].strip() for article, span in case.gold)
            assert all((article.id == group) for _, article in case.passages) or made not in WHOLE


def test_the_answer_is_not_in_what_is_read_for_those_without_one(
    cases: dict[str, list[tuple[str, Case]]], sources: list[Source]
) -> None:
    answers = {
        question: source.article.text[slice(*asked.spans[0])]
        for source in sources
        for asked in source.asked
        for question in asked.questions.values()
    }
    assert not any(article.id == group for group, case in cases["elsewhere"] for _, article in case.passages)
    for made in ("sentence removed", "words removed", "elsewhere", "another article"):
        for _, case in cases[made]:
            assert answers[case.question] not in read(case)


def test_what_is_asked_of_a_library_is_read_as_the_assistant_reads(cases: dict[str, list[tuple[str, Case]]]) -> None:
    # Short articles: twice the passages that the settings name fit into few windows.
    assert {len(case.passages) for made in ("open", "elsewhere") for _, case in cases[made]} == {2 * PASSAGES}


def test_cases_are_the_same_for_a_seed(sources: list[Source], encoder: Encoder, tmp_path: Path) -> None:
    library = Library(tmp_path, encoder)
    library.add([source.article for source in sources])
    once, again, other = (
        [(c.made, c.question) for _, c in norquad_cases(sources, library, PASSAGES, seed)] for seed in (0, 0, 1)
    )
    library.close()
    assert once == again != other


def test_an_english_question_crosses_to_a_german_article_and_not_to_an_english_one(corpora: dict[str, Corpus]) -> None:
    groups = []
    for language in ("en", "de"):
        found = list(xquad_cases(corpora[language].sources, "en"))
        assert {case.crosses for _, case in found} == {language != "en"}
        assert {case.made for _, case in found} >= {"answerable", "varied", "another article"}
        groups.append({group for group, _ in found})
    assert groups[0] == groups[1]


def line(**changes: object) -> str:
    given = {
        "split": "dev",
        "kind": "who",
        "question": "Hvem kom?",
        "article": "a",
        "evidence": ["Kari kom."],
    }
    return json.dumps({**given, **changes}, ensure_ascii=False)


def test_of_a_gold_set_the_dev_questions_are_taken_that_rules_do_not_answer(tmp_path: Path) -> None:
    article, file = Article("a", "Kari kom. Ola gikk. Kari kom."), tmp_path / "gold.jsonl"
    file.write_text(
        "\n".join(
            [
                line(),
                line(split="test", question="Hvem gikk?"),
                line(kind="summary", question="Hva handler saken om?"),
                line(article="b", question="Hvem lo?"),
                line(kind="near-miss", question="Hvem lo?", evidence=[]),
                line(question="Who came?"),
                line(question="Hvorfor?", history=[{"role": "user", "content": "Hvem gikk?"}]),
            ]
        ),
        "utf-8",
    )
    found = [case for _, case in gold_cases(file, article)]
    assert [(c.made, c.question, c.crosses) for c in found] == [
        ("own", "Hvem kom?", False),
        ("own near miss", "Hvem lo?", False),
        ("own", "Who came?", True),
        ("own", "Hvorfor? Hvem gikk?", False),
    ]
    assert [article.text[slice(*span)] for _, span in found[0].gold] == ["Kari kom.", "Kari kom."]


@pytest.mark.parametrize("content", [None, "{", '{"split": "dev"}', "[1]"])
def test_a_gold_set_that_cannot_be_read_is_refused_with_one_line(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=str(file)) as caught:
        list(gold_cases(file, Article("a", "Kari kom.")))
    assert "\n" not in str(caught.value)


def test_what_was_written_by_hand_is_asked_of_the_whole_article(written: Corpus) -> None:
    cases = {case.question: case for _, case in written_cases(written.sources)}
    told = {question: (case.made, case.crosses, len(case.gold)) for question, case in cases.items()}
    assert told == {
        "Kven styrer reiarlaget no?": ("written", False, 1),
        "Which town was hit by the storm?": ("written", True, 1),
        "Hvor mange har båten plass til?": ("written unanswered", False, 0),
        "Who sold the museum?": ("written unanswered", True, 0),
    }
    for group, case in written_cases(written.sources):
        (article,) = {article for _, article in case.passages}
        assert article.id == group
        assert case.passages[-1][0].metadata["end"] >= len(article.text) - 1
