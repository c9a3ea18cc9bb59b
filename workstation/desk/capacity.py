"""What of the queue fits: into the rest of today, and into an hour, at the rep's own pace."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import iso
from workstation.desk.errors import DeskError
from workstation.method.capacity import (
    COST,
    Pace,
    Span,
    Timed,
    best_of,
    end_of_day,
    how_many,
    minutes_left,
    pace_of,
    pool_of,
)
from workstation.method.hours import callable_at
from workstation.method.plural import plural
from workstation.method.queueing import time_rank
from workstation.method.ranking import QueueClassKey

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue

DAYS = 30
"""Days whose calls show the pace."""

MOST_CALLS = 500
"""The latest calls are enough to know it."""

_FIRST_ROWS = 50
"""Rows that are asked when they open; the first of a long queue tell enough."""

LEAST_MINUTES, MOST_MINUTES = 5, 720


class Capacity(msgspec.Struct, frozen=True):
    """How much of the queue fits into the rest of today.

    ``rows`` can be worked today and take ``needed`` minutes, ``fits`` of them fit into
    ``minutes``, the time left until ``ends`` without meetings; ``slips_from`` is the account the
    others begin with ("" when all fit), ``pace`` says where the figures come from. ``free`` says
    what keeps the day free of work ("weekend"), "" on a working day; it has no minutes then.
    """

    rows: int
    fits: int
    minutes: int
    needed: int
    ends: str
    slips_from: str
    pace: str
    free: str = ""

    @property
    def short(self) -> str:
        """How many fit, for a narrow head: "31 fit today"; "" when all do."""
        return f"{self.fits} fit today" if self.fits < self.rows else ""

    @property
    def said(self) -> str:
        """A few words for the head of a list; "" when there is nothing to do."""
        if not self.rows:
            return ""
        slip = f"{self.rows} {plural(self.rows, 'record slips', 'records slip')}"
        if self.free:
            return f"no working day ({self.free}): {slip}"
        if not self.minutes:
            return f"day over: {slip}"
        if self.fits == self.rows:
            return "all fit today at your pace"
        tail = f"; from {self.slips_from} on it slips" if self.slips_from else ""
        return f"fits {self.fits} of {self.rows} today at your pace{tail}"


class Room(msgspec.Struct, frozen=True):
    """What a row takes and when the rep is not free: read once, good for any queue of the day.

    ``free`` says what keeps the day free of work, "" for nothing.
    """

    pace: Pace
    busy: tuple[Span, ...]
    read_at: datetime
    free: str = ""


class Slip(msgspec.Struct, frozen=True):
    """Rows of a class that do not fit, and what that costs."""

    class_: QueueClassKey
    title: str
    count: int
    cost: str


class Fitting(msgspec.Struct, frozen=True):
    """What fits into a stretch of ``minutes``, of which ``free`` are not taken by meetings.

    ``places`` are those of the rows in the queue, the best first, taking ``used`` minutes; ``of``
    is how many can be worked in that time, ``waiting`` how many of those that slip could not.
    ``opens`` says from when the first of them can where none can now ("" where nobody can say),
    ``day`` that the rep's own day is over or free, "" while it is not.
    """

    minutes: int
    free: int
    used: int
    of: int
    places: tuple[int, ...]
    slips: tuple[Slip, ...]
    waiting: int = 0
    opens: str = ""
    day: str = ""

    @property
    def slipped(self) -> int:
        """How many rows slip to tomorrow."""
        return sum(each.count for each in self.slips)

    @property
    def said(self) -> str:
        """One line: "12 fit in 60 minutes; 9 slip to tomorrow"; it says when that is overtime."""
        taken = "" if self.free == self.minutes else f" ({self.free} without meetings)"
        fit, slip = len(self.places), self.slipped
        there = f"{fit or 'nothing'} fit" + "s" * (fit <= 1)
        if fit and not slip:
            there = "all " * (fit > 1) + there
        slips = f"; {slip} slip{'s' * (slip == 1)} to tomorrow" if slip else ""
        if slip and not self.of:
            none = "The one due cannot" if slip == 1 else f"None of the {slip} can"
            first = f"; from {self.opens}" if self.opens else ""
            return f"{none} be worked in these {self.minutes} minutes{first}"
        slips += f"; {self.day}" if self.day and fit else ""
        return f"{there[0].upper()}{there[1:]} in {self.minutes} minutes{taken}{slips}"

    @property
    def slipping(self) -> tuple[str, ...]:
        """A line for each class that slips, with its cost; then how many could not be worked."""
        lines = [f"{each.count} {each.title.lower()}: {each.cost}" for each in self.slips]
        if self.waiting:
            number = f"{self.waiting} of them" if self.waiting < self.slipped else "all of them"
            lines.append(f"{number} would have to wait in that time anyway")
        return tuple(lines)


def read_room(desk: "Desk") -> Room:
    """Read the pace of the last 30 days, and what takes the rep's time today and tomorrow."""
    now = desk.clock.now()
    calls = [
        Timed(pool_of(kind, promised=bool(promised)), outcome or "", seconds + logging)
        for outcome, seconds, logging, kind, promised in desk.store.rows(
            "SELECT counts_as, coalesce(seconds, 0), coalesce(logging_seconds, 0), "
            "(SELECT kind FROM follow_ups WHERE closed_by_id = activities.id LIMIT 1), "
            "(SELECT promised FROM follow_ups WHERE closed_by_id = activities.id LIMIT 1) "
            "FROM activities WHERE kind = 'call' AND happened_at >= ? "
            "ORDER BY happened_at DESC LIMIT ?",
            (iso(now - timedelta(days=DAYS)), MOST_CALLS),
        )
        if seconds or logging
    ]
    busy = desk.meetings.busy(now.date(), now.date() + timedelta(days=1))
    return Room(
        pace=pace_of(calls, desk.playbook.queue.classes),
        busy=tuple((each.starts_at, each.ends_at) for each in busy if each.source != "follow_up"),
        read_at=now,
        free=desk.days.working().why_off(now.date()) or "",
    )


