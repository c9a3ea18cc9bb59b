"""What a check writes beyond plain changes: rows and log made to agree, all under one action."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.store.bulk import put_back

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

        A row that is gone comes back as the log has it, unless another has what may be there only
        once. What a row holds stays, and the log is told of it.
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

    def bring_back(self, table: str, number: int) -> bool:
        """Put back as it was a row that another program deleted; say whether that could be done.

        It cannot where the log does not have it, an action of the house deleted it, or another
        row has what may be there only once.
        """
        last = self._connection.execute(
            "SELECT seq, kind, action_id FROM changes WHERE table_name = ? AND row_id = ? "
            "ORDER BY seq DESC LIMIT 1",
            (table, number),
        ).fetchone()
        if last is None or last["kind"] != "delete" or last["action_id"] is not None:
            return False
        try:
            put_back(self._connection, table, str(last["seq"]))
        except sqlite3.IntegrityError:
            return False
        return True

    def belong_to(self, action: int | None) -> None:
        """Make what was written so far part of an earlier action, or with None of none.

        The earlier one gets the title of this, which goes; what is of no action no undo takes back.
        """
        own = self._action
        self._connection.execute(
            "UPDATE actions SET title = (SELECT title FROM actions WHERE id = ?) WHERE id = ?",
            (own, action),
        )
        self._connection.execute(
            "UPDATE changes SET action_id = ? WHERE action_id = ?", (action, own)
        )
        self._connection.execute("DELETE FROM actions WHERE id = ?", (own,))

    def run(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement on a table beside those of record, once for each row of values."""
        self._connection.executemany(sql, rows)

    def _put_back(self, one: "Difference") -> None:
        said = one.said or {}
        # Values come from the log as JSON has them, never as names.
        whole = {"id": one.id, **said}
        try:
            self.put(one.table, whole)
        except sqlite3.IntegrityError:
            self._tell_gone(one, whole)
        else:
            # The log had it there all along.
            self._connection.execute(
                "DELETE FROM changes WHERE action_id = ? AND table_name = ? AND row_id = ?",
                (self._action, one.table, one.id),
            )

    def _tell_gone(self, one: "Difference", whole: dict[str, Any]) -> None:
        """Tell the log that a row is gone for good: of no action, for no undo can bring it back."""
        before = {name: value for name, value in whole.items() if value is not None}
        self._connection.execute(
            "INSERT INTO changes (table_name, row_id, account_id, kind, before) "
            "VALUES (?, ?, ?, 'delete', ?)",
            (
                one.table,
                one.id,
                one.id if one.table == "accounts" else before.get("account_id"),
                msgspec.json.encode(before).decode(),
            ),
        )

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
