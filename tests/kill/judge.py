"""What counts as a loss: pure judgements over pictures of files and lists of words."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

GRACE_SECONDS = 1.0
"""How long a typed word may wait before it has to be on disk (DESIGN, the promise)."""

_DURATIONS = ("seconds", "logging_seconds")
_MOVING = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)"
    r'|"(?:logging_)?seconds":\d+'
)
"""What differs between two runs that do the same: moments and durations."""

_BESIDE = {
    "devices",  # numbers given out; some left out harm nothing
    "name_keys",  # worked out from the accounts when it is needed
    "likely_duplicates",  # likewise, by a scan
    "call_drafts",  # judged by their words
    "block_drafts",
    "unsaved_words",
}

Picture = Mapping[str, tuple[int, int]]
"""Of every table how many rows it has, and a sum over what is in them but for times."""


State = Mapping[str, object]
"""A picture, or what of it can be known beforehand."""


class Typed(NamedTuple):
    """What had been typed in all at a moment (seconds of the steady clock)."""

    at: float
    text: str


def picture(path: Path) -> Picture:
    """Look at all rows of a file; two files of one picture differ in time at the most."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            )
            if name not in _BESIDE and not name.startswith("sqlite_")
        ]
        found = {}
        for table in sorted(tables):
            count = total = 0
            names = connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
            held = ", ".join(f'"{name}"' for (name,) in names if name not in _DURATIONS)
            for row in connection.execute(f'SELECT {held} FROM "{table}"'):
                count += 1
                total += hash(_MOVING.sub("", repr(row)))
            found[table] = (count, total)
        return found


def rows_of(seen: Picture) -> dict[str, int]:
    """Return how many rows each table has, where what is in them cannot be known beforehand."""
    return {table: count for table, (count, _) in seen.items()}


def damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, rows that point nowhere included."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            wrong = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return [f"{path.name} cannot be read: {error}"]
    said = [f"{path.name}: {text}" for text in wrong if text != "ok"]
    return said + [f"{path.name}: a row of {row[0]} points nowhere" for row in loose[:3]]


def of_states(found: State, stages: Sequence[State], *, acknowledged: bool) -> list[str]:
    """Judge a state by the states an operation goes through, from before it to after it.

    Anything between two of them is half done; what was acknowledged has to be the last.
    """
    if found not in stages:
        return [f"half done: {_differing(found, stages)}"]
    if acknowledged and found != stages[-1]:
        return [f"shown as done and not there: {_differing(found, stages[-1:])}"]
    return []


def of_words(typed: Sequence[Typed], killed_at: float, kept: str) -> list[str]:
    """Judge what is kept of typed words: all older than a second, and nothing that was not typed.

    ``kept`` is the text found after the kill, ``typed`` grows from entry to entry.
    """
    due = max(
        (each.text for each in typed if each.at < killed_at - GRACE_SECONDS), key=len, default=""
    )
    every = max((each.text for each in typed), key=len, default="")
    if not kept.startswith(due):
        return [f"words lost: {due!r} was typed a second before, {kept!r} is kept"]
    if not every.startswith(kept):
        return [f"words changed: {every!r} was typed, {kept!r} is kept"]
    return []


def _differing(found: State, stages: Sequence[State]) -> str:
    """Name the tables in which a state differs from the nearest stage."""
    tables = [
        [table for table in {*found, *stage} if found.get(table) != stage.get(table)]
        for stage in stages
    ]
    nearest = min(tables, key=len)
    stage = stages[tables.index(nearest)]
    return ", ".join(
        f"{table} {found.get(table)} and not {stage.get(table)}" for table in sorted(nearest)[:6]
    )
