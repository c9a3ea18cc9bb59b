"""Days on which a list says that somebody was last touched count as touches made elsewhere."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from workstation.desk.clock import iso
from workstation.desk.imports.batch import Batch
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.facts import add_facts
from workstation.desk.imports.policy import Rules
from workstation.desk.imports.records import Known
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.touched_lately import TouchedLately
from workstation.exchange.dates import DateOrder, read_moment
from workstation.exchange.values import Unreadable
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_FIELD = "touched_on"
_NOON = time(12)
_FIRST_YEAR = 1970
_LONGEST = 500
_KEY = "touch"
_SINCE = (
    "SELECT min(happened_on) FROM activities WHERE account_id = ? AND contact_id IS ? "
    "AND is_touch AND happened_on >= ?"
)


class Touches:
    """Reads the days of one portion of rows after the other.

    ``met`` is what a preview remembers earlier portions by, None for a run.
    """

    def __init__(
        self, columns: Columns, batch: Batch, rules: Rules, desk: "Desk", met: Seen | None
    ) -> None:
        self._columns = columns
        self._batch = batch
        self._rules = rules
        self._store = desk.store
        self._now = desk.clock.now()
        self._zone = self._now.tzinfo or UTC
        self._met = met
        self._taken: dict[tuple[int, int], set[str]] = {}
        self._moments: Sequence[datetime | None] = ()
        places = columns.columns_of(_FIELD)
        self._at = places[0] if places else -1
        if places:
            batch.lately = TouchedLately(desk)

    def begin(self) -> None:
        """Read the days of the portion; cells that name none, or one to come, become facts."""
        self._taken.clear()
        if self._at < 0:
            return
        columns = self._columns
        order = columns.order_of(_FIELD)
        self._moments = columns.reads(_FIELD, lambda cell: self._read(cell, order)) or ()
        for row, (cell, at) in enumerate(
            zip(columns.cells_at(self._at), self._moments, strict=True)
        ):
            if cell and at is None and any(map(str.isdecimal, cell)):
                to_come = isinstance(read_moment(cell, order, self._zone), datetime)
                columns.kept.note("to_come" if to_come else "date", row)

    def _read(self, cell: str, order: DateOrder) -> datetime | Unreadable:
        """Read a moment by the rep's own clock; a day without a time counts at its noon."""
        found = read_moment(cell, order, self._zone)
        if isinstance(found, Unreadable):
            return found
        if not _FIRST_YEAR < found.year <= self._now.year:
            return Unreadable("is out of all time")
        if found.time() == time():
            found = datetime.combine(found.date(), _NOON, self._zone)
        if found.astimezone(self._zone).date() > self._now.date():
            return Unreadable("is to come")
        return min(found, self._now)

    def told(self) -> list[str]:
        """Return the day of each row as text, "" for none."""
        return [self._day(at).isoformat() if at else "" for at in self._moments]

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def keep(self, row: int) -> None:
        """Keep the day of somebody without an account as a fact."""
        if self._moments and self._moments[row]:
            self._columns.keep_at(row, self._at)

    def put(self, row: int, account: Known | None, contact: Known | None) -> tuple[str, ...]:
        """Count a row's touch unless one of that day is known; where a later one is, keep a fact.

        Return what that changes.
        """
        at = self._moments[row] if self._moments else None
        if at is None or account is None:
            return ()
        day = self._day(at).isoformat()
        taken = self._taken.setdefault((id(account), id(contact)), set())
        known = [one for one in (*taken, *self._before(account, contact, day)) if one >= day]
        if day in known:
            return ()
        name = self._columns.column_name(self._at)
        cell = clean_line(self._columns.cells_at(self._at)[row])
        if known:
            about = contact or account, account, contact
            return add_facts(self._batch, self._rules, about, {name: cell}, "")
        taken.add(day)
        if self._met is not None:
            number = date.fromisoformat(day).toordinal()
            self._met.remember((), [(_KEY, _key(account, contact), number)])
        note = f"{name}: {cell} ({self._batch.source})"[:_LONGEST]
        self._batch.add_touch(account, contact, (iso(at), day, note))
        account.touched = True
        return (f"touched on {day}",)

    def _before(self, account: Known, contact: Known | None, day: str) -> list[str]:
        """Return days not before ``day`` on which they were touched, as far as is known."""
        found: list[str] = []
        if self._met is not None:
            numbers = self._met.ids(_KEY, [_key(account, contact)])
            found += [date.fromordinal(number).isoformat() for _, number in numbers]
        if account.id > 0 and (contact is None or contact.id > 0):
            number = contact.id if contact else None
            first = self._store.value(_SINCE, (account.id, number, day))
            found += [str(first)] if first else []
        return found


def _key(account: Known, contact: Known | None) -> str:
    return f"{account.id} {contact.id if contact else 0}"
