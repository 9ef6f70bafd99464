"""From a question to a cited answer.

from assistant import Assistant
answer = Assistant.open().ask("Når trådte våpenhvilen i kraft?")
print(answer.answer)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.assistant import Assistant, Hit
    from assistant.library import open_library
    from assistant.settings import Settings, load_settings

_HOMES = {
    "Answer": "assistant.answer",
    "Citation": "assistant.answer",
    "Assistant": "assistant.assistant",
    "Hit": "assistant.assistant",
    "open_library": "assistant.library",
    "Settings": "assistant.settings",
    "load_settings": "assistant.settings",
}
__all__ = ["Answer", "Assistant", "Citation", "Hit", "Settings", "load_settings", "open_library"]


def __getattr__(name: str) -> Any:
    # Imported at first use: reading the settings must not load LlamaIndex.
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
