"""The assistant: a question in, an answer with its citations out."""

import re
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from threading import RLock
from time import perf_counter
from typing import Any

from assistant.answer import Answer, History, Language, Mode
from assistant.conversation import resolve
from assistant.language import question_language
from assistant.library import open_library
from assistant.quote_mode import QuoteMode, plain
from assistant.quoting import answer_text
from assistant.reader.opening import open_reader
from assistant.reader.sentence_reader import SentenceReader
from assistant.reader.spans import SpanReading
from assistant.retrieval import passage_of, retrieve
from assistant.scoring import load_weights
from assistant.settings import Settings, load_settings
from assistant.small_talk import small_talk
from assistant.summary import asks_for_summary
from assistant.support.holding import Holder
from assistant.trace import Trace
from assistant.verify import Verdict, Verifier
from assistant.wording import wording
from assistant.writer.opening import open_model
from assistant.writer.writing import Writer
from index.article import find_files, read_article
from index.encoder import Progress
from index.library import Library
from index.passages import quotable


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
    """Answers questions about the articles of a library: in their own sentences, or in a language model's, checked."""

    def __init__(self, settings: Settings, library: Library, spans: SpanReading) -> None:
        self.settings = settings
        self.library = library
        self._spans = spans
        self._reader = SentenceReader(library, spans)
        self._quoting = QuoteMode(settings, library, self._reader, self.threshold)
        self._loading = RLock()

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
            KildevisError: a file of ours is missing or damaged.
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
        assistant = cls(settings, library, spans)
        if settings.mode == "write":
            assistant._load_writer()  # now, not at the first question
        return assistant

    def ask(
        self,
        question: str,
        history: History = (),
        *,
        mode: Mode | None = None,
        interface_language: Language | None = None,
    ) -> Answer:
        """Answer one question.

        Args:
            question: in Bokmål, Nynorsk or English.
            history: the turns before it, oldest first.
            mode: how the answer is made; the settings' when not given.
            interface_language: that of our words where the question is too short to tell; the settings' when not given.

        Raises:
            InputError: an answer is to be written, and the settings name no language model.
        """
        return self.trace(question, history, mode=mode, interface_language=interface_language).answer

    def trace(
        self,
        question: str,
        history: History = (),
        *,
        mode: Mode | None = None,
        interface_language: Language | None = None,
    ) -> Trace:
        """Answer one question as `ask` does, and tell how it came to the answer."""
        return deque(self._traces(question, history, mode, interface_language), maxlen=1).pop()

    def stream(
        self,
        question: str,
        history: History = (),
        *,
        mode: Mode | None = None,
        interface_language: Language | None = None,
    ) -> Generator[Answer, None, None]:
        """Yield the answer as it grows; the last one is whole.

        A quoted answer grows by its sentences. A written one grows by the words in its `draft`, and by a sentence when
        that has been found borne out; when the language model fails, the last one is quoted. Closing the iterator stops
        the language model's work too.
        """
        with closing(self._traces(question, history, mode, interface_language)) as traces:
            for trace in traces:
                yield from _growing(trace.answer)

    def _traces(
        self, question: str, history: History, mode: Mode | None, interface_language: Language | None
    ) -> Generator[Trace, None, None]:
        """The answer as it grows, each with the way to it."""
        start = perf_counter()
        mode = mode or self.settings.mode
        writer = self._load_writer() if mode == "write" else None
        asked = question.strip()
        language = question_language(asked, interface_language or self.settings.language)
        if (said := self._without_article(asked, language, mode)) is not None:
            yield Trace.of(plain(question, language, mode, *said, start))
            return
        generation = self.library.generation()
        if generation is None or not generation.manifest.articles:
            yield Trace.of(plain(question, language, mode, wording("no_articles", language), True, start))
            return
        failed = None
        if asks_for_summary(asked):
            quoted = self._quoting.summary(question, language, generation, start)
        else:
            # Capitals throughout hide the names from us, and the words from the model, which knows both cases.
            resolved = resolve(asked.lower() if asked.isupper() else asked, history)
            if writer is not None:
                resolved, failed = writer.meanings(resolved, history, language)
            quoted = self._quoting.answer(question, language, generation, resolved, start)
        if writer is None:
            yield quoted.trace
            return
        with closing(writer.write(asked, quoted, history, failed)) as answers:
            for answer in answers:
                attempt = quoted.trace.attempt if answer.abstained else answer
                yield Trace(answer, attempt, quoted.trace.legs)

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
                shown.start,
                shown.end,
                text,
                round(score, 6),
            )
            for node, score in hits
            for shown, text in (quotable(node),)
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
        elif not self._verifier.reads_whole(said):
            why = wording("sentence_to_split", language)
        else:
            return self._verifier.check(said, language=language, article=article)
        return Verdict(sentence, language, False, 0.0, (), why)

    def reads_whole(self, sentence: str) -> bool:
        """Whether a sentence is short enough to be checked to its end."""
        return len(sentence) <= self.settings.max_question_chars and self._verifier.reads_whole(sentence)

    def _load_writer(self) -> Writer:
        # Threads that ask at once must share one endpoint: it remembers what failed.
        with self._loading:
            return self._writer

    @cached_property
    def _writer(self) -> Writer:
        model, ask = open_model(self.settings)
        return Writer(model, ask, self._verifier, self.library.encoder.count_tokens)

    @cached_property
    def _verifier(self) -> Verifier:
        from assistant.support.bundled_support import bundled_support  # brings a third model, which few need

        support = bundled_support(self.settings.cache / "models")
        return Verifier(self.library, Holder(self.library.encoder, support, self._spans), self._reader.passages)

    @property
    def threshold(self) -> float:
        """The confidence below which it abstains."""
        return self.settings.threshold if self.settings.threshold is not None else load_weights().threshold

    def _without_article(self, asked: str, language: Language, mode: Mode) -> tuple[str, bool] | None:
        """What to say, and whether that is a refusal, when the question asks nothing of an article."""
        if not re.search(r"[^\W_]", asked):
            return wording("empty", language), True
        most = self.settings.max_question_chars
        if len(asked) > most:
            return wording("too_long", language, chars=len(asked), most=most), True
        kind = small_talk(asked)
        if kind is None:
            return None
        key = f"{kind}_write" if mode == "write" and kind in ("greeting", "help") else kind
        return wording(key, language), False


def _growing(whole: Answer) -> Iterator[Answer]:
    """A quoted answer sentence by sentence; one that is written has grown already."""
    if whole.mode == "write":
        yield whole
        return
    lead = whole.answer.partition(answer_text(whole.citations[:1]))[0] if whole.citations else ""
    for count in range(1, len(whole.citations)):
        shown = whole.citations[:count]
        yield replace(whole, answer=answer_text(shown, lead), citations=shown)
    yield whole
