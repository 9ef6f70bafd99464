"""Measures span readers beside one another, for the model card: `python -m assistant.reader.compare [FILE ...]`.

On NorQuAD's articles that no reader was trained on, with the cases that the confidence is fitted on, and on those of
XQuAD that nothing was fitted on. All is by the span's score alone; what the fitted weights add, `kildevis eval` tells.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from assistant.reader import difference
from assistant.reader.bundled_reader import bundled_reader, reader_of
from assistant.reader.publish import packed_weights
from assistant.reader.span_reader import SpanReader
from assistant.reader.spans import ReadSentence
from assistant.reader.squad_scores import token_f1
from assistant.reader.training.cases import Case, cases_of_norquad, xquad_cases
from assistant.reader.training.data import confidence_and_figures, fit_and_held_out, xquad
from assistant.reader.training.written import QUESTIONS
from assistant.reader.windows import places, windows_around
from assistant.settings import load_settings
from index.article import Article
from index.bundled_model import bundled_model
from index.encoder import Encoder
from index.errors import InputError, KildevisError

_FALSE_REFUSALS = 0.05
_NEAR_MISSES = ("words removed", "name swapped", "number swapped", "asked swapped", "borrowed")
_PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16}


@dataclass(frozen=True)
class Best:
    """The best span of what was read: its article and place, and its score."""

    article: Article
    read: ReadSentence

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.article.text[self.read.span.start : self.read.span.end]


def best_in(reader: SpanReader, case: Case, passages: int | None = None) -> Best | None:
    """Return the best span in the first passages of a case, in all of them when no number is given."""
    windows = windows_around(places(case.passages[:passages]))
    found = [
        Best(window.article, read)
        for window, sentences in zip(windows, reader.read(case.question, windows), strict=True)
        for read in sentences
    ]
    return max(found, key=lambda best: best.read.span.score, default=None)


def figures(reader: SpanReader, cases: Sequence[Case], across: Sequence[Case]) -> dict[str, float]:
    """Return shares from 0 to 1: F1 of the words, hits of the sentence, refusals at 5 % false ones.

    Args:
        reader: measured.
        cases: of NorQuAD, of every kind.
        across: of XQuAD, answered ones, in English of passages in another language.
    """
    read = [(case, best_in(reader, case)) for case in cases]
    own = [best for case, best in read if case.made == "answerable"]
    threshold = float(np.quantile([_score(best) for best in own], _FALSE_REFUSALS))
    open_ = [(case, best) for case, best in read if case.made == "open"]
    first = [(case, best_in(reader, case, 1)) for case, _ in open_]

    def refused(*made: str) -> float:
        return float(np.mean([_score(best) < threshold for case, best in read if case.made in made]))

    return {
        "F1, given the article": _f1([pair for pair in read if pair[0].made == "answerable"]),
        "F1, other words": _f1([pair for pair in read if pair[0].made == "varied"]),
        "retrieval: first passage holds it": float(np.mean([_holds(case) for case, _ in open_])),
        "first passage: hit": _hits(first),
        "first passage: F1": _f1(first),
        "all passages: hit": _hits(open_),
        "all passages: F1": _f1(open_),
        "refused: near misses": refused(*_NEAR_MISSES),
        "F1, written by hand": _f1([pair for pair in read if pair[0].made == "written"]),
        "hit, written by hand": _hits([pair for pair in read if pair[0].made == "written"]),
        "refused: unanswered ones written by hand": refused("written unanswered"),
        "refused: not in the article": refused("sentence removed", "elsewhere", "another article"),
        "F1, English of German": _f1([(case, best_in(reader, case)) for case in across]),
    }


def _holds(case: Case) -> bool:
    [(article, first)] = places(case.passages[:1])
    return any(article.id == of and first.start <= span.start and span.end <= first.end for of, span in case.gold)


def _score(best: Best | None) -> float:
    return best.read.span.score if best else -np.inf


def _f1(pairs: Sequence[tuple[Case, Best | None]]) -> float:
    return float(np.mean([token_f1(best.text if best else "", _golds(case)) for case, best in pairs]))


def _hits(pairs: Sequence[tuple[Case, Best | None]]) -> float:
    return float(
        np.mean([best is not None and case.answered_by(best.article, best.read.sentence) for case, best in pairs])
    )


def _golds(case: Case) -> list[str]:
    texts = {article.id: article.text for _, article in case.passages}
    # Where the article was not retrieved, its words are not there to be compared: nothing found can be right.
    return [texts[article][span.start : span.end] for article, span in case.gold if article in texts] or ["\0"]


def _cases(data: Path, questions: int) -> tuple[list[Case], list[Case]]:
    settings = load_settings()
    # Of every kind about as many as are asked for, from all articles alike.
    of: dict[str, list[Case]] = {}
    for _, case in cases_of_norquad(data, QUESTIONS, Encoder(cache=settings.cache), settings.passages):
        of.setdefault(case.made, []).append(case)
    kept = [case for same in of.values() for case in same[:: max(1, len(same) // questions)]]
    aside = confidence_and_figures(fit_and_held_out(xquad(data / "xquad")["de"])[1])[1]
    across = [case for _, case in xquad_cases(aside, "en") if case.made == "answerable"]
    return kept, across[:: max(1, len(across) // questions)]


def _readers(files: Sequence[str], kind: difference.Kind) -> list[tuple[str, SpanReader]]:
    models = load_settings().cache / "models"
    if not files:
        return [(name, bundled_reader(models, precision)) for name, precision in _PRECISIONS.items()]
    folder = bundled_model(models)
    return [
        (file, reader_of(packed_weights([Path(f) for f in file.split("+")], folder, kind, difference.GROUP), folder))
        for file in files
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each reader; return 0, or 2 when the input is at fault, or 1 when we are."""
    parser = argparse.ArgumentParser(
        prog="python -m assistant.reader.compare",
        description=(__doc__ or "").splitlines()[0],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    files = "average.pt of runs, several joined by + for their mean; none: the bundled reader, both ways"
    parser.add_argument("weights", nargs="*", help=files)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with norquad/ and xquad/")
    parser.add_argument(
        "--kind", choices=[*difference.GRIDS, "whole"], default=difference.DEFAULT, help="levels of a weight"
    )
    parser.add_argument("--questions", type=int, default=170, help="of each kind, about")
    given = parser.parse_args(arguments)
    try:
        if given.questions < 1:
            raise InputError(f"--questions {given.questions}: give a number from 1 on")
        readers = _readers(given.weights, given.kind)
        cases, across = _cases(given.data, given.questions)
        for name, reader in readers:
            print(name)
            for figure, share in figures(reader, cases, across).items():
                print(f"  {figure:34} {share:.3f}", flush=True)
    except KildevisError as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
