"""What a question asks for: a person, a time, a number, a place, a reason, a yes or no, or something else."""

import re
from typing import Literal

QuestionKind = Literal["who", "when", "where", "number", "why", "yes-no", "what"]
PHRASE_KINDS: tuple[QuestionKind, ...] = ("who", "when", "where", "number")  # answered by a phrase that can be told

_FLAGS = re.IGNORECASE | re.VERBOSE
# Tried in this order: "hvor mange" is no place, "hvilket år" no thing.
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"""\b(?:(?:h?vor|kor|how)\s+(?:mange|mye|mykje|mang|many|much|stor[et]?|gam(?:mel|al)|old|høy|høg|lang[t]?|far)
            |antall?\w*|talet?\s+på|number\s+of|prosent|percent)\b""",
            _FLAGS,
        ),
    ),
    (
        "when",
        re.compile(
            r"""\b(?:når|naar|when|(?:h?vilken?|hvilket|kva(?:\s+for)?|what|which)\s+(?:ein\s+|eit\s+|ei\s+)?
            (?:år|dag|dato|tid|tidspunkt|måned|månad|klokkeslett|tiår|ukedag|vekedag|year|day|date|time|month|decade)
            |(?:hvor|kor|how)\s+(?:lenge|long)|klokk[ea]n?|tidspunkt)\b""",
            _FLAGS,
        ),
    ),
    (
        "who",
        re.compile(
            r"""\b(?:h?vem|kven|who|whom|whose|(?:hva|kva)\s+(?:heter|heiter|het|heitte)|what\s+is\s+the\s+name
            |(?:h?vilken?|hvilke|kva\s+for\s+(?:ein|ei|eit|nokre)?|which|what)\s+(?:\w+\s+)?
            (?:person\w*|politiker\w*|politikar\w*|minister\w*|president\w*|leder\w*|leiar\w*|fotograf\w*|
            photographer\w*|leader\w*|official\w*|navn\w*|namn\w*|name))\b""",
            _FLAGS,
        ),
    ),
    ("why", re.compile(r"\b(?:hvorfor|kvifor|korfor|why|årsaken?|grunnen|reason)\b", _FLAGS)),
    (
        "where",
        re.compile(
            r"""\b(?:hvor|kor|kvar|where|(?:h?vilken?|hvilket|kva(?:\s+for)?|what|which)\s+(?:ein\s+|eit\s+|ei\s+)?
            (?:by|sted|stad|land|område|region|city|town|place|country|area))\b""",
            _FLAGS,
        ),
    ),
    ("what", re.compile(r"\b(?:h?va|kva|hvilken?|hvilket|hvilke|what|which|hvordan|korleis|how)\b", _FLAGS)),
    (
        "yes-no",
        re.compile(
            r"""^\W*(?:er|var|har|hadde|kan|kunne|skal|skulle|vil|ville|må|blir|ble|vart|blei|finnes|finst|gikk|sa|tror|trur
            |støtter|fikk|fekk|fortsetter|bekrefter|bruker|is|are|was|were|has|have|had|can|could|will|would|should|did
            |does|do)\b""",
            _FLAGS,
        ),
    ),
)


def question_kind(question: str) -> QuestionKind:
    """Return what the question asks for; `what` where nothing tells."""
    found = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(question))]
    yes_no = next((kind for start, kind in found if kind == "yes-no"), None)
    if yes_no:
        return yes_no
    # The first asking word counts ("Hva sa han om når ..."); of two at one place, the more special one.
    return min(found, key=lambda pair: pair[0])[1] if found else "what"
