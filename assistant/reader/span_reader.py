"""The span reader: windows in, the words of each sentence that answer best out, with their scores."""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import torch

from assistant.reader.span_inputs import MAX_TOKENS, encode
from assistant.reader.spans import ReadSentence, sentences_of
from assistant.reader.windows import Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from assistant.reader.span_model import SpanModel

# Of a forward pass, padding too. Larger ones leave the caches: on two cores seven windows of a news article took 270 ms
# in one pass, 180 in passes of this size.
_BATCH_TOKENS = 512
_CHARS_A_TOKEN = 3.6  # of Norwegian text, about


class SpanReader:
    """Reads windows with the network; shared by threads, which take turns, as one pass keeps every core busy."""

    def __init__(self, model: "SpanModel", tokenizer: "Tokenizer") -> None:
        self.model = model.eval()
        self._tokenizer = tokenizer
        self._lock = Lock()

    def read(self, question: str, windows: Sequence[Window]) -> list[list[ReadSentence]]:
        """Return for each window its sentences as read, in the order given.

        A sentence without a word, or that stands beyond `MAX_TOKENS`, is not among them.
        """
        return self.read_all([(question, window) for window in windows])

    def read_all(self, pairs: Sequence[tuple[str, Window]]) -> list[list[ReadSentence]]:
        """Return for each (question, window) what `read` would."""
        result: list[list[ReadSentence]] = [[] for _ in pairs]
        for batch in _batches([_tokens(question, window) for question, window in pairs]):
            for number, read in zip(batch, self._forward([pairs[i] for i in batch]), strict=True):
                result[number] = read
        return result

    def _forward(self, pairs: Sequence[tuple[str, Window]]) -> list[list[ReadSentence]]:
        inputs = encode(self._tokenizer, [(question, window.lead, window.text) for question, window in pairs])
        with self._lock, torch.inference_mode():
            scores = self.model(inputs.ids, inputs.mask, inputs.types, inputs.spannable)
        start, end, answers = (part.numpy() for part in scores)
        return [
            sentences_of(window, start[row], end[row], inputs.starts[row], inputs.ends[row], float(answers[row]))
            for row, (_, window) in enumerate(pairs)
        ]


def _tokens(question: str, window: Window) -> float:
    return min(MAX_TOKENS, (len(question) + len(window.lead) + len(window.text)) / _CHARS_A_TOKEN)


def _batches(tokens: Sequence[float]) -> list[list[int]]:
    """The numbers of the windows, given their lengths: those of like length together, so that little is padding."""
    batches: list[list[int]] = []
    for number in sorted(range(len(tokens)), key=lambda i: tokens[i]):
        if not batches or (len(batches[-1]) + 1) * tokens[number] > _BATCH_TOKENS:
            batches.append([])
        batches[-1].append(number)
    return batches
