"""A reader that the user names: real folders, loaded by the real libraries, of models small enough to make here."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

from assistant import Assistant
from assistant.reader.hub_reader import HubSpanReader, hub_reader
from assistant.reader.opening import open_reader
from assistant.reader.windows import Window, windows_around
from assistant.settings import Settings
from index.article import Article
from index.encoder import Encoder
from index.errors import InputError
from index.library import Library
from index.sentences import Span
from tests.assistant.contract import check_contract

NEWS = Article("news", "Forhandlinger skal finne sted i Jevlakh torsdag. Partene er enige.\n\nDet sier Aliyev.")
WORDS = "[PAD] [UNK] [CLS] [SEP] Jevlakh torsdag Aliyev enige Hvor Hvem".split()
WIDTH = 16


def whole(article: Article) -> Window:
    return Window(article, article.sentences[0].start, article.sentences[-1].end)


def long_article(sentences: int = 200) -> Article:
    return Article("long", " ".join(f"Setning {n} er lang." for n in range(sentences)) + " I Jevlakh.")


def tokenizer(roberta: bool = False, last: bool = False, **settings: Any) -> PreTrainedTokenizerFast:
    core = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    core.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    pair = "[CLS] $A [SEP] [SEP] $B [SEP]" if roberta else "[CLS] $A [SEP] $B:1 [SEP]:1"
    if last:
        pair = "$A [SEP] $B [SEP] [CLS]"
    core.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair=pair, special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    if roberta:
        settings["model_input_names"] = ["input_ids", "attention_mask"]
    settings = {"cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "unk_token": "[UNK]", **settings}
    return PreTrainedTokenizerFast(tokenizer_object=core, **settings)


def model(kind: str = "Bert", head: str = "ForQuestionAnswering", **settings: Any) -> Any:
    """A model without layers, to which "Jevlakh" is the likeliest answer."""
    sizes = {"vocab_size": len(WORDS), "hidden_size": WIDTH, "num_attention_heads": 2, "intermediate_size": 8}
    sizes |= {"dim": WIDTH, "n_heads": 2, "hidden_dim": 8}  # as DistilBERT calls them
    layers = {"num_hidden_layers": 0, "n_layers": 0}
    torch.manual_seed(0)
    config = getattr(transformers, f"{kind}Config")(**{**sizes, **layers, "pad_token_id": 0, **settings})
    made = getattr(transformers, kind + head)(config)
    if head == "ForQuestionAnswering":
        with torch.no_grad():
            words = made.get_input_embeddings().weight
            words.zero_()
            words[WORDS.index("Jevlakh"), 0] = 5.0
            made.qa_outputs.weight.zero_()
            made.qa_outputs.weight[:, 0] = 1.0
    return made


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., str]:
    """Saves a model and its tokenizer, and returns their folder."""

    def save(model: Any, tokenizer: Any) -> str:
        folder = tmp_path / "reader"
        for part in (model, tokenizer):
            if part is not None:
                part.save_pretrained(folder)
        return str(folder)

    return save


def best(reader: HubSpanReader, article: Article, question: str = "Hvor?") -> str:
    read = reader.read(question, [whole(article)])
    span = max((one.span for window in read for one in window), key=lambda span: span.score)
    return article.text[span.start : span.end]


def refusal(name: str) -> str:
    with pytest.raises(InputError) as caught:
        hub_reader(name)
    return str(caught.value)


MODELS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "bert": ({}, {}),
    "roberta": ({"kind": "Roberta", "max_position_embeddings": 130}, {"roberta": True}),
    "a model without token types": ({"kind": "DistilBert"}, {}),
    "a tokenizer that pads on the left": ({}, {"padding_side": "left"}),
}


@pytest.mark.parametrize("made", MODELS)
def test_the_likeliest_words_are_found(saved: Callable[..., str], made: str) -> None:
    of_model, of_tokenizer = MODELS[made]
    assert best(hub_reader(saved(model(**of_model), tokenizer(**of_tokenizer))), NEWS) == "Jevlakh"


@pytest.mark.parametrize("made", MODELS)
def test_a_window_scores_the_same_alone_as_among_longer_ones(saved: Callable[..., str], made: str) -> None:
    of_model, of_tokenizer = MODELS[made]
    # With a layer, so that every token attends to all of them.
    layered = model(**of_model, num_hidden_layers=1, n_layers=1)
    reader = hub_reader(saved(layered, tokenizer(**of_tokenizer)))
    long = long_article(10)
    windows = [whole(NEWS), whole(long)] * 5  # more than a batch
    for window, read in zip(windows, reader.read("Hvor?", windows), strict=True):
        (alone,) = reader.read("Hvor?", [window])
        assert [one.sentence for one in read] == list(window.sentences)
        assert [one.span.start for one in read] == [one.span.start for one in alone]
        assert [one.span.score for one in read] == pytest.approx([one.span.score for one in alone], abs=1e-4)


@pytest.mark.parametrize("made", MODELS)
def test_a_window_longer_than_the_model_takes_is_read_as_far_as_it_goes(saved: Callable[..., str], made: str) -> None:
    of_model, of_tokenizer = MODELS[made]
    long = long_article()
    (read,) = hub_reader(saved(model(**of_model), tokenizer(**of_tokenizer))).read("Hvor?", [whole(long)])
    assert 0 < len(read) < len(long.sentences)
    assert [one.sentence for one in read] == list(long.sentences[: len(read)])


def test_an_assistant_answers_with_the_reader_that_the_settings_name(
    saved: Callable[..., str], tmp_path: Path, cache: Path, encoder: Encoder
) -> None:
    library = Library(tmp_path / "library", encoder)
    library.add([NEWS])
    settings = Settings(data=tmp_path, cache=cache, reader=saved(model(), tokenizer()), threshold=0)
    answer = Assistant.open(settings, library=library).ask("Hvor skal forhandlingene finne sted?")
    check_contract(answer, NEWS)
    assert answer.highlight == "Jevlakh"


def test_a_model_of_512_positions_is_given_as_many(saved: Callable[..., str]) -> None:
    reader = hub_reader(saved(model(max_position_embeddings=512), tokenizer(model_max_length=512)))
    (read,) = reader.read("Hvor?", [whole(long_article())])
    assert len(read) > 90  # of sentences of five tokens


def test_a_tokenizer_that_knows_of_a_lower_limit_is_obeyed(saved: Callable[..., str]) -> None:
    reader = hub_reader(saved(model(), tokenizer(model_max_length=40)))
    (read,) = reader.read("Hvor?", [whole(long_article())])
    assert len(read) < 8


def test_a_long_question_leaves_the_window_its_room(saved: Callable[..., str]) -> None:
    reader = hub_reader(saved(model(max_position_embeddings=64), tokenizer()))
    assert best(reader, NEWS, "Hvor er det, " * 200) == "Jevlakh"


def test_an_empty_question_is_read(saved: Callable[..., str]) -> None:
    assert best(hub_reader(saved(model(), tokenizer())), NEWS, "") == "Jevlakh"


def test_nothing_to_read_is_read_as_nothing(saved: Callable[..., str]) -> None:
    assert hub_reader(saved(model(), tokenizer())).read("Hvor?", []) == []


def test_a_score_is_what_the_words_have_over_the_first_token(saved: Callable[..., str]) -> None:
    (read,) = hub_reader(saved(model(), tokenizer())).read("Hvor?", [whole(NEWS)])
    by_words = {NEWS.text[one.span.start : one.span.end]: one.span.score for one in read}
    assert by_words["Jevlakh"] > 1
    assert all(one.answers == max(by_words.values()) for one in read)


def test_windows_of_several_articles_come_back_in_the_order_given(saved: Callable[..., str]) -> None:
    reader = hub_reader(saved(model(), tokenizer()))
    other = Article("other", "De møtes i Jevlakh.")
    windows = windows_around([(other, Span(0, 19)), (NEWS, Span(0, len(NEWS.text)))])
    for window, read in zip(windows, reader.read("Hvor?", windows), strict=True):
        assert [one.sentence for one in read] == list(window.sentences)


def test_weights_saved_in_half_precision_are_read_in_fp32(saved: Callable[..., str]) -> None:
    reader = hub_reader(saved(model().to(torch.bfloat16), tokenizer()))
    assert {p.dtype for p in reader._model.parameters()} == {torch.float32}


def test_the_settings_name_the_reader(saved: Callable[..., str], cache: Path) -> None:
    reader = open_reader(Settings(cache=cache, reader=saved(model(), tokenizer())))
    assert isinstance(reader, HubSpanReader)
    assert best(reader, NEWS) == "Jevlakh"


@pytest.mark.parametrize("name", ["no-one/no-such-reader", "/no/such/folder", "", "two words"])
def test_a_name_of_nothing_is_refused_with_one_line_that_says_what_to_do(name: str) -> None:
    said = refusal(name)
    assert said.startswith(f"the reader {name!r} cannot be loaded (")
    assert said.endswith("in KILDEVIS_READER, or unset it for the bundled one")
    assert "\n" not in said


def test_a_model_whose_first_token_does_not_stand_for_no_answer_is_refused(saved: Callable[..., str]) -> None:
    assert "do not begin with a token that stands for no answer" in refusal(saved(model(), tokenizer(last=True)))


def test_a_refusal_has_no_library_error_behind_it() -> None:
    with pytest.raises(InputError) as caught:
        hub_reader("no-one/no-such-reader")
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


def test_offline_the_hub_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    asked: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    refusal("no-one/no-such-reader")
    assert asked == []


def test_neither_loading_nor_refusing_prints_anything(
    saved: Callable[..., str], capfd: pytest.CaptureFixture[str]
) -> None:
    hub_reader(saved(model(), tokenizer()))
    refusal("no-one/no-such-reader")
    assert capfd.readouterr() == ("", "")


def test_a_model_of_another_kind_is_refused_with_what_it_lacks(saved: Callable[..., str]) -> None:
    assert "has no weights qa_outputs" in refusal(saved(model(head="Model"), tokenizer()))


@pytest.mark.parametrize("made", ["bert", "roberta", "a model without token types"])
def test_a_folder_without_a_tokenizer_is_refused(saved: Callable[..., str], made: str) -> None:
    assert "its tokenizer is missing" in refusal(saved(model(**MODELS[made][0]), None))


def test_a_folder_without_a_model_is_refused(saved: Callable[..., str]) -> None:
    assert "cannot be loaded" in refusal(saved(None, tokenizer()))


def test_a_tokenizer_that_does_not_know_characters_is_refused(saved: Callable[..., str]) -> None:
    slow = transformers.CanineTokenizer()
    assert "which characters a token stands for" in refusal(saved(model(), slow))


def test_a_tokenizer_with_words_that_the_model_has_not_is_refused_at_once(saved: Callable[..., str]) -> None:
    assert "cannot be loaded" in refusal(saved(model(vocab_size=5), tokenizer()))


def test_a_tokenizer_that_cannot_pad_is_refused_at_once(saved: Callable[..., str]) -> None:
    assert "pad" in refusal(saved(model(), tokenizer(pad_token=None)))


def test_a_model_that_brings_its_own_code_is_refused_and_the_code_not_run(
    saved: Callable[..., str], tmp_path: Path
) -> None:
    folder = Path(saved(model(), tokenizer()))
    config = json.loads((folder / "config.json").read_text())
    config |= {
        "model_type": "own",
        "auto_map": {"AutoConfig": "own.Config", "AutoModelForQuestionAnswering": "own.Model"},
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert "cannot be loaded" in refusal(str(folder))
    assert not (tmp_path / "ran").exists()
