"""While an import has the file locked, other programs wait for it, or say what they wait for."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from workstation.store import long_work
from workstation.store.errors import StoreError
from workstation.store.store import Store


def opened(path: Path, node: int) -> Store:
    return Store.open(path, now=lambda: "2026-11-23T15:00:00Z", node=node)


def test_who_may_not_wait_is_told_what_has_the_file_locked(tmp_path: Path) -> None:
    one, other = (opened(tmp_path / "desk.db", node) for node in (1, 2))
    other.wait_at_most(0)
    with (
        one.action("Import people.csv"),
        one.announced("Import people.csv"),
        pytest.raises(StoreError, match=r"“Import people.csv” is being written"),
        other.action("Log call"),
    ):
        pass
    assert not list(tmp_path.glob("*-at-work"))
    with other.action("Log call"):
        pass
    one.close()
    other.close()


def test_a_change_waits_until_the_import_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (opened(tmp_path / "desk.db", node) for node in (1, 2))
    other._connection.execute("PRAGMA busy_timeout = 0")
    with ExitStack() as held:
        held.enter_context(one.action("Import people.csv"))
        held.enter_context(one.announced("Import people.csv"))
        asked = []

        def under_way(path: Path) -> str:
            asked.append(path)
            if len(asked) == 3:
                held.close()
            return "Import people.csv"

        monkeypatch.setattr(long_work, "under_way", under_way)
        with other.action("Log call"):
            pass
    assert [each.title for each in other.actions()] == ["Log call", "Import people.csv"]
    one.close()
    other.close()


def test_a_note_left_by_a_program_that_is_gone_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    note = tmp_path / "desk.db-at-work"
    for text in ("99999999\nImport people.csv", "nonsense", ""):
        note.write_text(text)
        assert long_work.under_way(path) == ""
    with long_work.announced(path, "Import people.csv"):
        assert long_work.under_way(path) == "Import people.csv"
    assert not note.exists()
