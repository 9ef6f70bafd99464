"""Token ids as the network takes them, and which characters of the window each token stands for."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from assistant.reader.span_inputs import MAX_QUESTION_TOKENS, MAX_TOKENS, Inputs, encode
from index.sentences import Span

QUESTION = "Hvem leder Armenia?"
LEAD = "Våpenhvile i Nagorno-Karabakh"
TEXT = "Nikol Pasjinjan er statsminister i Armenia."
LONG = "ord " * 2000


def read_as(inputs: Inputs, row: int, text: str) -> list[str]:
    """The characters of the window that each of its tokens stands for."""
    return [text[s:e] for s, e in zip(inputs.starts[row], inputs.ends[row], strict=True) if s >= 0]


def sequence(tokenizer: Tokenizer, inputs: Inputs, row: int) -> str:
    return str(tokenizer.decode(inputs.ids[row].tolist(), skip_special_tokens=False))


def test_a_question_is_read_before_the_lead_and_the_window(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(QUESTION, LEAD, TEXT)])
    assert sequence(tokenizer, inputs, 0) == f"<s> query: {QUESTION}</s></s> {LEAD} {TEXT}</s>"


def test_a_window_without_a_lead_is_read_alone(tokenizer: Tokenizer) -> None:
    assert sequence(tokenizer, encode(tokenizer, [(QUESTION, "", TEXT)]), 0).endswith(f"</s></s> {TEXT}</s>")


@pytest.mark.parametrize("lead", ["", LEAD])
def test_the_windows_tokens_stand_for_all_of_its_characters_and_no_others(tokenizer: Tokenizer, lead: str) -> None:
    pieces = read_as(encode(tokenizer, [(QUESTION, lead, TEXT)]), 0, TEXT)
    assert "".join(pieces) == TEXT


def test_a_words_first_token_takes_in_the_space_before_it(tokenizer: Tokenizer) -> None:
    assert read_as(encode(tokenizer, [(QUESTION, LEAD, "Vi kom")]), 0, "Vi kom") == ["Vi", " kom"]


def test_spans_may_start_at_the_windows_tokens_and_at_the_first(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(QUESTION, LEAD, TEXT), (QUESTION, "", "Vi kom")])
    expected = inputs.starts >= 0
    expected[:, 0] = True
    assert (inputs.spannable.numpy() == expected).all()


def test_the_types_tell_the_window_with_its_lead_from_the_question(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(QUESTION, LEAD, TEXT)])
    first = int(inputs.types[0].argmax())
    assert tokenizer.decode(inputs.ids[0][inputs.types[0] == 1].tolist()) == f"{LEAD} {TEXT}"
    assert inputs.types[0][:first].sum() == 0


def test_a_shorter_window_is_filled_up_with_padding(tokenizer: Tokenizer) -> None:
    alone = encode(tokenizer, [(QUESTION, "", "Vi kom")])
    both = encode(tokenizer, [(QUESTION, LEAD, TEXT), (QUESTION, "", "Vi kom")])
    length = alone.ids.shape[1]
    assert both.ids[1, :length].tolist() == alone.ids[0].tolist()
    assert set(both.ids[1, length:].tolist()) == {tokenizer.token_to_id("<pad>")}
    assert both.mask[1].tolist() == [1] * length + [0] * (both.ids.shape[1] - length)
    assert not both.spannable[1, length:].any()


def test_what_is_beyond_the_most_tokens_is_not_read(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(QUESTION, LEAD, LONG)])
    assert inputs.ids.shape == (1, MAX_TOKENS)
    assert "".join(read_as(inputs, 0, LONG)) == LONG[: inputs.ends.max()]


def test_a_question_of_any_length_leaves_the_window_its_room(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(LONG, LEAD, TEXT)])
    assert "".join(read_as(inputs, 0, TEXT)) == TEXT
    assert int((inputs.mask - inputs.types)[0].sum()) == MAX_QUESTION_TOKENS + 4  # <s> </s> </s> … </s>


def test_a_question_of_the_most_tokens_is_kept_whole(tokenizer: Tokenizer) -> None:
    question = "ord " * (MAX_QUESTION_TOKENS - 3)  # beside those of the prompt
    question = question.strip()
    assert question in sequence(tokenizer, encode(tokenizer, [(question, LEAD, TEXT)]), 0)


def test_no_windows_make_an_empty_batch(tokenizer: Tokenizer) -> None:
    assert encode(tokenizer, []).ids.shape[0] == 0


def test_a_spans_tokens_are_found(tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(QUESTION, LEAD, TEXT)])
    start = TEXT.index("statsminister")
    found = inputs.token_span(0, Span(start, start + len("statsminister")))
    assert found is not None
    assert TEXT[inputs.starts[0, found[0]] : inputs.ends[0, found[1]]] == " statsminister"


def test_a_span_that_is_cut_off_has_no_tokens(tokenizer: Tokenizer) -> None:
    tokens = encode(tokenizer, [(QUESTION, LEAD, TEXT)]).ids.shape[1]
    inputs = encode(tokenizer, [(QUESTION, LEAD, TEXT)], tokens - 5)
    end = int(inputs.ends[0].max())
    assert 0 < end < len(TEXT)
    assert inputs.token_span(0, Span(0, end)) is not None
    assert inputs.token_span(0, Span(0, end + 1)) is None
    assert inputs.token_span(0, Span(end + 1, len(TEXT))) is None


@settings(max_examples=200)
@given(st.text(max_size=80), st.sampled_from(["", LEAD]))
@example("", LEAD)
@example(" \n Vi kom", LEAD)
@example("cafe\u0301 🎉👩\u200d🚀 \0 a\u200bb ﷺ ½ ", "")
@example("\u0301a", LEAD)
def test_tokens_stand_for_characters_of_the_window_in_order(tokenizer: Tokenizer, text: str, lead: str) -> None:
    inputs = encode(tokenizer, [(QUESTION, lead, text)])
    own = [(s, e) for s, e in zip(inputs.starts[0], inputs.ends[0], strict=True) if s >= 0]
    assert all(0 <= start < end <= len(text) for start, end in own)
    assert own == sorted(own)
    assert ((inputs.starts[0] >= 0) == (inputs.ends[0] >= 0)).all()


@given(st.text(st.characters(categories=["L", "Nd", "Zs", "P"]), max_size=80), st.sampled_from(["", LEAD]))
def test_every_letter_of_the_window_is_read(tokenizer: Tokenizer, text: str, lead: str) -> None:
    inputs = encode(tokenizer, [(QUESTION, lead, text)])
    read = {at for s, e in zip(inputs.starts[0], inputs.ends[0], strict=True) for at in range(s, e)}
    assert {at for at, char in enumerate(text) if char.isalpha()} <= read
