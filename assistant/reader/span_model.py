"""The span reader's network: the bundled encoder, and for every token how likely an answer starts and ends there.

Source: extractive question answering after BERT (Devlin et al. 2019), with SQuAD 2.0's null answer (Rajpurkar et al.
2018): the first token's scores are those of "no answer in this window".
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers import BertModel


_ATTENTION = "kildevis-lean"
_WORDS = "embeddings.word_embeddings.weight"
_NEVER = -1e4  # the score of a token where no span may start or end


def lean_attention() -> str:
    """Register an attention that stays in the model's own precision, and return its name for transformers.

    The library's plain one adds a 32-bit mask, and so takes the softmax, which then costs more than all matrix
    products of a layer; its fused one has no fast backward pass in bf16.
    """
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import eager_mask

    AttentionInterface.register(_ATTENTION, _attend)
    AttentionMaskInterface.register(_ATTENTION, eager_mask)
    return _ATTENTION


def _attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    **_: object,
) -> tuple[Tensor, None]:
    """Attend over (windows, heads, tokens, width) tensors; the mask is added to the scores."""
    scores = torch.matmul(query * (scaling or query.shape[-1] ** -0.5), key.transpose(2, 3))
    if attention_mask is not None:
        scores = scores + attention_mask.to(scores.dtype)
    return torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), value).transpose(1, 2).contiguous(), None


class Scores(NamedTuple):
    """Scores of a batch of windows: `start` and `end` of shape (windows, tokens), `answers` of shape (windows,).

    `start` and `end` are logits over the tokens, the first of which stands for no answer; `answers` is the logit of the
    window holding the answer at all.
    """

    start: Tensor
    end: Tensor
    answers: Tensor


class SpanModel(nn.Module):
    """An encoder with a head that scores spans and one that scores the window.

    Word embeddings, four fifths of all weights, stay as they were, and are shared with whoever else holds them.
    """

    def __init__(self, encoder: "BertModel", words: Tensor) -> None:
        super().__init__()
        self.encoder = encoder
        hidden: int = encoder.config.hidden_size
        self.spans = nn.Linear(hidden, 2)
        self.answers = nn.Linear(hidden, 1)
        self._words = (words,)  # in a tuple, so that they are no part of the module's own weights

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, spannable: Tensor) -> Scores:
        """Score the windows; all arguments have shape (windows, tokens).

        Args:
            ids: token ids.
            mask: 1 where there is a token, 0 for padding.
            types: 0 for the question, 1 for the window.
            spannable: true where a span may start and end: the window's tokens, and the first one for no answer.
        """
        words = nn.functional.embedding(ids, self._words[0]).to(self.encoder.dtype)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask, token_type_ids=types).last_hidden_state
        with torch.autocast("cpu", enabled=False):
            hidden = hidden.float()
            start, end = self.spans(hidden).masked_fill(~spannable[..., None], _NEVER).unbind(-1)
            return Scores(start, end, self.answers(hidden[:, 0]).squeeze(-1))


def base_weights(folder: Path) -> tuple[dict[str, Tensor], Tensor]:
    """Return the bundled encoder's weights under the names that `SpanModel` gives them, and its word embeddings.

    The latter have shape (vocabulary, d); they are mapped from the file, not copied.
    """
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", "pt") as file:
        found = {
            f"encoder.{name}": file.get_tensor(name)
            for name in file.keys()  # noqa: SIM118 - a file, not a dict
            if not name.startswith("pooler.") and name != _WORDS
        }
        return found, file.get_tensor(_WORDS)


def build(folder: Path, words: Tensor, weights: Mapping[str, Tensor]) -> SpanModel:
    """Make the network of a bundled encoder's configuration and the given weights, all of them.

    Args:
        folder: the encoder's, with `config.json`.
        words: its word embeddings, shape (vocabulary, d).
        weights: every other weight, by its name in `SpanModel`.

    Raises:
        ValueError: a weight is missing, or is none of the network's.
    """
    model = SpanModel(empty_encoder(folder), words)
    put_weights(model, weights)
    return model


def empty_encoder(folder: Path) -> "BertModel":
    """Return an encoder of the configuration in the folder, whose weights say nothing yet, without word embeddings."""
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(
        folder,
        vocab_size=2,  # the embeddings of words are held outside
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config._attn_implementation = lean_attention()
    return BertModel(config, add_pooling_layer=False)


def put_weights(model: nn.Module, weights: Mapping[str, Tensor]) -> None:
    """Give a network with such an encoder its weights, all but the word embeddings.

    Raises:
        ValueError: a weight is missing, or is none of the network's.
    """
    missing, unknown = model.load_state_dict(weights, strict=False)
    if unknown or set(missing) - {f"encoder.{_WORDS}"}:
        raise ValueError(f"weights that do not fit: missing {missing}, unknown {unknown}")
