"""Where in a JSON file a value stands, so that a fault in it can be named by its line."""

import json
import re
from collections.abc import Sequence

_SPACE = re.compile(r"[\s,:]*")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line, from 1, on which the value at `path` starts; that of the nearest one around it where it is not.

    Args:
        text: well-formed JSON.
        path: keys and indices from the top, as in ["data", 0, "paragraphs"].
    """
    at = _start(text, 0)
    for step in path:
        inner = _member(text, at, step)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, step: str | int) -> int | None:
    """Where the member `step` of the object or array at `at` starts; None when there is none."""
    decoder = json.JSONDecoder()
    opened, number, found = text[at], 0, None
    if opened not in "{[":
        return None
    at = _start(text, at + 1)
    while text[at] not in "}]":
        name: str | int = number
        if opened == "{":
            name, at = decoder.raw_decode(text, at)
            at = _start(text, at)
        if name == step:
            found = at  # of a key given twice, the last one counts
            if opened == "[":
                return found
        _, at = decoder.raw_decode(text, at)
        at = _start(text, at)
        number += 1
    return found


def _start(text: str, at: int) -> int:
    """The first character from `at` on that is neither space nor a separator."""
    match = _SPACE.match(text, at)
    return match.end() if match else at
