"""An assistant over the seed article, opened once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from index.article import Article
from index.encoder import Encoder
from index.library import Library


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, cache: Path, encoder: Encoder) -> Assistant:
    """An assistant whose library holds the seed article."""
    folder = tmp_path_factory.mktemp("seeded")
    settings = Settings(data=folder, cache=cache)
    return Assistant.open(settings, library=Library(folder / "index", encoder))


@pytest.fixture
def over(data: Path, cache: Path, encoder: Encoder) -> Callable[..., Assistant]:
    """Makes an assistant over the articles given."""

    def make(*articles: Article) -> Assistant:
        library = Library(data / "index", encoder)
        library.add(articles)
        return Assistant.open(Settings(data=data, cache=cache), library=library)

    return make
