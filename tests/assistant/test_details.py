"""What some questions ask for by name, a sentence has or lacks."""

import pytest

from assistant.details import detail


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("Hvilket år brant skolen?", "Skolen brant i 1994.", "Skolen brant tirsdag."),
        ("Hvor gammel er Kari?", "Kari (41) kom.", "Kari kom."),
        ("Når på dagen starter møtet?", "Møtet starter kl 11.", "Møtet starter 21. september."),
        ("Kva klokkeslett startar møtet?", "Møtet startar klokka ni.", "Møtet startar tysdag."),
        ("What time does it open?", "It opens at 9 a.m. on Monday.", "It opens on 3 May."),
        ("What time does it open?", "It opens at 10:30.", "It opens in 2030."),
        ("Hvor langt er det til Moss?", "Det er 12 km til Moss.", "Det er 12 stopp til Moss."),
        ("lengde tunnel", "Tunnelen er 4,2 kilometer.", "Tunnelen åpnet i mai."),
        ("How far is it to Moss?", "Moss is forty miles away.", "Moss is away from it all."),
        ("Hvor lenge varte det?", "Det varte i tre timer.", "Det varte og rakk."),
        ("Hva kostet ferja?", "Ferja kostet 40 millioner kroner.", "Ferja kostet for mye."),
    ],
)
def test_a_sentence_with_what_is_asked_for_is_told_from_one_without(question: str, has: str, lacks: str) -> None:
    assert (detail(question, has), detail(question, lacks)) == (1, -1)


@pytest.mark.parametrize("question", ["Hvem kom?", "Hvor høyt kan skatten settes?", "Når kom de?", "Is it time to go?"])
def test_most_questions_ask_for_no_such_detail(question: str) -> None:
    assert detail(question, "De kom.") == 0
