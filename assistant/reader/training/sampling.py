"""Draws training examples from articles with questions.

About half of the windows hold the answer. The others are the ways in which an article fails to answer: a passage that
was retrieved all the same, the answering sentence or only the answering words taken out, and near misses, made as SQuAD
2.0's writers made theirs (Rajpurkar et al. 2018).
"""

import random
from collections.abc import Callable
from dataclasses import replace

from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import Asked
from assistant.reader.training.examples import Example, example_of, window_around
from assistant.reader.training.names import names_of
from assistant.reader.training.near_misses import borrow, swap_asked, swap_name, swap_number
from assistant.reader.training.question_forms import vary
from assistant.reader.training.removals import other_phrases, remove_phrase, still_holds
from assistant.reader.training.synonyms import reword
from assistant.reader.training.untold import ask_untold
from assistant.reader.windows import Window
from index.article import Article
from index.sentences import Span

# A way's share of what is made; where it finds nothing to make, the next question is drawn, so in the end it has less.
MADE = {
    "sentence removed": 0.08,
    "words removed": 0.20,
    "name swapped": 0.22,
    "number swapped": 0.09,
    "asked swapped": 0.16,
    "borrowed": 0.11,
    "untold": 0.14,
}
_WORDS_REMOVED_ANYWAY = 0.15  # from windows that answer, so that a gap in the text does not tell
_REWORDED = 0.4  # of questions, those that share fewer words with the text than their writers did
_FOLLOWS = 0.05  # a follow-up question reaches the reader with the one before it put behind
_NEARER_FIRST = 0.35  # rate of the exponential that ranks are drawn by: every other one is among the first two
_TRIES = 4  # at a passage that was retrieved and does not answer
_MIN_CHARS_LEFT = 40


def vary_widely(question: str, language: str, chance: random.Random) -> str:
    """Return a data set's question in other words and in one of the forms that people type."""
    if chance.random() < _REWORDED:
        question = reword(question, language, chance)
    return vary(question, language, chance)


