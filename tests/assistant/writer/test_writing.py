"""Write mode, from question to answer: a real server speaks, the real models check, the user gets what stands."""

import pytest

from assistant import Assistant
from index.article import Article
from tests.assistant.contract import check_contract
from tests.assistant.writer.conftest import Writing
from tests.assistant.writer.faulty_server import FaultyServer

EVACUATED = "Hvor mange personer er evakuert fra området?"
EVACUATED_NN = "Kor mange er evakuerte frå området?"
EVACUATED_EN = "How many people have been evacuated?"
LONG = "Mer enn 7000 personer er evakuert" + " fra området" * 40
UNKNOWN = "Hva koster strømmen i Trondheim i dag?"


@pytest.mark.parametrize(
    ("question", "said", "shown"),
    [
        (EVACUATED, "Mer enn 7000 personer er evakuert {7000}.", "Mer enn 7000 personer er evakuert. [1]"),
        (EVACUATED_NN, "Meir enn 7000 personar er evakuerte {7000}.", "Meir enn 7000 personar er evakuerte. [1]"),
        (EVACUATED_EN, "More than 7,000 people were evacuated. {7000}", "More than 7,000 people were evacuated. [1]"),
        (EVACUATED, "**Mer enn 7000 personer** er evakuert{7000}", "Mer enn 7000 personer er evakuert [1]"),
    ],
)
def test_what_the_article_bears_out_is_shown_with_its_citation(
    writing: Writing, server: FaultyServer, seed_article: Article, question: str, said: str, shown: str
) -> None:
    server.say(said)
    answer = writing().ask(question)
    check_contract(answer, seed_article)
    assert (answer.mode, answer.abstained, answer.answer, answer.notice) == ("write", False, shown, None)
    assert [c.quote for c in answer.citations] == ["Mer enn 7000 personer skal være evakuert fra området."]
    assert answer.highlight == "Mer enn 7000"
    assert answer.confidence > 0.8


@pytest.mark.parametrize("marker", ["", "{står ikke der}", " [0]", " [4711]"])
def test_a_number_that_is_missing_or_points_nowhere_gets_the_sentence_that_bears_it_out(
    writing: Writing, server: FaultyServer, marker: str
) -> None:
    server.say(f"Mer enn 7000 personer er evakuert{marker}.")
    answer = writing().ask(EVACUATED)
    assert [c.quote for c in answer.citations] == ["Mer enn 7000 personer skal være evakuert fra området."]


def test_a_number_that_is_off_by_one_is_put_right(writing: Writing, server: FaultyServer) -> None:
    server.say("Mer enn 7000 personer er evakuert {120 000}.")
    answer = writing().ask(EVACUATED)
    assert [c.quote for c in answer.citations] == ["Mer enn 7000 personer skal være evakuert fra området."]


def test_what_it_cites_must_bear_it_out_though_another_sentence_does(writing: Writing, server: FaultyServer) -> None:
    server.say("Mer enn 7000 personer er evakuert {slutter umiddelbart}.")
    answer = writing().ask(EVACUATED)
    assert answer.mode == "quote"
    assert answer.notice is not None
    assert "Fant ikke «7000» i kilden." in answer.notice


@pytest.mark.parametrize(
    ("question", "said", "notice"),
    [
        (
            EVACUATED,
            "Mer enn 9000 personer er evakuert {7000}. Mer enn 7000 personer er evakuert {7000}.",
            "Utelatt: «Mer enn 9000 personer er evakuert.» Fant ikke «9000» i kilden.",
        ),
        (
            EVACUATED_NN,
            "Meir enn 9000 personar er evakuerte {7000}. Meir enn 7000 personar er evakuerte {7000}.",
            "Utelate: «Meir enn 9000 personar er evakuerte.» Fann ikkje «9000» i kjelda.",
        ),
        (
            EVACUATED_EN,
            "More than 9,000 people were evacuated {7000}. More than 7,000 people were evacuated {7000}.",
            "Left out: “More than 9,000 people were evacuated.” “9,000” is not in the source.",
        ),
    ],
)
def test_a_sentence_that_is_not_borne_out_is_left_out_and_told(
    writing: Writing, server: FaultyServer, seed_article: Article, question: str, said: str, notice: str
) -> None:
    server.say(said)
    answer = writing().ask(question)
    check_contract(answer, seed_article)
    assert answer.mode == "write"
    assert "9" not in answer.answer
    assert answer.notice == notice
    assert answer.draft is not None
    (left_out, shown) = answer.draft.sentences
    assert left_out.why is not None
    assert left_out.text[slice(*left_out.doubted[0])] in ("9000", "9,000")
    assert shown.text == answer.answer


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Ja. ", "Setningen sier for lite til å kunne kontrolleres."),
        ("Her er svaret:\n", "Setningen sier for lite til å kunne kontrolleres."),
        ("Hvor mange er evakuert? ", "Setningen sier for lite til å kunne kontrolleres."),
        (f"{LONG}. ", "Setningen er for lang til å kunne kontrolleres."),
    ],
)
def test_what_cannot_be_checked_is_not_shown_as_fact(
    writing: Writing, server: FaultyServer, said: str, why: str
) -> None:
    server.say(said + "Mer enn 7000 personer er evakuert {7000}.")
    answer = writing().ask(EVACUATED)
    assert answer.answer == "Mer enn 7000 personer er evakuert. [1]"
    assert answer.draft is not None
    assert (answer.draft.sentences[0].text, answer.draft.sentences[0].why) == (said.strip(), why)


