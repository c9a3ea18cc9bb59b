"""Focus lists to call: their accounts that may be contacted, due or not, urgency x fit first."""

from collections.abc import Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

from workstation.desk.filter_sql import FilterSql
from workstation.desk.queue.people import OFFERED, WITH_OFFERED
from workstation.desk.queue.waits import FORBIDDEN, Waiting
from workstation.desk.urgency_now import UrgencyNow
from workstation.method.queueing import Factors

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_PART = 500
_SOMEBODY = (
    "(NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id) "
    "OR EXISTS (SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id "
    "AND NOT do_not_call))"
)
"""Somebody may be called there, or nobody is known yet."""


def _may_be_called(desk: "Desk", text: str) -> tuple[str, list[str | int]]:
    """Return the condition on accounts that fit a filter and may be called, with its values."""
    allowed = desk.playbook.open_bins()
    sql, values = FilterSql.at(desk).condition(desk.focus.read(text))
    marks = ", ".join("?" * len(allowed))
    return f"{sql} AND bin IN ({marks}) AND {_SOMEBODY}", [*values, *allowed]


def count_listed(desk: "Desk", text: str) -> int:
    """Return how many accounts of a filter may be called; tens of milliseconds.

    Raises:
        DeskError: the filter cannot be read.
    """
    sql, values = _may_be_called(desk, text)
    return int(desk.store.value(f"SELECT count(*) FROM accounts WHERE {sql}", values))


def listed(desk: "Desk", text: str, most: int) -> list[int]:
    """Return the accounts of a filter that may be called, by urgency x fit as weighted.

    Raises:
        DeskError: the filter cannot be read.
    """
    sql, values = _may_be_called(desk, text)
    urgency, factors = UrgencyNow(desk), Factors(desk.playbook.queue.weights)

    def place(row: "Sequence[int]") -> tuple[float, int]:
        account, points, at, fit = row
        return -factors.score(urgency(points, at), fit, 0), account  # type: ignore[arg-type]

    rows = desk.store.rows(f"SELECT id, urgency, urgency_at, fit FROM accounts WHERE {sql}", values)
    return [row[0] for row in nsmallest(most, rows, key=place)]


def waits_of(desk: "Desk", account_ids: Sequence[int]) -> dict[int, str]:
    """Return why calls have to wait at accounts, "" where not, by calling hours and tries.

    Accounts to avoid, and those where nobody may be called, are left out.
    """
    allowed = frozenset(desk.playbook.open_bins())
    waiting = Waiting(desk, desk.clock.now())
    found: dict[int, str] = {}
    for start in range(0, len(account_ids), _PART):
        part = account_ids[start : start + _PART]
        for account, bin_key, offered, do_not_call, *where in desk.store.rows(
            f"SELECT accounts.id, bin, {OFFERED} FROM accounts {WITH_OFFERED} "
            f"WHERE accounts.id IN ({', '.join('?' * len(part))})",
            part,
        ):
            waits = waiting.call(
                account, None, offered, forbidden=bool(do_not_call), where=tuple(where)
            )
            if bin_key in allowed and waits is not FORBIDDEN:
                found[account] = waits.why
    return found
