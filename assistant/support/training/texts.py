"""Texts to make claims of: their sentences, names and numbers; of XQuAD, the same passage in several languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from assistant.reader.training.data import Source, fit_and_held_out, paragraphs_of
from index.sentences import Span, split_sentences

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[ .,\u00a0]\d{3})*(?:[.,]\d+)?(?!\w)")
_CAPITALISED = r"[A-ZÆØÅÖÄÜÉ][\w’'-]*\w"
# Not what opens a sentence, which is capitalised for its place.
NAME = re.compile(
    rf"(?<![.!?:»”\"–] )(?<=[\w,«(] ){_CAPITALISED}(?: (?:(?:von|van|de|der|al|of|for|og|and|the) )?{_CAPITALISED})*"
)
_FIRST_NAME = re.compile(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)*")
_MIN_WORDS = 4
_KEPT = 0.6  # share of the sentences around that stay where some are left out


@dataclass(frozen=True)
class Text:
    """A text in one language."""

    text: str
    language: str

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Its sentences, those of a few words left out."""
        found = split_sentences(self.text)
        return tuple(s for s in found if len(self.text[s.start : s.end].split()) >= _MIN_WORDS)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match.group() for match in NAME.finditer(self.text)))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match.group() for match in NUMBER.finditer(self.text)))

    def sentence(self, number: int) -> str:
        """Return a sentence on one line, without the dash that opens spoken words."""
        span = self.spans[number]
        return " ".join(self.text[span.start : span.end].split()).strip(" –-—")

    def names_in(self, claim: str) -> list[re.Match[str]]:
        """Return the names in a claim, what opens it too where the text has it as a name elsewhere."""
        found = list(NAME.finditer(claim))
        first = _FIRST_NAME.match(claim)
        if first and any(first.group() in name for name in self.names):
            found.insert(0, first)
        return [m for i, m in enumerate(found) if i == 0 or m.start() >= found[i - 1].end()]

    def around(self, first: int, last: int, max_chars: int, chance: Random, gaps: bool = False) -> str:
        """Return the sentences from `first` to `last` with others around them, within `max_chars` where that can be.

        With `gaps`, some of the others are left out, as the grounds of a claim leave some out.
        """
        low, high = first, last
        while sides := [low > 0, high < len(self.spans) - 1]:
            if not any(sides):
                break
            left = sides[0] and (not sides[1] or chance.random() < 0.5)
            new = (low - 1, high) if left else (low, high + 1)
            if self.spans[new[1]].end - self.spans[new[0]].start > max_chars:
                break
            low, high = new
        kept = [n for n in range(low, high + 1) if not gaps or first <= n <= last or chance.random() < _KEPT]
        return " ".join(" ".join(self.text[s.start : s.end].split()) for s in (self.spans[n] for n in kept))


def aligned(sources: Mapping[str, Sequence[Source]]) -> list[dict[str, Text]]:
    """Return XQuAD's passages that are learnt from, each in all its languages."""
    fit = {language: fit_and_held_out(found)[0] for language, found in sources.items()}
    passages = []
    for articles in zip(*fit.values(), strict=True):
        lines = [paragraphs_of(article) for article in articles]
        if len({len(line) for line in lines}) == 1:
            passages += [
                {language: Text(s.article.text, language) for language, s in zip(fit, row, strict=True)}
                for row in zip(*lines, strict=True)
            ]
    return passages
