"""A key in the queue of the real program, up to the frame that shows it."""

import gc
from pathlib import Path
from time import perf_counter

from textual import events
from textual.content import Content

from tests.benchmarks.frames import Frames
from workstation import tui
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp
from workstation.tui.queue_place import QueuePlace
from workstation.tui.widgets.card import Card


class Watched(Frames, WorkstationApp):
    """The program as it is started, its frames told."""

    CSS_PATH = Path(tui.__file__).with_name("workstation.tcss")

    def __init__(self, desk: Desk) -> None:
        gc.disable()
        super().__init__(desk)


class Counted:
    """Counts how often a card has been drawn."""

    def __init__(self) -> None:
        self.drawn = 0

    @classmethod
    def of(cls, card: Card) -> "Counted":
        """Count the drawing of this card from now on."""
        counted, rows = cls(), card.rows

        def draw() -> list[Content]:
            counted.drawn += 1
            return rows()

        card.rows = draw  # type: ignore[method-assign]
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
            first: list[float] = []

            def shown(row: int = row, drawn: int = drawn, first: list[float] = first) -> bool:
                if screen.records.cursor != row:
                    first.append(perf_counter())
                return bool(first) and card.drawn != drawn

            before = perf_counter()
            app.post_message(events.Key("j", "j"))
            settled.append(await app.frame(shown) - before)
            moved.append(first[0] - before)
            await pilot.pause()
    return moved, settled
