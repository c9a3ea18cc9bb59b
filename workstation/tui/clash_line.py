"""What is in the way of a time, without a key ever waiting for the rep's own calendar."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.tui.dialogs.base import Dialog
    from workstation.tui.screens.base import DeskScreen

_warming = threading.Lock()


class Clashes:
    """Knows at once what this program has in the way of a time; the calendar is read in a thread.

    ``again`` is called in the dialog when the calendar has answered for the time asked for last,
    so that it asks and shows once more. One thread reads at a time: what is asked meanwhile is
    read after it, the newest only.
    """

    def __init__(
        self, dialog: Dialog[Any], again: Callable[[], object], except_meeting: int | None = None
    ) -> None:
        self._dialog = dialog
        self._again = again
        self._except = except_meeting
        self._answers: dict[tuple[datetime, int], list[str]] = {}
        self._wanted: tuple[datetime, int] | None = None
        self._reading = False

    def of(self, moment: datetime, minutes: int) -> list[str]:
        """Return a sentence for everything known by now to be in the way of a time."""
        self._wanted = moment, minutes
        if (known := self._answers.get(self._wanted)) is not None:
            return list(known)
        meetings = self._dialog.desk.meetings
        if meetings.has_calendar():
            self._read()
        return meetings.clashes(moment, minutes, except_meeting=self._except, calendar=False)

    def _read(self) -> None:
        question = self._wanted
        if self._reading or question is None or question in self._answers:
            return
        self._reading = True
        desk = self._dialog.desk

        def read() -> None:
            found: list[str] | None = None
            with contextlib.suppress(DeskError, StoreError):
                found = _asked(desk, *question, self._except)
            self._dialog.call_later(self._answered, question, found)

        self._dialog.run_worker(read, thread=True, group="clashes")

    def _answered(self, question: tuple[datetime, int], found: list[str] | None) -> None:
        self._reading = False
        if found is not None:
            self._answers[question] = found
        if not self._dialog.is_attached:
            return
        if question != self._wanted:
            self._read()
        elif found is not None:
            self._again()


def warm(screen: Screen[Any], desk: Desk) -> None:
    """Have the rep's calendar read beside a screen, so that later answers come at once."""
    if not desk.meetings.has_calendar():
        return

    def read() -> None:
        if not _warming.acquire(blocking=False):
            return
        try:
            with (
                contextlib.suppress(DeskError, StoreError),
                contextlib.closing(desk.reader()) as it,
            ):
                it.meetings.calendar_problems()
        finally:
            _warming.release()

    screen.run_worker(read, thread=True, group="calendar")


def tell_clashes(screen: DeskScreen | Dialog[Any], meeting_id: int) -> None:
    """Warn of what the rep's calendar has in the way of a meeting just booked, when it is read."""
    app, desk = screen.workstation, screen.desk
    if not desk.meetings.has_calendar():
        return
    meeting = desk.meetings.get(meeting_id)
    if meeting.state != "booked":
        return
    moment, minutes = meeting.starts_at, meeting.minutes
    known = desk.meetings.clashes(moment, minutes, except_meeting=meeting_id, calendar=False)

    def read() -> None:
        with contextlib.suppress(DeskError, StoreError):
            for each in _asked(desk, moment, minutes, meeting_id):
                if each not in known:
                    app.call_later(app.warn, each)

    app.run_worker(read, thread=True, group="clashes")


def _asked(desk: Desk, moment: datetime, minutes: int, except_meeting: int | None) -> list[str]:
    with contextlib.closing(desk.reader()) as reader:
        return reader.meetings.clashes(moment, minutes, except_meeting=except_meeting)
