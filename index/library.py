"""The library of articles: what is indexed, kept on disk so that a killed build leaves the old index whole.

    <folder>/current              the name of the generation in force, replaced in one rename
    <folder>/generation-7/        manifest.json, articles/, chroma/, lexical/
    <folder>/write.lock           held by the one process that writes

A change is made in a new generation, a copy of the one in force; readers go on with the old one until `current` names
the new. A generation that `current` never named is what a killed build left, and goes with the next change.
"""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from index.article import Article
from index.encoder import Encoder, Progress, Vector
from index.errors import InputError
from index.manifest import ArticleInfo, Manifest, read_manifest
from index.orders.telling import without_orders
from index.passages import embedded_text, split_passages

if TYPE_CHECKING:
    from index.generation import Generation

_GENERATION = re.compile(r"generation-(\d+)$")


@dataclass(frozen=True)
class Changes:
    """The ids of the articles that an indexing run added, replaced, and found unchanged."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


class Library:
    """The indexed articles under one folder.

    Listing and removing need no model; `add` and `rebuild` load it. Reading is safe while another process writes.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.encoder = encoder
        self._folder = folder
        self._open: Generation | None = None

    def __len__(self) -> int:
        """The number of articles."""
        return len(self._manifest().articles)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever indexed here."""
        return self._current() is None

    def articles(self) -> list[ArticleInfo]:
        """Return the indexed articles, by id."""
        return [info for _, info in sorted(self._manifest().articles.items())]

    def article(self, article_id: str) -> Article:
        """Return one article as stored, the orders to an assistant in it like any other words.

        Raises:
            InputError: no such article.
        """
        current = self._current()
        if current is None or article_id not in self._manifest().articles:
            raise InputError(f"no article {article_id!r} in the library; `kildevis articles` lists them")
        return self._article(current, article_id)

    def generation(self) -> "Generation | None":
        """Return the index in force, opened for searching; None while nothing is indexed.

        Raises:
            InputError: it was made with another model or by another version; the message names the remedy.
        """
        current = self._current()
        if current is None:
            return None
        if self._open is None or self._open.folder != current:
            from index.generation import Generation

            manifest = read_manifest(current)
            manifest.check(self.encoder.identity)
            self._open = Generation(current, manifest)
        return self._open

    def add(self, articles: Sequence[Article], progress: Progress = lambda stage, done: None) -> Changes:
        """Index articles: a known one costs nothing, a changed one takes the place of its old self.

        Raises:
            InputError: two of the articles have the same id, or the index was made with another model.
        """
        given = {article.id: article for article in articles}
        if len(given) < len(articles):
            ids = [article.id for article in articles]
            twice = next(i for i in ids if ids.count(i) > 1)
            raise InputError(
                f"two files would become the article {twice!r}; rename one, an id comes from the file name"
            )
        with self._writing():
            manifest = self._manifest()
            if manifest.articles:
                manifest.check(self.encoder.identity)
            known = manifest.articles
            unchanged = tuple(i for i, a in given.items() if i in known and known[i].sha256 == a.sha256)
            replaced = tuple(i for i in given if i in known and i not in unchanged)
            added = tuple(i for i in given if i not in known)
            if added or replaced:
                self._write([given[i] for i in (*added, *replaced)], manifest, replaced, self._current(), progress)
        return Changes(added, replaced, unchanged)

    def remove(self, article_id: str) -> None:
        """Take one article out.

        Raises:
            InputError: no such article.
        """
        with self._writing():
            self.article(article_id)
            manifest = self._manifest()
            self._write([], manifest, (article_id,), self._current(), lambda stage, done: None)

    def rebuild(self, progress: Progress = lambda stage, done: None) -> Changes:
        """Index every article again, with the model and splitter of now."""
        with self._writing():
            current = self._current()
            ids = sorted(self._manifest().articles)
            articles = [self._article(current, i) for i in ids] if current else []
            if articles:
                self._write(articles, Manifest("", 0), (), None, progress)
        return Changes(replaced=tuple(ids))

    def close(self) -> None:
        """Let go of the index in force; it is opened again when it is asked for."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _write(
        self,
        articles: list[Article],
        manifest: Manifest,
        removed: tuple[str, ...],
        base: Path | None,
        progress: Progress,
    ) -> None:
        from index.generation import write_generation

        if articles:
            self.encoder.load(progress)
            progress("index", 0.0)
            articles = without_orders(articles, self.encoder)
        nodes = [split_passages(article) for article in articles]
        texts = [embedded_text(node) for passages in nodes for node in passages]
        vectors: Vector | None = None
        if texts:
            vectors = self.encoder.encode_passages(texts, lambda done: progress("index", 0.95 * done))
            if manifest.articles and manifest.dimension != self.encoder.dimension:
                raise InputError("the index's vectors have another length; run: kildevis index --rebuild")
        kept = {key: info for key, info in manifest.articles.items() if key not in removed}
        kept |= {
            a.id: ArticleInfo(a.id, a.title, len(a.text), len(passages), a.sha256, a.orders)
            for a, passages in zip(articles, nodes, strict=True)
        }
        made = replace(Manifest(self.encoder.identity, self.encoder.dimension) if articles else manifest, articles=kept)
        folder = self._folder / f"generation-{self._latest() + 1}"
        write_generation(folder, base, made, articles, nodes, vectors, removed)
        self._put_in_force(folder)
        progress("index", 1.0)

    def _put_in_force(self, folder: Path) -> None:
        pointer = self._folder / "current.new"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        old = self._current()
        pointer.replace(self._folder / "current")
        # The last one stays until the next change: another process may be reading it.
        for other in self._folder.glob("generation-*"):
            if other not in (folder, old):
                shutil.rmtree(other, ignore_errors=True)

    def _current(self) -> Path | None:
        try:
            return self._folder / (self._folder / "current").read_text("utf-8").strip()
        except OSError:
            return None

    def _latest(self) -> int:
        numbers = (_GENERATION.match(p.name) for p in self._folder.glob("generation-*"))
        return max((int(n.group(1)) for n in numbers if n), default=0)

    def _manifest(self) -> Manifest:
        current = self._current()
        if current is None:
            return Manifest(self.encoder.identity, 0)
        if self._open is not None and self._open.folder == current:
            return self._open.manifest
        return read_manifest(current)

    def _article(self, current: Path, article_id: str) -> Article:
        return Article(article_id, (current / "articles" / f"{article_id}.txt").read_bytes().decode("utf-8"))

    def _writing(self) -> FileLock:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"{self._folder} cannot be made ({error.strerror}); set KILDEVIS_DATA to a folder you may write to"
            ) from None
        return FileLock(self._folder / "write.lock")
