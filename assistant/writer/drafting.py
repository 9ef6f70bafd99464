"""From the sentences that a language model wrote, and the verdicts on them, to an answer within the contract.

Its confidence is not fitted, but made of two that are: the reader's, that what it found answers the question, and the
weakest verdict's, since an answer is as true as its weakest sentence. Both must hold, so they are multiplied. Where no
sentence rests on what the reader found, the two disagree on where the answer stands, and either may be right: half.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Draft, DraftSentence, Language
from assistant.quote_mode import Quoted
from assistant.quoting import Quotation, conflict_notice, highlight_text
from assistant.verify import Verdict
from assistant.wording import in_quotation_marks, wording
from index.sentences import Span

_ELSEWHERE = 0.5


def draft_answer(quoted: Quoted, verdicts: Sequence[Verdict], coming: str = "") -> Answer:
    """Return the answer that the sentences borne out make, each followed by the markers of its citations."""
    sentences, citations = _numbered(verdicts)
    language = quoted.trace.answer.language
    marked = _highlighted(citations, quoted.quotations)
    told = [conflict_notice(quoted.conflict, language)] if quoted.conflict else []
    if citations and quoted.trace.answer.abstained:
        told.append(wording("writer_alone", language))
    return replace(
        quoted.trace.answer,
        mode="write",
        abstained=False,
        answer=" ".join(sentence.text for sentence in sentences if sentence.why is None),
        highlight=highlight_text(marked),
        confidence=_confidence(quoted, verdicts, citations),
        citations=marked,
        related=(),
        notice=_lines(*told, *left_out(sentences, language)),
        elapsed_ms=quoted.stages.elapsed(),
        draft=Draft(sentences, coming),
    )


def abstention(quoted: Quoted, verdicts: Sequence[Verdict]) -> Answer:
    """Return quote mode's abstention for a model that has nothing to say either."""
    answer = quoted.trace.answer
    sentences, _ = _numbered(verdicts)
    return replace(
        answer,
        mode="write",
        notice=_lines(*left_out(sentences, answer.language)),
        elapsed_ms=quoted.stages.elapsed(),
        draft=Draft(sentences),
    )


def quoted_instead(quoted: Quoted, reason: str, verdicts: Sequence[Verdict] = ()) -> Answer:
    """Return the quote answer, with a line that says why it is not a written one.

    Args:
        quoted: the question answered by quotation.
        reason: the key of our text for it, without `writer_`.
        verdicts: on what the model wrote, where that is to be told too.
    """
    answer = quoted.trace.answer
    sentences, _ = _numbered(verdicts)
    line = wording(f"writer_{reason}", answer.language)
    if not answer.abstained:
        line += " " + wording("instead", answer.language)
    return replace(
        answer,
        notice=_lines(line, *left_out(sentences, answer.language), answer.notice or ""),
        elapsed_ms=quoted.stages.elapsed(),
        draft=Draft(sentences),
    )


def left_out(sentences: Sequence[DraftSentence], language: Language) -> list[str]:
    """Return what `notice` says of the sentences that are not borne out, a line for each."""
    return [
        wording("left_out", language, sentence=in_quotation_marks(s.text, language), why=s.why)
        for s in sentences
        if s.why is not None
    ]


def _numbered(verdicts: Sequence[Verdict]) -> tuple[tuple[DraftSentence, ...], tuple[Citation, ...]]:
    """The sentences, and the citations of those borne out, numbered from 1 in the order of their first use."""
    sentences: list[DraftSentence] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for verdict in verdicts:
        if not verdict.supported:
            sentences.append(DraftSentence(verdict.sentence, verdict.why, tuple(verdict.doubted)))
            continue
        markers = ""
        for citation in verdict.citations:
            place = citation.article, citation.start, citation.end
            first = citations.setdefault(place, replace(citation, number=len(citations) + 1))
            markers += f"[{first.number}]"
        sentences.append(DraftSentence(f"{verdict.sentence} {markers}"))
    return tuple(sentences), tuple(citations.values())


def _highlighted(citations: Sequence[Citation], quotations: Sequence[Quotation]) -> tuple[Citation, ...]:
    """The citations, with the reader's words marked in those that they stand in."""
    marked = []
    for citation in citations:
        for quotation in quotations:
            words = quotation.highlight
            if words and quotation.article.id == citation.article and _within(words, citation):
                citation = replace(citation, highlight_start=words.start, highlight_end=words.end)
                break
        marked.append(citation)
    return tuple(marked)


def _confidence(quoted: Quoted, verdicts: Sequence[Verdict], citations: Sequence[Citation]) -> float:
    weakest = min((verdict.confidence for verdict in verdicts if verdict.supported), default=0.0)
    found = any(
        q.article.id == c.article and q.span.start < c.end and c.start < q.span.end
        for q in quoted.quotations
        for c in citations
    )
    return round(quoted.trace.attempt.confidence * weakest * (1 if found else _ELSEWHERE), 4)


def _lines(*lines: str) -> str | None:
    return " ".join(line for line in lines if line) or None


def _within(words: Span, citation: Citation) -> bool:
    return citation.start <= words.start and words.end <= citation.end
