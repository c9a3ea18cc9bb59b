"""Reads the signals of accounts as the method counts them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from workstation.desk.clock import iso
from workstation.method.urgency import Sign

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

OPENING = "opening"
"""The kind of the signal that stands for a score whose own signals nobody has."""

LOGGED, AS_IT_STOOD = "logged", "as it stood"
"""Where signals come from that the desk knew of when they happened, however late written down."""

_COLUMNS = (
    "account_id, happened_at, points, fast_track, id, "
    f"CASE WHEN created_at > happened_at AND coalesce(source, '') NOT IN ('{LOGGED}', "
    f"'{AS_IT_STOOD}') THEN created_at END"
)
_MANY = 1000
"""With more signals than this a new one is added to the score instead of all being counted."""

_moment: Callable[[str], datetime] = datetime.fromisoformat


def told(desk: "Desk", account_ids: Sequence[int]) -> dict[int, list[Sign]]:
    """Return the signals of accounts, each account's from the earliest on."""
    marks = ", ".join("?" * len(account_ids))
    rows = desk.store.rows(
        f"SELECT {_COLUMNS} FROM signals WHERE account_id IN ({marks}) "
        "ORDER BY account_id, happened_at, id",
        account_ids,
    )
    return {account: [_sign(row) for row in group] for account, group in groupby(rows, _ACCOUNT)}


def newest(desk: "Desk", account_id: int, made: Sequence[int]) -> list[Sign]:
    """Return the signals just made at an account of very many, all of them later than the others.

    Empty where the account has few, or others are as late: then all are to be counted.
    """
    marks = ", ".join("?" * len(made))
    rows = desk.store.rows(f"SELECT {_COLUMNS} FROM signals WHERE id IN ({marks})", made)
    if not rows or desk.store.value(
        "SELECT (SELECT 1 FROM signals WHERE account_id = ?1 LIMIT 1 OFFSET ?2) IS NULL "
        "OR (SELECT count(*) FROM signals WHERE account_id = ?1 AND happened_at >= ?3) > ?4",
        (account_id, _MANY, min(row["happened_at"] for row in rows), len(rows)),
    ):
        return []
    return [_sign(row) for row in rows]


def before(desk: "Desk", account_id: int, first: Sign, limit: int) -> list[Sign]:
    """Return the last ``limit`` signals of an account before one of them, the earliest first."""
    rows = desk.store.rows(
        f"SELECT {_COLUMNS} FROM signals WHERE account_id = ?1 AND happened_at <= ?2 "
        "AND (happened_at, id) < (?2, ?3) ORDER BY happened_at DESC, id DESC LIMIT ?4",
        (account_id, iso(first.at), first.number, limit),
    )
    return [_sign(row) for row in reversed(rows)]


def _sign(row: "Row") -> Sign:
    _, at, points, fast_track, number, known_at = row
    return Sign(
        _moment(at), points, bool(fast_track), number, _known(known_at) if known_at else None
    )


_ACCOUNT = itemgetter(0)
_known = lru_cache(maxsize=1024)(_moment)
