"""The program on a real desk, with an empty first place, for tests of one screen at a time."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from tests.fresh import open_desk, prepared
from tests.tui.pressing import USUAL, settle
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui import app as program
from workstation.tui.app import WorkstationApp
from workstation.tui.commands import bindings_for
from workstation.tui.screens.base import DeskScreen

MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))


class Plain(DeskScreen):
    """A place with nothing in it."""

    place = "today"
    BINDINGS = [*bindings_for("today")]  # noqa: RUF012


class Host(WorkstationApp):
    """The program; what it said is kept."""

    CSS_PATH = Path(program.__file__).with_name("workstation.tcss")
    SCREENS = {**WorkstationApp.SCREENS, "today": Plain}  # noqa: RUF012

    def __init__(self, desk: Desk, **options: Any) -> None:
        super().__init__(desk, **options)
        self.said: list[str] = []

    def notify(self, message: str, *, title: str = "", **options: Any) -> None:
        """Remember what was said."""
        self.said.append(f"{title} {message}".strip())
        super().notify(message, title=title, **options)


@asynccontextmanager
async def at_desk(
    folder: Path,
    *,
    size: tuple[int, int] = USUAL,
    prepare: Callable[[Desk], object] | None = None,
    here: Callable[[Desk], object] | None = None,
    config: Path | None = None,
) -> AsyncIterator[Pilot[None]]:
    """Open the program on a fresh desk, prepared or empty, at a moment that stands still.

    What is prepared is so once: every test gets a copy of that file. What is done ``here`` is done
    in the file's own place, just before.
    """
    if prepare is not None:
        shutil.copy(prepared(prepare, MONDAY), folder / "desk.db")
    desk = open_desk(folder / "desk.db", FrozenClock(MONDAY))
    try:
        if here is not None:
            here(desk)
        async with Host(desk, config=config).run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot
    finally:
        desk.close()
