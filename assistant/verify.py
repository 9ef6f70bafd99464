"""Is a sentence borne out by the article? It is held against the sentences that it cites, or that cover it best.

Three things look at it: the facts that it states (numbers, days, names, quotations), each of which must stand in those
sentences; the span reader, asked for each of these facts; and the support network, which reads both. Weights fitted in
`assistant.support.fit` make one confidence of them.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from llama_index.core.schema import TextNode

from assistant.answer import Citation, Language
from assistant.facts.negation import negations
from assistant.features import Candidate
from assistant.language import question_language
from assistant.quoting import Quotation, cite
from assistant.reading import PassageReader
from assistant.retrieval import passage_of, retrieve
from assistant.support.features import Held, support_features
from assistant.support.holding import Holder, touches
from assistant.support.scoring import load_support_weights
from assistant.support.support_model import MAX_CLAIM_TOKENS, ReadClaim
from assistant.wording import wording
from index.library import Library
from index.passages import span_of
from index.sentences import Span

_MOST_TOKENS = MAX_CLAIM_TOKENS - 4  # what the support network reads of a sentence, less its prompt
_PASSAGES = 10  # retrieved for a sentence that cites nothing
_MEASURED = ("number", "year", "day")  # kinds of fact that have one value, however they are written
_SURE = 3.0  # log-odds from which what the reader found in a fact's place is told
_DOUBTED = 0.0  # logit from which a token is told as not borne out


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence is borne out, and by what.

    `confidence` is the calibrated probability, 0..1, that it is. `citations` are the sentences that it was held
    against; `why` says, in the sentence's language, what is not borne out, and is None where all is. `doubted` are
    the stretches of the sentence meant by that.
    """

    sentence: str
    language: Language
    supported: bool
    confidence: float
    citations: tuple[Citation, ...]
    why: str | None
    doubted: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as the JSON object that `kildevis check --json` prints."""
        shown = asdict(self)
        del shown["doubted"], shown["language"]
        return shown


class Verifier:
    """Holds sentences against the articles of a library."""

    def __init__(self, library: Library, holder: Holder, passages: PassageReader) -> None:
        self._library = library
        self._holder = holder
        self._passages = passages

    def check(
        self,
        sentence: str,
        *,
        language: Language = "nb",
        cited: Sequence[Candidate] = (),
        among: Sequence[Candidate] = (),
        article: str | None = None,
        why_in: Language | None = None,
    ) -> Verdict:
        """Return whether the sentence is borne out.

        Args:
            sentence: a statement in Bokmål, Nynorsk or English.
            language: that of our words where the sentence is too short to tell.
            cited: the sentences that it cites; it is held against these and their neighbours. Without any, those that
                cover it best are found.
            among: the sentences that they must be, or stand near; anywhere in the library when not given.
            article: the id of the one article to find them in instead.
            why_in: the language that `why` is in; the sentence's own when not given.

        Raises:
            InputError: there is no such article.
        """
        language = question_language(sentence, language)
        if not self.reads_whole(sentence):
            return Verdict(sentence, language, False, 0.0, (), wording("why_long", why_in or language))
        held = self._held(sentence, language, cited, among, article)
        if held is None:
            return Verdict(sentence, language, False, 0.0, (), wording("why_nothing", why_in or language))
        weights = load_support_weights()
        confidence = weights.probability(support_features(held), language == "en")
        # What has one value, however it is written, must stand there; names have more spellings than we know.
        unfounded = any(
            fact.kind in _MEASURED and not fact.stands_in(held.grounds.text, held.source_language)
            for fact in held.missing
        )
        supported = confidence >= weights.threshold and not unfounded and not held.misquoted
        why, doubted = (None, ()) if supported else _why(held, why_in or language)
        if not supported:
            confidence = min(confidence, weights.threshold)
        quotations = [
            Quotation(c.article, Span(c.sentence.start, c.sentence.end), None, confidence) for c in held.grounds.bearing
        ]
        return Verdict(sentence, language, supported, round(confidence, 4), cite(quotations), why, doubted)

    def reads_whole(self, sentence: str) -> bool:
        """Whether a sentence is short enough to be read to its end."""
        return self._library.encoder.count_tokens(sentence) <= _MOST_TOKENS

    def _held(
        self,
        sentence: str,
        language: Language,
        cited: Sequence[Candidate],
        among: Sequence[Candidate],
        article: str | None,
    ) -> Held | None:
        generation = self._library.generation()
        if generation is None or not re.search(r"[^\W_]", sentence):
            return None
        vectors = self._library.encoder.read_question(sentence)
        if cited:
            nodes = [
                node
                for own in dict.fromkeys(c.article.id for c in cited)
                for node in generation.passages_of(own)
                if _has_one(node, cited)
            ]
        elif article is not None:
            nodes = generation.passages_of(self._library.article(article).id)
        else:
            nodes = [passage_of(hit) for hit in retrieve(generation, sentence, vectors.whole, _PASSAGES).hits]
            nodes = [node for node in nodes if not among or _has_one(node, among)]
        return self._holder.hold(sentence, language, self._passages.read(generation, nodes), cited, vectors)


def _has_one(passage: TextNode, candidates: Sequence[Candidate]) -> bool:
    own = passage.metadata["article"]
    return any(c.article.id == own and touches(span_of(passage), c) for c in candidates)


def _why(held: Held, language: Language) -> tuple[str, tuple[Span, ...]]:
    """What is not borne out, in the language given, and where in the sentence that stands."""
    if held.misquoted:
        words = held.misquoted[0]
        at = held.claim.find(words)
        return wording("why_misquoted", language, words=words), (Span(at, at + len(words)),)
    if held.missing:
        fact = max(held.missing, key=lambda fact: fact.kind in _MEASURED)
        return wording("why_missing", language, words=fact.text), (fact.span,)
    differing = [a for a in held.asked if a.differs >= _SURE and a.differs > a.agrees]
    doubted = _doubted(held.claim, held.read)
    if differing:
        worst = max(differing, key=lambda a: a.differs - a.agrees)
        if (
            any(span.start < worst.fact.span.end and worst.fact.span.start < span.end for span in doubted)
            or not doubted
        ):
            return (
                wording("why_differs", language, words=worst.fact.text, instead=" ".join(worst.instead.split())),
                (worst.fact.span,),
            )
    denying = tuple(negations(held.claim, held.language))
    if bool(denying) != bool(negations(held.grounds.bearing[0].text, held.source_language)):
        return wording("why_denies" if denying else "why_denied", language), denying
    if doubted:
        words = held.claim[doubted[0].start : doubted[0].end]
        return wording("why_words", language, words=words), tuple(doubted)
    return wording("why_nothing", language), ()


def _doubted(claim: str, read: ReadClaim) -> list[Span]:
    """The stretches of the claim whose tokens the network finds not borne out, widened to whole words, worst first."""
    rows = np.flatnonzero(read.tokens >= _DOUBTED)
    spans: list[tuple[float, Span]] = []
    for row in rows:
        start, end = int(read.starts[row]), int(read.ends[row])
        while start < end and claim[start].isspace():
            start += 1
        while start > 0 and claim[start - 1].isalnum():
            start -= 1
        while end < len(claim) and claim[end].isalnum():
            end += 1
        score = float(read.tokens[row])
        if spans and start <= spans[-1][1].end + 1:
            spans[-1] = (max(score, spans[-1][0]), Span(spans[-1][1].start, max(end, spans[-1][1].end)))
        elif claim[start:end].strip(" .,;:!?"):
            spans.append((score, Span(start, end)))
    return [span for _, span in sorted(spans, key=lambda pair: -pair[0])]
