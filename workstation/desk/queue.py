"""The follow-up queue: whom next, and why now.

The queue of a moment is a list of light entries in order (who, which class, what ranks it); the
rows a screen shows are read a window at a time. What may be in it is found by
``queue_candidates``; the rules that class and rank an entry are in ``method.queueing``.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.queue_candidates import Candidates
from workstation.desk.queue_rows import Entry, QueueRow, RowReader
from workstation.method.days import add_months
from workstation.method.queueing import Factors, Working
from workstation.method.ranking import Weights
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.capacity import Capacity, Fitting, Room
    from workstation.desk.desk import Desk
    from workstation.method.queue_sum import Depth, Part
    from workstation.method.when import When

_PART = 50
"""Rows read at once when all of them are looked through."""

REST_MONTHS = {"fresh_ground": 6, "check_back": 1}
REST_DAYS = {"going_quiet": 7, "baton": 2, "no_next_step": 1, "new_lead": 1}


class Queue:
    """The queue as it was at one moment; a source of rows for lists."""

    def __init__(
        self, reader: RowReader, entries: Sequence[Entry], working: Working | None = None
    ) -> None:
        self.entries = entries
        self.working = working
        """The working bin against its limit; None when it has none."""
        self._reader = reader

    def count(self) -> int:
        """Return how many records are in the queue."""
        return len(self.entries)

    def counts(self) -> dict[str, int]:
        """Return how many records each class holds, classes without any left out."""
        found: dict[str, int] = {}
        for entry in self.entries:
            found[entry.class_] = found.get(entry.class_, 0) + 1
        return found

    def rests(self, entry: Entry) -> bool:
        """Say whether a row waits beyond today: they were tried enough, or need a reason."""
        return bool(entry.waits) and entry.waits in self._reader.beyond

    def page(self, first: int, number: int) -> list[QueueRow]:
        """Return ``number`` rows from position ``first`` on."""
        return self._reader.read(self.entries[first : first + number])

    def rows(self, limit: int | None = None) -> list[QueueRow]:
        """Return the rows from the top."""
        return self.page(0, self.count() if limit is None else limit)

    def key(self, row: QueueRow) -> int:
        """Return what identifies a row from one queue to the next."""
        return row.account_id

    def index_of(self, account_id: object) -> int | None:
        """Return where an account stands, or None."""
        for position, entry in enumerate(self.entries):
            if entry.account_id == account_id:
                return position
        return None

    def only(self, classes: Sequence[str] = (), bins: Sequence[str] = ()) -> "Queue":
        """Return the part of the queue in these classes (all when empty) and bins."""
        kept = [entry for entry in self.entries if not classes or entry.class_ in classes]
        if bins:
            inside = self._reader.in_bins({entry.account_id for entry in kept}, bins)
            kept = [entry for entry in kept if entry.account_id in inside]
        return Queue(self._reader, kept, self.working)

    @cached_property
    def callable_places(self) -> tuple[int, ...]:
        """The places of the rows that can be worked now."""
        found: list[int] = []
        for start in range(0, self.count(), _PART):
            part = self.entries[start : start + _PART]
            if all(entry.waits for entry in part):
                continue
            able = {row.account_id for row in self._reader.read(part) if row.callable}
            found += [start + n for n, entry in enumerate(part) if entry.account_id in able]
        return tuple(found)

    def part(self, places: Sequence[int]) -> "Queue":
        """Return the rows at these places only, in this order."""
        return Queue(self._reader, [self.entries[place] for place in places], self.working)

    def next(self, after: int | None = None) -> QueueRow | None:
        """Return the first row that can be worked now, not of the account ``after``."""
        place = self.workable_from(0, after)
        return None if place is None else self.page(place, 1)[0]

    def workable_from(self, first: int, after: int | None = None) -> int | None:
        """Return the place of the first row from ``first`` on that can be worked now.

        Past the end it goes on from the top; the account ``after`` is left out.
        """
        for place in chain(range(first, self.count()), range(min(first, self.count()))):
            entry = self.entries[place]
            if entry.waits or entry.account_id == after:
                continue
            if any(row.callable for row in self.page(place, 1)):
                return place
        return None


class QueueDrawer:
    """Builds the queue, and handles rows of it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._kept: Factors | None = None

    def today(self) -> Queue:
        """Build today's queue: one entry an account, in its most urgent class."""
        now = self._desk.clock.now()
        candidates = Candidates(self._desk, now, self._factors())
        entries = _best(candidates)
        reader = RowReader(self._desk, now, candidates.resting, candidates.factors)
        return Queue(reader, entries, candidates.working)

    def _factors(self) -> Factors:
        """Return the factors of the playbook's weights; they are worked out once."""
        weights: Weights = self._desk.playbook.queue.weights
        if self._kept is None or self._kept.weights != weights:
            self._kept = Factors(weights)
        return self._kept

    def why(self, account_id: int) -> "list[Part]":
        """Explain a row: its class and rule, its sum, what waits, tries, depth, what would move it.

        Raises:
            DeskError: the account is not in today's queue, or not there at all.
        """
        from workstation.desk.queue_why import explain

        return explain(self._desk, self.today(), self._factors(), account_id)

    def room(self) -> "Room":
        """Read the rep's pace and what takes their time: what a capacity is worked out from."""
        from workstation.desk.capacity import read_room

        return read_room(self._desk)

    def capacity(self, queue: Queue, room: "Room | None" = None) -> "Capacity":
        """Say how many rows of a queue fit into what is left of today, at the rep's own pace."""
        from workstation.desk.capacity import capacity_of

        ends = self._desk.playbook.limits.day_ends
        return capacity_of(queue, room or self.room(), self._desk.clock.now(), ends)

    def fitting(self, queue: Queue, minutes: int, room: "Room | None" = None) -> "Fitting":
        """Say what of a queue fits into so many minutes from now: "if I only have one hour".

        Raises:
            DeskError: that is no number of minutes one can work.
        """
        from workstation.desk.capacity import fitting_of

        now = self._desk.clock.now()
        return fitting_of(self._desk, queue, room or self.room(), now, minutes)

    def depth(self, account_id: int) -> "Depth":
        """Return how far an account was worked: touches, and how many of its people were tried."""
        from workstation.desk.depth import depth_of

        return depth_of(self._desk, account_id)

    def open_calls(self) -> int:
        """Return how many calls are open; asked here because ``calls`` is loaded late."""
        return int(self._desk.store.value("SELECT count(*) FROM call_drafts"))

    def row(self, account_id: int) -> QueueRow | None:
        """Return an account's row in today's queue, or None when it is not in it."""
        queue = self.today()
        position = queue.index_of(account_id)
        return None if position is None else queue.page(position, 1)[0]

    def snooze(self, row: QueueRow, when: "When") -> Changed:
        """Put a row off to a day or moment, whatever brought it here.

        Raises:
            DeskError: its follow-up was closed meanwhile.
        """
        if row.follow_up_id is not None:
            return self._desk.follow_ups.reschedule(row.follow_up_id, when)
        kind = "check_back" if row.class_ in ("check_back", "fresh_ground") else "next_step"
        return self._desk.follow_ups.plan(
            row.account_id, when, why=row.title, contact_id=row.contact_id, kind=kind
        )

    def skip(self, row: QueueRow, reason: str) -> Changed:
        """Leave a row out, saying why; without a follow-up the account rests a while.

        Raises:
            DeskError: the reason is missing, or its follow-up was closed meanwhile.
        """
        if row.follow_up_id is not None:
            return self._desk.follow_ups.skip(row.follow_up_id, reason)
        said = clean_line(reason)
        if not said:
            raise DeskError("Skipping needs a reason, so that you know it later.")
        moment, day = self._desk.days.stamp()
        today = date.fromisoformat(day)
        until = (
            add_months(today, REST_MONTHS[row.class_])
            if row.class_ in REST_MONTHS
            else today + timedelta(days=REST_DAYS.get(row.class_, 1))
        )
        title = f"Skip {row.account} ({said})"
        with self._desk.store.action(title) as act:
            act.update("accounts", row.account_id, {"rest_until_on": until.isoformat()})
            act.insert(
                "activities",
                {
                    "account_id": row.account_id,
                    "contact_id": row.contact_id,
                    "kind": "skip",
                    "happened_at": moment,
                    "happened_on": day,
                    "reason": said,
                },
            )
        return Changed(act.id, title, (row.account_id,))

    def done(self, row: QueueRow) -> Changed:
        """Tick a row's follow-up off.

        Raises:
            DeskError: the row has no follow-up to tick.
        """
        if row.follow_up_id is None:
            raise DeskError(
                "Nothing is planned here to tick off; log what you did, or plan a step."
            )
        return self._desk.follow_ups.done(row.follow_up_id)


def _best(candidates: Candidates) -> list[Entry]:
    """Return the most urgent candidate of each account, in order."""
    seen: set[int] = set()
    entries = []
    for each in sorted(candidates):
        if each[3] not in seen:
            seen.add(each[3])
            entries.append(candidates.entry(each))
    return entries
