"""Is the language model there? What `kildevis settings --check` says of it, in one line."""

from contextlib import closing
from time import perf_counter

from assistant.settings import Settings
from assistant.writer.failure import Reason, WriterError
from assistant.writer.opening import LanguageModel, open_model
from assistant.writer.prompt import completion
from index.errors import InputError, KildevisError

_MOST_LISTED = 10  # names that fit a line; some clouds list hundreds
_WORD_TOKENS = 200  # enough for a model that thinks aloud before its first word
_MENDED_BY_SETTINGS: dict[Reason, str] = {
    "unreachable": "nothing answers at {url}; start the server, or set KILDEVIS_LLM_URL to where it is",
    "refused_key": "the server at {url} refuses the key; check KILDEVIS_LLM_KEY or KILDEVIS_LLM_KEY_FILE",
    "broken": "what answers at {url} does not speak the OpenAI protocol; check KILDEVIS_LLM_URL (most end in /v1)",
}
_NOT_FOUND = 404
_UNKNOWN = (
    "the server at {url} knows no such address or no model {name!r}; check KILDEVIS_LLM_URL (most end in /v1) and "
    "KILDEVIS_LLM_MODEL"
)
_MENDED_ELSEWHERE: dict[Reason, str] = {
    "timeout": "the model {name!r} {where} says nothing within {timeout:g} s; try again, or raise KILDEVIS_LLM_TIMEOUT",
    "busy": "the server at {url} takes no more questions just now; try again later, or check your quota there",
    "server_error": "the server at {url} reports an error of its own with the model {name!r}; its log says more",
    "empty": "the model {name!r} {where} answers without a word; try another with KILDEVIS_LLM_MODEL",
}
_LOCAL_BROKEN = "the model {name!r} {where} fails; run: pip install --force-reinstall 'kildevis[writer]'"


def reach(settings: Settings) -> str:
    """Ask the language model for a word, and return a line on what was found.

    Raises:
        InputError: the settings are what must be mended: no model is named, it is not there, the key is refused.
        KildevisError: the model is there and fails.
    """
    model, _ = open_model(settings)
    start = perf_counter()
    try:
        listed = model.models()
        missing = bool(listed) and not _holds(listed or (), model.name)
        try:
            _first_word(model, settings.writes_locally)
        except WriterError:
            if missing:
                raise InputError(
                    f"the server {model.where} has no model {model.name!r}; it lists {_names(listed or ())}; set "
                    f"KILDEVIS_LLM_MODEL to one of them"
                ) from None
            raise
    except WriterError as error:
        said = {
            "url": settings.llm_url,
            "where": model.where,
            "name": model.name,
            "timeout": settings.llm_timeout,
        }
        if settings.writes_locally and error.reason == "broken":
            raise KildevisError(_LOCAL_BROKEN.format(**said)) from None
        if getattr(error.__cause__, "status_code", None) == _NOT_FOUND:
            raise InputError(_UNKNOWN.format(**said)) from None
        if error.reason in _MENDED_BY_SETTINGS:
            raise InputError(_MENDED_BY_SETTINGS[error.reason].format(**said)) from None
        raise KildevisError(_MENDED_ELSEWHERE[error.reason].format(**said)) from None
    found = f"the model {model.name!r} {model.where} answers, after {perf_counter() - start:.1f} s"
    if settings.writes_locally:
        return found
    if missing:  # llama.cpp's server answers to any name
        return f"{found}; the server does not list it, but {_names(listed or ())}"
    return found + (f"; listed there: {_names(listed)}" if listed else "; the server lists no models")


def _first_word(model: LanguageModel, locally: bool) -> None:
    from llama_index.core.llms import ChatMessage, MessageRole

    asked = [ChatMessage(role=MessageRole.USER, content="Svar med ett ord: ja")]
    if locally:  # one that completes a text follows no instruction
        asked = completion("Hvem er smed?", "nb", ["Kari er smed i Lom."], "Kari")
    with closing(model.stream(asked, _WORD_TOKENS)) as words:
        next(filter(None, words))


def _holds(listed: tuple[str, ...], name: str) -> bool:
    return name in listed or f"{name}:latest" in listed  # Ollama's way


def _names(listed: tuple[str, ...]) -> str:
    more = len(listed) - _MOST_LISTED
    return ", ".join(listed[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
