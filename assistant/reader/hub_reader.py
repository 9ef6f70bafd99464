"""A span reader that the user names: any extractive question answering model of the hub's kind."""

import logging
import os
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import torch

from assistant.reader.span_inputs import MAX_QUESTION_TOKENS
from assistant.reader.spans import ReadSentence, sentences_of
from assistant.reader.windows import Window
from index.article import Article
from index.errors import InputError, reason_of

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

_BATCH = 8  # windows a forward pass; larger ones gain nothing on two cores
_MAX_TOKENS = 512  # of question and window together, where the model can take as many
_RESERVED = 2  # positions: RoBERTa and its like count theirs from 2


class HubSpanReader:
    """Reads windows with an `AutoModelForQuestionAnswering`; no answer is what its first token's scores say.

    A model that never saw unanswerable questions (SQuAD 1.1) says little by them: it finds words well and abstains
    badly. Shared by threads, which take turns.
    """

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerFast") -> None:
        self._model = model
        self._model.train(False)
        self._tokenizer = tokenizer
        self._tokenizer.padding_side = "right"  # so that the first token is never padding
        positions = getattr(model.config, "max_position_embeddings", None) or -1  # some have -1, for any number
        self._max_tokens = min(
            _MAX_TOKENS, tokenizer.model_max_length, positions - _RESERVED if positions > 0 else _MAX_TOKENS
        )
        self._lock = Lock()

    def read(self, question: str, windows: Sequence[Window]) -> list[list[ReadSentence]]:
        """Return for each window its sentences as read, in the order given.

        A sentence without a word, or that stands beyond what the model can take, is not among them.
        """
        return [
            read
            for first in range(0, len(windows), _BATCH)
            for read in self._forward(question, windows[first : first + _BATCH])
        ]

    def _forward(self, question: str, windows: Sequence[Window]) -> list[list[ReadSentence]]:
        with self._lock, torch.inference_mode():
            encoded = self._tokenizer(
                [self._shortened(question)] * len(windows),
                [window.text for window in windows],
                truncation="only_second",
                max_length=self._max_tokens,
                padding=True,
                return_tensors="pt",
                return_offsets_mapping=True,
            )
            offsets = encoded.pop("offset_mapping").numpy()
            output = self._model(**encoded)
            starts_logits, ends_logits = output.start_logits.float().numpy(), output.end_logits.float().numpy()
        result = []
        for row, window in enumerate(windows):
            own = np.array([part == 1 for part in encoded.sequence_ids(row)])
            own &= offsets[row, :, 1] > offsets[row, :, 0]
            starts, ends = (np.where(own, offsets[row, :, side], -1).astype(np.int64) for side in (0, 1))
            result.append(sentences_of(window, starts_logits[row], ends_logits[row], starts, ends, answers=None))
        return result

    def _shortened(self, question: str) -> str:
        """The question, or as much of its beginning as leaves the window room."""
        most = min(MAX_QUESTION_TOKENS, self._max_tokens // 2)
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        return question if len(offsets) <= most else question[: offsets[most - 1][1]]


def hub_reader(name: str) -> HubSpanReader:
    """Load the model from a folder or, where no folder bears the name, from the hub, and try it.

    Raises:
        InputError: there is none, or it is not of this kind.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import transformers

    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(name, trust_remote_code=False)
        if not isinstance(tokenizer, transformers.PreTrainedTokenizerFast):
            raise ValueError("its tokenizer does not tell which characters a token stands for")
        if len(tokenizer) <= len(tokenizer.all_special_tokens):  # what the library makes where the folder has none
            raise ValueError("its tokenizer is missing, or knows no words")
        # In fp32, whatever it was saved in: how it reads in fewer bits, nobody has measured.
        model, loading = transformers.AutoModelForQuestionAnswering.from_pretrained(
            name, dtype=torch.float32, trust_remote_code=False, output_loading_info=True
        )
        if loading["missing_keys"]:  # the library would fill them with random numbers
            raise ValueError(f"it has no weights {', '.join(sorted(loading['missing_keys']))}: another kind of model")
        if tokenizer("a", "b")["input_ids"][0] != tokenizer.cls_token_id:
            raise ValueError("its inputs do not begin with a token that stands for no answer")
        reader = HubSpanReader(model, tokenizer)
        _try(reader)
    except Exception as error:  # the libraries raise a dozen kinds for a missing, broken or unreachable model
        raise InputError(
            f"the reader {name!r} cannot be loaded ({reason_of(error)}); name a folder or hub model for extractive "
            f"question answering in KILDEVIS_READER, or unset it for the bundled one"
        ) from None
    return reader


def _try(reader: HubSpanReader) -> None:
    """Read two windows of different lengths, so that a model and a tokenizer that do not fit fail now."""
    article = Article("trial", "Hun kom.\nHan gikk hjem, sa hun.")
    reader.read("Hvem kom?", [Window(article, s.start, s.end) for s in article.sentences])
