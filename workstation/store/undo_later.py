"""What later actions did to the same rows, and whether that stands in the way of an undo."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import json

from workstation.store.errors import Refused
from workstation.store.ids import short

if TYPE_CHECKING:
    from workstation.store.actions import Writer

_UNWATCHED = {"updated_at"}

WORKED_OUT = {
    "urgency": ("urgency", "urgency_at", "lead_at", "became_lead_on"),
    "fit": ("fit", "fit_confidence", "tier", "fit_profile", "fit_flags"),
}
"""Columns of ``accounts`` that are recorded and yet follow from other rows, by what they hold."""

WorkOut = Callable[["Writer", str, Sequence[int]], None]
"""Works out anew what ``WORKED_OUT`` names of the accounts given, inside the action under way."""

HOLDS = {name: what for what, names in WORKED_OUT.items() for name in names}


def moved_later(
    connection: sqlite3.Connection, source: int, target_id: int, holds: Mapping[str, str]
) -> dict[str, set[int]]:
    """Look for later changes, of actions that still stand, to the same fields.

    An action, its undo and its redo are one family; run an even number of times since, they
    have left the row as it was; so have another program that deleted a row and a check that
    brought it back.

    Returns the accounts to be worked out anew, by what: ``holds`` says it of a column.

    Raises:
        Refused: a field that is not worked out was touched.
    """
    later = connection.execute(
        """
        SELECT mine.seq, mine.kind AS my_kind, mine.after AS my_after,
            theirs.kind AS their_kind, theirs.after AS their_after,
            mine.row_id, mine.table_name, theirs.action_id AS their_action,
            coalesce(made.target_id, made.id) AS family
        FROM changes AS mine
        JOIN changes AS theirs ON theirs.row_id = mine.row_id AND theirs.seq > mine.seq
            AND theirs.table_name = mine.table_name
        LEFT JOIN actions AS made ON made.id = theirs.action_id
        WHERE mine.action_id = ?1 AND theirs.action_id IS NOT ?1
            AND coalesce(made.target_id, made.id) IS NOT ?2
            AND (theirs.action_id IS NOT NULL OR NOT EXISTS (
                SELECT 1 FROM changes AS other WHERE other.row_id = theirs.row_id
                    AND other.table_name = theirs.table_name AND other.action_id IS NULL
                    AND (other.before = theirs.after AND other.kind = 'delete'
                        AND other.seq = (SELECT max(seq) FROM changes AS one
                            WHERE one.row_id = theirs.row_id AND one.seq < theirs.seq
                            AND one.table_name = theirs.table_name)
                    OR other.after = theirs.before AND other.kind = 'insert'
                        AND other.seq = (SELECT min(seq) FROM changes AS one
                            WHERE one.row_id = theirs.row_id AND one.seq > theirs.seq
                            AND one.table_name = theirs.table_name))))
        """,
        (source, target_id),
    )
    runs: dict[tuple[int, int | None], set[int | None]] = {}
    softly: dict[tuple[int, str, int | None], set[int | None]] = {}
    for row in later:
        touched = _touched(row)
        if touched is not None and not touched:
            continue
        if (
            touched is not None
            and row["table_name"] == "accounts"
            and all(name in holds for name in touched)
        ):
            if row["my_kind"] == "update":
                for what in {holds[name] for name in touched}:
                    key = (row["row_id"], what, row["family"])
                    softly.setdefault(key, set()).add(row["their_action"])
            continue
        runs.setdefault((row["seq"], row["family"]), set()).add(row["their_action"])
    for (_, family), members in runs.items():
        if family is None or len(members) % 2:
            raise Refused(because(connection, family))
    moved: dict[str, set[int]] = defaultdict(set)
    for (number, what, family), members in softly.items():
        if family is None or len(members) % 2:
            moved[what].add(number)
    return moved


def _touched(row: sqlite3.Row) -> set[str] | None:
    """Return the fields two changes of a row both touched; None when one made or took the row."""
    if row["their_kind"] != "update" or row["my_kind"] == "delete":
        return None
    theirs = set(json.decode(row["their_after"])) - _UNWATCHED
    return theirs if row["my_kind"] == "insert" else theirs & set(json.decode(row["my_after"]))


def because(connection: sqlite3.Connection, action_id: int | None) -> str:
    """Say which action stands in the way, None for a change of another program."""
    found = connection.execute(
        "SELECT coalesce(target.title, made.title), coalesce(target.state, made.state), "
        "coalesce(target.id, made.id) "
        "FROM actions AS made LEFT JOIN actions AS target ON target.id = made.target_id "
        "WHERE made.id = ?",
        (action_id,),
    ).fetchone()
    if found is None:
        return "a change made outside the workstation came later and touched the same."
    title, state, number = found[0], found[1], short(found[2])
    if state == "undone":
        return (
            f"“{title}” was undone later and touched the same; do that again first (redo {number})."
        )
    return f"“{title}” came later and touched the same; undo that first (undo {number})."


def why_broken(connection: sqlite3.Connection) -> str:
    """Say which later action needs a row that the open transaction would take away."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return "a later change uses the same value; undo that first."
    child = connection.execute(
        f"SELECT id FROM {broken['table']} WHERE rowid = ?", (broken["rowid"],)
    ).fetchone()
    return because_of_row(connection, broken["table"], child["id"])


def because_of_row(connection: sqlite3.Connection, table: str, row: int) -> str:
    """Say which action last wrote a row that stands in the way."""
    made = connection.execute(
        "SELECT action_id FROM changes WHERE row_id = ? AND table_name = ? AND kind <> 'delete' "
        "AND action_id IS NOT (SELECT action_id FROM current_action) ORDER BY seq DESC LIMIT 1",
        (row, table),
    ).fetchone()
    return because(connection, made["action_id"] if made else None)
