"""The details that some questions ask for by name: a year, an age, a time of day, a duration, a length, a sum."""

import re

from assistant.phrases import YEAR

_YEAR = re.compile(rf"\b{YEAR}\b")
_AGE = re.compile(
    r"\d+\s?-?år(?:ing(?:en)?|ige|\sgammel|\sgamle|\s)|født|fylte|\d+[- ]years?[- ]old|born|\(\d\d\)", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b(?:sekund|minutt|time|døgn|dag(?:er|ar)\b|uke|veke|måned|månad|tiår|siden|sidan|until|since|hours?|days"
    r"|weeks?|months?|years|minutes?)\w*|\bfra\b.*\btil\b|\bfrå\b.*\btil\b"
    r"|\b(?:\d+|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|tretti|førti|femti|hundre|flere|fleire|mange)\s?år\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\bkl\b|\bklokk[ae]n?\b|\b\d{1,2}[.:]\d\d\b|\bmidnatt|\bmidnight|\bnoon\b|\d\s?[ap]\.?m\b|o['’]clock",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\d\s?(?:[km]?m|mil|moh)\b|\b(?:kilo|centi|milli)?met(?:er|re)s?\b|\b(?:mil|miles?|feet|foot|yards?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"kron|\bmill|\bmilliard|dollar|euro|prosent|\bkr\b|gratis|million|billion|percent|%", re.IGNORECASE
)
_DETAILS = (
    (re.compile(r"\b(?:hvilket|hva slags|kva|what|which)\s+(?:år|year|årstall|årstal)\b", re.IGNORECASE), _YEAR),
    (re.compile(r"\b(?:gammel|gamle|gamal|gamle|gammal|how old|alder|age)\b", re.IGNORECASE), _AGE),
    (
        re.compile(
            r"\b(?:(?:når|hva tid|kva tid|hvilken tid) på (?:dagen|døgnet)|(?:hvilket|kva) klokkeslett|what time"
            r"|time of (?:the )?day)\b",
            re.IGNORECASE,
        ),
        _CLOCK,
    ),
    (
        re.compile(r"\b(?:lengd[ea]n?|hvor langt|kor langt|how far|how tall|avstand(?:en)?|distance)\b", re.IGNORECASE),
        _LENGTH,
    ),
    (re.compile(r"\b(?:hvor lenge|kor lenge|how long)\b", re.IGNORECASE), _DURATION),
    (
        re.compile(
            r"\b(?:koste[tr]?|kosta|pris(?:en|er|ane|ene)?|prices?|costs?|how much money|hvor mye penger)\b",
            re.IGNORECASE,
        ),
        _MONEY,
    ),
)


def detail(question: str, sentence: str) -> float:
    """Return 1 when the sentence has the year, age, sum ... that is asked for, -1 when it lacks it, 0 when none is."""
    for asked, wanted in _DETAILS:
        if asked.search(question):
            return 1.0 if wanted.search(sentence) else -1.0
    return 0.0
