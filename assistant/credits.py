"""Who made a picture: photo credits, which are never quoted as an answer to anything else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from assistant.question import question_kind
from index.article import Article
from index.blocks import Block
from index.sentences import Span
from index.words import content_words

_PICTURE = re.compile(
    r"\b(?:foto\w*|photo\w*|bilde\w*|bilete\w*|picture\w*|image\w*|knips\w*|fotokred\w*|credit\w*|kreditering\w*)\b",
    re.IGNORECASE,
)
_MAKER = re.compile(
    r"\b(?:h?vem|kven|who|whose|tatt|teke|tatt|tok|took|taken|fotograf\w*|photographer\w*|knips\w*|av|by|credit\w*"
    r"|kreditering\w*)\b",
    re.IGNORECASE,
)
_ABOUT_CONTENT = re.compile(
    r"\b(?:når|when|hva viser|kva viser|what does|hva ser|dato|date|hvor mange)\b", re.IGNORECASE
)
_CREDIT_LABEL = re.compile(r"^\(?\w+\s?[:/.]\s*")
_OWN_WORDS = frozenset(
    word.stem
    for word in content_words(
        "tatt teke tok took taken take fotograf fotografen fotografert photographer photographed knipset knipsa av "
        "fotokreditering kreditering credit credited kredittert"
    )
)
_SAME_FROM = 0.88


@dataclass(frozen=True)
class PictureCredit:
    """A picture's caption, if it has one, and the words that say who made it: all spans of the article's text."""

    article: Article
    caption: Block | None
    credit: Block

    @property
    def span(self) -> Span:
        return Span(self.caption.start if self.caption else self.credit.start, self.credit.end)

    @property
    def maker(self) -> Span:
        """The name in the credit, without the label before it ("Foto: ")."""
        credit = self.article.text[self.credit.start : self.credit.end]
        label = _CREDIT_LABEL.match(credit)
        end = self.credit.end - (1 if credit.startswith("(") and credit.endswith(")") else 0)
        return Span(self.credit.start + (label.end() if label else 0), end)


def asks_for_credit(question: str) -> bool:
    """Whether the question is about who made a picture."""
    if question_kind(question) not in ("who", "what") or _ABOUT_CONTENT.search(question):
        return False
    return bool(_PICTURE.search(question) and _MAKER.search(question))


@lru_cache(maxsize=256)
def picture_credits(article: Article) -> tuple[PictureCredit, ...]:
    """Return the article's credits in order, each with the caption that stands before it."""
    found = []
    for before, block in zip((None, *article.blocks), article.blocks, strict=False):
        if block.kind == "credit":
            found.append(PictureCredit(article, before if before and before.kind == "caption" else None, block))
    return tuple(found)


def find_credits(question: str, articles: Sequence[Article]) -> list[PictureCredit]:
    """Return the credits of the pictures that the question describes; all of them when it describes none.

    Empty when no caption bears out what is described.
    """
    every = [credit for article in articles for credit in picture_credits(article)]
    described = [
        w for w in content_words(question) if w.stem not in _OWN_WORDS and not _PICTURE.match(question, w.start)
    ]
    if not described:
        return every
    scored = []
    for credit in every:
        caption = credit.caption
        inside = {w.stem for w in content_words(credit.article.text[caption.start : caption.end])} if caption else set()
        maker = {w.stem for w in content_words(credit.article.text[credit.maker.start : credit.maker.end])}
        hits = sum(
            max(
                (s for other in inside | maker if (s := JaroWinkler.similarity(w.stem, other)) >= _SAME_FROM), default=0
            )
            for w in described
        )
        scored.append((hits / len(described), credit))
    best = max((score for score, _ in scored), default=0.0)
    return [credit for score, credit in scored if score == best] if best >= 0.3 else []
