"""Keeps the pairs that were found, outside the history: they can always be worked out again."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import iso, moment_of
from workstation.desk.duplicates.rows import Pair, Scanned
from workstation.method.likeness import Evidence

if TYPE_CHECKING:
    import sqlite3

    from workstation.store.store import Store

Found = tuple[int, int, int, tuple[Evidence, ...]]
"""The two numbers, the lower first, the score and the evidence."""

_MARK = 0
"""Stands for both records in the row that says when everything was looked through."""


def replace(store: "Store", done: Scanned, pairs: Sequence[Found]) -> None:
    """Keep what a scan found, in place of all that was kept of its kind.

    Raises:
        StoreError: the file is locked or cannot be written.
    """
    at = iso(done.at)
    said = (at, done.records, done.found, done.split, done.skipped)
    rows = [
        (done.kind, one, other, score, _written(evidence), at)
        for one, other, score, evidence in pairs
    ]
    rows.append((done.kind, _MARK, _MARK, 0, msgspec.json.encode(said).decode(), at))
    _write(store, rows, instead_of=done.kind)


def add(store: "Store", pairs: Sequence[Pair], now: datetime) -> None:
    """Keep further pairs.

    Raises:
        StoreError: the file is locked or cannot be written.
    """
    at = iso(now)
    rows = [(each.kind, *each.key, each.score, _written(each.evidence), at) for each in pairs]
    if rows:
        _write(store, rows)


def last_scan(store: "Store", kind: str) -> Scanned | None:
    """Return when all records of a kind were looked through last, None for never."""
    row = store.row(
        "SELECT evidence FROM likely_duplicates WHERE kind = ? AND first_id = ?", (kind, _MARK)
    )
    if row is None:
        return None
    at, *numbers = msgspec.json.decode(row["evidence"])
    return Scanned(kind, moment_of(at), *numbers)


def read(text: str) -> tuple[Evidence, ...]:
    """Return evidence that was kept in the file."""
    return tuple(Evidence(*each) for each in msgspec.json.decode(text, type=list[tuple[int, str]]))


def _written(evidence: Sequence[Evidence]) -> str:
    return msgspec.json.encode([(each.points, each.said) for each in evidence]).decode()


def _write(
    store: "Store", rows: Sequence[tuple[str | int, ...]], *, instead_of: str | None = None
) -> None:
    def write(connection: "sqlite3.Connection") -> None:
        if instead_of is not None:
            connection.execute("DELETE FROM likely_duplicates WHERE kind = ?", (instead_of,))
        connection.executemany(
            "INSERT OR REPLACE INTO likely_duplicates VALUES (?, ?, ?, ?, ?, ?)", rows
        )

    writer = store.another(read_only=False)
    try:
        writer.rewrite_cache(write)
    finally:
        writer.close()
