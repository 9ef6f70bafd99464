"""One question's outcome: its verdict, and what it is worth in each figure."""

from dataclasses import replace

import pytest

from assistant.answer import Answer, Draft, DraftSentence
from assistant.trace import Trace
from evals.questions import GoldQuestion, Place
from evals.rows import Verdict, relevant_passages, score
from index.article import Article
from tests.evals.samples import (
    CROSSING,
    FERRY,
    PRICE,
    SALE,
    answer,
    citation,
    evidence,
    question,
    refusal,
    row,
    unanswered,
)

# The right words, quoted from where they do not stand: beside the evidence, as in an answer that a model has written.
NOT_CITED = answer(SALE, answer="Ferja kostet 400 millioner kroner. [1]")


@pytest.mark.parametrize(
    ("asked", "given", "verdict"),
    [
        (question(), answer(PRICE), "right"),
        (question(), answer(SALE, PRICE), "right"),
        (question(), NOT_CITED, "right, not cited"),
        (question(), answer(CROSSING), "wrong"),
        (question(answers=("400 kroner",)), answer(PRICE), "wrong"),
        (question(parts=("Hellas",)), answer(PRICE), "wrong"),
        (question(parts=("Hellas",)), answer(PRICE, SALE), "right"),
        (question(answers=(), parts=("400", "kroner")), answer(PRICE), "right"),
        (question(), refusal(), "refused in error"),
        (unanswered(), refusal(), "refused"),
        (unanswered(kind="off-topic"), answer(PRICE), "should have refused"),
    ],
)
def test_the_verdict_says_what_became_of_the_question(asked: GoldQuestion, given: Answer, verdict: Verdict) -> None:
    assert row(asked, given).verdict == verdict


def shares_of(asked: GoldQuestion, given: Answer) -> dict[str, float]:
    """The numerators of a row's shares."""
    return {name: numerator for name, (numerator, _) in row(asked, given).shares.items()}


def test_the_highlight_is_held_against_the_accepted_strings() -> None:
    shares = shares_of(question(), answer(PRICE, highlight="400 millioner kroner"))
    assert (shares["answer.em"], shares["answer.f1"]) == (1, 1)


def test_without_a_highlight_the_first_quotation_stands_in() -> None:
    shares = shares_of(question(answers=(PRICE,)), answer(PRICE, SALE))
    assert (shares["answer.em"], shares["answer.sentence_em"]) == (1, 1)


def test_the_first_sentence_and_all_that_is_shown_are_measured_beside_the_highlight() -> None:
    shares = shares_of(question(answers=(f"{PRICE} {SALE}",)), answer(PRICE, SALE, highlight="400"))
    one, two = len(PRICE.split()), len(SALE.split())
    assert shares["answer.f1"] == pytest.approx(2 / (1 + one + two))
    assert shares["answer.sentence_f1"] == pytest.approx(2 * one / (one + one + two))
    assert shares["answer.shown_f1"] == 1


def test_a_refusal_has_said_nothing_whatever_it_carries() -> None:
    shares = shares_of(question(), refusal(answer=PRICE, highlight="400 millioner kroner"))
    said = {name: value for name, value in shares.items() if name.startswith("answer.") and "language" not in name}
    assert set(said.values()) == {0}
    assert len(said) == 7


def test_a_refused_question_costs_recall_and_leaves_precision_alone() -> None:
    shares = row(question(), refusal()).shares
    assert (shares["citation.recall"], shares["citation.precision"]) == ((0, 1), (0, 0))


def test_each_citation_counts_in_precision_and_one_that_touches_is_recall() -> None:
    shares = row(question(), answer(SALE, PRICE, CROSSING)).shares
    assert (shares["citation.recall"], shares["citation.precision"]) == ((1, 1), (1, 3))


def test_a_citation_touches_evidence_by_a_single_character() -> None:
    asked = question(evidence=(evidence("r."),))
    assert row(asked, answer("kroner")).shares["citation.recall"] == (1, 1)


def test_a_citation_that_ends_where_evidence_begins_does_not_touch_it() -> None:
    asked = question(evidence=(evidence("kroner."),))
    assert row(asked, answer("400 millioner ")).shares["citation.recall"] == (0, 1)


def test_a_citation_of_another_article_touches_nothing_of_this_one() -> None:
    other = Article("andre", FERRY.text)
    cited = answer(citations=(citation(PRICE, article=other),), answer=f"{PRICE} [1]")
    shares = score(question(), Trace.of(cited), {"ferje": FERRY, "andre": other}).shares
    assert shares["citation.recall"] == (0, 1)


def test_quotes_and_related_reading_are_held_to_the_article_to_the_character() -> None:
    exact = citation(PRICE)
    bent = replace(exact, quote=PRICE.replace("elektriske", "electriske"))
    shifted = replace(exact, start=exact.start + 1, end=exact.end + 1)
    stranger = replace(exact, article="ukjent")
    assert row(question(), answer(citations=(exact,))).shares["citation.verbatim"] == (1, 1)
    assert row(question(), answer(citations=(bent, exact, shifted, stranger))).shares["citation.verbatim"] == (1, 4)
    assert row(question(), refusal(related=(exact, bent))).shares["citation.verbatim"] == (1, 2)


