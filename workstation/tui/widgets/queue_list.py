"""The queue as a list: due, class, who, why now, their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.method.hours import CLOSED
from workstation.tui.widgets.record_list import Cell, Column, RecordList, Tone
from workstation.tui.widgets.words import flames, stars

if TYPE_CHECKING:
    from workstation.desk.queue.rows import QueueRow
    from workstation.method.ranking import QueueClass

URGENT = ("promised_now", "hand_raiser", "response")
DUE = 8
"""Cells of the column that says when something is due."""

EMPTY = "Nothing is due. Well done.\ng a goes to the accounts."
NOTHING_YET = "No accounts yet.\ni imports a file, a adds one by hand,\n, says who you are."


class QueueList(RecordList["QueueRow"]):
    """A record list with the queue's columns; ``brief`` leaves out what the card says anyway."""

    def __init__(
        self,
        classes_of_queue: list[QueueClass],
        *,
        brief: bool,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self._short = {each.key: each.short for each in classes_of_queue}
        why = Column("why now", None, self._why, priority=1, least=20)
        columns: list[Column[QueueRow]] = [
            Column("due", DUE, self._due),
            Column("class", 10, self._class, priority=0 if brief else 2),
            Column("account", None if brief else 22, self._account, least=18),
        ]
        if not brief:
            columns += [
                why,
                Column("there", 5, self._there, priority=2),
                Column("fit", 5, lambda row: Cell(stars(row.stars), "warning"), priority=4),
                Column("urgency", 7, lambda row: Cell(flames(row.urgency), "bad"), priority=5),
            ]
        super().__init__(columns, header=not brief, empty=EMPTY, id=id)

    def _due(self, row: QueueRow) -> Cell:
        if row.waits and not row.due[0].isdigit():
            return Cell("waits", "muted")
        tone: Tone = "bad" if row.due.endswith("late") else ""
        said = row.due if len(row.due) <= DUE else row.due.removesuffix(" late")
        return Cell(said, "accent" if row.class_ in URGENT else tone)

    def _class(self, row: QueueRow) -> Cell:
        return Cell(
            self._short.get(row.class_, row.class_), "accent" if row.class_ in URGENT else ""
        )

    def _account(self, row: QueueRow) -> Cell:
        return Cell(row.account, "muted" if row.waits else "strong")

    def _why(self, row: QueueRow) -> Cell:
        """Say why a row is here; their clock, which has its own column, is left out."""
        _, closed, opens = row.waits.partition(CLOSED)
        if closed:
            return Cell(f"{row.why} · opens {opens}", "muted")
        return Cell(f"{row.waits} · {row.why}" if row.waits else row.why, "muted")

    def _there(self, row: QueueRow) -> Cell:
        return Cell(row.local_time or "–", "" if row.callable else "muted")
