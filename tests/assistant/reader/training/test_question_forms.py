"""Other forms of a training question: each reads as people write, and none loses what the question is about."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.training.question_forms import RATES, lower_case, misspelt, nynorsk, telegram, vary

LANGUAGES = ("nb", "en", "de", "es", "ro")
QUESTION = "Hvor mange soldater døde i Nagorno-Karabakh i 2020?"
WORDS = st.sampled_from(
    "Hvem hvor mange en et de ble leder spillere regjeringen siden nå hvilken 1905 3,5 Oslo Støre «Siden sist»".split()
)
QUESTIONS = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + "?") | st.text(min_size=1)


def seeded(seed: int = 0) -> random.Random:
    return random.Random(seed)


def telegrams(question: str, language: str) -> set[str]:
    return {telegram(question, language, seeded(seed)).lower() for seed in range(40)}


@pytest.mark.parametrize(
    ("bokmal", "expected"),
    [
        ("Hva heter lederen i partiet?", "Kva heiter leiaren i partiet?"),
        ("Hvem leder laget?", "Kven leier laget?"),
        ("Hvorfor kommer de ikke hjem?", "Kvifor kjem dei ikkje heim?"),
        ("Hvordan begynte forhandlingene?", "Korleis byrja forhandlingane?"),
        ("Når ble politikerne drept?", "Når vart politikarane drept?"),
        ("Hvor mye penger fikk hun?", "Kor mykje pengar fekk ho?"),
        ("Hva skal navnet brukes til?", "Kva skal namnet brukast til?"),
        ("Hva er det offisielle tallet på demonstranter?", "Kva er det offisielle talet på demonstrantar?"),
        ("Hvem startet og ledet regjeringen?", "Kven starta og leidde regjeringa?"),
        ("Hvem er flyktningen?", "Kven er flyktningen?"),
    ],
)
def test_bokmal_becomes_nynorsk(bokmal: str, expected: str) -> None:
    assert nynorsk(bokmal) == expected


@pytest.mark.parametrize(
    ("bokmal", "expected"),
    [
        ("Hvor ligger byen?", "Kvar ligg byen?"),
        ("Hvor gammel er byen?", "Kor gamal er byen?"),
        ("I hvilken by bor han?", "I kva for ein by bor han?"),
        ("Hvilken bok skrev han?", "Kva for ei bok skrev han?"),
        ("Hvilket land vant?", "Kva for eit land vann?"),
        ("Hvilke land vant?", "Kva for land vann?"),
    ],
)
def test_a_question_word_is_chosen_by_what_follows_it(bokmal: str, expected: str) -> None:
    assert nynorsk(bokmal) == expected


@pytest.mark.parametrize(
    ("bokmal", "kept"),
    [
        ("Hvem møtte Harald Navnløs i Hvitebjørn?", "Harald Navnløs i Hvitebjørn"),
        ("Hvem skrev «Hvor mye er ikke nok»?", "«Hvor mye er ikke nok»"),
        ("Hvem regisserte 'Ikke se ned'?", "'Ikke se ned'"),
        ("Når døde Charles de Gaulle?", "Charles de Gaulle"),
        ("Hva er interne valg av stjerne?", "interne"),
    ],
)
def test_names_quoted_titles_and_lookalikes_survive_nynorsk(bokmal: str, kept: str) -> None:
    assert kept in nynorsk(bokmal)


@given(QUESTIONS)
def test_every_name_after_the_first_word_survives_nynorsk(question: str) -> None:
    names = [m.group() for m in re.finditer(r"[^\W\d_]+", question)][1:]
    left = Counter(re.findall(r"[^\W\d_]+", nynorsk(question)))
    assert not Counter(name for name in names if name[0].isupper()) - left


def test_a_telegram_either_keeps_the_question_word_or_has_a_noun_for_it() -> None:
    assert telegrams("Hvor mange døde?", "nb") == {"hvor mange døde", "antall døde", "døde antall"}


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Hva heter presidenten i Aserbajdsjan?", "nb", "presidenten aserbajdsjan navn"),
        ("I hvilken by bor de to søstrene?", "nb", "by bor to søstrene"),
        ("Which men founded the Super Bowl?", "en", "men founded super bowl"),
        ("In what episode did Doctor Who die?", "en", "episode doctor who die"),
        ("Wann wurde die Universität gegründet?", "de", "universität gegründet datum"),
        ("¿Cuántos puntos anotó el equipo?", "es", "número puntos anotó equipo"),
        ("De ce sprijinea eforturile britanicilor?", "ro", "motiv sprijinea eforturile britanicilor"),
    ],
)
def test_a_telegram_keeps_the_telling_words_in_order(question: str, language: str, expected: str) -> None:
    assert expected in telegrams(question, language)


def test_a_telegram_of_one_word_is_the_question() -> None:
    assert telegram("Ble det?", "nb", seeded()) == "Ble det?"


def test_a_question_word_that_carries_the_kind_of_answer_is_never_just_dropped() -> None:
    assert telegrams("Hvordan døde kongen?", "nb") == {"hvordan døde kongen"}


def test_short_words_and_digits_are_never_misspelt() -> None:
    assert misspelt("Når dro han i 1905?", seeded()) == "Når dro han i 1905?"


@given(st.integers(0, 10_000))
def test_one_or_two_words_are_misspelt_and_keep_their_first_letter(seed: int) -> None:
    before, after = QUESTION.split(), misspelt(QUESTION, seeded(seed)).split()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert 1 <= len(changed) <= 2
    assert all(a[0] == b[0] for a, b in changed)


def test_norwegian_letters_may_become_what_a_foreign_keyboard_has() -> None:
    assert {misspelt("Færøyåra", seeded(seed)) for seed in range(200)} >= {"Faeroyara", "Faeroeyaara"}


def test_lower_case_changes_nothing_but_the_case() -> None:
    assert lower_case(QUESTION) == "hvor mange soldater døde i nagorno-karabakh i 2020?"


@given(QUESTIONS, st.sampled_from(LANGUAGES), st.integers(0, 10_000))
def test_a_form_is_never_empty_keeps_its_digits_and_is_the_same_for_a_seed(
    question: str, language: str, seed: int
) -> None:
    form = vary(question, language, seeded(seed))
    assert form
    assert form == vary(question, language, seeded(seed))
    assert re.findall(r"[0-9]", form) == re.findall(r"[0-9]", question)


def test_forms_are_drawn_by_their_rates() -> None:
    chance = seeded()
    forms = Counter(vary(QUESTION, "nb", chance) for _ in range(4000))
    assert sum(RATES.values()) == pytest.approx(1)
    assert forms[QUESTION] / 4000 == pytest.approx(RATES["as written"], abs=0.03)
    assert forms[nynorsk(QUESTION)] / 4000 == pytest.approx(RATES["nynorsk"], abs=0.03)
    assert forms[QUESTION.removesuffix("?")] / 4000 == pytest.approx(RATES["no question mark"], abs=0.03)


def test_only_bokmal_becomes_nynorsk() -> None:
    chance = seeded()
    assert nynorsk(QUESTION) not in {vary(QUESTION, "en", chance) for _ in range(500)}
