"""Does a text say what a gold set accepts as the answer?"""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_SPACED_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


def says(text: str, accepted: Sequence[str], parts: Sequence[str] = ()) -> bool:
    """Whether the text holds one of the accepted strings as whole words, and every one of the parts.

    Case, spacing, the space in "120 000" and a genitive s ("Alijevs") make no difference. False when neither is given.
    """
    words = _words(text)
    return (
        bool(accepted or parts)
        and (not accepted or any(_holds(words, one) for one in accepted))
        and all(_holds(words, part) for part in parts)
    )


def _holds(words: str, one: str) -> bool:
    wanted = _words(one)
    if not wanted.strip():
        return False
    return wanted in words or (wanted[-2].isalpha() and f"{wanted[:-1]}s " in words)


def _close_up(number: re.Match[str]) -> str:
    return re.sub(r"\s", "", number.group())


def _words(text: str) -> str:
    """The words of the text with a space around each, so that one such text within another means whole words of it."""
    found = _WORD.findall(_SPACED_NUMBER.sub(_close_up, text.casefold()))
    return f" {' '.join(found)} "
