"""A language model's opinion of the answers, by LlamaIndex's evaluators. Switched on with `--judge`, never needed.

It says something else than the other figures: whether a model finds the answer borne out by its quotations
(`judge.faithful`), and as good as the gold (`judge.correct`). In quote mode the first should be near 1, and tells as
much about the model as about the answers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator
from llama_index.core.llms import LLM

from assistant.settings import Settings
from evals.rows import Row, Share
from index.encoder import Progress
from index.errors import InputError

_YES_OR_NO = re.compile(r"\b(?:yes|no)\b", re.IGNORECASE)
_MARK = re.compile(r"\s*[1-5](?:\.\d+)?\b")
_GOOD = 4.0  # of 5: LlamaIndex's own threshold for a correct answer


def connect(settings: Settings) -> LLM:
    """Return the language model that the settings name, after one short call that shows that it answers.

    Raises:
        InputError: none is named, or it does not answer; the message says what to set.
    """
    if not settings.llm_url or not settings.llm_model:
        raise InputError("--judge wants a language model: set KILDEVIS_LLM_URL and KILDEVIS_LLM_MODEL")
    from llama_index.llms.openai_like import OpenAILike

    key = settings.key()
    model = OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_url,
        api_key=key or "none",
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.llm_timeout,
        max_retries=0,
    )
    try:
        model.complete("Svar med ett ord: ja", max_tokens=4)
    except Exception as error:  # the client raises a dozen kinds for an endpoint that is not there or not itself
        # Some servers repeat the key that they do not know.
        said = (str(error).replace(key, "[key]") if key else str(error)).strip()
        reason = (said or type(error).__name__).splitlines()[0][:200]
        raise InputError(
            f"the language model {settings.llm_model!r} at {settings.llm_url} does not answer ({reason}); "
            f"check KILDEVIS_LLM_URL, KILDEVIS_LLM_MODEL and KILDEVIS_LLM_KEY"
        ) from None
    return model


def judged(rows: Sequence[Row], model: LLM, progress: Progress) -> list[Row]:
    """Return the rows with the model's shares of `judge.faithful` and `judge.correct`.

    Only what was answered, and had an answer, is judged; a question that the model fails on, or gives no mark for, is
    left unjudged.
    """
    faithful = FaithfulnessEvaluator(llm=model)
    correct = CorrectnessEvaluator(llm=model, score_threshold=_GOOD, parser_function=_mark)
    result = []
    for number, row in enumerate(rows, start=1):
        shares: dict[str, Share] = {}
        if row.question.answerable and row.answer.citations:
            quotes = [citation.quote for citation in row.answer.citations]
            given = {"query": row.question.question, "response": " ".join(quotes)}
            reference = " ".join([*row.question.answers, *(evidence.text for evidence in row.question.evidence)])
            shares |= _share("judge.faithful", faithful, contexts=quotes, **given)
            shares |= _share("judge.correct", correct, reference=reference, **given)
        result.append(replace(row, shares={**row.shares, **shares}))
        progress("judge", number / len(rows))
    return result


def _share(name: str, evaluator: FaithfulnessEvaluator | CorrectnessEvaluator, **given: Any) -> dict[str, Share]:
    try:
        result = evaluator.evaluate(**given)
    except Exception:  # whatever one reply breaks, the other questions can still be judged
        return {}
    # With LlamaIndex, whatever does not say yes has said no.
    if isinstance(evaluator, FaithfulnessEvaluator) and not _YES_OR_NO.search(result.feedback or ""):
        return {}
    return {} if result.passing is None else {name: (float(result.passing), 1.0)}


def _mark(reply: str) -> tuple[float | None, str | None]:
    """The mark that the reply begins with; LlamaIndex's own parser wants a line after it."""
    found = _MARK.match(reply)
    return (float(found.group()), reply[found.end() :].strip()) if found else (None, None)
