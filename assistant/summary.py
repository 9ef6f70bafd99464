"""Extractive summaries: three to five of the article's own sentences, in the article's order."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.features import Candidate
from assistant.reading import PassageReading
from index.words import content_words

SENTENCES = 4
_MIN_CHARS = 40  # shorter sentences lean on their neighbours
_SIMILARITY_COST = 0.3  # maximal marginal relevance (Carbonell and Goldstein 1998): the price of saying a thing twice
# Spoken words and pronouns, which say little outside their place.
_NEEDS_CONTEXT = re.compile(
    r"[–—-]|(?:Han|Hun|Ho|Den gangen|Den gongen|Dette|Disse|Desse|Videre|Derfor|Likevel|He|She|They|This|It)\b"
)

_ASKED = re.compile(
    r"""\b(?:
      oppsummer\w*|sammendrag\w*|samandrag\w*|resym[eé]\w*|tl;?\s?dr|summar(?:y|i[sz]e|ies)|hovedpoeng\w*|hovudpoeng\w*
    | hovedinnhold\w*|hovudinnhald\w*|kort\s(?:fortalt|sagt)|key\spoints|main\spoints?|in\sshort|gist
    | (?:hva|kva)\s(?:handler|handlar|dreier|dreiar|er)\s.*\bom\b
    | (?:hva|kva)\s(?:står|står\sdet)\si\s(?:artikkelen|saken|saka|teksten)
    | what(?:\sis|'s|’s)\s(?:this|the|it)\s?(?:article|story|text|piece|news)?\s?(?:all\s)?about
    | (?:det\s)?viktig(?:st|ast)e?\s(?:fra|frå|i|poeng\w*|punkt\w*)|(?:hoved|hovud)punkt\w*|sum\s(?:it\s|this\s)?up
    | i\s(?:to|tre|fire|fem|få|noen\sfå|nokre\sfå)\s(?:setninger|setningar|linjer|ord|punkter|punkt)
    | in\s(?:a\sfew|two|three|four|five)\s(?:lines|words|sentences|points)
    | what\sdoes\sthe\s(?:article|story|text)\ssay
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_OWN_WORDS = frozenset(
    """
    oppsummer oppsummering sammendrag samandrag summary summarise summarize handl drei kort fortalt hovedpoeng
    hovudpoeng artikkel tekst sak nyhet nyheit story text piece news article point points main key gist short gi
    give gje lag lage make write skriv please vennlig hovedinnhold hovudinnhald stå tl dr tldr setning sentence
    few par tre three fem five her here quick viktigste viktigaste viktig sum lines line words word ord linjer
    to two four fire punkt punkter rask resymé resume innhold innhald omhandl
    """.split()
)


def asks_for_summary(question: str) -> bool:
    """Whether the question wants the whole article in short, not something in it."""
    if not _ASKED.search(question):
        return False
    return not topic_words(question)


def topic_words(question: str) -> list[str]:
    """Return what a request for a summary names besides the summary: the stems of its other words."""
    own = {word.stem for text in _OWN_WORDS for word in content_words(text)} | _OWN_WORDS
    return [
        w.stem for w in content_words(question) if w.stem not in own and question[w.start : w.end].casefold() not in own
    ]


def summarise(readings: Sequence[PassageReading]) -> list[Candidate]:
    """Return the sentences that together say most of what one article says, in its order.

    Args:
        readings: all passages of the article, as read.
    """
    found: dict[int, tuple[Candidate, list[np.ndarray]]] = {}
    for reading in readings:
        for sentence, vector in zip(reading.sentences, reading.within, strict=True):
            if sentence.block.kind == "paragraph":
                candidate = Candidate(reading.article, sentence)
                found.setdefault(sentence.start, (candidate, []))[1].append(vector)
    whole = [(c, np.mean(v, axis=0)) for _, (c, v) in sorted(found.items())]
    usable = [(c, v) for c, v in whole if len(c.text) >= _MIN_CHARS and not _NEEDS_CONTEXT.match(c.text)]
    if len(usable) <= SENTENCES:
        return [c for c, _ in (usable or whole)][:SENTENCES]
    vectors = np.stack([v for _, v in usable])
    vectors -= vectors.mean(0) * 0.9  # e5's vectors share one large part, which hides what tells them apart
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = vectors @ vectors.T
    centrality = alike.mean(1)
    chosen = [0]  # the lead: news tells the most important first
    # The rest of the article in equal parts, the most telling sentence of each: a summary is of the whole.
    for part in np.array_split(np.arange(1, len(usable)), SENTENCES - 1):
        worth = centrality[part] - _SIMILARITY_COST * alike[part][:, chosen].max(1)
        chosen.append(int(part[worth.argmax()]))
    return [usable[i][0] for i in chosen]
