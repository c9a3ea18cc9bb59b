"""Brings the write-ahead log into the file while nobody types: that may take many frames."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError

if TYPE_CHECKING:
    from workstation.tui.app import WorkstationApp


class LogKeeper:
    """Does in a thread, in pauses, what SQLite would do within every so manieth save.

    Trouble is left to the next save to tell: what was saved is in the log, and safe there.
    """

    def __init__(self, app: WorkstationApp) -> None:
        self._app = app
        self._busy = False
        app.desk.let_log_grow()

    def look(self) -> None:
        """Bring it in."""
        if not self._busy:
            self._busy = True
            self._app.run_worker(self._work, thread=True, group="write-ahead log")

    def _work(self) -> None:
        try:
            with contextlib.suppress(StoreError, OSError):
                self._app.desk.bring_in_log()
        finally:
            self._busy = False
