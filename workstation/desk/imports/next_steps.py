"""Days on which a list says that something is to happen become follow-ups, past days too."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.imports.batch import Batch
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.records import Known
from workstation.exchange.dates import read_day
from workstation.exchange.squashing import squashed

if TYPE_CHECKING:
    from workstation.store.store import Store

_FIELD = "follow_up_on"
_WORDS = frozenset(
    "nextstep nextsteps nextaction nextactivity whatnext todo nachsterschritt nachsteaktion "
    "prochaineetape siguientepaso volgendestap nastasteg prossimopasso".split()
)
"""Squashed names of columns that may say beside the day what is to happen."""
_LONGEST = 500
_THERE = (
    "SELECT 1 FROM follow_ups WHERE account_id = ? AND contact_id IS ? AND first_due_on = ? LIMIT 1"
)


class NextSteps:
    """Reads the days of one portion of rows after the other, and plans what is not planned yet."""

    def __init__(self, columns: Columns, batch: Batch, store: "Store") -> None:
        self._columns = columns
        self._batch = batch
        self._store = store
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
        order = self._columns.order_of(_FIELD)
        self._days = self._columns.reads(_FIELD, lambda cell: read_day(cell, order)) or ()

    def told(self) -> list[str]:
        """Return the day of each row as text, "" for none."""
        return [day.isoformat() if day else "" for day in self._days]

    def keep(self, row: int) -> None:
        """Keep the day of somebody without an account as a fact: there is nobody to call at."""
        if self._days and self._days[row]:
            self._columns.keep_at(row, self._at)

    def put(self, row: int, account: Known | None, contact: Known | None) -> tuple[str, ...]:
        """Plan a row's next step unless one of that day is there, and say so.

        Nothing is planned at an account to be avoided, nor with somebody not to be contacted.
        """
        day = self._days[row] if self._days else None
        if day is None or account is None or account.protected:
            return ()
        channel = _channel(contact)
        if channel is None:
            return ()
        key = (id(account), id(contact), day)
        if key in self._taken or self._is_there(account, contact, day):
            return ()
        self._taken.add(key)
        on = day.isoformat()
        why = self._columns.cells_at(self._words_at)[row] if self._words_at >= 0 else ""
        said = why or f"{self._columns.column_name(self._at)} ({self._batch.source})"
        self._batch.add_follow_up(
            account, contact, (channel, " ".join(said.split())[:_LONGEST], on)
        )
        account.touched = True
        return (f"follow-up on {on}",)

    def _is_there(self, account: Known, contact: Known | None, day: date) -> bool:
        if account.id <= 0 or (contact is not None and contact.id <= 0):
            return False
        number = contact.id if contact else None
        return self._store.value(_THERE, (account.id, number, day.isoformat())) is not None


def _channel(contact: Known | None) -> str | None:
    """Return how the next step is taken: by phone unless that is forbidden, None for not at all."""
    if contact is None or not contact.held.get("do_not_call"):
        return "call"
    return None if contact.held.get("opted_out") else "email"
