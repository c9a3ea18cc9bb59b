"""One tile of the dashboard: its number, how that stands, the chart, and a sentence."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from workstation.method.figures import say_figure
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, clip, fit, in_ascii, line, one_line
from workstation.tui.widgets.tile_charts import Room, draw

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView
    from workstation.method.measures import Pace

_MUTED = "$text-muted"


def tile_lines(view: TileView, number: int, room: Room, *, here: bool = False) -> list[Content]:
    """Draw a tile in exactly `room.height` lines of at most `room.width` cells.

    On top the number that opens it, its title and its headline against the target; below, where
    there is room, how that stands against the pace, the chart, and the caption. The last line
    stays empty when the tile is higher than five.
    """
    if room.width < 1 or room.height < 1:
        return []
    lines = [_head(view, number, room, here=here)]
    space = room.height - 1 - (room.height > 5)
    if view.pace is not None and view.value is not None and room.height > 7:
        lines.append(_standing(view.value, view.pace, room))
        space -= 1
    caption = _caption(view, room) if space > 2 else []
    said = min(len(caption), 2 if room.height > 8 else 1)
    drawn = draw(view, replace(room, height=space - said))
    spare = space - said - len(drawn)
    if spare > 0 and len(caption) > said:
        said, spare = said + 1, spare - 1
    lines += drawn
    lines += [Content("")] * min(spare, 1)
    lines += _shortened(caption, said, room.width)
    lines += [Content("")] * (room.height - len(lines))
    return [clip(in_ascii(each, room.ascii_only), room.width) for each in lines[: room.height]]


def _head(view: TileView, number: int, room: Room, *, here: bool) -> Content:
    said = room.figure(view.value, view.shows)
    wanted = "" if view.target is None else f" / {room.figure(view.target, view.shows)}"
    glyph = (">" if room.ascii_only else "▸") if here else " "
    title = room.width - 4 - cells(said) - cells(wanted)
    if title < min(cells(view.title), 8):
        wanted, title = "", room.width - 4 - cells(said)
    return line(
        (glyph, "bold"),
        (str(number), "bold $text-accent"),
        " ",
        (fit(view.title, title), "bold underline" if here else "bold"),
        " ",
        (said, "bold"),
        (wanted, _MUTED),
    )


def _standing(value: float, pace: Pace, room: Room) -> Content:
    """Say whether the number is ahead of an even month or behind it, in words and by a sign."""
    up, down = ("^", "v") if room.ascii_only else ("▲", "▼")
    expected = say_figure(pace.expected)
    if value >= pace.expected:
        words = f"{up} {say_figure(-pace.gap)} ahead of pace"
        return line((words, "$text-success"), (f" ({expected} by now)", _MUTED))
    words = f"{down} {say_figure(pace.gap)} behind pace"
    return line((words, "$text-warning"), (f" ({expected} by now)", _MUTED))


def _caption(view: TileView, room: Room) -> list[str]:
    if view.outlook is not None and room.height > 8:
        return []  # the chart says it already
    return textwrap.wrap(one_line(view.caption), room.width)


def _shortened(rows: list[str], most: int, width: int) -> list[Content]:
    if len(rows) > most > 0:
        rows = [*rows[: most - 1], fit(" ".join(rows[most - 1 :]), width)]
    return [line((row, _MUTED)) for row in rows[:most]]


class Tile(Drawn):
    """Draws one tile; `show` gives it something to draw, `highlight` marks it.

    A click posts `Pressed`.
    """

    DEFAULT_CSS = """
    Tile { height: 1fr; min-height: 5; width: 1fr; padding: 0 1; }
    """

    class Pressed(Message):
        """A tile was clicked; `twice` for a double click."""

        def __init__(self, tile: Tile, *, twice: bool) -> None:
            super().__init__()
            self.tile = tile
            self.twice = twice

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number = number
        self._title = title
        self._view: TileView | None = None
        self._room: Room | None = None
        self._here = False

    @property
    def view(self) -> TileView | None:
        """What is on show; None until it has been read."""
        return self._view

    def show(self, view: TileView, room: Room) -> None:
        """Show a view; of the room everything but the size counts."""
        if (view, room) != (self._view, self._room):
            self._view, self._room = view, room
            self.refresh()

    def highlight(self, *, here: bool) -> None:
        """Mark the tile as the one keys go to, or take the mark away."""
        if here != self._here:
            self._here = here
            self.refresh()

    def rows(self) -> list[Content]:
        """Draw the tile."""
        if self._view is None or self._room is None:
            return [line(" ", (f"{self.number} ", "bold $text-accent"), (self._title, "bold"))]
        room = replace(self._room, width=self.content_size.width, height=self.content_size.height)
        return list(tile_lines(self._view, self.number, room, here=self._here))

    def on_click(self, event: events.Click) -> None:
        """Tell that the tile was clicked."""
        event.stop()
        self.post_message(self.Pressed(self, twice=event.chain == 2))
