"""The records behind a tile's number, to be opened one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from workstation.desk.measures.records import MeasureRecord
from workstation.method.days import say_day
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import Piece, line

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView
    from workstation.desk.desk import Desk

MOST = 500
"""How many records are shown, the latest first."""


class _Found:
    """The records that were read, as a source."""

    def __init__(self, records: Sequence[MeasureRecord]) -> None:
        self._records = records

    def count(self) -> int:
        return len(self._records)

    def page(self, first: int, n: int) -> Sequence[tuple[int, MeasureRecord]]:
        return list(enumerate(self._records))[first : first + n]

    def key(self, row: tuple[int, MeasureRecord]) -> int:
        return row[0]


class TileRecords(Dialog[None]):
    """Lists what is behind a number; Tab goes to the next measure, Enter opens the account."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "measure(1)", "next measure"),
        ("shift+tab", "measure(-1)", "measure before"),
    ]
    CSS = """
    TileRecords #behind { width: 110; height: 90%; }
    TileRecords #measures { height: 1; }
    TileRecords RecordList { height: 1fr; margin-top: 1; display: none; }
    TileRecords.-short #behind { height: 100%; max-height: 100%; }
    TileRecords.-short .title, TileRecords.-short #behind > * { margin: 0; }
    TileRecords.-short .quiet { height: 1; }
    """

    def __init__(self, view: TileView, day: date) -> None:
        super().__init__()
        self._view = view
        self._day = day
        self._measure = view.measure
        self._measures: tuple[str, ...] = (view.measure,)
        self._aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the measures and the list."""
        day = self._day
        columns = (
            Column[tuple[int, MeasureRecord]](
                "Day", 11, lambda row: Cell(say_day(row[1].on, near=day), "muted")
            ),
            Column[tuple[int, MeasureRecord]](
                "Account", 24, lambda row: Cell(row[1].account, "strong")
            ),
            Column[tuple[int, MeasureRecord]]("What", 24, lambda row: Cell(row[1].title)),
            Column[tuple[int, MeasureRecord]](
                "Detail", None, lambda row: Cell(row[1].detail, "muted"), priority=1, least=16
            ),
        )
        with Vertical(classes="box", id="behind"):
            yield Words(self._view.title, classes="title")
            yield Words(id="measures")
            yield RecordList(columns, empty="Nothing is behind this number yet.")
            yield Words(id="keys", classes="quiet")

    @property
    def keys_wait(self) -> bool:
        """Whether the records of the number in front are still being read."""
        return self._aside.waiting

    def on_mount(self) -> None:
        """Read what is behind the headline."""
        tile = next(each for each in self.desk.playbook.tiles if each.key == self._view.key)
        self._measures = tuple(tile.measures)
        self._read()

    def action_measure(self, step: int) -> None:
        """Show what is behind another number of the tile."""
        at = self._measures.index(self._measure) + step
        self._measure = self._measures[at % len(self._measures)]
        self._read()

    def _read(self) -> None:
        pieces: list[Piece] = []
        for key in self._measures:
            title = self.desk.measures.measure(key).title
            pieces += [(f" {title} ", "reverse" if key == self._measure else "$text-muted"), " "]
        self.query_one("#measures", Words).say(line(*pieces))
        self._aside.ask(self._records, self._show)

    def _records(self, desk: Desk) -> list[MeasureRecord]:
        return desk.dashboard.open_tile(
            self._view.key, self._day, measure=self._measure, limit=MOST
        )

    def _show(self, records: list[MeasureRecord]) -> None:
        found = self.query_one(RecordList)
        found.set_source(_Found(records))
        found.display = True
        found.focus()
        many = f"the latest {MOST}" if len(records) == MOST else str(len(records))
        tab = "Tab next number · " if len(self._measures) > 1 else ""
        self.query_one("#keys", Words).say(f"{many} shown · {tab}Enter account · Esc back")

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        account = event.row[1].account_id
        if account is None:
            self.workstation.refuse("This person belongs to no account.")
            return
        from workstation.tui.screens.account import AccountScreen

        self.app.push_screen(AccountScreen(account))
