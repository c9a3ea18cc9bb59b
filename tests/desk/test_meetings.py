"""A meeting agreed in a call is booked on the spot, remembered in time, and follows its fate."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.desk.measures import sql as measure_sql

CHICAGO = ZoneInfo("America/Chicago")
TUESDAY = datetime(2026, 11, 24, 15, tzinfo=CHICAGO)


@pytest.fixture
def corvid(desk: Desk) -> int:
    desk.settings.set_many({"name": "Rowan Ashby", "company": "Northwind", "country": "US"})
    made = desk.accounts.add(
        {"name": "Corvid Labs", "country": "US", "city": "New York"}, "working"
    )
    assert made.made is not None
    return made.made


@pytest.fixture
def marlow(desk: Desk, corvid: int) -> int:
    made = desk.accounts.add_contact(corvid, "Marlow Finch", email="marlow@example.com").made
    assert made is not None
    return made


def steps(desk: Desk, account: int) -> list[tuple[str, str, str]]:
    """Return the open follow-ups: channel, local day and time, why."""
    zone = desk.clock.now().tzinfo
    return [
        (
            each.channel,
            f"{each.due_at.astimezone(zone):%a %d %H:%M}"
            if each.due_at
            else f"{each.due_on:%a %d}",
            each.why,
        )
        for each in desk.accounts.open_follow_ups(account)
    ]


def all_rows(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(row) for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in ("meetings", "follow_ups", "activities", "accounts")
    ]


def event(path: Path | None):
    assert path is not None
    calendar = Calendar.from_ical(path.read_bytes())
    (found,) = calendar.walk("VEVENT")
    return calendar["METHOD"], found


def test_booking_writes_the_promise_two_reminders_and_an_invitation(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.settings.set_many(
        {"email": "rowan@example.com", "meeting_place": "https://meet.example.com"}
    )
    made = desk.meetings.book(corvid, marlow, TUESDAY, 60)
    assert made.changed.title == "Book meeting: Corvid Labs, Tue 24 Nov 15:00"
    assert made.changed.advice == ()
    assert steps(desk, corvid) == [
        ("email", "Mon 23", "Remind Marlow Finch of the meeting Tue 24 Nov 15:00"),
        ("task", "Tue 24 14:00", "Remind Marlow Finch of the meeting Tue 24 Nov 15:00"),
        ("meeting", "Tue 24 15:00", "Northwind and Corvid Labs"),
    ]
    method, found = event(made.invitation)
    assert (method, found["SUMMARY"], found["LOCATION"]) == (
        "REQUEST", "Northwind and Corvid Labs", "https://meet.example.com"
    )  # fmt: skip
    assert found["DTEND"].dt == datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert made.invitation == desk.store.path.parent / "invitations" / made.invitation.name
    assert stat.S_IMODE(made.invitation.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.invitation.parent.stat().st_mode) == 0o700
    assert list(made.invitation.parent.iterdir()) == [made.invitation]
    assert [each.id for each in desk.meetings.ahead()] == [made.meeting]


def test_the_day_before_is_a_working_day_and_no_reminder_is_past(desk: Desk, corvid: int) -> None:
    monday = datetime(2026, 11, 30, 9, tzinfo=CHICAGO)
    desk.meetings.book(corvid, None, monday)
    assert [step[:2] for step in steps(desk, corvid)][:2] == [
        ("email", "Fri 27"),
        ("task", "Mon 30 08:00"),
    ]
    other = desk.accounts.add({"name": "Halden Paper"}).made
    assert other is not None
    desk.meetings.book(other, None, desk.clock.now() + timedelta(minutes=40))
    assert [step[0] for step in steps(desk, other)] == ["meeting"]


def test_undo_takes_a_booking_back_whole_and_redo_brings_it_again(desk: Desk, corvid: int) -> None:
    before = all_rows(desk)
    made = desk.meetings.book(corvid, None, TUESDAY)
    booked = all_rows(desk)
    desk.history.undo()
    assert all_rows(desk) == before
    desk.history.redo()
    assert all_rows(desk) == booked
    for change in (
        lambda: desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=1)),
        lambda: desk.meetings.cancel(made.meeting, "changed their mind"),
    ):
        change()
        assert all_rows(desk) != booked
        desk.history.undo()
        assert [[row[:-1] for row in table] for table in all_rows(desk)] == [
            [row[:-1] for row in table] for table in booked
        ]


def test_moving_a_meeting_moves_its_reminders_and_its_invitation(desk: Desk, corvid: int) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    before = event(made.invitation)[1]
    moved = desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=8, hours=1))
    assert [step[:2] for step in steps(desk, corvid)] == [
        ("email", "Tue 01"), ("task", "Wed 02 15:00"), ("meeting", "Wed 02 16:00")
    ]  # fmt: skip
    after = event(moved.invitation)[1]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert moved.invitation == made.invitation
    off = desk.meetings.cancel(made.meeting)
    assert (event(off.invitation)[1]["STATUS"], event(off.invitation)[1]["SEQUENCE"]) == (
        "CANCELLED",
        2,
    )
    assert steps(desk, corvid) == []
    assert off.changed.advice == ("Nothing is planned with Corvid Labs any more.",)
    with pytest.raises(DeskError, match="is off already"):
        desk.meetings.reschedule(made.meeting, TUESDAY)


def test_a_folder_that_cannot_be_written_never_loses_the_booking(
    desk: Desk, corvid: int, tmp_path: Path
) -> None:
    desk.settings.set("invitations", str(tmp_path / "out"))
    (tmp_path / "out").write_text("a file where the folder should be")
    made = desk.meetings.book(corvid, None, TUESDAY)
    assert made.invitation is None
    assert "could not be written" in made.changed.advice[0]
    assert len(steps(desk, corvid)) == 3


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "Ünï çødé ☂", "☂☂", "a/b\\c:d", "x" * 300, "CON"]
)
def test_the_name_of_the_file_is_safe_whatever_the_account_is_called(desk: Desk, name: str) -> None:
    account = desk.accounts.add({"name": name}).made
    assert account is not None
    path = desk.meetings.book(account, None, TUESDAY).invitation
    assert path is not None
    assert path.resolve().parent == desk.store.path.resolve().parent / "invitations"
    assert path.name.isascii()
    assert len(path.name) < 60


@pytest.mark.parametrize(
    ("moment", "minutes", "why"),
    [
        (TUESDAY - timedelta(days=2), 30, "in the past"),
        (TUESDAY, 0, "5 to 480 minutes"),
        (TUESDAY, 10_000, "5 to 480 minutes"),
    ],
)
def test_what_cannot_be_booked_is_refused(
    desk: Desk, corvid: int, moment: datetime, minutes: int, why: str
) -> None:
    with pytest.raises(DeskError, match=why):
        desk.meetings.book(corvid, None, moment, minutes)
    assert desk.meetings.ahead() == []


def test_a_meeting_held_is_logged_at_its_time_and_asks_for_a_next_step(
    desk: Desk, clock: FrozenClock, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    with pytest.raises(DeskError, match="only Tue 24 Nov 15:00"):
        desk.meetings.held(made.meeting)
    clock.advance(days=2)
    changed = desk.meetings.held(made.meeting)
    assert changed.advice
    row = desk.store.row("SELECT * FROM activities")
    assert (row["meeting"], row["happened_on"], row["counts_as"]) == (
        "held",
        "2026-11-24",
        "conversation",
    )
    assert steps(desk, corvid) == []
    assert desk.meetings.get(made.meeting).state == "held"
    states = desk.store.rows("SELECT channel, state FROM follow_ups ORDER BY channel")
    assert [tuple(state) for state in states] == [
        ("email", "skipped"), ("meeting", "done"), ("task", "skipped")
    ]  # fmt: skip


def test_after_a_no_show_another_time_is_offered_the_same_day(
    desk: Desk, clock: FrozenClock, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    clock.moment = TUESDAY + timedelta(minutes=20)
    desk.meetings.no_show(made.meeting)
    ((channel, due, why),) = steps(desk, corvid)
    assert (channel, due) == ("call", "Tue 24")
    assert "another time" in why
    row = desk.queue.row(corvid)
    assert row is not None
    assert (row.class_, row.channel) == ("step_due", "call")
    again = desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=1))
    assert "call" not in [step[0] for step in steps(desk, corvid)]
    assert desk.meetings.get(again.meeting).state == "booked"


@pytest.mark.parametrize(
    ("outcome", "state"), [("meeting_held", "held"), ("discovery", "held"), ("no_show", "no_show")]
)
def test_a_meeting_follows_what_is_logged_in_the_same_action(
    desk: Desk, clock: FrozenClock, corvid: int, marlow: int, outcome: str, state: str
) -> None:
    made = desk.meetings.book(corvid, marlow, TUESDAY)
    later = desk.meetings.book(corvid, marlow, TUESDAY + timedelta(days=7))
    clock.moment = TUESDAY + timedelta(minutes=40)
    desk.calls.log(LogEntry(account_id=corvid, contact_id=marlow, outcome=outcome))
    assert desk.meetings.get(made.meeting).state == state
    assert [each.id for each in desk.meetings.ahead()] == [later.meeting]
    assert len(steps(desk, corvid)) == 3
    desk.history.undo()
    assert desk.meetings.get(made.meeting).state == "booked"
    assert len(desk.meetings.ahead()) == 2


def test_a_conversation_logged_on_the_meeting_itself_means_it_was_held(
    desk: Desk, clock: FrozenClock, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    clock.moment = TUESDAY + timedelta(minutes=1)
    row = desk.queue.row(corvid)
    assert row is not None
    assert (row.class_, row.channel) == ("promised_now", "meeting")
    desk.calls.log(
        LogEntry(account_id=corvid, outcome="conversation", follow_up_id=row.follow_up_id)
    )
    assert desk.meetings.get(made.meeting).state == "held"
    assert desk.store.value("SELECT meeting FROM activities") == "held"


def test_what_is_done_with_the_promise_is_done_with_the_meeting(
    desk: Desk, clock: FrozenClock, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    promise = desk.store.value("SELECT id FROM follow_ups WHERE channel = 'meeting'")
    with pytest.raises(DeskError, match="time of day"):
        desk.follow_ups.reschedule(promise, desk.days.read("+3d"))
    with pytest.raises(DeskError, match="is only"):
        desk.follow_ups.done(promise)
    desk.follow_ups.reschedule(promise, desk.days.read("wed 10:00"))
    moved = desk.meetings.get(made.meeting)
    assert moved.starts_at == datetime(2026, 11, 25, 16, tzinfo=UTC)
    desk.follow_ups.skip(promise, "budget frozen")
    assert desk.meetings.get(made.meeting).state == "cancelled"
    desk.history.undo()
    clock.advance(days=3)
    desk.follow_ups.done(promise)
    assert desk.meetings.get(made.meeting).state == "held"


def test_a_call_before_the_meeting_leaves_it_booked(desk: Desk, corvid: int) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    for outcome in ("no_show", "meeting_held", "conversation", "no_answer"):
        desk.calls.log(LogEntry(account_id=corvid, outcome=outcome))
    assert desk.meetings.get(made.meeting).state == "booked"
    assert len(steps(desk, corvid)) == 3


def test_a_meeting_planned_in_words_and_then_booked_is_one_promise(desk: Desk, corvid: int) -> None:
    desk.follow_ups.plan(corvid, desk.days.read("tue 3pm"), channel="meeting", promised=True)
    desk.meetings.book(corvid, None, TUESDAY)
    assert [step[0] for step in steps(desk, corvid)].count("meeting") == 1


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Auckland", "Europe/London"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    zone = ZoneInfo(request.param)
    opened = open_desk(tmp_path / "other.db", FrozenClock(datetime(2026, 10, 23, 9, tzinfo=zone)))
    yield opened
    opened.close()


def test_the_queue_shows_reminders_and_the_meeting_at_their_moments(elsewhere: Desk) -> None:
    """Booked before the clocks change (London 25 October, Auckland 27 September before)."""
    desk, clock = elsewhere, elsewhere.clock
    assert isinstance(clock, FrozenClock)
    account = desk.accounts.add(
        {"name": "Corvid", "country": "US", "city": "Chicago"}, "working"
    ).made
    assert account is not None
    zone = clock.moment.tzinfo
    meeting = datetime(2026, 10, 28, 14, tzinfo=zone)
    desk.meetings.book(account, None, meeting)

    def at(local: datetime) -> tuple[str, str, str]:
        clock.moment = local
        row = desk.queue.row(account)
        return (row.class_, row.channel, row.waits) if row and row.follow_up_id else ("", "", "")

    assert at(datetime(2026, 10, 26, 23, 59, tzinfo=zone)) == ("", "", "")
    assert at(datetime(2026, 10, 27, 0, 1, tzinfo=zone)) == ("step_due", "email", "")
    row = desk.queue.row(account)
    assert row is not None and row.follow_up_id is not None
    desk.follow_ups.done(row.follow_up_id)
    assert at(datetime(2026, 10, 28, 9, 0, tzinfo=zone))[:2] == ("promised_today", "meeting")
    assert at(datetime(2026, 10, 28, 12, 51, tzinfo=zone)) == ("promised_now", "task", "")
    row = desk.queue.row(account)
    assert row is not None and row.follow_up_id is not None
    assert row.why == "Remind Corvid of the meeting Wed 28 Oct 14:00"
    desk.follow_ups.done(row.follow_up_id)
    assert at(datetime(2026, 10, 28, 13, 49, tzinfo=zone))[0] == "promised_today"
    assert at(datetime(2026, 10, 28, 13, 50, tzinfo=zone)) == ("promised_now", "meeting", "")


def own_calendar(path: Path, start: str, title: str = "Dentist", uid: str = "x") -> None:
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
        f"UID:{uid}\nSUMMARY:{title}\nDTSTART:{start}\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
    )


def test_what_is_in_the_way_of_a_time_is_said(desk: Desk, corvid: int, tmp_path: Path) -> None:
    own = tmp_path / "own.ics"
    own_calendar(own, "20261124T143000")
    desk.settings.set("calendar", str(own))
    made = desk.meetings.book(corvid, None, TUESDAY + timedelta(hours=2))
    plan = desk.follow_ups.plan(corvid, desk.days.read("tue 15:45"), promised=True)
    assert desk.meetings.clashes(TUESDAY, 30) == [
        "You have “Dentist” in your calendar on Tue 24 Nov from 14:30 to 15:30.",
        "You have a call for Corvid Labs on Tue 24 Nov at 15:45.",
    ]
    assert desk.meetings.clashes(TUESDAY + timedelta(hours=2), 30) == [
        "You have a meeting with Corvid Labs on Tue 24 Nov from 17:00 to 17:30."
    ]
    assert desk.meetings.clashes(TUESDAY + timedelta(hours=2), except_meeting=made.meeting) == []
    assert len(desk.meetings.clashes(TUESDAY, 30, except_follow_up=plan.made)) == 1
    assert desk.meetings.clashes(TUESDAY + timedelta(hours=4), 30) == []
    assert len(desk.meetings.clashes(TUESDAY, 300)) == 3
    assert desk.meetings.clashes(TUESDAY + timedelta(days=200), 30) == []


def test_an_invitation_put_into_ones_own_calendar_is_not_counted_twice(
    desk: Desk, corvid: int, tmp_path: Path
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    assert made.invitation is not None
    desk.settings.set("calendar", str(made.invitation.parent))
    assert [each.source for each in desk.meetings.busy(TUESDAY.date(), TUESDAY.date())] == [
        "meeting"
    ]


def test_times_offered_are_free_and_change_with_the_calendar(
    desk: Desk, corvid: int, tmp_path: Path
) -> None:
    own = tmp_path / "own.ics"
    own_calendar(own, "20261124T100000")
    desk.settings.set("calendar", str(own))
    # Thursday is Thanksgiving; New York is an hour ahead.
    assert [each.said for each in desk.meetings.suggest(corvid)] == [
        "Tue 24 Nov 09:00, 10:00 for them",
        "Tue 24 Nov 14:00, 15:00 for them",
        "Fri 27 Nov 11:00, 12:00 for them",
    ]
    own_calendar(own, "20261125T100000", "Moved to another day")
    assert desk.meetings.suggest(corvid)[0].said.startswith("Tue 24 Nov 10:00")
    with pytest.raises(DeskError, match="minutes"):
        desk.meetings.suggest(corvid, minutes=0)


def test_holidays_of_their_country_are_not_offered(desk: Desk) -> None:
    desk.clock.moment = datetime(2026, 12, 23, 9, tzinfo=CHICAGO)  # type: ignore[attr-defined]
    desk.settings.set("country", "US")
    british = desk.accounts.add({"name": "Ostrom", "country": "GB", "city": "London"}).made
    assert british is not None
    days = {each.day.isoformat() for each in desk.meetings.suggest(british)}
    assert "2026-12-28" not in days  # Boxing Day, in lieu


def test_a_calendar_that_is_gone_or_broken_is_said_and_stops_nothing(
    desk: Desk, corvid: int, tmp_path: Path
) -> None:
    own = tmp_path / "own.ics"
    with pytest.raises(DeskError, match="There is no file or folder"):
        desk.settings.set("calendar", str(own))
    own.write_bytes(b"")
    desk.settings.set("calendar", str(own))
    assert desk.meetings.calendar_problems() == ("own.ics is empty.",)
    assert len(desk.meetings.suggest(corvid)) == 3
    own.unlink()
    assert "cannot be read" in desk.meetings.calendar_problems()[0]
    assert desk.meetings.clashes(TUESDAY) == []
    desk.settings.set("calendar", "")
    assert desk.meetings.calendar_problems() == ()


def test_settings_of_meetings_are_checked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for key, value in (("email", "me"), ("invitations", str(tmp_path / "file"))):
        with pytest.raises(DeskError):
            desk.settings.set(key, value)


def promise_of(desk: Desk, account: int) -> int:
    (found,) = [
        each for each in desk.accounts.open_follow_ups(account) if each.channel == "meeting"
    ]
    return found.id


def test_a_call_on_the_promise_days_ahead_leaves_the_meeting_in_the_queue(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.meetings.book(corvid, marlow, TUESDAY)
    promise = promise_of(desk, corvid)

    desk.calls.log(LogEntry(corvid, "conversation", contact_id=marlow, follow_up_id=promise))

    assert promise_of(desk, corvid) == promise
    assert [each.state for each in desk.meetings.ahead()] == ["booked"]


def test_a_dial_at_the_time_of_a_meeting_that_nobody_answers_does_not_end_it(
    desk: Desk, corvid: int, marlow: int, clock: FrozenClock
) -> None:
    desk.meetings.book(corvid, marlow, clock.now() + timedelta(hours=2))
    promise = promise_of(desk, corvid)
    clock.advance(hours=2)

    desk.calls.log(LogEntry(corvid, "no_answer", contact_id=marlow, follow_up_id=promise))
    assert promise_of(desk, corvid) == promise

    desk.calls.log(LogEntry(corvid, "conversation", contact_id=marlow, follow_up_id=promise))
    assert desk.meetings.ahead() == []
    assert all(each.channel != "meeting" for each in desk.accounts.open_follow_ups(corvid))


@pytest.mark.parametrize("undone", [True, False])
def test_a_meeting_taken_back_before_the_call_is_logged_does_not_count_as_booked(
    desk: Desk, corvid: int, marlow: int, undone: bool
) -> None:
    made = desk.meetings.book(corvid, marlow, TUESDAY)
    if undone:
        desk.history.undo(made.changed.action)
    else:
        desk.meetings.cancel(made.meeting)

    logged = desk.calls.log(
        LogEntry(corvid, "conversation", contact_id=marlow, meeting=made.meeting)
    )

    (meeting,) = desk.store.rows("SELECT meeting FROM activities WHERE id = ?", (logged.activity,))
    assert meeting["meeting"] is None


def test_a_meeting_planned_with_somebody_else_at_that_moment_stays_theirs_and_is_a_clash(
    desk: Desk, corvid: int, marlow: int
) -> None:
    other = desk.accounts.add_contact(corvid, "Robin Quill").made
    when = desk.days.read("tomorrow 15:00")
    desk.follow_ups.plan(corvid, when, channel="meeting", promised=True, contact_id=other)
    assert when.at is not None

    made = desk.meetings.book(corvid, marlow, when.at)

    assert len(made.changed.advice) == 1
    rows = desk.store.rows("SELECT contact_id FROM follow_ups WHERE channel = 'meeting'")
    assert {row["contact_id"] for row in rows} == {marlow, other}


def test_booking_what_was_planned_for_that_moment_is_no_clash_with_itself(
    desk: Desk, corvid: int, marlow: int
) -> None:
    when = desk.days.read("tomorrow 15:00")
    desk.follow_ups.plan(corvid, when, channel="meeting", promised=True, contact_id=marlow)
    assert when.at is not None

    made = desk.meetings.book(corvid, marlow, when.at)

    assert made.changed.advice == ()
    assert promise_of(desk, corvid)


@pytest.mark.parametrize(
    ("field", "said", "reminder"),
    [
        ("opted_out", "This person opted out of email.", "task"),
        ("do_not_call", "This person asked not to be called.", "email"),
    ],
)
def test_a_meeting_with_somebody_protected_says_so_and_reminds_by_what_is_left(
    desk: Desk, corvid: int, marlow: int, field: str, said: str, reminder: str
) -> None:
    with desk.store.action("Protect") as act:
        act.update("contacts", marlow, {field: 1})
    made = desk.meetings.book(corvid, marlow, TUESDAY)
    assert made.changed.advice == (said,)
    assert steps(desk, corvid)[0][:2] == (reminder, "Mon 23")
    moved = desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=1))
    assert moved.changed.advice == (said,)
    assert steps(desk, corvid)[0][:2] == (reminder, "Tue 24")


def test_an_account_moved_to_an_avoid_bin_has_its_meetings_called_off(
    desk: Desk, corvid: int, clock: FrozenClock
) -> None:
    past = desk.meetings.book(corvid, None, clock.now() + timedelta(hours=1))
    clock.advance(hours=4)
    made = desk.meetings.book(corvid, None, TUESDAY)
    before = all_rows(desk)
    changed = desk.bins.move([corvid], "avoid.bad_fit", "too small")
    assert changed.advice[0] == (
        "The meeting with Corvid Labs Tue 24 Nov 15:00 is called off; tell them."
    )
    assert desk.meetings.get(made.meeting).state == "cancelled"
    assert desk.meetings.get(past.meeting).state == "booked", "it waits for a word on how it went"
    assert event(made.invitation)[1]["STATUS"] == "CANCELLED"
    assert len(desk.history.recent(1)) == 1 and steps(desk, corvid) == []
    desk.history.undo()
    assert [[row[:-1] for row in table] for table in all_rows(desk)] == [
        [row[:-1] for row in table] for table in before
    ]
    assert event(made.invitation)[1]["STATUS"] == "CONFIRMED"


def test_a_call_that_ends_in_an_avoid_bin_calls_the_meeting_off_too(
    desk: Desk, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    entry = LogEntry(corvid, "not_interested", reason="too small", bin="avoid.bad_fit")
    logged = desk.calls.log(entry)
    assert any("is called off" in each for each in logged.changed.advice)
    assert desk.meetings.get(made.meeting).state == "cancelled"
    assert event(made.invitation)[1]["STATUS"] == "CANCELLED"


def test_undo_and_redo_reach_the_invitation_and_its_sequence_only_rises(
    desk: Desk, corvid: int
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)

    def kept() -> tuple[str, str, int]:
        found = event(made.invitation)[1]
        return f"{found['DTSTART'].dt:%d}", str(found["STATUS"]), int(found["SEQUENCE"])

    assert kept() == ("24", "CONFIRMED", 0)
    desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=1))
    assert kept() == ("25", "CONFIRMED", 1)
    undone = desk.history.undo()
    assert kept() == ("24", "CONFIRMED", 2)
    assert "written anew" in " ".join(undone.advice)
    desk.meetings.cancel(made.meeting)
    assert kept() == ("24", "CANCELLED", 3)
    desk.history.undo()
    assert kept() == ("24", "CONFIRMED", 4)
    desk.history.undo()
    assert kept() == ("24", "CANCELLED", 5), "its booking was undone"
    assert desk.meetings.ahead() == []
    desk.history.redo()
    assert kept() == ("24", "CONFIRMED", 6)
    desk.accounts.edit(corvid, {"name": "Corvid Works"})
    moved = desk.meetings.reschedule(made.meeting, TUESDAY + timedelta(days=2))
    assert (moved.invitation, kept()) == (made.invitation, ("26", "CONFIRMED", 7))


def test_undoing_what_leaves_the_meeting_as_it_is_leaves_its_invitation(
    desk: Desk, corvid: int, clock: FrozenClock
) -> None:
    made = desk.meetings.book(corvid, None, TUESDAY)
    clock.advance(hours=31)
    desk.meetings.held(made.meeting)
    assert made.invitation is not None
    before = made.invitation.read_bytes()
    assert desk.history.undo().advice == ()
    assert made.invitation.read_bytes() == before
    made.invitation.unlink()
    desk.history.redo()
    assert not made.invitation.exists(), "what was never handed out needs no correction"


def test_the_next_meeting_agreed_in_a_meeting_held_counts_as_booked(
    desk: Desk, corvid: int, clock: FrozenClock
) -> None:
    first = desk.meetings.book(corvid, None, TUESDAY)
    clock.advance(hours=31)
    flow = desk.playbook.flows[0].key
    following = desk.meetings.book(corvid, None, TUESDAY + timedelta(days=7))
    desk.calls.log(LogEntry(corvid, "meeting_held", meeting=following.meeting, flow=flow))
    assert desk.meetings.get(first.meeting).state == "held"
    today = desk.days.today()
    measures = desk.playbook.measures
    for key in ("meetings_booked", "meetings_held"):
        measure = next(each for each in measures if each.key == key)
        asked = measure_sql.buckets(measure, today, today, "whole", currency="USD")
        assert [tuple(row) for row in desk.store.rows(asked.sql, asked.values)] == [("", 1)]
    activity = desk.store.value("SELECT max(id) FROM activities")
    again = desk.meetings.book(
        corvid, None, TUESDAY + timedelta(days=9), activity_id=activity
    ).meeting
    assert again and desk.store.value("SELECT meeting FROM activities") == "held"
