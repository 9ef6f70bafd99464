"""Yes-or-no questions made of statements: "Byen ligger ikke ved havet." -> "Ligger byen ved havet?"

People ask such questions, and the data sets hold hardly any. In Norwegian and German the finite verb comes to the
front, in English the auxiliary does, so that a main clause is turned by moving one word. What answers is the clause
itself, whether it says yes or no.
"""

import random
import re
from collections.abc import Sequence

from assistant.reader.training.data import Source
from assistant.reader.training.examples import Example, example_of, window_around
from assistant.reader.training.names import names_of
from assistant.reader.training.near_misses import swap_name
from assistant.reader.training.synonyms import reword
from index.article import Article, Sentence
from index.sentences import Span
from index.words import FUNCTION_WORDS

# Verbs that are finite wherever they stand; other words in -er and -te may be nouns.
_FINITE = {
    "nb": frozenset(
        """
        er var har hadde kan kunne skal skulle vil ville må måtte ble blir får fikk går gikk kommer kom sier sa mener
        mente tror trodde gjør gjorde bor bodde ligger lå står stod sto tar tok ser så vet visste heter het spiller
        spilte ønsker ønsket krever krevde begynte startet støtter støttet bruker brukte vant tapte døde leder ledet
        ga gir finnes fantes holder holdt førte fører viste viser skrev skriver betyr betydde opplyser opplyste bør
        burde utgjør utgjorde omfatter inneholder tilhører lever levde arbeidet arbeider deltok deltar fortsatte
        fortsetter åpnet åpner flyttet studerte kjøpte solgte bygget utga beskrev beskriver kaller kalte
        """.split()
    ),
    "en": frozenset("is are was were has have had can could will would must should may might".split()),
    "de": frozenset(
        "ist sind war waren hat haben hatte hatten kann können konnte wird werden wurde wurden muss".split()
    ),
}
# What opens a clause in front of its verb without being its subject: the subject then follows the verb already.
_ADVERBIAL = {
    "nb": frozenset(
        """
        i på etter før da når under ved for fra til med siden ifølge nå her der så deretter samtidig dermed også om
        hvis mens mellom over gjennom uten blant ofte senere tidligere først
        """.split()
    ),
    "de": frozenset("in im am an nach vor bei mit seit unter durch für während heute dort hier dann zwischen".split()),
    "en": frozenset(),
}
_REFUSED_FIRST = frozenset("men og eller at som fordi dersom but and or that which und oder dass".split())
_NEGATIONS = frozenset("ikke aldri not never nicht nie".split())
_WORD = re.compile(r"[^\W_][\w’'-]*(?:[.,]\d+)*")
_CLAUSE_END = re.compile(r"[,;:–()]|\.\s|\b(?:fordi|mens|slik at|because|while|weil)\b")
_MAX_BEFORE = 7  # words before the verb
_MIN_WORDS, _MAX_WORDS = 4, 18
_DROPPED = 0.3  # function words left out of a question, now and then, as people shorten what they ask
_REWORDED = 0.4
_ANSWERED = 0.6


class StatementSampler:
    """Draws yes-or-no questions from articles, without end and reproducibly."""

    def __init__(self, sources: Sequence[Source], chance: random.Random) -> None:
        self._chance = chance
        self._statements = [
            (source.article, source.language, sentence, *turned)
            for source in sources
            if source.language in _FINITE
            for sentence in source.article.sentences
            if sentence.block.kind == "paragraph"
            and (turned := question_of(source.article.text, sentence, source.language))
        ]

    def draw(self, max_chars: int) -> Example:
        """Draw a question with a window of about `max_chars` at most, two in five without the answer."""
        while True:
            article, language, sentence, question, answer = self._chance.choice(self._statements)
            if self._chance.random() < _REWORDED:
                question = reword(question, language, self._chance)
            question = self._shortened(question)
            if self._chance.random() < _ANSWERED:
                example = self._answered(article, question, answer, max_chars)
            elif self._chance.random() < 0.5:
                example = self._elsewhere(article, sentence, question, max_chars)
            else:
                example = self._of_another(article, question, answer, max_chars)
            if example is not None:
                return example

    def _answered(self, article: Article, question: str, answer: Span, max_chars: int) -> Example | None:
        window = window_around(article, answer, max_chars, self._chance)
        return example_of(question, window, answer, "statement") if window else None

    def _elsewhere(self, article: Article, sentence: Sentence, question: str, max_chars: int) -> Example | None:
        near = self._chance.choice(article.sentences)
        window = window_around(article, Span(near.start, near.end), max_chars, self._chance)
        if window is None or (window.start < sentence.end and sentence.start < window.end):
            return None
        return example_of(question, window, None, "statement elsewhere")

    def _of_another(self, article: Article, question: str, answer: Span, max_chars: int) -> Example | None:
        window = window_around(article, answer, max_chars, self._chance)
        swapped = swap_name(question, names_of(article), self._chance, article.text)
        # The verb in front has a capital too, and is taken for a name now and then.
        if window is None or swapped is None or swapped.split()[0] != question.split()[0]:
            return None
        return example_of(swapped, window, None, "statement of another")

    def _shortened(self, question: str) -> str:
        if self._chance.random() >= _DROPPED:
            return question
        first, *rest = question.rstrip("?").split()
        kept = [w for w in rest if w.casefold() not in FUNCTION_WORDS or self._chance.random() > _DROPPED]
        return " ".join([first, *kept]) + "?"


def question_of(text: str, sentence: Sentence, language: str) -> tuple[str, Span] | None:
    """Return the sentence's first clause as a yes-or-no question, and its span; None where it cannot be turned.

    Args:
        text: the article.
        sentence: one of its sentences.
        language: "nb", "en" or "de".
    """
    end = sentence.end
    words = list(_WORD.finditer(text, sentence.start, end))
    if not words or words[0].start() > sentence.start:
        return None
    at = next((n for n, w in enumerate(words[: _MAX_BEFORE + 1]) if w.group() in _FINITE[language]), None)
    if not at or words[0].group().casefold() in _REFUSED_FIRST:
        return None
    verb = words[at]
    if _CLAUSE_END.search(text, sentence.start, verb.start()):
        return None
    if closing := _CLAUSE_END.search(text, verb.end(), end):
        end = closing.start()
    end -= len(text[sentence.start : end]) - len(text[sentence.start : end].rstrip(' .!?»"'))
    inside = [w for w in words if w.end() <= end]
    if not _MIN_WORDS <= len(inside) <= _MAX_WORDS or "?" in text[sentence.start : sentence.end]:
        return None
    before = text[sentence.start : verb.start()].strip()
    after = " ".join(w for w in text[verb.end() : end].split() if w.casefold() not in _NEGATIONS)
    first = words[0].group()
    if _is_common(text, first):
        before = first[0].lower() + before[1:]
    leads = first.casefold() in _ADVERBIAL[language]
    turned = f"{after} {before}" if leads else f"{before} {after}"
    if not after:
        return None
    return f"{verb.group()[0].upper()}{verb.group()[1:]} {turned}?", Span(sentence.start, end)


def _is_common(text: str, word: str) -> bool:
    """Whether a sentence's first word has its capital only for that."""
    if word.casefold() in FUNCTION_WORDS:
        return True
    return bool(re.search(rf"(?<!\w){re.escape(word[0].lower() + word[1:])}(?!\w)", text))
