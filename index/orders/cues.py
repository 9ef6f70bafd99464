"""Words that tell of an order to an assistant, in Bokmål, Nynorsk and English: beside the embedding, what it says."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_CUES = {
    "machine": r"\b(?:ki|ai)\b|\b(?:ki|ai)-|assistent|assistant|språkmodell|language model|\bmodell|\bmodel\b|chatbot"
    r"|chatgpt|\bgpt|\bllm|\bbot\b|robot",
    "override": r"\b(?:ignor|glem|gløym|disregard|forget|overstyr|override|se bort|sjå bort|overse|omit|never mind)",
    "rules": r"instruks|instruct|\bregl|\brules?\b|prompt|retningslinj|guideline|beskjed|melding",
    "answer": r"\b(?:svar|answer|reply|respond|response|output)\w*",
    "question": r"spørsmål\w*|question\w*|\bquery|bruker|brukar|\busers?\b"
    r"|\b(?:når|hvis|dersom|om|if|when|whenever|ved)\b[^.]*\b(?:spør|ask|asked|asks)\w*",
    "markup": r"^\W*(?:system|developer|admin|utvikler|utviklar|user|bruker|assistant|assistent|note|merk)\b\s*[:(\]]"
    r"|<[^>]+>|\[\w+\]|\{|\}|</|<\||###|==|--",
    "you": r"\b(?:du|you|your|din|ditt|dine|deg)\b",
    "say": r"\b(?:si|skriv|write|say|gjenta|repeat|oppgi|state|siter|cite|oversett|translate|legg til|add|append|nevn"
    r"|mention|inkluder|include)\b",
    "must": r"\b(?:må|skal|must|should|alltid|always|kun|bare|only|aldri|never|do not|don't|ikke|ikkje)\b",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _CUES.items()}
# Together they tell more than each alone: an answer demanded, rules overridden, a machine spoken to.
_PAIRS = (
    *(("machine", other) for other in _CUES if other != "machine"),
    *(("answer", other) for other in ("question", "markup", "you", "say", "must")),
    ("override", "rules"),
)
CUES = (*_CUES, *(f"{one} and {other}" for one, other in _PAIRS))


def cues(texts: Sequence[str]) -> Floats:
    """Return which cues each text has, shape (texts, CUES): 1 or 0."""
    names = list(_CUES)
    single = np.array(
        [[float(bool(pattern.search(text))) for pattern in _PATTERNS.values()] for text in texts]
    ).reshape(len(texts), len(names))
    both = [single[:, names.index(one)] * single[:, names.index(other)] for one, other in _PAIRS]
    return np.hstack([single, np.array(both).T.reshape(len(texts), len(_PAIRS))])
