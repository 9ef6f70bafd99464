"""From verdicts to an answer: what is borne out is numbered and cited, what is not is left out and told."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation
from assistant.features import Candidate
from assistant.quote_mode import Quoted, Stages, plain
from assistant.quoting import Quotation, cite
from assistant.trace import Trace
from assistant.verify import Verdict
from assistant.writer.drafting import abstention, draft_answer, quoted_instead
from index.article import Article
from index.sentences import Span
from tests.assistant.contract import check_contract

ARTICLE = Article("lie", "Kari Lie leder utvalget. Hun har vært fisker i 20 år. Det regnet i går. Hun bor på Tjøme.\n")
CANDIDATES = [Candidate(ARTICLE, sentence) for sentence in ARTICLE.sentences]
HIGHLIGHT = Span(ARTICLE.text.index("20 år"), ARTICLE.text.index("20 år") + 5)


def quotations(*numbers: int, highlight: Span | None = None) -> list[Quotation]:
    return [
        Quotation(ARTICLE, Span(c.sentence.start, c.sentence.end), highlight, 0.8)
        for c in (CANDIDATES[number] for number in numbers)
    ]


def quoted(*numbers: int, confidence: float = 0.8, abstained: bool = False) -> Quoted:
    found = quotations(*numbers, highlight=HIGHLIGHT)
    answer = replace(plain("Hva?", "nb", "quote", "Svaret.", abstained, 0.0), confidence=confidence)
    return Quoted(Trace(answer, answer), Stages(0.0, 0.0, 0.0), tuple(found))


def verdict(text: str, *numbers: int, why: str | None = None, confidence: float = 0.9) -> Verdict:
    return Verdict(text, "nb", why is None, confidence, cite(quotations(*numbers)), why, ((0, 1),) if why else ())  # type: ignore[arg-type]


def test_sentences_keep_their_order_and_citations_are_numbered_by_first_use() -> None:
    answer = draft_answer(quoted(1), [verdict("En.", 3), verdict("To.", 1, 3), verdict("Tre.", 0)])
    check_contract(answer, ARTICLE)
    assert answer.answer == "En. [1] To. [2][1] Tre. [3]"
    assert [c.quote for c in answer.citations] == [CANDIDATES[n].text for n in (3, 1, 0)]
    assert answer.mode == "write"


def test_a_sentence_not_borne_out_leaves_the_answer_and_is_told_with_why() -> None:
    answer = draft_answer(quoted(1), [verdict("Nitti «år».", 1, why="Fant ikke «90»."), verdict("Tjue.", 1)])
    assert answer.answer == "Tjue. [1]"
    assert answer.notice == "Utelatt: «Nitti ‘år’.» Fant ikke «90»."
    assert answer.draft is not None
    assert [(s.text, s.why) for s in answer.draft.sentences] == [
        ("Nitti «år».", "Fant ikke «90»."),
        ("Tjue. [1]", None),
    ]
    assert answer.draft.sentences[0].doubted == ((0, 1),)


def test_the_words_still_coming_are_beside_the_contract() -> None:
    answer = draft_answer(quoted(1), [], "Kari Lie har")
    assert (answer.answer, answer.citations) == ("", ())
    assert answer.draft is not None
    assert answer.draft.coming == "Kari Lie har"
    assert "draft" not in answer.to_dict()


def test_the_readers_words_are_marked_where_they_are_cited() -> None:
    assert draft_answer(quoted(1), [verdict("Tjue.", 1)]).highlight == "20 år"
    assert draft_answer(quoted(1), [verdict("Regn.", 2)]).highlight is None


def test_confidence_is_the_readers_times_the_weakest_verdicts() -> None:
    both = [verdict("Tjue.", 1, confidence=0.9), verdict("Regn.", 2, confidence=0.5)]
    assert draft_answer(quoted(1), both).confidence == 0.4
    assert draft_answer(quoted(1), [*both, verdict("Nei.", 1, why="Nei.", confidence=0.1)]).confidence == 0.4


def test_an_answer_that_rests_on_nothing_the_reader_found_is_half_as_sure() -> None:
    assert draft_answer(quoted(1), [verdict("Regn.", 2, confidence=0.5)]).confidence == 0.2


def test_an_answer_where_the_reader_found_none_says_so() -> None:
    answer = draft_answer(quoted(1, confidence=0.1, abstained=True), [verdict("Tjue.", 1)])
    assert (answer.abstained, answer.confidence) == (False, 0.09)
    assert answer.notice == "Usikkert: Kildevis fant selv ikke noe svar i artikkelen."


def test_a_quote_answer_says_why_it_took_the_place_and_an_abstention_promises_no_words() -> None:
    shown = quoted_instead(quoted(1), "timeout")
    assert (shown.mode, shown.answer) == ("quote", "Svaret.")
    assert shown.notice == "Språkmodellen brukte for lang tid. Her er artikkelens egne ord i stedet."
    assert quoted_instead(quoted(abstained=True), "timeout").notice == "Språkmodellen brukte for lang tid."


def test_an_abstention_tells_what_was_left_out() -> None:
    answer = abstention(quoted(abstained=True), [verdict("Nitti.", 1, why="Fant ikke «90».")])
    assert (answer.mode, answer.abstained) == ("write", True)
    assert answer.notice == "Utelatt: «Nitti.» Fant ikke «90»."


verdicts = st.builds(
    lambda text, numbers, supported, confidence: verdict(
        text, *numbers, why=None if supported else "Nei.", confidence=confidence
    ),
    st.text(alphabet="abc æ.", min_size=1),
    st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True),
    st.booleans(),
    st.floats(0, 1),
)


@given(given=st.lists(verdicts), confidence=st.floats(0, 1), coming=st.text())
def test_whatever_the_verdicts_the_contract_holds(given: list[Verdict], confidence: float, coming: str) -> None:
    answer: Answer = draft_answer(quoted(1, confidence=confidence), given, coming)
    check_contract(answer, ARTICLE)
    used = [int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)]
    assert list(dict.fromkeys(used)) == [c.number for c in answer.citations]
    places: set[tuple[int, int]] = {(c.start, c.end) for c in answer.citations}
    assert len(places) == len(answer.citations)
    cited: list[Citation] = [c for v in given if v.supported for c in v.citations]
    assert places == {(c.start, c.end) for c in cited}
    assert answer.draft is not None
    assert answer.answer == " ".join(s.text for s in answer.draft.sentences if s.why is None)
    assert len(answer.draft.sentences) == len(given)
