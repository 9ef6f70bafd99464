"""Passages that no longer answer: the answering words taken out, and what only hung on them.

Of 15 answers removed from NorQuAD's training articles where `still_holds` is false, judged by eye, 14 were gone and 10
passages read as a person would write.
"""

import re
from dataclasses import dataclass

from assistant.phrases import numbers, phrases
from assistant.reader.training.names import names_in
from assistant.reader.training.near_miss_words import YEAR
from assistant.reader.training.telling import stems, tells_half
from index.sentences import Span, split_sentences

_WORD = re.compile(r"[^\W_]+")
_PREPOSITION = (
    "i|på|blant|til|fra|av|med|ved|hos|for|om|under|etter|før|mot|over|mellom|siden|rundt|omkring|ca\\.|cirka|kl\\.?|den|innen"
    "|in|on|at|by|of|to|from|with|during|since|the"
)
_MIN_WORDS_LEFT = 3


@dataclass(frozen=True)
class Cut:
    """A text with a stretch taken out: `text`, and where that stretch stood, `[start, end)` of the text before."""

    text: str
    start: int
    end: int

    def shift(self, offset: int) -> int:
        """Return where an offset of the text before has come to; one inside the stretch, where it stood."""
        return offset if offset <= self.start else max(self.start, offset - (self.end - self.start))


def remove_phrase(text: str, span: Span) -> Cut | None:
    """Return the text without `text[span]` and what only hung on it: its preposition, brackets, a comma, a space.

    A sentence that now opens in lower case is given its capital. None where hardly a sentence would be left. The
    answer may stand elsewhere in the text: see `still_holds`.
    """
    start, end = span
    while widened := _hanging(text, start, end):
        start, end = widened
    opens = not text[:start].strip() or bool(re.search(r"[\n.!?:]\s*$", text[:start]))
    if text[start - 1 : start].isspace() and (end == len(text) or re.match(r"[\s.,;:!?)»”]", text[end:])) and not opens:
        start -= 1
    elif opens or start == 0:
        end += len(_match(r"[^\S\n]*,?[^\S\n]*", text[end:]))
    rest = text[end:]
    left = re.split(r"[\n.!?]", text[:start])[-1] + re.split(r"[\n.!?]", rest)[0]
    if len(_WORD.findall(left)) < _MIN_WORDS_LEFT:
        return None
    if opens and len(rest[:1].upper()) == 1:
        rest = rest[:1].upper() + rest[1:]
    return Cut(text[:start] + rest, start, end)


def still_holds(text: str, answer: str) -> bool:
    """Whether a text from which an answer was removed holds half of its words, so that it may answer after all."""
    told = stems(answer)
    return answer in text or (bool(told) and tells_half(text, told))


def _hanging(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands around the phrase only for its sake, one layer of it."""
    before, after = text[:start], text[end:]
    if alias := re.match(r"\s?\([A-ZÆØÅ]\w{1,6}\)", after):  # "FNs klimapanel (IPCC)"
        return start, end + alias.end()
    if before[-1:] + after[:1] in ("()", "[]", "«»", '""', "“”", "''"):
        return start - 1, end + 1
    closes = not after.strip() or bool(re.match(r"\s*(?:[.,;:!?)»”\n]|[–-]\s)", after))
    genitive = text[end - 1] == "s" and bool(re.match(r"\s[a-zæøå]", after)) and text[start].isupper()
    counts = text[start:end].isdigit() and not YEAR.fullmatch(text[start:end]) and bool(re.match(r"\s[a-zæøå]", after))
    if not (genitive or counts) and (hung := re.search(rf"(?<!\w)(?:{_PREPOSITION})[^\S\n]+$", before, re.IGNORECASE)):
        return hung.start(), end
    if closes and (hung := re.search(r"(?:,|[^\S\n](?:og|eller|and|or|som|er|var))[^\S\n]+$", before)):
        return hung.start(), end
    if not before.strip() and (hung := re.match(r"[^\S\n]+(?:og|and)[^\S\n]+", after)):
        return start, end + hung.end()
    return None


def _match(pattern: str, text: str) -> str:
    found = re.match(pattern, text)
    return found.group() if found else ""


def other_phrases(text: str, start: int, end: int, avoid: Span) -> list[Span]:
    """Return the names, numbers and times in `text[start:end]` that do not touch `avoid`, in order, none overlapping.

    To be removed from passages that still answer, so that a gap does not betray one that no longer does.
    """
    found = [
        Span(*phrase)
        for sentence in split_sentences(text, start, end)
        for phrase in (*names_in(text, sentence), *numbers(text, sentence), *phrases(text, sentence, "when"))
    ]
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if (span.end < avoid.start or span.start > avoid.end) and (not kept or span.start >= kept[-1].end):
            kept.append(span)
    return kept
