"""The follow-up queue: whom next, and why now.

The queue of a moment is a list of light entries in order (who, which class, what ranks it); the
rows a screen shows are read a window at a time. What may be in it is found by
``queue_candidates``; the rules that class and rank an entry are in ``method.queueing``.
"""

from bisect import insort
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.queue.candidates import REST_DAYS, REST_MONTHS, Candidates
from workstation.desk.queue.rows import Entry, QueueRow, RowReader
from workstation.method.days import add_months
from workstation.method.queueing import Factors, Working
from workstation.method.ranking import QueueClassKey, Weights
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.capacity import Capacity, Fitting, Room
    from workstation.desk.desk import Desk
    from workstation.method.queue_sum import Depth, Part
    from workstation.method.when import When

LONG = 2000
"""From so many rows on, a queue is not built anew after each action, but renewed."""

NEARLY_NOW = timedelta(minutes=1)
"""How old a long queue may be and still be renewed only where something was done."""


class Queue:
    """The queue as it was at one moment; a source of rows for lists."""

    def __init__(
        self,
        reader: RowReader,
        entries: Sequence[Entry],
        working: Working | None,
        built_at: datetime,
    ) -> None:
        self.entries = entries
        self.built_at = built_at
        """When all of it was read; a part may have been renewed since."""
        self.working = working
        """The working bin against its limit; None when it has none."""
        self.reader = reader

    def count(self) -> int:
        """Return how many records are in the queue."""
        return len(self.entries)

    @cached_property
    def _counts(self) -> Counter[QueueClassKey]:
        return Counter(map(itemgetter(3), self.entries))

    def counts(self) -> dict[str, int]:
        """Return how many records each class holds, classes without any left out."""
        return {str(key): count for key, count in self._counts.items()}

    @cached_property
    def waiting(self) -> int:
        """How many rows cannot be worked now."""
        return sum(1 for entry in self.entries if entry[5])

    @cached_property
    def open_counts(self) -> Counter[QueueClassKey]:
        """How many rows of each class can be worked today, now or later."""
        return self._counts - Counter(entry[3] for entry in self.entries if entry[6])

    @property
    def long(self) -> bool:
        """Whether there is too much due to build the queue anew after each action."""
        return len(self.entries) > LONG

    def renewed(self, fresh: "Queue", accounts: Iterable[int]) -> "Queue":
        """Return the queue with some accounts as they stand in a fresher part of it."""
        entries = list(self.entries)
        places = (self.index_of(account) for account in accounts)
        for place in sorted((each for each in places if each is not None), reverse=True):
            del entries[place]
        for entry in fresh.entries:
            insort(entries, entry, key=_order_of)
        return Queue(fresh.reader, entries, fresh.working, self.built_at)

    def same_as(self, other: "Queue") -> bool:
        """Say whether another queue has the same rows, in the same order and standing."""
        return (
            self.working == other.working
            and len(self.entries) == len(other.entries)
            and all(
                one[0] == two[0] and one[3] == two[3] and one[5] == two[5]
                for one, two in zip(self.entries, other.entries, strict=True)
            )
        )

    def on(self, desk: "Desk") -> "Queue":
        """Return the same queue, its rows read at another desk: one built in a thread."""
        return Queue(self.reader.on(desk), self.entries, self.working, self.built_at)

    def page(self, first: int, number: int) -> list[QueueRow]:
        """Return ``number`` rows from position ``first`` on."""
        return self.reader.read(self.entries[first : first + number])

    def rows(self, limit: int | None = None) -> list[QueueRow]:
        """Return the rows from the top."""
        return self.page(0, self.count() if limit is None else limit)

    def key(self, row: QueueRow) -> int:
        """Return what identifies a row from one queue to the next."""
        return row.account_id

    def index_of(self, account_id: object) -> int | None:
        """Return where an account stands, or None."""
        try:
            return self._accounts.index(account_id)  # type: ignore[arg-type]
        except ValueError:
            return None

    @cached_property
    def _accounts(self) -> list[int]:
        return list(map(itemgetter(0), self.entries))

    def only(self, classes: Sequence[str] = (), bins: Sequence[str] = ()) -> "Queue":
        """Return the part of the queue in these classes (all when empty) and bins."""
        if not classes and not bins:
            return self
        kept = [entry for entry in self.entries if not classes or entry.class_ in classes]
        if bins:
            inside = self.reader.in_bins({entry.account_id for entry in kept}, bins)
            kept = [entry for entry in kept if entry.account_id in inside]
        return Queue(self.reader, kept, self.working, self.built_at)

    @cached_property
    def callable_places(self) -> tuple[int, ...]:
        """The places of the rows that can be worked now."""
        return tuple(place for place, entry in enumerate(self.entries) if not entry[5])

    def keep(self, account_ids: Container[int]) -> "Queue":
        """Return the part of the queue with these accounts, in its own order."""
        kept = [entry for entry in self.entries if entry.account_id in account_ids]
        return Queue(self.reader, kept, self.working, self.built_at)

    def of(self, account_ids: Iterable[int]) -> "Queue":
        """Return the rows of these accounts as far as they are in the queue, in their order."""
        known = {entry.account_id: entry for entry in self.entries}
        kept = [known[account] for account in account_ids if account in known]
        return Queue(self.reader, kept, self.working, self.built_at)

    def part(self, places: Sequence[int]) -> "Queue":
        """Return the rows at these places only, in this order."""
        return Queue(
            self.reader, [self.entries[place] for place in places], self.working, self.built_at
        )

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
            if not entry.waits and entry.account_id != after:
                return place
        return None


