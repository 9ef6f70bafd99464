"""Made articles with questions in every language of the lessons, and an encoder small enough to train in a test."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from assistant.reader.training.corpora import Corpus
from assistant.reader.training.data import XQUAD_LANGUAGES, Asked, Source
from index.article import Article
from index.passages import split_passages
from index.sentences import Span

_WORDS = 250_037  # of the bundled tokenizer

_NEWS = [
    (
        "Ferja går til Moss\n"
        "Kari Lie overtok rederiet i 2011. Ferja mellom Horten og Moss frakter 7000 biler hver dag. "
        "Statsminister Ola Moe åpnet den nye kaia i 1998. Billetten koster 120 kroner for en vanlig bil.\n"
        "Rederiet Bastø har 340 ansatte. De fleste av dem bor i Horten. Kaia ble bygget av tyske fanger under krigen. "
        "Nå vil Ola Moe male den, men Kari Lie sier nei.",
        {
            "Når overtok Kari Lie rederiet?": "2011",
            "Hvor mange biler frakter ferja hver dag?": "7000",
            "Hvem åpnet den nye kaia i 1998?": "Ola Moe",
            "Hvem bygget kaia?": "tyske fanger",
        },
    ),
    (
        "Orkanen kom om natten\n"
        "Orkanen Nina traff Bergen natt til søndag. Meteorolog Per Aas hadde ventet den siden torsdag. "
        "Fjorten hus mistet taket. Brannvesenet rykket ut 62 ganger før klokka seks.\n"
        "I Stavanger falt det store mengder regn. Ingen ble skadet, opplyser politiet i Rogaland. "
        "Lærer Siri Vik våknet av at taket forsvant. Hun sov hos en nabo resten av natta.",
        {
            "Hvilken by traff orkanen Nina?": "Bergen",
            "Hvor mange hus mistet taket?": "Fjorten",
            "Hvem hadde ventet orkanen siden torsdag?": "Per Aas",
            "Hvor sov Siri Vik?": "hos en nabo",
        },
    ),
    (
        "Museet får nytt tak\n"
        "Museet i Hamar stenger i mars 2024. Taket skal byttes for 18 millioner kroner. "
        "Direktør Eva Dahl gleder seg til å åpne igjen i 2026. Samlingen flyttes til Lillehammer så lenge.\n"
        "Det er Oslo-firmaet Tak og Tre som gjør jobben. Firmaet vant over ni andre. "
        "Maleren Lars Berg fikk sitt eget rom på museet i 1987. Rommet blir dobbelt så stort.",
        {
            "Når stenger museet i Hamar?": "mars 2024",
            "Hva koster taket?": "18 millioner kroner",
            "Hvor flyttes samlingen?": "Lillehammer",
            "Hvilket firma gjør jobben?": "Tak og Tre",
        },
    ),
]

# "The tower" and its likes: what was built, by whom, when, in each of the languages.
_BUILT = [
    ("Tower", "Anna Weber", "1867", "Bonn"),
    ("Bridge", "Paul Roth", "1911", "Graz"),
    ("Mill", "Ion Pop", "1805", "Cluj"),
]
_TOLD = {
    "en": "The old {0} in {3} was built by {1} a long time ago. The work was finished in {2} after many hard years. "
    "Visitors to {3} come to see it every summer. Nobody knows what it cost the town back then.",
    "de": "{0} in {3} wurde vor langer Zeit von {1} gebaut. Die Arbeit wurde {2} nach vielen Jahren beendet. "
    "Jeden Sommer kommen Besucher nach {3} und sehen es an. Niemand weiß, was es die Stadt gekostet hat.",
    "es": "{0} de {3} fue construido por {1} hace mucho tiempo. La obra se terminó en {2} tras muchos años. "
    "Los visitantes llegan a {3} cada verano para verlo. Nadie sabe cuánto costó a la ciudad entonces.",
    "ro": "{0} din {3} a fost construit de {1} cu mult timp în urmă. Lucrarea s-a încheiat în {2} după mulți ani. "
    "Vizitatorii vin la {3} în fiecare vară să vadă. Nimeni nu știe cât a costat orașul atunci.",
}
_WHO = {
    "en": "Who built the {0} in {3}?",
    "de": "Wer baute {0} in {3}?",
    "es": "¿Quién construyó {0} de {3}?",
    "ro": "Cine a construit {0} din {3}?",
}
_WHEN = {
    "en": "When was the work on the {0} finished?",
    "de": "Wann wurde die Arbeit an {0} beendet?",
    "es": "¿Cuándo se terminó la obra de {0}?",
    "ro": "Când s-a încheiat lucrarea la {0}?",
}


def _asked(name: str, questions: Mapping[str, str], text: str, answer: str) -> Asked:
    start = text.index(answer)
    return Asked(name, questions, (Span(start, start + len(answer)),))


def _corpus(sources: list[Source]) -> Corpus:
    """The sources with every passage of the others near to each question."""
    places = [
        (number, node.metadata["start"], node.metadata["end"])
        for number, source in enumerate(sources)
        for node in split_passages(source.article)
    ]
    return Corpus(sources, {a.id: np.array(places[::-1], np.int64) for s in sources for a in s.asked})


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """Articles in Bokmål, as NorQuAD's."""
    return [
        Source(
            Article(f"news-{number}", text),
            "nb",
            tuple(_asked(f"{number}-{i}", {"nb": q}, text, a) for i, (q, a) in enumerate(asked.items())),
        )
        for number, (text, asked) in enumerate(_NEWS)
    ]


