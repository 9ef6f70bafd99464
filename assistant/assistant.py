"""The assistant: a question in, an answer with its citations out."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from time import perf_counter
from typing import Any

from llama_index.core.schema import NodeWithScore

from assistant.answer import Answer, Citation, Elapsed, History, Language
from assistant.conflicts import Conflict, asked_conflict, touched_conflict
from assistant.conversation import resolve
from assistant.credits import asks_for_credit, find_credits
from assistant.language import question_language
from assistant.library import open_library
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
from assistant.reader.opening import open_reader
from assistant.reader.sentence_reader import Reading, SentenceReader
from assistant.reader.spans import SpanReading
from assistant.reader.windows import WIDER, how_many_fit, places
from assistant.reading import crosses_language, read_question
from assistant.retrieval import passage_of, retrieve
from assistant.scoring import load_weights
from assistant.settings import Settings, load_settings
from assistant.small_talk import small_talk
from assistant.summary import asks_for_summary, summarise
from assistant.support.holding import Holder
from assistant.trace import Trace
from assistant.verify import Verdict, Verifier
from assistant.wording import wording
from index.article import Article, find_files, read_article
from index.encoder import Progress
from index.generation import Generation
from index.library import Library
from index.passages import split_passages

_MAX_CREDITS = 5
# Rules, not the reader, find these answers; all were right on our own questions, too few to claim more than this.
_SUMMARY_CONFIDENCE, _CREDIT_CONFIDENCE, _CONFLICT_CONFIDENCE = 0.9, 0.9, 0.9


@dataclass(frozen=True)
class Hit:
    """A retrieved passage: `text == article.text[start:end]`; `score` is its reciprocal rank fusion."""

    article: str
    title: str
    start: int
    end: int
    text: str
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as the JSON object that `kildevis search --json` prints."""
        return asdict(self)


