"""The assistant over the seed article: what it answers, what it will not, and in whose words."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from index.article import Article
from tests.assistant.contract import check_contract


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Hvem er Armenias statsminister?", "Nikol Pasjinjan"),
        ("Kven er statsministeren i Armenia?", "Nikol Pasjinjan"),
        ("Hvor mange personer er evakuert fra området?", "7000 personer"),
        ("How many people have been evacuated?", "7000 personer"),
        ("I hvilken by skal forhandlingene finne sted?", "Jevlakh"),
        ("HVOR MANGE MENNESKER ER DREPT I KAMPENE", "opp til 100 mennesker"),
        ("hvor mange innbygere bor i nagorno karabak", "120 000"),
        ("Hva sier Huitfeldt om en militær løsning?", "ingen militær løsning"),
    ],
)
def test_a_question_is_answered_by_the_sentence_that_bears_it_out(
    assistant: Assistant, seed_article: Article, question: str, quoted: str
) -> None:
    answer = assistant.ask(question)
    check_contract(answer, seed_article)
    assert not answer.abstained
    assert quoted in answer.answer
    assert any(quoted in citation.quote for citation in answer.citations)
    assert 1 <= len(answer.citations) <= 3


@pytest.mark.parametrize(
    "question",
    [
        "Hva koster strømmen i Trondheim i dag?",
        "Hvem vant fotball-VM i 2022?",
        "Kor gammal er Huitfeldt?",
        "What is the capital of Australia?",
        "Hvordan baker man brød?",
        "how do I bake bread",
        "who won the world cup",
        "What time is the next train to Oslo?",
    ],
)
def test_what_the_article_does_not_say_is_not_answered(
    assistant: Assistant, seed_article: Article, question: str
) -> None:
    answer = assistant.ask(question)
    check_contract(answer, seed_article)
    assert answer.abstained
    assert answer.citations == ()
    assert answer.related
    assert answer.highlight is None


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("Hva koster strømmen i Trondheim i dag?", "nb", "Det svarer ikke artikkelen på"),
        ("Kva kostar straumen i Trondheim i dag?", "nn", "Det svarar ikkje artikkelen på"),
        ("What does electricity cost in Trondheim today?", "en", "The article does not answer that"),
    ],
)
def test_our_own_words_are_in_the_questions_language(
    assistant: Assistant, question: str, language: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.language == language
    assert answer.answer.startswith(words)


def test_an_english_answer_says_that_the_article_is_norwegian(assistant: Assistant) -> None:
    answer = assistant.ask("Who is the prime minister of Armenia?")
    assert answer.answer.startswith("The article says: ")
    assert answer.notice is not None
    assert "in Norwegian" in answer.notice


@pytest.mark.parametrize("question", ["Hvem er president i Aserbajdsjan?", "Who is the president of Azerbaijan?"])
def test_two_names_for_one_office_are_both_shown_and_said_so(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    marked = {
        c.quote[c.highlight_start - c.start : c.highlight_end - c.start]
        for c in answer.citations
        if c.highlight_start is not None and c.highlight_end is not None
    }
    assert marked == {"Heidar Alijev", "Ilham Alijev"}
    assert answer.notice is not None
    assert "Heidar Alijev" in answer.notice
    assert "Ilham Alijev" in answer.notice


def test_an_office_with_one_name_raises_no_notice(assistant: Assistant) -> None:
    assert assistant.ask("Hvem er Armenias statsminister?").notice is None


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Hva handler artikkelen om?", "Kort fortalt"),
        ("Oppsummer", "Kort fortalt"),
        ("Kva handlar saka om?", "Kort fortalt"),
        ("Summarise the article", "In short"),
    ],
)
def test_a_summary_is_three_to_five_cited_sentences_in_the_articles_order(
    assistant: Assistant, seed_article: Article, question: str, lead: str
) -> None:
    answer = assistant.ask(question)
    check_contract(answer, seed_article)
    assert answer.answer.startswith(lead)
    assert 3 <= len(answer.citations) <= 5
    starts = [c.start for c in answer.citations]
    assert starts == sorted(starts)
    kinds = {(s.start, s.end): s.block.kind for s in seed_article.sentences}
    assert {kinds[c.start, c.end] for c in answer.citations} == {"paragraph"}


def test_a_summary_of_one_thing_in_the_article_is_about_that_thing(assistant: Assistant) -> None:
    answer = assistant.ask("Oppsummer hva Huitfeldt sier")
    assert len(answer.citations) <= 3
    assert "Huitfeldt" in answer.answer


@pytest.mark.parametrize(
    ("question", "maker"),
    [
        ("Hvem har tatt bildet av Huitfeldt?", "Anders Tvegård"),
        ("Who took the photo of the children in the shelter?", None),
        ("Hvem tok bildet av barna i tilfluktsrommet?", "Siranush Sargsyan / AP"),
        ("Kven har teke biletet av dei som spring i dekning?", "Reuters"),
    ],
)
def test_a_photo_credit_is_found_when_asked_for(assistant: Assistant, question: str, maker: str | None) -> None:
    answer = assistant.ask(question)
    if maker is None:  # English words and a Norwegian caption: naming no one beats naming someone else
        assert answer.abstained or answer.highlight == "Siranush Sargsyan / AP"
    else:
        assert answer.highlight == maker


@pytest.mark.parametrize(
    "question", ["Who took the picture of Guterres?", "Hvem fotograferte Blinken?", "Kven tok biletet av Lavrov?"]
)
def test_no_one_is_credited_with_a_picture_that_is_not_there(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained


def test_a_photo_credit_is_never_quoted_as_an_answer_to_anything_else(
    assistant: Assistant, seed_article: Article
) -> None:
    hidden = [b for b in seed_article.blocks if b.kind in ("credit", "boilerplate")]
    for question in ("Hva er Reuters?", "AFP", "Hva trenger du javascript til?", "Foto", "Hva sier Reuters?"):
        for citation in assistant.ask(question).citations:
            assert not any(citation.start < b.end and b.start < citation.end for b in hidden)


def test_who_explains_the_matter_in_the_video_is_found(assistant: Assistant) -> None:
    assert "Gro Holm" in assistant.ask("Hvem forklarer saken i videoen?").answer


@pytest.mark.parametrize(
    "question",
    ["Hei", "hei!", "Takk!", "tusen takk", "Hva kan du?", "hello", "Kva kan du gjere?", "How are you today?"],
)
def test_small_talk_gets_a_friendly_line_and_no_citation(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    assert answer.citations == ()
    assert answer.related == ()
    assert "\n" not in answer.answer


@pytest.mark.parametrize("question", ["", "   \n\t", "?!", "🔥🔥", "x" * 5000])
def test_what_is_no_question_gets_one_line_that_says_what_to_do(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.citations == ()
    assert answer.related == ()
    assert len(answer.answer) < 120
    assert answer.question == question


def test_a_bare_name_shows_what_the_article_says_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Guterres")
    assert not answer.abstained
    assert "António Guterres" in answer.answer


def test_a_follow_up_is_understood_from_the_question_before(assistant: Assistant) -> None:
    first = assistant.ask("Hvem er Armenias statsminister?")
    second = assistant.ask(
        "Hva sa han om våpenhvilen?",
        [{"role": "user", "content": first.question}, {"role": "assistant", "content": first.answer}],
    )
    assert "Pasjinjan sier" in second.answer


def test_streaming_ends_in_the_whole_answer_and_only_grows(assistant: Assistant) -> None:
    partial: list[Answer] = list(assistant.stream("Oppsummer"))
    assert len(partial) == len(partial[-1].citations)
    for shorter, longer in itertools.pairwise(partial):
        assert longer.answer.startswith(shorter.answer)


def test_spoken_words_come_with_who_spoke_them(assistant: Assistant) -> None:
    answer = assistant.ask("Hvem mener at det ikke finnes noen militær løsning på konflikten?")
    assert "sier Huitfeldt" in answer.answer


def test_a_claim_is_quoted_with_the_doubt_that_follows_it(assistant: Assistant) -> None:
    answer = assistant.ask("Hva skriver det aserbajdsjanske forsvarsdepartementet på Telegram?")
    assert answer.citations[0].quote.endswith("Dette er ikke bekreftet av uavhengige kilder.")


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(over: Callable[..., Assistant]) -> None:
    article = Article("lie", "Kari Lie leder utvalget i Larvik. Hun har vært fisker i tjue år.\n\nDet regnet i går.\n")
    quote = over(article).ask("Hvor lenge har hun vært fisker?").citations[0].quote
    assert quote == "Kari Lie leder utvalget i Larvik. Hun har vært fisker i tjue år."


def test_the_answer_is_the_same_every_time(assistant: Assistant) -> None:
    one, other = (assistant.ask("Hvor mange er drept?") for _ in range(2))
    assert (one.answer, one.confidence, one.citations) == (other.answer, other.confidence, other.citations)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=200))
def test_any_text_at_all_is_answered_within_the_contract(
    assistant: Assistant, seed_article: Article, question: str
) -> None:
    answer = assistant.ask(question)
    check_contract(answer, seed_article)
    assert answer.question == question


def test_the_right_article_of_several_is_cited(over: Callable[..., Assistant], seed_article: Article) -> None:
    other = Article(
        "vaer", "Storm på Vestlandet\n\nStormen Ylva traff Bergen natt til mandag.\n\n3000 hus mistet strømmen.\n"
    )
    assistant = over(seed_article, other)
    assert assistant.ask("Hvor mange hus mistet strømmen?").citations[0].article == "vaer"
    assert assistant.ask("Hvem er Armenias statsminister?").citations[0].article == seed_article.id


def test_an_empty_library_says_how_to_fill_it(over: Callable[..., Assistant]) -> None:
    article = Article("one", "Oslo er hovedstaden i Norge.\n")
    assistant = over(article)
    assistant.library.remove("one")
    answer = assistant.ask("Hva er hovedstaden i Norge?")
    assert answer.abstained
    assert "kildevis index" in answer.answer


def test_what_stands_in_an_article_is_only_quoted(over: Callable[..., Assistant]) -> None:
    nasty = Article("nasty", 'Ordføreren sa <script>alert("x")</script> og [1](http://a.b) i Larvik.\n')
    answer = over(nasty).ask("Hva sa ordføreren i Larvik?")
    assert answer.citations[0].quote == nasty.text.strip()
