"""Which sentences of an article a claim is held against: those that together cover its words, and their neighbours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.features import SENTENCE_FEATURES, Candidate, Evidence, Floats, gather, share
from assistant.reading import PassageReading, Question
from index.article import Article

MAX_SENTENCES = 3  # that bear a claim; the contract's most citations
MAX_CHARS = 900  # of what a claim is held against: some 250 tokens, as in training
_INTERACTION = 2.0  # weight of the mean of the tokens' cosines beside the share of words covered
_WORTH = 0.08  # a further sentence must cover so much more of the claim


@dataclass(frozen=True)
class Grounds:
    """What a claim is held against: `bearing` sentences, the best first, and `text`, these with their neighbours.

    `covered`, `covered_first` and `covered_worst` say how much of the claim's content words the sentences cover, the
    first alone, and how well the worst covered word is; `near` is the mean cosine of its tokens with the first's.
    """

    bearing: tuple[Candidate, ...]
    text: str
    covered: float
    covered_first: float
    covered_worst: float
    near: float

    @property
    def article(self) -> Article:
        """The one that all of it stands in."""
        return self.bearing[0].article

    @property
    def bearing_text(self) -> str:
        """The bearing sentences alone."""
        return " ".join(candidate.text for candidate in self.bearing)


def find_grounds(
    claim: Question, readings: Sequence[PassageReading], cited: Collection[Candidate] = ()
) -> Grounds | None:
    """Return what to hold a claim against among the sentences of passages; None where there are none.

    Args:
        claim: as read.
        readings: the passages, as the embedding model read them.
        cited: the sentences that the claim itself points to; the best covering ones when none are given.
    """
    evidence = gather(claim, readings, [])
    if not evidence.candidates:
        return None
    places = {(c.article.id, c.sentence.start) for c in cited}
    rows = [row for row, c in enumerate(evidence.candidates) if (c.article.id, c.sentence.start) in places]
    nearness = evidence.sentences[:, SENTENCE_FEATURES.index("interaction")]
    of_one = [r for r in rows if evidence.candidates[r].article is evidence.candidates[rows[0]].article]
    return _grounds(evidence, sorted(of_one, key=lambda row: -nearness[row])[:MAX_SENTENCES] or _bearing(evidence))


def _bearing(evidence: Evidence) -> list[int]:
    """The rows of the sentences that together cover the claim, by greedy choice, all of one article."""
    nearness = evidence.sentences[:, SENTENCE_FEATURES.index("interaction")]
    alone = evidence.sentences[:, SENTENCE_FEATURES.index("within")]
    total = max(float(evidence.rarity.sum()), 1e-9)
    covered: Floats = np.zeros(evidence.meaning.shape[1])
    chosen: list[int] = []
    for _ in range(MAX_SENTENCES):
        gains = (np.maximum(evidence.meaning, covered) - covered) @ evidence.rarity / total
        scores = gains + (_INTERACTION * (nearness + alone) / 2 if not chosen else 0)
        if chosen:
            article = evidence.candidates[chosen[0]].article
            scores[[c.article is not article for c in evidence.candidates]] = -1
        best = int(np.argmax(scores))
        if chosen and gains[best] < _WORTH:
            break
        chosen.append(best)
        covered = np.maximum(covered, evidence.meaning[best])
    return chosen


def _grounds(evidence: Evidence, chosen: Sequence[int]) -> Grounds:
    bearing = tuple(evidence.candidates[row] for row in chosen)
    best = evidence.meaning[list(chosen)].max(0)
    return Grounds(
        bearing,
        grounds_text([c.article.sentences.index(c.sentence) for c in bearing], bearing[0].article),
        float(share(best[None, :], evidence.rarity)[0]),
        float(share(evidence.meaning[chosen[0]][None, :], evidence.rarity)[0]),
        float(best.min()) if len(best) else 1.0,
        float(evidence.sentences[chosen[0], SENTENCE_FEATURES.index("interaction")]),
    )


def grounds_text(numbers: Collection[int], article: Article) -> str:
    """Return an article's sentences of these numbers with their neighbours, in reading order, within `MAX_CHARS`."""
    sentences = article.sentences
    kept = set(numbers)
    wanted = [n for distance in (-1, 1, -2, 2) for number in numbers for n in (number + distance,)]
    size = sum(sentences[n].end - sentences[n].start + 1 for n in kept)
    for n in wanted:
        if 0 <= n < len(sentences) and n not in kept and sentences[n].block.kind in ("paragraph", "caption", "heading"):
            length = sentences[n].end - sentences[n].start + 1
            if size + length <= MAX_CHARS:
                kept.add(n)
                size += length
    return " ".join(" ".join(article.text[sentences[n].start : sentences[n].end].split()) for n in sorted(kept))
