import builtins
import os
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.fresh import kept, lay
from tests.store.conftest import NOW, Time, account, check_search, picture
from workstation.store import backup, backup_restore, cipher, cipher_convert, partial
from workstation.store.cipher import Key, Locked, Secret, WrongPassphrase
from workstation.store.connection import open_file, salt_of
from workstation.store.errors import StoreError
from workstation.store.store import Store
from workstation.store.version import SCHEMA_VERSION

WORDS = 'räven "går" över\'s'
VERSIONS = Path(__file__).parent / "versions"


@pytest.fixture(scope="module")
def key() -> Key:
    return cipher_convert.new_key(Secret(WORDS))


@pytest.fixture(autouse=True)
def _no_keys_of_other_tests() -> Iterator[None]:
    cipher.forget_all()
    cipher.ask_with(None)
    yield
    cipher.forget_all()


@pytest.fixture(scope="module")
def made(key: Key, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An encrypted file as the program makes it."""
    path = tmp_path_factory.mktemp("encrypted") / "desk.db"
    path.write_bytes((kept() / "desk.db").read_bytes())
    cipher_convert.convert(path, key)
    return path.read_bytes()


@pytest.fixture
def locked(path: Path, made: bytes) -> Path:
    """An encrypted file whose passphrase nobody has given yet."""
    path.write_bytes(made)
    path.chmod(0o600)
    return path


@pytest.fixture
def unlocked(locked: Path, key: Key) -> Path:
    cipher.keep(key)
    return locked


def opened(path: Path) -> Store:
    return Store.open(path, now=Time(), node=7)


def test_nothing_of_an_encrypted_file_its_log_or_its_backup_can_be_read(unlocked: Path):
    with closing(opened(unlocked)) as store, closing(store.another()) as other:
        with store.action("Add Halcyon Freight") as act:
            act.insert("accounts", account("Halcyon Freight"))
        assert other.value("SELECT name FROM accounts") == "Halcyon Freight"
        assert other.value(
            "SELECT count(*) FROM accounts_search WHERE accounts_search MATCH 'hal*'"
        )
        copy = unlocked.with_name("copy.db")
        backup.copy(unlocked, copy)
        for part in [copy, *unlocked.parent.glob("desk.db*")]:
            content = part.read_bytes()
            assert b"Halcyon" not in content, part
            assert b"SQLite format" not in content, part
            assert part.stat().st_mode & 0o077 == 0, part
        assert {"desk.db-wal", "desk.db-shm"} < {part.name for part in unlocked.parent.iterdir()}
    assert salt_of(copy) == salt_of(unlocked)
    with closing(open_file(copy, mode="ro")) as connection:
        assert connection.execute("SELECT name FROM accounts").fetchall() == [("Halcyon Freight",)]


def test_any_sqlcipher_opens_the_file_with_the_passphrase_itself(locked: Path):
    with closing(dbapi2.connect(str(locked))) as connection:
        spelt = WORDS.replace("'", "''")
        connection.execute(f"PRAGMA key = '{spelt}'")
        assert connection.execute("SELECT count(*) FROM accounts").fetchone()[0] == 0


def test_without_the_passphrase_or_with_a_wrong_one_it_stays_closed_and_says_so(locked: Path):
    before = locked.read_bytes()
    with pytest.raises(Locked, match="is encrypted, and its passphrase was not given") as caught:
        opened(locked)
    assert str(locked) in str(caught.value)
    with pytest.raises(WrongPassphrase, match="That is not the passphrase of"):
        cipher.give(locked, Secret("something else"))
    with pytest.raises(Locked):
        opened(locked)
    assert locked.read_bytes() == before
    cipher.give(locked, Secret(WORDS))
    opened(locked).close()


def test_a_passphrase_typed_in_another_normal_form_is_the_same(locked: Path):
    import unicodedata

    cipher.give(locked, Secret(unicodedata.normalize("NFD", WORDS)))


def test_whoever_is_to_be_asked_is_asked_once_and_other_threads_get_the_key(locked: Path):
    asked = []

    def answer(path: Path) -> None:
        asked.append(path)
        cipher.give(path, Secret(WORDS))

    cipher.ask_with(answer)
    found: list[int] = []
    with closing(opened(locked)) as store:

        def read() -> None:
            with closing(store.another()) as other:
                found.append(other.value("SELECT count(*) FROM accounts"))

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (asked, found) == ([locked], [0, 0, 0, 0])


def test_nobody_is_asked_for_a_look_in_passing(locked: Path):
    cipher.ask_with(lambda path: pytest.fail(f"asked for {path}"))
    assert backup.marked(locked) is None


def test_neither_passphrase_nor_key_is_in_a_traceback_with_all_its_values(locked: Path, key: Key):
    secret = Secret("nobody must read this")
    try:
        cipher.give(locked, secret)
    except WrongPassphrase as error:
        shown = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )
    assert "nobody must read" not in shown
    assert "nobody must read" not in repr([secret, str(secret), key, vars(WrongPassphrase)])
    assert key.reveal() not in repr(key)


def test_without_the_addition_it_says_what_to_install(
    locked: Path, monkeypatch: pytest.MonkeyPatch
):
    real = builtins.__import__

    def without(name: str, *args: object, **named: object) -> object:
        if name.startswith("sqlcipher3"):
            raise ImportError(name)
        return real(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreError, match=r"pip install 'workstation\[encryption\]'"):
        opened(locked)


def test_errors_are_those_of_sqlite3(unlocked: Path):
    with closing(opened(unlocked)) as store:
        run = store.file.connection.execute
        store.file.connection.execute("PRAGMA query_only = OFF")
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            run("SELECT * FROM missing")
        with pytest.raises(sqlite3.IntegrityError) as caught:
            run("INSERT INTO accounts DEFAULT VALUES")
        assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CONSTRAINT
        with pytest.raises(sqlite3.ProgrammingError):
            run("SELECT ?", (1, 2))
        cursor = run(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        )
        next(cursor)
        store.file.connection.interrupt()
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            for _ in cursor:
                pass


def test_undo_redo_search_and_drafts_work_as_in_a_plain_file(unlocked: Path):
    with closing(opened(unlocked)) as store:
        before = picture(store)
        with store.action("Add") as act:
            first = act.insert("accounts", account("Alpha Beta", phone="+1 312 555 0142"))
            act.update("accounts", first, {"city": "Gamma"})
        after = picture(store)
        store.history.undo()
        assert picture(store) == before
        store.history.redo()
        assert picture(store) | {"actions": 0} == after | {"actions": 0}
        row = store.row("SELECT id, name FROM accounts")
        assert (row["name"], row.keys(), dict(row)["id"]) == ("Alpha Beta", ["id", "name"], first)
        draft = store.drafts.write_call(None, first, NOW, "{}")
        assert store.value("SELECT id FROM call_drafts") == draft


def filled(path: Path) -> dict:
    """Fill a file, and return what is in all of its tables."""
    with closing(opened(path)) as store:
        for name in ("Alpha One", "Beta Two"):
            with store.action(f"Add {name}") as act:
                act.insert("accounts", account(name))
        with store.action("Delete") as act:
            act.delete("accounts", store.value("SELECT max(id) FROM accounts"))
        store.history.undo()
    return content(path)


def content(path: Path) -> dict:
    with closing(open_file(path, mode="ro")) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return {
            name: (
                sql,
                sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
                if sql and sql.upper().startswith("CREATE TABLE")
                else None,
            )
            for name, sql in tables
        } | {
            pragma: connection.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("user_version", "application_id")
        }


def test_there_and_back_again_is_the_same_file(path: Path, key: Key):
    before = filled(lay(path))
    cipher_convert.convert(path, key)
    assert salt_of(path) == key.salt
    with pytest.raises(Locked):
        content(path)
    cipher.keep(key)
    assert content(path) == before
    other = cipher_convert.new_key(Secret("another one"))
    cipher_convert.convert(path, other)
    cipher.forget_all()
    cipher.keep(other)
    assert content(path) == before
    cipher_convert.convert(path, None)
    assert content(path) == before
    check_search(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["desk.db"]


def test_what_is_only_in_the_log_is_converted_too(path: Path, key: Key):
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('CREATE TABLE late (a)'); c.execute('INSERT INTO late VALUES (1)');"
        "os._exit(0)"
    )
    with closing(opened(lay(path))) as store:
        assert store.value("PRAGMA journal_mode") == "wal"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.with_name("desk.db-wal").stat().st_size
    cipher_convert.convert(path, key)
    cipher.keep(key)
    assert "late" in content(path)
    assert [each.name for each in path.parent.iterdir()] == ["desk.db"]


def test_a_file_in_use_is_not_converted(path: Path, key: Key):
    before = filled(lay(path))
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('SELECT count(*) FROM accounts').fetchone(); print(flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()
    half = partial.converting(path)
    half.write_bytes(b"what that program may be at")
    with pytest.raises(StoreError, match="in use by another program"):
        cipher_convert.convert(path, key)
    assert half.exists()
    other.communicate(b"\n")
    with closing(opened(path)), pytest.raises(StoreError, match="is open here"):
        cipher_convert.convert(path, key)
    assert content(path) == before
    assert not partial.converting(path).exists()


@pytest.mark.parametrize("moment", ["_verify", "_swap", "after"])
def test_killed_in_the_middle_the_old_or_the_new_file_is_there_whole(
    moment: str, path: Path, key: Key
):
    before = filled(lay(path))
    script = f"""
import os, sys
from pathlib import Path
from workstation.store import cipher_convert as made
from workstation.store.cipher import Key, Secret
moment = {moment!r}
if moment == "after":
    swap = made._swap
    made._swap = lambda *a: (swap(*a), os.kill(os.getpid(), 9))
else:
    setattr(made, moment, lambda *a: os.kill(os.getpid(), 9))
made.convert(Path(sys.argv[1]), Key(Secret({WORDS!r}), bytes.fromhex(sys.argv[2])))
"""
    line = [sys.executable, "-c", script, str(path), key.salt.hex()]
    assert subprocess.run(line, check=False).returncode == -9
    cipher.keep(key)
    assert (salt_of(path) is not None) == (moment == "after")
    assert content(path) == before
    cipher_convert.convert(path, key)
    assert content(path) == before
    assert [each.name for each in path.parent.iterdir()] == ["desk.db"]


def test_a_copy_in_clear_that_a_killed_decryption_left_goes_when_the_file_is_opened(
    unlocked: Path,
):
    left = [partial.converting(unlocked).with_name(f"desk.db.converting{e}") for e in ("", "-wal")]
    for file in left:
        file.write_bytes(b"SQLite format 3\0")
    opened(unlocked).close()
    assert not any(file.exists() for file in left)


def test_a_copy_that_is_not_the_same_is_thrown_away(
    path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
):
    before = filled(lay(path))
    real = cipher_convert._write

    def lossy(source: sqlite3.Connection, partial: Path, key: Key | None) -> None:
        real(source, partial, key)
        from workstation.store.cipher_sqlite import open_keyed

        with closing(open_keyed(partial, key, mode="rw", timeout=1)) as copy:
            copy.execute("DELETE FROM changes WHERE seq = 1")

    monkeypatch.setattr(cipher_convert, "_write", lossy)
    with pytest.raises(StoreError, match="not the same as the file"):
        cipher_convert.convert(path, key)
    assert content(path) == before
    assert not partial.converting(path).exists()


@pytest.mark.parametrize("version", sorted({1, SCHEMA_VERSION - 1}))
def test_an_older_encrypted_file_is_migrated_and_its_copy_is_encrypted(
    version: int, path: Path, key: Key
):
    script = (VERSIONS / f"{version}.sql").read_text()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f"PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; {script}"
        )
    cipher_convert.convert(path, key)
    cipher.keep(key)
    with closing(opened(path)) as store:
        assert store.value("PRAGMA user_version") == SCHEMA_VERSION
        assert store.value("PRAGMA journal_mode") == "wal"
        assert store.value("PRAGMA integrity_check") == "ok"
    for file in path.parent.rglob("*"):
        if file.is_file() and file.suffix != ".json":
            assert salt_of(file) == key.salt, file


def test_a_plain_backup_brought_back_over_an_encrypted_file_is_encrypted(unlocked: Path):
    plain = lay(unlocked.with_name("plain.db"))
    aside = unlocked.with_name("aside.db")
    backup_restore.swap(plain, unlocked, keep=lambda: backup.held(unlocked), aside=aside)
    assert salt_of(unlocked) is not None
    opened(unlocked).close()


def test_looking_at_an_open_file_does_not_drop_its_locks(path: Path):
    """Closing a descriptor of a file drops the locks its process holds on it (POSIX)."""
    with closing(opened(lay(path))) as store:
        store.value("SELECT count(*) FROM accounts")
        with closing(opened(path)), closing(open_file(path, mode="ro")):
            assert salt_of(path) is None
        script = (
            "import sqlite3, sys;"
            "c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None);"
            "c.execute('PRAGMA locking_mode = EXCLUSIVE'); c.execute('BEGIN EXCLUSIVE')"
        )
        found = subprocess.run(
            [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
        )
        assert "database is locked" in found.stderr


@pytest.mark.parametrize("size", [0, 100, 4096, 8192])
def test_what_is_no_encrypted_file_is_not_taken_for_one(path: Path, size: int):
    for content in (b"name,city\n" * size, bytes(size), b"SQLite format 3\0" + os.urandom(size)):
        path.write_bytes(content[:size])
        assert salt_of(path) is None
    path.write_bytes(os.urandom(4096) + b"x")
    assert salt_of(path) is None


def test_damage_inside_an_encrypted_file_is_called_damage(unlocked: Path):
    size = unlocked.stat().st_size
    with unlocked.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(4096 * 4))
    with pytest.raises(StoreError, match="damaged"):
        backup.verify(unlocked)
