"""The bare model: the very calls that Kildevis makes of it, to be made again with nothing around them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


@dataclass(frozen=True)
class Call:
    """One call of `SentenceTransformer.encode`."""

    encode: Callable[..., Any]
    inputs: Any
    options: dict[str, Any]

    def again(self) -> None:
        """Make the call again."""
        self.encode(self.inputs, **self.options)


@contextmanager
def recorded(model: "SentenceTransformer") -> Iterator[list[Call]]:
    """Note each call of `model.encode` in the list that this yields."""
    encode: Callable[..., Any] = model.encode
    calls: list[Call] = []

    def noting(inputs: Any, **options: Any) -> Any:
        calls.append(Call(encode, inputs, options))
        return encode(inputs, **options)

    model.encode = noting  # type: ignore[method-assign, assignment]
    try:
        yield calls
    finally:
        del model.encode  # what stood in the instance goes; the class's own is back
