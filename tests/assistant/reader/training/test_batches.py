"""Batches: full but within their tokens, of windows of like length, and by the shares of the recipe."""

from collections import Counter
from collections.abc import Mapping
from itertools import islice

import pytest
from tokenizers import Tokenizer

from assistant.reader.span_inputs import encode
from assistant.reader.training import batches as module
from assistant.reader.training.batches import TOKENS_A_BATCH, Mixture
from assistant.reader.training.corpora import Corpus
from assistant.reader.training.examples import Example
from assistant.reader.training.recipe import Recipe
from index.errors import InputError

STEPS = 24


def drawn(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer, recipe: Recipe, steps: int = STEPS
) -> list[list[Example]]:
    return list(islice(Mixture(corpora, written, recipe, tokenizer).batches(), steps))


def shape(tokenizer: Tokenizer, batch: list[Example]) -> tuple[int, int]:
    inputs = encode(tokenizer, [(e.question, e.lead, e.text) for e in batch], module.MAX_TOKENS)
    rows, tokens = inputs.ids.shape
    return rows, tokens


def test_a_batch_holds_at_most_the_tokens_allowed_padding_included(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    shapes = [shape(tokenizer, batch) for batch in drawn(corpora, written, tokenizer, Recipe())]
    sizes = sorted(rows * tokens for rows, tokens in shapes)
    assert sizes[-1] <= TOKENS_A_BATCH
    assert sizes[len(sizes) // 2] > 0.9 * TOKENS_A_BATCH


def test_every_example_drawn_is_in_one_batch_of_its_pool(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixture = Mixture(corpora, written, Recipe(), tokenizer)
    one, made = mixture._one, list[Example]()

    def noted(clozes: float) -> Example:
        made.append(one(clozes))
        return made[-1]

    monkeypatch.setattr(mixture, "_one", noted)
    batches = mixture.batches()
    found = [e for batch in islice(batches, 1) for e in batch]
    while len(found) < len(made):
        pool = len(made)
        found += next(batches)
        assert len(made) == pool  # the next pool is not drawn before this one is used up
    assert Counter(map(id, found)) == Counter(map(id, made))


def test_windows_of_like_length_come_together(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    for batch in drawn(corpora, written, tokenizer, Recipe()):
        inputs = encode(tokenizer, [(e.question, e.lead, e.text) for e in batch])
        assert inputs.mask.float().mean() > 0.85


def test_short_batches_do_not_come_before_long_ones(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    lengths = [shape(tokenizer, batch)[1] for batch in drawn(corpora, written, tokenizer, Recipe(), 12)]
    assert lengths != sorted(lengths)


def test_the_same_seed_draws_the_same_and_another_draws_others(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    assert drawn(corpora, written, tokenizer, Recipe(seed=1)) == drawn(corpora, written, tokenizer, Recipe(seed=1))
    assert drawn(corpora, written, tokenizer, Recipe(seed=1)) != drawn(corpora, written, tokenizer, Recipe(seed=2))


def clozes_in(batches: list[list[Example]]) -> float:
    examples = [e for batch in batches for e in batch]
    return sum(e.made.startswith("cloze") for e in examples) / len(examples)


def test_clozes_come_first_and_few_after(corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer) -> None:
    found = drawn(corpora, written, tokenizer, Recipe(clozes=1.0, cloze_steps=12, clozes_after=0.0), 40)
    assert clozes_in(found[:12]) == 1.0
    assert clozes_in(found[26:]) == 0.0


def test_xquad_has_its_share_and_is_asked_across_languages(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    recipe = Recipe(across=0.25, written=0.0, clozes=0.0, statements=0.0, answerable=1.0)
    found = [e for batch in drawn(corpora, written, tokenizer, recipe, 60) for e in batch]
    norwegian = [s.article.text for s in corpora["nb"].sources]
    across = [e for e in found if not any(e.text[-30:] in text for text in norwegian)]
    assert len(across) / len(found) == pytest.approx(0.25, abs=0.04)
    german = [e for e in across if "gebaut" in e.text or "beendet" in e.text]
    assert any(e.question.casefold().startswith(("who", "when")) for e in german)


def test_what_was_written_by_hand_has_its_share_and_some_of_it_is_not_answered(
    corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    recipe = Recipe(written=0.4, clozes=0.0, clozes_after=0.0, statements=0.0)
    found = [e for batch in drawn(corpora, written, tokenizer, recipe, 60) for e in batch]
    told = {
        question.casefold().strip(" ?") for s in written.sources for a in s.asked for question in a.questions.values()
    }
    by_hand = [e for e in found if e.question.casefold().partition("?")[0].strip() in told or e.made == "unanswered"]
    assert len(by_hand) / len(found) == pytest.approx(0.4, abs=0.1)
    untold = [e for e in by_hand if e.made == "unanswered"]
    assert untold
    assert all(e.answer is None for e in untold)


@pytest.mark.parametrize("made", [0.0, 1.0])
def test_near_misses_are_made_by_their_share(
    made: float, corpora: Mapping[str, Corpus], written: Corpus, tokenizer: Tokenizer
) -> None:
    recipe = Recipe(made=made, written=0.0, answerable=0.0, clozes=0.0, statements=0.0)
    kinds = {e.made for batch in drawn(corpora, written, tokenizer, recipe, 12) for e in batch}
    assert kinds == {"retrieved"} if made == 0 else "retrieved" not in kinds


@pytest.mark.parametrize("given", [{"dropout": 1.0}, {"across": 1.5}, {"made": 1.5}, {"ema": -0.1}, {"steps": 0}])
def test_a_recipe_that_cannot_be_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(InputError, match=r"^--\w+ \S+: give a"):
        Recipe(**given)  # type: ignore[arg-type]
