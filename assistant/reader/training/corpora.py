"""What is learnt from: articles with questions, and for each the passages that retrieval takes for its answer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.reader.training.data import Source, fit_and_held_out, fit_and_tuning, norquad, paragraphs_of, xquad
from assistant.reader.training.written import written_about
from index.encoder import Encoder
from index.passages import VERSION, embedded_text, split_passages

_NEAR = 10  # as many as are read for an answer


@dataclass(frozen=True)
class Corpus:
    """Sources of one language.

    `near` maps the id of a question that has an answer to rows of (source, start, end), the nearest first.
    """

    sources: Sequence[Source]
    near: Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Lessons:
    """What is learnt from, by the language of its articles and written by hand, and what tells how well."""

    corpora: Mapping[str, Corpus]
    written: Corpus
    tuning: Sequence[Source]
    written_tuning: Sequence[Source]
    held_out: Mapping[str, Sequence[Source]]


def lessons_in(data: Path, questions: Path, everything: bool, encoder: Encoder, cache: Path) -> Lessons:
    """Read NorQuAD, XQuAD and what was written by hand.

    Args:
        data: the folder that holds `norquad/train.json` and `xquad/`.
        questions: the file of those written by hand.
        everything: learn from the tuning articles too.
        encoder: finds the passages near to each question.
        cache: where these are kept.

    Raises:
        InputError: a file is missing or broken.
    """
    sources, by_language = norquad(data / "norquad/train.json"), xquad(data / "xquad")
    fit, tuning = fit_and_tuning(sources)
    parts = {"nb": sources if everything else fit}
    parts |= {language: fit_and_held_out(found)[0] for language, found in by_language.items()}
    return Lessons(
        {name: corpus_of(part, encoder, cache) for name, part in parts.items()},
        corpus_of(written_about(parts["nb"], questions), encoder, cache),
        tuning,
        written_about(tuning, questions),
        {
            name: [p for s in fit_and_held_out(found)[1] for p in paragraphs_of(s)]
            for name, found in by_language.items()
        },
    )


def corpus_of(sources: Sequence[Source], encoder: Encoder, cache: Path) -> Corpus:
    """Return the sources with the passages nearest to each question, looked for once and kept under `cache`."""
    kept = cache / f"near-{_digest(sources, encoder)}.npz"
    if kept.is_file():
        with np.load(kept) as file:
            return Corpus(sources, dict(zip(file["ids"].tolist(), file["places"], strict=True)))
    near = nearest(sources, encoder)
    cache.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, ids=np.array(list(near)), places=np.array(list(near.values())))
    part.replace(kept)
    return Corpus(sources, near)


def nearest(sources: Sequence[Source], encoder: Encoder) -> dict[str, NDArray[np.int64]]:
    """Return for each question with an answer the passages nearest to it, rows of (source, start, end)."""
    passages = [
        (number, node.metadata["start"], node.metadata["end"], embedded_text(node))
        for number, source in enumerate(sources)
        for node in split_passages(source.article)
    ]
    places = np.array([p[:3] for p in passages], np.int64)
    vectors = encoder.encode_passages([p[3] for p in passages])
    # One without an answer is read where it comes closest, and nowhere else.
    asked = {a.id: next(iter(a.questions.values())) for source in sources for a in source.asked if a.spans}
    return {
        name: places[np.argsort(-(vectors @ question))[:_NEAR]]
        for name, question in zip(asked, encoder.encode_questions(list(asked.values())), strict=True)
    }


def _digest(sources: Sequence[Source], encoder: Encoder) -> str:
    """What tells one such file from another: the model, how articles are cut, the texts and the questions."""
    told = [
        encoder.identity,
        VERSION,
        _NEAR,
        [(s.article.text, [(a.id, next(iter(a.questions.values()))) for a in s.asked]) for s in sources],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
