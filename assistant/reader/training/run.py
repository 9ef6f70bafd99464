"""A training run as it goes on from step to step, and how it is kept, so that it can go on after a stop."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

from assistant.reader.span_inputs import Inputs
from assistant.reader.span_model import SpanModel
from assistant.reader.training.examples import Example
from assistant.reader.training.network import Noise, begun, loss_of
from assistant.reader.training.recipe import Recipe
from index.errors import InputError, reason_of

_WEIGHT_DECAY = 0.01  # as BERT's, and like there not of biases and layer norms; nor of the heads
_BETAS = (0.9, 0.98)  # RoBERTa's (Liu et al. 2019): steadier than 0.999 where rates are high
_MAX_GRADIENT = 1.0
_MAX_WARM_STEPS = 300


class Schedule(Protocol):
    """What of a recipe, a dataclass, any run is made with."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def steps(self) -> int: ...
    @property
    def rate(self) -> float: ...
    @property
    def head_rate(self) -> float: ...
    @property
    def ema(self) -> float: ...


Network = TypeVar("Network", bound=nn.Module)


class TrainingRun(Generic[Network]):
    """A network of an encoder and heads, the average of its weights over the steps, and the optimizer.

    `step` steps are done.
    """

    def __init__(self, model: Network, noise: Noise, recipe: Schedule) -> None:
        """Begin with the network, whose dropout is the noise."""
        self.step = 0
        self._recipe = recipe
        self._noise = noise
        self._model = model
        self._trained: dict[str, Tensor] = {n: p for n, p in self._model.named_parameters() if p.requires_grad}
        self._average = {name: weight.detach().clone() for name, weight in self._trained.items()}
        self._optimizer = torch.optim.AdamW(self._groups(), betas=_BETAS, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._share_of_rate)

    def _groups(self) -> list[dict[str, Any]]:
        heads = [w for name, w in self._trained.items() if not name.startswith("encoder")]
        body = [w for name, w in self._trained.items() if name.startswith("encoder")]
        return [
            {"params": heads, "lr": self._recipe.head_rate, "weight_decay": 0.0},
            {"params": [w for w in body if w.ndim > 1], "lr": self._recipe.rate, "weight_decay": _WEIGHT_DECAY},
            {"params": [w for w in body if w.ndim <= 1], "lr": self._recipe.rate, "weight_decay": 0.0},
        ]

    def _share_of_rate(self, step: int) -> float:
        """Rates rise over the first tenth of the steps, while they fall to nothing over all of them."""
        steps = self._recipe.steps
        warm = max(1, min(_MAX_WARM_STEPS, steps // 10))
        return min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / steps)

    def take_step(self, loss_of: Callable[[Network], tuple[Tensor, dict[str, float]]]) -> dict[str, float]:
        """Take a step against a loss, and return the parts of it."""
        self._model.train()
        loss, parts = loss_of(self._model)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._trained.values(), _MAX_GRADIENT)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._schedule.step()
        self.step += 1
        # Early on, an average over few steps: the first weights are no better than chance.
        decay = min(self._recipe.ema, (self.step + 1) / (self.step + 10))
        mix = get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
        mix(list(self._average.values()), [weight.detach() for weight in self._trained.values()], 0)
        return parts

    @contextmanager
    def averaged(self) -> Iterator[Network]:
        """Lend the network with the average of its weights, ready to read."""
        current = {name: weight.detach().clone() for name, weight in self._trained.items()}
        _put(self._average, self._trained)
        try:
            yield self._model.eval()
        finally:
            _put(current, self._trained)

    def save_average(self, path: Path) -> None:
        """Write the average of the weights, by their names in the network: what is published."""
        _save({name: weight.cpu() for name, weight in self._average.items()}, path)

    def save(self, path: Path) -> None:
        """Write what the run needs to go on as if it had not stopped; the batches so far are drawn anew instead."""
        state = {
            "recipe": asdict(self._recipe),
            "step": self.step,
            "weights": {name: weight.detach() for name, weight in self._trained.items()},
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "dropout": self._noise.chance.getstate(),
        }
        _save(state, path)

    def resume(self, path: Path) -> None:
        """Go on from what `save` wrote.

        Raises:
            InputError: the file cannot be read, or is of a run with another recipe.
        """
        try:
            state = torch.load(path, weights_only=True, map_location="cpu")
            begun = state["recipe"]
        except (OSError, RuntimeError, EOFError, KeyError, pickle.UnpicklingError) as error:
            raise InputError(
                f"{path}: no checkpoint of this program ({reason_of(error)}); remove it to begin anew"
            ) from None
        wanted = asdict(self._recipe)
        if other := [name for name in wanted if begun.get(name) != wanted[name]]:
            options = ", ".join(f"--{name.replace('_', '-')} {begun.get(name)}" for name in other)
            raise InputError(f"{path}: the run was begun with {options}; give the same, or another --out")
        self.step = state["step"]
        _put(state["weights"], self._trained)
        _put(state["average"], self._average)
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        self._noise.chance.setstate(state["dropout"])


class Run(TrainingRun[SpanModel]):
    """A run of the span reader's network."""

    def __init__(self, folder: Path, recipe: Recipe, device: torch.device) -> None:
        """Begin as the recipe has it; `folder` is the encoder's.

        Raises:
            InputError: it begins with a file that holds no such weights.
        """
        noise = Noise(recipe.dropout, recipe.seed)
        super().__init__(begun(recipe.begin, folder, noise, device), noise, recipe)

    def learn(self, inputs: Inputs, examples: Sequence[Example]) -> dict[str, float]:
        """Take a step on a batch, and return the parts of its loss."""
        return self.take_step(lambda model: loss_of(model, inputs, examples))


@torch.no_grad()
def _put(new: dict[str, Tensor], into: dict[str, Tensor]) -> None:
    for name, weight in into.items():
        weight.copy_(new[name])


def _save(content: object, path: Path) -> None:
    """Write a file that is either whole or not there."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)
