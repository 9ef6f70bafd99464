"""Near misses: the right people and places, and a fact that the article does not give."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.demands import unmet
from assistant.features import gather
from assistant.reader.spans import ReadSentence, ScoredSpan
from assistant.reading import read_passages, read_question
from index.article import Article
from index.encoder import Encoder
from index.passages import split_passages

ARTICLE = Article(
    "flom",
    "Norges statsminister Kari Lie besøkte Odda tirsdag.\n\n"
    "Sveriges utenriksminister Bo Ek ringte henne samme dag.\n\n"
    "Flommen i Odda ødela 14 hus. 300 mennesker måtte flytte.\n\n"
    "Hovedstaden i Norge ble ikke rammet.\n",
)


@pytest.fixture
def flood(over: Callable[..., Assistant]) -> Assistant:
    """An assistant over an article on a flood."""
    return over(ARTICLE)


@pytest.mark.parametrize(
    ("answered", "missing"),
    [
        ("Hvor mange hus ødela flommen i Odda?", "Hvor mange skoler ødela flommen i Odda?"),
        ("Hvor mange mennesker måtte flytte?", "Hvor gamle var de som måtte flytte?"),
        ("Hvem er statsminister i Norge?", "Hvem er statsminister i Sverige?"),
        ("Når besøkte Kari Lie Odda?", "Hvilket år besøkte Kari Lie Odda?"),
        ("Når besøkte Kari Lie Odda?", "Hvor lenge besøkte Kari Lie Odda?"),
        ("Hvem besøkte Odda tirsdag?", "Hvem besøkte Stavanger tirsdag?"),
        ("Hvem besøkte Odda tirsdag?", "Hvem besøkte Kafa tirsdag?"),
        ("Hvor mange innbyggere måtte flytte?", "Hvor mange hester måtte flytte?"),
        ("Hva heter statsministeren i Norge?", "Hva heter huset som flommen ødela i Odda?"),
        ("Når besøkte Kari Lie Odda?", "Når på dagen besøkte Kari Lie Odda?"),
        ("Hvem besøkte Odda tirsdag?", "Hvem besøkte Odda i 1994?"),
        ("Hvem ringte Kari Lie tirsdag?", "Hvem fra EU ringte Kari Lie tirsdag?"),
    ],
)
def test_the_same_question_about_something_else_is_not_answered(flood: Assistant, answered: str, missing: str) -> None:
    assert not flood.ask(answered).abstained
    assert flood.ask(missing).abstained


def test_a_name_that_is_asked_for_must_be_among_the_words_that_answer(encoder: Encoder) -> None:
    asked, sentence = "Hva heter husene som flommen ødela?", ARTICLE.sentences[2]
    question = read_question(encoder.read_question(asked), asked, crosses=False)
    readings = read_passages(encoder, [(node, ARTICLE) for node in split_passages(ARTICLE)])

    def unmet_by(words: str) -> bool:
        start = ARTICLE.text.index(words, sentence.start)
        read = ReadSentence(sentence, ScoredSpan(start, start + len(words), 5.0), 2.0)
        evidence = gather(question, readings, [(ARTICLE, read)])
        return unmet(question, evidence, [c.sentence for c in evidence.candidates].index(sentence))

    assert unmet_by("14 hus")
    assert not unmet_by("Odda")


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("Hvem fra Russland skal overvåke våpenhvilen?", "Hvem fra Frankrike skal overvåke våpenhvilen?"),
        ("Hvem fra Tyskland skal overvåke våpenhvilen?", "Hvem fra Østerrike skal overvåke våpenhvilen?"),
        ("hvem fra russland skal overvåke våpenhvilen", "hvem fra iran skal overvåke våpenhvilen"),
        ("HVEM FRA IRAK SKAL OVERVÅKE VÅPENHVILEN?", "HVEM FRA IRAN SKAL OVERVÅKE VÅPENHVILEN?"),
        ("Kven frå Noreg skal overvake våpenkvila?", "Kven frå Sveits skal overvake våpenkvila?"),
        ("Who from Norway will monitor the ceasefire?", "Who from Yemen will monitor the ceasefire?"),
        ("Skal Irak overvåke våpenhvilen?", "Skal Gaza overvåke våpenhvilen?"),
    ],
)
def test_a_country_is_known_by_its_name_in_any_language_or_by_its_adjective(
    over: Callable[..., Assistant], known: str, unknown: str
) -> None:
    article = "Russiske, tyske og norske styrker skal overvåke våpenhvilen i området.\n\nDet sier regjeringen i Irak."
    assistant = over(Article("styrke", article))
    assert not assistant.ask(known).abstained
    assert assistant.ask(unknown).abstained


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("What does the UN ask for?", "What does the EU ask for?"),
        ("Hva ber FN om?", "Hva ber EU om?"),
        ("What does the US ask for?", "What does the UK ask for?"),
    ],
)
def test_an_abbreviation_is_known_by_its_form_in_any_language(
    over: Callable[..., Assistant], known: str, unknown: str
) -> None:
    assistant = over(
        Article(
            "ro", "FNs generalsekretær ber om ro i området.\n\nDet amerikanske utenriksdepartementet ber om samtaler.\n"
        )
    )
    assert not assistant.ask(known).abstained
    assert assistant.ask(unknown).abstained


def test_an_island_in_english_is_no_country(over: Callable[..., Assistant]) -> None:
    assistant = over(Article("ferge", "The ferry sails to Lovund every day, says the captain.\n"))
    assert not assistant.ask("Which island does the ferry sail to?").abstained
