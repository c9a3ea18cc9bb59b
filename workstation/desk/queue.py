"""The follow-up queue: whom next, and why now.

The queue of a moment is a list of light entries in order (who, which class, what ranks it); the
rows a screen shows are read a window at a time. Each class is one query on an index; the rules
that class and rank an entry are in ``method.queueing``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.clock import iso, moment_of
from workstation.desk.errors import DeskError
from workstation.desk.queue_rows import CONTACT_ZONE, Entry, QueueRow, RowReader
from workstation.method.days import add_months
from workstation.method.hours import callable_at
from workstation.method.queueing import (
    BY_TIME,
    Tries,
    class_of_follow_up,
    rested,
    score,
    time_rank,
)
from workstation.method.ranking import QueueClassKey
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.when import When

GOOD_FIT = 50
"""Fit (0-100) from which a quiet working account is brought back."""

REST_MONTHS = {"fresh_ground": 6, "check_back": 1}
REST_DAYS = {"going_quiet": 7, "baton": 2, "no_next_step": 1}


class Queue:
    """The queue as it was at one moment; a source of rows for lists."""

    def __init__(self, reader: RowReader, entries: Sequence[Entry]) -> None:
        self.entries = entries
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
        return Queue(self._reader, kept)

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

    def today(self) -> Queue:
        """Build today's queue: one entry an account, in its most urgent class."""
        now = self._desk.clock.now()
        order: dict[str, int] = {
            each.key: position for position, each in enumerate(self._desk.playbook.queue.classes)
        }
        best: dict[int, Entry] = {}
        builder = _Builder(self._desk, now, order)
        for entry in sorted(builder.entries(), key=attrgetter("order")):
            best.setdefault(entry.account_id, entry)
        return Queue(RowReader(self._desk, now, builder.resting), list(best.values()))

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