@pytest.fixture(scope="session")
def corpora(sources: list[Source]) -> dict[str, Corpus]:
    """Corpora in Bokmål and in XQuAD's languages."""
    found = {"nb": _corpus(sources)}
    for language in XQUAD_LANGUAGES:
        made = []
        for number, facts in enumerate(_BUILT):
            text = _TOLD[language].format(*facts) + "\n"
            who, when = ({name: form.format(*facts) for name, form in forms.items()} for forms in (_WHO, _WHEN))
            asked = (_asked(f"{number}-who", who, text, facts[1]), _asked(f"{number}-when", when, text, facts[2]))
            made.append(Source(Article(f"{language}-{number}", text), language, asked))
        found[language] = _corpus(made)
    return found


@pytest.fixture(scope="session")
def written(sources: list[Source]) -> Corpus:
    """Questions about the same articles as somebody wrote them, half of which these do not answer."""
    asked = [
        _asked("w-0", {"nn": "Kven styrer reiarlaget no?"}, _NEWS[0][0], "Kari Lie"),
        _asked("w-1", {"en": "Which town was hit by the storm?"}, _NEWS[1][0], "Bergen"),
        Asked("w-2", {"nb": "Hvor mange har båten plass til?"}, (), _sentence(_NEWS[0][0], "Ferja mellom")),
        Asked("w-3", {"en": "Who sold the museum?"}, (), _sentence(_NEWS[2][0], "Direktør")),
    ]
    of = [[asked[0], asked[2]], [asked[1]], [asked[3]]]
    return _corpus([replace(s, asked=tuple(a)) for s, a in zip(sources, of, strict=True)])


def _sentence(text: str, begins: str) -> Span:
    return Span(text.index(begins), text.index(". ", text.index(begins)) + 1)


@pytest.fixture(scope="session")
def encoder_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encoder of two narrow layers, drawn at random, for the bundled tokenizer."""
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    config = BertConfig(
        vocab_size=_WORDS,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        weights = BertModel(config, add_pooling_layer=False).state_dict()
    config.save_pretrained(folder)
    save_file({name: weight.contiguous() for name, weight in weights.items()}, folder / "model.safetensors")
    return folder
