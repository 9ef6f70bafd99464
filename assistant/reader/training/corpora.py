"""What is learnt from: articles with questions, and for each the passages that retrieval takes for its answer."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.reader.training.data import Source, fit_and_held_out, fit_and_tuning, norquad, paragraphs_of, xquad
from index.encoder import Encoder
from index.passages import VERSION, embedded_text, split_passages

_NEAR = 10  # as many as are read for an answer


@dataclass(frozen=True)
class Corpus:
    """Sources of one language; `near` maps a question's id to rows of (source, start, end), the nearest first."""

    sources: Sequence[Source]
    near: Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Lessons:
    """What is learnt from, by the language of its articles, and what tells how well."""

    corpora: Mapping[str, Corpus]
    tuning: Sequence[Source]
    held_out: Mapping[str, Sequence[Source]]


def lessons_in(data: Path, everything: bool, encoder: Encoder, cache: Path) -> Lessons:
    """Read NorQuAD and XQuAD.

    Args:
        data: the folder that holds `norquad/train.json` and `xquad/`.
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
        tuning,
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
    """Return for each question the passages of all sources nearest to it, rows of (source, start, end)."""
    passages = [
        (number, node.metadata["start"], node.metadata["end"], embedded_text(node))
        for number, source in enumerate(sources)
        for node in split_passages(source.article)
    ]
    places = np.array([p[:3] for p in passages], np.int64)
    vectors = encoder.encode_passages([p[3] for p in passages])
    found = {}
    for source in sources:
        for asked in source.asked:
            question = next(iter(asked.questions.values()))
            found[asked.id] = places[np.argsort(-(vectors @ encoder.read_question(question).whole))[:_NEAR]]
    return found


def _digest(sources: Sequence[Source], encoder: Encoder) -> str:
    """What tells one such file from another: the model, how articles are cut, the texts and the questions."""
    told = [
        encoder.identity,
        VERSION,
        _NEAR,
        [(s.article.text, [(a.id, next(iter(a.questions.values()))) for a in s.asked]) for s in sources],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