class Assistant:
    """Answers questions about the articles of a library, in their own sentences."""

    def __init__(self, settings: Settings, library: Library, spans: SpanReading) -> None:
        self.settings = settings
        self.library = library
        self._spans = spans
        self._reader = SentenceReader(library, spans)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        progress: Progress = lambda stage, done: None,
        library: Library | None = None,
    ) -> "Assistant":
        """Load the models, and index the seed articles when the library has never held any.

        Args:
            settings: as `load_settings` reads them when not given.
            progress: told a stage ("model": unpacking it, "load": loading it, "index") and the share of it done, 0..1.
            library: the one that the settings name when not given.

        Raises:
            InputError: a setting, the model that it names or the index that it finds does not fit.
        """
        settings = settings or load_settings()
        library = library or open_library(settings)
        load_weights()
        if not library.is_new:
            library.generation()  # one that does not fit is told before the models take their time
        library.encoder.load(progress)
        spans = open_reader(settings)
        if library.is_new:
            library.add([read_article(path) for path in find_files([settings.seeds])], progress)
        return cls(settings, library, spans)

    def ask(self, question: str, history: History = (), *, interface_language: Language | None = None) -> Answer:
        """Answer one question.

        Args:
            question: in Bokmål, Nynorsk or English.
            history: the turns before it, oldest first.
            interface_language: that of our words where the question is too short to tell; the settings' when not given.
        """
        return self.trace(question, history, interface_language=interface_language).answer

    def trace(self, question: str, history: History = (), *, interface_language: Language | None = None) -> Trace:
        """Answer one question as `ask` does, and tell how it came to the answer."""
        start = perf_counter()
        asked = question.strip()
        language = question_language(asked, interface_language or self.settings.language)
        if (said := self._without_article(asked, language)) is not None:
            text, abstained = said
            return Trace.of(_plain(question, language, text, abstained, start))
        generation = self.library.generation()
        if generation is None or not generation.manifest.articles:
            return Trace.of(_plain(question, language, wording("no_articles", language), True, start))
        if asks_for_summary(asked):
            return Trace.of(self._summary(question, language, generation, start))
        return self._answer(question, language, generation, history, start)

    def stream(
        self, question: str, history: History = (), *, interface_language: Language | None = None
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, sentence by sentence; the last one is whole."""
        whole = self.ask(question, history, interface_language=interface_language)
        lead = whole.answer.partition(answer_text(whole.citations[:1]))[0] if whole.citations else ""
        for count in range(1, len(whole.citations)):
            shown = whole.citations[:count]
            yield replace(whole, answer=answer_text(shown, lead), citations=shown)
        yield whole

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the `k` best passages for a query, best first; none for a query without a word."""
        generation = self.library.generation()
        if generation is None or not re.search(r"\w", query):
            return []
        vector = self.library.encoder.read_question(query).whole
        hits = [(passage_of(hit), hit.score or 0.0) for hit in retrieve(generation, query, vector, k).hits]
        return [
            Hit(
                node.metadata["article"],
                node.metadata["title"],
                node.metadata["start"],
                node.metadata["end"],
                node.text,
                round(score, 6),
            )
            for node, score in hits
        ]

    def check(
        self, sentence: str, *, article: str | None = None, interface_language: Language | None = None
    ) -> Verdict:
        """Return whether a sentence is borne out by the articles, or by the one with this id.

        Raises:
            InputError: there is no such article.
            KildevisError: the network that reads the sentence is missing or damaged.
        """
        language = interface_language or self.settings.language
        said = sentence.strip()
        if not re.search(r"[^\W_]", said):
            why = wording("nothing_to_check", language)
        elif len(said) > self.settings.max_question_chars:
            why = wording("sentence_too_long", language, chars=len(said), most=self.settings.max_question_chars)
        else:
            return self._verifier.check(said, language=language, article=article)
        return Verdict(sentence, language, False, 0.0, (), why)

    @cached_property
    def _verifier(self) -> Verifier:
        from assistant.support.bundled_support import bundled_support  # brings a third model, which few need

        support = bundled_support(self.settings.cache / "models")
        return Verifier(self.library, Holder(self.library.encoder, support, self._spans), self._reader.passages)

    @property
    def threshold(self) -> float:
        """The confidence below which it abstains."""
        return self.settings.threshold if self.settings.threshold is not None else load_weights().threshold

    def _without_article(self, asked: str, language: Language) -> tuple[str, bool] | None:
        """What to say, and whether that is a refusal, when the question asks nothing of an article."""
        if not re.search(r"[^\W_]", asked):
            return wording("empty", language), True
        most = self.settings.max_question_chars
        if len(asked) > most:
            return wording("too_long", language, chars=len(asked), most=most), True
        kind = small_talk(asked)
        return (wording(kind, language), False) if kind else None

    def _answer(
        self, question: str, language: Language, generation: Generation, history: History, start: float
    ) -> Trace:
        # Capitals throughout hide the names from us, and the words from the model, which knows both cases.
        resolved = resolve(question.strip().lower() if question.isupper() else question.strip(), history)
        encoder = self.library.encoder
        vectors = encoder.read_question(resolved.text)
        found = retrieve(generation, resolved.text, vectors.whole, WIDER * self.settings.passages)
        hits = self._worth_reading(generation, found.hits)
        retrieved = perf_counter()
        articles = list(dict.fromkeys(generation.article(passage_of(hit).metadata["article"]) for hit in hits))
        crosses = bool(articles) and crosses_language(language == "en", articles[0])
        asked = read_question(vectors, resolved.text, crosses, resolved.asked)
        reading = self._reader.read(generation, asked, hits, resolved.asked, resolved.said)
        read = perf_counter()
        quotations, confidence, conflict = self._quotations(resolved.text, reading, articles, crosses)
        stages = (start, retrieved, read)
        if quotations:
            lead, notice = wording("lead_quote", language), _notice(language, quotations, conflict)
            attempt = _cited(question, language, quotations, confidence, lead, notice, stages)
        else:
            attempt = self._abstention(question, language, reading, confidence, stages)
        refused = confidence < self.threshold and not attempt.abstained
        return Trace(
            answer=self._abstention(question, language, reading, confidence, stages) if refused else attempt,
            attempt=attempt,
            legs={**found.legs, "reranked": tuple(hit.node.node_id for hit in reading.passages)},
        )

    def _worth_reading(self, generation: Generation, hits: tuple[NodeWithScore, ...]) -> tuple[NodeWithScore, ...]:
        passages = [(node, generation.article(node.metadata["article"])) for node in map(passage_of, hits)]
        return hits[: how_many_fit(places(passages), self.settings.passages)]

    def _quotations(
        self, question: str, reading: Reading, articles: list[Article], crosses: bool
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

    def _summary(self, question: str, language: Language, generation: Generation, start: float) -> Answer:
        ids = sorted(generation.manifest.articles)
        if len(ids) > 1:
            text = wording("which_article", language, count=len(ids))
            return _plain(question, language, text, False, start)
        article = generation.article(ids[0])
        readings = self._reader.passages.read(generation, split_passages(article))
        read = perf_counter()
        quotations = quote_sentences(summarise(readings), _SUMMARY_CONFIDENCE)
        notice = _notice(language, quotations, None)
        lead = wording("lead_summary", language)
        return _cited(question, language, quotations, _SUMMARY_CONFIDENCE, lead, notice, (start, start, read))

    def _abstention(
        self, question: str, language: Language, reading: Reading, confidence: float, stages: tuple[float, float, float]
    ) -> Answer:
        related = cite_passages(reading.passages)
        key = "abstain_bare" if not related else "abstain" if len(self.library) == 1 else "abstain_many"
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
            elapsed_ms=_elapsed(*stages),
        )


def _plain(question: str, language: Language, text: str, abstained: bool, start: float) -> Answer:
    """An answer in our own words, that cites nothing."""
    return Answer(
        question,
        language,
        "quote",
        abstained,
        text,
        None,
        0.0 if abstained else 1.0,
        (),
        (),
        None,
        _elapsed(start, start, start),
    )


def _cited(
    question: str,
    language: Language,
    quotations: list[Quotation],
    confidence: float,
    lead: str,
    notice: str | None,
    stages: tuple[float, float, float],
) -> Answer:
    citations: tuple[Citation, ...] = cite(quotations)
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
        elapsed_ms=_elapsed(*stages),
    )


def _notice(language: Language, quotations: list[Quotation], conflict: Conflict | None) -> str | None:
    lines = [
        conflict_notice(conflict, language) if conflict else "",
        language_notice(language, [q.article for q in quotations]),
    ]
    return " ".join(line for line in lines if line) or None


def _elapsed(start: float, retrieved: float, read: float) -> Elapsed:
    now = perf_counter()
    return Elapsed(*(round(1000 * s, 2) for s in (retrieved - start, read - retrieved, now - read, now - start)))
