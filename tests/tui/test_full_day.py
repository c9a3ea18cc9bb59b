"""A whole day by keyboard alone: import, goals, ten records, quit, reopen, undo all of it."""

from pathlib import Path

from tests.exchange.datasets import FOLDER
from tests.fresh import open_desk
from tests.tui.pressing import press, type_text, until
from tests.tui.reading import shown
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.tui.app import WorkstationApp

LIST = FOLDER / "sp500" / "constituents.csv"
OUTCOMES = ("n", "v", "n", "b", "n", "v", "n", "n")


def sample(folder: Path) -> Path:
    """Return the S&P 500 list, or one like it where the data sets are not there."""
    if LIST.exists():
        return LIST
    made = folder / "constituents.csv"
    rows = "".join(f'C{n:03},Company {n:03},Foods,"Chicago, Illinois"\n' for n in range(503))
    made.write_text("Symbol,Security,GICS Sector,Headquarters Location\n" + rows, "utf-8")
    return made


def dump(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of record."""
    from workstation.store.triggers import RECORD_TABLES

    return {
        table: [tuple(row) for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in RECORD_TABLES
    }


async def test_a_day_from_the_list_to_the_last_undo(
    desk: Desk, clock: FrozenClock, tmp_path: Path
) -> None:
    source = sample(tmp_path)
    empty = dump(desk)
    app = WorkstationApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "a", "i")
        await type_text(pilot, str(source))
        await until(pilot, lambda: source.name in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Security" in shown(app))
        await pilot.press("p")
        await until(pilot, lambda: "503" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: desk.bins.counts()["cold"] == 503)
        await until(pilot, lambda: "it is in" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.place)

        await pilot.press("g", "t", "p", "a")
        for text in ("hold two conversations", "make ten dials", "plan December"):
            await type_text(pilot, text)
            await press(pilot, "enter")
        await pilot.press("enter")
        await until(pilot, lambda: len(desk.goals.for_day()) == 3)

        for letter in OUTCOMES:
            before = len(desk.history.recent(200))
            await pilot.press("l", letter)
            await until(pilot, lambda before=before: len(desk.history.recent(200)) > before)
            clock.advance(minutes=3)
        for day in ("tue", "+2d"):
            before = len(desk.history.recent(200))
            await pilot.press("l", "t", *day, "enter")
            await until(pilot, lambda before=before: len(desk.history.recent(200)) > before)
            clock.advance(minutes=6)
        await pilot.press("3")
        await until(pilot, lambda: all(goal.done for goal in desk.goals.for_day()))

        assert "10/10" in shown(app)
        assert desk.bins.counts()["working"] >= 2
        await pilot.press("g", "d")
        await until(pilot, lambda: "Conversations" in shown(app))
        tiles = {tile.key: tile for tile in desk.dashboard.tiles()}
        assert next(iter(tiles.values())).value == 2
        await pilot.press("q")

    path = desk.store.path
    again = open_desk(path, clock)
    app = WorkstationApp(again)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(40):
            await pilot.press("u")
            await pilot.pause()
        await until(pilot, lambda: dump(again) == empty)
    again.close()
