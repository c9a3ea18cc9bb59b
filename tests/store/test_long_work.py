"""While an import has the file locked, other programs wait for it, or say what they wait for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.fresh import lay
from tests.store.conftest import account
from workstation.desk.holders import may_run, new_holder
from workstation.store import cipher, cipher_convert, long_work, undo
from workstation.store import store as store_module
from workstation.store.cipher import Secret
from workstation.store.errors import StoreError
from workstation.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def stores(path: Path) -> Iterator[tuple[Store, Store]]:
    """Two programs at one file."""
    one, other = (opened(path, node) for node in (1, 2))
    yield one, other
    one.close()
    other.close()


def opened(path: Path, node: int) -> Store:
    if not path.exists():
        lay(path)
    return Store.open(path, now=lambda: "2026-11-23T15:00:00Z", node=node)


def notes(path: Path) -> list[Path]:
    return list(path.parent.glob("*-at-work*"))


def ends_when_asked(held: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the work that has the file locked end at the third time somebody asks what it is."""
    asked = []

    def under_way(path: Path) -> str:
        asked.append(path)
        if len(asked) == 3:
            held.close()
        return "Import people.csv"

    monkeypatch.setattr(long_work, "under_way", under_way)


def test_who_may_not_wait_is_told_what_has_the_file_locked(
    path: Path, stores: tuple[Store, Store]
) -> None:
    one, other = stores
    other.file.wait_at_most(0)
    with (
        one.action("Import people.csv"),
        one.announced("Import people.csv"),
        pytest.raises(StoreError, match=r"“Import people.csv” is being written"),
        other.action("Log call"),
    ):
        pass
    assert not notes(path)
    with other.action("Log call"):
        pass


def test_who_writes_for_the_screens_does_not_wait_for_the_end_of_an_import(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stores
    other.file.wait_at_most(0)
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.01)
    with closing(other.another(read_only=False)) as beside, ExitStack() as held:
        held.enter_context(one.action("Import"))
        held.enter_context(one.announced("Import"))
        with (
            pytest.raises(StoreError, match="“Import” is being written"),
            beside.action("Log call"),
        ):
            pass


def test_a_change_an_undo_and_a_redo_wait_until_the_import_is_done(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = stores
    other.file.connection.execute("PRAGMA busy_timeout = 0")

    def log_call() -> None:
        with other.action("Log call"):
            pass

    for change in (log_call, other.history.undo, other.history.redo):
        with ExitStack() as held, monkeypatch.context() as patch:
            held.enter_context(one.action("Import"))
            held.enter_context(one.announced("Import"))
            ends_when_asked(held, patch)
            change()
    titles = ["Log call", "Undo: Log call", "Redo: Log call"]
    assert [
        each.title for each in reversed(other.history.actions()) if each.title != "Import"
    ] == titles


def test_of_works_that_overlap_each_is_announced_until_it_ends(path: Path) -> None:
    with ExitStack() as held:
        first = held.enter_context(ExitStack())
        first.enter_context(long_work.announced(path, "Import a.csv"))
        with long_work.announced(path, "Import b.csv"):
            assert long_work.under_way(path) == "Import a.csv"
        assert long_work.under_way(path) == "Import a.csv"
        held.enter_context(long_work.announced(path, "Import c.csv"))
        first.close()
        assert long_work.under_way(path) == "Import c.csv"
    assert long_work.under_way(path) == ""
    assert not notes(path)


def test_the_undo_of_very_much_is_announced(
    path: Path, stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = stores
    names = list(account("x"))
    for count, said in ((2, ""), (4, "Undo: Import")):
        with one.action("Import") as act:
            rows = [tuple(account(f"Company {n}").values()) for n in range(count)]
            act.insert_many("accounts", names, rows)
        monkeypatch.setattr(undo, "FEW", 3)
        told = []
        one.history.undo(progress=lambda *_, told=told: told.append(long_work.under_way(path)))
        assert set(told) == {said}
    assert not notes(path)


def test_a_note_left_by_a_program_that_is_gone_says_nothing_and_goes(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    for number in (process.pid, 10**30, 0, os.getpid(), "nonsense"):
        path.with_name(f"desk.db-at-work-{number}-0badcafe").write_text("Import people.csv")
        assert long_work.under_way(path) == "", number
    with long_work.announced(path, "Import people.csv"):
        assert long_work.under_way(path) == "Import people.csv"
        assert len(notes(path)) == 1
    assert not notes(path)


def test_another_program_says_what_it_is_at_until_it_is_ended(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workstation.store.long_work import announced\n"
        "with announced(Path(sys.argv[1]), 'Import people.csv'):\n"
        "    print('at it', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with long_work.announced(path, "Import more.csv"):
            assert long_work.under_way(path) == "Import people.csv"
        assert long_work.under_way(path) == "Import people.csv"
        (note,) = notes(path)
        written = note.stat().st_mtime
        if Path("/proc/self/stat").exists():
            # It was made long before the program that has its number now.
            os.utime(note, (0, 0))
            assert long_work.under_way(path) == ""
            os.utime(note, (written, written))
        process.kill()
        process.wait()
    assert notes(path) == [note]
    assert long_work.under_way(path) == ""


def test_beside_an_encrypted_file_no_title_lies_in_clear(path: Path) -> None:
    opened(path, 1).close()
    cipher_convert.convert(path, key := cipher_convert.new_key(Secret("heron quarry lantern")))
    cipher.keep(key)
    store = opened(path, 1)
    with store.announced("Import people.csv"):
        assert long_work.under_way(path) == "Long work"
    store.close()
    cipher.forget_all()


def test_whether_a_program_runs_is_asked_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = new_holder()
    assert may_run(holder)
    monkeypatch.setattr("workstation.desk.holders.runs", lambda number: number != os.getpid())
    assert not may_run(holder)
    assert may_run(f"elsewhere:{os.getpid()}:0badcafe")
    assert may_run(holder.replace(f":{os.getpid()}:", ":²:"))
