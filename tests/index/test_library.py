"""The library: what is indexed once, replaced, removed, refused, and what a killed build leaves behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.encoder import Encoder, Vector
from index.errors import InputError
from index.library import Library

ONE = Article("one", "Oslo er hovedstaden i Norge.\n\nByen har 700 000 innbyggere.\n")
TWO = Article("two", "Bergen er en by på Vestlandet.\n\nDet regner mye i Bergen.\n")


@pytest.fixture
def library(data: Path, encoder: Encoder) -> Library:
    return Library(data / "index", encoder)


def found(library: Library, question: str) -> str:
    generation = library.generation()
    assert generation is not None
    best = generation.search_vectors(library.encoder.read_question(question).whole, 1)[0]
    return str(best.node.metadata["article"])


def test_an_indexed_article_is_found_by_meaning_and_by_words(library: Library) -> None:
    library.add([ONE, TWO])
    generation = library.generation()
    assert generation is not None
    assert found(library, "What is the capital of Norway?") == "one"
    assert generation.search_words("regner", 5)[0][0].startswith("two:")


def test_every_passage_is_the_articles_text_to_the_character(library: Library, seed_article: Article) -> None:
    library.add([seed_article])
    generation = library.generation()
    assert generation is not None
    hits = generation.search_vectors(library.encoder.read_question("våpenhvile").whole, 100)
    assert len(hits) == library.articles()[0].passages
    for hit in hits:
        start, end = hit.node.metadata["start"], hit.node.metadata["end"]
        assert hit.node.get_content() == seed_article.text[start:end]


def test_the_text_is_stored_byte_for_byte(library: Library) -> None:
    odd = Article("odd", "\ufeffTittel\r\n\r\nEn  setning med\u00a0rom. \n\n\n")
    library.add([odd])
    assert library.article("odd").text == odd.text


def test_the_same_article_again_costs_no_embedding(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add([ONE])
    monkeypatch.setattr(Encoder, "encode_passages", lambda *given: pytest.fail("embedded again"))
    assert library.add([ONE]).unchanged == ("one",)


def test_adding_one_article_embeds_only_that_one(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add([ONE])
    embedded: list[str] = []
    real = Encoder.encode_passages

    def spy(self: Encoder, texts: Sequence[str], *rest: Any) -> Vector:
        embedded.extend(texts)
        return real(self, texts, *rest)

    monkeypatch.setattr(Encoder, "encode_passages", spy)
    assert library.add([ONE, TWO]).added == ("two",)
    assert all("Bergen" in text for text in embedded)


def test_a_changed_article_takes_the_place_of_its_old_self(library: Library) -> None:
    library.add([ONE, TWO])
    changed = Article("one", "Tromsø ligger nord for polarsirkelen.\n")
    assert library.add([changed]).replaced == ("one",)
    generation = library.generation()
    assert generation is not None
    assert generation.search_words("hovedstaden", 5) == []
    assert found(library, "Hva ligger nord for polarsirkelen?") == "one"
    assert library.article("one").text == changed.text


def test_a_removed_article_is_found_no_more(library: Library) -> None:
    library.add([ONE, TWO])
    library.remove("two")
    generation = library.generation()
    assert generation is not None
    assert [info.id for info in library.articles()] == ["one"]
    assert generation.search_words("Bergen", 5) == []
    assert found(library, "Bergen er en by på Vestlandet.") == "one"


def test_the_last_article_can_be_removed(library: Library) -> None:
    library.add([ONE])
    library.remove("one")
    generation = library.generation()
    assert generation is not None
    assert library.articles() == []
    assert generation.search_vectors(library.encoder.read_question("Oslo").whole, 5) == []


def test_an_unknown_article_is_named_in_one_line(library: Library) -> None:
    library.add([ONE])
    for act in (library.article, library.remove):
        with pytest.raises(InputError, match=r"no article 'nine'.*kildevis articles"):
            act("nine")


def test_two_articles_of_one_id_are_refused_and_nothing_changes(library: Library) -> None:
    with pytest.raises(InputError, match="'one'"):
        library.add([ONE, Article("one", "Noe annet.")])
    assert library.is_new


def test_an_index_made_with_another_model_is_refused_with_the_command(
    library: Library, data: Path, tmp_path: Path
) -> None:
    library.add([ONE])
    other = Library(data / "index", Encoder(str(tmp_path / "another-model")))
    with pytest.raises(InputError, match="kildevis index --rebuild"):
        other.generation()
    with pytest.raises(InputError, match="kildevis index --rebuild"):
        other.add([TWO])


def test_an_index_of_another_version_is_rebuilt_on_request(library: Library, data: Path, encoder: Encoder) -> None:
    library.add([ONE, TWO])
    current = data / "index" / (data / "index" / "current").read_text()
    manifest = json.loads((current / "manifest.json").read_text())
    manifest["splitter"] = "an older one"
    (current / "manifest.json").write_text(json.dumps(manifest))
    again = Library(data / "index", encoder)
    with pytest.raises(InputError, match="kildevis index --rebuild"):
        again.generation()
    again.rebuild()
    assert found(again, "Hva er hovedstaden i Norge?") == "one"
    assert [info.id for info in again.articles()] == ["one", "two"]


def test_a_reader_sees_what_another_process_indexes(library: Library, data: Path, encoder: Encoder) -> None:
    library.add([ONE])
    assert len(library) == 1
    Library(data / "index", encoder).add([TWO])
    assert len(library) == 2
    assert found(library, "Hvor mye regner det i Bergen?") == "two"


_BUILD = """
import sys
from pathlib import Path
from index.article import Article
from index.encoder import Encoder
from index.library import Library
library = Library(Path(sys.argv[1]), Encoder(cache=Path(sys.argv[2])))
library.encoder.load()
print("ready", flush=True)
for number in range(200):
    library.add([Article("one", f"Oslo er hovedstaden i Norge.\\n\\nUtgave {number} av saken.\\n")])
    print("built", flush=True)
