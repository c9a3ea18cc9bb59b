"""Meetings and their follow-ups as rows: the meeting itself, its reminders, what ends them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.desk import protection
from workstation.desk.clock import iso, moment_of
from workstation.method.days import NoWorkingDayError, say_day

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value

SOON = timedelta(hours=1)
"""A meeting may be logged as held or missed from so long before its time."""

NEXT_BOOKED = (
    "(activities.meeting = 'held' AND (EXISTS "
    "(SELECT 1 FROM meetings WHERE meetings.activity_id = activities.id) OR EXISTS "
    "(SELECT 1 FROM follow_ups WHERE made_by_id = activities.id AND channel = 'meeting' "
    "AND follow_ups.meeting_id IS NULL)))"
)
"""SQL: this activity was a meeting held, and the next one was agreed in it."""

BOOKED = f"(activities.meeting IS 'booked' OR {NEXT_BOOKED})"
"""SQL: a meeting was agreed in this activity (METHOD, measures: meetings booked)."""

_SELECT = (
    "SELECT meetings.*, accounts.name AS account, contacts.name AS contact FROM meetings "
    "JOIN accounts ON accounts.id = meetings.account_id "
    "LEFT JOIN contacts ON contacts.id = meetings.contact_id "
)


class Meeting(msgspec.Struct, frozen=True):
    """A meeting; ``starts_at`` is aware (UTC), ``state`` booked, held, no_show or cancelled."""

    id: int
    account_id: int
    account: str
    contact_id: int | None
    contact: str | None
    title: str
    place: str | None
    starts_at: datetime
    minutes: int
    state: str
    uid: str
    sequence: int

    @classmethod
    def of(cls, row: "Row | Mapping[str, Any]") -> "Meeting":
        """Read a row of ``meetings`` with the names of account and contact."""
        return cls(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            title=row["title"],
            place=row["place"],
            starts_at=moment_of(row["starts_at"]),
            minutes=row["minutes"],
            state=row["state"],
            uid=row["uid"],
            sequence=row["sequence"],
        )


def find(desk: "Desk", meeting_id: int) -> Meeting | None:
    """Return a meeting, or None."""
    row = desk.store.row(f"{_SELECT} WHERE meetings.id = ?", (meeting_id,))
    return Meeting.of(row) if row else None


def gone(desk: "Desk", made: str | None) -> Meeting | None:
    """Return a meeting whose booking was undone, as called off; None when that is not known.

    ``made`` is the row as it was written, in JSON, with what was NULL left out.
    """
    row = msgspec.json.decode(made or "{}")
    if "uid" not in row:
        return None
    account = desk.store.value("SELECT name FROM accounts WHERE id = ?", (row["account_id"],))
    contact = desk.store.value("SELECT name FROM contacts WHERE id = ?", (row.get("contact_id"),))
    blank = {"contact_id": None, "place": None}
    names = {"account": account or "", "contact": contact, "state": "cancelled"}
    return Meeting.of({**blank, **row, **names})


def booked(desk: "Desk") -> list[Meeting]:
    """Return every meeting that is booked, earliest first."""
    rows = desk.store.rows(f"{_SELECT} WHERE meetings.state = 'booked' ORDER BY starts_at")
    return [Meeting.of(row) for row in rows]


def open_with(desk: "Desk", account_id: int) -> list[Meeting]:
    """Return an account's meetings that are booked or wait for another time, earliest first."""
    rows = desk.store.rows(
        f"{_SELECT} WHERE meetings.account_id = ? AND (meetings.state = 'booked' OR "
        "(meetings.state = 'no_show' AND EXISTS (SELECT 1 FROM follow_ups "
        "WHERE meeting_id = meetings.id AND follow_ups.state = 'open'))) ORDER BY starts_at",
        (account_id,),
    )
    return [Meeting.of(row) for row in rows]


def of_follow_up(desk: "Desk", follow_up_id: int | None) -> Meeting | None:
    """Return the meeting whose promise a follow-up is."""
    row = desk.store.row(
        f"{_SELECT} JOIN follow_ups ON follow_ups.meeting_id = meetings.id "
        "WHERE follow_ups.id = ? AND follow_ups.channel = 'meeting'",
        (follow_up_id,),
    )
    return Meeting.of(row) if row else None


