"""The triggers that keep the change log, the search index and the derived columns.

They are made from the columns a table has now, so a migration that adds a column calls
``make_triggers`` again. Bulk work tells the row triggers to stand aside (``current_action.bulk``)
and calls the set-wise twins ``log_inserted``, ``log_whole``, ``log_deleted``, ``index_rows`` and
``derive``.
"""

import sqlite3
from collections.abc import Collection

from workstation.store.ids import COUNTER_BITS, COUNTER_MASK

RECORD_TABLES = (
    "accounts",
    "contacts",
    "emails",
    "phones",
    "opportunities",
    "activities",
    "answers",
    "follow_ups",
    "signals",
    "cadence_runs",
    "goals",
    "day_closings",
    "facts",
    "imports",
    "days_off",
    "settings",
    "call_blocks",
    "preparations",
    "objections",
    "whys",
    "meetings",
    "messages",
    "drills",
    "focus_lists",
    "source_ids",
    "suppressions",
    "import_mappings",
    "told_apart",
)

DERIVED = {"accounts": ("last_touch_at", "last_touch_on", "next_follow_up_on")}

SEARCHED = {
    "accounts": ("accounts_search", ("name", "domain", "industry", "city", "note")),
    "contacts": ("contacts_search", ("name", "title", "note")),
    "activities": ("notes_search", ("note",)),
    "answers": ("answers_search", ("answer",)),
    "facts": ("facts_search", ("value",)),
}

