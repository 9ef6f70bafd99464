"""Holds a claim against passages: finds its grounds, asks the span reader for its facts, reads both together."""

from collections.abc import Collection, Sequence

from assistant.answer import Language
from assistant.facts.quotations import is_verbatim, quotations
from assistant.facts.stated import stated_facts
from assistant.features import Candidate
from assistant.language import article_language
from assistant.reader.spans import SpanReading
from assistant.reader.windows import places, windows_around
from assistant.reading import PassageReading, crosses_language, read_question
from assistant.support.evidence import find_grounds
from assistant.support.facts_asked import ask_facts
from assistant.support.features import Held
from assistant.support.support_model import SupportReader
from index.encoder import Encoder, TokenVectors
from index.passages import span_of
from index.sentences import Span


class Holder:
    """Holds claims against passages with three models, which it shares with whoever else uses them."""

    def __init__(self, encoder: Encoder, support: SupportReader, spans: SpanReading) -> None:
        self._encoder = encoder
        self._support = support
        self._spans = spans

    def hold(
        self,
        claim: str,
        language: Language,
        readings: Sequence[PassageReading],
        cited: Collection[Candidate] = (),
        vectors: TokenVectors | None = None,
    ) -> Held | None:
        """Return the claim with all that was found out about it; None where the passages have no sentence.

        Args:
            claim: a sentence.
            language: its own.
            readings: the passages, as the embedding model read them.
            cited: the sentences that the claim points to; those that cover it best when none are given.
            vectors: the claim as the embedding model read it, where that is known.
        """
        if not readings:
            return None
        crosses = crosses_language(language == "en", readings[0].article)
        read = read_question(vectors or self._encoder.read_question(claim), claim, crosses)
        grounds = find_grounds(read, readings, cited)
        if grounds is None:
            return None
        source = article_language(grounds.article.text)
        bearing = [
            (reading.passage, reading.article)
            for reading in readings
            if reading.article is grounds.article
            and any(touches(span_of(reading.passage), candidate) for candidate in grounds.bearing)
        ]
        asked = ask_facts(claim, language, source, self._spans, windows_around(places(bearing)))
        missing = [fact for fact in stated_facts(claim, language) if not fact.stands_in(grounds.bearing_text, source)]
        quoted = [claim[span.start : span.end] for span in quotations(claim)]
        return Held(
            claim,
            language,
            source,
            grounds,
            self._support.read([(claim, grounds.text)])[0],
            tuple(asked),
            tuple(missing),
            tuple(words for words in quoted if not is_verbatim(words, grounds.article.legible)),
        )


def touches(passage: Span, candidate: Candidate) -> bool:
    """Whether a passage has a part of the candidate, which stands in the same article."""
    return passage.start < candidate.sentence.end and candidate.sentence.start < passage.end
