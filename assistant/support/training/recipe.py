"""What a training run of the support network is made with: every number that the result depends on."""

from dataclasses import dataclass, field
from typing import Any

from index.errors import InputError


def _number(default: float, why: str) -> Any:
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True)
class SupportRecipe:
    """The numbers of a run, with what speaks for each; the command has an option for every one of them."""

    steps: int = _number(1500, "batches learnt from; the rates fall to nothing over them")
    batch: int = _number(24, "pairs in a batch")
    rate: float = _number(2e-4, "learning rate of the encoder at its highest")
    head_rate: float = _number(1e-3, "that of the heads, which start from nothing")
    dropout: float = _number(0.1, "share of activations left out, as in BERT's pretraining (Devlin et al. 2019)")
    hand: float = _number(0.6, "share of claims written by hand; the others are made of the articles' sentences")
    hand_from: float = _number(0.2, "share of the steps after which these come in, when what is made is learnt")
    across: float = _number(
        0.5, "share of XQuAD's passages, of which the claim is in another language, among the others"
    )
    ema: float = _number(0.995, "decay of the average of weights, which is what is kept")
    seed: int = _number(0, "of everything drawn: pairs and dropout")

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            InputError: a share or a decay is not from 0 to 1, or there is no step or no pair.
        """
        for name in ("dropout", "hand", "hand_from", "across", "ema"):
            share = getattr(self, name)
            if not 0 <= share <= 1 or (name == "dropout" and share == 1):
                raise InputError(f"--{name.replace('_', '-')} {share}: give a share from 0 to 1")
        for name in ("steps", "batch"):
            if getattr(self, name) < 1:
                raise InputError(f"--{name} {getattr(self, name)}: give a number from 1 on")
