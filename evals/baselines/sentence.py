"""The embedding model alone, over single sentences: shows the nearest one.

A sentence is embedded without its heading and its neighbours; no passages, no words, no reader.
"""

from evals.baselines import Shown, Source
from evals.baselines.dense import Nearest
from evals.questions import Place


def build(source: Source) -> Nearest:
    """Return the nearest of the sentences in the articles' paragraphs and captions."""
    places = [
        (article, sentence)
        for article in source.articles
        for sentence in article.sentences
        if sentence.block.kind in ("paragraph", "caption")
    ]
    shown = [
        Shown(article.text[sentence.start : sentence.end], (Place(article.id, sentence.start, sentence.end),))
        for article, sentence in places
    ]
    return Nearest(source.encoder, shown, [sentence.text for sentence in shown])
