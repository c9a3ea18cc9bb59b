from pathlib import Path

from tests.store.test_log import in_file_alone
from tests.tui.at_desk import at_desk
from tests.tui.pressing import settle
from workstation.tui.pause import QUIET_TICKS


async def test_what_was_saved_is_brought_into_the_file_when_the_typing_pauses(tmp_path: Path):
    async with at_desk(tmp_path) as pilot:
        app = pilot.app
        app.desk.accounts.add({"name": "Corvid Labs"})
        for _ in range(QUIET_TICKS + 1):
            app.following.look()
        await settle(pilot)
        assert in_file_alone(app.desk.store.path) == [], "nobody has typed, there is no pause"
        await pilot.press("x")
        for _ in range(QUIET_TICKS - 1):
            app.following.look()
        await settle(pilot)
        assert in_file_alone(app.desk.store.path) == []
        app.following.look()
        await settle(pilot)
        assert in_file_alone(app.desk.store.path) == ["Corvid Labs"]
        app.desk.accounts.add({"name": "Halden Paper"})
        app.log_keeper.look()
        await settle(pilot)
        assert in_file_alone(app.desk.store.path) == ["Corvid Labs", "Halden Paper"]
