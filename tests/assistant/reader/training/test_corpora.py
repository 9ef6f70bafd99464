"""What is learnt from: the passages near to each question, found once, and articles kept aside."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.reader.training import corpora
from assistant.reader.training.corpora import corpus_of, lessons_in, nearest
from assistant.reader.training.data import XQUAD_LANGUAGES, Asked, Source
from index.article import Article
from index.encoder import Encoder
from index.sentences import Span

SOURCES = [
    Source(Article("a", "Ferja mellom Horten og Moss frakter biler hver dag."), "nb", ()),
    Source(
        Article("b", "Museet i Hamar stenger fordi taket skal byttes ut."),
        "nb",
        (
            Asked("tak", {"nb": "Hvorfor stenger museet?"}, (Span(0, 6),)),
            Asked("ferje", {"nb": "Hva frakter ferja fra Moss?"}, (Span(0, 6),)),
        ),
    ),
]


def test_the_passage_that_is_about_what_is_asked_comes_first(encoder: Encoder) -> None:
    near = nearest(SOURCES, encoder)
    assert near["tak"].tolist() == [[1, 0, 50], [0, 0, 51]]
    assert near["ferje"].tolist() == [[0, 0, 51], [1, 0, 50]]


def test_nothing_is_looked_for_where_nothing_answers(encoder: Encoder) -> None:
    untold = Source(SOURCES[0].article, "nb", (Asked("untold", {"nb": "Hva kostet ferja?"}, (), Span(0, 51)),))
    assert nearest([untold, SOURCES[1]], encoder).keys() == {"tak", "ferje"}


def test_passages_are_looked_for_once(encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = corpus_of(SOURCES, encoder, tmp_path)
    monkeypatch.setattr(corpora, "nearest", lambda sources, encoder: pytest.fail("looked for again"))
    again = corpus_of(SOURCES, encoder, tmp_path)
    assert {name: rows.tolist() for name, rows in again.near.items()} == {
        name: rows.tolist() for name, rows in first.near.items()
    }


def test_other_articles_are_looked_through_anew(encoder: Encoder, tmp_path: Path) -> None:
    corpus_of(SOURCES, encoder, tmp_path)
    swapped = [Source(Article("a", "Ola Moe dro til Bergen."), "nb", ()), SOURCES[1]]
    assert [0, 0, 23] in corpus_of(swapped, encoder, tmp_path).near["ferje"].tolist()


def test_what_was_half_written_is_not_read(encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(file: object, **arrays: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(np, "savez", stopped)
        with pytest.raises(KeyboardInterrupt):
            corpus_of(SOURCES, encoder, tmp_path)
    assert corpus_of(SOURCES, encoder, tmp_path).near["tak"][0].tolist() == [1, 0, 50]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """NorQuAD of 23 articles and XQuAD of eight, in the folder's layout."""

    def entry(name: str, number: int) -> dict[str, Any]:
        text = f"{name} {number} er en tekst."
        answers = [{"text": "en tekst", "answer_start": text.index("en tekst")}]
        qas = [{"id": str(number), "question": f"Hva er {number}?", "answers": answers}]
        return {"paragraphs": [{"context": text, "qas": qas}]}

    def write(path: Path, name: str, count: int) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"data": [entry(name, number) for number in range(count)]}), "utf-8")

    write(tmp_path / "norquad/train.json", "nb", 23)
    for language in XQUAD_LANGUAGES:
        write(tmp_path / f"xquad/xquad.{language}.json", language, 8)
    text = "nb 0 er en tekst."
    told = {"language": "nb", "question": "Hva da?", "answer": None, "words": None, "nearest": [0, len(text)]}
    lines = [json.dumps({"id": f"w{number}", "article": str(number), **told}) for number in (0, 1)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def fake_nearest(sources: list[Source], encoder: Encoder) -> dict[str, NDArray[np.int64]]:
    return {a.id: np.zeros((1, 3), np.int64) for s in sources for a in s.asked}


def test_what_tells_how_well_is_not_learnt_from(data: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpora, "nearest", fake_nearest)
    lessons = lessons_in(data, data / "questions.jsonl", everything=False, encoder=encoder, cache=data)
    learnt = {s.article.text.strip() for corpus in lessons.corpora.values() for s in corpus.sources}
    tuning = {s.article.text for s in lessons.tuning}
    held_out = {language: {s.article.text for s in found} for language, found in lessons.held_out.items()}
    assert len(learnt) == 20 + 4 * 6
    assert tuning == {"nb 0 er en tekst.", "nb 11 er en tekst.", "nb 22 er en tekst."}
    assert held_out == {name: {f"{name} {n} er en tekst." for n in (3, 7)} for name in XQUAD_LANGUAGES}
    assert [a.id for s in lessons.written.sources for a in s.asked] == ["w1"]
    assert [a.id for s in lessons.written_tuning for a in s.asked] == ["w0"]
    assert not learnt & (tuning | set().union(*held_out.values()))


def test_everything_takes_the_tuning_articles_in_and_leaves_xquads_aside(
    data: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpora, "nearest", fake_nearest)
    lessons = lessons_in(data, data / "questions.jsonl", everything=True, encoder=encoder, cache=data)
    assert {s.article.text for s in lessons.tuning} < {s.article.text for s in lessons.corpora["nb"].sources}
    assert all(len(lessons.corpora[name].sources) == 6 for name in XQUAD_LANGUAGES)
