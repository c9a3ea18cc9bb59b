"""Whether the file has the triggers, indexes and views the house makes, and nothing left over."""

import contextlib
import functools
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workstation.store.ids import COUNTER_BITS, COUNTER_MASK
from workstation.store.triggers import RECORD_TABLES, make_triggers

if TYPE_CHECKING:
    from workstation.store.store import Store

_MADE = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
    "AND type IN ('trigger', 'index', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
)


class Part(NamedTuple):
    """A trigger, index or view that is missing or another than the house makes."""

    kind: str
    name: str
    sql: str


def misshapen(store: "Store") -> list[Part]:
    """Return what is missing from the shape of the file, or is not as it should be.

    Indexes, views and triggers of the rep's own are no matter of ours.
    """
    held = {row["name"]: row["sql"] for row in store.rows(_MADE)}
    return [part for part in _house() if held.get(part.name) != part.sql]


def reshape(store: "Store", parts: list[Part]) -> None:
    """Make the parts as they should be."""

    def work(connection: sqlite3.Connection) -> None:
        for kind, name, sql in parts:
            if kind != "trigger":
                connection.execute(f"DROP {kind} IF EXISTS {name}")
                connection.execute(sql)
        if any(part.kind == "trigger" for part in parts):
            make_triggers(connection)

    store.rewrite_cache(work)


def reindex(store: "Store", names: Sequence[str]) -> None:
    """Make SQLite's indexes of these names anew from their tables."""

    def work(connection: sqlite3.Connection) -> None:
        for name in names:
            connection.execute(f"REINDEX {name}")

    store.rewrite_cache(work)


def left_over(store: "Store") -> int:
    """Return how many actions are marked as under way though none can be, seen from outside."""
    return int(store.value("SELECT count(*) FROM current_action"))


def clear_left_over(store: "Store") -> None:
    """Forget the mark of an action that never ended."""
    store.rewrite_cache(lambda connection: connection.execute("DELETE FROM current_action"))


def behind(store: "Store") -> dict[int, int]:
    """Return machines whose next identifier is taken already, with the last one taken.

    Identifiers below the first machine's are of a file written by hand, and never given out.
    """
    last: dict[int, int] = {}
    for table in (*RECORD_TABLES, "actions", "call_drafts"):
        node = -1
        while (
            row := store.row(
                f"SELECT id >> {COUNTER_BITS} AS node FROM {table} WHERE id >= ? "
                "ORDER BY id LIMIT 1",
                ((node + 1) << COUNTER_BITS,),
            )
        ) is not None:
            node = row["node"]
            top = store.value(
                f"SELECT max(id) FROM {table} WHERE id <= ?",
                ((node << COUNTER_BITS) + COUNTER_MASK,),
            )
            last[node] = max(last.get(node, 0), top)
    nexts = {row["node"]: row["next_number"] for row in store.rows("SELECT * FROM devices")}
    return {
        node: top
        for node, top in last.items()
        if node > 0 and nexts.get(node, 0) <= top & COUNTER_MASK
    }


@functools.cache
def _house() -> tuple[Part, ...]:
    """Return what an empty file of this version is made of."""
    from sqlite_utils import Database

    from workstation.store.migrations import steps

    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        steps().apply(Database(connection))
        return tuple(Part(*row) for row in connection.execute(_MADE))
