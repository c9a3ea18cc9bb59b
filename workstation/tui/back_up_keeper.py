"""Keeps back-ups while the screens are open, in a thread, and says it when one fails."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError

if TYPE_CHECKING:
    from workstation.tui.app import WorkstationApp

EVERY_SECONDS = 60
"""Between two looks whether a back-up is due; a look costs a few milliseconds of a thread."""


class BackUpKeeper:
    """Has a back-up made when one is due. Trouble is said once, and never stands in the way."""

    def __init__(self, app: WorkstationApp) -> None:
        self._app = app
        self._busy = False
        self._said = ""

    def start(self) -> None:
        """Say what went wrong the last time, and look every minute from now on."""
        self._say(self._app.desk.safety.trouble())
        self._app.set_interval(EVERY_SECONDS, self.look)

    def look(self) -> None:
        """Have a back-up made if one is due."""
        if not self._busy:
            self._busy = True
            self._app.run_worker(self._work, thread=True, group="back-up")

    def _work(self) -> None:
        trouble: str | None = None
        try:
            with contextlib.closing(self._app.desk.reader()) as reader:
                reader.safety.auto()
                trouble = reader.safety.trouble()
        except StoreError as error:
            trouble = str(error)
        self._app.call_from_thread(self._done, trouble)

    def _done(self, trouble: str | None) -> None:
        self._busy = False
        self._say(trouble)

    def _say(self, trouble: str | None) -> None:
        if trouble and trouble != self._said:
            self._app.warn(trouble)
        self._said = trouble or ""
