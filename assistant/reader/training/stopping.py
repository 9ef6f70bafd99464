"""Stops between two steps instead of within one."""

import signal
from types import FrameType
from typing import Self


class Stopping:
    """Within it, SIGTERM and Ctrl-C are noted in `number`; a second one ends the process as usual."""

    number = 0

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._note) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, _: FrameType | None) -> None:
        self.number = number
        signal.signal(number, self._before[signal.Signals(number)])
