"""Whatever a user or an article writes, facts are found without a fault, each where it says."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.facts.negation import negations
from assistant.facts.quotations import quotations
from assistant.facts.stated import stated_facts

_PIECES = (
    "7 000", "1,3", "sju", "tusen", "og", "en halv", "and a half", "million", "1990-tallet", "the 19th", "century",
    "90s", "11:30", "2 pm", "21.", "september", "May", "Sun.", "tredje", "hundre", "Nikol Pasjinjan", "U.S.",
    "armenske", "ikke", "n't", "«", "»", "\"", "“a”", "-", "–", "[1]", "\n", "\u00a0", "²", "٣", "9" * 40, "%", ".",
)  # fmt: skip
_LANGUAGES = st.sampled_from(["nb", "nn", "en"])


@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map(" ".join)), _LANGUAGES)
def test_facts_are_found_in_any_text(text: str, language: Language) -> None:
    facts = stated_facts(text, language)
    last = 0
    for fact in facts:
        assert last <= fact.span.start < fact.span.end <= len(text)
        assert fact.text == text[fact.span.start : fact.span.end]
        last = fact.span.end
    for span in (*negations(text, language), *quotations(text)):
        assert 0 <= span.start < span.end <= len(text)


@given(st.lists(st.sampled_from(_PIECES)).map(" ".join), _LANGUAGES)
def test_what_a_text_states_stands_in_it(text: str, language: Language) -> None:
    for fact in stated_facts(text, language):
        if fact.kind in ("number", "year", "day"):
            assert fact.stands_in(text, language), fact
