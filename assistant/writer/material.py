"""Which sentences a language model is given: what the reader found, and then what is nearest to the question."""

from collections.abc import Sequence

from assistant.features import Candidate
from assistant.quoting import Quotation, widened
from index.article import Article
from index.sentences import Span


def material(quotations: Sequence[Quotation], nearest: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences by rank, each once; beside one that leans on its neighbours stand these.

    Args:
        quotations: what quote mode answers with, best first.
        nearest: the sentences read, the nearest in meaning first.
    """
    return _sentences([*_spans(quotations), *((c.article, widened(c)) for c in nearest)])


def chosen(quotations: Sequence[Quotation]) -> list[Candidate]:
    """Return the sentences of the quotations alone, by rank."""
    return _sentences(_spans(quotations))


def _spans(quotations: Sequence[Quotation]) -> list[tuple[Article, Span]]:
    return [(q.article, q.span) for q in quotations]


def _sentences(spans: Sequence[tuple[Article, Span]]) -> list[Candidate]:
    """The sentences of the spans, each once."""
    found = [
        Candidate(article, sentence)
        for article, span in spans
        for sentence in article.sentences
        if sentence.start < span.end and span.start < sentence.end
    ]
    return list(dict.fromkeys(found))
