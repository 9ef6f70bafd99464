"""The gate: figures that must not fall below a floor or rise above a ceiling."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from evals.figures import Figure
from index.errors import InputError

GATE = Path(__file__).with_name("gate.toml")
_TABLES = ("floor", "ceiling")


@dataclass(frozen=True)
class Gate:
    """Bounds by the name of the figure."""

    floor: Mapping[str, float]
    ceiling: Mapping[str, float]

    def failures(self, figures: Mapping[str, Figure]) -> list[str]:
        """Return a few words for each bound that the figures break, none when they pass.

        Raises:
            InputError: the gate bounds a figure that this run does not have.
        """
        failed = []
        for name, bound in self.floor.items():
            if not _value(figures, name) >= bound:
                failed.append(f"{name} is {_value(figures, name):.3f}, below its floor {bound:g}")
        for name, bound in self.ceiling.items():
            if not _value(figures, name) <= bound:
                failed.append(f"{name} is {_value(figures, name):.3f}, above its ceiling {bound:g}")
        return failed


def read_gate(path: Path) -> Gate:
    """Read a gate: a TOML file with the tables `[floor]` and `[ceiling]` of figures' names and numbers.

    Raises:
        InputError: it cannot be read, or is not like that; the message says where and what to do.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not TOML ({error}); mend it") from None
    for table in content:
        if table not in _TABLES:
            raise InputError(f"{path}: {table!r} is neither [floor] nor [ceiling]; move or remove it")
    bounds = {table: _bounds(content.get(table, {}), f"{path}, [{table}]") for table in _TABLES}
    if not any(bounds.values()):
        raise InputError(f"{path}: bounds no figure; add one under [floor] or [ceiling]")
    return Gate(**bounds)


def _bounds(given: object, where: str, family: str = "") -> dict[str, float]:
    """The bounds of a table by name; TOML reads an unquoted `answer.f1` as f1 within the table answer."""
    if not isinstance(given, dict):
        raise InputError(f"{where}: must be a table of figures and numbers")
    bounds: dict[str, float] = {}
    for key, bound in given.items():
        name = f"{family}{key}"
        if isinstance(bound, dict):
            bounds |= _bounds(bound, where, f"{name}.")
        elif (number := _number(bound)) is None:
            raise InputError(f"{where}: {name!r} must be a number")
        else:
            bounds[name] = number
    return bounds


def _number(given: object) -> float | None:
    """The value as a finite number; None where it is none, or too large for one."""
    if not isinstance(given, int | float) or isinstance(given, bool):
        return None
    try:
        number = float(given)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _value(figures: Mapping[str, Figure], name: str) -> float:
    if name not in figures:
        near = get_close_matches(name, figures, 1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        raise InputError(f"the gate bounds {name!r}, which this run has no figure for{hint}")
    return figures[name].value
