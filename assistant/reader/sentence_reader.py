"""The reader: from retrieved passages to the sentences that answer, the words in them, and how sure that is.

Two kinds of evidence meet here: what the embedding model and the words say of each sentence, and the spans that the
span reader finds. Weights fitted in `calibrate.py` make one score of them, and one confidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from pydantic import PrivateAttr

from assistant.answer_features import ANSWER_FEATURES, answer_features
from assistant.demands import unmet
from assistant.features import SENTENCE_FEATURES, Candidate, Evidence, Floats, gather
from assistant.language import question_language
from assistant.reader.spans import SpanReading
from assistant.reader.windows import places, windows_around
from assistant.reading import PassageReader, PassageReading, Question, crosses_language, read_question
from assistant.scoring import choose, load_weights
from index.generation import Generation
from index.library import Library
from index.passages import span_of
from index.sentences import Span

# What is left of the confidence in a sentence that fails a demand of the question. Without half of the demands, 9 %
# fewer of our gold set's `test` questions without an answer were refused, and no fewer of those with one. On 1,343
# questions written by hand about other articles, most of them paraphrases, they stop as many right answers as wrong.
_UNMET = 0.15
# What is left of it where nothing bears the question out: the span reader finds no span, and hardly a word
# of the question is in the article, in letters or in meaning. Of the cases that the confidence is fitted on this
# refuses 30 of XQuAD's without an answer and none of its others, and of our own three without and two with one.
_NOTHING = 0.5
_NO_SPAN, _NO_WORDS = 0.8, 0.15
# What a sentence that the last answer quoted gains in score, when the question leans on that; its neighbours gain less.
# On 99 follow-ups (`dev`) .5 and 1 helped one and two of them, 1.5 cost one.
_NEAR, _REACH = 1.0, 3


@dataclass(frozen=True)
class Finding:
    """A sentence that answers: `probability` among the candidates, and the words in it that do, if fewer."""

    candidate: Candidate
    probability: float
    highlight: Span | None


@dataclass(frozen=True)
class Reading:
    """What the reader makes of a question: the sentences to show, best first, and how likely they answer, 0..1.

    `nearest` holds every sentence read, the nearest in meaning first, whether it answers or not.
    """

    findings: tuple[Finding, ...]
    confidence: float
    nearest: tuple[Candidate, ...]
    passages: tuple[NodeWithScore, ...]


class SentenceReader(BaseNodePostprocessor):
    """Reads passages for the sentences that answer; as a LlamaIndex postprocessor it reranks the passages by them."""

    _library: Library = PrivateAttr()
    _spans: SpanReading = PrivateAttr()
    _passages: PassageReader = PrivateAttr()

    def __init__(self, library: Library, spans: SpanReading) -> None:
        super().__init__()
        self._library = library
        self._spans = spans
        self._passages = PassageReader(library.encoder)

    @property
    def passages(self) -> PassageReader:
        """The passages read so far."""
        return self._passages

    def read(
        self,
        generation: Generation,
        question: Question,
        hits: Sequence[NodeWithScore],
        without: frozenset[str] = frozenset(),
        near: Sequence[str] = (),
    ) -> Reading:
        """Return the sentences of the retrieved passages that answer, and how sure that is.

        Args:
            generation: the index that the passages come from.
            question: the question as read.
            hits: the retrieved passages.
            without: sentences not to give, since they were given before.
            near: what the conversation rests on, verbatim; an answer stands near it more often than elsewhere.
        """
        nodes = [hit.node for hit in hits if isinstance(hit.node, TextNode)]
        evidence = read_evidence(question, self._passages.read(generation, nodes), self._spans)
        if not evidence.candidates:
            return Reading((), 0.0, (), tuple(hits))
        weights = load_weights()
        scores = weights.score(evidence.sentences)
        if without:
            scores = scores - 1e3 * np.array([float(c.text in without) for c in evidence.candidates])
        if near:
            scores = scores + _NEAR * nearness_to(near, evidence.candidates)
        features = answer_features(question, evidence, scores)
        confidence = weights.probability(features, question.crosses)
        if _finds_nothing(features):
            confidence *= _NOTHING
        chosen = choose(scores, evidence.sentences)
        if unmet(question, evidence, chosen[0]):
            confidence *= _UNMET
        probabilities = np.exp(scores - scores.max())
        probabilities /= probabilities.sum()
        findings = tuple(
            Finding(evidence.candidates[row], float(probabilities[row]), Span(span.start, span.end) if span else None)
            for row in chosen
            for span in (evidence.spans[row],)
        )
        nearness = evidence.sentences[:, SENTENCE_FEATURES.index("interaction")]
        best_in: dict[str, float] = {}
        for row, candidate in enumerate(evidence.candidates):
            for hit in nodes:
                if _holds(hit, candidate):
                    best_in[hit.node_id] = max(best_in.get(hit.node_id, 0.0), float(probabilities[row]))
        reranked = sorted(hits, key=lambda hit: -best_in.get(hit.node.node_id, 0.0))
        return Reading(
            findings,
            confidence,
            tuple(evidence.candidates[int(row)] for row in np.argsort(-nearness, kind="stable")),
            tuple(NodeWithScore(node=h.node, score=best_in.get(h.node.node_id, 0.0)) for h in reranked),
        )

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        generation = self._library.generation()
        if query_bundle is None or generation is None or not nodes:
            return nodes
        text = query_bundle.query_str
        article = generation.article(str(nodes[0].node.metadata["article"]))
        crosses = crosses_language(question_language(text, "nb") == "en", article)
        question = read_question(self._library.encoder.read_question(text), text, crosses)
        return list(self.read(generation, question, nodes).passages)


def nearness_to(quotes: Sequence[str], candidates: Sequence[Candidate]) -> Floats:
    """Return how near each sentence stands to one that is quoted: 1 for that itself, 0 from `_REACH` sentences on."""
    near = np.zeros(len(candidates))
    for article in dict.fromkeys(candidate.article for candidate in candidates):
        number = {sentence.start: at for at, sentence in enumerate(article.sentences)}
        places = [match.span() for quote in quotes for match in _anywhere(quote).finditer(article.text)]
        quoted = [
            number[s.start] for s in article.sentences for start, end in places if s.start < end and start < s.end
        ]
        for row, candidate in enumerate(candidates):
            if quoted and candidate.article is article:
                away = min(abs(number[candidate.sentence.start] - at) for at in quoted)
                near[row] = max(0.0, 1 - away / _REACH)
    return near


def _anywhere(quote: str) -> re.Pattern[str]:
    """The quote as it may stand in the article, where its white space is of any kind."""
    return re.compile(r"\s+".join(map(re.escape, quote.split())) or r"(?!)")


def read_evidence(question: Question, passages: Sequence[PassageReading], spans: SpanReading) -> Evidence:
    """Return what both models make of the passages' sentences for a question."""
    windows = windows_around(places((p.passage, p.article) for p in passages))
    read = spans.read(question.text, windows)
    return gather(question, passages, [(w.article, s) for w, found in zip(windows, read, strict=True) for s in found])


def _finds_nothing(features: Floats) -> bool:
    no_span, covered = (features[ANSWER_FEATURES.index(name)] for name in ("no_span", "soft_all"))
    return bool(no_span > _NO_SPAN and covered < _NO_WORDS)


def _holds(passage: TextNode, candidate: Candidate) -> bool:
    span, sentence = span_of(passage), candidate.sentence
    return bool(
        passage.metadata["article"] == candidate.article.id
        and span.start <= sentence.start
        and sentence.end <= span.end
    )
