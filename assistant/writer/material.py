"""Which sentences a language model is given: what the reader found, then what is nearest to the question."""

from collections.abc import Sequence

from assistant.features import Candidate
from assistant.quoting import Quotation, widened


def material(quotations: Sequence[Quotation], nearest: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences by rank, each once; beside one that leans on its neighbours stand these.

    Args:
        quotations: what quote mode answers with, best first.
        nearest: the sentences read, the nearest in meaning first.
    """
    spans = [(q.article, q.span) for q in quotations] + [(c.article, widened(c)) for c in nearest]
    read = set(nearest)  # what was read holds no orders to an assistant; what stands beside it might
    ranked = [
        candidate
        for article, span in spans
        for sentence in article.sentences
        if sentence.start < span.end
        and span.start < sentence.end
        and (candidate := Candidate(article, sentence)) in read
    ]
    return list(dict.fromkeys(ranked))
