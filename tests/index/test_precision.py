"""The number format is chosen by how fast it is here, not by what the processor claims."""

import time
from collections.abc import Callable

import pytest
import torch
from torch import nn

from index.precision import fastest_precision, in_precision


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., torch.dtype]:
    """Chooses where products in fp32 and bf16 take so many milliseconds, in the order they are made."""

    def choose(fp32: list[int], bf16: list[int]) -> torch.dtype:
        pauses = {torch.float32: iter(fp32 * 10), torch.bfloat16: iter(bf16 * 10)}
        monkeypatch.setattr(torch.nn.functional, "linear", lambda x, w: time.sleep(next(pauses[x.dtype]) / 1e3))
        return fastest_precision.__wrapped__()

    return choose


def test_bf16_is_chosen_where_it_is_much_faster(chosen: Callable[..., torch.dtype]) -> None:
    assert chosen(fp32=[30], bf16=[10]) == torch.bfloat16


def test_fp32_is_chosen_where_it_is_faster(chosen: Callable[..., torch.dtype]) -> None:
    assert chosen(fp32=[10], bf16=[30]) == torch.float32


def test_fp32_is_chosen_where_bf16_gains_too_little_for_its_rounding(chosen: Callable[..., torch.dtype]) -> None:
    assert chosen(fp32=[24], bf16=[20]) == torch.float32


def test_slow_moments_do_not_decide(chosen: Callable[..., torch.dtype]) -> None:
    assert chosen(fp32=[30], bf16=[90, 10, 90, 90, 90]) == torch.bfloat16


def test_it_is_tried_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    first = fastest_precision()
    monkeypatch.setattr(torch.nn.functional, "linear", lambda x, w: pytest.fail("tried again"))
    assert fastest_precision() is first


class Block(nn.Module):
    """A layer with a residual, as the encoder has them."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(8, 8)
        self.norm = nn.LayerNorm(8)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return what comes of `x`."""
        normed: torch.Tensor = self.norm(x + self.inner(x))
        return normed


@pytest.mark.parametrize(("precision", "off"), [(torch.float32, 0.0), (torch.bfloat16, 0.02)])
def test_only_the_products_of_a_network_are_in_the_precision(precision: torch.dtype, off: float) -> None:
    torch.manual_seed(0)
    network, given = nn.Sequential(Block(), Block()), torch.randn(3, 8)
    expected = network(given)
    in_precision(network, precision)
    assert [p.dtype for p in network.parameters()] == [precision, precision, torch.float32, torch.float32] * 2
    assert network(given).dtype == torch.float32
    torch.testing.assert_close(network(given), expected, atol=off, rtol=0)
