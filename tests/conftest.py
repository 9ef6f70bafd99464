"""What every test shares: the seed article, a model cache that outlives the run, a data folder that does not."""

import getpass
import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

from index.article import Article, read_article
from index.encoder import Encoder

hypothesis.settings.register_profile("kildevis", deadline=None)  # machines differ; no test is about a millisecond
hypothesis.settings.load_profile("kildevis")

ROOT = Path(__file__).parent.parent

# Before anything imports a hub library: what a test asks of the network is a fault, and must not seem to work.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
for name in [name for name in os.environ if name.startswith("KILDEVIS_")]:
    if name not in ("KILDEVIS_TEST_CACHE", "KILDEVIS_REQUIRE_BROWSER", "KILDEVIS_REQUIRE_CHAT_MODEL"):
        del os.environ[name]  # the user's own settings are not the tests'


@pytest.fixture(scope="session")
def cache() -> Path:
    """A cache folder that is kept between runs, since unpacking the model takes seconds."""
    kept = Path(tempfile.gettempdir()) / f"kildevis-test-cache-{getpass.getuser()}"
    folder = Path(os.environ.get("KILDEVIS_TEST_CACHE") or kept)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The file of the seed article."""
    return next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def seed_article(seed_path: Path) -> Article:
    """The seed article."""
    return read_article(seed_path)


@pytest.fixture
def data(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, which the settings name together with the cache, in an empty working folder."""
    folder = tmp_path / "data"
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("KILDEVIS_DATA", str(folder))
    monkeypatch.setenv("KILDEVIS_CACHE", str(cache))
    return folder


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    """The bundled embedding model, loaded once."""
    return Encoder(cache=cache)