def test_why_is_told_in_the_questions_language_whatever_the_sentences(writing: Writing, server: FaultyServer) -> None:
    server.say("Ikkje meir enn 9000 {7000}. Mer enn 7000 personer er evakuert {7000}.")
    notice = writing().ask(EVACUATED).notice
    assert notice is not None
    assert "Fant ikke «9000» i kilden." in notice


def test_what_follows_a_denial_is_no_answer(writing: Writing, server: FaultyServer) -> None:
    server.say("Står ikke i artikkelen. Mer enn 7000 personer er evakuert {7000}.")
    assert writing().ask(UNKNOWN).abstained
    server.say("Mer enn 7000 personer er evakuert {7000}. Hvor mange som er skadd, står ikke i artikkelen.")
    answer = writing().ask(EVACUATED)
    assert (answer.answer, answer.notice) == ("Mer enn 7000 personer er evakuert. [1]", None)


def test_a_quotation_that_is_not_verbatim_loses_its_marks(writing: Writing, server: FaultyServer) -> None:
    question = "Hva ber Guterres om?"
    server.say("Guterres ber om at kamphandlingene «slutter umiddelbart» {Guterres}.")
    assert "«slutter umiddelbart»" in writing().ask(question).answer
    server.say("Guterres ber om at «kamphandlingene må slutte umiddelbart» {Guterres}.")
    answer = writing().ask(question)
    assert "«" not in answer.answer
    assert answer.draft is not None
    assert answer.draft.sentences[0].text.startswith("Guterres ber om at kamphandlingene må slutte umiddelbart.")


def test_where_nothing_survives_the_quote_answer_takes_its_place(
    writing: Writing, server: FaultyServer, assistant: Assistant
) -> None:
    server.say("Mer enn 9000 personer er evakuert {7000}.")
    answer, quoted = writing().ask(EVACUATED), assistant.ask(EVACUATED)
    assert (answer.mode, answer.answer, answer.citations) == ("quote", quoted.answer, quoted.citations)
    assert answer.notice == (
        "Artikkelen gir ikke dekning for det språkmodellen skrev. Her er artikkelens egne ord i stedet. "
        "Utelatt: «Mer enn 9000 personer er evakuert.» Fant ikke «9000» i kilden."
    )
    assert answer.draft is not None
    assert [sentence.text for sentence in answer.draft.sentences] == ["Mer enn 9000 personer er evakuert."]


@pytest.mark.parametrize(
    ("question", "said", "line"),
    [
        (
            EVACUATED,
            "Står ikke i artikkelen.",
            "Språkmodellen fant ikke noe svar, men artikkelen ser ut til å ha et.",
        ),
        (
            EVACUATED_NN,
            "Står ikkje i artikkelen.",
            "Språkmodellen fann ikkje noko svar, men artikkelen ser ut til å ha eit.",
        ),
        (
            EVACUATED_EN,
            "Not in the article.",
            "The language model found no answer, but the article seems to have one.",
        ),
    ],
)
def test_a_model_that_finds_nothing_gives_way_to_a_reader_that_does(
    writing: Writing, server: FaultyServer, question: str, said: str, line: str
) -> None:
    server.say(said)
    answer = writing().ask(question)
    assert (answer.mode, answer.abstained) == ("quote", False)
    assert "7000" in answer.answer
    assert answer.notice is not None
    assert answer.notice.startswith(line)


@pytest.mark.parametrize("said", ["Står ikke i artikkelen.", "Strømmen koster 2 kroner i Trondheim {7000}."])
def test_where_both_find_nothing_it_abstains(
    writing: Writing, server: FaultyServer, seed_article: Article, said: str
) -> None:
    server.say(said)
    answer = writing().ask(UNKNOWN)
    check_contract(answer, seed_article)
    assert (answer.mode, answer.abstained, answer.citations) == ("write", True, ())
    assert answer.related
    assert "2 kroner" not in answer.answer


def test_what_the_model_alone_finds_is_shown_as_uncertain(writing: Writing, server: FaultyServer) -> None:
    server.say("Mer enn 7000 personer er evakuert {7000}.")
    answer = writing().ask(UNKNOWN)
    assert (answer.mode, answer.abstained) == ("write", False)
    assert answer.confidence < 0.15
    assert answer.notice == "Usikkert: Kildevis fant selv ikke noe svar i artikkelen."


def test_a_summary_is_written_too(writing: Writing, server: FaultyServer, seed_article: Article) -> None:
    server.say(
        "De armenske separatistene i Nagorno-Karabakh har gått med på en våpenhvile {gått med på en våpenhvile}."
    )
    answer = writing().ask("Oppsummer")
    check_contract(answer, seed_article)
    assert answer.mode == "write"
    assert answer.answer.startswith("De armenske separatistene")


def test_what_the_article_contradicts_itself_in_is_said(writing: Writing, server: FaultyServer) -> None:
    server.say("Presidenten i Aserbajdsjan heter Ilham Alijev {Ilham Alijev}.")
    answer = writing().ask("Hvem er president i Aserbajdsjan?")
    assert answer.notice is not None
    assert "Heidar Alijev" in answer.notice
