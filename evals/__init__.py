"""How good are the answers, and compared with what?

from evals import evaluate
print(evaluate().figures["answer.correct"].value)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evals.evaluation import Evaluation, Options
    from evals.figures import Figure
    from evals.running import evaluate

_HOMES = {
    "Evaluation": "evals.evaluation",
    "Figure": "evals.figures",
    "Options": "evals.evaluation",
    "evaluate": "evals.running",
}
__all__ = ["Evaluation", "Figure", "Options", "evaluate"]


def __getattr__(name: str) -> Any:
    # Imported at first use: listing the runs must not load LlamaIndex.
    if name not in _HOMES:
        raise AttributeError(f"module 'evals' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