class _Builder:
    """Reads the candidates of every class at one moment."""

    def __init__(self, desk: "Desk", now: datetime, order: Mapping[str, int]) -> None:
        self._desk = desk
        self._rules = desk.playbook.queue
        self._now = now
        self._today = now.date()
        self._order = order
        self._days: dict[str, date] = {}
        self._closed: dict[str | None, str] = {}
        self._protected = frozenset(
            bin_.key for bin_ in desk.playbook.bins if bin_.prospecting == "refused"
        )
        self.resting = self._unanswered()

    def entries(self) -> Iterator[Entry]:
        """Yield an entry for every reason there is; an account may come several times."""
        yield from self._due()
        yield from self._batons()
        for bin_ in self._desk.playbook.bins:
            if bin_.needs_next_step:
                yield from self._without_step(bin_.key)
                yield from self._quiet(bin_.key)
            if bin_.resurface_after_months is not None:
                cutoff = add_months(self._today, -bin_.resurface_after_months)
                since = "bin_since_on" if bin_.counts_from == "bin_since" else "quiet_since_on"
                yield from self._resurfacing(bin_.key, cutoff, since)
        yield from self._fresh()

    def _due(self) -> Iterator[Entry]:
        lead = timedelta(minutes=self._rules.lead_minutes)
        # Both values of `promised` are named so that the index serves the range of days.
        for (
            number,
            account,
            contact,
            kind,
            promised,
            day,
            at,
            channel,
            meeting_at,
            urgency,
            fit,
            bin_key,
            zone,
        ) in self._desk.store.rows(
            "SELECT follow_ups.id, follow_ups.account_id, contact_id, kind, promised, due_on, "
            "due_at, channel, (SELECT starts_at FROM meetings WHERE meetings.id = meeting_id), "
            "urgency, fit, bin, "
            f"coalesce({CONTACT_ZONE}, accounts.time_zone) "
            "FROM follow_ups JOIN accounts ON accounts.id = follow_ups.account_id "
            "LEFT JOIN contacts ON contacts.id = follow_ups.contact_id "
            "WHERE state = 'open' AND promised IN (0, 1) AND due_on <= ?",
            (self._today.isoformat(),),
        ):
            due_on = self._day(day)
            due_at = moment_of(at).astimezone(self._now.tzinfo) if at else None
            reminder = meeting_at is not None and channel not in ("meeting", "call")
            if reminder and moment_of(meeting_at) <= self._now:
                continue
            class_ = class_of_follow_up(
                kind=kind,
                promised=bool(promised),
                due_on=due_on,
                due_at=due_at,
                now=self._now,
                lead=lead,
                reminder=reminder,
            )
            if class_ not in self._order:
                continue
            if class_ in BY_TIME:
                rank = time_rank(due_on, due_at)
            else:
                rank = -score(urgency=urgency, fit=fit, age_days=(self._today - due_on).days)
            waits = "" if class_ == "promised_now" else self._waits(channel, contact, account, zone)
            if channel == "call" and bin_key in self._protected:
                waits = "to avoid: calling needs a reason"
            if class_ == "promised_today" and due_at is not None:
                waits = f"agreed for {due_at:%H:%M}"
            elif reminder and due_at is not None and due_at > self._now + lead:
                waits = f"planned for {due_at:%H:%M}"
            yield self._entry(account, class_, rank, waits, contact, number)

    def _batons(self) -> Iterator[Entry]:
        if "baton" not in self._order:
            return
        for account, contact, passed_on in self._desk.store.rows(
            "SELECT account_id, contact_id, passed_on "
            "FROM opportunities JOIN accounts ON accounts.id = account_id "
            "WHERE stage = 'new' AND passed_on < ? AND next_follow_up_on IS NULL "
            "AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (self._today.isoformat(), self._today.isoformat()),
        ):
            yield self._entry(account, "baton", time_rank(self._day(passed_on), None), "", contact)

    def _without_step(self, bin_key: str) -> Iterator[Entry]:
        yield from self._accounts(
            "no_next_step",
            "bin = ? AND next_follow_up_on IS NULL AND (rest_until_on IS NULL "
            "OR rest_until_on <= ?)",
            (bin_key, self._today.isoformat()),
        )

    def _resurfacing(self, bin_key: str, cutoff: date, since: str) -> Iterator[Entry]:
        yield from self._accounts(
            "check_back",
            f"bin = ? AND next_follow_up_on IS NULL AND {since} <= ? "
            "AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (bin_key, cutoff.isoformat(), self._today.isoformat()),
        )

    def _quiet(self, bin_key: str) -> Iterator[Entry]:
        cutoff = self._today - timedelta(days=self._rules.quiet_days)
        yield from self._accounts(
            "going_quiet",
            "bin = ? AND next_follow_up_on > ? AND quiet_since_on <= ? "
            "AND (fit IS NULL OR fit >= ?) AND (rest_until_on IS NULL OR rest_until_on <= ?)",
            (
                bin_key,
                self._today.isoformat(),
                cutoff.isoformat(),
                GOOD_FIT,
                self._today.isoformat(),
            ),
        )

    def _fresh(self) -> Iterator[Entry]:
        cutoff = add_months(self._today, -self._rules.untouched_months)
        for bin_ in self._desk.playbook.bins:
            if bin_.prospecting != "campaign_only":
                continue
            opened = self._desk.store.value(
                "SELECT count(DISTINCT account_id) FROM activities JOIN accounts "
                "ON accounts.id = account_id "
                "WHERE happened_on = ? AND kind = 'call' AND bin = ?",
                (self._today.isoformat(), bin_.key),
            )
            left = self._rules.fresh_per_day - int(opened)
            if left <= 0:
                continue
            yield from self._accounts(
                "fresh_ground",
                "bin = ? AND next_follow_up_on IS NULL "
                "AND (last_touch_on IS NULL OR last_touch_on < ?) "
                "AND (rest_until_on IS NULL OR rest_until_on <= ?) "
                "ORDER BY fit DESC, id LIMIT ?",
                (bin_.key, cutoff.isoformat(), self._today.isoformat(), left),
            )

    def _accounts(
        self, class_: QueueClassKey, condition: str, values: tuple[str | int, ...]
    ) -> Iterator[Entry]:
        if class_ not in self._order:
            return
        for account, urgency, fit, zone, quiet_since in self._desk.store.rows(
            f"SELECT id, urgency, fit, time_zone, quiet_since_on FROM accounts WHERE {condition}",
            values,
        ):
            age = (self._today - self._day(quiet_since)).days
            rank = -score(urgency=urgency, fit=fit, age_days=age)
            yield self._entry(account, class_, rank, self._waits("call", None, account, zone))

    def _entry(
        self,
        account: int,
        class_: QueueClassKey,
        rank: float,
        waits: str,
        contact: int | None = None,
        follow_up: int | None = None,
    ) -> Entry:
        order = (self._order[class_], bool(waits), rank)
        return Entry(account, follow_up, contact, class_, order, waits)

    def _day(self, text: str) -> date:
        """Read a day; the same few come again and again."""
        day = self._days.get(text)
        if day is None:
            day = self._days[text] = date.fromisoformat(text)
        return day

    def _waits(self, channel: str, contact: int | None, account: int, zone: str | None) -> str:
        """Say why a call has to wait; other channels never do."""
        if channel != "call":
            return ""
        limited = self.resting.get(contact) if contact else None
        if limited is None:
            limited = self.resting.get(account)
        if limited:
            return limited
        closed = self._closed.get(zone)
        if closed is None:
            hours = callable_at(self._now, zone, self._desk.playbook.hours)
            closed = self._closed[zone] = "" if hours.ok else hours.why
        return closed

    def _unanswered(self) -> dict[int, str]:
        """Return whom late calls did not reach, and why they rest ("" when they do not).

        They are known by their contact, and by the account where no contact was named.
        """
        limits = self._desk.playbook.limits
        since = self._today - timedelta(days=limits.days_between)
        start = datetime.combine(since, datetime.min.time(), self._now.tzinfo)
        found: dict[int, str] = {}
        for who, day, count in self._desk.store.rows(
            "SELECT coalesce(contact_id, account_id), happened_on, count(*) "
            "FROM activities WHERE kind = 'call' AND happened_at >= ? "
            "AND counts_as = 'unanswered' GROUP BY 1, 2 ORDER BY 2",
            (iso(start),),
        ):
            tries = Tries(self._day(day), count)
            found[who] = rested(tries, limits, self._today) or ""
        return found
