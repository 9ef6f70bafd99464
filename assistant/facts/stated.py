"""The facts that a sentence states, each as the stretch of it that could be wrong: numbers, years, days, names."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Language
from assistant.facts.calendar import Day, days
from assistant.facts.names import country_of, names_alike
from assistant.facts.quantities import Quantity, quantities
from assistant.phrases import YEAR, names
from index.sentences import Span

FactKind = Literal["number", "year", "day", "name", "country"]

_YEAR = re.compile(YEAR)
_DATE_AROUND = re.compile(r"(?:\b\d{1,2}\.?\s)?$"), re.compile(r"(?:\s\d{1,2}\b)?")
_WORD = re.compile(r"[\w.]*\w")


@dataclass(frozen=True)
class Fact:
    """A fact as stated: `text[span]` of the sentence, and its value where it is a number or a day."""

    kind: FactKind
    text: str
    span: Span
    value: Quantity | Day | None = None

    def stands_in(self, text: str, language: Language) -> bool:
        """Whether another text, in its language, has the same number, day, name or country."""
        if isinstance(self.value, Quantity):
            return any(self.value.agrees(other) for other in quantities(text, language))
        if isinstance(self.value, Day):
            return any(self.value[:2] == other[:2] for other in days(text, language))
        if country := country_of(self.text):
            return country in {country_of(word) for word in _WORD.findall(text)}
        return names_alike(self.text, text)


def stated_facts(text: str, language: Language) -> list[Fact]:
    """Return the facts of a sentence in the language, in order; none overlaps another."""
    found: list[Fact] = []
    for day in days(text, language):
        before, after = _DATE_AROUND
        start = match.start() if (match := before.search(text[: day.span.start])) else day.span.start
        end = match.end() if (match := after.match(text, day.span.end)) else day.span.end
        if found:
            start = max(start, found[-1].span.end)  # "September 21 September": the number is the first one's
        found.append(Fact("day", text[start:end], Span(start, end), day))
    for quantity in quantities(text, language):
        words = text[quantity.span.start : quantity.span.end]
        if not _taken(found, quantity.span):
            kind: FactKind = "year" if quantity.unit or _YEAR.fullmatch(words) else "number"
            found.append(Fact(kind, words, quantity.span, quantity))
    for name in names(text, Span(0, len(text))):
        words, span = text[name.start : name.end], Span(name.start, name.end)
        if not _taken(found, span):
            found.append(Fact("country" if country_of(words) else "name", words, span))
    return sorted(found, key=lambda fact: fact.span)


def _taken(found: list[Fact], span: Span) -> bool:
    return any(fact.span.start < span.end and span.start < fact.span.end for fact in found)
