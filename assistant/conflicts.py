"""Where an article contradicts itself: one office, two names.

The seed article names both a Heidar and an Ilham Alijev as the president of Azerbaijan. An assistant that picks one is
wrong half the time, and hides that the article errs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from index.article import Article, Sentence
from index.sentences import Span
from index.words import content_words, stem

_NAME_WORD = r"[A-ZÆØÅÁÉ][\w’'-]+"
_OFFICE = re.compile(
    rf"""\b(?P<holder>{_NAME_WORD}?)(?:'s|’s|s)\s
    (?P<office>(?:\w+\s)?\w*(?:president|minister|sjef|leder|leiar|sekretær|direktør|konge|dronning|ordfører|ordførar
    |talsmann|talsperson|kommandør|general|trener|trenar|leader|secretary|chief|chair)\w*),?\s
    (?P<name>{_NAME_WORD}(?:\s{_NAME_WORD})+)""",
    re.VERBOSE,
)
_SAME_FROM = 0.82  # Jaro-Winkler: "azerbaijan" and "aserbajdsjan" are 0.83 alike


@dataclass(frozen=True)
class Office:
    """A name given to an office ("Aserbajdsjans president"): spans of the article's text, and the name without its
    genitive."""

    article: Article
    sentence: Sentence
    title: str
    holder: str
    office: str
    name: str
    span: Span


@dataclass(frozen=True)
class Conflict:
    """One office with several names, in the order that the article gives them."""

    offices: tuple[Office, ...]

    @property
    def title(self) -> str:
        return self.offices[0].title


@lru_cache(maxsize=256)
def conflicts(article: Article) -> tuple[Conflict, ...]:
    """Return the offices to which the article gives more than one name."""
    by_office: dict[tuple[str, str], list[Office]] = {}
    for office in _offices(article):
        known = by_office.setdefault((office.holder, office.office), [])
        if not any(_same_person(office.name, other.name) for other in known):
            known.append(office)
    return tuple(Conflict(tuple(offices)) for offices in by_office.values() if len(offices) > 1)


def asked_conflict(question: str, articles: Sequence[Article]) -> Conflict | None:
    """Return the conflict that the question is about: its office and holder, or two of the names."""
    asked = [w.stem for w in content_words(question)]
    for article in articles:
        for conflict in conflicts(article):
            first = conflict.offices[0]
            about_office = _has(asked, first.office) and _has(asked, first.holder)
            # Half of each name is enough: which president, "Heydar or Ilham"?
            named = sum(any(_has(asked, stem(part)) for part in o.name.split()[:1]) for o in conflict.offices)
            if about_office or named > 1:
                return conflict
    return None


def touched_conflict(question: str, article: Article, sentences: Sequence[Sentence]) -> Conflict | None:
    """Return the conflict behind a name that the question uses and the answer's sentences give."""
    asked = {w.stem for w in content_words(question)}
    for conflict in conflicts(article):
        for office in conflict.offices:
            if office.sentence in sentences and {stem(part) for part in office.name.split()} & asked:
                return conflict
    return None


def _offices(article: Article) -> list[Office]:
    found = []
    for sentence in article.sentences:
        for match in _OFFICE.finditer(article.text, sentence.start, sentence.end):
            name, end = match["name"], match.end("name")
            # "Heidar Alijevs administrasjon": the genitive is not the name's.
            if name.endswith("s") and re.match(r"\s[a-zæøå]", article.text[end : end + 2]):
                name, end = name[:-1], end - 1
            office = stem(match["office"].split()[-1])
            title = article.text[match.start("holder") : match.end("office")]
            span = Span(match.start("name"), end)
            found.append(Office(article, sentence, title, stem(match["holder"]), office, name, span))
    return found


def _same_person(one: str, other: str) -> bool:
    return JaroWinkler.similarity(one, other) >= 0.93 or one.endswith(other) or other.endswith(one)


def _has(asked: Sequence[str], wanted: str) -> bool:
    return any(JaroWinkler.similarity(word, wanted) >= _SAME_FROM for word in asked)
