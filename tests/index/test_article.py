"""Reading an article: the text as stored, an id from the file's name, and errors that say what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, article_id, find_files, read_article
from index.errors import InputError


@pytest.mark.parametrize(
    "text",
    ["Hei.\r\nHei igjen.\r\n", "\ufeffHei.", "Hei. \n\n\n", "Hei\u2028der.", "Æ e\u0301 😀 \u202e.", "\tHei\x0b.\x0c"],
)
def test_the_text_is_the_files_to_the_byte(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    assert read_article(path).text == text


def test_the_seed_article_is_the_files_to_the_byte(seed_path: Path, seed_article: Article) -> None:
    assert seed_article.text.encode("utf-8") == seed_path.read_bytes()


def test_the_seed_articles_title_is_its_first_sentence_cut_at_a_word(seed_article: Article) -> None:
    assert seed_article.title.startswith("De armenske separatistene i Nagorno Karabakh har gått med på en våpenhvile")
    assert seed_article.title.endswith(" …")
    assert seed_article.title.removesuffix(" …") + " " in seed_article.text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Våpenhvile i Karabakh\n\nDet er slutt.", "Våpenhvile i Karabakh"),
        ("Våpenhvile i Karabakh\n\nDet er slutt.", "Våpenhvile i Karabakh"),
        ("Det er slutt. Og så begynte det.", "Det er slutt"),
        ("Foto: AP", "id"),
        (".A", "A"),
        ("# ...\n\nDet regner.", "Det regner"),
        ("– " + "a" * 100, "– " + "a" * 88 + " …"),
    ],
)
def test_the_title_is_the_heading_or_the_first_sentence_or_the_id(text: str, title: str) -> None:
    assert Article("id", text).title == title


@given(st.text())
def test_every_article_has_a_title_of_one_line(text: str) -> None:
    title = Article("id", text).title
    assert title.strip()
    assert "\n" not in title
    assert len(title) <= 95


@given(st.text())
def test_sentences_lie_within_their_blocks_and_in_order(text: str) -> None:
    at = 0
    for sentence in Article("id", text).sentences:
        assert sentence.block.start <= sentence.start < sentence.end <= sentence.block.end
        assert at <= sentence.start
        at = sentence.end


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("000_6c5014cf17e20e50.txt", "000_6c5014cf17e20e50"),
        ("Blåbær og øl.md", "Blåbær-og-øl"),
        ("a.b.c.txt", "a-b-c"),
        ("....txt", "article"),
        ("<script>.md", "script"),
        ("a\nb.md", "a-b"),
    ],
)
def test_an_id_is_the_files_name_in_letters_digits_and_dashes(name: str, expected: str) -> None:
    assert article_id(Path(name)) == expected


@given(st.text(min_size=1).filter(lambda name: "\0" not in name and "/" not in name))
def test_an_id_never_names_another_folder(name: str) -> None:
    made = article_id(Path(name))
    assert made
    assert not set("./\\ \n") & set(made)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "only .txt, .md, .markdown"),
        ("a.txt", b"bl\xe5b\xe6r", "not UTF-8 (byte 2)"),
        ("a.txt", b"", "holds no words"),
        ("a.txt", b" \n. .\n", "holds no words"),
        ("a.txt", b"PK\0\0hei", "NUL"),
        ("a.txt", b"a" * 5_000_001, "larger than 5 MB"),
        ("a.txt", None, "no such file"),
    ],
)
def test_a_file_that_is_no_article_is_refused_with_a_line(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_article(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_folder_named_like_a_file_is_refused_with_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_article(tmp_path / "a.txt")


def test_a_folder_stands_for_the_articles_below_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.md", "a.txt", "in/c.MARKDOWN", "d.pdf"):
        (tmp_path / name).write_text("Hei.", "utf-8")
    assert find_files([tmp_path]) == [tmp_path / "a.txt", tmp_path / "b.md", tmp_path / "in" / "c.MARKDOWN"]


def test_a_folder_without_articles_is_refused_with_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt, \.md, \.markdown file"):
        find_files([tmp_path])
