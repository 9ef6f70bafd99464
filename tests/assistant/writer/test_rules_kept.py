"""Apart from being true, an answer keeps to its rules: the question's language, few citations, verbatim quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.facts.quotations import is_verbatim, quotations
from assistant.writer.failure import WriterError
from assistant.writer.rules_kept import demand_rules_kept, denies_the_question, says, unmark
from assistant.writer.sentences import written_sentences

ANSWERS: dict[Language, str] = {
    "nb": "Myndighetene sier at forhandlingene skal finne sted i byen Jevlakh torsdag, men de har ikke sagt noe mer.",
    "nn": "Styresmaktene seier at forhandlingane skal finne stad i byen Jevlakh torsdag, men dei har ikkje sagt meir.",
    "en": "The authorities say that the negotiations will take place in the town of Jevlakh on Thursday.",
}


def reason(said: str, language: Language) -> str | None:
    try:
        demand_rules_kept(said, written_sentences(said, True)[0], language)
    except WriterError as error:
        return error.reason
    return None


@pytest.mark.parametrize("written", ["nb", "nn", "en"])
@pytest.mark.parametrize("asked", ["nb", "nn", "en"])
def test_an_answer_is_in_the_questions_language(written: Language, asked: Language) -> None:
    assert reason(ANSWERS[written], asked) == (None if written == asked else "wrong_language")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("said", ["Nikol Pasjinjan [1].", "The town of Jevlakh [2].", "Det er ikkje sagt [1]."])
def test_short_answers_are_not_judged_by_their_language(said: str, language: Language) -> None:
    assert reason(said, language) is None


def test_words_quoted_from_the_article_do_not_count_for_the_language() -> None:
    said = (
        "Huitfeldt said: «Det er ingen militær løsning på denne konflikten, og jeg er bekymret for alle i området» [1]."
    )
    assert reason(said, "en") is None


def test_an_answer_in_another_script_is_in_another_language() -> None:
    assert reason("谈判将于星期四在耶夫拉赫举行 [1]。", "nb") == "wrong_language"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Det skjedde [1][2][3].", None),
        ("Det skjedde [1]. Så skjedde det [2]. Og så [3][4].", None),
        ("".join(f"[{number}]" for number in range(1, 12)), "flood"),
        ("Det skjedde [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].", "flood"),
        ("Det skjedde " + "[1]" * 11, "flood"),
    ],
)
def test_a_sentence_cites_a_few_not_the_article(said: str, found: str | None) -> None:
    assert reason(said, "nb") == found


@pytest.mark.parametrize(
    ("sentence", "denies"),
    [
        ("Står ikke i artikkelen.", True),
        ("Det står ikkje i artikkelen kven som vann.", True),
        ("This is not in the article.", True),
        ("Pasjinjan sier at landet ikke har styrker der.", False),
    ],
)
def test_a_denial_is_known_in_any_of_our_languages(sentence: str, denies: bool) -> None:
    assert denies_the_question(sentence) == denies


SOURCE = "Guterres ber om at kamphandlingene «slutter umiddelbart». Det er ingen militær løsning."


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Han ber om at de «slutter umiddelbart».", "Han ber om at de «slutter umiddelbart»."),
        ("Han ber om at de «stanser nå».", "Han ber om at de stanser nå."),
        ("“Stop now”, he said, of the «slutter umiddelbart».", "Stop now, he said, of the «slutter umiddelbart»."),
    ],
)
def test_quotation_marks_stand_around_what_is_verbatim(sentence: str, shown: str) -> None:
    assert unmark(sentence, [SOURCE]) == shown


@given(parts=st.lists(st.sampled_from(["slutter umiddelbart", "stopp nå", "«", "»", "“", "”", '"', " ", ".", "ingen"])))
def test_no_quotation_is_left_that_is_not_verbatim(parts: list[str]) -> None:
    shown = unmark("".join(parts), [SOURCE])
    assert all(is_verbatim(shown[span.start : span.end], SOURCE) for span in quotations(shown))


@pytest.mark.parametrize(
    ("sentence", "language", "found", "holds"),
    [
        ("Mer enn 7000 er evakuert.", "nb", "Mer enn 7000", True),
        ("More than 7,000 have been evacuated.", "en", "Mer enn 7000", True),
        ("More than 9,000 have been evacuated.", "en", "Mer enn 7000", False),
        ("Det er Nikol Pasjinjan.", "nb", "Nikol Pasjinjan", True),
        ("It is Nikol Pashinyan.", "en", "Nikol Pasjinjan", True),
        ("It is Antony Blinken.", "en", "Nikol Pasjinjan", False),
        ("Våpenkvila vart broten av styrkane.", "nn", "tilgang til mat og medisiner", False),
        ("Dei treng tilgang til mat og medisinar.", "nn", "tilgang til mat og medisiner", True),
        ("They need food and medicine.", "en", "tilgang til mat og medisiner", True),  # the check's to tell
    ],
)
def test_a_sentence_says_what_was_found_when_it_has_its_facts_or_half_its_words(
    sentence: str, language: Language, found: str, holds: bool
) -> None:
    assert says(sentence, language, found, "nb") == holds