def capacity_of(queue: "Queue", room: Room, now: datetime, day_ends: str) -> Capacity:
    """Return how much of a queue fits into what is left of today ("18:00" is its end)."""
    free = room.free if room.read_at.date() == now.date() else ""
    left = 0.0 if free else minutes_left(now, end_of_day(now, day_ends), room.busy)
    open_ = queue.open_counts
    rows = sum(open_.values())
    needed = sum(count * room.pace.minutes[key] for key, count in open_.items())
    fits, first = rows, []
    if needed > left:
        open_places = [place for place, entry in enumerate(queue.entries) if not entry.rests]
        fits = how_many((room.pace.minutes[queue.entries[n].class_] for n in open_places), left)
        first = queue.page(open_places[fits], 1) if left and fits < rows else []
    return Capacity(
        rows=rows,
        fits=fits,
        minutes=int(left),
        needed=round(needed),
        ends=day_ends,
        slips_from=first[0].account if first else "",
        pace=room.pace.said,
        free=free,
    )


def fitting_of(desk: "Desk", queue: "Queue", room: Room, now: datetime, minutes: int) -> Fitting:
    """Return what of a queue fits into so many minutes from now.

    Raises:
        DeskError: that is no number of minutes one can work.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DeskError(f"Give {LEAST_MINUTES} to {MOST_MINUTES} minutes.")
    until = (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    free = minutes_left(now, until, room.busy)
    open_ = _workable(queue, until)
    classes = [queue.entries[place].class_ for place in open_]
    chosen, used = best_of([(key, room.pace.minutes[key]) for key in classes], free)
    places = [open_[number] for number in chosen]
    slips = tuple(_slips(desk, queue, set(places)))
    ends = desk.playbook.limits.day_ends
    over = f"your day ended at {ends}" if now >= end_of_day(now, ends) else ""
    off = f"no working day ({room.free})" if room.free else ""
    return Fitting(
        minutes=minutes,
        free=int(free),
        used=round(used),
        of=len(open_),
        places=tuple(places),
        slips=slips,
        waiting=sum(each.count for each in slips) - (len(open_) - len(places)),
        opens="" if open_ else _opens(desk, queue, now),
        day=off or over,
    )


def _opens(desk: "Desk", queue: "Queue", now: datetime) -> str:
    """Return when the calling hours of the first rows open, in the rep's time; "" for never."""
    hours = desk.playbook.hours
    closed = [row for row in queue.page(0, _FIRST_ROWS) if row.waits and row.channel == "call"]
    opens = [callable_at(now, row.time_zone, hours).opens_at for row in closed]
    first = min((each for each in opens if each is not None), default=None)
    if first is None:
        return ""
    here = first.astimezone(now.tzinfo)
    return f"{here:%H:%M}" if here.date() == now.date() else f"{here:%a %H:%M}"


def _workable(queue: "Queue", until: datetime) -> list[int]:
    """Return the places of the rows that can be worked now, or are agreed for before ``until``."""
    last = time_rank(until.date(), until)
    agreed = [
        place
        for place, entry in enumerate(queue.entries)
        if entry.class_ == "promised_today" and entry.waits and entry.order[2] <= last
    ]
    return sorted({*queue.callable_places, *agreed})


def _slips(desk: "Desk", queue: "Queue", chosen: set[int]) -> list[Slip]:
    counts: dict[QueueClassKey, int] = {}
    for place, entry in enumerate(queue.entries):
        if place not in chosen and not entry.rests:
            counts[entry.class_] = counts.get(entry.class_, 0) + 1
    return [
        Slip(each.key, each.title, counts[each.key], COST[each.key])
        for each in desk.playbook.queue.classes
        if each.key in counts
    ]
