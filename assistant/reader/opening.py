"""The span reader that the settings name."""

from functools import lru_cache
from pathlib import Path

from assistant.reader.spans import SpanReading
from assistant.settings import Settings
from index.encoder import BUNDLED


def open_reader(settings: Settings) -> SpanReading:
    """Load the span reader that the settings name, once a process.

    Raises:
        InputError: the model named cannot be loaded.
        KildevisError: the bundled one is missing or damaged.
    """
    return _opened(settings.reader, settings.cache / "models")


@lru_cache(maxsize=2)
def _opened(name: str, cache: Path) -> SpanReading:
    # Imported here: both bring PyTorch, which what only lists or removes articles can do without.
    if name == BUNDLED:
        from assistant.reader.bundled_reader import bundled_reader

        return bundled_reader(cache)
    from assistant.reader.hub_reader import hub_reader

    return hub_reader(name)
