"""What is said to the assistant rather than asked of the article: greetings, thanks, "what can you do?"."""

import re
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "farewell", "help"]

_FILLER = (
    r"(?:\s+(?:der|du|dere|dykk|kildevis|igjen|att|så mye|so mykje|for hjelpen|for hjelpa|i dag|there|you|today|doing"
    r"|so much|a lot))*"
)
_PATTERNS: tuple[tuple[SmallTalk, str], ...] = (
    (
        "greeting",
        r"(?:hei+|hallo+|heisann|hei på deg|halla|morn|god (?:dag|morgen|morgon|kveld|ettermiddag)|hi+|hello|hey"
        r"|good (?:morning|evening|afternoon|day)|hva skjer|hvordan går det|korleis går det|how are you)",
    ),
    (
        "thanks",
        r"(?:(?:tusen |mange |hjertelig )?takk(?: skal du ha)?|thanks|thank you|thx|many thanks|supert|flott|great)",
    ),
    ("farewell", r"(?:ha det(?: bra)?|hadet|farvel|adjø|bye|goodbye|see you|på gjensyn)"),
    (
        "help",
        r"(?:hjelp|help|(?:hva|kva) kan (?:du|eg|jeg)(?: gjøre| gjere| hjelpe(?: meg)?(?: med)?| spørre(?: deg)? om"
        r"| spørje(?: deg)? om| svare på)?|(?:hvem|kven|hva|kva) er (?:du|dette|kildevis)"
        r"|(?:hvordan|korleis) (?:virker|verkar|fungerer|bruker jeg|brukar eg) (?:du|dette|deg)"
        r"|what can you (?:do|help(?: me)?(?: with)?|answer)|who are you|what (?:are you|is this)|how does this work"
        r"|what can i ask(?: you)?)",
    ),
)
_COMPILED = tuple((kind, re.compile(rf"{pattern}{_FILLER}", re.IGNORECASE)) for kind, pattern in _PATTERNS)


def small_talk(question: str) -> SmallTalk | None:
    """Return what kind of small talk the question is; None when it asks something of the article."""
    parts = [part for part in re.split(r"[\s]*[!?.,:;…()]+[\s]*", question.strip()) if part]
    kinds = [_kind(part) for part in parts]
    if not kinds or None in kinds:
        return None
    return kinds[-1]


def _kind(part: str) -> SmallTalk | None:
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(part)), None)