"""


@pytest.fixture
def built(data: Path, cache: Path, encoder: Encoder) -> Path:
    folder = data / "index"
    Library(folder, encoder).add([ONE, TWO])
    return folder


def test_a_build_killed_at_any_moment_leaves_an_index_whole(built: Path, cache: Path, encoder: Encoder) -> None:
    """Ten kills, spread over the time that a build takes; after each one the index answers, old or new."""
    for kill in range(10):
        child = subprocess.Popen(
            [sys.executable, "-c", _BUILD, str(built), str(cache)], stdout=subprocess.PIPE, text=True, env=os.environ
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        assert child.stdout.readline() == "built\n"
        start = time.perf_counter()
        assert child.stdout.readline() == "built\n"
        build_s = time.perf_counter() - start
        # Not waiting for a state: the moment within the build is what is being varied.
        time.sleep(build_s * (kill + 0.5) / 10)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        library = Library(built, encoder)
        assert [info.id for info in library.articles()] == ["one", "two"]
        assert found(library, "Hva er hovedstaden i Norge?") == "one"
        assert found(library, "Hvor regner det mye?") == "two"
        generation = library.generation()
        assert generation is not None
        for article in ("one", "two"):
            text = library.article(article).text
            for hit in generation.search_vectors(encoder.read_question("by").whole, 10):
                if hit.node.metadata["article"] == article:
                    assert hit.node.get_content() in text
    Library(built, encoder).add([Article("three", "Etter alt dette virker det ennå.")])
    assert len(Library(built, encoder)) == 3


def test_a_closed_library_opens_again(library: Library, encoder: Encoder) -> None:
    library.add([ONE])
    vector = encoder.read_question("Hva er hovedstaden?").whole
    before = library.generation()
    assert before is not None
    found = [hit.node.node_id for hit in before.search_vectors(vector, 1)]
    library.close()
    after = library.generation()
    assert after is not None
    assert after is not before
    assert [hit.node.node_id for hit in after.search_vectors(vector, 1)] == found
