"""Numbers that tell whether a claim is borne out by its grounds: what the verdict's confidence is made of."""

from dataclasses import dataclass

import numpy as np

from assistant.answer import Language
from assistant.facts.negation import negations
from assistant.facts.stated import Fact, FactKind
from assistant.features import Floats
from assistant.support.evidence import Grounds
from assistant.support.facts_asked import MOST, AskedFact
from assistant.support.support_model import ReadClaim

_KINDS: tuple[FactKind, ...] = ("number", "year", "day", "name", "country")
_MOST_MISSING = 2  # more say no more
_UNASKED = -MOST / 2  # the margin of a kind of fact that the claim does not state
_TOP = 3

SUPPORT_FEATURES = (
    "whole",  # the support network's logit of the claim not being borne out
    "token",  # the highest of any of its tokens
    "tokens",  # the mean of the three highest
    "sentences",  # that together cover the claim's words
    "covered",  # share of its content words in these, in letters or in meaning
    "covered_first",  # in the first of them
    "covered_worst",  # how well the worst covered word is
    "near",  # mean over its tokens of the best cosine with a token of the first sentence
    *(f"margin_{kind}" for kind in _KINDS),  # the best span that differs from the fact, to the best that agrees
    "margin",  # the highest of them
    "agrees",  # the lowest log-odds of a span that agrees
    *(f"missing_{kind}" for kind in _KINDS),  # facts stated that the sentences do not have
    "missing_anywhere",  # and that all of the grounds' article does not have
    "denies",  # 1 where the claim denies something and its sentences do not
    "denied",  # 1 where the first sentence denies something and the claim does not
    "misquoted",  # quotations that are not verbatim
)


@dataclass(frozen=True)
class Held:
    """A claim held against its grounds, and all that was found out.

    `missing` are the facts that its bearing sentences do not have, `misquoted` the quotations that stand nowhere in the
    article word for word.
    """

    claim: str
    language: Language
    source_language: Language  # of the article
    grounds: Grounds
    read: ReadClaim
    asked: tuple[AskedFact, ...]
    missing: tuple[Fact, ...]
    misquoted: tuple[str, ...]


def support_features(held: Held) -> Floats:
    """Return the features, shape (SUPPORT_FEATURES,)."""
    grounds, asked = held.grounds, held.asked
    tokens = np.sort(held.read.tokens)[::-1]
    margins = {
        kind: max((a.differs - a.agrees for a in asked if a.fact.kind == kind), default=_UNASKED) for kind in _KINDS
    }
    missing = {kind: sum(fact.kind == kind for fact in held.missing) for kind in _KINDS}
    anywhere = sum(not fact.stands_in(grounds.article.legible, held.source_language) for fact in held.missing)
    denies = bool(negations(held.claim, held.language))
    denied_first = bool(negations(grounds.bearing[0].text, held.source_language))
    denied = bool(negations(grounds.bearing_text, held.source_language))
    values = [
        held.read.whole,
        float(tokens[0]) if len(tokens) else 0.0,
        float(tokens[:_TOP].mean()) if len(tokens) else 0.0,
        len(grounds.bearing),
        grounds.covered,
        grounds.covered_first,
        grounds.covered_worst,
        grounds.near,
        *(_clipped(margins[kind]) for kind in _KINDS),
        float(np.clip(max(margins.values()), -2 * MOST, 2 * MOST)),
        min((a.agrees for a in asked), default=MOST / 2),
        *(min(missing[kind], _MOST_MISSING) for kind in _KINDS),
        min(anywhere, _MOST_MISSING),
        float(denies and not denied),
        float(denied_first and not denies),
        min(len(held.misquoted), _MOST_MISSING),
    ]
    return np.array(values, dtype=float)


def _clipped(margin: float) -> float:
    return float(np.clip(margin, -MOST, MOST))
