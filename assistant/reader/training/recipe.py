"""What a training run is made with: every number that the result depends on."""

from dataclasses import dataclass, field
from typing import Any

from index.errors import InputError


def _number(default: float | str, why: str) -> Any:
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True)
class Recipe:
    """The numbers of a run, with what speaks for each; the command has an option for every one of them."""

    begin: str = _number(
        "encoder", "what is taught: encoder, first (the reader's first step), reader, or an average.pt"
    )
    steps: int = _number(1000, "batches learnt from; the rates fall to nothing over them")
    rate: float = _number(2e-4, "learning rate of the encoder at its highest")
    head_rate: float = _number(1e-3, "that of the heads, which start from nothing")
    dropout: float = _number(0.1, "share of activations left out, as in BERT's pretraining (Devlin et al. 2019)")
    written: float = _number(0.0, "share of questions written by hand among those that are no clozes")
    across: float = _number(0.25, "share of XQuAD's examples among the others; the rest are NorQuAD's")
    answerable: float = _number(0.62, "share of draws whose window shall hold the answer; more of these find one")
    made: float = _number(0.5, "share of made near misses among windows without the answer; the rest was retrieved")
    clozes: float = _number(0.9, "share of clozes in the first --cloze-steps, which teach what a span is")
    cloze_steps: int = _number(80, "steps after which real questions take over")
    clozes_after: float = _number(0.05, "share of clozes from then on, for their many more texts")
    statements: float = _number(0.1, "share of yes-or-no questions, which the data sets lack and people ask")
    ema: float = _number(0.998, "decay of the average of weights, which is what is kept: some 500 steps' worth")
    seed: int = _number(0, "of everything drawn: examples and dropout")
    everything: bool = field(
        default=False, metadata={"why": "learn from the tuning articles too; the figures of nb then tell nothing"}
    )

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            InputError: a share or a decay is not from 0 to 1, or there is no step.
        """
        for name in (
            "dropout",
            "written",
            "across",
            "answerable",
            "made",
            "clozes",
            "clozes_after",
            "statements",
            "ema",
        ):
            share = getattr(self, name)
            if not 0 <= share <= 1 or (name == "dropout" and share == 1):
                raise InputError(f"--{name.replace('_', '-')} {share}: give a share from 0 to 1")
        if self.steps < 1:
            raise InputError(f"--steps {self.steps}: give a number from 1 on")

    def clozes_at(self, step: int) -> float:
        """Return the share of clozes in a pool of batches, the first of which is taken at the step."""
        return self.clozes if step < self.cloze_steps else self.clozes_after
