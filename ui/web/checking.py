"""Holds a whole text against the articles, sentence by sentence."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.answer import Language
from index.sentences import split_sentences

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.verify import Verdict

MOST_SENTENCES = 60  # a long article's worth; a warm machine takes half a minute over it
# Text out of a mail or a PDF has line breaks in the middle of its sentences.
_WRAPPED = re.compile(r"[ \t]*\r?\n[ \t]*(?=[a-zæøå])")


def check_text(assistant: "Assistant", text: str, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the verdicts on the sentences of a text as they come, a longer list each time.

    Each value has `sentences`, those that are checked; `verdicts`, on as many of them as have one; and `left`, how many
    sentences there are beyond the most that are checked at a time.
    """
    text = _WRAPPED.sub(" ", text)
    spans = split_sentences(text)
    sentences = [words for span in spans if re.search(r"[^\W_]", words := text[span.start : span.end])]
    left = max(0, len(sentences) - MOST_SENTENCES)
    sentences = sentences[:MOST_SENTENCES]
    verdicts: list[dict[str, Any]] = []
    yield {"sentences": sentences, "verdicts": verdicts, "left": left}
    for sentence in sentences:
        verdict = _view(assistant.check(sentence, interface_language=language), assistant.reads_whole(sentence))
        verdicts = [*verdicts, verdict]
        yield {"sentences": sentences, "verdicts": verdicts, "left": left}


def _view(verdict: "Verdict", checked: bool) -> dict[str, Any]:
    """The verdict as `kildevis check --json` prints it, with what the page marks, and whether it is one at all."""
    doubted = [list(span) for span in verdict.doubted]
    return {**verdict.to_dict(), "language": verdict.language, "doubted": doubted, "checked": checked}
