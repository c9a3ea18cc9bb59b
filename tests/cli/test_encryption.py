"""Encrypting from the command line: a real terminal, descriptors and keyrings."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backends.null
import msgspec
import pytest
from keyring.backend import KeyringBackend

from tests.cli.conftest import Result, Terminal
from tests.fresh import lay, open_desk
from workstation.cli import unlock
from workstation.store import cipher, cipher_convert
from workstation.store.cipher import Secret
from workstation.store.connection import salt_of
from workstation.store.rescue import Words

pexpect = pytest.importorskip("pexpect")

WORDS = "heron quarry lantern"
OTHER = "walnut ferry october"


class KeptKeyring(KeyringBackend):
    """A system keyring that is a dictionary."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeptKeyring]:
    """The system keyring of this test; nothing is known from others, and keys are made quickly."""
    monkeypatch.setattr(cipher, "ROUNDS", 1000)
    before, ring = keyring.get_keyring(), KeptKeyring()
    keyring.set_keyring(ring)
    cipher.forget_all()
    yield ring
    keyring.set_keyring(before)
    cipher.forget_all()
    cipher.ask_with(None)


@pytest.fixture
def db(empty: Terminal) -> Path:
    return lay(empty.path)


@pytest.fixture
def run(empty: Terminal, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    def start(*args: str, lines: str | None = None) -> Result:
        """Run as a program that knows nothing yet, with passphrases on a descriptor if any."""
        cipher.forget_all()
        if lines is None:
            return empty(*args)
        read, write = os.pipe()
        os.write(write, lines.encode())
        os.close(write)
        with monkeypatch.context() as patch:
            patch.setenv("WORKSTATION_PASSPHRASE_FD", str(read))
            try:
                return empty(*args)
            finally:
                os.close(read)

    return start


@pytest.fixture
def encrypted(db: Path) -> Path:
    cipher_convert.convert(db, cipher_convert.new_key(Secret(WORDS)))
    return db


def test_a_file_with_its_backups_is_encrypted_used_changed_and_decrypted_without_a_terminal(
    run: Callable[..., Result], db: Path, tmp_path: Path
):
    (tmp_path / "list.csv").write_text("Company,City\nHalcyon Freight,Oslo\n")
    assert run("import", str(tmp_path / "list.csv"), "--yes").code == 0
    assert run("backup").code == 0
    done = run("encrypt", lines=f"{WORDS}\n")
    assert (done.code, done.err) == (0, "")
    assert f"Encrypted: {db}" in done.out
    assert "encrypted too" in done.out
    copies = sorted(db.with_name("desk.db.backups").glob("*.db"))
    assert copies
    for part in tmp_path.rglob("desk.db*/*.*"):
        assert b"Halcyon" not in part.read_bytes(), part
    assert b"Halcyon" not in db.read_bytes()

    closed = run("accounts")
    assert (closed.code, closed.out) == (1, "")
    assert "is encrypted, and there is no terminal to ask for its passphrase" in closed.err
    wrong = run("accounts", lines="not it\n")
    assert (wrong.code, wrong.out) == (1, "")
    assert "That is not the passphrase of" in wrong.err
    assert wrong.err.count("\n") == 1
    assert "Halcyon Freight" in run("accounts", lines=f"{WORDS}\r\n").out
    assert "encrypted already" in run("encrypt", lines=f"{WORDS}\n").err

    changed = run("passphrase", lines=f"{WORDS}\n{OTHER}\n")
    assert (changed.code, changed.err) == (0, "")
    assert run("accounts", lines=f"{WORDS}\n").code == 1
    assert "\tyes\t" in run("backup", "list", lines=f"{OTHER}\n").out
    for copy in copies:
        assert salt_of(copy) == salt_of(db)

    refused = run("passphrase", lines=f"{WORDS}\nanother\n")
    assert (refused.code, refused.out) == (1, "")
    assert run("decrypt", lines=f"{OTHER}\n").code == 0
    assert "Halcyon Freight" in run("accounts").out
    assert all(salt_of(copy) is None for copy in copies)
    for said in (done, closed, wrong, changed, refused):
        assert WORDS not in said.out + said.err
        assert OTHER not in said.out + said.err


def test_lists_of_deleted_records_and_rescued_words_count_as_plain_copies(
    run: Callable[..., Result], db: Path
):
    folder = db.with_name("desk.db.rescued")
    folder.mkdir()
    texts = [
        db.with_name("desk.db.deleted-accounts.jsonl"),
        db.with_name("desk.db.deleted-contacts.before.jsonl"),
        folder / "7.json",
    ]
    for file in texts:
        file.write_text('{"name": "Halcyon Freight"}\n')
    done = run("encrypt", lines=f"{WORDS}\n")
    assert done.code == 0
    for file in texts:
        assert f"as it was: {file} (text stays in clear; 'workstation encrypt --" in done.out
    kept = run("encrypt", "--backups", "keep", lines=f"{WORDS}\n").out
    assert kept.count("kept in clear as you asked") == 3
    gone = run("encrypt", "--backups", "remove", lines=f"{WORDS}\n")
    assert gone.out.count("  removed: ") == 3
    assert not any(file.exists() for file in (*texts, folder))
    own = Path(os.environ["XDG_STATE_HOME"]) / "workstation" / "rescued"
    own.mkdir(parents=True)
    elsewhere = [own / "7-1.json", own / "8-1.json"]
    for file, of in zip(elsewhere, (db, db.with_name("other.db")), strict=True):
        file.write_bytes(msgspec.json.encode(Words(str(of), "2026-11-23T15:00:00Z", "words")))
    left = [
        db.with_name("desk.db.converting"),
        db.with_name(".desk.db.7.restored.part"),
        folder.with_name("desk.db.backups") / "20261123T151200Z-automatic.db.converting",
    ]
    left[2].parent.mkdir(exist_ok=True)
    foreign = [
        db.with_name(name) for name in ("desk.db.old.converting", ".desk.db.old.7.restored.part")
    ]
    for file in (*left, *foreign):
        file.write_bytes(b"SQLite format 3\0")
    gone = run("encrypt", "--backups", "remove", lines=f"{WORDS}\n")
    for file in (*left, elsewhere[0]):
        assert f"  removed: {file}\n" in gone.out
        assert not file.exists()
    assert elsewhere[1].exists(), "words of another file"
    assert all(file.exists() for file in foreign), "another file's"
    texts[0].write_text("{}\n")
    assert f"in clear as before: {texts[0]}" in run("decrypt", lines=f"{WORDS}\n").out
    assert texts[0].exists()


def test_what_is_deleted_in_an_encrypted_file_is_not_written_beside_it(
    run: Callable[..., Result], db: Path, tmp_path: Path
):
    (tmp_path / "list.csv").write_text("Company,City\nHalcyon Freight,Oslo\n")
    assert run("import", str(tmp_path / "list.csv"), "--yes").code == 0
    assert run("encrypt", lines=f"{WORDS}\n").code == 0
    assert run("undo", lines=f"{WORDS}\n").code == 0
    assert run("backup", lines=f"{WORDS}\n").code == 0
    assert not list(tmp_path.glob("*.jsonl"))
    for file in tmp_path.glob("desk.db*/*"):
        assert b"Halcyon" not in file.read_bytes()
    assert run("decrypt", lines=f"{WORDS}\n").code == 0
    assert run("goals", "add", "plan December").code == 0
    assert run("backup").code == 0
    (log,) = tmp_path.glob("*.deleted-accounts.jsonl")
    assert "Halcyon" in log.read_text()


def test_nobody_is_named_by_the_files_beside_an_encrypted_one_or_the_rep_is_told(
    run: Callable[..., Result], empty: Terminal, db: Path, tmp_path: Path
):
    def merge(other: str) -> None:
        desk = open_desk(db, empty.clock)
        made = [desk.accounts.add({"name": name}).made for name in ("Acme", other)]
        assert made[0] is not None and made[1] is not None
        desk.merging.merge("accounts", made[0], made[1])
        desk.safety.close()
        empty.clock.advance(minutes=6)
        desk.store.before_bulk(f"Undo: Merge {other} into Acme")
        desk.safety.close()
        desk.accounts.add({"name": other})
        desk.close()
        empty.clock.advance(minutes=6)

    def names() -> set[str]:
        return {file.stem[17:] for file in folder.glob("*.*")}

    folder = db.with_name("desk.db.backups")
    merge("Zeta")
    assert names() == {"before-merge", "before-undo-merge-zeta-into-acme"}
    (tmp_path / "eta.csv").write_text("Company,City\nHalcyon Freight,Oslo\n,Bergen\n")
    told = run("import", str(tmp_path / "eta.csv"), "--yes")
    assert "is in clear" not in told.out + told.err
    rows = tmp_path / "exports" / "eta-unusable.csv"
    done = run("encrypt", "--backups", "keep", lines=f"{WORDS}\n")
    for line in [line for line in done.out.splitlines() if line.startswith("  as it was: ")]:
        assert Path(line[13:].partition(" (")[0]).exists(), "it is called as it was"
    done = run("encrypt", lines=f"{WORDS}\n")
    assert f"  still in clear: {rows}\n" in done.out
    assert names() == {"before-merge", "before-undo", "before-import"}
    assert "\tyes\t" in run("backup", "list", lines=f"{WORDS}\n").out
    cipher.give(db, Secret(WORDS))
    empty.clock.advance(minutes=6)
    merge("Theta")
    assert names() == {"before-merge", "before-undo", "before-import"}
    assert not [file for file in folder.iterdir() if "eta" in file.name]
    told = run("import", str(tmp_path / "eta.csv"), "--yes", lines=f"{WORDS}\n")
    assert told.err.startswith("The file with the unusable rows is in clear, though your desk is")


def test_plain_backups_are_kept_or_removed_when_that_is_asked_for(
    run: Callable[..., Result], db: Path
):
    assert run("backup").code == 0
    folder = db.with_name("desk.db.backups")
    done = run("encrypt", "--backups", "keep", lines=f"{WORDS}\n")
    (copy,) = folder.glob("*.db")
    assert f"as it was: {copy}" in done.out
    assert salt_of(copy) is None
    done = run("encrypt", "--backups", "remove", lines=f"{WORDS}\n")
    assert done.code == 0, done.err
    assert f"removed: {copy}" in done.out
    assert not list(folder.glob("*.db"))
    assert salt_of(db) is not None


def test_on_a_terminal_it_is_typed_hidden_twice_to_encrypt_and_up_to_three_times_to_open(
    db: Path, monkeypatch: pytest.MonkeyPatch
):
    env = os.environ | {
        "WORKSTATION_DB": str(db),
        "TERM": "xterm",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }

    def start(*args: str) -> "pexpect.spawn[str]":
        return pexpect.spawn(
            sys.executable, ["-m", "workstation", *args], env=env, timeout=60, encoding="utf-8",
            dimensions=(30, 100),
        )  # fmt: skip

    def end(child: "pexpect.spawn[str]") -> int | None:
        child.expect(pexpect.EOF)
        child.close()
        return child.exitstatus

    child = start("encrypt")
    for first, second in (("heron", "hern"), (WORDS, WORDS)):
        child.expect("New passphrase.*: ")
        child.sendline(first)
        child.expect("The same again: ")
        child.sendline(second)
    child.expect("Encrypted: ")
    assert WORDS not in child.before
    assert end(child) == 0
    assert salt_of(db) is not None

    child = start()
    for answer in ("no", "nor this"):
        child.expect("Passphrase of desk.db: ")
        child.sendline(answer)
        child.expect("That is not the passphrase of .*Try again")
        assert answer not in child.before
    child.expect("Passphrase of desk.db: ")
    child.sendline(WORDS)
    child.expect("Queue")
    child.send("q")
    assert end(child) == 0


def test_after_three_wrong_ones_it_gives_up(
    run: Callable[..., Result], encrypted: Path, monkeypatch: pytest.MonkeyPatch
):
    answers = ["one", "", "three"]
    monkeypatch.setattr(unlock, "can_ask", lambda: True)
    monkeypatch.setattr(unlock, "prompt", lambda _question: Secret(answers.pop(0)))
    found = run("accounts")
    assert (found.code, found.out, answers) == (1, "", [])
    assert found.err.count("Try again") == 2
    assert "None of the three is the passphrase of" in found.err


def test_the_system_keyring_keeps_it_until_it_is_to_forget(
    run: Callable[..., Result], db: Path, ring: KeptKeyring
):
    assert run("encrypt", "--remember", lines=f"{WORDS}\n").code == 0
    assert list(ring.kept.values()) == [WORDS]
    assert run("accounts").code == 0
    db.rename(db.with_name("moved.db"))
    db.with_name("moved.db").rename(db)
    done = run("passphrase", lines=f"{WORDS}\n{OTHER}\n")
    assert (done.code, done.err) == (0, "")
    assert list(ring.kept.values()) == [OTHER]
    assert run("accounts").code == 0
    assert "no longer knows" in run("passphrase", "forget").out
    assert run("accounts").code == 1
    assert run("passphrase", "remember", lines=f"{OTHER}\n").code == 0
    assert run("decrypt").code == 0
    assert ring.kept == {}


def test_without_a_keyring_one_sentence_says_so(run: Callable[..., Result], encrypted: Path):
    keyring.set_keyring(keyring.backends.null.Keyring())
    found = run("passphrase", "remember", lines=f"{WORDS}\n")
    assert (found.code, found.out) == (1, "")
    assert found.err == "There is no system keyring here, so nothing is kept in one.\n"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("x", "has to be the number"), ("887", "has to be the number")],
)
def test_a_descriptor_that_is_none_is_a_sentence(
    number: str, sentence: str, run: Callable[..., Result],
    encrypted: Path, monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setenv("WORKSTATION_PASSPHRASE_FD", number)
    found = run("accounts")
    assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
    assert sentence in found.err


def test_what_is_not_there_or_not_encrypted_is_a_sentence(run: Callable[..., Result], db: Path):
    assert "is not encrypted" in run("decrypt").err
    assert "is not encrypted" in run("passphrase", lines=f"{WORDS}\n{OTHER}\n").err
    assert "cannot be empty" in run("encrypt", lines="\n").err
    assert salt_of(db) is None
    db.unlink()
    assert "There is no file" in run("encrypt", lines=f"{WORDS}\n").err
