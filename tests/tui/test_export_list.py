"""Exporting the list on the screen, and the calendar file that follows what is done there."""

import csv
from pathlib import Path

from icalendar import Calendar

from tests.desk import world
from tests.tui.at_desk import at_desk
from tests.tui.pressing import press, settle, type_text
from tests.tui.reading import shown
from workstation.desk.desk import Desk


def fill(desk: Desk) -> None:
    for name in ("Brightline Foods", "Corvid Labs", "Halden Paper"):
        desk.accounts.add_contact(world.account(desk, name), "Ada Example")


async def test_what_is_marked_goes_into_a_file_and_the_calendar_follows(tmp_path: Path):
    target, kept = tmp_path / "out.csv", tmp_path / "w.ics"
    async with at_desk(
        tmp_path, prepare=fill, here=lambda desk: desk.kept_calendar.keep(kept)
    ) as pilot:
        await press(pilot, "g", "a", "v", "v", "X")
        assert "Export 2 accounts as" in shown(pilot.app)
        await press(pilot, "c", "s", "enter", "ctrl+u")
        await type_text(pilot, str(target))
        assert "out.csv and out-contacts.csv" in shown(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        with target.open(encoding="utf-8", newline="") as file:
            assert [row["Name"] for row in csv.DictReader(file)] == [
                "Brightline Foods", "Corvid Labs",
            ]  # fmt: skip
        with target.with_stem("out-contacts").open(encoding="utf-8", newline="") as file:
            assert [row["Account"] for row in csv.DictReader(file)] == [
                "Brightline Foods", "Corvid Labs",
            ]  # fmt: skip
        await press(pilot, "X", "c", "s", "enter", "ctrl+u")
        await type_text(pilot, str(target))
        assert "exists already" in shown(pilot.app)
        await press(pilot, "escape")
        app = pilot.app
        corvid = app.desk.accounts.resolve("Corvid")
        app.do(lambda: app.desk.follow_ups.plan(corvid, app.desk.days.read("tomorrow")))
        app.following.look()
        await settle(pilot)
        (entry,) = Calendar.from_ical(kept.read_bytes()).walk("VEVENT")
        assert entry["SUMMARY"] == "Call: Corvid Labs"
        kept.unlink()
        kept.mkdir()
        for _ in range(2):
            app.do(lambda: app.desk.follow_ups.plan(corvid, app.desk.days.read("+3d")))
            app.clear_notifications()
            app.following.look()
            await settle(pilot)
            said = [each.message for each in app._notifications]
            app.clear_notifications()
            if _ == 0:
                assert any("is not the calendar that is kept there" in each for each in said)
        assert not any("is not the calendar" in each for each in said)
