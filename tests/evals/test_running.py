"""The whole of it with the real model over our own gold set: every figure is there, and what is broken shows.

Of each answer only figures are looked at here: questions of the split "test" are not to be read by who mends what they
test.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache as kept
from pathlib import Path

import pytest

import assistant.quote_mode
import evals.baselines.bm25
import evals.running
from assistant.answer import Answer, Elapsed
from assistant.features import Floats
from assistant.reader.opening import open_reader
from assistant.retrieval import Retrieved, retrieve
from assistant.scoring import Weights
from assistant.settings import Settings, load_settings
from evals import Evaluation, Options, evaluate
from evals.gate import GATE, read_gate
from evals.ranking import RANKING
from evals.runs import to_json
from index.encoder import Encoder, Vector
from index.errors import InputError
from index.generation import Generation
from index.library import Library
from tests.evals.test_judge import judging, serving

SECRETS = {"user": "kari", "password": "hemmelig-passord", "llm_key": "hemmelig-nøkkel"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the settings, which no run is to touch."""
    return tmp_path_factory.mktemp("running") / "data"


@pytest.fixture(scope="module")
def run(folder: Path, cache: Path, encoder: Encoder) -> Iterator[Callable[..., Evaluation]]:
    """Runs the gold set with the models that the tests have loaded, which read a question once however often asked."""
    reader = open_reader(load_settings(cache=cache))
    read = kept(reader.read)

    def made(**given: object) -> Evaluation:
        settings = load_settings(data=folder, cache=cache, **given)
        return evaluate(options=Options(baselines=()), settings=settings)

    def opened(settings: Settings) -> Library:
        return Library(settings.data / "index", encoder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evals.running, "open_library", opened)
        patch.setattr(encoder, "read_question", kept(encoder.read_question))
        patch.setattr(reader, "read", lambda question, windows: read(question, tuple(windows)))
        yield made


@pytest.fixture(scope="module")
def whole(run: Callable[..., Evaluation]) -> Evaluation:
    """The run of the gold set as it is."""
    return run(**SECRETS)


def failures(evaluation: Evaluation) -> list[str]:
    """What of our own gate the run breaks, but for speed and memory: those here are the test run's."""
    broken = read_gate(GATE).failures(evaluation.figures)
    return [failure for failure in broken if not failure.startswith(("latency.", "cost."))]


def test_every_family_of_figures_is_there(whole: Evaluation) -> None:
    names = [f"retrieval.{leg}.{name}" for leg in ("dense", "lexical", "fused", "reranked") for name in RANKING]
    names += """
        answer.em answer.f1 answer.sentence_em answer.sentence_f1 answer.correct answer.correct_cited
        citation.recall citation.precision citation.verbatim
        abstain.refused abstain.refused_near abstain.false_refusal abstain.aurc confidence.ece
        latency.retrieve_ms.p50 latency.read_ms.p50 latency.write_ms.p50 latency.total_ms.p50 latency.total_ms.p95
        cost.answers_per_s cost.peak_mb
        answer.correct/nb answer.correct/nn answer.correct/en answer.correct/why answer.correct/list
        answer.correct/yes-no answer.correct/who-said answer.correct/when answer.correct/how-many
        answer.correct/conflict answer.correct/misspelt answer.correct/telegram answer.correct/paraphrase
        answer.correct/follow-up answer.correct/dev answer.correct/test abstain.refused/near-miss
    """.split()
    assert [name for name in names if name not in whole.figures] == []


def test_every_quotation_is_the_articles_to_the_character(whole: Evaluation) -> None:
    assert whole.figures["citation.verbatim"].value == 1


def test_our_own_gate_is_passed(whole: Evaluation) -> None:
    assert failures(whole) == []


def test_the_worth_of_the_legs_is_seen(whole: Evaluation) -> None:
    first = {leg: whole.figures[f"retrieval.{leg}.hit@1"].value for leg in ("dense", "lexical", "fused", "reranked")}
    assert len(set(first.values())) == 4


def test_a_run_tells_what_it_was(whole: Evaluation, encoder: Encoder) -> None:
    run = whole.run
    assert (run.questions, run.articles, run.model, run.notes) == (len(whole.rows), 1, encoder.identity, ())
    assert run.gold.endswith("nagorno-karabakh.jsonl")
    assert run.settings["passages"] == 10


def test_no_secret_of_the_settings_is_in_it(whole: Evaluation) -> None:
    stored = to_json(whole).decode()
    assert [name for name, secret in SECRETS.items() if f'"{secret}"' in stored] == []
    assert "hemmelig" not in stored


def test_the_users_own_library_is_not_touched(whole: Evaluation, folder: Path) -> None:
    assert whole.rows
    assert not folder.exists()


# --- What is broken shows


