"""Changes of many rows run in a thread, with a bar, and can be stopped."""

import pytest

from tests.tui.pressing import toasts, until
from workstation.desk.desk import Desk
from workstation.tui import doing
from workstation.tui.app import WorkstationApp
from workstation.tui.dialogs.busy import Busy


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Three thousand accounts from one action."""
    day = desk.days.today().isoformat()
    with desk.store.action("Import many") as act:
        act.insert_many(
            "accounts",
            ("name", "bin_since_on", "created_on"),
            [(f"Company {number:04}", day, day) for number in range(3000)],
        )
    return desk


async def test_undoing_a_large_action_shows_how_far_it_is_and_reports_it(many: Desk) -> None:
    app = WorkstationApp(many)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("u")
        await until(pilot, lambda: many.bins.counts()["cold"] == 0)
        await until(pilot, lambda: "Undone: Import many" in toasts(pilot))
        assert not isinstance(app.screen, Busy)


async def test_stopping_it_leaves_everything_as_it_was(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = WorkstationApp(many)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        busy = Busy("Undoing", lambda desk, told: desk.history.undo(progress=told))
        busy._long.stop()
        app.push_screen(busy)
        await until(pilot, lambda: "nothing was changed" in toasts(pilot))
    assert many.bins.counts()["cold"] == 3000
    assert not many.history.recent(1)[0].undone


async def test_a_small_change_needs_no_bar(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "AT_ONCE", 5000)
    app = WorkstationApp(many)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert many.bins.counts()["cold"] == 0
