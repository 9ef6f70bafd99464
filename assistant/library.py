"""Where the articles are, as the settings say."""

from assistant.settings import Settings
from index.encoder import Encoder
from index.library import Library


def open_library(settings: Settings) -> Library:
    """Return the library of articles that the settings name; no model is loaded yet."""
    return Library(settings.data / "index", Encoder(settings.model, settings.cache, settings.threads))
