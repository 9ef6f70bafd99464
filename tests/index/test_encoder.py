"""The embedding model as the rest of the program meets it."""

from pathlib import Path

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_info

from index import precision
from index.encoder import Encoder


def test_numpy_leaves_the_cores_to_the_model(encoder: Encoder) -> None:
    encoder.load()
    # Other libraries bring a BLAS of their own, which is theirs to hold back.
    assert [pool["num_threads"] for pool in threadpool_info() if "numpy" in pool["filepath"]] == [1]


def test_vectors_are_the_same_in_bf16_as_in_fp32(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Forhandlinger skal finne sted i Jevlakh torsdag.", "Hvem er statsminister i Armenia?", "Nei."]
    vectors = []
    for chosen in (torch.float32, torch.bfloat16):
        monkeypatch.setattr(precision, "fastest_precision", lambda chosen=chosen: chosen)
        vectors.append(Encoder(cache=cache).encode_passages(texts))
    assert (vectors[0] * vectors[1]).sum(1).min() > 0.9999
    assert not np.array_equal(vectors[0], vectors[1])


def test_many_questions_are_read_at_once_as_each_alone(encoder: Encoder) -> None:
    questions = ["Hvem er statsminister i Armenia?", "Nei?", "Where will the negotiations be held on Thursday?"]
    together = encoder.encode_questions(questions)
    alone = np.stack([encoder.read_question(question).whole for question in questions])
    assert (together * alone).sum(1).min() > 0.999
    assert (together * encoder.encode_passages(questions)).sum(1).max() < 0.999