class Sampler:
    """Draws examples from a corpus, without end and reproducibly."""

    def __init__(
        self,
        corpus: Corpus,
        chance: random.Random,
        answerable: float = 0.5,
        made: float = 0.6,
        vary: Callable[[str, str, random.Random], str] = vary_widely,
    ) -> None:
        """Take the articles, and the shares of windows that answer and of made ones among the others.

        `vary` puts a question into a form that people type; it takes the question's language too.
        """
        self._vary = vary
        self._corpus = corpus
        self._chance = chance
        self._answerable = answerable
        self._made = made
        self._order: list[tuple[int, int]] = []

    def draw(self, max_chars: int, asked_in: Callable[[Asked], str] | None = None) -> Example:
        """Draw the next example, its window of about `max_chars` at most; each question comes once before any again.

        Args:
            max_chars: see `window_around`.
            asked_in: chooses the language of a question that is there in several; its first unless given.
        """
        while True:
            if not self._order:
                self._order = [(i, j) for i, s in enumerate(self._corpus.sources) for j in range(len(s.asked))]
                self._chance.shuffle(self._order)
            here, number = self._order.pop()
            asked = self._corpus.sources[here].asked[number]
            language = asked_in(asked) if asked_in else next(iter(asked.questions))
            question = asked.questions[language]
            if asked.nearest is not None:
                example = self._closest(here, asked.nearest, question, max_chars)
            elif self._chance.random() < self._answerable:
                example = self._answered(here, asked, question, max_chars)
            else:
                example = self._unanswered(here, asked, language, max_chars)
            if example is not None:
                varied = self._vary(example.question, language, self._chance)
                before = self._other_question(here, language) if self._chance.random() < _FOLLOWS else None
                return replace(example, question=f"{varied} {before}" if before else varied)

    def _answered(self, here: int, asked: Asked, question: str, max_chars: int) -> Example | None:
        span = self._chance.choice(asked.spans)
        window = window_around(self._corpus.sources[here].article, span, max_chars, self._chance)
        if window is None:
            return None
        whole = example_of(question, window, span, "answered")
        return self._with_gap(whole) if self._chance.random() < _WORDS_REMOVED_ANYWAY else whole

    def _closest(self, here: int, nearest: Span, question: str, max_chars: int) -> Example | None:
        window = window_around(self._corpus.sources[here].article, nearest, max_chars, self._chance)
        return example_of(question, window, None, "unanswered") if window else None

    def _unanswered(self, here: int, asked: Asked, language: str, max_chars: int) -> Example | None:
        article, span = self._corpus.sources[here].article, self._chance.choice(asked.spans)
        question = asked.questions[language]
        if self._chance.random() >= self._made:
            return self._retrieved(here, asked, question, max_chars)
        made = self._chance.choices(list(MADE), list(MADE.values()))[0]
        window = window_around(article, span, max_chars, self._chance)
        if window is None:
            return None
        if made == "sentence removed":
            return self._without_sentence(asked, question, window)
        if made == "words removed":
            return self._without_words(asked, question, window, span)
        if made == "borrowed":
            return self._borrowed(window, language)
        if made == "untold":
            return self._untold(window, language, self._corpus.sources[here].language)
        swapped = {
            "name swapped": lambda: swap_name(question, self._others(article, asked), self._chance, article.text),
            "number swapped": lambda: swap_number(question, self._chance, article.text),
            "asked swapped": lambda: swap_asked(question, self._chance, article.text),
        }[made]()
        return example_of(swapped, window, None, made) if swapped else None

    def _retrieved(self, here: int, asked: Asked, question: str, max_chars: int) -> Example | None:
        near = self._corpus.near[asked.id]
        for _ in range(_TRIES):
            # The best are the likeliest to be read, so they are drawn more often.
            other, start, end = near[min(int(self._chance.expovariate(_NEARER_FIRST)), len(near) - 1)].tolist()
            window = window_around(self._corpus.sources[other].article, Span(start, end), max_chars, self._chance)
            if window is None:
                continue
            inside = window.text.casefold()
            # Where the answer's words stand, the window may well answer, whether it was marked or not.
            if not any(text.casefold() in inside for text in _texts(self._corpus.sources[here].article, asked)):
                return example_of(question, window, None, "retrieved")
        return None

    def _without_sentence(self, asked: Asked, question: str, window: Window) -> Example | None:
        article = window.article
        kept = [
            s
            for s in article.sentences
            if window.start <= s.start
            and s.end <= window.end
            and not any(s.start < a.end and a.start < s.end for a in asked.spans)
        ]
        text = " ".join(article.text[s.start : s.end] for s in kept)
        if len(text) < _MIN_CHARS_LEFT or any(still_holds(text, t) for t in _texts(article, asked)):
            return None
        return Example(question, window.lead, text, None, "sentence removed")

    def _without_words(self, asked: Asked, question: str, window: Window, span: Span) -> Example | None:
        cut = remove_phrase(window.text, Span(span.start - window.start, span.end - window.start))
        if cut is None or any(still_holds(cut.text, t) for t in _texts(window.article, asked)):
            return None
        return Example(question, window.lead, cut.text, None, "words removed")

    def _borrowed(self, window: Window, language: str) -> Example | None:
        elsewhere = self._chance.randrange(len(self._corpus.sources))
        question = self._other_question(elsewhere, language)
        if question is None or self._corpus.sources[elsewhere].article is window.article:
            return None
        inside = [n for n in names_of(window.article) if n in window.text]
        made = borrow(question, inside, self._chance, window.article.text) if inside else None
        return example_of(made, window, None, "borrowed") if made else None

    def _other_question(self, here: int, language: str) -> str | None:
        """Any question in the language that is asked of an article."""
        found = [a.questions[language] for a in self._corpus.sources[here].asked if language in a.questions]
        return self._chance.choice(found) if found else None

    def _untold(self, window: Window, language: str, read_in: str) -> Example | None:
        if language != read_in:  # the clues to what is told are in the question's language
            return None
        inside = [name for name in names_of(window.article) if name in window.text]
        asked = ask_untold(inside, language, self._chance, window.text)
        return example_of(asked, window, None, "untold") if asked else None

    def _with_gap(self, example: Example) -> Example:
        """The example with something else taken out of its window, where there is something."""
        text, answer = example.text, example.answer
        others = other_phrases(text, 0, len(text), answer) if answer else []
        cut = remove_phrase(text, self._chance.choice(others)) if others else None
        if answer is None or cut is None:
            return example
        shifted = Span(cut.shift(answer.start), cut.shift(answer.end))
        # What hung on the phrase may have taken a piece of the answer with it.
        intact = cut.text[shifted.start : shifted.end] == text[answer.start : answer.end]
        return replace(example, text=cut.text, answer=shifted) if intact else example

    def _others(self, article: Article, asked: Asked) -> list[str]:
        """The article's names but those in the answer, which might answer the swapped question too."""
        answers = " ".join(_texts(article, asked))
        return [name for name in names_of(article) if not set(name.split()) & set(answers.split())]


def _texts(article: Article, asked: Asked) -> set[str]:
    return {article.text[s.start : s.end] for s in asked.spans}