def test_a_refusal_of_what_has_no_answer_counts_among_refusals_and_near_misses() -> None:
    shares = row(unanswered(), refusal()).shares
    assert (shares["abstain.refused"], shares["abstain.refused_near"]) == ((1, 1), (1, 1))
    assert "abstain.false_refusal" not in shares


def test_only_a_near_miss_counts_among_near_misses() -> None:
    shares = row(unanswered(kind="off-topic"), answer(PRICE)).shares
    assert shares["abstain.refused"] == (0, 1)
    assert "abstain.refused_near" not in shares


def test_of_what_has_no_answer_none_is_measured() -> None:
    names = {name.split(".")[0] for name in row(unanswered(language=None), answer(PRICE)).shares}
    assert names == {"abstain", "citation"}
    assert "citation.recall" not in row(unanswered(), answer(PRICE)).shares


@pytest.mark.parametrize(
    ("asked", "given", "coverage", "risk"),
    [
        (question(), answer(PRICE), 1, 0),
        (question(), NOT_CITED, 1, 1),
        (unanswered(), answer(PRICE), 1, 1),
        (question(), refusal(), 0, None),
        (unanswered(), refusal(), 0, None),
    ],
)
def test_what_is_answered_is_covered_and_is_a_risk_unless_right_and_cited(
    asked: GoldQuestion, given: Answer, coverage: float, risk: float | None
) -> None:
    shares = shares_of(asked, given)
    assert (shares["abstain.coverage"], shares.get("abstain.risk")) == (coverage, risk)


def test_what_the_confidence_foretold_is_judged_by_the_answer_behind_the_refusal() -> None:
    held = row(question(), refusal(), attempt=answer(PRICE))
    assert held.right
    assert held.verdict == "refused in error"


def test_an_attempt_at_what_has_no_answer_is_never_right() -> None:
    assert not row(unanswered(), refusal(), attempt=answer(PRICE)).right


@pytest.mark.parametrize(("language", "share"), [("nb", (1, 1)), ("nn", (0, 1)), (None, None)])
def test_the_answers_language_is_held_against_the_questions(
    language: str | None, share: tuple[float, float] | None
) -> None:
    assert row(question(language=language), answer(PRICE)).shares.get("answer.language") == share


def test_passages_that_hold_the_evidence_whole_are_relevant() -> None:
    asked = question(evidence=(evidence(PRICE), evidence(SALE)))
    cut = len(PRICE) - 5
    passages = [
        ("first half", Place("ferje", 0, cut)),
        ("all", Place("ferje", 0, len(PRICE))),
        ("more", Place("ferje", 0, len(PRICE) + 20)),
        ("elsewhere", Place("andre", 0, len(PRICE))),
    ]
    assert relevant_passages(asked, passages) == {"all", "more"}


def test_where_none_holds_it_whole_those_that_touch_it_are() -> None:
    passages = [("start", Place("ferje", 0, 9)), ("end", Place("ferje", 9, 30)), ("after", Place("ferje", 60, 90))]
    assert relevant_passages(question(), passages) == {"start", "end"}


# --- Written answers

WRITTEN = answer(
    PRICE,
    mode="write",
    answer="Ferja kostet 400 millioner kroner. [1]",
    draft=Draft((DraftSentence("Ferja kostet 400 millioner kroner. [1]"), DraftSentence("Den er ny.", "Nei."))),
)


def written_shares(given: Answer) -> dict[str, tuple[float, float]]:
    shares = score(question(), Trace(given, given), {FERRY.id: FERRY}, "write").shares
    return {name: share for name, share in shares.items() if name.startswith("write.")}


def test_sentences_struck_count_among_all_that_were_written() -> None:
    assert written_shares(WRITTEN) == {"write.struck": (1, 2), "write.fell_back": (0, 1)}


def test_a_quotation_where_an_answer_was_to_be_written_fell_back_and_a_refusal_did_not() -> None:
    assert written_shares(answer(PRICE))["write.fell_back"] == (1, 1)
    assert "write.fell_back" not in written_shares(refusal(mode="write"))


def test_quote_mode_has_no_share_in_writing() -> None:
    assert not [name for name in row(question(), answer(PRICE)).shares if name.startswith("write.")]


LONG = "Den elektriske ferja mellom de to stedene kostet 400 millioner kroner, og overfarten tar bare tjue minutter."
ENGLISH = "The electric ferry between the two places cost 400 million kroner, and the crossing takes twenty minutes."


@pytest.mark.parametrize(
    ("language", "given", "share"),
    [
        ("nb", answer(PRICE, mode="write", answer=f"{LONG} [1]"), 1),
        ("en", answer(PRICE, mode="write", answer=f"{LONG} [1]"), 0),
        ("en", answer(PRICE, mode="write", answer=f"{ENGLISH} [1]"), 1),
        ("nb", answer(PRICE, mode="write", answer=f"{ENGLISH} [1]"), 0),
        ("en", answer(f"{PRICE}\n\n{CROSSING}", answer="The article says: Den … [1]"), 0),
        ("en", refusal(), None),
    ],
)
def test_the_words_shown_are_in_the_questions_language_or_not(language: str, given: Answer, share: int | None) -> None:
    shares = row(question(language=language), given).shares
    assert shares.get("answer.in_language", (None, 0))[0] == share
