"""Claims with what bears them out, and pairs drawn of them."""

import random
from collections import Counter
from pathlib import Path

import pytest

from assistant.support.training.pairs import WrittenClaim, norquad_texts, written_claims
from assistant.support.training.sampling import PairSampler
from assistant.support.training.texts import Text
from index.errors import InputError
from index.sentences import Span

TEXT = Text(
    "Huset ble bygget i 1920 av en rik mann. Det brant ned til grunnen i 1954 etter et lyn. "
    "Ingen av de seks beboerne ble skadet i brannen. Kommunen kjøpte tomten for 300 000 kroner samme år. "
    "I dag står det en liten skole for barn der.",
    "nb",
)
BEARING = Span(TEXT.text.index("Det brant"), TEXT.text.index(" Ingen"))


def claim(**given: object) -> WrittenClaim:
    fields: dict[str, object] = {
        "id": "1", "split": "train", "article": "a", "language": "nb", "sentence": "Huset brant i 1955.",
        "supported": False, "kind": "date", "wrong": (Span(14, 18),), "bearing": (BEARING,),
    }  # fmt: skip
    return WrittenClaim(**{**fields, **given})  # type: ignore[arg-type]


def test_a_claim_comes_with_its_sentences_within_the_length() -> None:
    lengths = set()
    for seed in range(30):
        pair = claim().pair(TEXT, 180, random.Random(seed))
        assert pair is not None
        assert "Det brant ned til grunnen i 1954" in pair.text
        assert len(pair.text) <= 180
        assert (pair.supported, pair.wrong) == (False, (Span(14, 18),))
        lengths.add(len(pair.text))
    assert len(lengths) > 1


def test_what_nobody_can_point_at_is_none_and_what_is_true_has_nothing_wrong() -> None:
    unpointed = claim(wrong=()).pair(TEXT, 300, random.Random(0))
    true = claim(wrong=(), supported=True).pair(TEXT, 300, random.Random(0))
    assert unpointed is not None
    assert true is not None
    assert (unpointed.wrong, true.wrong) == (None, ())


def test_sentences_far_apart_come_without_what_lies_between() -> None:
    text = Text(" ".join(f"Dette er setning nummer {n} av mange." for n in range(30)), "nb")
    spans = (text.spans[1], text.spans[20])
    pair = claim(bearing=spans).pair(text, 300, random.Random(0))
    assert pair is not None
    assert "nummer 1 av" in pair.text
    assert "nummer 20 av" in pair.text
    assert "nummer 10 av" not in pair.text


def test_the_claims_that_travel_are_as_their_readme_says() -> None:
    claims = written_claims(Path(__file__).parents[4] / "evals/claims/train.jsonl")
    assert len(claims) == 10_729
    assert len({c.id for c in claims}) == len({c.sentence for c in claims}) == 10_729
    assert Counter(c.supported for c in claims) == {True: 5364, False: 5365}
    assert Counter(c.split for c in claims) == {"train": 3980, "fit": 400, "next": 6349}
    for c in claims:
        assert c.bearing
        assert bool(c.wrong) != c.supported
        assert all(0 <= s.start < s.end <= len(c.sentence) for s in c.wrong)
    by_split = {split: {c.article for c in claims if c.split == split} for split in ("train", "fit")}
    assert not by_split["train"] & by_split["fit"]


@pytest.mark.parametrize("content", [None, "no json\n", '{"id": "1"}\n'])
def test_what_holds_no_claims_is_refused_with_one_line(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"claims\.jsonl") as error:
        written_claims(file)
    assert "\n" not in str(error.value)


def test_norquads_articles_go_by_their_first_question(tmp_path: Path) -> None:
    file = tmp_path / "norquad.json"
    file.write_text('{"data": [{"paragraphs": [{"context": "Tekst.", "qas": [{"id": "q1"}, {"id": "q2"}]}]}]}', "utf-8")
    assert {name: text.text for name, text in norquad_texts([file]).items()} == {"q1": "Tekst."}
    file.write_text("{}", "utf-8")
    with pytest.raises(InputError, match="SQuAD's form"):
        norquad_texts([file])


def sampler(hand: float, across: float, seed: int = 0) -> PairSampler:
    passages = [
        {
            "en": Text("The house burnt down in 1954. Nobody was hurt in the big fire.", "en"),
            "de": Text("Das Haus brannte 1954 völlig nieder. Niemand wurde bei dem großen Brand verletzt.", "de"),
            "es": Text("La casa se quemó por completo en 1954. Nadie resultó herido en el incendio.", "es"),
            "ro": Text("Casa a ars din temelii în 1954. Nimeni nu a fost rănit în incendiu.", "ro"),
        }
    ]
    other = Text("Skipet Fram seilte til Arktis i 1893 med tretten mann. Det kom hjem igjen tre år senere.", "nb")
    return PairSampler([TEXT, other], passages, [(claim(), TEXT)], random.Random(seed), hand, across)


def test_pairs_are_drawn_reproducibly() -> None:
    first, again = sampler(0.3, 0.5), sampler(0.3, 0.5)
    assert [first.draw() for _ in range(50)] == [again.draw() for _ in range(50)]


def test_half_of_what_is_made_is_true_and_has_its_sentence_near() -> None:
    drawn = [sampler(0.0, 0.5).draw()]
    source = sampler(0.0, 0.5)
    drawn = [source.draw() for _ in range(400)]
    true = [pair for pair in drawn if pair.supported]
    assert 0.35 < len(true) / len(drawn) < 0.65
    assert all(pair.wrong == () for pair in true)
    assert all(pair.wrong is None for pair in drawn if pair.made == "elsewhere")
    assert {pair.made for pair in drawn} >= {"true", "elsewhere", "number", "negation"}


@pytest.mark.parametrize(("hand", "share"), [(0.0, 0.0), (1.0, 1.0)])
def test_claims_written_by_hand_are_drawn_by_their_share(hand: float, share: float) -> None:
    source = sampler(hand, 0.5)
    drawn = [source.draw() for _ in range(40)]
    assert sum(pair.claim == "Huset brant i 1955." for pair in drawn) / 40 == share


def test_across_languages_the_claim_meets_the_same_sentence() -> None:
    source = sampler(0.0, 1.0)
    crossing = [p for p in (source.draw() for _ in range(200)) if p.supported and p.claim.startswith("The house burnt")]
    assert any("brannte" in pair.text or "quemó" in pair.text or "ars" in pair.text for pair in crossing)
