"""NorQuAD and XQuAD as the reader learns from them: articles, and questions with the spans that answer them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article
from index.errors import InputError
from index.sentences import Span, trim

XQUAD_LANGUAGES = ("en", "de", "es", "ro")
# Every fourth of XQuAD's articles is kept aside from training: of these, every other one is for the confidence to be
# fitted on, and the others are for figures alone.
_XQUAD_HELD_OUT = 4
# Of NorQuAD's training split, every eleventh article tells while the recipe is being chosen; its validation split does
# not. Both splits ask about the same articles, so an article kept aside is also the harder and the more honest test.
_NORQUAD_TUNING = 11


@dataclass(frozen=True)
class Asked:
    """A question, in each language that it is asked in, and the spans of its answers in the article.

    Of one that the article does not answer there are none, and `nearest` is the sentence that comes closest.
    """

    id: str
    questions: Mapping[str, str]
    spans: tuple[Span, ...]
    nearest: Span | None = None


@dataclass(frozen=True)
class Source:
    """An article in one language with its questions."""

    article: Article
    language: str
    asked: tuple[Asked, ...]


def norquad(path: Path) -> list[Source]:
    """Return the articles of a file in SQuAD form, each text once, with all that is asked of it.

    Raises:
        InputError: the file is missing or not in that form.
    """
    asked: dict[str, list[Asked]] = {}
    for _, context, qas in _paragraphs(path):
        asked.setdefault(context, []).extend(Asked(qa["id"], {"nb": qa["question"]}, _spans(qa)) for qa in qas)
    return [
        Source(Article(f"{path.stem}-{number}", text), "nb", tuple(questions))
        for number, (text, questions) in enumerate(asked.items())
    ]


def paragraphs_of(source: Source) -> list[Source]:
    """Return each line of a source as an article of its own, with what is asked of it.

    Of XQuAD, these are the given passages, but for two of 240 that have several lines, in an article that is fitted on.
    """
    found, start = [], 0
    for number, line in enumerate(source.article.text.removesuffix("\n").split("\n")):
        end = start + len(line)
        asked = tuple(
            Asked(a.id, a.questions, tuple(Span(s.start - start, s.end - start) for s in inside))
            for a in source.asked
            if (inside := [s for s in a.spans if start <= s.start and s.end <= end])
        )
        found.append(Source(Article(f"{source.article.id}-{number}", line), source.language, asked))
        start = end + 1
    return found


def xquad(folder: Path, languages: Sequence[str] = XQUAD_LANGUAGES) -> dict[str, list[Source]]:
    """Return XQuAD's articles by language, in one order, every question of each in all the languages.

    Raises:
        InputError: a file is missing or not in SQuAD's form.
    """
    questions: dict[str, dict[str, str]] = {}
    for language in languages:
        for _, _, qas in _paragraphs(folder / f"xquad.{language}.json"):
            for qa in qas:
                questions.setdefault(qa["id"], {})[language] = qa["question"]
    found = {}
    for language in languages:
        articles: dict[int, tuple[str, list[Asked]]] = {}
        for entry, context, qas in _paragraphs(folder / f"xquad.{language}.json"):
            text, asked = articles.get(entry, ("", []))
            asked += [Asked(qa["id"], questions[qa["id"]], _spans(qa, len(text))) for qa in qas]
            articles[entry] = (f"{text}{context}\n", asked)
        found[language] = [
            Source(Article(f"xquad-{language}-{entry}", text), language, tuple(asked))
            for entry, (text, asked) in articles.items()
        ]
    return found


def fit_and_tuning(sources: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Split NorQuAD's training articles into those to fit on and those to choose a recipe by."""
    return (
        [s for number, s in enumerate(sources) if number % _NORQUAD_TUNING],
        [s for number, s in enumerate(sources) if not number % _NORQUAD_TUNING],
    )


def fit_and_held_out(sources: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Split XQuAD's articles, in any one language, into those to fit on and those kept aside."""
    last = _XQUAD_HELD_OUT - 1
    return (
        [s for number, s in enumerate(sources) if number % _XQUAD_HELD_OUT != last],
        [s for number, s in enumerate(sources) if number % _XQUAD_HELD_OUT == last],
    )


def confidence_and_figures(held_out: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Split XQuAD's articles kept aside into those to fit the confidence on and those for figures alone."""
    return list(held_out[::2]), list(held_out[1::2])


def _paragraphs(path: Path) -> Iterator[tuple[int, str, list[dict[str, Any]]]]:
    """Yield (entry, text, questions) of a file in SQuAD's form, of the questions those that have an answer."""
    try:
        for number, entry in enumerate(json.loads(path.read_text("utf-8"))["data"]):
            for paragraph in entry["paragraphs"]:
                text = paragraph["context"]
                for qa in paragraph["qas"]:
                    if not all(text.startswith(a["text"], a["answer_start"]) for a in qa["answers"]):
                        raise ValueError(f"the answer to {qa['id']} is not where it says")
                yield number, text, [qa for qa in paragraph["qas"] if _spans(qa)]
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); --data names the folder that holds norquad/train.json and "
            f"xquad/xquad.{{{','.join(XQUAD_LANGUAGES)}}}.json"
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not in SQuAD's form ({error}); fetch the file again") from None


def _spans(qa: dict[str, Any], offset: int = 0) -> tuple[Span, ...]:
    """The answers' places, without the white space that some were marked with."""
    found = []
    for answer in qa["answers"]:
        text, start = answer["text"], offset + answer["answer_start"]
        inside = trim(text, 0, len(text))
        if inside.start < inside.end:
            found.append(Span(start + inside.start, start + inside.end))
    return tuple(found)
