"""Words that the file does not take are kept beside it, and come into it once it can be written."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.store.conftest import Time
from workstation.desk.unclaimed import unclaimed
from workstation.store import cipher, cipher_convert, rescue
from workstation.store.cipher import Secret
from workstation.store.errors import StoreError
from workstation.store.store import Store

Adder = Callable[..., int]
STARTED = "2026-11-23T15:00:00Z"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file keeps its name there")


def beside(path: Path) -> list[Path]:
    return sorted(path.with_name("desk.db.rescued").glob("*"))


def dead() -> int:
    """Return the number of a program that ran and runs no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def left_by_a_program_that_is_gone(path: Path) -> None:
    """Let a file look as one that another, dead program wrote."""
    (file,) = beside(path)
    file.rename(file.with_name(f"{dead()}-{file.name.partition('-')[2]}"))


def notes(store: Store) -> list[tuple[int, str]]:
    return [tuple(row) for row in store.rows("SELECT account_id, content FROM call_drafts")]


def open_again(path: Path) -> Store:
    return Store.open(path, now=Time(), node=8)


def test_a_locked_file_keeps_the_words_beside_it_until_it_takes_them(
    store: Store, raw: sqlite3.Connection, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked .* your words are safe in .*desk\.db\.rescued"):
        store.drafts.write_call(None, account, STARTED, "the words")
    (file,) = beside(path)
    assert "the words" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    raw.execute("ROLLBACK")
    store.drafts.write_call(None, account, STARTED, "the words")
    assert beside(path) == []
    assert notes(store) == [(account, "the words")]


def test_words_typed_after_the_file_was_replaced_come_into_the_one_in_its_place(
    store: Store, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    draft = store.drafts.write_call(None, account, STARTED, "before")
    other = path.with_name("other.db")
    with sqlite3.connect(path) as there, sqlite3.connect(other) as copy:
        there.backup(copy)
    other.replace(path)
    for work in (
        lambda: store.drafts.write_call(draft, account, STARTED, "before and after"),
        lambda: store.drafts.write_words("preparation 1 0", '{"why": "a form"}'),
    ):
        with pytest.raises(StoreError, match="was replaced by another file while it was open"):
            work()
    running = open_again(path)
    assert notes(running) == [(account, "before")], "its writer still runs"
    running.close()
    for file in beside(path):
        file.rename(file.with_name(f"{dead()}-{file.name.partition('-')[2]}"))
    again = open_again(path)
    assert notes(again) == [(account, "before and after")]
    assert again.value("SELECT content FROM unsaved_words") == '{"why": "a form"}'
    assert not path.with_name("desk.db.rescued").exists()
    again.close()


def test_words_of_an_account_that_the_file_does_not_have_stay_where_they_are(
    store: Store, raw: sqlite3.Connection, path: Path, add_account: Adder
):
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="safe in"):
        store.drafts.write_call(None, 12345, STARTED, "the words")
    raw.execute("ROLLBACK")
    left_by_a_program_that_is_gone(path)
    again = open_again(path)
    assert notes(again) == []
    ((file, words),) = rescue.left(path)
    assert (file.exists(), words.content) == (True, "the words")
    assert "the account they belong to is not in this file" in next(unclaimed(again))
    again.close()


def test_a_call_that_was_logged_all_the_same_is_not_offered_again(
    store: Store, raw: sqlite3.Connection, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    draft = store.drafts.write_call(None, account, STARTED, "the words")
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="safe in"):
        store.drafts.write_call(draft, account, STARTED, "the words, more")
    raw.execute("ROLLBACK")
    with store.action("Log call") as act:
        act.forget_draft(draft)
    assert beside(path) == []


def test_words_lie_in_the_persons_own_folder_where_nothing_can_be_made_beside_the_file(
    store: Store, raw: sqlite3.Connection, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    path.with_name("desk.db.rescued").write_text("in the way", encoding="utf-8")
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="safe in"):
        store.drafts.write_call(None, account, STARTED, "the words")
    raw.execute("ROLLBACK")
    (file,) = Path(os.environ["XDG_STATE_HOME"]).rglob("rescued/*.json")
    file.rename(file.with_name(f"{dead()}-1.json"))
    again = open_again(path)
    assert notes(again) == [(account, "the words")]
    again.close()


def test_the_words_of_an_encrypted_file_are_never_written_in_clear(
    store: Store, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    store.close()
    cipher_convert.convert(path, key := cipher_convert.new_key(Secret("heron quarry lantern")))
    cipher.keep(key)
    closed = open_again(path)
    path.rename(path.with_name("aside"))
    with pytest.raises(StoreError) as refused:
        closed.drafts.write_call(None, account, STARTED, "the words")
    assert "safe in" not in str(refused.value)
    assert not list(path.parent.rglob("*.json"))
    closed.close()
    cipher.forget_all()


def leave(path: Path, number: int, name: str) -> Path:
    """Leave words in a file of the name that the program of this number would give it."""
    folder = path.with_name("desk.db.rescued")
    folder.mkdir(exist_ok=True)
    file = folder / f"{number}-deadbeef.json"
    words = rescue.Words(str(path.absolute()), STARTED, '{"why": "typed"}', name=name)
    file.write_bytes(msgspec.json.encode(words))
    return file


@pytest.mark.skipif(
    not Path("/proc/stat").exists(), reason="the system does not say when a program began"
)
def test_words_of_a_program_whose_number_another_one_has_now_come_back(store: Store, path: Path):
    leave(path, os.getpid(), "of this number, before the machine was started again")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as later:
        os.utime(leave(path, later.pid, "of a number that was given out again"), (0, 0))
        again = open_again(path)
        later.communicate(b"\n")
    assert sorted(row[0] for row in again.rows("SELECT name FROM unsaved_words")) == [
        "of a number that was given out again",
        "of this number, before the machine was started again",
    ]
    assert beside(path) == []
    again.close()


def test_words_left_under_this_number_by_a_program_before_stay_beside_those_of_this_one(
    store: Store, raw: sqlite3.Connection, path: Path
):
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    for typed in ("first", "second"):
        with pytest.raises(StoreError, match="safe in"):
            store.drafts.write_words("a form", typed)
    (file,) = beside(path)
    rescue._own.clear()
    again = Store(path, now=Time(), node=8)
    again.file.wait_at_most(0.01)
    for typed in ("third", "fourth"):
        with pytest.raises(StoreError, match="safe in"):
            again.drafts.write_words("a form", typed)
    assert {words.content for _, words in rescue.kept(path)} == {"second", "fourth"}
    assert [found for found, _ in rescue.left(path)] == [file]
    raw.execute("ROLLBACK")
    again.drafts.write_words("a form", "fifth")
    assert beside(path) == [file]
    again.close()


def test_words_that_could_not_be_brought_in_for_a_lock_are_not_said_to_have_no_place(
    store: Store, raw: sqlite3.Connection, path: Path, add_account: Adder
):
    account = add_account("Corvid Labs")
    store.file.wait_at_most(0.01)
    raw.execute("BEGIN IMMEDIATE")
    for work in (
        lambda: store.drafts.write_call(None, account, STARTED, "the words"),
        lambda: store.drafts.write_words("a form", "typed"),
    ):
        with pytest.raises(StoreError, match="safe in"):
            work()
    rescue._own.clear()
    said = list(unclaimed(store))
    assert len(said) == 2
    assert all(
        each.endswith("are brought in at the next start that can write it.") for each in said
    )
    raw.execute("ROLLBACK")


def test_words_that_a_running_program_seems_to_hold_are_named(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
):
    really = Path.read_text

    def in_a_container(file: Path, *args: str, **options: str) -> str:
        """Tell of a machine that was started long after its programs, as a container may."""
        if file == Path("/proc/stat"):
            return "btime 4000000000\n"
        return really(file, *args, **options)

    monkeypatch.setattr(Path, "read_text", in_a_container)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        file = leave(path, other.pid, "a form")
        again = open_again(path)
        (said,) = unclaimed(again)
        other.communicate(b"\n")
    assert again.value("SELECT count(*) FROM unsaved_words") == 0
    assert f"lie in {file}: " in said
    assert f"(its number is {other.pid})" in said
    again.close()
