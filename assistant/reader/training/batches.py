"""Draws batches of examples, of NorQuAD, of XQuAD, of clozes and of statements, in windows of like length."""

import random
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assistant.reader.span_inputs import encode
from assistant.reader.training.clozes import ClozeSampler
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import XQUAD_LANGUAGES, Asked
from assistant.reader.training.examples import Example
from assistant.reader.training.recipe import Recipe
from assistant.reader.training.sampling import Sampler
from assistant.reader.training.statements import StatementSampler
from assistant.reader.training.written import vary_a_little

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENS_A_BATCH = 4096  # padding included; some two dozen windows, 1.5 s a step on two cores
MAX_TOKENS = 288  # of a question with its window; what is beyond is cut off
_LENGTHS = (112, 144, 176, 208, 240, MAX_TOKENS)  # those that windows are drawn for, in tokens, at most
_POOL_BATCHES = 12  # drawn at once, so that windows of like length come together
_DRAWN_AT_ONCE = 64
_CHARS_A_TOKEN = 3.6
_QUESTION_TOKENS = 36  # of question and lead, about
# XQuAD has less text than NorQuAD, much of it the same in its four languages.
_CLOZES_IN = {"nb": 0.7, "en": 0.15, "de": 0.05, "es": 0.05, "ro": 0.05}
_WRITTEN_ANSWERABLE = 0.85  # of those with an answer: five in twelve have none anyway
_STATEMENTS_IN = {"nb": 0.75, "en": 0.15, "de": 0.1}
_PASSAGES_IN = dict(zip(XQUAD_LANGUAGES, (0.4, 0.3, 0.2, 0.1), strict=True))
_ASKED_IN = dict(zip(XQUAD_LANGUAGES, (0.6, 0.2, 0.1, 0.1), strict=True))  # English is the language that users share


class Mixture:
    """Draws examples of all corpora, by the shares of a recipe."""

    def __init__(self, corpora: Mapping[str, Corpus], written: Corpus, recipe: Recipe, tokenizer: "Tokenizer") -> None:
        """Take the corpora by the language of their articles, nb and those of XQuAD, and what was written by hand."""
        self._recipe = recipe
        self._tokenizer = tokenizer
        self._chance = random.Random(recipe.seed)
        self._clozes = {
            name: ClozeSampler(corpus.sources, random.Random(f"{recipe.seed} cloze {name}"))
            for name, corpus in corpora.items()
        }
        self._statements = {
            name: StatementSampler(corpora[name].sources, random.Random(f"{recipe.seed} statement {name}"))
            for name in _STATEMENTS_IN
            if name in corpora
        }
        self._samplers = {
            name: Sampler(corpus, random.Random(f"{recipe.seed} {name}"), recipe.answerable, recipe.made)
            for name, corpus in corpora.items()
        }
        self._written = Sampler(
            written, random.Random(f"{recipe.seed} written"), _WRITTEN_ANSWERABLE, recipe.made, vary_a_little
        )

    def batches(self) -> Iterator[list[Example]]:
        """Yield batches of at most `TOKENS_A_BATCH` tokens, without end; a run's n-th step takes the n-th."""
        drawn = 0
        while True:
            pool = self._pool(self._recipe.clozes_at(drawn))
            drawn += len(pool)
            yield from pool

    def _pool(self, clozes: float) -> list[list[Example]]:
        drawn: list[tuple[int, Example]] = []
        while sum(length for length, _ in drawn) < _POOL_BATCHES * TOKENS_A_BATCH:
            examples = [self._one(clozes) for _ in range(_DRAWN_AT_ONCE)]
            inputs = encode(self._tokenizer, [(e.question, e.lead, e.text) for e in examples], MAX_TOKENS)
            drawn += zip(inputs.mask.sum(1).tolist(), examples, strict=True)
        drawn.sort(key=lambda pair: pair[0])
        batches: list[list[Example]] = [[]]
        for length, example in drawn:
            if (len(batches[-1]) + 1) * length > TOKENS_A_BATCH:
                batches.append([])
            batches[-1].append(example)
        self._chance.shuffle(batches)
        return batches

    def _one(self, clozes: float) -> Example:
        max_chars = int((self._chance.choice(_LENGTHS) - _QUESTION_TOKENS) * _CHARS_A_TOKEN)
        if self._chance.random() < clozes:
            return self._clozes[self._drawn(_CLOZES_IN)].draw(max_chars)
        if self._chance.random() < self._recipe.statements:
            return self._statements[self._drawn(_STATEMENTS_IN)].draw(max_chars)
        if self._chance.random() < self._recipe.written:
            return self._written.draw(max_chars)
        if self._chance.random() >= self._recipe.across:
            return self._samplers["nb"].draw(max_chars)
        return self._samplers[self._drawn(_PASSAGES_IN)].draw(max_chars, self._asked_in)

    def _asked_in(self, asked: Asked) -> str:
        return self._drawn(_ASKED_IN)

    def _drawn(self, shares: Mapping[str, float]) -> str:
        return self._chance.choices(list(shares), list(shares.values()))[0]
