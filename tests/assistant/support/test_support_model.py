"""Claims and texts as the network takes them."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant.support.support_model import MAX_CLAIM_TOKENS, MAX_TOKENS, encode_pairs
from index.bundled_model import bundled_model


@pytest.fixture(scope="module")
def tokenizer(cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(bundled_model(cache / "models") / "tokenizer.json"))


def test_each_token_of_the_claim_stands_for_its_characters(tokenizer: Tokenizer) -> None:
    claims = ["Armenia har ingen styrker der.", "Nei."]
    given = encode_pairs(tokenizer, [(claims[0], "Pasjinjan sier det."), (claims[1], "Ja, og mye mer enn det.")])
    for row, claim in enumerate(claims):
        own = given.starts[row] >= 0
        pieces = [claim[a:b].strip() for a, b in zip(given.starts[row][own], given.ends[row][own], strict=True)]
        assert "".join(pieces) == claim.replace(" ", "")
        assert given.types[row][own].sum() == 0
    assert given.mask.sum(1).tolist() == (given.ids != 1).sum(1).tolist()


def test_the_text_is_of_the_second_type_and_outside_of_the_claim(tokenizer: Tokenizer) -> None:
    given = encode_pairs(tokenizer, [("Ja.", "Nei, ikke det.")])
    text = given.types[0].bool().numpy()
    assert text.sum() > 3
    assert (given.starts[0][text] == -1).all()


def test_what_is_too_long_is_cut_at_its_end(tokenizer: Tokenizer) -> None:
    given = encode_pairs(tokenizer, [("ord " * 500, "tekst " * 1000)])
    assert given.ids.shape[1] == MAX_TOKENS
    assert 0 < (given.starts[0] >= 0).sum() <= MAX_CLAIM_TOKENS
