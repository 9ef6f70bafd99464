"""Words in quotation marks, which stand for words that somebody else said."""

import re

from index.sentences import Span

_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“]+)“|(?<!\w)\"([^\"]+)\"(?!\w)|(?<!\w)‘([^‘’]{3,})’(?!\w)")
_LOOSE = re.compile(r"[\s«»“”„\"'’‘.,;:!?–—-]+")


def quotations(text: str) -> list[Span]:
    """Return where a text quotes, without the marks."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(number for number in range(1, 6) if match[number] is not None)
        found.append(Span(match.start(group), match.end(group)))
    return found


def is_verbatim(quoted: str, source: str) -> bool:
    """Whether the words stand in the source in this order, whatever the signs and the white space between them."""
    return f" {_bare(quoted)} " in f" {_bare(source)} "


def _bare(text: str) -> str:
    return _LOOSE.sub(" ", text).casefold().strip()
