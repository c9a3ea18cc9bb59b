"""A key in the queue of the real program, up to the frame that shows it."""

import asyncio
import gc
from pathlib import Path
from time import perf_counter
from typing import Any

from textual import events
from textual.content import Content
from textual.screen import Screen

from workstation import tui
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.queue_place import QueuePlace
from workstation.tui.widgets.card import Card


class Watched(WorkstationApp):
    """The program as it is started; ``drawn`` is set whenever a frame has gone out."""

    CSS_PATH = Path(tui.__file__).with_name("workstation.tcss")

    def __init__(self, desk: Desk) -> None:
        gc.disable()
        super().__init__(desk)
        self.drawn = asyncio.Event()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        super()._display(screen, renderable)
        self.drawn.set()


class Counted:
    """Counts how often a card has been drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    @classmethod
    def of(cls, card: Card) -> "Counted":
        """Count the drawing of this card from now on."""
        counted, render = cls(), card.render

        def draw() -> Content:
            counted.drawn += 1
            return render()

        card.render = draw  # type: ignore[method-assign]
        return counted


async def keys_in_queue(desk: Desk, place: str, keys: int) -> tuple[list[float], list[float]]:
    """Return the seconds from "j" to the frame with the cursor moved, and to its card drawn."""
    app = Watched(desk)
    moved, settled = [], []
    async with app.run_test(size=(120, 36)) as pilot:
        await app.workers.wait_for_complete()
        app.action_go(place)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, QueuePlace), screen
        card = Counted.of(screen.query_one(Card))
        for _ in range(min(keys, screen.records.count - 1)):
            row, drawn = screen.records.cursor, card.drawn
            app.drawn.clear()
            before = perf_counter()
            app.post_message(events.Key("j", "j"))
            while screen.records.cursor == row:
                app.drawn.clear()
                await asyncio.wait_for(app.drawn.wait(), 5)
            moved.append(perf_counter() - before)
            while card.drawn == drawn:
                app.drawn.clear()
                await asyncio.wait_for(app.drawn.wait(), 5)
            settled.append(perf_counter() - before)
            await pilot.pause()
    return moved, settled
