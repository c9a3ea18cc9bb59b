"""Keeps the rep's calendar file current while the screens are open, without holding up a key."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.tui.app import WorkstationApp


class CalendarKeeper:
    """Looks after every change whether the file has to be written again, and does it in a thread.

    Trouble with it is said once, and never stands in the way of what the rep does.
    """

    def __init__(self, app: WorkstationApp) -> None:
        self._app = app
        self._seen = -1
        self._busy = False
        self._trouble = ""

    def look(self) -> None:
        """Write the file if something was done since the last look."""
        if self._busy or self._seen == self._app.version:
            return
        self._seen = self._app.version
        if self._app.desk.settings.get("calendar_kept"):
            self._busy = True
            self._app.run_worker(self._work, thread=True, group="calendar file")

    def _work(self) -> None:
        trouble = ""
        try:
            with contextlib.closing(self._app.desk.reader()) as reader:
                reader.kept_calendar.refresh()
        except (DeskError, StoreError) as error:
            trouble = str(error)
        self._app.call_from_thread(self._done, trouble)

    def _done(self, trouble: str) -> None:
        self._busy = False
        if trouble and trouble != self._trouble:
            self._app.warn(trouble)
        self._trouble = trouble
