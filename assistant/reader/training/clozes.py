"""Questions made of the articles' own sentences, to teach the reader what a span is before it sees real questions.

A phrase is taken out of a sentence, and what is left of its clause, thinned, asks for it (Lewis et al. 2019); where the
phrase recurs elsewhere in the article, the window may be there instead (recurring span selection, Ram et al.
2021). Nothing is learnt of how people ask, much of how a question's words point at an answer.
"""

import random
import re
from collections.abc import Sequence

from assistant.phrases import phrases, quoted
from assistant.question import QuestionKind
from assistant.reader.training.data import Source
from assistant.reader.training.examples import Example, example_of, window_around
from assistant.reader.training.telling import stands_in, stems
from index.article import Article, Sentence
from index.sentences import Span
from index.words import FUNCTION_WORDS

_ASKING: dict[str, dict[str, Sequence[str]]] = {
    "nb": {
        "who": ("hvem", "hva", "hvilken", "hva heter", "hvor"),
        "when": ("når", "hvilket år", "hvilken dag"),
        "number": ("hvor mange", "hvor mye", "hvor stor"),
        "what": ("hva", "hvilken", "hvilke", "hvordan"),
    },
    "en": {
        "who": ("who", "what", "which", "where"),
        "when": ("when", "what year", "which day"),
        "number": ("how many", "how much", "what number of"),
        "what": ("what", "which", "how"),
    },
    "de": {
        "who": ("wer", "was", "welche", "wo"),
        "when": ("wann", "in welchem jahr"),
        "number": ("wie viele", "wie viel"),
        "what": ("was", "welche", "wie"),
    },
    "es": {
        "who": ("quién", "qué", "cuál", "dónde"),
        "when": ("cuándo", "en qué año"),
        "number": ("cuántos", "cuánto"),
        "what": ("qué", "cuál", "cómo"),
    },
    "ro": {
        "who": ("cine", "ce", "care", "unde"),
        "when": ("când", "în ce an"),
        "number": ("câți", "cât"),
        "what": ("ce", "care", "cum"),
    },
}
_KINDS: tuple[QuestionKind, ...] = ("who", "when", "number", "what")
_KIND_WEIGHTS = (0.4, 0.15, 0.2, 0.25)
_ANSWERED = 0.7
_ELSEWHERE = 0.5  # of the clozes whose phrase recurs
_MIN_CHARS, _MAX_CHARS = 40, 350
_WORD = re.compile(r"\S+")
_DROPPED, _FUNCTION_DROPPED = 0.15, 0.35


class ClozeSampler:
    """Draws clozes from articles, without end and reproducibly."""

    def __init__(self, sources: Sequence[Source], chance: random.Random) -> None:
        self._chance = chance
        self._sentences = [
            (source, sentence)
            for source in sources
            for sentence in source.article.sentences
            if sentence.block.kind in ("paragraph", "caption")
            and _MIN_CHARS <= sentence.end - sentence.start <= _MAX_CHARS
        ]

    def draw(self, max_chars: int) -> Example:
        """Draw a cloze with a window of about `max_chars` at most, up to a third of them without the answer.

        The answer never stands in the question.
        """
        while True:
            source, sentence = self._chance.choice(self._sentences)
            kind = self._chance.choices(_KINDS, _KIND_WEIGHTS)[0]
            text = source.article.text
            found = (
                _chunks(text, sentence, self._chance)
                if kind == "what"
                else [Span(*p) for p in phrases(text, Span(sentence.start, sentence.end), kind)]
            )
            found = [p for p in found if p.end - p.start < 0.6 * (sentence.end - sentence.start)]
            if not found:
                continue
            answer = self._chance.choice(found)
            question = self._question(source, sentence, answer, kind)
            if question and (example := self._example(source.article, sentence, answer, question, max_chars)):
                return example

    def _question(self, source: Source, sentence: Sentence, answer: Span, kind: QuestionKind) -> str | None:
        text = source.article.text
        before = [m.group() for m in _WORD.finditer(text, sentence.start, answer.start)]
        after = [m.group() for m in _WORD.finditer(text, answer.end, sentence.end)]
        reach = self._chance.randint(4, 14)
        left = self._chance.randint(0, reach)
        kept = [
            [
                word
                for word in part
                if self._chance.random() > (_FUNCTION_DROPPED if word.casefold() in FUNCTION_WORDS else _DROPPED)
            ]
            for part in (before[len(before) - left :] if left else [], after[: reach - left])
        ]
        if sum(len(part) for part in kept) < 3:
            return None
        asking = self._chance.choice(_ASKING[source.language][kind])
        words = [*kept[0], asking, *kept[1]] if self._chance.random() < 0.4 else [asking, *kept[0], *kept[1]]
        question = " ".join(words).strip(' .,;:–-«»"')
        if stands_in(text[answer.start : answer.end], question):
            return None
        return f"{question[:1].upper()}{question[1:]}?"

    def _example(
        self, article: Article, sentence: Sentence, answer: Span, question: str, max_chars: int
    ) -> Example | None:
        text = article.text[answer.start : answer.end]
        elsewhere = [
            Span(m.start(), m.end())
            for m in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", article.text)
            if not sentence.start <= m.start() < sentence.end
        ]
        if self._chance.random() >= _ANSWERED:
            others = [s for s in article.sentences if s is not sentence]
            if not others:
                return None
            near = self._chance.choice(others)
            window = window_around(article, Span(near.start, near.end), max_chars, self._chance)
            if window is None or text.casefold() in window.text.casefold():
                return None
            return example_of(question, window, None, "cloze unanswered")
        telling = [s for s in elsewhere if stems(question) & _stems_near(article, s)]
        if telling and self._chance.random() < _ELSEWHERE:
            answer = self._chance.choice(telling)
            window = window_around(article, answer, max_chars, self._chance)
            if window is not None and window.start < sentence.end and sentence.start < window.end:
                return None
        else:
            window = window_around(article, answer, max_chars, self._chance)
        return example_of(question, window, answer, "cloze") if window else None


def _stems_near(article: Article, span: Span) -> frozenset[str]:
    """The stems of the other words of the span's sentence."""
    for s in article.sentences:
        if s.start <= span.start and span.end <= s.end:
            return stems(article.text[s.start : span.start] + article.text[span.end : s.end])
    return frozenset()


def _chunks(text: str, sentence: Sentence, chance: random.Random) -> list[Span]:
    """A stretch in quotation marks, or one to five words between function words, punctuation and the ends."""
    span = Span(sentence.start, sentence.end)
    found = [Span(*p) for p in quoted(text, span)]
    runs: list[list[re.Match[str]]] = [[]]
    for match in re.finditer(r"[^\W_][\w’'-]*|[.,;:–()«»]", text[span.start : span.end]):
        if match.group().casefold() in FUNCTION_WORDS or not match.group()[0].isalnum():
            runs.append([])
        else:
            runs[-1].append(match)
    runs = [run for run in runs if run]
    if runs:
        first = chance.randrange(len(runs))
        last = min(len(runs) - 1, first + chance.choice((0, 0, 0, 1)))
        found.append(Span(span.start + runs[first][0].start(), span.start + runs[last][-1].end()))
    return found
