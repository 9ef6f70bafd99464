"""How an answer came about: what each leg of retrieval found, and what would have been said with no threshold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answer import Answer

LEGS = ("dense", "lexical", "fused", "reranked")


@dataclass(frozen=True)
class Trace:
    """An answer and the way to it.

    `attempt` is the answer that would have been given had nothing been too uncertain to say; it is `answer` unless that
    abstains. `legs` holds passage ids, best first: of the passages near in meaning (`dense`), of those that share words
    (`lexical`), of both (`fused`), and those of the fused ones that were read, by what the reader found in them
    (`reranked`). It is empty where the question was answered without retrieval.
    """

    answer: Answer
    attempt: Answer
    legs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: Answer) -> "Trace":
        """Return the trace of an answer that nothing was retrieved for."""
        return cls(answer, answer)
