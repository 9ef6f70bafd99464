"""Quote mode: a question is answered by quotation; what is read for it, what is quoted, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from llama_index.core.schema import NodeWithScore

from assistant.answer import Answer, Elapsed, Language, Mode
from assistant.conflicts import Conflict, asked_conflict, touched_conflict
from assistant.conversation import Resolved
from assistant.credits import asks_for_credit, find_credits
from assistant.features import Candidate
from assistant.quoting import (
    Quotation,
    answer_text,
    cite,
    cite_passages,
    conflict_notice,
    highlight_text,
    language_notice,
    quote_conflict,
    quote_credits,
    quote_findings,
    quote_sentences,
)
from assistant.reader.sentence_reader import Reading, SentenceReader
from assistant.reader.windows import WIDER, how_many_fit, places
from assistant.reading import crosses_language, read_question
from assistant.retrieval import passage_of, retrieve
from assistant.settings import Settings
from assistant.summary import summarise
from assistant.trace import Trace
from assistant.wording import wording
from index.article import Article
from index.generation import Generation
from index.library import Library
from index.passages import split_passages

_MAX_CREDITS = 5
# Rules, not the reader, find these answers; all were right on our own questions, too few to claim more than this.
_SUMMARY_CONFIDENCE, _CREDIT_CONFIDENCE, _CONFLICT_CONFIDENCE = 0.9, 0.9, 0.9


@dataclass(frozen=True)
class Stages:
    """When a question came, its passages were retrieved, and they were read, by `perf_counter`."""

    start: float
    retrieved: float
    read: float

    def elapsed(self) -> Elapsed:
        """Return what each stage has taken; what has passed since the reading went into the wording."""
        now = perf_counter()
        spent = (self.retrieved - self.start, self.read - self.retrieved, now - self.read, now - self.start)
        return Elapsed(*(round(1000 * s, 2) for s in spent))


@dataclass(frozen=True)
class Quoted:
    """A question answered by quotation, and what else a writer goes on from.

    `quotations` are those of the trace's attempt, which may be too uncertain to be its answer; `conflict` is what the
    article contradicts itself in there, and `nearest` every sentence read, the nearest in meaning first.
    """

    trace: Trace
    stages: Stages
    quotations: tuple[Quotation, ...] = ()
    conflict: Conflict | None = None
    nearest: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class _Read:
    """What was found for one meaning of a question, and how long that took to retrieve."""

    retrieval_s: float
    legs: Mapping[str, tuple[str, ...]]
    reading: Reading
    quotations: list[Quotation]
    confidence: float
    conflict: Conflict | None


class QuoteMode:
    """Answers questions with the articles' own sentences."""

    def __init__(self, settings: Settings, library: Library, reader: SentenceReader, threshold: float) -> None:
        self._settings = settings
        self._library = library
        self._reader = reader
        self._threshold = threshold

    def answer(
        self, question: str, language: Language, generation: Generation, resolved: Resolved, start: float
    ) -> Quoted:
        """Answer a question that came at `start`, or abstain where that is too uncertain.

        Args:
            question: as asked.
            language: its own.
            generation: the index to answer from.
            resolved: the question in its conversation; of several meanings the one that the article answers counts.
            start: by `perf_counter`.
        """
        read = [self._read(text, resolved, language, generation) for text in resolved.texts]
        best = max(read, key=lambda one: one.confidence)
        stages = Stages(start, start + sum(one.retrieval_s for one in read), perf_counter())
        if best.quotations:
            lead, notice = wording("lead_quote", language), _notice(language, best.quotations, best.conflict)
            attempt = _cited(question, language, best.quotations, best.confidence, lead, notice, stages)
        else:
            attempt = self._abstention(question, language, best.reading, best.confidence, stages)
        refused = (best.confidence < self._threshold or resolved.unknown) and not attempt.abstained
        trace = Trace(
            answer=self._abstention(question, language, best.reading, best.confidence, stages) if refused else attempt,
            attempt=attempt,
            legs={**best.legs, "reranked": tuple(hit.node.node_id for hit in best.reading.passages)},
        )
        return Quoted(trace, stages, tuple(best.quotations), best.conflict, best.reading.nearest)

    def _read(self, text: str, resolved: Resolved, language: Language, generation: Generation) -> "_Read":
        start = perf_counter()
        vectors = self._library.encoder.read_question(text)
        found = retrieve(generation, text, vectors.whole, WIDER * self._settings.passages)
        hits = self._worth_reading(generation, found.hits)
        retrieval_s = perf_counter() - start
        articles = list(dict.fromkeys(generation.article(passage_of(hit).metadata["article"]) for hit in hits))
        crosses = bool(articles) and crosses_language(language == "en", articles[0])
        asked = read_question(vectors, text, crosses, resolved.asked)
        near = resolved.cited if text != resolved.asked else ()
        reading = self._reader.read(generation, asked, hits, resolved.said, near)
        return _Read(retrieval_s, found.legs, reading, *_quotations(text, reading, articles, crosses))

    def summary(self, question: str, language: Language, generation: Generation, start: float) -> Quoted:
        """Sum up the library's one article; of several, ask which."""
        ids = sorted(generation.manifest.articles)
        if len(ids) > 1:
            text = wording("which_article", language, count=len(ids))
            return Quoted(Trace.of(plain(question, language, "quote", text, False, start)), Stages(start, start, start))
        article = generation.article(ids[0])
        readings = self._reader.passages.read(generation, split_passages(article))
        stages = Stages(start, start, perf_counter())
        quotations = quote_sentences(summarise(readings), _SUMMARY_CONFIDENCE)
        notice = _notice(language, quotations, None)
        lead = wording("lead_summary", language)
        answer = _cited(question, language, quotations, _SUMMARY_CONFIDENCE, lead, notice, stages)
        told = tuple(Candidate(article, s) for s in article.sentences if s.block.kind == "paragraph")
        return Quoted(Trace.of(answer), stages, tuple(quotations), None, told)

    def _worth_reading(self, generation: Generation, hits: tuple[NodeWithScore, ...]) -> tuple[NodeWithScore, ...]:
        passages = [(node, generation.article(node.metadata["article"])) for node in map(passage_of, hits)]
        return hits[: how_many_fit(places(passages), self._settings.passages)]

    def _abstention(
        self, question: str, language: Language, reading: Reading, confidence: float, stages: Stages
    ) -> Answer:
        related = cite_passages(reading.passages)
        key = "abstain_bare" if not related else "abstain" if len(self._library) == 1 else "abstain_many"
        return Answer(
            question=question,
            language=language,
            mode="quote",
            abstained=True,
            answer=wording(key, language),
            highlight=None,
            confidence=round(confidence, 4),
            citations=(),
            related=related,
            notice=None,
            elapsed_ms=stages.elapsed(),
        )


