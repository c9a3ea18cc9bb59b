"""The calendar file that is kept current."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.desk import world
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

CHICAGO = ZoneInfo("America/Chicago")
PHONE = {"number": "+13125550142", "display": "+1 312 555 0142"}


def titles(path: Path) -> list[str]:
    calendar = Calendar.from_ical(path.read_bytes())
    return sorted(str(each["SUMMARY"]) for each in calendar.walk("VEVENT"))


def test_it_follows_what_is_planned_and_is_left_alone_otherwise(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "w.ics"
    corvid = world.account(desk, "Corvid Labs")
    world.follow_up(desk, corvid, desk.days.today())
    assert desk.kept_calendar.keep(path).advice == (f"Subscribe to {path} once.",)
    assert titles(path) == ["Call: Corvid Labs"]
    assert path.stat().st_mode & 0o777 == 0o600
    written = path.stat().st_ino
    desk.goals.add("plan December")
    desk.kept_calendar.refresh()
    assert path.stat().st_ino == written
    starts = datetime(2026, 11, 25, 15, 0, tzinfo=CHICAGO)
    booked = desk.meetings.book(corvid, None, starts, 30, "Talk")
    desk.kept_calendar.refresh()
    assert "Talk" in titles(path)
    assert "Meeting: Corvid Labs" not in titles(path)
    calendar = Calendar.from_ical(path.read_bytes())
    (meeting,) = (each for each in calendar.walk("VEVENT") if each["SUMMARY"] == "Talk")
    assert meeting["DTSTART"].dt == starts
    assert meeting["UID"] == desk.meetings.get(booked.meeting).uid
    desk.meetings.cancel(booked.meeting)
    desk.kept_calendar.refresh()
    calendar = Calendar.from_ical(path.read_bytes())
    assert {str(e["SUMMARY"]): str(e["STATUS"]) for e in calendar.walk("VEVENT")}["Talk"] == (
        "CANCELLED"
    )
    desk.accounts.edit(corvid, {"name": "Corvid Limited"})
    path.unlink()
    desk.kept_calendar.refresh()
    assert "Call: Corvid Limited" in titles(path)


def test_nobody_is_in_it_who_is_not_to_be_contacted_unless_promised(
    desk: Desk, tmp_path: Path
) -> None:
    day = desk.days.today()
    for name, more in (
        ("Customer", {"bin": "avoid.client"}),
        ("Unknown Bin", {"bin": "nowhere"}),
        ("Silent", {}),
        ("Unwritten", {}),
    ):
        number = world.account(desk, name, **more)
        flags = {"Silent": {"do_not_call": 1}, "Unwritten": {"opted_out": 1}}.get(name, {})
        with desk.store.action("person") as act:
            told = {"account_id": number, "name": "Quinn Marsh", "created_on": day.isoformat()}
            who = act.insert("contacts", told | flags)
            act.insert("phones", {"account_id": number, "contact_id": who, **PHONE})
        for channel in ("call", "email", "task"):
            world.follow_up(desk, number, day, channel=channel, contact_id=who)
        world.follow_up(desk, number, day, channel="call", contact_id=who, promised=1)
    path = tmp_path / "w.ics"
    desk.kept_calendar.keep(path)
    assert [each.removesuffix(", Quinn Marsh") for each in titles(path)] == [
        "Call: Unwritten", "Email: Silent",
        "Promised call: Customer", "Promised call: Silent", "Promised call: Unknown Bin",
        "Promised call: Unwritten",
        "Task: Customer", "Task: Silent", "Task: Unknown Bin", "Task: Unwritten",
    ]  # fmt: skip
    said = {
        str(each["SUMMARY"]).partition(": ")[2]: str(each["DESCRIPTION"])
        for each in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        if str(each["SUMMARY"]).startswith("Promised")
    }
    assert said["Silent, Quinn Marsh"].endswith("asked not to be called")
    assert said["Customer, Quinn Marsh"].endswith("to avoid: calling needs a reason")
    assert "+13125550142" not in said["Silent, Quinn Marsh"] + said["Customer, Quinn Marsh"]


def test_a_time_of_day_is_a_moment_and_a_day_is_all_day(desk: Desk, tmp_path: Path) -> None:
    corvid = world.account(desk, "Corvid Labs")
    at = datetime(2026, 11, 24, 15, 0, tzinfo=CHICAGO)
    world.follow_up(
        desk, corvid, at.date(), due_at="2026-11-24T21:00:00Z", promised=1, channel="email"
    )
    world.follow_up(desk, corvid, at.date() + timedelta(days=1))
    desk.kept_calendar.keep(tmp_path / "w.ics")
    calendar = Calendar.from_ical((tmp_path / "w.ics").read_bytes())
    starts = {str(each["SUMMARY"]): each["DTSTART"].dt for each in calendar.walk("VEVENT")}
    assert starts == {
        "Promised email: Corvid Labs": at,
        "Call: Corvid Labs": at.date() + timedelta(days=1),
    }


def test_nobody_elses_file_is_written_over(desk: Desk, tmp_path: Path) -> None:
    theirs = tmp_path / "own.ics"
    theirs.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    with pytest.raises(DeskError, match="exists already"):
        desk.kept_calendar.keep(theirs)
    desk.settings.set("calendar", str(tmp_path))
    with pytest.raises(DeskError, match="your own calendar is read from"):
        desk.kept_calendar.keep(tmp_path / "new.ics")
    for bad in (tmp_path, tmp_path / "w.txt"):
        with pytest.raises(DeskError):
            desk.kept_calendar.keep(bad)
    desk.settings.set("calendar_kept", str(theirs))
    with pytest.raises(DeskError, match="is not the calendar that is kept there"):
        desk.kept_calendar.refresh()
    assert "PRODID" not in theirs.read_text(encoding="utf-8")
    desk.settings.set("calendar_kept", "")
    desk.kept_calendar.refresh()


def test_a_folder_that_went_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    desk.kept_calendar.keep(folder / "w.ics")
    (folder / "w.ics").unlink()
    folder.rmdir()
    with pytest.raises(DeskError, match=r"w\.ics cannot be written \(No such file"):
        desk.kept_calendar.refresh()
