"""The personal dashboard: nine tiles in three columns, each a number with its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from workstation.desk.figures import money_digits
from workstation.method.days import MONTHS
from workstation.tui.aside import Aside
from workstation.tui.commands import bindings_for
from workstation.tui.screens.base import DeskScreen
from workstation.tui.widgets.render import line
from workstation.tui.widgets.section import Section
from workstation.tui.widgets.tile import Tile
from workstation.tui.widgets.tile_charts import Room
from workstation.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.dashboard.tiles import Header, TileView
    from workstation.desk.desk import Desk
    from workstation.method.dashboard import TileColumn

COLUMNS: dict[TileColumn, str] = {
    "activity": "THIS MONTH: WHAT I DID",
    "results": "THIS MONTH: WHAT CAME OF IT",
    "long_run": "THE YEAR",
}
"""The three columns from left to right (Predictable Revenue, personal dashboard)."""


class DashboardScreen(DeskScreen):
    """Reads the tiles in a thread; those on show stay until newer ones are there.

    From 100 cells on the columns stand side by side, below one is shown at a time.
    """

    place = "dashboard"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("dashboard")]
    DEFAULT_CSS = """
    DashboardScreen .column { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; }
    DashboardScreen .column.-next { border-left: solid $panel; }
    DashboardScreen.-narrow .column { display: none; border-left: none; }
    DashboardScreen.-narrow .column.-here { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._header: Header | None = None
        self._aside = Aside(self)

    def body(self) -> ComposeResult:
        """Lay out the header and the columns."""
        tiles = self.desk.playbook.tiles
        number = 0
        yield Section("Dashboard", id="month")
        with Horizontal():
            for at, (key, title) in enumerate(COLUMNS.items()):
                shown = "column -next" if at else "column"
                with VerticalScroll(classes=shown, can_focus=False, id=key):
                    yield Section(title)
                    for tile in (tile for tile in tiles if tile.column == key):
                        number += 1
                        yield Tile(number, tile.title)

    @property
    def keys_wait(self) -> bool:
        """Whether the tiles are being read for the first time."""
        return self._header is None and self._aside.waiting

    @property
    def tiles(self) -> list[Tile]:
        """The tiles in the order of their numbers."""
        return list(self.query(Tile))

    @property
    def highlighted(self) -> Tile:
        """The tile that keys go to."""
        return self.tiles[self._at]

    def on_mount(self) -> None:
        """Highlight the first tile; it is read by the base class."""
        self._highlight(0)

    # Reading

    def reload(self, changed: Changed | None = None) -> None:  # noqa: ARG002
        """Read the tiles again, beside."""
        order = list(COLUMNS)

        def read(desk: Desk) -> tuple[Header, list[TileView], int]:
            views = sorted(desk.dashboard.tiles(), key=lambda view: order.index(view.column))
            return desk.dashboard.header(), views, money_digits(desk.settings.get("currency"))

        self._aside.ask(read, self._show)

    def minute_passed(self) -> None:
        """Show the new time; the numbers change with what is done, not with the minute."""
        self.query_one(TopLine).reload(self.desk)

    def _show(self, answer: tuple[Header, list[TileView], int]) -> None:
        header, views, digits = answer
        self._header = header
        days = f"{header.working_day} of {header.working_days} working days"
        self.query_one("#month", Section).say(
            MONTHS[header.day.month - 1], line((f"{days} · level: {header.level}", "$text-muted"))
        )
        room = Room(0, 0, header.day, self.desk.settings.get("currency"), digits)
        for tile, view in zip(self.tiles, views, strict=True):
            tile.show(view, room)

    # Moving

    def action_tile_down(self) -> None:
        """Highlight the tile below, at the end of a column the first of the next."""
        self._highlight(self._at + 1)

    def action_tile_up(self) -> None:
        """Highlight the tile above."""
        self._highlight(self._at - 1)

    def action_tile_right(self) -> None:
        """Go to the next column."""
        self._beside(1)

    def action_tile_left(self) -> None:
        """Go to the column before."""
        self._beside(-1)

    def _beside(self, step: int) -> None:
        columns = [list(column.query(Tile)) for column in self.query(".column")]
        here = self.highlighted
        number = next(at for at, column in enumerate(columns) if here in column)
        row = columns[number].index(here)
        beside = columns[(number + step) % len(columns)]
        if beside:
            self._highlight(self.tiles.index(beside[min(row, len(beside) - 1)]))

    def _highlight(self, at: int) -> None:
        tiles = self.tiles
        if not tiles:  # the program ends while the place is being laid out
            return
        self._at = at % len(tiles)
        here = tiles[self._at]
        for tile in tiles:
            tile.highlight(here=tile is here)
        for number, column in enumerate(self.query(".column"), 1):
            column.set_class(column is here.parent, "-here")
            where = f"{number} of {len(COLUMNS)}  ← →" if self.size.width < 100 else ""
            column.query_one(Section).say(COLUMNS[_key(column.id)], line((where, "$text-muted")))
        here.scroll_visible(animate=False)

    def on_resize(self) -> None:
        """Say how to reach the other columns where only one is shown."""
        if self.query(Tile):
            self._highlight(self._at)

    @on(Tile.Pressed)
    def _pressed(self, event: Tile.Pressed) -> None:
        self._highlight(self.tiles.index(event.tile))
        if event.twice:
            self.action_tile_open()

    # Opening

    def action_open_tile(self, number: int) -> None:
        """Open the records behind the tile of a number."""
        if number <= len(self.tiles):
            self._highlight(number - 1)
            self.action_tile_open()

    def action_tile_open(self) -> None:
        """Open the records behind the highlighted tile."""
        from workstation.tui.dialogs.tile_records import TileRecords

        if (view := self.highlighted.view) is not None and self._header is not None:
            self.app.push_screen(TileRecords(view, self._header.day))

    def action_why(self) -> None:
        """Show how the number of the highlighted tile is made; a digit there shows another."""
        from workstation.tui.dialogs.why import Why

        views = [tile.view for tile in self.tiles if tile.view is not None]
        if views and self._header is not None:
            self.app.push_screen(Why(views, self._at, self._header.day))


def _key(name: str | None) -> TileColumn:
    return next(key for key in COLUMNS if key == name)
