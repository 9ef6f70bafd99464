"""Quote mode: an answer made of the article's own sentences, each with its citation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llama_index.core.schema import NodeWithScore, TextNode

from assistant.answer import Citation, Language
from assistant.conflicts import Conflict
from assistant.credits import PictureCredit
from assistant.features import Candidate
from assistant.language import article_language
from assistant.reader.sentence_reader import Finding
from assistant.wording import wording
from index.article import Article, Sentence
from index.passages import quotable
from index.sentences import Span

_MAX_RELATED = 3
# A sentence that opens so says little without the one before it.
_LEANS = re.compile(
    r"[–—-]?\s*(?:Han|Hun|Ho|Hans|Hennes|Den gangen|Den gongen|Dette|Det samme|Disse|Der|Derfor|Dermed|Videre|Likevel"
    r"|He|She|They|This|These|It|However|Then)\b"
)
# Spoken words that open with a dash; who spoke them stands after.
_SPOKEN = re.compile(r"[–—-]\s")
_ATTRIBUTION = re.compile(
    r"\b(?:sier|sa|seier|forteller|fortel|mener|meiner|skriver|skriv|uttaler|uttalar|legger til|says|said|told)\b"
)
# What takes back or doubts the sentence before: a claim is not quoted without it.
_CAVEAT = re.compile(
    r"(?:Dette|Det|Opplysning\w+|Påstand\w+|This|That|It)\b[^.]*\b(?:ikke|ikkje|not|ubekreftet|ustadfesta|unconfirmed)\b"
)
_MAX_WIDENED_CHARS = 330


@dataclass(frozen=True)
class Quotation:
    """A stretch of an article to be quoted, the decisive words in it, and how likely it answers."""

    article: Article
    span: Span
    highlight: Span | None
    score: float


def quote_findings(findings: Sequence[Finding]) -> list[Quotation]:
    """Return the quotations of the sentences found, best first; neighbours become one, a leaning one is widened."""
    best = findings[0]
    quotations = [Quotation(best.candidate.article, widened(best.candidate), best.highlight, best.probability)]
    for finding in findings[1:]:
        article, sentence = finding.candidate.article, finding.candidate.sentence
        span = Span(sentence.start, sentence.end)
        for number, quotation in enumerate(quotations):
            if quotation.article is article and (joined := _joined(article, quotation.span, span)):
                quotations[number] = Quotation(
                    article,
                    joined,
                    quotation.highlight or finding.highlight,
                    min(1.0, quotation.score + finding.probability),
                )
                break
        else:
            quotations.append(Quotation(article, span, finding.highlight, finding.probability))
    return quotations


def quote_sentences(candidates: Sequence[Candidate], score: float) -> list[Quotation]:
    """Return the sentences of a summary as quotations, in the order given."""
    return [Quotation(c.article, Span(c.sentence.start, c.sentence.end), None, score) for c in candidates]


def quote_credits(credits_found: Sequence[PictureCredit], score: float) -> list[Quotation]:
    """Return captions with their credits as quotations, the maker's name decisive."""
    return [Quotation(c.article, c.span, c.maker, score) for c in credits_found]


def quote_conflict(conflict: Conflict, score: float) -> list[Quotation]:
    """Return the sentences that contradict each other as quotations, each name decisive."""
    return [
        Quotation(o.article, Span(o.sentence.start, o.sentence.end), o.span, score / len(conflict.offices))
        for o in conflict.offices
    ]


def cite(quotations: Sequence[Quotation]) -> tuple[Citation, ...]:
    """Return numbered citations of the quotations."""
    return tuple(
        Citation(
            number=number,
            article=q.article.id,
            title=q.article.title,
            start=q.span.start,
            end=q.span.end,
            quote=q.article.text[q.span.start : q.span.end],
            highlight_start=q.highlight.start if q.highlight else None,
            highlight_end=q.highlight.end if q.highlight else None,
            score=round(q.score, 4),
        )
        for number, q in enumerate(quotations, 1)
    )


