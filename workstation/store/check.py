"""Whether the file is sound and keeps the house's promises, and repair of what can be derived."""

import sqlite3
from collections.abc import Sequence

from workstation.store.triggers import RECORD_TABLES, RULES, SEARCHED, derive


def damage(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with the pages and indexes of the file."""
    try:
        rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return [f"The file is damaged ({error}); 'workstation restore' brings a back-up back."]
    return [f"The file is damaged: {row[0]}." for row in rows if row[0] != "ok"]


def promises(connection: sqlite3.Connection, bins: Sequence[str]) -> list[str]:
    """Return rows that point nowhere, unknown bins, bad moments and days, an unreadable log."""
    marks = ", ".join("?" * len(bins))
    found = [
        f"Row {row[1]} of {row[0]} points to a row of {row[2]} that is not there."
        for row in connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    ]
    found += [
        f"{row[1]} account(s) are in the bin “{row[0]}”, which the playbook does not know."
        for row in connection.execute(
            f"SELECT bin, count(*) FROM accounts WHERE bin NOT IN ({marks}) GROUP BY bin", bins
        )
    ]
    for table in RECORD_TABLES:
        found += _dates(connection, table)
    lost = connection.execute(
        "SELECT count(*) FROM changes WHERE json_valid(coalesce(before, '{}')) = 0 "
        "OR json_valid(coalesce(after, '{}')) = 0"
    ).fetchone()[0]
    if lost:
        found.append(f"{lost} entries of the change log cannot be read; they cannot be undone.")
    return found


def _dates(connection: sqlite3.Connection, table: str) -> list[str]:
    """Find days and moments that are not written as the house writes them."""
    found = []
    for _, name, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
        if name.endswith("_on"):
            right = f"date({name}, '+0 days') IS {name}"
        elif name.endswith("_at"):
            right = f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '+0 days') IS {name}"
        else:
            continue
        count = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {name} IS NOT NULL AND NOT ({right})"
        ).fetchone()[0]
        if count:
            what = "day" if name.endswith("_on") else "moment"
            found.append(f"{count} row(s) of {table} have a {name} that is no {what}.")
    return found


def stale(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many derived values are wrong, by column, and which search indexes are."""
    found = {}
    for name, rule in RULES.items():
        count = connection.execute(
            f"SELECT count(*) FROM accounts WHERE {name} IS NOT {rule}"
        ).fetchone()[0]
        if count:
            found[f"accounts.{name}"] = count
    for index, _ in SEARCHED.values():
        if not _agrees(connection, index):
            found[index] = 1
    return found


def said(name: str, count: int) -> str:
    """Put one entry of ``stale`` into a sentence."""
    if "." in name:
        return f"{count} row(s) have a stale {name}; 'workstation check --repair' puts it right."
    return f"The search index {name} is stale; 'workstation check --repair' puts it right."


def repair(connection: sqlite3.Connection) -> dict[str, int]:
    """Work out anew what is derived; return what was wrong and is right now, as ``stale`` does."""
    found = stale(connection)
    if any(name.startswith("accounts.") for name in found):
        derive(connection)
    for index, _ in SEARCHED.values():
        if index in found:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    return found


def _agrees(connection: sqlite3.Connection, index: str) -> bool:
    """Ask FTS5 whether its index says what the rows say."""
    try:
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            return False
        raise
    return True
