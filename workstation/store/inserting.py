"""Inserts rows many to a statement, which costs a third of what one statement a row does."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.store.bulk import Value

_VALUES = 2000
"""Values given to one statement; more gain nothing, and SQLite takes no more than some thousand."""


def insert_rows(
    connection: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: "Iterable[Sequence[Value]]",
    shared: "Mapping[str, Value] | None" = None,
) -> None:
    """Insert rows of the named columns in order; ``shared`` are the values that all have alike."""
    alike = shared or {}
    head = f"INSERT INTO {table} ({', '.join([*alike, *names])}) VALUES "
    one = f"({', '.join([*(f'?{at + 1}' for at in range(len(alike))), *'?' * len(names)])})"
    width, told = len(names), tuple(alike.values())
    whole = max(_VALUES // width, 1) * width
    values = chain.from_iterable(rows)
    many = head + ", ".join([one] * (whole // width))
    while len(part := tuple(islice(values, whole))) == whole:
        connection.execute(many, told + part)
    left = (told + part[at : at + width] for at in range(0, len(part), width))
    connection.executemany(head + one, left)
