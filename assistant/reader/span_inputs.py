"""Questions and windows as the span reader's network takes them: token ids, and which characters each stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.sentences import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_TOKENS = 384  # of question, lead and window together; what is beyond is not read
MAX_QUESTION_TOKENS = 64  # some 250 characters; in training none was longer, and the window must have room
_PROMPT = "query: "  # what the encoder was trained to see before a question
_PAD = 1  # the token that fills rows up, in XLM-R's vocabulary
_QUESTION, _WINDOW = 0, 1  # the sequences of a pair, as the tokenizer numbers them


@dataclass(frozen=True)
class Inputs:
    """A batch of questions with their windows; everything has shape (windows, tokens).

    Attributes:
        ids: token ids, filled up with padding.
        mask: 1 where there is a token, 0 for padding.
        types: 1 for the tokens of lead and window, 0 for the others.
        spannable: true for the window's tokens, and the first one, which stands for no answer.
        starts: the first character of the window that a token stands for, -1 outside of the window; a word's first
            token takes in the white space before it.
        ends: the last character's successor, likewise.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    spannable: Tensor
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def token_span(self, row: int, span: Span) -> tuple[int, int] | None:
        """Return the first and the last token of a span of a window's characters; None where some are cut off."""
        inside = np.flatnonzero((self.ends[row] > span.start) & (self.starts[row] < span.end) & (self.starts[row] >= 0))
        if not len(inside) or self.ends[row][inside[-1]] < span.end:
            return None
        return int(inside[0]), int(inside[-1])


def encode(tokenizer: "Tokenizer", windows: Sequence[tuple[str, str, str]], max_tokens: int = MAX_TOKENS) -> Inputs:
    """Encode (question, lead, text) triples.

    Of a question, the first `MAX_QUESTION_TOKENS` are kept; of what is then beyond `max_tokens`, nothing.

    Args:
        tokenizer: the bundled encoder's; it neither truncates nor pads.
        windows: the triples; a lead, if any, is read before the text, and is no part of it.
        max_tokens: the longest row.
    """
    leads = [f"{lead}\n" if lead else "" for _, lead, _ in windows]
    encodings = tokenizer.encode_batch(
        [(_PROMPT + question, lead + text) for (question, _, text), lead in zip(windows, leads, strict=True)]
    )
    rows = []
    for encoding, lead in zip(encodings, leads, strict=True):
        part = np.array([-1 if s is None else s for s in encoding.sequence_ids])
        of_question = part == _QUESTION
        kept = np.flatnonzero(~of_question | (of_question.cumsum() <= MAX_QUESTION_TOKENS))[:max_tokens]
        offsets = np.array(encoding.offsets, np.int64)[kept] - len(lead)
        rows.append((np.array(encoding.ids, np.int64)[kept], part[kept] == _WINDOW, offsets))
    shape = (len(rows), max((len(row_ids) for row_ids, _, _ in rows), default=1))
    ids, mask, types = np.full(shape, _PAD, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    starts, ends = np.full(shape, -1, np.int64), np.full(shape, -1, np.int64)
    for row, (row_ids, in_window, offsets) in enumerate(rows):
        length = len(row_ids)
        ids[row, :length] = row_ids
        mask[row, :length] = 1
        types[row, :length] = in_window
        own = in_window & (offsets[:, 1] > 0)  # the lead's tokens end before the text begins
        starts[row, :length] = np.where(own, offsets[:, 0].clip(min=0), -1)
        ends[row, :length] = np.where(own, offsets[:, 1], -1)
    spannable = starts >= 0
    spannable[:, 0] = True
    return Inputs(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(types),
        torch.from_numpy(spannable),
        starts,
        ends,
    )
