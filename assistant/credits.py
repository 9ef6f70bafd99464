"""Who made a picture: photo credits, which are never quoted as an answer to anything else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from assistant.phrases import names_asked
from assistant.question import question_kind
from index.article import Article, Sentence
from index.blocks import Block
from index.sentences import Span
from index.words import content_words, stem

PICTURE = re.compile(
    r"\b(?:foto\w*|photo\w*|\w*bilde[trs]?\w*|\w*bilete\w*|picture\w*|image\w*|knips\w*|fotokred\w*|credit\w*|kreditering\w*)\b",
    re.IGNORECASE,
)
_MAKER = re.compile(
    r"\b(?:h?vem|kven|who|whose|tatt|teke|tatt|tok|took|taken|fotograf\w*|photographer\w*|knips\w*|av|by|credit\w*"
    r"|kreditering\w*|byrå\w*|agency|levert?e?|supplied|provided)\b",
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
        "nyhetsbyrå byrå byrået agency levert leverte supplied provided fotokreditering kreditering credit credited"
    )
)
_COMPOUND = re.compile(r"(\w{4,}?)s?(?:bilde[trs]?|bildene|biletet?|bileta|foto(?:et|ene)?)")
_SAME_FROM = 0.88
_BORNE_OUT = 0.3
_NEAR = 8  # of the nearest sentences: a caption further down is near to anything


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
    return bool(PICTURE.search(question) and _MAKER.search(question))


@lru_cache(maxsize=256)
def picture_credits(article: Article) -> tuple[PictureCredit, ...]:
    """Return the article's credits in order, each with the caption that stands before it."""
    found = []
    for before, block in zip((None, *article.blocks), article.blocks, strict=False):
        if block.kind == "credit":
            found.append(PictureCredit(article, before if before and before.kind == "caption" else None, block))
    return tuple(found)


def find_credits(question: str, articles: Sequence[Article], nearest: Sequence[Sentence] = ()) -> list[PictureCredit]:
    """Return the credits of the pictures that the question describes; all of them when it describes none.

    Empty when no caption bears out what is described.

    Args:
        question: asks who made a picture.
        articles: those whose pictures may be meant.
        nearest: sentences that are near to the question in meaning, nearest first, for a question whose words are of
            another language than the captions'; empty otherwise.
    """
    every = [credit for article in articles for credit in picture_credits(article)]
    described = _described(question)
    if not described:
        return every
    scores = [_agreement(described, credit) for credit in every]
    best = max(scores, default=0.0)
    if best >= _BORNE_OUT:
        return [credit for credit, score in zip(every, scores, strict=True) if score == best]
    captions = [sentence.block for sentence in nearest[:_NEAR] if sentence.block.kind == "caption"]
    found = [credit for credit in every if credit.caption == captions[0]] if captions else []
    named = _named(question)
    # A name is the same in every language: another one's picture is not meant.
    return [credit for credit in found if not named or _agreement(named, credit) > 0]


def _described(question: str) -> list[str]:
    """The stems of the words that say what is in the picture; of "sykehusbildet", what stands before the picture."""
    found = []
    for word in content_words(question):
        surface = question[word.start : word.end].casefold()
        if compound := _COMPOUND.fullmatch(surface):
            found.append(stem(compound[1]))
        elif word.stem not in _OWN_WORDS and not PICTURE.match(question, word.start):
            found.append(word.stem)
    return found


def _named(question: str) -> list[str]:
    """The stems of the names in the question."""
    return [word.stem for name in names_asked(question) for word in content_words(question[name.start : name.end])]


def _agreement(described: Sequence[str], credit: PictureCredit) -> float:
    """How much of what is described the caption and the credit bear out, 0..1."""
    text = credit.article.text
    inside = {word.stem for word in content_words(text[credit.span.start : credit.span.end])}
    hits = (
        max((s for other in inside if (s := JaroWinkler.similarity(word, other)) >= _SAME_FROM), default=0.0)
        for word in described
    )
    return sum(hits) / len(described)
