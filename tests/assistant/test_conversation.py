"""Follow-up questions get what they lean on; others are left as they are."""

from assistant.answer import Turn
from assistant.conversation import resolve


def turns(question: str, answer: str) -> list[Turn]:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def test_a_question_that_stands_alone_is_left_alone() -> None:
    history = turns("Hvem er utenriksminister?", "Utenriksminister Anniken Huitfeldt er bekymret. [1]")
    assert resolve("Hvor mange er drept i Stepanakert?", history).text == "Hvor mange er drept i Stepanakert?"


def test_without_a_history_nothing_is_put_in() -> None:
    assert resolve("Når skjedde det?", ()).text == "Når skjedde det?"


def test_a_question_about_it_takes_the_question_before() -> None:
    history = turns("Hva skjedde i Stepanakert?", "Tirsdag kunne man høre eksplosjoner. [1]")
    assert "Stepanakert" in resolve("Når skjedde det?", history).text


def test_a_bare_question_word_takes_the_question_before() -> None:
    history = turns("Ble det hørt eksplosjoner i Stepanakert?", "Man kunne høre eksplosjoner. [1]")
    assert "Stepanakert" in resolve("Når?", history).text


def test_he_is_the_person_that_was_the_answer() -> None:
    history = turns(
        "Hvem er Armenias statsminister?", "Blinken har også snakket med Armenias statsminister Nikol Pasjinjan. [1]"
    )
    assert resolve("Hva sier han?", history).text == "Hva sier han Nikol Pasjinjan?"


def test_she_is_the_person_that_was_asked_about() -> None:
    history = turns("What does Huitfeldt fear?", "The article says: Det kan bli verre. [1]")
    assert "Huitfeldt" in resolve("Where did she say that?", history).text


def test_a_chain_of_follow_ups_goes_back_to_the_first_question() -> None:
    history = [
        *turns("Hva skjedde i Stepanakert?", "Eksplosjoner. [1]"),
        *turns("Når skjedde det?", "Tirsdag. [1]"),
    ]
    assert "Stepanakert" in resolve("Hvorfor?", history).text


def test_asking_for_more_leaves_out_what_was_said() -> None:
    said = "Hun synes det er for tidlig å si."
    history = turns("Hva sier Huitfeldt?", f"{said} [1]")
    assert said in resolve("Hva sa hun mer?", history).said