def test_a_retriever_that_ranks_the_worst_first_does_not_pass(
    run: Callable[..., Evaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(generation: Generation, question: str, vector: Vector, k: int) -> Retrieved:
        found = retrieve(generation, question, vector, k)
        return Retrieved(found.hits[::-1], {leg: ids[::-1] for leg, ids in found.legs.items()})

    monkeypatch.setattr(assistant.quote_mode, "retrieve", backwards)
    assert any(failure.startswith("retrieval.fused.hit@1 ") for failure in failures(run()))


def test_a_reader_that_takes_the_worst_sentence_does_not_pass(
    run: Callable[..., Evaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    score = Weights.score

    def worst(self: Weights, sentences: Floats) -> Floats:
        return -score(self, sentences)

    monkeypatch.setattr(Weights, "score", worst)
    assert any(failure.startswith("answer.correct_cited ") for failure in failures(run()))


@pytest.mark.parametrize(("threshold", "broken"), [(0.0, "abstain.refused "), (1.0, "abstain.false_refusal ")])
def test_a_threshold_that_refuses_nothing_or_everything_does_not_pass(
    run: Callable[..., Evaluation], threshold: float, broken: str
) -> None:
    assert any(failure.startswith(broken) for failure in failures(run(threshold=threshold)))


# --- Small runs

FERRY = "Ferja kostet 400 millioner kroner.\n\nOverfarten tar tjue minutter.\n"
GOLD = """{"id": "1", "split": "dev", "language": "nb", "kind": "how-many", "question": "Hva kostet ferja?",
"article": "ferje", "answers": ["400 millioner kroner"], "evidence": ["Ferja kostet 400 millioner kroner."]}"""


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A gold set of one question, and its article beside it."""
    (tmp_path / "ferje.txt").write_text(FERRY, "utf-8")
    (tmp_path / "gold.jsonl").write_text(GOLD.replace("\n", " "), "utf-8")
    return tmp_path / "gold.jsonl"


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    """Settings with a data folder of their own."""
    return load_settings(data=tmp_path / "data", cache=cache)


@pytest.mark.usefixtures("run")
def test_the_stages_are_told_in_their_order_and_each_to_its_end(ferry: Path, settings: Settings) -> None:
    told: dict[str, list[float]] = {}
    evaluate(
        ferry,
        Options(baselines=("sentence",)),
        settings=settings,
        articles=[ferry.with_name("ferje.txt")],
        progress=lambda stage, done: told.setdefault(stage, []).append(done),
    )
    told.pop("model", None)  # is told where it is not unpacked yet
    assert list(told) == ["load", "index", "ask", "baseline sentence"]
    assert {stage: shares[-1] for stage, shares in told.items()} == dict.fromkeys(told, 1.0)


@pytest.mark.usefixtures("run")
def test_nothing_of_the_gold_reaches_the_assistant(ferry: Path, settings: Settings) -> None:
    def asked() -> Answer:
        made = evaluate(ferry, Options(baselines=()), settings=settings, articles=[ferry.with_name("ferje.txt")])
        return replace(made.rows[0].answer, elapsed_ms=Elapsed(0, 0, 0, 0))

    told = asked()
    changed = ferry.read_text("utf-8").replace("Ferja kostet 400 millioner kroner.", "Overfarten tar tjue minutter.")
    ferry.write_text(changed.replace('"400 millioner kroner"', '"tjue minutter"'), "utf-8")
    assert asked() == told
    assert "400 millioner kroner" in told.answer


@pytest.mark.usefixtures("run")
def test_distractors_are_in_the_library_and_nothing_is_asked_about_them(ferry: Path, settings: Settings) -> None:
    paragraph = {"context": "Elleve bjørner er merket i Pasvik.", "qas": [asked_of_bears()]}
    bears = ferry.with_name("bjørner.json")
    bears.write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}), "utf-8")
    options = Options(distractors=(str(bears),), baselines=())
    made = evaluate(ferry, options, settings=settings, articles=[ferry.with_name("ferje.txt")])
    assert (made.run.questions, made.run.articles) == (1, 2)
    assert made.figures["retrieval.dense.hit@1"].value == 1


def asked_of_bears() -> dict[str, object]:
    answer = {"text": "Elleve", "answer_start": 0}
    return {"id": "bears", "question": "Hvor mange bjørner er merket?", "answers": [answer]}


@pytest.mark.usefixtures("run")
def test_our_own_gold_set_needs_no_seeds(settings: Settings, tmp_path: Path) -> None:
    elsewhere = settings.model_copy(update={"seeds": tmp_path / "none"})
    assert evaluate(options=Options(sample=3, baselines=()), settings=elsewhere).run.questions == 3


@pytest.mark.usefixtures("run")
def test_with_a_judge_its_figures_are_among_the_others(ferry: Path, settings: Settings) -> None:
    with serving(judging("YES", "2.0\nNei.")) as named:
        with_judge = settings.model_copy(update={"llm_url": named.llm_url, "llm_model": named.llm_model})
        options = Options(judge=True, baselines=())
        made = evaluate(ferry, options, settings=with_judge, articles=[ferry.with_name("ferje.txt")])
    assert (made.figures["judge.faithful"].value, made.figures["judge.correct"].value) == (1, 0)


@pytest.mark.usefixtures("run")
def test_a_baseline_that_fails_is_left_out_with_a_note_and_the_others_are_not(
    ferry: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: object) -> None:
        raise RuntimeError("gikk\ngalt")

    monkeypatch.setattr(evals.baselines.bm25, "build", fail)
    options = Options(baselines=("bm25", "sentence"))
    made = evaluate(ferry, options, settings=settings, articles=[ferry.with_name("ferje.txt")])
    assert made.run.notes == ("the baseline bm25 failed and is left out: gikk",)
    assert {name.split(".")[1] for name in made.figures if name.startswith("baseline.")} == {"sentence"}


@pytest.mark.usefixtures("run")
def test_nothing_is_left_in_the_temporary_folder(
    ferry: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    evaluate(ferry, Options(baselines=("bm25",)), settings=settings, articles=[ferry.with_name("ferje.txt")])
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_does_not_fit_is_found_before_the_model_is_loaded(ferry: Path, settings: Settings) -> None:
    told: list[str] = []
    wrong: list[tuple[Path, Options]] = [
        (ferry, Options()),  # its article is not at hand
        (ferry, Options(sample=0)),
        (ferry.with_name("mangler.jsonl"), Options()),
        (ferry, Options(baselines=("gpt",))),
    ]
    for number, (gold, options) in enumerate(wrong):
        articles = [ferry.with_name("ferje.txt")] if number else []
        with pytest.raises(InputError):
            evaluate(gold, options, settings=settings, articles=articles, progress=lambda stage, _: told.append(stage))
    assert told == []
