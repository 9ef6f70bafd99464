"""Questions that the page offers before any is asked, in Bokmål, Nynorsk and English."""

from collections.abc import Mapping

from assistant.answer import Language

EXAMPLES: Mapping[Language, tuple[str, ...]] = {
    "nb": ("Hva handler artikkelen om?", "Oppsummer artikkelen", "Hva kan du?"),
    "nn": ("Kva handlar artikkelen om?", "Oppsummer artikkelen", "Kva kan du?"),
    "en": ("What is the article about?", "Summarise the article", "What can you do?"),
}
"""Questions that fit any article."""

SEED_ARTICLE = "000_6c5014cf17e20e50"
SEED_EXAMPLES: Mapping[Language, tuple[str, ...]] = {
    "nb": (
        "Hvor mange er evakuert fra området?",
        "Hvem skal hjelpe til med å overholde våpenhvilen?",
        "Hva sier Huitfeldt om en militær løsning?",
        "Hva handler artikkelen om?",
    ),
    "nn": (
        "Kor mange er evakuerte frå området?",
        "Kven skal hjelpe til med å halde våpenkvila?",
        "Kva seier Huitfeldt om ei militær løysing?",
        "Kva handlar artikkelen om?",
    ),
    "en": (
        "How many people have been evacuated?",
        "Who will help to uphold the ceasefire?",
        "What does Huitfeldt say about a military solution?",
        "What is the article about?",
    ),
}
"""Questions to the article that a fresh install indexes."""


def examples(article_ids: list[str]) -> Mapping[Language, tuple[str, ...]]:
    """Return example questions for a library: the seed article's own where it is the only one."""
    return SEED_EXAMPLES if article_ids == [SEED_ARTICLE] else EXAMPLES
