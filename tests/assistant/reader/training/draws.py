"""Prints examples drawn from a made article; run by a test in processes that hash strings differently."""

import random

import numpy as np

from assistant.reader.training.clozes import ClozeSampler
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import Asked, Source
from assistant.reader.training.sampling import Sampler
from index.article import Article
from index.sentences import Span

TEXT = (
    "Kari Lie overtok rederiet i 2011. Ferja mellom Horten og Moss frakter 7000 biler hver dag. Ola Moe åpnet kaia i "
    "1998. Det er lenge siden nå, og mye har hendt i byen etter det. Mange har dratt, og andre er kommet hit i stedet. "
    "Per Aas og Siri Vik bor i Horten. Lars Berg vil male huset sitt, men Kari Lie og Eva Dahl sier nei til det."
)
QUESTIONS = {
    "Når overtok Kari Lie rederiet?": "2011",
    "Hvem åpnet kaia i 1998?": "Ola Moe",
    "Hvem bor i Horten?": "Per Aas",
}

asked = tuple(
    Asked(question, {"nb": question}, (Span(TEXT.index(answer), TEXT.index(answer) + len(answer)),))
    for question, answer in QUESTIONS.items()
)
sources = [Source(Article("a", TEXT), "nb", asked)]
sampler = Sampler(Corpus(sources, {a.id: np.array([[0, 0, 30], [0, 40, 80]]) for a in asked}), random.Random(0))
clozes = ClozeSampler(sources, random.Random(0))
for _ in range(200):
    print(sampler.draw(150))
    print(clozes.draw(150))
