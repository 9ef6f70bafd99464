"""What else could be asked the same questions: plain retrieval, and other libraries as they come.

A baseline is built over the articles of a batch, is asked the bare question, and shows some text. None abstains.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from evals.questions import Place
from index.article import Article
from index.encoder import Encoder
from index.errors import InputError


@dataclass(frozen=True)
class Shown:
    """What a baseline shows for an answer, and the places in the articles that it comes from, best first."""

    text: str
    places: tuple[Place, ...]


class Baseline(Protocol):
    """A way to answer, ready to be asked."""

    def answer(self, question: str) -> Shown:
        """Return what it shows for a question."""
        ...


@dataclass(frozen=True)
class Source:
    """What a baseline is built of.

    `folder` is an empty one of its own, which is removed when it has been asked; `model` is the folder (or hub name) of
    the embedding model that `encoder` has loaded, for libraries that load it themselves.
    """

    articles: Sequence[Article]
    encoder: Encoder
    model: str
    folder: Path


Build = Callable[[Source], Baseline]

# The name in the tables, and the module whose `build` makes it.
_MODULES = {
    "bm25": "evals.baselines.bm25",
    "dense": "evals.baselines.dense",
    "sentence": "evals.baselines.sentence",
    "llamaindex": "evals.baselines.llamaindex",
    "txtai": "evals.baselines.txtai",
}
BASELINES = tuple(_MODULES)


def check_names(names: Sequence[str]) -> None:
    """Raise InputError when there is no baseline of one of the names."""
    for name in names:
        if name not in _MODULES:
            raise InputError(f"no baseline {name!r}; there are {', '.join(BASELINES)}")


def build_of(name: str) -> Build:
    """Return what builds the baseline of this name; its libraries are imported now, since they take memory and time."""
    build: Build = import_module(_MODULES[name]).build
    return build
