"""The names in a text, as somebody would ask for them: without titles, genitives and what only opens a sentence."""

import re
from collections import Counter
from functools import lru_cache

from assistant.phrases import Phrase, names
from assistant.reader.training.near_miss_words import PLACES
from index.article import Article
from index.sentences import Span
from index.words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
_MAX_ACRONYM_CHARS = 5


@lru_cache(maxsize=1024)
def names_of(article: Article) -> tuple[str, ...]:
    """Return the names that an article mentions, most frequent first, none twice and none in the genitive."""
    counts: Counter[str] = Counter()
    for sentence in article.sentences:
        span = Span(sentence.start, sentence.end)
        counts.update(article.text[p.start : p.end] for p in names_in(article.text, span))
    for name in [n for n in counts if n.endswith("s") and (n[:-1] in counts or n[:-1] in PLACES)]:
        counts[name[:-1]] += counts.pop(name)
    return tuple(name for name, _ in counts.most_common())


def names_in(text: str, span: Span) -> list[Phrase]:
    """Return the names in a sentence, "A and B" as two, without titles and what else only opens it."""
    found = []
    for phrase in names(text, span):
        if text[phrase.start - 1 : phrase.start] == "-":
            continue  # "ski-VM"
        at = phrase.start
        for part in re.split(r"(\s(?:og|and|for)\s)", text[phrase.start : phrase.end]):
            start, end = at, at + len(part)
            at = end
            words = list(re.finditer(r"\S+", part))
            while words and _is_no_name(text, span, start + words[0].start(), words[0].group()):
                words.pop(0)
            if words and not re.search(r"-[a-zæøå]", part) and words[0].group() not in ("og", "and", "for"):
                bare = re.sub(r"['’]s$", "", text[start + words[0].start() : end])
                found.append(Phrase(start + words[0].start(), start + words[0].start() + len(bare)))
    return found


def _is_no_name(text: str, span: Span, start: int, word: str) -> bool:
    if re.search(r"-[a-zæøå]", word) or word.casefold() in FUNCTION_WORDS:
        return True  # "Centern-leder"
    opens = not _WORD.search(text[span.start : start]) or re.search(r"[.:!?–—»”\"]\s*$", text[span.start : start])
    if opens and re.search(rf"(?<!\w){re.escape(word[:1].lower() + word[1:])}(?!\w)", text):
        return True  # "Statsminister Solberg", where "statsminister" stands elsewhere
    if opens and not re.match(rf"{re.escape(word)}\s[A-ZÆØÅ]", text[start:]) and word not in PLACES:
        return not re.search(rf"[\w,] {re.escape(word)}(?!\w)", text)
    return len(word) < (2 if word.isupper() else 3) or (word.isupper() and len(word) > _MAX_ACRONYM_CHARS)
