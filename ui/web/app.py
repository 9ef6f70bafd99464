"""The web chat's routes: the page, the articles, questions, feedback and the conversation as a file."""

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast, get_args

import gradio
from fastapi import Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.answer import Language, Mode, Turn
from assistant.settings import Settings
from index.errors import InputError, KildevisError
from ui.examples import examples
from ui.texts import TEXTS
from ui.web.access import LOOPBACK_NAMES, Gate, SameOriginOnly, is_loopback
from ui.web.answer_view import answer_view
from ui.web.article_view import article_view
from ui.web.checking import check_text
from ui.web.export import Exchange, markdown
from ui.web.feedback import Feedback, append
from ui.web.opening import Opening
from ui.web.page import PAGE_HEADERS, preferred_language, render_page

STATIC = Path(__file__).parent / "static"
HISTORY_MESSAGES = 20  # of the conversation that go along with a question


class Conversation(BaseModel):
    """What the page sends to have it back as Markdown."""

    language: Language
    exchanges: list[Exchange]


def build_app(settings: Settings, opening: Opening, *, public: bool) -> gradio.Server:
    """Return Gradio's server with our routes on it; `app.state.gate` tells who may come in.

    The conversation lives in the page and comes along with each question, so no user can see another's.
    """
    app = gradio.Server(title="Kildevis", docs_url=None, redoc_url=None, openapi_url=None)
    gate = app.state.gate = Gate(settings)
    modes: list[Mode] = ["quote", "write"] if settings.can_write else ["quote"]
    inside = [Depends(gate.check)]
    app.add_middleware(SameOriginOnly)
    if is_loopback(settings.host) and not public:
        # A website whose name is made to point at 127.0.0.1 must not read the articles.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK_NAMES, settings.host])
    app.mount("/page", StaticFiles(directory=STATIC))

    @app.api_route("/", methods=["GET", "HEAD"], dependencies=inside)
    def page(request: Request) -> HTMLResponse:
        language = preferred_language(request.headers.get("accept-language", ""), settings.language)
        return HTMLResponse(render_page(language, settings.mode, modes), headers=PAGE_HEADERS)

    @app.get("/status", dependencies=inside)
    def status() -> dict[str, Any]:
        return vars(opening.status)

    @app.get("/articles", dependencies=inside)
    def articles() -> dict[str, Any]:
        found = opening.assistant().library.articles()
        return {
            "articles": [{"id": article.id, "title": article.title} for article in found],
            "examples": examples([article.id for article in found]),
        }

    @app.get("/articles/{article_id}", dependencies=inside)
    def article(article_id: str) -> dict[str, Any]:
        try:
            return article_view(opening.assistant().library.article(article_id))
        except InputError as error:
            raise HTTPException(404, str(error)) from None

    @app.post("/feedback", status_code=204, dependencies=inside)
    def feedback(given: Feedback) -> None:
        append(settings.data / "feedback.jsonl", given)

    @app.post("/conversation.md", dependencies=inside)
    def conversation(given: Conversation) -> Response:
        text = markdown(given.exchanges, TEXTS[given.language])
        return Response(text, media_type="text/markdown; charset=utf-8")

    def ask(
        question: str, history: list[dict[str, str]], language: str, mode: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """Answer a question about the articles; each value is the answer as far as it has come."""
        _demand("language", language, TEXTS)
        _demand("mode", mode, (None, *get_args(Mode)))
        with _told_in_a_line():
            answers = opening.assistant().stream(
                question,
                _turns(history),
                mode=cast(Mode | None, mode),
                interface_language=cast(Language, language),
            )
            with closing(answers):  # at the user's Stop, which stops the language model as well
                for answer in answers:
                    yield answer_view(answer)

    def check(text: str, language: str) -> Iterator[dict[str, Any]]:
        """Hold each sentence of a text against the articles; each value has the verdicts as far as they have come."""
        _demand("language", language, TEXTS)
        with _told_in_a_line():
            yield from check_text(opening.assistant(), text, cast(Language, language))

    # Quoting keeps every core busy, so two at once would both be slower; writing mostly waits for the language model.
    app.api(ask, name="ask", concurrency_limit=4 if "write" in modes else 1)
    app.api(check, name="check", concurrency_limit=1)
    return app


def _turns(history: list[dict[str, str]]) -> list[Turn]:
    for turn in history:
        if turn.get("role") not in ("user", "assistant") or not isinstance(turn.get("content"), str):
            raise InputError('history: each message is {"role": "user" or "assistant", "content": text}')
    return cast(list[Turn], history[-HISTORY_MESSAGES:])


def _demand(name: str, value: str | None, choices: Collection[str | None]) -> None:
    if value not in choices:
        raise gradio.Error(f"{name} {value!r}: choose one of {', '.join(filter(None, choices))}", print_exception=False)


@contextmanager
def _told_in_a_line() -> Iterator[None]:
    try:
        yield
    except KildevisError as error:
        raise gradio.Error(str(error), print_exception=False) from None
