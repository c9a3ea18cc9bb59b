"""Days on which a list says that something is to happen become follow-ups, most past days too."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from workstation.desk.clock import iso, moment_of, today
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.facts import add_facts
from workstation.desk.imports.kept import What
from workstation.desk.imports.notes_said import NotesSaid
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import Known
from workstation.desk.imports.seen import Seen
from workstation.exchange.dated_words import date_in, dates_in
from workstation.exchange.dates import DateOrder, read_day, read_moment
from workstation.exchange.squashing import squashed
from workstation.exchange.undated import is_part_of_month, is_relative, undated_in
from workstation.exchange.values import Unreadable
from workstation.exchange.values import day as clear_day

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_FIELD = "follow_up_on"
_WORDS = frozenset(
    "nextstep nextsteps nextaction nextactivity whatnext todo nachsterschritt nachsteaktion "
    "prochaineetape siguientepaso volgendestap nastasteg prossimopasso".split()
)
"""Squashed names of columns that may say beside the day what is to happen."""
_LONGEST = 500
_TIME = re.compile(r"[T ,]\d{1,2}:\d\d")
_MIDNIGHT = re.compile(r"[T ,]0?0:00(?::00(?:\.0+)?)?$")
_FIRST_YEAR, _LAST_YEAR = 1, 9999
"""Years at whose ends no other time zone has a day."""
_LONG_PAST = timedelta(weeks=6)
"""From when on a day among words is rather that of a letter or a version than of a next step."""
_UHR = re.compile(r"\s*Uhr$", re.IGNORECASE)
_KEY = "step"
_THERE = (
    "SELECT 1 FROM follow_ups WHERE account_id = ? AND contact_id IS ? AND first_due_on = ? LIMIT 1"
)


class NextSteps:
    """Reads the days of one portion of rows after the other, and plans what is not planned yet.

    ``met`` is what a preview remembers earlier portions by, None for a run; ``written_at`` (UTC) is
    when the file was written, from which days without a year are counted.
    """

    def __init__(
        self,
        columns: Columns,
        batch: Batch,
        rules: Rules,
        desk: "Desk",
        met: Seen | None,
        written_at: str,
        notes: NotesSaid,
    ) -> None:
        self._notes = notes
        self._columns = columns
        self._batch = batch
        self._rules = rules
        self._store = desk.store
        self._met = met
        self._today = today(desk.clock)
        self._first_day = self._today - _LONG_PAST
        self._own_zone = desk.clock.now().tzinfo or UTC
        self._since = self._today
        if written_at:
            written = moment_of(written_at).astimezone(self._own_zone).date()
            self._since = min(written, self._today)
        self._days: Sequence[date | None] = ()
        self._taken: set[tuple[int, int, date]] = set()
        places = columns.columns_of(_FIELD)
        self._at = places[0] if places else -1
        self._words_at = next(
            (at for at, name in columns.extras if squashed(name) in _WORDS and at != self._at), -1
        )

    def begin(self) -> None:
        """Read the days of the portion; cells that name none become facts."""
        self._taken.clear()
        if self._at < 0:
            return
        columns = self._columns
        order = columns.order_of(_FIELD)
        self._days = columns.reads(_FIELD, lambda cell: self._next(cell, order)) or ()
        cells = columns.cells_at(self._at)
        days = sum(1 for cell in cells if cell and not any(map(str.isalpha, cell)))
        of_days = days * 2 > sum(map(bool, cells))
        for row, (cell, day) in enumerate(zip(cells, self._days, strict=True)):
            if not cell or day is not None:
                continue
            undated = undated_in(cell)
            if isinstance(_day(cell, order), date) or (undated and undated.year):
                columns.kept.note("past", row)
            elif undated:
                columns.kept.note("no_year", row)
            elif is_relative(cell):
                columns.kept.note("relative", row)
            elif is_part_of_month(cell):
                columns.kept.note("part", row)
            elif of_days or any(map(str.isdecimal, cell)):
                columns.kept.note("date", row)

    def _next(self, cell: str, order: DateOrder) -> date | Unreadable:
        """Read the day a cell names, unless that stands among words and is long past."""
        found = _day(cell, order)
        undated = None if dates_in(cell) else undated_in(cell)
        if isinstance(found, Unreadable) and undated is not None:
            found = undated.on(self._since)
        if isinstance(found, date) and found < self._first_day and _is_worded(cell):
            return Unreadable("is long past")
        return found

    def told(self) -> list[str]:
        """Return the day of each row as text, "" for none."""
        return [day.isoformat() if day else "" for day in self._days]

    def keep(self, row: int) -> None:
        """Keep the day of somebody without an account as a fact: there is nobody to call at."""
        if self._days and self._days[row]:
            self._columns.keep_at(row, self._at)
            self._columns.kept.note("alone", row)

    def put(self, row: int, account: Known | None, contact: Known | None) -> tuple[str, ...]:
        """Plan a row's next step unless one of that day is there, and say so.

        Nothing is planned at an account to be avoided, nor with somebody not to be contacted or of
        whom the note says not to call: there the day becomes a fact.
        """
        day = self._days[row] if self._days else None
        if day is None or account is None:
            return ()
        refused = account.protected or self._notes.refuses(row)
        channel = None if refused else _channel(contact)
        if channel is None:
            return self._put_aside(row, account, contact, "protected")
        at = self._moment(row, day)
        day = at.astimezone(self._own_zone).date() if at else day
        key = (id(account), id(contact), day)
        if key in self._taken or self._is_there(account, contact, day):
            return ()
        cell = self._columns.cells_at(self._at)[row]
        if day < self._today and _is_past_undated(cell, self._today):
            return self._put_aside(row, account, contact, "no_year")
        self._taken.add(key)
        if self._met is not None:
            self._met.remember((), [(_KEY, _key(account, contact, day), 0)])
        on = day.isoformat()
        why = self._columns.cells_at(self._words_at)[row] if self._words_at >= 0 else ""
        if _is_worded(cell):
            why = f"{cell} – {why}" if why else cell
        said = why or f"{self._columns.column_name(self._at)} ({self._batch.source})"
        words = " ".join(said.split())[:_LONGEST]
        self._batch.add_follow_up(account, contact, (channel, words, on, iso(at) if at else None))
        account.touched = True
        return (f"follow-up on {on}" + (f" at {at:%H:%M}" if at else ""),)

    def _put_aside(
        self, row: int, account: Known, contact: Known | None, why: What
    ) -> tuple[str, ...]:
        """Keep the day as a fact, and say so."""
        name, cell = self._columns.column_name(self._at), self._columns.cells_at(self._at)[row]
        about = contact or account, account, contact
        self._columns.kept.note(why, row)
        if not add_facts(self._batch, self._rules, about, {name: cell}, ""):
            return ()
        return (f"{name} {cell} kept as a fact",)

    def _moment(self, row: int, day: date) -> datetime | None:
        """Return the time of day that a cell names, by the rep's own clock: None for none."""
        cell = _plain(self._columns.cells_at(self._at)[row])
        if not dates_in(cell) and (undated := undated_in(cell)):
            cell = f"{day} {undated.clock}"
        cell = date_in(cell) or cell
        if not _TIME.search(cell) or _MIDNIGHT.search(cell):
            return None
        found = read_moment(cell, self._columns.order_of(_FIELD), self._own_zone)
        if not isinstance(found, datetime) or not _FIRST_YEAR < found.year < _LAST_YEAR:
            return None
        return found

    def _is_there(self, account: Known, contact: Known | None, day: date) -> bool:
        if self._met is not None and self._met.ids(_KEY, [_key(account, contact, day)]):
            return True
        if account.id <= 0 or (contact is not None and contact.id <= 0):
            return False
        number = contact.id if contact else None
        return self._store.value(_THERE, (account.id, number, day.isoformat())) is not None


