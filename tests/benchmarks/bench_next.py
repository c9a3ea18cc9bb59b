"""The next record after a call was logged, and the dashboard: from the key to the frame."""

import asyncio
from contextlib import closing
from time import perf_counter
from typing import TYPE_CHECKING, Self

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from tests.benchmarks.frames import Frames
from tests.benchmarks.screens import Counted, Watched
from tests.benchmarks.timing import FRAME, Result, late
from workstation.desk.desk import Desk
from workstation.tui.queue_place import QueuePlace
from workstation.tui.widgets.card import Card
from workstation.tui.widgets.tile import Tile
from workstation.tui.widgets.tile_charts import Room

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView

TILES = 9
OUTCOME = "n"
"""No answer: nothing more is asked, so this key is the last one before the next record."""


async def logging(desk: Desk, times: int) -> list[float]:
    """Return the seconds from the outcome's key to the frame with the next record's card."""
    app = Watched(desk)
    taken = []
    async with app.run_test(size=(120, 36)) as pilot:
        app.action_go("queue")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, QueuePlace), screen
        card = Counted.of(screen.query_one(Card))
        for _ in range(min(times, screen.records.count - 2)):
            await pilot.press("l")
            left, drawn = _account(screen), card.drawn

            def shown(left: int | None = left, drawn: int = drawn) -> bool:
                on_top = app.screen is screen
                return on_top and _account(screen) != left and card.drawn != drawn

            before = perf_counter()
            app.post_message(events.Key(OUTCOME, OUTCOME))
            taken.append(await app.frame(shown) - before)
            await app.workers.wait_for_complete()
            await pilot.pause()
    return taken


class _BareMenu(ModalScreen[None]):
    """Six lines of text in the middle, closed by any key."""

    DEFAULT_CSS = "_BareMenu { align: center middle; } _BareMenu Static { width: 60; height: 8; }"

    def compose(self) -> ComposeResult:
        yield Static("\n".join(["an outcome and its key"] * 6))

    def on_key(self) -> None:
        self.dismiss(None)


class _Bare(Frames):
    """Two texts beside each other, as long as a list and a card; a closed menu changes both."""

    CSS = "Screen { layout: horizontal; } #list { width: 2fr; } #card { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def compose(self) -> ComposeResult:
        yield Static(id="list")
        yield Static(id="card")

    def on_mount(self) -> None:
        self._next(None)

    def asks(self) -> None:
        """Open the menu."""
        self.push_screen(_BareMenu(), self._next)

    def _next(self, _: None) -> None:
        self.number += 1
        for name, row in (("list", "an account, a person, why now, due"), ("card", "a line")):
            said = "\n".join(f"{row} {self.number + line}" for line in range(34))
            self.query_one(f"#{name}", Static).update(said)


async def bare(times: int) -> list[float]:
    """Return what a bare Textual program takes from a menu's key to the frame with new texts."""
    app, taken = _Bare(), []
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(times):
            app.asks()
            await pilot.pause()
            number = app.number

            def shown(number: int = number) -> bool:
                return app.number != number and not isinstance(app.screen, _BareMenu)

            before = perf_counter()
            app.post_message(events.Key(OUTCOME, OUTCOME))
            taken.append(await app.frame(shown) - before)
            await pilot.pause()
    return taken


def floor(times: int) -> Result:
    """Return how many frames a bare Textual program takes for the same."""
    taken = asyncio.run(bare(times))
    said = "its floor: two texts behind a bare menu"
    return late(said, "one frame of 1/60 s", (taken, [FRAME] * len(taken)))


def _account(screen: QueuePlace) -> int | None:
    """Return the account under the cursor."""
    row = screen.records.row
    return None if row is None else row.account_id


class Shown:
    """Counts the numbers that reach tiles, and knows who has yet to draw them, while entered."""

    def __init__(self) -> None:
        self.times = 0
        self.waiting: set[Tile] = set()

    def __enter__(self) -> Self:
        self._show, self._rows = show, rows = Tile.show, Tile.rows

        def told(tile: Tile, view: "TileView", room: Room) -> None:
            self.times += 1
            if tile.view != view:
                self.waiting.add(tile)
            show(tile, view, room)

        def drawn(tile: Tile) -> list[Content]:
            self.waiting.discard(tile)
            return rows(tile)

        Tile.show, Tile.rows = told, drawn  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        Tile.show, Tile.rows = self._show, self._rows  # type: ignore[method-assign]


async def opening(desk: Desk, times: int) -> list[float]:
    """Return the seconds from choosing the dashboard to the frame with its numbers.

    A call was logged before, so that none of them is as it was.
    """
    app = Watched(desk)
    with Shown() as shown:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            return [await _opened(app, pilot, shown) for _ in range(times + 1)][1:]


async def _opened(app: Watched, pilot: Pilot[None], shown: Shown) -> float:
    count = shown.times
    before = perf_counter()
    app.action_go("dashboard")
    taken = await app.frame(lambda: shown.times - count >= TILES and not shown.waiting) - before
    await app.workers.wait_for_complete()
    await pilot.pause()
    app.action_go("today")
    await pilot.press("l", OUTCOME)
    await app.workers.wait_for_complete()
    await pilot.pause()
    return taken


PLACES = {
    "queue": ("the next record after logging", logging, 2.0),
    "dashboard": ("the dashboard after a call", opening, 3.0),
}
"""What is measured at a place, and how many frames it may take."""


def measure(desk: Desk, size: str, times: int, place: str) -> Result:
    """Return the result of a place; the desk is one that may be written to."""
    said, what, goal = PLACES[place]
    with closing(desk):
        taken = asyncio.run(what(desk, times))
    return late(f"{said}, {size}", "one frame of 1/60 s", (taken, [FRAME] * len(taken)), goal)
