"""What a check writes beyond plain changes: rows and log made to agree, all under one action."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from workstation.store.check_log import Difference


class Mender:
    """Writes repairs inside the action ``action``; made by ``Writer.mender``."""

    def __init__(self, connection: sqlite3.Connection, action: int) -> None:
        self._connection = connection
        self._action = action
        connection.execute("PRAGMA defer_foreign_keys = ON")

    def agree(self, found: "Sequence[Difference]") -> None:
        """Make rows and log agree, losing nothing.

        A row that is gone comes back as the log has it. What a row holds stays, and the log is
        told of it, so that undo brings back what the log had.
        """
        for each in found:
            if each.held is None:
                self._put_back(each)
            else:
                self._tell(each)

    def put(self, table: str, values: dict[str, str | int | None]) -> None:
        """Insert a row whose identifier is given among its values."""
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )

    def run(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement on a table beside those of record, once for each row of values."""
        self._connection.executemany(sql, rows)

    def _put_back(self, one: "Difference") -> None:
        said = one.said or {}
        # Values come from the log as JSON has them, never as names.
        self.put(one.table, {"id": one.id, **said})

    def _tell(self, one: "Difference") -> None:
        held = one.held or {}
        if one.said is None:
            kind, before = "insert", None
            whole = {"id": one.id, **held}
            stamp = self._connection.execute(
                f"SELECT updated_at FROM {one.table} WHERE id = ?", (one.id,)
            ).fetchone()
            whole["updated_at"] = stamp[0]
            after = {name: value for name, value in whole.items() if value is not None}
        else:
            kind, after = "update", held
            before = msgspec.json.encode(one.said).decode()
        self._connection.execute(
            "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._action,
                one.table,
                one.id,
                self._account_of(one),
                kind,
                before,
                msgspec.json.encode(after).decode(),
            ),
        )

    def _account_of(self, one: "Difference") -> int | None:
        if one.table == "accounts":
            return one.id
        names = self._connection.execute(f"PRAGMA table_info({one.table})").fetchall()
        if all(name["name"] != "account_id" for name in names):
            return None
        found: int | None = self._connection.execute(
            f"SELECT account_id FROM {one.table} WHERE id = ?", (one.id,)
        ).fetchone()[0]
        return found
