"""The page itself: our HTML with its texts inside, in the browser's language from the first moment."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import cast, get_args

from assistant.answer import Language, Mode
from ui.texts import TEXTS

PAGE_HEADERS = {
    # Nothing from elsewhere and nothing inline: were a script ever to slip into the page, it would not run.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_NEIGHBOURS: dict[str, Language] = {"no": "nb", "da": "nb", "sv": "nb"}


def preferred_language(accept_language: str, default: Language) -> Language:
    """Return the interface language that suits a browser's Accept-Language header.

    A browser that names languages, but none of ours, gets English; one that names none gets the default.
    """
    wanted = sorted(_ranked(accept_language), key=lambda pair: -pair[1])
    for tag, _ in wanted:
        primary = tag.split("-")[0].lower()
        if primary in get_args(Language):
            return cast(Language, primary)
        if primary in _NEIGHBOURS:
            return _NEIGHBOURS[primary]
    return "en" if wanted else default


def render_page(language: Language, mode: Mode, modes: Sequence[Mode]) -> str:
    """Return the page's HTML, told which language to start in, how answers are made and how they can be."""
    texts = {code: asdict(texts) for code, texts in TEXTS.items()}
    boot = {"language": language, "mode": mode, "modes": modes, "texts": texts}
    # `<` is all that could end the element that the JSON stands in.
    data = json.dumps(boot, ensure_ascii=False).replace("<", "\\u003c")
    return _template().replace("{{language}}", language).replace("{{boot}}", data)


@cache
def _template() -> str:
    return (Path(__file__).parent / "static" / "page.html").read_text(encoding="utf-8")


def _ranked(accept_language: str) -> list[tuple[str, float]]:
    ranked = []
    for item in accept_language.split(","):
        tag, _, quality = item.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        if tag and tag != "*" and weight > 0:
            ranked.append((tag, weight))
    return ranked
