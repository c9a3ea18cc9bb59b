import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import Time, check_search
from tests.store.freeze import VERSIONS, schema
from workstation.store import connection as opening
from workstation.store import migrations as shipped
from workstation.store.backup_files import folder_of, kept_in
from workstation.store.migrations import steps
from workstation.store.store import Store
from workstation.store.triggers import make_triggers
from workstation.store.version import SCHEMA_VERSION


def thaw(version: int, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((VERSIONS / f"{version}.sql").read_text(encoding="utf-8"))


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program one version ahead: accounts have a motto."""

    def further():
        migrations = steps()

        @migrations()
        def m_motto(db):
            db.execute("ALTER TABLE accounts ADD COLUMN motto TEXT NOT NULL DEFAULT 'onward'")
            make_triggers(db.conn)

        return migrations

    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(shipped, "steps", further)


def test_every_version_that_shipped_is_kept_here():
    assert sorted(int(file.stem) for file in VERSIONS.glob("*.sql")) == list(
        range(1, SCHEMA_VERSION + 1)
    )


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_file_of_any_version_becomes_as_a_new_one_and_keeps_its_rows_and_undo(
    version: int, path: Path, tmp_path: Path
):
    thaw(version, path)
    store = Store.open(path, now=Time(), node=9)
    Store.open(tmp_path / "new.db", now=Time(), node=9).close()
    with (
        closing(sqlite3.connect(path)) as old,
        closing(sqlite3.connect(tmp_path / "new.db")) as new,
    ):
        assert sorted(schema(old)) == sorted(schema(new))
    row = store.row("SELECT name, bin, last_touch_at, next_follow_up_on FROM accounts")
    assert tuple(row) == ("alpha", "working", "2026-11-23T10:00:00Z", "2026-11-24")
    assert store.value("SELECT count(*) FROM notes_search WHERE notes_search MATCH 'delt*'") == 1
    store.history.undo()
    assert store.value("SELECT bin FROM accounts") == "cold"
    store.history.undo()
    assert store.value("SELECT count(*) FROM accounts") == 0
    store.close()
    check_search(path)


def test_the_file_is_copied_before_it_is_migrated(path: Path, newer: None):
    thaw(SCHEMA_VERSION, path)
    store = Store.open(path, now=Time(), node=9)
    assert store.value("SELECT motto FROM accounts") == "onward"
    assert store.value("PRAGMA user_version") == SCHEMA_VERSION + 1
    store.close()
    (held,) = kept_in(folder_of(path))
    assert (held.why, held.state) == (f"before version {SCHEMA_VERSION + 1}", "verified")
    copy = held.path
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert old.execute("SELECT name FROM accounts").fetchall() == [("alpha",)]
        assert "motto" not in [row[1] for row in old.execute("PRAGMA table_info(accounts)")]


def test_a_column_newer_than_the_log_gets_its_default_when_a_row_comes_back(
    path: Path, request: pytest.FixtureRequest
):
    thaw(SCHEMA_VERSION, path)
    store = Store.open(path, now=Time(), node=9)
    store.history.undo()
    store.history.undo()
    store.close()
    request.getfixturevalue("newer")
    store = Store.open(path, now=Time(), node=9)
    store.history.redo()
    assert store.value("SELECT motto FROM accounts") == "onward"
    store.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch):
    thaw(SCHEMA_VERSION, path)

    def failing():
        migrations = steps()

        @migrations()
        def m_bad(db):
            db.execute("ALTER TABLE accounts ADD COLUMN motto TEXT")
            raise RuntimeError("half-way")

        return migrations

    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(shipped, "steps", failing)
    with pytest.raises(RuntimeError, match="half-way"):
        Store.open(path, now=Time(), node=9)
    monkeypatch.undo()
    store = Store.open(path, now=Time(), node=9)
    assert store.value("PRAGMA user_version") == SCHEMA_VERSION
    assert "motto" not in [row["name"] for row in store.rows("PRAGMA table_info(accounts)")]
    store.close()
