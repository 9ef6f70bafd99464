"""How well the span reader reads: answers found given the article, and articles without an answer told apart."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from assistant.reader.span_model import Scores
from assistant.reader.span_reader import SpanReader
from assistant.reader.spans import ReadSentence
from assistant.reader.squad_scores import exact_match, token_f1
from assistant.reader.training.corpora import Lessons
from assistant.reader.training.data import Asked, Source
from assistant.reader.training.network import training_precision
from assistant.reader.windows import windows_around
from index.article import Article
from index.sentences import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from assistant.reader.span_model import SpanModel

_FALSE_REFUSALS = 0.05
_UNREAD = -1e9  # the score where nothing could be read
_ACROSS = ("en", "de")  # of XQuAD's passages, each asked of in English


def best_of(reader: SpanReader, pairs: Sequence[tuple[str, Article]]) -> list[ReadSentence | None]:
    """Return for each (question, article) the sentence whose span scores highest, all of the article read."""
    jobs = [
        (number, question, window)
        for number, (question, article) in enumerate(pairs)
        for window in windows_around([(article, Span(0, len(article.text)))])
    ]
    best: list[ReadSentence | None] = [None] * len(pairs)
    read = reader.read_all([(question, window) for _, question, window in jobs])
    for (number, _, _), sentences in zip(jobs, read, strict=True):
        for sentence in sentences:
            known = best[number]
            if known is None or sentence.span.score > known.span.score:
                best[number] = sentence
    return best


def measure(model: "SpanModel", tokenizer: "Tokenizer", lessons: Lessons) -> dict[str, float]:
    """Return token F1 and exact match, and how many questions without an answer are refused, all in percent.

    Those are NorQuAD's asked of the article an eighth of them further on, as neighbours are often about the same, and
    those written by hand that the article does not answer. Refused is what scores below all but 5 % of the questions
    with an answer, by the best span's score and by the score of the window that it stands in.

    Args:
        model: read with in bf16, on the device that it is on.
        tokenizer: the encoder's.
        lessons: of which the articles kept aside are read, two or more of NorQuAD's.
    """
    reader = SpanReader(model, tokenizer)
    tuning, held_out = lessons.tuning, lessons.held_out
    written = [(a, s) for s in lessons.written_tuning for a in s.asked]
    asked = [(a, s) for s in tuning for a in s.asked]
    further = max(1, len(tuning) // 8)
    others = [tuning[(here + further) % len(tuning)].article for here, s in enumerate(tuning) for _ in s.asked]
    across = {language: [(a, s) for s in held_out[language] for a in s.asked] for language in _ACROSS}
    with _in_bf16(model):
        own = best_of(reader, [(a.questions["nb"], s.article) for a, s in asked])
        elsewhere = best_of(reader, [(a.questions["nb"], other) for (a, _), other in zip(asked, others, strict=True)])
        found = {name: best_of(reader, [(a.questions["en"], s.article) for a, s in of]) for name, of in across.items()}
        by_hand = best_of(reader, [(next(iter(a.questions.values())), s.article) for a, s in written])
    figures = _right("nb", own, asked) | _refused("elsewhere", own, elsewhere)
    told = [(read, pair) for read, pair in zip(by_hand, written, strict=True) if pair[0].spans]
    if told:
        found_by_hand = [read for read, _ in told]
        figures |= _right("written", found_by_hand, [pair for _, pair in told])
        figures |= _in_sentence("written", told)
        untold = [read for read, (a, _) in zip(by_hand, written, strict=True) if not a.spans]
        figures |= _refused("written", found_by_hand, untold)
    for language in _ACROSS:
        figures |= _right(f"en-{language}", found[language], across[language])
    return {name: round(100 * share, 2) for name, share in figures.items()}


@contextmanager
def _in_bf16(model: "SpanModel") -> Iterator[None]:
    """Within, the model computes in bf16 on its device, and takes and gives what lies in memory, as the reader does."""
    device = model.spans.weight.device
    hooks = (
        model.register_forward_pre_hook(lambda _, given: tuple(part.to(device) for part in given)),
        model.register_forward_hook(lambda _, __, scores: Scores(*(part.float().cpu() for part in scores))),
    )
    try:
        with training_precision(device):
            yield
    finally:
        for hook in hooks:
            hook.remove()


def _right(name: str, found: Sequence[ReadSentence | None], asked: Sequence[tuple[Asked, Source]]) -> dict[str, float]:
    texts = [s.article.text[r.span.start : r.span.end] if r else "" for r, (_, s) in zip(found, asked, strict=True)]
    golds = [[s.article.text[x.start : x.end] for x in a.spans] for a, s in asked]
    return {
        f"{name} F1": float(np.mean([token_f1(t, g) for t, g in zip(texts, golds, strict=True)])),
        f"{name} EM": float(np.mean([exact_match(t, g) for t, g in zip(texts, golds, strict=True)])),
    }


def _in_sentence(name: str, found: Sequence[tuple[ReadSentence | None, tuple[Asked, Source]]]) -> dict[str, float]:
    """The share of best spans that stand where an answer does."""
    there = [
        read is not None and any(read.span.start < s.end and s.start < read.span.end for s in a.spans)
        for read, (a, _) in found
    ]
    return {f"{name} found": float(np.mean(there))}


def _refused(
    where: str, own: Sequence[ReadSentence | None], elsewhere: Sequence[ReadSentence | None]
) -> dict[str, float]:
    shares = {}
    for name in ("span", "answers"):
        here, there = (np.array([_score(read, name) for read in found]) for found in (own, elsewhere))
        shares[f"refused {where} by {name}"] = float(np.mean(there < np.quantile(here, _FALSE_REFUSALS)))
    return shares


def _score(read: ReadSentence | None, name: str) -> float:
    if read is None:
        return _UNREAD
    return read.span.score if name == "span" else read.answers