def _key(account: Known, contact: Known | None, day: date) -> str:
    return f"{account.id} {contact.id if contact else 0} {day}"


def _plain(cell: str) -> str:
    return _UHR.sub("", cell)


def _is_worded(cell: str) -> bool:
    """Say whether a cell has words beside its day."""
    plain = _plain(cell)
    return (
        any(map(str.isalpha, plain))
        and date_in(cell) != plain
        and isinstance(clear_day(plain), Unreadable)
    )


def _day(cell: str, order: DateOrder) -> date | Unreadable:
    """Read the day a cell names, alone or among words; of several none is when it is due."""
    if len(dates_in(cell)) > 1:
        return Unreadable("names several days")
    found = read_day(_plain(cell), order)
    if isinstance(found, Unreadable) and (told := date_in(cell)):
        return read_day(told, order)
    return found


def _is_past_undated(cell: str, today: date) -> bool:
    """Say whether a cell names a past day without a year, which may be that of another one."""
    undated = None if dates_in(cell) else undated_in(cell)
    if undated is None or undated.year:
        return False
    found = undated.on(today)
    return not (undated.week and isinstance(found, date) and found <= today)


def _channel(contact: Known | None) -> str | None:
    """Return how the next step is taken: by phone unless that is forbidden, None for not at all."""
    if contact is None or not contact.held.get("do_not_call"):
        return "call"
    return None if contact.held.get("opted_out") else "email"
