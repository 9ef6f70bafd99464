"""Write mode with the language model of kildevis[writer], for real: its machinery, and its language."""

import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from llama_index.core.llms import ChatMessage

from assistant import Answer, Assistant
from assistant.answer import Language
from assistant.language import is_another_language, question_language
from assistant.settings import Settings
from assistant.writer import local_model
from assistant.writer.failure import WriterError
from assistant.writer.local_model import LocalModel
from assistant.writer.prompt import completion
from index.article import Article
from tests.assistant.contract import check_contract
from tests.assistant.writer.conftest import Writing
from ui.cli import main

ASKED: dict[Language, tuple[str, ...]] = {
    "nb": ("Hvor mange er evakuert fra området?", "Hvem er statsminister i Armenia?"),
    "nn": ("Kor mange er evakuerte frå området?", "Kven er statsminister i Armenia?"),
    "en": ("How many people have been evacuated?", "Who is Norway's foreign minister?"),
}
SMITH = ("Hvem er smed?", "nb", ["Kari Lie er smed i Lom."], "Kari Lie")


@pytest.fixture
def locally(writing: Writing) -> Assistant:
    """An assistant over the seed article whose answers the local model words."""
    return writing(llm_url=None, llm_model="gemma3-270m")


@pytest.fixture
def model(cache: Path) -> LocalModel:
    return LocalModel(Settings(cache=cache))


def writer_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "writer"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_answer_is_in_the_questions_language_and_cites_what_bears_it_out(
    locally: Assistant, seed_article: Article, language: Language
) -> None:
    written = 0
    for question in ASKED[language]:
        growing = list(locally.stream(question))
        for answer in growing:
            check_contract(answer, seed_article)
        whole = growing[-1]
        assert (whole.language, whole.abstained) == (language, False)
        assert whole.citations
        if whole.mode == "write":
            written += 1
            assert len({answer.draft.coming for answer in growing if answer.draft}) > 2
            assert whole.answer.endswith("]")
            said = whole.answer.partition(" [")[0]
            assert not is_another_language(said, language)
            assert (question_language(said, language) == "en") == (language == "en")
        else:
            assert whole.notice is not None
            assert whole.answer == locally.ask(question, mode="quote").answer
    assert written


def test_what_the_reader_is_unsure_of_or_sums_up_is_not_worded(
    locally: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LocalModel, "stream", lambda *given: pytest.fail("the model was asked"))
    refused, summed_up = locally.ask("Hva koster strømmen i Trondheim i dag?"), locally.ask("Oppsummer")
    assert (refused.mode, refused.abstained) == ("write", True)
    assert (summed_up.mode, summed_up.abstained, summed_up.notice) == ("quote", False, None)


@pytest.mark.parametrize(
    "said",
    [
        "Mer enn 9000 personer er evakuert.",  # another number than the one found
        "Området er evakuert.",  # borne out, and no answer
        "Folk i området har ikke råd til mat.",
    ],
)
def test_a_sentence_that_does_not_say_what_was_found_gives_way_to_the_quotation(
    locally: Assistant, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    question = ASKED["nb"][0]
    monkeypatch.setattr(LocalModel, "stream", lambda *given: (part for part in [said]))
    answer = locally.ask(question)
    assert (answer.mode, answer.answer) == ("quote", locally.ask(question, mode="quote").answer)
    assert answer.notice is not None
    assert "Setningen sier ikke det som ble funnet: «Mer enn 7000»." in answer.notice


@pytest.mark.parametrize("said", ["Mer enn 7000 personer", "Mer enn 7000 er evakuert.", "7000 personer er evakuert"])
def test_norwegian_is_no_answer_to_an_english_question_however_short(
    locally: Assistant, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(LocalModel, "stream", lambda *given: (part for part in [said]))
    answer: Answer = locally.ask(ASKED["en"][0])
    assert answer.mode == "quote"
    assert answer.notice is not None
    assert answer.notice.startswith("The language model answered in another language than yours.")


def test_the_line_comes_word_by_word(model: LocalModel) -> None:
    parts = list(model.stream(completion(*SMITH), 80))  # type: ignore[arg-type]
    assert len(parts) > 3
    assert "Kari Lie" in "".join(parts)
    assert "\n" not in "".join(parts)


def test_stopping_stops_the_engine_and_the_next_question_is_answered(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(local_model, "_END_OF_LINE", "\0")  # it goes on and on
        words = model.stream([ChatMessage(role="user", content="Det var en gang")], 1000)
        next(words)
    assert writer_threads()
    words.close()
    assert not writer_threads()
    assert "".join(model.stream(completion(*SMITH), 80))  # type: ignore[arg-type]


def test_a_model_that_takes_too_long_is_given_up(cache: Path) -> None:
    slow = LocalModel(Settings(cache=cache, llm_timeout=0.001))
    with pytest.raises(WriterError) as error:
        list(slow.stream(completion(*SMITH), 80))  # type: ignore[arg-type]
    assert error.value.reason == "timeout"
    assert not writer_threads()


def test_a_prompt_that_is_too_long_is_a_failure_and_after_two_the_model_is_spared(
    model: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[object]] = []
    call = local_model._Call
    monkeypatch.setattr(local_model, "_Call", lambda *given: (asked.append(given), call(*given))[1])
    for _ in range(4):
        with pytest.raises(WriterError) as error:
            list(model.stream(completion("Hva? " * 2000, "nb", ["Ja."], "Ja"), 80))
        assert error.value.reason == "broken"
    assert len(asked) == 2


def test_the_check_of_the_settings_finds_it(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KILDEVIS_CACHE", str(cache))
    monkeypatch.setenv("KILDEVIS_LLM_MODEL", "gemma3-270m")
    assert main(["settings", "--check"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"the model 'gemma3-270m' on this machine ({cache}/models/gemma3-270m")
    assert " answers, after " in said.out
    assert (said.out.count("\n"), said.err) == (1, "")


def test_without_the_extra_one_line_says_what_to_install(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KILDEVIS_CACHE", str(cache))
    monkeypatch.setenv("KILDEVIS_LLM_MODEL", "gemma3-270m")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    local_model._engine.cache_clear()
    assert main(["settings", "--check"]) == 2
    assert capsys.readouterr().err == (
        "kildevis: the language model 'gemma3-270m' wants more packages (xllamacpp is missing): "
        "pip install 'kildevis[writer]'\n"
    )


def test_other_programs_on_the_machine_cannot_ask_it(model: LocalModel) -> None:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    address = str(model._engine.listening_address)
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{address}/v1/models")


def test_it_loads_in_seconds_once_its_file_is_joined(cache: Path) -> None:
    LocalModel(Settings(cache=cache))
    local_model._engine.cache_clear()
    start = time.perf_counter()
    LocalModel(Settings(cache=cache))
    assert time.perf_counter() - start < 20  # a second on a quiet machine