def plain(question: str, language: Language, mode: Mode, text: str, abstained: bool, start: float) -> Answer:
    """Return an answer in our own words, that cites nothing, to a question that came at `start`."""
    return Answer(
        question=question,
        language=language,
        mode=mode,
        abstained=abstained,
        answer=text,
        highlight=None,
        confidence=0.0 if abstained else 1.0,
        citations=(),
        related=(),
        notice=None,
        elapsed_ms=Stages(start, start, start).elapsed(),
    )


def _quotations(
    question: str, reading: Reading, articles: list[Article], crosses: bool
) -> tuple[list[Quotation], float, Conflict | None]:
    if asks_for_credit(question):
        nearest = [c.sentence for c in reading.nearest] if crosses else []
        found = find_credits(question, articles, nearest)
        return quote_credits(found[:_MAX_CREDITS], _CREDIT_CONFIDENCE), _CREDIT_CONFIDENCE if found else 0.0, None
    if conflict := asked_conflict(question, articles):
        return quote_conflict(conflict, _CONFLICT_CONFIDENCE), _CONFLICT_CONFIDENCE, conflict
    if not reading.findings:
        return [], 0.0, None
    article = reading.findings[0].candidate.article
    sentences = [f.candidate.sentence for f in reading.findings if f.candidate.article is article]
    touched = touched_conflict(question, article, sentences)
    return quote_findings(reading.findings), reading.confidence, touched


def _cited(
    question: str,
    language: Language,
    quotations: list[Quotation],
    confidence: float,
    lead: str,
    notice: str | None,
    stages: Stages,
) -> Answer:
    citations = cite(quotations)
    return Answer(
        question=question,
        language=language,
        mode="quote",
        abstained=False,
        answer=answer_text(citations, lead),
        highlight=highlight_text(citations),
        confidence=round(confidence, 4),
        citations=citations,
        related=(),
        notice=notice,
        elapsed_ms=stages.elapsed(),
    )


def _notice(language: Language, quotations: list[Quotation], conflict: Conflict | None) -> str | None:
    lines = [
        conflict_notice(conflict, language) if conflict else "",
        language_notice(language, [q.article for q in quotations]),
    ]
    return " ".join(line for line in lines if line) or None
