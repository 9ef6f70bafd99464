"""What can go wrong with a language model, each with a line for the user."""

from typing import Literal

Reason = Literal[
    "unreachable",
    "timeout",
    "refused_key",
    "busy",
    "server_error",
    "broken",
    "empty",
    "endless",
    "wrong_language",
    "flood",
]


class WriterError(Exception):
    """The language model gave no answer that can be used; `reason` says why, and names the user's line on it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
