"""The support network: the bundled encoder, reading a claim and a text together, and for every token of the claim how
likely it is not borne out by the text, for the claim how likely anything in it is not.

Source: natural language inference with a cross-encoder (Devlin et al. 2019), and the labelling of a generated text's
tokens as supported or not (LettuceDetect, Kovács and Recski 2025, arXiv:2502.17125).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.reader.span_model import empty_encoder, put_weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

MAX_TOKENS = 352  # of claim and text together; what is beyond is not read
MAX_CLAIM_TOKENS = 72  # some 45 words
_PROMPT = "query: "  # what the encoder was trained to see before a question, and the span reader too
_PAD = 1
_CLAIM, _TEXT = 0, 1  # the sequences of a pair, as the tokenizer numbers them
_BATCH = 4  # pairs a forward pass


class SupportScores(NamedTuple):
    """Logits of not being borne out: `tokens` of shape (pairs, tokens), `whole` of shape (pairs,)."""

    tokens: Tensor
    whole: Tensor


class SupportModel(nn.Module):
    """An encoder with a head that scores tokens and one that scores the pair; word embeddings stay as they were."""

    def __init__(self, encoder: "BertModel", words: Tensor) -> None:
        super().__init__()
        self.encoder = encoder
        hidden: int = encoder.config.hidden_size
        self.tokens = nn.Linear(hidden, 1)
        self.whole = nn.Linear(hidden, 1)
        self._words = (words,)  # in a tuple, so that they are no part of the module's own weights

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> SupportScores:
        """Score pairs; all arguments have shape (pairs, tokens), `types` being 1 for the text's tokens."""
        words = nn.functional.embedding(ids, self._words[0]).to(self.encoder.dtype)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask, token_type_ids=types).last_hidden_state
        with torch.autocast("cpu", enabled=False):
            hidden = hidden.float()
            return SupportScores(self.tokens(hidden).squeeze(-1), self.whole(hidden[:, 0]).squeeze(-1))


@dataclass(frozen=True)
class Pairs:
    """A batch of claims with texts, as the network takes them; everything has shape (pairs, tokens).

    `starts` and `ends` are the characters of the claim that a token stands for, -1 outside of the claim.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True)
class ReadClaim:
    """A claim as read with a text: logits of not being borne out, `whole` of all of it, `tokens` of each token.

    `starts` and `ends` are the characters of the claim that the tokens stand for.
    """

    whole: float
    tokens: NDArray[np.float32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class SupportReader:
    """Reads claims with texts; shared by threads, which take turns, as one pass keeps every core busy."""

    def __init__(self, model: SupportModel, tokenizer: "Tokenizer") -> None:
        self.model = model.eval()
        self._tokenizer = tokenizer
        self._lock = Lock()

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[ReadClaim]:
        """Return what the network makes of each (claim, text), in the order given."""
        result: list[ReadClaim | None] = [None] * len(pairs)
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            given = encode_pairs(self._tokenizer, [pairs[i] for i in batch])
            with self._lock, torch.inference_mode():
                scores = self.model(given.ids, given.mask, given.types)
            for row, i in enumerate(batch):
                own = given.starts[row] >= 0
                result[i] = ReadClaim(
                    float(scores.whole[row]),
                    scores.tokens[row].numpy()[own],
                    given.starts[row][own],
                    given.ends[row][own],
                )
        return [read for read in result if read is not None]


def encode_pairs(tokenizer: "Tokenizer", pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Encode (claim, text) pairs; of a claim the first `MAX_CLAIM_TOKENS` are kept, of all `MAX_TOKENS`."""
    rows = []
    for encoding in tokenizer.encode_batch([(_PROMPT + claim, text) for claim, text in pairs]):
        part = np.array([-1 if s is None else s for s in encoding.sequence_ids])
        of_claim = part == _CLAIM
        kept = np.flatnonzero(~of_claim | (of_claim.cumsum() <= MAX_CLAIM_TOKENS))[:MAX_TOKENS]
        offsets = np.array(encoding.offsets, np.int64)[kept] - len(_PROMPT)
        rows.append((np.array(encoding.ids, np.int64)[kept], part[kept], offsets))
    shape = (len(rows), max((len(ids) for ids, _, _ in rows), default=1))
    ids, mask, types = np.full(shape, _PAD, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    starts, ends = np.full(shape, -1, np.int64), np.full(shape, -1, np.int64)
    for row, (row_ids, part, offsets) in enumerate(rows):
        length = len(row_ids)
        ids[row, :length] = row_ids
        mask[row, :length] = 1
        types[row, :length] = part == _TEXT
        own = (part == _CLAIM) & (offsets[:, 1] > 0)  # the prompt's tokens end before the claim begins
        starts[row, :length] = np.where(own, offsets[:, 0].clip(min=0), -1)
        ends[row, :length] = np.where(own, offsets[:, 1], -1)
    return Pairs(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(types), starts, ends)


def build(folder: Path, words: Tensor, weights: Mapping[str, Tensor]) -> SupportModel:
    """Make the network of a bundled encoder's configuration and the given weights, as `span_model.build` does.

    Raises:
        ValueError: a weight is missing, or is none of the network's.
    """
    model = SupportModel(empty_encoder(folder), words)
    put_weights(model, weights)
    return model
