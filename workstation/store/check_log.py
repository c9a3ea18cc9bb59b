"""Replays the change log and compares what it comes to with the rows as they are.

Portion by portion, so that a log of any length needs the same memory. Rows the log never mentions
are older than it or were brought in past it, and cannot be compared; of a row whose making it does
not tell, the fields it mentions are. ``updated_at`` is no part of it: it may move alone, which is
not logged.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from workstation.store.check import typed_columns
from workstation.store.triggers import RECORD_TABLES

if TYPE_CHECKING:
    from workstation.store.bulk import Progress
    from workstation.store.store import Store

_AT_A_TIME = 4000
_decode = msgspec.json.Decoder(dict[str, Any]).decode
Fields = dict[str, Any]


class Difference(NamedTuple):
    """A row that is not as the log has it.

    ``said`` are the fields by the log, ``held`` those of the row, the differing ones of a row both
    know; ``said`` is None for a row the log says was deleted, ``held`` for one that is gone.
    """

    table: str
    id: int
    said: Fields | None
    held: Fields | None


class _State:
    """What the log says of one row."""

    __slots__ = ("fields", "there", "whole")

    def __init__(self) -> None:
        self.fields: Fields = {}
        self.whole = False
        self.there: bool | None = True

    def take(self, kind: str, after: str | None) -> None:
        """Take in one change; one that cannot be read makes the row unknown."""
        try:
            fields = _decode(after) if after is not None else {}
        except msgspec.DecodeError:
            self.there = None
            return
        if self.there is None:
            return
        if kind == "update":
            self.fields |= fields
            return
        self.whole, self.there, self.fields = True, kind == "insert", fields


class Columns:
    """What the stored columns of each table hold when the log of a new row does not say."""

    def __init__(self, store: "Store") -> None:
        self.of: dict[str, Fields] = {}
        for table in RECORD_TABLES:
            self.of[table] = {
                name: _value(default) if required and default is not None else None
                for name, (_, required, default) in typed_columns(store, table).items()
                if name not in ("id", "updated_at")
            }


def differences(store: "Store", progress: "Progress | None" = None) -> Iterator[Difference]:
    """Yield the rows that are not as the log has them.

    ``progress`` is told changes replayed and in all. A portion is read whole before its
    differences are yielded: they may be put right meanwhile.
    """
    defaults = Columns(store).of
    total = int(store.value("SELECT count(*) FROM changes") or 0) if progress else 0
    done, after = 0, -(1 << 63)
    while (upto := _upto(store, after)) is not None:
        states: dict[str, dict[int, _State]] = {}
        for table, number, kind, fields in store.each(
            "SELECT table_name, row_id, kind, after FROM changes INDEXED BY changes_by_row "
            "WHERE row_id > ? AND row_id <= ? ORDER BY row_id, seq",
            (after, upto),
        ):
            rows = states.setdefault(table, {})
            state = rows.get(number)
            if state is None:
                state = rows[number] = _State()
            state.take(kind, fields)
            done += 1
        for table, rows in states.items():
            if table in defaults:
                yield from _compared(store, table, rows, defaults[table])
        after = upto
        if progress is not None:
            progress(done, total)


def _upto(store: "Store", after: int) -> int | None:
    """Return the last row of the next portion, None at the end."""
    found: int | None = store.value(
        "SELECT max(row_id) FROM (SELECT row_id FROM changes WHERE row_id > ? "
        "ORDER BY row_id LIMIT ?)",
        (after, _AT_A_TIME),
    )
    return found


def _compared(
    store: "Store", table: str, states: dict[int, _State], defaults: Fields
) -> list[Difference]:
    found = []
    names = list(defaults)
    held = {
        row[0]: row
        for row in store.each(
            f"SELECT id, {', '.join(names)} FROM {table} WHERE id BETWEEN ? AND ?",
            (min(states), max(states)),
        )
        if row[0] in states
    }
    for number, state in states.items():
        if state.there is None:
            continue
        row = held.get(number)
        said = {**defaults, **state.fields} if state.whole else state.fields
        if row is None:
            # Without its making the row cannot be told whole, and so not brought back.
            if state.there and state.whole:
                found.append(Difference(table, number, _known(said, defaults), None))
            continue
        if not state.there:
            found.append(Difference(table, number, None, dict(zip(names, row[1:], strict=True))))
            continue
        now = dict(zip(names, row[1:], strict=True))
        differing = [name for name in names if name in said and said[name] != now[name]]
        if differing:
            found.append(
                Difference(
                    table,
                    number,
                    {name: said[name] for name in differing},
                    {name: now[name] for name in differing},
                )
            )
    return found


def _known(fields: Fields, defaults: Fields) -> Fields:
    """Return the fields that are still columns, and the stamp a row always has."""
    kept = {name: value for name, value in fields.items() if name in defaults}
    return kept | {"updated_at": fields.get("updated_at") or fields.get("created_at")}


def _value(default: str) -> str | int:
    """Return a column's default from its SQL: a whole number or a text in quotes."""
    if default.startswith("'"):
        return default[1:-1].replace("''", "'")
    return int(default)
