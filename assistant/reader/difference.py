"""A network's weights as a small file: what they add to the bundled encoder's, which every user has in the cache.

A fine-tuned weight lies close to the one it started from, so that the difference bears far coarser numbers than the
weight would: each group of neighbours in a row shares one scale, and a weight keeps one of a few levels of it.

Sources: BitDelta (Liu et al. 2024, arXiv:2402.10193), which keeps a difference's sign and a scale for each matrix;
Ternary Weight Networks (Li et al. 2016, arXiv:1605.04711), whose approximate threshold is found exactly here.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import torch as safetensors_torch
from torch import Tensor

from index import bundled_model
from index.errors import KildevisError

Kind = Literal["1 bit", "ternary", "2 bit", "4 bit", "whole"]

DEFAULT: Kind = "2 bit"  # what travels: of the sizes that may, the one that measures best (MODEL_CARD.md)
FORMAT = 1  # raise when the file's layout changes, so that an older program refuses it
GROUP = 64  # weights that share a scale: its 16 bits cost a quarter of a bit each

_MIN_COLUMNS = 384  # the encoder's width: narrower matrices are so small that they are kept whole,
_MIN_WEIGHTS = 1024  # and so are those of one or two rows, which every token has a part in
_METADATA = "kildevis"
_TINY = 1e-30  # in place of a divisor that may be zero
_SEARCHED = torch.linspace(0.4, 1.0, 13)  # scales tried for many levels, as shares of the one that clips nothing


@dataclass(frozen=True)
class Grid:
    """Evenly spaced levels, one apart and as many above zero as below, whose codes count up from the lowest.

    Codes are the digits of a byte to the base `levels`, the first one the lowest: five ternary ones, as 3^5 <= 256.
    """

    levels: int
    per_byte: int

    @property
    def top(self) -> float:
        """The highest level; the lowest is its negative, and a code stands for the level `code - top`."""
        return (self.levels - 1) / 2

    @cached_property
    def _table(self) -> NDArray[np.float32]:
        """Every byte's levels, of shape (256, per_byte)."""
        places = self.levels ** np.arange(self.per_byte)
        return (np.arange(256)[:, None] // places % self.levels - self.top).astype(np.float32)

    def pack(self, codes: Tensor) -> Tensor:
        """Return the bytes of shape (ceil(n / per_byte),) for n codes; what is over of the last byte is zero."""
        rest = -codes.numel() % self.per_byte
        digits = torch.nn.functional.pad(codes.flatten().long(), (0, rest)).view(-1, self.per_byte)
        return (digits * self.levels ** torch.arange(self.per_byte)).sum(1).to(torch.uint8)

    def unpack(self, packed: Tensor, count: int) -> NDArray[np.float32]:
        """Return the levels, of shape (count,), of the first `count` codes."""
        return self._table.take(packed.numpy(), 0).reshape(-1)[:count]

    def nearest(self, differences: Tensor, scales: Tensor) -> Tensor:
        """Return the codes nearest to (groups, group) differences, given scales of shape (groups, 1)."""
        # A scale of zero makes every level zero, so that any code will do but not the NaN of 0 / 0.
        return (differences / scales.clamp_min(_TINY) + self.top).round().clamp(0, 2 * self.top)


GRIDS: dict[Kind, Grid] = {"1 bit": Grid(2, 8), "ternary": Grid(3, 5), "2 bit": Grid(4, 4), "4 bit": Grid(16, 2)}


@dataclass(frozen=True)
class Difference:
    """Trained weights, as they are kept.

    Attributes:
        kind: how matrices are kept: on the grid of this name, or "whole", in fp16.
        group: weights along a row that share a scale.
        tensors: for a matrix of r rows and c columns on a grid `codes/NAME`, uint8 of shape
            (ceil(r * c / per_byte),), and `scales/NAME`, fp16 of shape (r, c / group); for any other `whole/NAME`,
            fp16 where it is a matrix of the kind "whole", else fp32.
    """

    kind: Kind
    group: int
    tensors: Mapping[str, Tensor]


def pack(
    base: Mapping[str, Tensor],
    trained: Mapping[str, Tensor],
    kind: Kind = DEFAULT,
    group: int = GROUP,
) -> Difference:
    """Return `trained` as its difference to `base`, with the least squared error that the kind allows.

    The scales are the best there are (rounded to fp16), except those of "4 bit", which are the best of thirteen.
    Vectors, narrow matrices, and what `base` lacks (the heads) are kept whole, in fp32.

    Args:
        base: the weights that training started from, under the same names; it may hold others too.
        trained: the weights that training changed; leave the frozen ones out.
        kind: how matrices are kept, but for narrow ones.
        group: weights along a row that share a scale; it must divide the number of columns.

    Raises:
        KildevisError: a weight has another shape in `base`, is not finite, or its rows do not fall into groups.
    """
    tensors = {}
    for name, tensor in trained.items():
        weights = tensor.detach().float().contiguous()
        if not weights.isfinite().all():
            raise KildevisError(f"{name} holds numbers that are not finite: the training diverged; train again")
        is_wide = name in base and weights.ndim == 2 and _is_large(weights.shape)
        if not is_wide or kind == "whole":
            tensors[f"whole/{name}"] = weights.to(torch.float16 if is_wide else torch.float32, copy=True)
            continue
        rows, columns = weights.shape
        if columns % group:
            raise KildevisError(f"groups of {group} do not divide the {columns} columns of {name}; choose a divisor")
        differences = (weights - _of_base(base, name, weights.shape)).reshape(-1, group)
        grid = GRIDS[kind]
        scales = _best_scales(differences.abs(), grid).half()
        tensors[f"codes/{name}"] = grid.pack(grid.nearest(differences, scales.float()))
        tensors[f"scales/{name}"] = scales.view(rows, -1)
    return Difference(kind, group, tensors)


def unpack(packed: Difference, base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the trained weights in fp32, under the names that were packed.

    Raises:
        KildevisError: a weight is missing from `base` or has another shape there: it is another model.
    """
    trained = {}
    for key, tensor in packed.tensors.items():
        part, name = key.split("/", 1)
        if part == "whole":
            trained[name] = tensor.to(torch.float32, copy=True)
        elif part == "scales":
            rows, groups = tensor.shape
            weights = _of_base(base, name, torch.Size((rows, groups * packed.group)))
            # NumPy, on one core: while a program keeps the cores busy, torch's threads wait for each other (1.1 s
            # in place of 0.02 s for the span reader).
            levels = GRIDS[packed.kind].unpack(packed.tensors[f"codes/{name}"], weights.numel())
            levels = levels.reshape(rows, groups, packed.group)
            levels *= tensor.float().numpy()[..., None]
            levels = levels.reshape(rows, -1)
            levels += weights.numpy()
            trained[name] = torch.from_numpy(levels)
    return trained


def describe(packed: Difference) -> dict[str, str | int]:
    """Return what a file of these weights says about itself, such as its kind and the number of weights."""
    sizes = {"codes": 0, "scales": packed.group, "whole": 1}
    return {
        "format": FORMAT,
        "kind": packed.kind,
        "group": packed.group,
        "weights": sum(sizes[key.split("/", 1)[0]] * tensor.numel() for key, tensor in packed.tensors.items()),
        "base": bundled_model.NAME,
        "base_sha256": bundled_model.WEIGHTS_SHA256,
    }


def save(path: Path, packed: Difference, metadata: Mapping[str, str]) -> str:
    """Write the weights as safetensors, the same bytes for the same weights, and return their SHA-256 in hex.

    Args:
        path: the file, replaced where there is one.
        packed: weights trained from the bundled model.
        metadata: further lines for the file, such as how it was trained, beside what `describe` returns.
    """
    described = json.dumps({**metadata, **describe(packed)}, sort_keys=True)
    # One entry, as safetensors 0.8 writes several in a random order.
    data = safetensors_torch.save(dict(packed.tensors), {_METADATA: described})
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def load(path: Path, sha256: str) -> Difference:
    """Read weights that `save` wrote, after checking that they are the ones meant.

    Args:
        path: the file.
        sha256: what `save` returned for it, in hex; nothing is parsed before it matches.

    Raises:
        KildevisError: the file cannot be read, is damaged, holds something else or a later format, or belongs to
            another base model than the bundled one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KildevisError(
            f"the weights {path} cannot be read ({error.strerror or error}); "
            "run: pip install --force-reinstall kildevis"
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise KildevisError(
            f"the weights {path} are damaged or of another version; run: pip install --force-reinstall kildevis"
        )
    try:
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        described = json.loads(header["__metadata__"][_METADATA])
        written, base, base_sha256 = (described[key] for key in ("format", "base", "base_sha256"))
    except (ValueError, KeyError, TypeError) as error:
        raise KildevisError(f"{path} holds no weights of a network; name a file that this program wrote") from error
    if written != FORMAT:
        raise KildevisError(
            f"the weights {path} have format {written}, and this program reads format {FORMAT}; "
            "run: pip install --upgrade kildevis"
        )
    if base_sha256 != bundled_model.WEIGHTS_SHA256:
        raise KildevisError(
            f"the weights {path} belong to another version of the base model ({base}, "
            f"{base_sha256[:8]}) than the bundled one ({bundled_model.NAME}, {bundled_model.WEIGHTS_SHA256[:8]}); "
            "train again"
        )
    return Difference(described["kind"], described["group"], safetensors_torch.load(data))


def _is_large(shape: torch.Size) -> bool:
    return shape[1] >= _MIN_COLUMNS and shape.numel() >= _MIN_WEIGHTS


def _of_base(base: Mapping[str, Tensor], name: str, shape: torch.Size) -> Tensor:
    """Return the base model's weights of this name, which must have the shape."""
    found = base.get(name)
    if found is None or found.shape != shape:
        has = "missing" if found is None else f"of shape {tuple(found.shape)}"
        raise KildevisError(
            f"{name} is of shape {tuple(shape)} in the network and {has} in the base model; "
            "use the base model that it was trained from"
        )
    return found.detach().float()


def _best_scales(sizes: Tensor, grid: Grid) -> Tensor:
    """Return the scales, of shape (groups, 1), that leave the least squared error.

    For given levels the best scale is sum(size * level) / sum(level^2), and lowers the error by the same numerator
    squared over the same denominator, the gain.

    Args:
        sizes: the differences' absolute values, of shape (groups, group).
        grid: the levels.
    """
    if grid.levels > 4:
        return _searched_scales(sizes, grid)
    # Of two magnitudes the larger differences take the upper one: every split is tried.
    lower, upper = grid.top % 1, grid.top
    sizes = sizes.sort(dim=1, descending=True).values
    taken = torch.arange(1, sizes.shape[1] + 1)
    fits = lower * sizes.sum(1, keepdim=True) + (upper - lower) * sizes.cumsum(1)
    squares = (lower**2 * sizes.shape[1] + (upper**2 - lower**2) * taken).expand_as(fits)
    best = (fits / squares.sqrt()).argmax(1, keepdim=True)
    return fits.gather(1, best) / squares.gather(1, best)


def _searched_scales(sizes: Tensor, grid: Grid) -> Tensor:
    """Return the best of the scales that follow from a few clippings; arguments as for `_best_scales`."""
    largest = sizes.amax(1, keepdim=True) / grid.top
    best_gain = torch.full_like(largest, -1.0)
    best = torch.zeros_like(largest)
    for share in _SEARCHED:
        levels = grid.nearest(sizes, share * largest) - grid.top
        fits = (sizes * levels).sum(1, keepdim=True)
        squares = (levels * levels).sum(1, keepdim=True).clamp_min(_TINY)
        gain = fits / squares.sqrt()
        best = torch.where(gain > best_gain, fits / squares, best)
        best_gain = torch.maximum(gain, best_gain)
    return best
