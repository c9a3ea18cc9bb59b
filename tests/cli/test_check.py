"""The check from a script and from a terminal."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from workstation.cli import check


def harm(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


BIN = "UPDATE accounts SET bin = 'lost' WHERE name = 'Corvid Labs'"


def test_a_sound_file_is_said_to_be_so(ws: Terminal) -> None:
    assert ws.done("check").out == "The file is sound.\n"
    said = ws.json("check")
    assert (said["sound"], said["found"], said["actions"]) == (True, [], [])


def test_a_script_repairs_with_yes_only_and_the_exit_code_says_what_is_left(ws: Terminal) -> None:
    harm(ws.path, BIN)
    for line in (("check",), ("check", "--dry-run")):
        found = ws(*line)
        assert found.code == 1
        assert "1 account in no known bin." in found.out
        assert "Corvid Labs" in found.out
        assert "check --yes" in found.err
    assert ws("check", "--json").json["left"][0]["rule"] == "bin"
    done = ws.done("check", "--yes")
    assert "Put right: 1 account in no known bin." in done.out
    assert "The file is sound now." in done.out
    assert ws.json("check", "--yes")["repaired"] == {}
    assert ws.done("undo").code == 0
    assert ws("check").code == 1
    assert ws("check", "--dry-run", "--yes").code == 2


def test_what_undo_takes_back_is_said_and_no_rule_is_called_by_its_key(ws: Terminal) -> None:
    ws.done("log", "corvid", "voicemail")
    harm(ws.path, "DELETE FROM accounts WHERE name = 'Corvid Labs'")
    assert "This part has no undo." in ws("check").out
    said = ws.done("check", "--yes").out
    assert re.search(r"^Put right: \d+ links? to .+ not there \(no undo\)\.$", said, re.MULTILINE)
    assert "\nThat has no undo; the file as it was is kept as " in said
    assert ws.done("undo").out.startswith("Undone: Log call: Corvid Labs")
    ws.done("check")
    harm(
        ws.path,
        "DELETE FROM accounts WHERE name = 'Corvid Labs'",
        "DELETE FROM changes WHERE table_name = 'accounts' AND row_id NOT IN (SELECT id FROM "
        "accounts)",
        "INSERT INTO whys (id, account_id, position, text, created_at, updated_at) SELECT "
        "9, account_id, 1, 'price', created_at, updated_at FROM contacts WHERE account_id NOT IN "
        "(SELECT id FROM accounts) LIMIT 1",
    )
    said = ws.done("check", "--yes", "--json").json
    assert said["without_undo"] == ["links"]
    assert said["repaired"]["contact_account"] > 0
    assert len(said["actions"]) == 1
    ws.done("undo")
    said = ws.done("check", "--yes").out
    assert re.search(r"^Put right: \d+ records? of a person under another account", said)
    assert "Undo takes it back; the file as it was" in said
    assert ws.json("check")["sound"]


def test_of_a_table_that_is_gone_the_backup_that_has_it_is_named(ws: Terminal) -> None:
    name = ws.json("backup")["name"]
    harm(ws.path, "DROP TABLE goals")
    for command in ("today", "check"):
        sentence = ws.refused(command)
        assert "is damaged (" in sentence
        assert "goals" in sentence
        assert f"'workstation --db {ws.path} restore {name}'" in sentence
    ws.done("restore", name, "--yes")
    harm(ws.path, "ALTER TABLE goals RENAME COLUMN target TO aim")
    assert "the column target of goals is missing" in ws.refused("check")


def test_on_a_terminal_it_shows_what_is_wrong_and_asks(
    ws: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(ws.path, BIN)
    asked: list[str] = []

    def answer(question: str, **_more: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(check, "_asking", lambda: True)
    monkeypatch.setattr(check.click, "confirm", answer)
    assert ws("check").code == 1
    said = ws("check")
    assert said.code == 0
    assert asked == ["Put right what can be?"] * 2
    assert said.out.index("in no known bin") < said.out.index("Put right: 1")


@pytest.mark.parametrize("whole", [True, False])
def test_a_damaged_file_names_the_backup_that_brings_it_back(ws: Terminal, whole: bool) -> None:
    name = ws.json("backup")["name"]
    content = bytearray(ws.path.read_bytes())
    if whole:
        content[:] = b"\x55" * len(content)
    else:
        with closing(sqlite3.connect(ws.path)) as raw:
            page = raw.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'contacts_by_name'"
            ).fetchone()[0]
        content[(page - 1) * 4096 : page * 4096] = b"\x55" * 4096
    ws.path.write_bytes(content)
    sentence = ws.refused("check")
    assert "is damaged" in sentence
    assert f"'workstation --db {ws.path} restore {name}'" in sentence
    ws.done("restore", name, *_leave(ws))
    ws.done("check")


def _leave(ws: Terminal) -> Sequence[str]:
    """Return the option that answers what a restore may ask."""
    return ("--yes",) if "--yes" in ws.done("restore", "--help").out else ()
