"""How much of what is asked a text tells."""

import pytest

from assistant.reader.training.telling import stands_in


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("Moss", "Ferja går til Moss.", True),
        ("moss", "Ferja går til MOSS.", True),
        ("Moss", "Ferja går til Mosseporten.", False),
        ("oss", "Ferja går til Moss.", False),
        ("kl. 7", "Den går kl. 7 hver dag.", True),
    ],
)
def test_words_stand_in_a_text_as_whole_words_in_whatever_case(words: str, text: str, found: bool) -> None:
    assert stands_in(words, text) == found