_STAMPS = ("id", "created_at", "updated_at")
_ASIDE = "(SELECT bulk FROM current_action) IS NOT 1"
_ACTION = "(SELECT action_id FROM current_action)"


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the recorded columns of a table: all but generated and derived ones."""
    found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return [name for name in found if name not in DERIVED.get(table, ())]


def whole(names: list[str], row: str) -> str:
    """Return SQL for a whole row as JSON; what is NULL is left out."""
    pairs = ", ".join(f"'{name}', {row}.{name}" for name in names)
    return f"json_patch('{{}}', json_object({pairs}))"


def differing(names: list[str], was: str, now: str) -> str:
    """Return SQL for one row ``(was, now, fields)``: JSON of the fields that differ, and how many.

    ``fields`` does not count ``updated_at``.
    """
    pairs = " UNION ALL ".join(
        f"SELECT '{name}' AS field, {was}.{name} AS was, {now}.{name} AS now" for name in names
    )
    return (
        "SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, "
        f"total(field <> 'updated_at') AS fields FROM ({pairs}) "
        "WHERE was COLLATE BINARY IS NOT now"
    )


def account_of(table: str, names: list[str], row: str) -> str:
    """Return SQL for the account a row belongs to."""
    if table == "accounts":
        return f"{row}.id"
    return f"{row}.account_id" if "account_id" in names else "NULL"


def make_triggers(connection: sqlite3.Connection) -> None:
    """Make every trigger anew from the tables as they are; later versions add tables.

    Triggers of other names are the rep's own, and stay.
    """
    made = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {name for (name,) in made}
    for table in RECORD_TABLES:
        if table in tables:
            _log_triggers(connection, table)
    for table, (index, _) in SEARCHED.items():
        if index in tables:
            _search_triggers(connection, table)
    _derived_triggers(connection)


def _make(connection: sqlite3.Connection, name: str, how: str) -> None:
    connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute(f"CREATE TRIGGER {name} {how}")


def _log_triggers(connection: sqlite3.Connection, table: str) -> None:
    names = columns(connection, table)
    head = "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after)"
    _make(
        connection,
        f"{table}_inserted",
        f"AFTER INSERT ON {table} WHEN {_ASIDE} BEGIN {head} "
        f"VALUES ({_ACTION}, '{table}', NEW.id, {account_of(table, names, 'NEW')}, 'insert', NULL, "
        f"{whole(names, 'NEW')}); "
        # An identifier given by another program is not handed out again.
        f"UPDATE devices SET next_number = (NEW.id & {COUNTER_MASK}) + 1 "
        f"WHERE node = NEW.id >> {COUNTER_BITS} AND next_number <= (NEW.id & {COUNTER_MASK}); END",
    )
    _make(
        connection,
        f"{table}_deleted",
        f"AFTER DELETE ON {table} WHEN {_ASIDE} BEGIN {head} "
        f"VALUES ({_ACTION}, '{table}', OLD.id, {account_of(table, names, 'OLD')}, 'delete', "
        f"{whole(names, 'OLD')}, NULL); END",
    )
    _make(
        connection,
        f"{table}_updated",
        f"AFTER UPDATE OF {', '.join(names)} ON {table} "
        f"WHEN {_ASIDE} BEGIN {head} "
        f"SELECT {_ACTION}, '{table}', NEW.id, {account_of(table, names, 'NEW')}, 'update', "
        f"was, now FROM ({differing(names, 'OLD', 'NEW')}) WHERE fields > 0; END",
    )


def _search_triggers(connection: sqlite3.Connection, table: str) -> None:
    index, names = SEARCHED[table]
    listed = ", ".join(names)
    add = (
        f"INSERT INTO {index} (rowid, {listed}) SELECT NEW.id, "
        f"{', '.join('NEW.' + name for name in names)}"
    )
    remove = (
        f"INSERT INTO {index} ({index}, rowid, {listed}) SELECT 'delete', OLD.id, "
        f"{', '.join('OLD.' + name for name in names)}"
    )
    only_new, only_old = "", ""
    if table == "activities":
        only_new, only_old = " WHERE NEW.note IS NOT NULL", " WHERE OLD.note IS NOT NULL"
    for event, when, work in (
        ("inserted", f"INSERT ON {table} WHEN {_ASIDE}", f"{add}{only_new}"),
        ("deleted", f"DELETE ON {table} WHEN {_ASIDE}", f"{remove}{only_old}"),
        ("updated", f"UPDATE OF {listed} ON {table}", f"{remove}{only_old}; {add}{only_new}"),
    ):
        _make(connection, f"{index}_{event}", f"AFTER {when} BEGIN {work}; END")


RULES = {
    "last_touch_at": (
        "(SELECT max(happened_at) FROM activities WHERE account_id = accounts.id AND is_touch)"
    ),
    "last_touch_on": (
        "(SELECT max(happened_on) FROM activities WHERE account_id = accounts.id AND is_touch)"
    ),
    "next_follow_up_on": (
        "(SELECT min(due_on) FROM follow_ups WHERE account_id = accounts.id AND state = 'open')"
    ),
}
"""What each derived column of ``accounts`` is, as SQL."""


def _derived_triggers(connection: sqlite3.Connection) -> None:
    for table, watched, names in (
        (
            "activities",
            "account_id, kind, happened_at, happened_on",
            ("last_touch_at", "last_touch_on"),
        ),
        ("follow_ups", "account_id, state, due_on", ("next_follow_up_on",)),
    ):
        sets = ", ".join(f"{name} = {RULES[name]}" for name in names)
        statement = f"UPDATE accounts SET {sets}"
        for event, when, rows in (
            ("inserted", "INSERT", "NEW.account_id"),
            ("deleted", "DELETE", "OLD.account_id"),
            ("updated", f"UPDATE OF {watched}", "OLD.account_id, NEW.account_id"),
        ):
            _make(
                connection,
                f"{table}_derived_{event}",
                f"AFTER {when} ON {table} WHEN {_ASIDE} "
                f"BEGIN {statement} WHERE id IN ({rows}); END",
            )


def log_inserted(
    connection: sqlite3.Connection,
    action: int,
    table: str,
    ids: tuple[int, int],
    given: Collection[str],
    *,
    differing: Collection[str],
    gaps: Collection[str],
) -> None:
    """Log rows that bulk work inserted, from the first to the last of ``ids``.

    The columns ``given`` were given a value, others hold their defaults; only in those of
    ``differing`` one row differs from another, and of them some hold NULL in ``gaps``. What all
    rows share is put into words once.
    """
    names = columns(connection, table)
    made = connection.execute(f"PRAGMA table_info({table})").fetchall()
    held = {each[1] for each in made if each[4] is not None} | {*given, *_STAMPS}
    told = [name for name in names if name in held]
    own = [name for name in told if name == "id" or name in differing]
    shared: str = connection.execute(
        f"SELECT {whole([name for name in told if name not in own], table)} "
        f"FROM {table} WHERE id = ?",
        ids[:1],
    ).fetchone()[0]
    maybe = "".join(
        f" || iif({name} IS NULL, '', ',\"{name}\":' || json_quote({name}))"
        for name in own
        if name in gaps
    )
    always = ", ".join(f"'{name}', {name}" for name in own if name not in gaps)
    connection.execute(
        "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) "
        f"SELECT ?, '{table}', id, {account_of(table, names, table)}, 'insert', NULL, "
        f"?{maybe} || ',' || substr(json_object({always}), 2) FROM {table} "
        "WHERE id BETWEEN ? AND ?",
        (action, shared[:-1], *ids),
    )


def log_whole(connection: sqlite3.Connection, action: int, table: str, picked: str) -> None:
    """Log rows that bulk work inserted; ``picked`` is the SQL condition that names them."""
    names = columns(connection, table)
    connection.execute(
        "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) "
        f"SELECT ?, '{table}', id, {account_of(table, names, table)}, 'insert', NULL, "
        f"{whole(names, table)} FROM {table} WHERE {picked}",
        (action,),
    )


def log_deleted(connection: sqlite3.Connection, action: int, table: str, picked: str) -> None:
    """Log rows that bulk work is about to delete."""
    names = columns(connection, table)
    connection.execute(
        "INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) "
        f"SELECT ?, '{table}', id, {account_of(table, names, table)}, 'delete', "
        f"{whole(names, table)}, NULL FROM {table} WHERE {picked}",
        (action,),
    )


def index_rows(
    connection: sqlite3.Connection, table: str, picked: str, *, remove: bool = False
) -> None:
    """Add picked rows to the search index of their table, or take them out before they go."""
    if table not in SEARCHED:
        return
    index, names = SEARCHED[table]
    listed = ", ".join(names)
    also = " AND note IS NOT NULL" if table == "activities" else ""
    if remove:
        statement = f"INSERT INTO {index} ({index}, rowid, {listed}) SELECT 'delete', id, {listed} "
    else:
        statement = f"INSERT INTO {index} (rowid, {listed}) SELECT id, {listed} "
    connection.execute(f"{statement} FROM {table} WHERE ({picked}){also}")


def set_search_memory(connection: sqlite3.Connection, table: str, size: int) -> None:
    """Let the search index of a table gather so many bytes before it writes them."""
    index, _ = SEARCHED[table]
    connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)", (size,))


def derive(connection: sqlite3.Connection, accounts: str | None = None) -> dict[str, int]:
    """Work out the derived columns anew, for all accounts or those of an SQL list of ids.

    Returns how many rows were wrong, by column.
    """
    where = f" AND id IN ({accounts})" if accounts else ""
    return {
        name: connection.execute(
            f"UPDATE accounts SET {name} = {rule} WHERE {name} IS NOT {rule}{where}"
        ).rowcount
        for name, rule in RULES.items()
    }
