"""The bare models: the very calls that Kildevis makes of them, to be made again with nothing around them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from assistant.reader.span_model import SpanModel


@dataclass(frozen=True)
class Call:
    """One call of `SentenceTransformer.encode` or of the span model's `forward`."""

    method: Callable[..., Any]
    inputs: tuple[Any, ...]
    options: dict[str, Any]

    def again(self) -> None:
        """Make the call again."""
        with torch.inference_mode():
            self.method(*self.inputs, **self.options)


@contextmanager
def recorded(encoder: "SentenceTransformer", network: "SpanModel | None" = None) -> Iterator[list[Call]]:
    """Note each call of `encoder.encode` and `network.forward` in the list that this yields."""
    calls: list[Call] = []

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*inputs: Any, **options: Any) -> Any:
            calls.append(Call(method, inputs, options))
            return method(*inputs, **options)

        return noted

    encoder.encode = noting(encoder.encode)  # type: ignore[method-assign]
    if network:
        network.forward = noting(network.forward)  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        del encoder.encode  # what stood in the instance goes; the class's own is back
        if network:
            del network.forward
