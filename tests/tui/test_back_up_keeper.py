import io
from pathlib import Path

import pytest

from tests.tui.at_desk import at_desk
from tests.tui.pressing import settle
from workstation.desk.desk import Desk
from workstation.store.backup_files import folder_of
from workstation.tui import leaving


def in_trouble(desk: Desk) -> None:
    folder_of(desk.store.path).write_text("in the way")
    desk.accounts.add({"name": "Corvid Labs"})
    desk.safety.leave()


async def test_trouble_with_backups_is_said_once_and_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with at_desk(tmp_path, here=in_trouble) as pilot:
        app, desk = pilot.app, pilot.app.desk
        await settle(pilot)
        assert [said for said in app.said if said.startswith("The last back-up failed")]
        app.said.clear()
        desk.clock.advance(minutes=31)
        for _ in range(2):
            app._back_ups.look()
            await settle(pilot)
        assert len(app.said) == 1
        assert app.said[0].startswith("The last 2 back-ups failed")
        desk.accounts.add({"name": "Halden Paper"})
        monkeypatch.setattr(leaving.sys, "stderr", said := io.StringIO())
        leaving.leave(desk)
        assert said.getvalue().startswith("The last 3 back-ups failed")
        folder_of(desk.store.path).unlink()
        desk.clock.advance(minutes=31)
        app._back_ups.look()
        await settle(pilot)
        assert [one.why for one in desk.safety.backups()] == ["automatic"]
        leaving.leave(desk)
        assert len(app.said) == 1
        assert said.getvalue().count("\n") == 1
