"""The steps that bring a file to this version, in order; a shipped step is never edited."""

from typing import TYPE_CHECKING

from workstation.store import schema, schema_2, schema_3, schema_4
from workstation.store.triggers import make_triggers

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def steps() -> "Migrations":
    """Return the migrations; made here so that start-up need not import sqlite-utils."""
    from sqlite_utils import Migrations

    migrations = Migrations("workstation")

    @migrations()
    def m001_tables(db: "Database") -> None:
        _run(db, schema.TABLES_1, schema.INDEXES_1, schema.VIEWS_1, schema.SEARCH_1)

    @migrations()
    def m002_what_a_call_leaves(db: "Database") -> None:
        _run(db, schema_2.TABLES_2, schema_2.INDEXES_2, schema_2.VIEWS_2, schema_2.SEARCH_2)

    @migrations()
    def m003_fit_urgency_cadences(db: "Database") -> None:
        _run(db, schema_3.TABLES_3, schema_3.INDEXES_3, schema_3.VIEWS_3)

    @migrations()
    def m004_in_and_out(db: "Database") -> None:
        _run(db, schema_4.TABLES_4, schema_4.INDEXES_4, schema_4.SEARCH_4)

    return migrations


def _run(db: "Database", *scripts: str) -> None:
    """Run every statement of the scripts and make the triggers anew for the tables there are."""
    for script in scripts:
        for statement in _statements(script):
            db.execute(statement)
    make_triggers(db.conn)


def _statements(script: str) -> list[str]:
    """Split a script of plain statements; ``executescript`` would commit in the middle."""
    return [text for part in script.split(";\n") if (text := part.strip().rstrip(";"))]
