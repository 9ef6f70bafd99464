"""An article: its text exactly as stored, and what its lines are.

Every offset in this program counts characters of `Article.text`, which is the file's content decoded as UTF-8 with
nothing changed: no line ending, no byte order mark, no stray space.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.blocks import Block, split_blocks
from index.errors import InputError
from index.sentences import Span, split_sentences

SUFFIXES = (".txt", ".md", ".markdown")
MAX_BYTES = 5_000_000  # a book; more than that is not an article, and would block the page
_MAX_TITLE_CHARS = 90
_WORDS = re.compile(r"[^\r\n]")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article, `article.text[start:end]`, and the block that it stands in."""

    start: int
    end: int
    block: Block


@dataclass(frozen=True)
class Article:
    """A news article as stored: `id` from the file's name, `text` to which all offsets refer.

    `orders` are the stretches of it, in order, that tell an assistant what to answer (`index.orders`). They stay in the
    text, but are in no block and no sentence, so that nothing is read there and nothing quoted.
    """

    id: str
    text: str
    orders: tuple[Span, ...] = ()

    @cached_property
    def legible(self) -> str:
        """The text with white space in the place of orders: as long as the text, so that offsets stay the same."""
        parts, at = [], 0
        for order in self.orders:
            parts += [self.text[at : order.start], _WORDS.sub(" ", self.text[order.start : order.end])]
            at = order.end
        return "".join(parts) + self.text[at:] if parts else self.text

    def length(self, start: int, end: int) -> int:
        """Return how many characters from `start` to `end` there would be without the orders among them."""
        return end - start - sum(max(0, min(o.end, end) - max(o.start, start)) for o in self._gaps)

    @cached_property
    def _gaps(self) -> tuple[Span, ...]:
        """The orders, each with the white space behind it."""
        return tuple(Span(o.start, _SPACE.match(self.text, o.end).end()) for o in self.orders)  # type: ignore[union-attr]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(split_blocks(self.legible))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of every block, in order; a heading or a credit is one sentence."""
        return tuple(
            Sentence(span.start, span.end, block)
            for block in self.blocks
            for span in (
                split_sentences(self.legible, block.start, block.end)
                if block.kind in ("paragraph", "caption")
                else [Span(block.start, block.end)]
            )
        )

    @cached_property
    def title(self) -> str:
        """The heading at the top, or else the first sentence, cut at a word."""
        for sentence in self.sentences:
            title = self.text[sentence.start : sentence.end].rstrip(".")
            if sentence.block.kind in ("heading", "paragraph") and re.search(r"[^\W_]", title):
                break
        else:
            return self.id
        if len(title) <= _MAX_TITLE_CHARS:
            return title
        cut = title[:_MAX_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,.–-")
        return (cut or title[:_MAX_TITLE_CHARS]) + " …"

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def read_article(path: Path) -> Article:
    """Read a UTF-8 text or Markdown file.

    Raises:
        InputError: the file is missing, of another kind, empty, too large or not UTF-8; the message says what to do.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: only {', '.join(SUFFIXES)} files can be read; save the article as one of these")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; split it into articles")
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save it again as UTF-8") from None
    if "\0" in text:
        raise InputError(f"{path}: holds NUL characters, so it is no text; save the article as plain text")
    if not re.search(r"[^\W_]", text):
        raise InputError(f"{path}: holds no words; there is nothing to index")
    return Article(id=article_id(path), text=text)


def article_id(path: Path) -> str:
    """Return the id of the article in `path`: its file name without the suffix, in letters, digits, `_` and `-`."""
    return re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "article"


def find_files(paths: list[Path]) -> list[Path]:
    """Return the article files that `paths` name; a folder stands for the readable files below it, sorted.

    Raises:
        InputError: a path does not exist, or a folder holds no article.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not found:
            raise InputError(f"{path}: no {', '.join(SUFFIXES)} file in this folder; name another")
        files += found
    return files
