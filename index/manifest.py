"""What an index was made of, recorded beside it, so that work is neither repeated nor mixed."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index import blocks, orders, passages, sentences, words
from index.errors import InputError, KildevisError
from index.sentences import Span

FORMAT = 1  # the layout of an index's folder
SPLITTER = (
    f"sentences{sentences.VERSION}-blocks{blocks.VERSION}-orders{orders.VERSION}-passages{passages.VERSION}"
    f"-words{words.VERSION}"
)

_FILE = "manifest.json"


@dataclass(frozen=True)
class ArticleInfo:
    """An indexed article: what `kildevis articles` lists, and the spans of its `Article.orders`."""

    id: str
    title: str
    chars: int
    passages: int
    sha256: str
    orders: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """The model and splitter that made the index, and its articles by id."""

    model: str
    dimension: int
    splitter: str = SPLITTER
    format: int = FORMAT
    articles: dict[str, ArticleInfo] = field(default_factory=dict)

    def check(self, model: str) -> None:
        """Refuse an index that `model` and this version's splitter did not make.

        Raises:
            InputError: the message names what differs and the command that rebuilds the index.
        """
        if self.model != model:
            raise InputError(
                f"the index was made with the model {self.model!r}, the settings name {model!r}; "
                f"run: kildevis index --rebuild"
            )
        if (self.splitter, self.format) != (SPLITTER, FORMAT):
            raise InputError("the index was made by another version of Kildevis; run: kildevis index --rebuild")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into an index's folder."""
    (folder / _FILE).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2), "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an index.

    Raises:
        KildevisError: it is missing or damaged.
    """
    try:
        content = json.loads((folder / _FILE).read_text("utf-8"))
        articles = {
            key: ArticleInfo(**{**value, "orders": tuple(Span(*order) for order in value.get("orders", ()))})
            for key, value in content.pop("articles").items()
        }
        return Manifest(**content, articles=articles)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise KildevisError(
            f"the index in {folder} is damaged ({error}); delete that folder and index the articles again"
        ) from None
