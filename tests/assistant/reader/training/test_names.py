"""The names that an article mentions."""

from assistant.reader.training.names import names_of
from index.article import Article


def test_the_names_of_an_article_come_most_frequent_first_and_without_sentence_openers() -> None:
    text = (
        "Møtet var i Norge. Statsminister Kari Lie sa ja. En statsminister bør det. Norges sak, sier Kari Lie i Norge."
    )
    assert names_of(Article("a", text)) == ("Norge", "Kari Lie")


def test_a_name_and_a_name_are_two() -> None:
    assert names_of(Article("a", "De heter Kari Lie og Ola Moe.")) == ("Kari Lie", "Ola Moe")


def test_a_genitive_is_the_name() -> None:
    assert names_of(Article("a", "De bor helst i Norge. Nå reiser de til Norges byer.")) == ("Norge",)
    assert names_of(Article("a", "Noen bor på Hadsel. Alle kjenner Hadsels vei.")) == ("Hadsel",)
    assert names_of(Article("a", "Dette er skrevet av Lars.")) == ("Lars",)