class QueueDrawer:
    """Builds the queue, and handles rows of it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._kept: Factors | None = None

    def today(self) -> Queue:
        """Build today's queue: one entry an account, in its most urgent class."""
        return self._build(None)

    def of(self, account_ids: Sequence[int]) -> Queue:
        """Build the part of today's queue with some accounts, hundreds at most."""
        return self._build(list(account_ids)) if account_ids else self._build([0])

    def renew(self, queue: Queue, account_ids: Sequence[int]) -> Queue:
        """Return a queue of a while ago with some accounts as they are now.

        Time has gone on for the others: build a long queue anew aside when it is not ``recent``.
        """
        return queue.renewed(self.of(account_ids), frozenset(account_ids))

    def recent(self, queue: Queue) -> bool:
        """Say whether a queue was built in this minute and day."""
        built, now = queue.built_at, self._desk.clock.now()
        return timedelta() <= now - built < NEARLY_NOW and built.date() == now.date()

    def _build(self, only: Sequence[int] | None) -> Queue:
        now = self._desk.clock.now()
        candidates = Candidates(self._desk, now, self._factors(), only)
        entries = _best(candidates)
        reader = RowReader(self._desk, now, candidates.factors)
        return Queue(reader, entries, candidates.working, now)

    def _factors(self) -> Factors:
        """Return the factors of the playbook's weights; they are worked out once."""
        weights: Weights = self._desk.playbook.queue.weights
        if self._kept is None or self._kept.weights != weights:
            self._kept = Factors(weights)
        return self._kept

    def why(self, account_id: int, within: Queue | None = None) -> "list[Part]":
        """Explain a row: its class and rule, its sum, what waits, tries, depth, what would move it.

        ``within`` is today's queue where that is at hand.

        Raises:
            DeskError: the account is not in today's queue, or not there at all.
        """
        from workstation.desk.queue.why import explain

        return explain(self._desk, within or self.today(), self._factors(), account_id)

    def absent(self, account_id: int) -> str:
        """Return why an account is not in today's queue, "" when it is; tens of milliseconds.

        Raises:
            DeskError: it is not there.
        """
        from workstation.desk.queue.absent import why_absent

        part = self.of([account_id])
        return "" if part.count() else why_absent(self._desk, account_id, part.working)

    def waits_of(self, account_ids: Sequence[int]) -> dict[int, str]:
        """Return why accounts cannot be called now though nothing is due there, "" when they can.

        Those nobody there may be called at, and those to avoid, are left out.
        """
        from workstation.desk.queue.listed import waits_of

        return waits_of(self._desk, account_ids)

    def why_empty(self) -> str:
        """Return what keeps the queue empty and what to do about it; "" when all is simply done."""
        from workstation.desk.queue.empty import why_empty

        return why_empty(self._desk, self._desk.days.today())

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
        return next(iter(self.of([account_id]).page(0, 1)), None)

    def snooze(self, row: QueueRow, when: "When") -> Changed:
        """Put a row off to a day or moment, whatever brought it here.

        Raises:
            DeskError: its follow-up was closed meanwhile.
        """
        if row.follow_up_id is not None:
            return self._desk.follow_ups.reschedule(row.follow_up_id, when)
        kind = "check_back" if row.class_ in ("check_back", "fresh_ground") else "next_step"
        return self._desk.follow_ups.plan(
            row.account_id,
            when,
            why=row.title,
            contact_id=row.contact_id,
            kind=kind,
            reason="put off",
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


def _order_of(entry: Entry) -> tuple[tuple[int, bool, float], int]:
    return entry.order, entry.account_id


def _best(candidates: Candidates) -> list[Entry]:
    """Return the most urgent candidate of each account, in order."""
    seen: set[int] = set()
    entries = []
    for each in sorted(candidates):
        if each[3] not in seen:
            seen.add(each[3])
            entries.append(candidates.entry(each))
    return entries