def cite_passages(hits: Sequence[NodeWithScore]) -> tuple[Citation, ...]:
    """Return the passages worth reading as citations, those that overlap one before them left out."""
    kept: list[tuple[TextNode, float]] = []
    for hit in hits:
        node = hit.node
        if isinstance(node, TextNode) and not any(_overlap(node, other) for other, _ in kept):
            kept.append((node, hit.score or 0.0))
    return tuple(
        Citation(
            number=number,
            article=node.metadata["article"],
            title=node.metadata["title"],
            start=shown.start,
            end=shown.end,
            quote=text,
            highlight_start=None,
            highlight_end=None,
            score=round(score, 4),
        )
        for number, (node, score) in enumerate(kept[:_MAX_RELATED], 1)
        for shown, text in (quotable(node),)
    )


def answer_text(citations: Sequence[Citation], lead: str = "") -> str:
    """Return the quoted sentences, each followed by its marker, on one line."""
    return lead + " ".join(f"{' '.join(c.quote.split())} [{c.number}]" for c in citations)


def highlight_text(citations: Sequence[Citation]) -> str | None:
    """Return the first decisive words among the citations."""
    for c in citations:
        if c.highlight_start is not None and c.highlight_end is not None:
            return c.quote[c.highlight_start - c.start : c.highlight_end - c.start]
    return None


def conflict_notice(conflict: Conflict, language: Language) -> str:
    """Return the line that says that the article names several people for one office."""
    *but_last, last = [office.name for office in conflict.offices]
    names = ", ".join(but_last) + wording("and", language) + last
    return wording("conflict", language, role=conflict.title, names=names)


def language_notice(language: Language, articles: Sequence[Article]) -> str:
    """Return the line that says that the articles are in another language than the question; empty if they are not."""
    english = {article_language(article.text) == "en" for article in articles}
    if language == "en" and False in english:
        return wording("norwegian", language)
    if language != "en" and True in english:
        return wording("english", language)
    return ""


def widened(candidate: Candidate) -> Span:
    """Return the sentence's span, with the one before where it leans on that, and what belongs to it behind."""
    article, sentence = candidate.article, candidate.sentence
    own = Span(sentence.start, sentence.end)
    if _LEANS.match(candidate.text):
        before = _before(article, sentence)
        if before is not None and sentence.end - before.start <= _MAX_WIDENED_CHARS:
            own = _joined(article, Span(before.start, before.end), own) or own
    following = [s for s in article.sentences if s.block is sentence.block and s.start >= sentence.end]
    until = next((order.start for order in article.orders if order.start >= sentence.end), len(article.text))
    following = [s for s in following if s.end <= until]
    ends = (own.end, _who_spoke(candidate, following), _caveat(candidate, following))
    return Span(own.start, max(end for end in ends if end <= max(own.end, own.start + _MAX_WIDENED_CHARS)))


def _who_spoke(candidate: Candidate, following: list[Sentence]) -> int:
    """Where the attribution of spoken words ends; 0 where they need none or have none."""
    if not _SPOKEN.match(candidate.text) or _ATTRIBUTION.search(candidate.text):
        return 0
    text = candidate.article.text
    return next((s.end for s in following if _ATTRIBUTION.search(text, s.start, s.end)), 0)


def _caveat(candidate: Candidate, following: list[Sentence]) -> int:
    """Where the sentence ends that takes back or doubts the candidate; 0 where none does."""
    if following and _CAVEAT.match(candidate.article.text, following[0].start, following[0].end):
        return following[0].end
    return 0


def _before(article: Article, sentence: Sentence) -> Sentence | None:
    earlier = [s for s in article.sentences if s.end <= sentence.start and s.block.kind == sentence.block.kind]
    if not earlier or earlier[-1].block.heading != sentence.block.heading:
        return None
    return earlier[-1]


def _joined(article: Article, one: Span, other: Span) -> Span | None:
    """The span of both, when they overlap or only white space lies between them."""
    first, second = sorted((one, other))
    between = article.text[first.end : second.start]
    if second.start <= first.end or (not between.strip() and between.count("\n") <= 2):
        return Span(first.start, max(first.end, second.end))
    return None


def _overlap(one: TextNode, other: TextNode) -> bool:
    a, b = one.metadata, other.metadata
    return bool(a["article"] == b["article"] and a["start"] < b["end"] and b["start"] < a["end"])
