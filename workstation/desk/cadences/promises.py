"""Calls promised to somebody a cadence is to start for: it begins after them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.method.cadence import Cadence, Landing, gap_past, landings

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.cadences.rows import PreviewRow
    from workstation.desk.desk import Desk
    from workstation.method.days import WorkingDays

_PAST = "the promised call"


def promised_calls(desk: "Desk", accounts: Sequence[int]) -> "dict[int, list[Row]]":
    """Return the open calls promised at accounts, by account: ``contact_id`` and ``due_on``."""
    found: dict[int, list[Row]] = {}
    for row in desk.store.rows(
        "SELECT account_id, contact_id, max(due_on) AS due_on FROM follow_ups "
        f"WHERE account_id IN ({', '.join('?' * len(accounts))}) AND state = 'open' "
        "AND promised = 1 AND channel = 'call' AND meeting_id IS NULL "
        "GROUP BY account_id, contact_id",
        accounts,
    ):
        found.setdefault(row["account_id"], []).append(row)
    return found


def last_day(calls: "dict[int, list[Row]]", row: "PreviewRow") -> date | None:
    """Return the last day of a call promised to the person of a row, or to the account; or None."""
    days = [
        call["due_on"]
        for call in calls.get(row.account_id, ())
        if row.contact_id is None or call["contact_id"] in (None, row.contact_id)
    ]
    return date.fromisoformat(max(days)) if days else None


def past_promise(
    cadence: Cadence, on: date, both: "WorkingDays", first: int, promised: date
) -> tuple[tuple[Landing, ...], int]:
    """Return the days of a cadence whose step number ``first`` lands past a promised call.

    With them, by how many working days all of them are later than from day ``on``. Raises
    NoWorkingDayError.
    """
    gap = gap_past(landings(cadence, on, both)[first - 1].day, promised, both)
    days = landings(cadence, on, both, shifted=gap)
    begins = days[first - 1]
    names = ", ".join(name for name in (_PAST, begins.moved) if name)
    days[first - 1] = msgspec.structs.replace(begins, moved=names)
    return tuple(days), gap
