"""What became of each row of an import that was run, page by page."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.desk.imports.book import asked

if TYPE_CHECKING:
    from workstation.store.store import Store

_TABLES = {
    "accounts": "accounts",
    "contacts": "contacts",
    "signals": "accounts",
    "opportunities": "opportunities",
    "tasks": "accounts",
}
"""The table in which the record of a row stands, by what was imported."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file that came in: its line, its fate, and whom it was about.

    ``name`` and ``other`` are the names of the record and of the one it joins or resembles, ""
    where there is none (any more).
    """

    line: int
    fate: str
    record_id: int | None
    name: str
    why: str | None
    fields: tuple[str, ...]
    other_id: int | None
    other: str


def rows_of(
    store: "Store", import_id: int, fates: Sequence[str], after: int, limit: int
) -> list[ImportedRow]:
    """Return rows of an import with lines above ``after``, all or those of some fates."""
    kind = store.value("SELECT kind FROM imports WHERE id = ?", (import_id,))
    table = _TABLES.get(str(kind), "accounts")
    marks = f" AND fate IN ({', '.join('?' * len(fates))})" if fates else ""
    found = store.rows(
        "SELECT line, coalesce(last_line, line) AS last_line, fate, record_id, why, fields, "
        "other_id FROM import_rows WHERE import_id = ? AND coalesce(last_line, line) > ?"
        f"{marks} ORDER BY line LIMIT ?",
        (import_id, after, *fates, limit),
    )
    rows: list[tuple[int, int | None, sqlite3.Row]] = []
    for run in found:
        for line in range(max(run["line"], after + 1), run["last_line"] + 1):
            if len(rows) == limit:
                break
            first = run["record_id"]
            rows.append((line, None if first is None else first + line - run["line"], run))
    names = _names(store, table, {one for _, one, run in rows for one in (one, run["other_id"])})
    return [
        ImportedRow(
            line=line,
            fate=run["fate"],
            record_id=record,
            name=names.get(record, ""),
            why=run["why"],
            fields=tuple(run["fields"].split(", ")) if run["fields"] else (),
            other_id=run["other_id"],
            other=names.get(run["other_id"], ""),
        )
        for line, record, run in rows
    ]


def _names(store: "Store", table: str, numbers: set[int | None]) -> dict[int | None, str]:
    """Return the names of records, those of accounts where the table has none of that number."""
    names: dict[int | None, str] = {}
    for each in dict.fromkeys(("accounts", table)):
        names |= dict(
            asked(
                store,
                f"SELECT {each}.id, name FROM json_each(?) CROSS JOIN {each} "
                f"ON {each}.id = json_each.value",
                [number for number in numbers if number is not None],
            )
        )
    return names
