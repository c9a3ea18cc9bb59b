"""What was done, newest first, and taking any of it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from datetime import date

    from workstation.desk.history import Entry

_MOST = 500
"""How many actions are shown."""

_EMPTY = "Nothing was done yet: whatever you do can be taken back here."


class _Entries:
    """Recorded actions as the source of a list."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def count(self) -> int:
        return len(self._entries)

    def page(self, first: int, n: int) -> Sequence[Entry]:
        return self._entries[first : first + n]

    def key(self, row: Entry) -> int:
        return row.action

    def index_of(self, key: object) -> int | None:
        found = (at for at, each in enumerate(self._entries) if each.action == key)
        return next(found, None)


class HistoryDialog(Dialog[None]):
    """The recorded actions, of one account where it is given.

    Enter or u takes the chosen one back, U brings it again; what stands in the way is said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("u", "undo", "undo"),
        Binding("U", "redo", "redo"),
    ]
    CSS = "HistoryDialog .box { height: 80%; }"

    def __init__(self, account_id: int | None = None) -> None:
        super().__init__()
        self._account_id = account_id

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        zone, today = self.desk.clock.now().tzinfo, self.desk.days.today()
        columns: list[Column[Entry]] = [
            Column("when", 16, lambda row: Cell(_when(row, zone, today), "muted"), priority=1),
            Column("what", None, _what, least=24),
            Column("", 6, lambda row: Cell("undone" if row.undone else "", "warning")),
        ]
        with Vertical(classes="box wide"):
            yield Words(self._title(), classes="title")
            yield RecordList(columns, _Entries(self._read()), header=False, empty=_EMPTY)
            yield Words("Enter or u undo · U redo · Esc leave", classes="quiet")

    def _title(self) -> str:
        if self._account_id is None:
            return "History"
        from workstation.desk.errors import DeskError

        try:
            return f"History: {self.desk.accounts.get(self._account_id).name}"
        except DeskError:
            return "History of an account that is gone"

    def _read(self) -> list[Entry]:
        return self.desk.history.recent(_MOST, self._account_id)

    @property
    def _records(self) -> RecordList[Entry]:
        return self.query_one(RecordList)

    @on(RecordList.Opened)
    def action_undo(self) -> None:
        """Take the chosen action back."""
        row = self._records.row
        if row is not None:
            self.workstation.undo(row.action)
            self._reload(row)

    def action_redo(self) -> None:
        """Bring the chosen action again."""
        row = self._records.row
        if row is not None:
            self.workstation.redo(row.action)
            self._reload(row)

    def on_screen_resume(self) -> None:
        """Read again when a long undo in front of this has come to its end."""
        if self.is_mounted and (row := self._records.row) is not None:
            self._reload(row)

    def _reload(self, row: Entry) -> None:
        """Read again; the cursor stays on the action."""
        self._records.set_source(_Entries(self._read()))
        self._records.go_to_key(row.action)


def _what(row: Entry) -> Cell:
    return Cell(row.title, "muted" if row.undone or row.kind != "do" else "strong")


def _when(row: Entry, zone: tzinfo | None, today: date) -> str:
    at = row.at.astimezone(zone)
    return f"{said_day(at.date(), today)} {at:%H:%M}"
