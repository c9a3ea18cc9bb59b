"""Writes tests/store/versions/N.sql, what a file of the present version looks like inside.

Run once when a version ships (``python -m tests.store.freeze``); later versions must be able to
bring such a file up. Never run it again for a version that has shipped.
"""

import sqlite3
import tempfile
from pathlib import Path

from tests.store.conftest import Time, account, activity, follow_up
from workstation.store.store import Store
from workstation.store.triggers import RECORD_TABLES, SEARCHED
from workstation.store.version import APPLICATION_ID, SCHEMA_VERSION

VERSIONS = Path(__file__).parent / "versions"
_BESIDE = (
    "devices",
    "actions",
    "changes",
    "import_rows",
    "call_drafts",
    "block_drafts",
    "unsaved_words",
    "name_keys",
    "likely_duplicates",
    "_sqlite_migrations",
)


def fill(store: Store) -> None:
    """A few rows whose fate every later version can be asked about."""
    with store.action("Add alpha") as act:
        home = act.insert("accounts", account("alpha", note="beta"))
        act.insert("contacts", {"account_id": home, "name": "gamma", "created_on": "2026-11-20"})
    with store.action("Log call: alpha") as act:
        act.insert("activities", activity(home, note="delta"))
        act.insert("follow_ups", follow_up(home))
        act.update("accounts", home, {"bin": "working"})


def schema(connection: sqlite3.Connection) -> list[str]:
    """Return what a file is made of, as SQL, without what SQLite makes by itself."""
    inner = tuple(f"{index}_" for index, _ in SEARCHED.values())
    return [
        sql
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY "
            "type = 'trigger', type = 'view', sql LIKE 'CREATE VIRTUAL%', type = 'index', rowid"
        )
        if not (name.startswith(inner) and "TRIGGER" not in sql) and not name.startswith("sqlite_")
    ]


def write(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        store = Store.open(path, now=Time(), node=7)
        fill(store)
        store.close()
        connection = sqlite3.connect(path)
        lines = [f"{sql};" for sql in schema(connection) if "CREATE TRIGGER" not in sql]
        for table in (*RECORD_TABLES, *_BESIDE):
            names = [
                row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})") if row[6] == 0
            ]
            for row in connection.execute(f"SELECT {', '.join(names)} FROM {table}"):
                values = ", ".join(
                    connection.execute("SELECT quote(?)", (value,)).fetchone()[0] for value in row
                )
                lines.append(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values});")
        lines += [
            f"INSERT INTO {index} ({index}) VALUES ('rebuild');" for index, _ in SEARCHED.values()
        ]
        lines += [f"{sql};" for sql in schema(connection) if "CREATE TRIGGER" in sql]
        lines += [
            f"PRAGMA application_id = {APPLICATION_ID};",
            f"PRAGMA user_version = {SCHEMA_VERSION};",
        ]
        connection.close()
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(VERSIONS / f"{SCHEMA_VERSION}.sql")
