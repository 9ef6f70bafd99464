"""Batch files: one question or sentence a line, all of them checked before the first is answered."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError

if TYPE_CHECKING:
    from assistant.answer import Turn


@dataclass(frozen=True)
class Row:
    """One line of a batch; `id` comes back with its answer, `history` is the conversation before a question.

    `question` is the question, or the sentence to check.
    """

    id: str | int
    question: str
    history: tuple["Turn", ...] = ()


def read_batch(name: str, asked: str = "question") -> list[Row]:
    """Read and check a batch file, `-` for stdin. Blank lines are passed over, and so are keys that we do not know.

    Args:
        name: the file.
        asked: the key of what is asked: `question`, or `sentence` where it is to be checked.

    Raises:
        InputError: the file cannot be read, or a line is not as it must be; the message names file and line number.
    """
    shown = "stdin" if name == "-" else name
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{shown}: cannot be read ({error.strerror}); check the path") from None
    rows = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            rows.append(_row(line, f"{shown}, line {number}", asked))
    return rows


def check_text(text: str, where: str) -> None:
    """Raise InputError when `text` has characters that no UTF-8 can carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{where}: not valid Unicode at character {error.start + 1}; write it as UTF-8") from None


def _row(line: bytes, where: str, asked: str) -> Row:
    try:
        given = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error.msg} at character {error.pos + 1})") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        raise InputError(f"{where}: not JSON that can be read; simplify the line") from None
    if not isinstance(given, dict):
        raise InputError(f'{where}: must be an object, as {{"id": "1", "{asked}": "..."}}')
    for key in ("id", asked):
        if key not in given:
            raise InputError(f'{where}: has no "{key}"; each line needs "id" and "{asked}"')
    if not isinstance(given["id"], str | int) or isinstance(given["id"], bool):
        raise InputError(f'{where}: "id" must be a string or a whole number')
    if not isinstance(given[asked], str):
        raise InputError(f'{where}: "{asked}" must be a string')
    check_text(str(given["id"]), f'{where}, "id"')
    check_text(given[asked], f'{where}, "{asked}"')
    return Row(given["id"], given[asked], _history(given.get("history"), where))


def _history(given: Any, where: str) -> tuple["Turn", ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise InputError(f'{where}: "history" must be a list of messages, oldest first')
    turns: list[Turn] = []
    for number, turn in enumerate(given, start=1):
        at = f'{where}, message {number} of "history"'
        if not isinstance(turn, dict) or turn.get("role") not in ("user", "assistant"):
            raise InputError(f'{at}: must be an object whose "role" is "user" or "assistant"')
        if not isinstance(turn.get("content"), str):
            raise InputError(f'{at}: "content" must be a string')
        check_text(turn["content"], at)
        turns.append({"role": turn["role"], "content": turn["content"]})
    return tuple(turns)