def promise_of(desk: "Desk", meeting_id: int) -> int | None:
    """Return the open follow-up that is the meeting itself."""
    rows = _open(desk, meeting_id)
    return next((int(row["id"]) for row in rows if row["channel"] == "meeting"), None)


def ahead_at(desk: "Desk", account_ids: Iterable[int]) -> list[Meeting]:
    """Return the meetings booked with accounts whose time has not come, earliest first."""
    rows = desk.store.rows(
        f"{_SELECT} WHERE meetings.state = 'booked' AND starts_at > ? AND meetings.account_id IN "
        "(SELECT value FROM json_each(?)) ORDER BY starts_at",
        (iso(desk.clock.now()), msgspec.json.encode(list(account_ids)).decode()),
    )
    return [Meeting.of(row) for row in rows]


def time_columns(desk: "Desk", moment: datetime) -> "dict[str, Value]":
    """Return the columns of a meeting's time."""
    local = moment.astimezone(desk.clock.now().tzinfo)
    return {"starts_at": iso(moment), "day_on": local.date().isoformat()}


def due_at_columns(desk: "Desk", moment: datetime) -> "dict[str, Value]":
    """Return the due columns of a follow-up at a moment."""
    local = moment.astimezone(desk.clock.now().tzinfo)
    return {"due_on": local.date().isoformat(), "due_at": iso(moment)}


def planned_for(
    desk: "Desk", account_id: int, contact_id: int | None, moment: datetime
) -> int | None:
    """Return the follow-up that plans a meeting with somebody at a moment, None without one."""
    found = desk.store.value(
        "SELECT id FROM follow_ups WHERE account_id = ? AND state = 'open' "
        "AND channel = 'meeting' AND meeting_id IS NULL AND due_at = ? "
        "AND (contact_id IS NULL OR contact_id IS ?)",
        (account_id, iso(moment), contact_id),
    )
    return None if found is None else int(found)


def plan_meeting(desk: "Desk", act: "Writer", meeting: Meeting) -> None:
    """Write the promise of a meeting, or take the one planned for that very moment."""
    planned = planned_for(desk, meeting.account_id, meeting.contact_id, meeting.starts_at)
    if planned is not None:
        act.update(
            "follow_ups", planned, {"meeting_id": meeting.id, "contact_id": meeting.contact_id}
        )
        return
    _insert(
        act,
        meeting,
        channel="meeting",
        why=meeting.title,
        promised=1,
        promised_by="me",
        **due_at_columns(desk, meeting.starts_at),
    )


def plan_reminders(desk: "Desk", act: "Writer", meeting: Meeting) -> None:
    """Write the reminders that are still ahead: the working day before, and an hour before.

    The first is an email, or a task for the rep where the person must not be mailed.
    Source: METHOD, cadences, no-show.
    """
    now = desk.clock.now()
    local = meeting.starts_at.astimezone(now.tzinfo)
    who = meeting.contact or meeting.account
    at = f"{say_day(local.date(), near=now.date())} {local:%H:%M}"
    why = f"Remind {who} of the meeting {at}"
    try:
        eve = desk.days.working().add(local.date(), -1)
    except NoWorkingDayError:
        eve = local.date() - timedelta(days=1)
    if eve >= now.date():
        mail = protection.verdict(desk, meeting.account_id, meeting.contact_id, "email").ok
        channel = "email" if mail else "task"
        _insert(act, meeting, channel=channel, why=why, due_on=eve.isoformat())
    hour_before = meeting.starts_at - timedelta(hours=1)
    if hour_before > now.astimezone(UTC):
        _insert(act, meeting, channel="task", why=why, **due_at_columns(desk, hour_before))


def drop_reminders(desk: "Desk", act: "Writer", meeting_id: int) -> None:
    """Take away the reminders still open, to make way for others; a call for a new time is done."""
    for row in _open(desk, meeting_id):
        if row["channel"] == "call":
            act.update("follow_ups", row["id"], desk.follow_ups.closed_columns("done"))
        elif row["channel"] != "meeting":
            act.delete("follow_ups", row["id"])


