"""What people see: an article's text stands there as text, whatever is in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Elapsed
from ui.terminal import harmless, show_answer
from ui.texts import TEXTS as WORDS

TEXT = "Hun sa [bold red]nei[/] \x1b[31m\x9b2J\x07 og :smile: \u202egikk."
CODES = re.compile(r"\x1b\[[0-9;]*m")


def answer_with(text: str, abstained: bool = False) -> Answer:
    citation = Citation(1, "a", text, 10, 10 + len(text), text, 17, 31, 0.9)
    return Answer(
        question="Hva?",
        language="nn",
        mode="quote",
        abstained=abstained,
        answer=f"{text} [1]",
        highlight=text[7:21],
        confidence=0.9,
        citations=() if abstained else (citation,),
        related=(citation,) if abstained else (),
        notice="Artikkelen er på norsk.",
        elapsed_ms=Elapsed(1, 1, 0, 2),
    )


@given(st.text())
def test_harmless_text_keeps_its_offsets_and_steers_nothing(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert all(character.isprintable() or not character.isascii() or character in "\n\t" for character in shown)
    assert "\x9b" not in shown
    assert all(old == new for old, new in zip(text, shown, strict=True) if old.isprintable())


@pytest.mark.parametrize("abstained", [False, True])
def test_on_a_terminal_the_only_codes_are_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], abstained: bool
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    show_answer(answer_with(TEXT, abstained))
    shown = capsys.readouterr().out
    assert "\x1b[1m[bold red]nei" in shown  # the highlight, in bold
    assert ":smile:" in shown
    assert "\x1b[31m" not in shown
    assert not set("\x1b\x9b\x07\u202e") & set(CODES.sub("", shown))
    assert (WORDS["nn"].related in shown) == abstained


def test_when_piped_the_words_are_the_same_without_codes(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(answer_with("Ei lang setning\tmed tabulator " * 20 + "\n\nog fleire linjer"))
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "Ei lang setning\tmed tabulator " * 20 + "\n" in shown
    assert "Artikkelen er på norsk.\n" in shown
