"""The words of a sentence that deny, in Bokmål, Nynorsk or English."""

import re

from assistant.answer import Language
from index.sentences import Span

_NORWEGIAN = (
    r"ikke|ikkje|aldri|ingen|inga|inkje|intet|ingenting|ingensteder|uten|utan|verken|hverken|korkje|neppe|knapt"
    r"|nekte[trs]?|nekta|benekte[trs]?|avvise[rs]?|avviste|avvist|dementere[rt]?|mangle[rt]?|unnlot|unnlater|uavklart|ukjen[dt]"
    r"|ubekrefte[td]e?|ustadfest"
)
_ENGLISH = (
    r"not|\w+n['’]t|cannot|never|no|none|nobody|nothing|nowhere|without|neither|nor|hardly|barely|den(?:y|ies|ied)"
    r"|reject(?:s|ed)?|refus(?:e|es|ed)|fail(?:s|ed)?|lack(?:s|ed)?|unknown|unconfirmed|unclear"
)
_PATTERNS = {
    "nb": re.compile(rf"\b(?:{_NORWEGIAN})\b", re.IGNORECASE),
    "en": re.compile(rf"\b(?:{_ENGLISH})\b", re.IGNORECASE),
}


def negations(text: str, language: Language) -> list[Span]:
    """Return where a text in the language denies something."""
    pattern = _PATTERNS["en" if language == "en" else "nb"]
    return [Span(*match.span()) for match in pattern.finditer(text)]
