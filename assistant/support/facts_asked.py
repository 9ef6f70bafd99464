"""Asks the span reader for each fact of a claim: does the article give the same one in its place?

"9000 personer er evakuert" becomes "hvor mange personer er evakuert?", a cloze such as the reader was trained on. Where
it reads another number than 9000 there, and reads it surely, the claim is likely wrong; a swapped name or number is
caught so even where it stands elsewhere in the article. The idea is that of question generation for judging summaries
(QAGS, Wang et al. 2020, arXiv:2004.04228), with the claim itself for a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.facts.stated import Fact, FactKind, stated_facts
from assistant.reader.spans import SpanReading
from assistant.reader.windows import Window

MOST = 12.0  # log-odds beyond it tell no more; minus this stands for nothing read
_NEAR = 12  # characters around a span that may hold the rest of a number: "opp til", "millioner"
_MOST_FACTS = 8  # asked for, of a claim
_ASKING: dict[Language, dict[FactKind, str]] = {
    "nb": {"number": "hvor mange", "year": "hvilket år", "day": "når", "name": "hvem", "country": "hvilket land"},
    "nn": {"number": "kor mange", "year": "kva år", "day": "når", "name": "kven", "country": "kva land"},
    "en": {"number": "how many", "year": "what year", "day": "when", "name": "who", "country": "which country"},
}


@dataclass(frozen=True)
class AskedFact:
    """A fact and what the reader found in its place: the best log-odds of a span that agrees, and of one that does not.

    `instead` is the text of the latter.
    """

    fact: Fact
    agrees: float
    differs: float
    instead: str


def ask_facts(
    claim: str, language: Language, article_language: Language, reader: SpanReading, windows: Sequence[Window]
) -> list[AskedFact]:
    """Return each fact of the claim with what the reader finds in its place in the windows."""
    found = []
    for fact in stated_facts(claim, language)[:_MOST_FACTS]:
        asking = _ASKING[language][fact.kind]
        question = (claim[: fact.span.start] + asking + claim[fact.span.end :]).rstrip(" .!") + "?"
        agrees, differs, instead = -MOST, -MOST, ""
        for window, sentences in zip(windows, reader.read(question, windows), strict=True):
            text = window.article.text
            for read in sentences:
                start, end, score = read.span.start, read.span.end, min(MOST, read.span.score)
                if fact.kind in ("number", "year"):
                    start, end = max(read.sentence.start, start - _NEAR), min(read.sentence.end, end + _NEAR)
                if fact.stands_in(text[start:end], article_language):
                    agrees = max(agrees, score)
                elif score > differs:
                    differs, instead = score, text[read.span.start : read.span.end]
        found.append(AskedFact(fact, agrees, differs, instead))
    return found
