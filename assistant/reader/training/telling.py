"""How much of what is asked a text tells, by the stems of its words."""

import re
from collections.abc import Set
from functools import lru_cache

from index.words import content_words

_TELLING_SHARE = 0.5  # of the words that a question or an answer is made of: then the text may answer after all


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry content."""
    return frozenset(term.stem for term in content_words(text)) if text else frozenset()


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in a text as whole words, in whatever case."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def tells_half(text: str, asked: Set[str]) -> bool:
    """Whether at least half of the stems are among the text's."""
    return len(asked & stems(text)) >= _TELLING_SHARE * len(asked)
