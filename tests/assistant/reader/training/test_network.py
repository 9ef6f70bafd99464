"""The network while it is taught: dropout, what is trained, and the loss."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reader.bundled_reader import first_weights, reader_weights
from assistant.reader.span_inputs import encode
from assistant.reader.span_model import SpanModel
from assistant.reader.training.examples import Example
from assistant.reader.training.network import Noise, begun, loss_of
from index.bundled_model import bundled_model
from index.sentences import Span

CPU = torch.device("cpu")
TEXT = "Kari Lie overtok rederiet i 2011. Ola Moe dro."
ANSWERED = Example("Når?", "", TEXT, Span(28, 32), "answered")
UNANSWERED = Example("Hvorfor?", "", TEXT, None, "retrieved")


def loss(model: SpanModel, tokenizer: Tokenizer, *examples: Example, max_tokens: int = 288) -> dict[str, float]:
    inputs = encode(tokenizer, [(e.question, e.lead, e.text) for e in examples], max_tokens)
    total, parts = loss_of(model, inputs, examples)
    assert total.item() == pytest.approx(parts["spans"] + 0.5 * parts["answers"])
    return parts


def set_heads(model: SpanModel, answers: float = 0.0) -> SpanModel:
    """Make every token as likely as any, and the window answer with a logit."""
    with torch.no_grad():
        for head in (model.spans, model.answers):
            head.weight.zero_()
            head.bias.zero_()
        model.answers.bias.fill_(answers)
    return model


@pytest.fixture
def model(encoder_folder: Path) -> SpanModel:
    return begun("encoder", encoder_folder, Noise(0.0, 0), CPU)


def test_noise_drops_the_share_and_keeps_the_mean() -> None:
    noise = Noise(0.25, 0, size=1 << 16)
    dropped = noise(torch.ones(40, 1000))
    assert dropped.unique().tolist() == pytest.approx([0, 4 / 3], abs=0.01)
    assert dropped.mean().item() == pytest.approx(1, abs=0.02)


def test_noise_is_drawn_anew_each_time_and_the_same_from_one_seed() -> None:
    first, second = Noise(0.25, 1, size=1 << 16), Noise(0.25, 1, size=1 << 16)
    x = torch.ones(1000)
    once, again = first(x), first(x)
    assert not torch.equal(once, again)
    assert torch.equal(once, second(x))
    assert not torch.equal(once, Noise(0.25, 2, size=1 << 16)(x))


def test_noise_is_silent_when_reading_and_no_part_of_the_weights() -> None:
    noise = Noise(0.5, 0, size=1 << 12)
    x = torch.ones(100)
    assert torch.equal(noise.eval()(x), x)
    assert not noise.state_dict()


def test_every_activation_but_attention_passes_the_noise(encoder_folder: Path) -> None:
    noise = Noise(0.1, 0)
    encoder = begun("encoder", encoder_folder, noise, CPU).encoder
    assert [name for name, part in encoder.named_modules(remove_duplicate=False) if part is noise] == [
        "embeddings.dropout",
        "encoder.layer.0.attention.output.dropout",
        "encoder.layer.0.output.dropout",
        "encoder.layer.1.attention.output.dropout",
        "encoder.layer.1.output.dropout",
    ]


def test_embeddings_of_words_and_places_are_not_trained(model: SpanModel) -> None:
    frozen = {name for name, weight in model.named_parameters() if not weight.requires_grad}
    assert frozen == {f"encoder.embeddings.{name}_embeddings.weight" for name in ("word", "position")}


def test_every_run_begins_with_the_same_heads_so_that_their_weights_can_be_averaged(
    encoder_folder: Path, model: SpanModel
) -> None:
    torch.rand(7)  # what else has drawn before must not matter
    again = begun("encoder", encoder_folder, Noise(0.1, 5), CPU)
    assert torch.equal(again.spans.weight, model.spans.weight)
    assert torch.equal(again.answers.weight, model.answers.weight)


@pytest.mark.parametrize(("begin", "of"), [("first", first_weights), ("reader", reader_weights)])
def test_a_run_begins_with_either_step_of_the_reader(
    begin: str, of: Callable[[Path], tuple[dict[str, Tensor], Tensor]], cache: Path
) -> None:
    folder = bundled_model(cache / "models")
    weights, _ = of(folder)
    trained = {name: w for name, w in begun(begin, folder, Noise(0.0, 0), CPU).named_parameters() if w.requires_grad}
    assert all(torch.equal(weights[name], weight) for name, weight in trained.items())
    assert len(trained) > 190


def test_the_steps_of_the_reader_differ(cache: Path) -> None:
    folder = bundled_model(cache / "models")
    first, second = first_weights(folder)[0], reader_weights(folder)[0]
    assert not torch.equal(first["spans.weight"], second["spans.weight"])


def test_the_loss_of_a_network_that_knows_nothing_is_that_of_guessing(model: SpanModel, tokenizer: Tokenizer) -> None:
    set_heads(model)
    inputs = encode(tokenizer, [(ANSWERED.question, "", TEXT)])
    places = int(inputs.spannable.sum())
    assert loss(model, tokenizer, ANSWERED) == {
        "spans": pytest.approx(torch.tensor(places).log().item(), abs=1e-3),
        "answers": pytest.approx(0.6931, abs=1e-3),
    }


def test_a_window_that_answers_shall_say_so_and_one_that_does_not_shall_not(
    model: SpanModel, tokenizer: Tokenizer
) -> None:
    set_heads(model, answers=2.0)
    assert loss(model, tokenizer, ANSWERED)["answers"] == pytest.approx(0.127, abs=1e-3)
    assert loss(model, tokenizer, UNANSWERED)["answers"] == pytest.approx(2.127, abs=1e-3)


def test_an_answer_that_was_cut_off_does_not_count(model: SpanModel, tokenizer: Tokenizer) -> None:
    set_heads(model, answers=2.0)
    both = loss(model, tokenizer, ANSWERED, UNANSWERED, max_tokens=10)
    assert both["answers"] == loss(model, tokenizer, UNANSWERED, max_tokens=10)["answers"]


def test_a_batch_whose_every_answer_was_cut_off_teaches_nothing(model: SpanModel, tokenizer: Tokenizer) -> None:
    inputs = encode(tokenizer, [(ANSWERED.question, "", TEXT)], 10)
    total, parts = loss_of(model, inputs, [ANSWERED])
    assert (total.item(), parts) == (0.0, {"spans": 0.0, "answers": 0.0})
    total.backward()  # type: ignore[no-untyped-call]
    assert all(w.grad is None or not w.grad.any() for w in model.parameters())
