"""Sentences: spans in order, without overlap, with nothing lost but white space."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.sentences import Span, split_sentences, trim

WORDS = "Det regner.|Hun kom kl. 11.|torsdag 21. september|20. sep. 2023|– Jeg vet ikke, sier Holm.|. .|!|?|...|…|#|_"
ABBREVIATIONS = "«Slutter nå».|f.eks.|bl.a.|A. B. Nilsen|3,5 mill. kr.|1990-tallet.|St. Olav|Kong Olav V.|e.Kr."
OTHERS = ' |  |\t|\n|\r\n|\u00a0|\u2028|\x0b|\x85|Æ|😀|e\u0301|\u200b|\ufeff|\u202e|<b>|[1]|(|)|»|«|"'
PIECES = st.sampled_from([piece for pieces in (WORDS, ABBREVIATIONS, OTHERS) for piece in pieces.split("|")])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@given(TEXTS)
def test_spans_stand_in_order_without_overlap_and_are_not_empty(text: str) -> None:
    at = 0
    for start, end in split_sentences(text):
        assert at <= start < end <= len(text)
        at = end


@given(TEXTS)
def test_nothing_is_lost_but_white_space(text: str) -> None:
    at = 0
    for start, end in [*split_sentences(text), Span(len(text), len(text))]:
        assert not text[at:start].strip()
        at = end


@given(TEXTS)
def test_a_sentence_has_no_white_space_at_its_ends(text: str) -> None:
    for sentence in sentences(text):
        assert sentence == sentence.strip()


@given(TEXTS, TEXTS, TEXTS)
def test_a_part_is_split_as_if_it_stood_alone(before: str, text: str, after: str) -> None:
    start, end = len(before), len(before) + len(text)
    found = split_sentences(before + text + after, start, end)
    assert [(s - start, e - start) for s, e in found] == split_sentences(text)


@given(TEXTS)
def test_trimming_leaves_what_strip_leaves(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == text.strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Forhandlingene skal finne sted torsdag 21. september i Jevlakh.",
        "Meldingen kom 20. sep. 2023 på Nyhetsmorgen.",
        "Våpenhvilen trådte i kraft kl. 11 norsk tid.",
        "Møtet er fra kl. 11.30 til kl. 12.",
        "Prisen er 3 mill. kr. for huset.",
        "Dr. Hansen og prof. A. B. Nilsen møtte St. Olav.",
        "Det gjelder bl.a. mat, f.eks. brød, m.m. og annet.",
        "Det skjedde ca. 500 f.Kr. i Roma.",
        "Kong Harald 5. møtte henne den 3. mai.",
        "Den 2. verdenskrig tok slutt i 1945.",
        "FN krever «full stans.» og mener det.",
        "Jf. art. 3 og pkt. 2.1 i avtalen.",
        "Antall drepte steg til 1.200 personer.",
        "Han skrev på nrk.no at alt er bra.",
    ],
)
def test_one_sentence_stays_whole(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    "expected",
    [
        ["Det regner.", "Sola skinner."],
        ["– Jeg hadde møte i går.", "Han er bekymret, sier Huitfeldt til NRK."],
        ["Kommer han?", "Ja!", "Det gjør han."],
        ["Det skjedde på 1990-tallet.", "Den gangen seiret de."],
        ["Våpenhvilen ble inngått i 2020.", "Nå er den brutt."],
        ["Hun er sju år og heter Bo.", "Han er ni."],
        ["Operasjonen er over.", "– Nei, sier han."],
        ["«Det er nok.»", "Så gikk hun."],
        ["It rained.", "The sun shone."],
        ["Det kostet 5 kroner.", "USA betalte."],
    ],
)
def test_two_sentences_come_apart(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("Huitfeldt: Det kan bli verre\nUtenriksministeren er\r\nbekymret.") == [
        "Huitfeldt: Det kan bli verre",
        "Utenriksministeren er",
        "bekymret.",
    ]


def test_the_seed_articles_dates_and_quotations_stay_whole(seed_article: Article) -> None:
    text = seed_article.text
    found = sentences(text)
    for words in ("torsdag 21. september og at", "20. sep. 2023", "fra kl 11 norsk tid", "fra 19. september."):
        assert any(words in sentence for sentence in found), words


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t\r\n"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize("part", ["ord og Ord ", "A. ", "Han A. Nilsen og kl. 11 ", "(a. ", "» ", ". ", '"Hei." '])
def test_a_line_made_to_be_slow_is_split_in_seconds(part: str) -> None:
    began = process_time()
    split_sentences(part * (100_000 // len(part)))
    assert process_time() - began < 10
