"""Follow-up questions get what they lean on; others are left as they are."""

import pytest

from assistant import Assistant
from assistant.answer import Turn
from assistant.conversation import resolve
from assistant.wording import abstentions


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
    assert resolve("Hva sier han?", history).text == "Hva sier Nikol Pasjinjan?"


def test_she_is_the_person_that_was_asked_about() -> None:
    history = turns("What does Huitfeldt fear?", "The article says: Det kan bli verre. [1]")
    assert "Huitfeldt" in resolve("Where did she say that?", history).text


def test_his_is_theirs_whom_the_question_was_about() -> None:
    history = turns("Hva krever Guterres?", "Det krever Guterres. [1]")
    assert resolve("Hva er hans tittel?", history).text == "Hva er Guterres' tittel?"


def test_of_two_people_the_latest_comes_first_and_the_other_is_not_forgotten() -> None:
    history = [*turns("Hvem er Huitfeldt?", "Hun er minister. [1]"), *turns("Hva sier Guterres?", "Slutt. [1]")]
    assert resolve("Tror hun det blir krig?", history).texts == (
        "Tror Guterres det blir krig?",
        "Tror Huitfeldt det blir krig?",
    )


@pytest.mark.parametrize(
    ("before", "fragment", "meant"),
    [
        ("Hva krever Armenia av FN?", "Og Russland?", "Hva krever Russland av FN?"),
        (
            "What does Armenia say about the ceasefire?",
            "What about Russia?",
            "What does Russia say about the ceasefire?",
        ),
        ("What does the UN want?", "And the EU?", "What does the EU want?"),
        ("Hva skjedde i 2020?", "Og i 1990?", "Hva skjedde i 1990?"),
        ("Kven er statsminister i Armenia?", "Og i Sverige?", "Kven er statsminister i Sverige?"),
    ],
)
def test_the_question_before_is_asked_of_something_else(before: str, fragment: str, meant: str) -> None:
    assert resolve(fragment, turns(before, "Det gjør de. [1]")).texts == (meant,)


def test_who_took_it_asks_for_the_maker_of_the_picture_spoken_of(assistant: Assistant) -> None:
    caption = (
        "MANGE DREPTE OG SÅREDE: Dette bilde skal vise en såret armener som blir fraktet til sykehus etter kampene"
    )
    history = turns("Hva viser bildet av den sårede mannen?", f"{caption} de siste dagene. [1]")
    assert assistant.ask("Hvem har tatt det da?", history).highlight == "AFP"


def test_who_was_asked_about_comes_before_who_else_the_answer_names() -> None:
    history = turns("Hva sier Huitfeldt?", "Det er Kari Lie enig i. [1]")
    assert resolve("Når sa hun det?", history).texts == ("Når sa Huitfeldt det?", "Når sa Kari Lie det?")


def test_a_name_before_the_pronoun_is_whom_it_stands_for() -> None:
    history = turns("Hva sier Guterres?", "Slutt. [1]")
    question = "Hva sa Blinken da han ringte Alijev i går?"
    assert question in resolve(question, history).texts


def test_what_the_last_answer_quoted_is_known_where_the_question_leans_on_it() -> None:
    history = turns("What happened?", "The article says: Det smalt. [1] Folk løp. [2]")
    assert resolve("When was that?", history).cited == ("Det smalt.", "Folk løp.")
    assert "Det smalt." in resolve("What else happened there?", history).said
    assert resolve("How many were killed in Stepanakert?", history).cited == ()


@pytest.mark.parametrize(
    ("before", "follow_up"),
    [
        ("Kva heiter helseministeren?", "Kva parti høyrer ho til?"),
        ("Hvem er ordfører i Oslo?", "Hva sier han?"),
        ("Who is the mayor of Oslo?", "What has he said?"),
    ],
)
def test_of_somebody_whom_the_article_did_not_tell_it_tells_nothing_more(before: str, follow_up: str) -> None:
    assert resolve(follow_up, turns(before, abstentions()[0])).unknown
    assert not resolve(follow_up, turns(before, "Ordføreren vil ikke svare. [1]")).unknown


def test_what_the_article_tells_of_others_is_no_answer_about_somebody_unknown(assistant: Assistant) -> None:
    question = "Hvor mange sier han er evakuert fra området?"
    asked_of = "Hvem er ordfører her?"
    assert not assistant.ask(question, turns(asked_of, "Ordføreren vil ikke svare. [1]")).abstained
    assert assistant.ask(question, turns(asked_of, abstentions()[0])).abstained


@pytest.mark.parametrize(
    ("before", "follow_up"),
    [("Hva sa presidenten om valget?", "Hva krever han?"), ("Hvem er Huitfeldt?", "Hva sier hun?")],
)
def test_who_is_named_or_described_may_still_be_told_of(before: str, follow_up: str) -> None:
    assert not resolve(follow_up, turns(before, abstentions()[0])).unknown


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
