"""Questions written by hand about NorQuAD's articles, in three languages: what the data sets lack.

`evals/lessons/README.md` says what they hold and how they were written.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.reader.training.data import Asked, Source
from assistant.reader.training.question_forms import lower_case, misspelt
from index.errors import InputError
from index.sentences import Span

QUESTIONS = Path("evals/lessons/questions.jsonl")
_LOWER_CASE, _UNMARKED, _MISSPELT = 0.12, 0.24, 0.30  # chance of one form or one of those before it


def written_about(sources: Sequence[Source], path: Path) -> list[Source]:
    """Return NorQuAD's articles with the questions of the file in place of NorQuAD's, those that have any.

    Raises:
        InputError: the file is missing, a line is not in the form, or does not fit its article.
    """
    texts = {asked.id: source.article.text for source in sources for asked in source.asked}
    found: dict[str, list[Asked]] = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
            if row["article"] not in texts:
                continue
            text = texts[row["article"]]
            answer = Span(*row["answer"]) if row["answer"] else None
            nearest = Span(*row["nearest"])
            if answer and text[answer.start : answer.end] != row["words"]:
                raise ValueError(f"{row['words']!r} is not where it says")
            asked = Asked(
                row["id"],
                {row["language"]: row["question"]},
                (answer,) if answer else (),
                None if answer else nearest,
            )
        except (ValueError, LookupError, TypeError) as error:
            raise InputError(f"{path}, line {number}: no question ({error}); see evals/lessons/README.md") from None
        found.setdefault(text, []).append(asked)
    return [replace(s, asked=tuple(found[s.article.text])) for s in sources if s.article.text in found]


def vary_a_little(question: str, language: str, chance: random.Random) -> str:
    """Return a question that is in everyday words already, now and then typed in haste; `language` does not matter."""
    drawn = chance.random()
    if drawn < _LOWER_CASE:
        return lower_case(question)
    if drawn < _UNMARKED:
        return question.strip("? ") or question
    return misspelt(question, chance) if drawn < _MISSPELT else question


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name the questions with --questions") from None