def move_promise(desk: "Desk", act: "Writer", meeting: Meeting) -> None:
    """Move the promise of a meeting to its new time; make one when there is none open."""
    rows = [row for row in _open(desk, meeting.id) if row["channel"] == "meeting"]
    for row in rows:
        act.update("follow_ups", row["id"], due_at_columns(desk, meeting.starts_at))
    if not rows:
        plan_meeting(desk, act, meeting)


def close_all(
    desk: "Desk", act: "Writer", meeting_id: int, *, activity: int | None, reason: str
) -> None:
    """Close what is open of a meeting: with an activity its promise is done, the rest skipped."""
    for row in _open(desk, meeting_id):
        done = activity is not None and row["channel"] == "meeting"
        closed = desk.follow_ups.closed_columns("done" if done else "skipped", activity)
        act.update("follow_ups", row["id"], closed if done else {**closed, "skip_reason": reason})


def call_off(desk: "Desk", act: "Writer", meeting: Meeting, reason: str) -> None:
    """Call a meeting off, and close what was open of it."""
    act.update("meetings", meeting.id, {"state": "cancelled", "sequence": meeting.sequence + 1})
    close_all(desk, act, meeting.id, activity=None, reason=reason)


def settle(desk: "Desk", act: "Writer", meeting_id: int, state: str, activity: int | None) -> None:
    """Say that a meeting took place or was missed, and close what was open of it."""
    act.update("meetings", meeting_id, {"state": state})
    said = "the meeting took place" if state == "held" else "they did not come"
    close_all(desk, act, meeting_id, activity=activity, reason=said)


def follow_log(
    desk: "Desk", act: "Writer", entry: "LogEntry", outcome: "Outcome", activity: int
) -> int | None:
    """Let the meeting follow what was logged: held, or nobody came; return the one missed.

    It is the one whose follow-up was worked, else the account's latest whose time has come. A
    conversation logged on a meeting's own follow-up means that it was held.
    """
    meeting_id, its_own = _meant(desk, entry)
    state = outcome.meeting if outcome.meeting in ("held", "no_show") else None
    if state is None and its_own and outcome.counts_as == "conversation":
        state = "held"
        act.update("activities", activity, {"meeting": "held"})
    if meeting_id is not None and state is not None:
        settle(desk, act, meeting_id, state, activity)
    return meeting_id if state == "no_show" else None


def _meant(desk: "Desk", entry: "LogEntry") -> tuple[int | None, bool]:
    """Return the meeting a log is about, and whether its own follow-up was worked."""
    latest = iso(desk.clock.now() + SOON)
    row = desk.store.row(
        "SELECT meetings.id, channel FROM meetings JOIN follow_ups ON meeting_id = meetings.id "
        "WHERE follow_ups.id = ? AND meetings.state = 'booked' AND starts_at <= ?",
        (entry.follow_up_id, latest),
    )
    if row is not None:
        return int(row["id"]), row["channel"] == "meeting"
    found = desk.store.value(
        "SELECT id FROM meetings WHERE account_id = ? AND state = 'booked' AND starts_at <= ? "
        "AND (contact_id IS NULL OR ?3 IS NULL OR contact_id = ?3) AND id IS NOT ?4 "
        "ORDER BY starts_at DESC LIMIT 1",
        (entry.account_id, latest, entry.contact_id, entry.meeting),
    )
    return (None if found is None else int(found)), False


def _open(desk: "Desk", meeting_id: int) -> "list[Row]":
    return desk.store.rows(
        "SELECT id, channel FROM follow_ups WHERE meeting_id = ? AND state = 'open'", (meeting_id,)
    )


def _insert(act: "Writer", meeting: Meeting, **columns: "Value") -> None:
    act.insert(
        "follow_ups",
        {
            "account_id": meeting.account_id,
            "contact_id": meeting.contact_id,
            "meeting_id": meeting.id,
            "first_due_on": columns["due_on"],
            **columns,
        },
    )
