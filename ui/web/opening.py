"""Opens the assistant in the background, and says how far it has come."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.settings import Settings
from index.errors import KildevisError

if TYPE_CHECKING:
    from assistant import Assistant


@dataclass(frozen=True)
class Status:
    """How far the opening has come: `stage` is "start", "model", "load" or "index", `share` 0..1 of that stage."""

    state: Literal["opening", "ready", "failed"]
    stage: str
    share: float


class Opening:
    """An assistant that is being opened in a thread of its own."""

    def __init__(self, settings: Settings, progress: Callable[[str, float], None]) -> None:
        self.status = Status("opening", "start", 0.0)
        self._settings = settings
        self._progress = progress
        self._assistant: Assistant | None = None
        self._error: BaseException | None = None
        self._done = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._open, name="opening", daemon=True).start()

    def assistant(self) -> "Assistant":
        """Return the assistant, waiting until it is open.

        Raises:
            KildevisError: it could not be opened.
        """
        # A wait in slices, since one without end keeps Ctrl-C from the main thread on Windows.
        while not self._done.wait(timeout=1):
            pass
        if self._assistant is None:
            raise self._error or KildevisError("the assistant could not be opened")
        return self._assistant

    def _open(self) -> None:
        try:
            from assistant import Assistant  # seconds of imports, which the page need not wait for

            self._assistant = Assistant.open(self._settings, progress=self._tell)
            self.status = Status("ready", "", 1.0)
        except BaseException as error:  # whatever it is, the main thread raises it and the program ends
            self._error = error
            self.status = Status("failed", "", 0.0)
        finally:
            self._done.set()

    def _tell(self, stage: str, share: float) -> None:
        self.status = Status("opening", stage, share)
        self._progress(stage, share)
