"""Takes some of the questions by chance, the same ones each time."""

import random
from collections.abc import Sequence

from evals.questions import GoldQuestion
from index.errors import InputError

_SEED = 20230920


def sample(questions: Sequence[GoldQuestion], size: int) -> list[GoldQuestion]:
    """Return `size` of the questions in their order; all of them where there are no more.

    Raises:
        InputError: fewer than one is wanted.
    """
    if size < 1:
        raise InputError(f"--sample {size}: give a number of questions from 1 on")
    chosen = random.Random(_SEED).sample(range(len(questions)), min(size, len(questions)))
    return [questions[number] for number in sorted(chosen)]
