"""The baselines: what each shows for a question, where it says that it stands, and that it stays on this machine."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.baselines import BASELINES, Baseline, Shown, Source, build_of
from index.article import Article
from index.encoder import Encoder
from tests.cli.conftest import COMMAND
from tests.cli.test_silence import guarded

FERRY = Article(
    "ferje",
    "Ny ferje i drift\n\nDen elektriske ferja mellom Lavik og Oppedal kostet 400 millioner kroner.\n\n"
    "Overfarten tar tjue minutter. Den gamle ferja ble solgt til Hellas.\n",
)
BEARS = Article(
    "bjørner",
    "Forskere har merket elleve brunbjørner i Pasvik.\n\nDyrene går i hi i oktober. "
    "Hannene veier opptil 300 kilo før vinteren.\n",
)
CHESS = Article(
    "sjakk",
    "\ufeffKari Dahl vant sjakkturneringen i Tromsø 😀.\r\n\r\nHun slo stormesteren i siste runde.\r\n"
    "\r\nPremien var en pokal av tre.\r\n",
)
ARTICLES = (FERRY, BEARS, CHESS)
ANSWERED = {
    "Hva kostet den elektriske ferja?": (FERRY, "400 millioner kroner"),
    "Hvor mange brunbjørner har forskere merket i Pasvik?": (BEARS, "elleve brunbjørner"),
    "Hvem vant sjakkturneringen i Tromsø?": (CHESS, "Kari Dahl"),
}
every_baseline = pytest.mark.parametrize("name", BASELINES)


def build(name: str, articles: Sequence[Article], encoder: Encoder, folder: Path) -> Baseline:
    folder.mkdir()
    return build_of(name)(Source(articles, encoder, encoder.source, folder))


def assert_shown_to_the_character(shown: Shown, articles: Sequence[Article]) -> None:
    texts = {article.id: article.text for article in articles}
    assert shown.places
    for place in shown.places:
        assert 0 <= place.start < place.end <= len(texts[place.article])
        assert texts[place.article][place.start : place.end] in shown.text


@every_baseline
def test_it_shows_the_place_that_answers(name: str, encoder: Encoder, tmp_path: Path) -> None:
    baseline = build(name, ARTICLES, encoder, tmp_path / "own")
    for question, (article, answer) in ANSWERED.items():
        shown = baseline.answer(question)
        best = shown.places[0]
        assert (best.article, answer in article.text[best.start : best.end]) == (article.id, True), question
        assert_shown_to_the_character(shown, ARTICLES)


@every_baseline
def test_what_it_shows_of_a_long_article_is_the_articles_own(
    name: str, encoder: Encoder, seed_article: Article, tmp_path: Path
) -> None:
    baseline = build(name, [seed_article], encoder, tmp_path / "own")
    assert_shown_to_the_character(baseline.answer("Hvem er Armenias statsminister?"), [seed_article])


@every_baseline
@pytest.mark.parametrize("question", ["?", '"); DROP TABLE x; [1] OR *', "select text from txtai where similar('x')"])
def test_no_question_is_a_fault(name: str, question: str, encoder: Encoder, tmp_path: Path) -> None:
    baseline = build(name, ARTICLES, encoder, tmp_path / "own")
    assert_shown_to_the_character(baseline.answer(question), ARTICLES)


@every_baseline
def test_the_second_one_built_knows_its_own_articles_only(name: str, encoder: Encoder, tmp_path: Path) -> None:
    question, (_, answer) = next(iter(ANSWERED.items()))
    assert answer in build(name, [FERRY], encoder, tmp_path / "first").answer(question).text
    shown = build(name, [BEARS, CHESS], encoder, tmp_path / "second").answer(question)
    assert answer not in shown.text
    assert_shown_to_the_character(shown, [BEARS, CHESS])


def test_none_asks_anything_of_the_network_or_prints(cache: Path, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from evals.baselines import BASELINES, Source, build_of
from index.article import Article
from index.encoder import Encoder
builds = {{name: build_of(name) for name in BASELINES}}
encoder = Encoder(cache=Path({str(cache)!r}))
for name, build in builds.items():
    Path(name).mkdir()
    source = Source([Article("one", "Oslo er hovedstaden i Norge.")], encoder, encoder.source, Path(name))
    assert "Oslo" in build(source).answer("Hva heter hovedstaden?").text, name
"""
    done = guarded(tmp_path, cache, COMMAND[0], "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "log").exists()
