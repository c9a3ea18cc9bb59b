"""What the rep's time is taken by: their own calendar, meetings booked here, promised moments."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.desk.clock import iso, moment_of
from workstation.method.days import say_day

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.exchange.calendar import BusyTimes, CalendarFiles

CLOSE_MINUTES = 30
"""Two promised moments nearer than this are in each other's way."""

PROMISE_MINUTES = 15
"""What a promised call or other follow-up with a time of day takes."""

KEPT_DAYS = 63
"""Days of the calendar read at once, so that asking again during a call costs nothing."""


class Taken(msgspec.Struct, frozen=True):
    """A time that is taken (aware, UTC), by what; ``number`` is the meeting or follow-up."""

    starts_at: datetime
    ends_at: datetime
    what: str
    source: Literal["calendar", "meeting", "follow_up"]
    number: int | None = None


@cache
def _files() -> "CalendarFiles":
    """Return the one reader of calendars; what it keeps serves every desk of the process."""
    from workstation.exchange.calendar import CalendarFiles

    return CalendarFiles()


class Agenda:
    """Reads what the rep's time is taken by."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def taken(self, start: datetime, end: datetime, *, calendar: bool = True) -> list[Taken]:
        """Return what touches the time between two moments, in order."""
        found = [
            *(self._from_calendar(start, end) if calendar else ()),
            *self._meetings(start, end),
            *self._follow_ups(start, end),
        ]
        return sorted(found, key=lambda each: (each.starts_at, each.ends_at))

    def problems(self) -> tuple[str, ...]:
        """Return what could not be read of the rep's calendar, one sentence each."""
        now = self._desk.clock.now()
        found = self._calendar(now, now)
        return found.problems if found else ()

    def clashes(
        self,
        moment: datetime,
        minutes: int,
        *,
        except_meeting: int | None = None,
        except_follow_up: int | None = None,
        calendar: bool = True,
    ) -> list[str]:
        """Return a sentence for everything in the way of a time: overlapping, or promised near it.

        A follow-up with a time of day counts from half an hour before to half an hour after.
        Without ``calendar`` only what is in the file counts, which is known at once.
        """
        start, end = moment.astimezone(UTC), moment.astimezone(UTC) + timedelta(minutes=minutes)
        near = timedelta(minutes=CLOSE_MINUTES)
        sentences = []
        for each in self.taken(start - near, end + near, calendar=calendar):
            left_out = {"meeting": except_meeting, "follow_up": except_follow_up}
            if each.number is not None and each.number == left_out.get(each.source):
                continue
            overlaps = each.starts_at < end and each.ends_at > start
            promised = each.source == "follow_up" and start - near < each.starts_at < end + near
            if overlaps or promised:
                sentences.append(self._sentence(each))
        return sentences

    def _sentence(self, taken: Taken) -> str:
        now = self._desk.clock.now()
        starts, ends = (at.astimezone(now.tzinfo) for at in (taken.starts_at, taken.ends_at))
        day = say_day(starts.date(), near=now.date())
        if taken.source == "follow_up":
            return f"You have {taken.what} on {day} at {starts:%H:%M}."
        until = f"{ends:%H:%M}"
        if ends.date() != starts.date():
            until = f"{say_day(ends.date(), near=now.date())} {until}"
        whose = " in your calendar" if taken.source == "calendar" else ""
        return f"You have {taken.what}{whose} on {day} from {starts:%H:%M} to {until}."

    def _from_calendar(self, start: datetime, end: datetime) -> list[Taken]:
        found = self._calendar(start, end)
        if found is None:
            return []
        busy = [each for each in found.busy if each.starts_at < end and each.ends_at > start]
        ours = {
            row["uid"]
            for row in self._desk.store.rows(
                "SELECT uid FROM meetings WHERE uid IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode([each.uid for each in busy if each.uid]).decode(),),
            )
        }
        return [
            Taken(each.starts_at, each.ends_at, f"“{each.title}”", "calendar")
            for each in busy
            if each.uid not in ours
        ]

    def _calendar(self, start: datetime, end: datetime) -> "BusyTimes | None":
        """Return the calendar of a window around the moments, as kept; None when there is none."""
        path = self._desk.settings.get("calendar")
        if not path:
            return None
        now = self._desk.clock.now()
        zone = now.tzinfo
        first = datetime.combine(now.date() - timedelta(days=1), time(), zone)
        last = first + timedelta(days=KEPT_DAYS)
        if start < first or end > last:
            first, last = _quarter_of(start.astimezone(zone))
            last = max(end, last)
        address = self._desk.settings.get("email")
        return _files().busy(Path(path), first, last, address=address)

    def _meetings(self, start: datetime, end: datetime) -> list[Taken]:
        # A meeting is at most a day long, so that the index serves the range.
        found = []
        for row in self._desk.store.rows(
            "SELECT meetings.id, starts_at, minutes, accounts.name AS account FROM meetings "
            "JOIN accounts ON accounts.id = account_id "
            "WHERE meetings.state = 'booked' AND starts_at >= ? AND starts_at < ?",
            (iso(start - timedelta(days=1)), iso(end)),
        ):
            begins = moment_of(row["starts_at"])
            ends = begins + timedelta(minutes=row["minutes"])
            if ends > start:
                what = f"a meeting with {row['account']}"
                found.append(Taken(begins, ends, what, "meeting", row["id"]))
        return found

    def _follow_ups(self, start: datetime, end: datetime) -> list[Taken]:
        """Return open follow-ups with a time of day; those of meetings are the meetings' own."""
        zone = self._desk.clock.now().tzinfo
        days = [(at.astimezone(zone).date()) for at in (start - timedelta(days=1), end)]
        found = []
        for row in self._desk.store.rows(
            "SELECT follow_ups.id, due_at, channel, accounts.name AS account FROM follow_ups "
            "JOIN accounts ON accounts.id = account_id WHERE state = 'open' "
            "AND promised IN (0, 1) AND due_on BETWEEN ? AND ? "
            "AND due_at IS NOT NULL AND meeting_id IS NULL",
            (days[0].isoformat(), days[1].isoformat()),
        ):
            begins = moment_of(row["due_at"])
            ends = begins + timedelta(minutes=PROMISE_MINUTES)
            if begins < end and ends > start:
                what = f"{_NAMES[row['channel']]} for {row['account']}"
                found.append(Taken(begins, ends, what, "follow_up", row["id"]))
        return found


def _quarter_of(moment: datetime) -> tuple[datetime, datetime]:
    """Return the quarter of the year around a moment, with a day more for what begins in it."""
    month = (moment.month - 1) // 3 * 3 + 1
    first = datetime(moment.year, month, 1, tzinfo=moment.tzinfo)
    year, month = (moment.year + 1, 1) if month == 10 else (moment.year, month + 3)
    return first, datetime(year, month, 2, tzinfo=moment.tzinfo)


_NAMES = {
    "call": "a call", "email": "an email", "meeting": "a meeting", "social": "a social touch",
    "task": "a task",
}  # fmt: skip
