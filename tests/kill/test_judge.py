"""The harness can fail: lost words, half an import and a broken copy are found."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.fresh import lay, open_desk
from tests.kill import judge
from tests.kill.__main__ import Tally
from tests.kill.commands import judged, lying
from tests.kill.outcome import Outcome
from tests.terminal.real import Home
from workstation.desk.clock import FrozenClock

NAMES = [(f"Company {n}", "cold", "2026-11-23", "2026-11-23") for n in range(40)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    lay(tmp_path / "desk.db")
    return Home(tmp_path)


def bring_in(home: Home, clock: FrozenClock) -> list[judge.Picture]:
    """Bring forty accounts in as one action; return the pictures before and after."""
    before = judge.picture(home.db)
    desk = open_desk(home.db, clock)
    with desk.store.action("Import forty") as act:
        act.insert_many("accounts", ("name", "bin", "bin_since_on", "created_on"), NAMES)
    desk.close()
    return [before, judge.picture(home.db)]


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO current_action (action_id, bulk) VALUES (1, 1)")
        connection.execute(sql)
        connection.execute("DELETE FROM current_action")
        connection.commit()


def test_a_whole_import_and_one_that_never_was_are_no_losses(
    home: Home, clock: FrozenClock, tmp_path: Path
) -> None:
    shutil.copyfile(home.db, tmp_path / "before.db")
    stages = bring_in(home, clock)
    assert judged(home, stages, acknowledged=True)[1] == []
    assert judged(home, stages, acknowledged=False)[1] == []
    shutil.copyfile(tmp_path / "before.db", home.db)
    assert judged(home, stages, acknowledged=False)[1] == []


def test_an_acknowledged_import_that_is_not_there_is_a_loss(
    home: Home, clock: FrozenClock, tmp_path: Path
) -> None:
    shutil.copyfile(home.db, tmp_path / "before.db")
    stages = bring_in(home, clock)
    shutil.copyfile(tmp_path / "before.db", home.db)
    (loss,) = judged(home, stages, acknowledged=True)[1]
    assert loss.startswith("shown as done and not there: ")
    assert "accounts" in loss


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("DELETE FROM accounts WHERE name = 'Company 39'", "accounts"),
        ("UPDATE accounts SET note = 'other' WHERE name = 'Company 7'", "accounts"),
        ("DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes)", "changes"),
        ("UPDATE actions SET title = 'Import'", "actions"),
    ],
)
def test_half_an_import_is_a_loss(home: Home, clock: FrozenClock, sql: str, table: str) -> None:
    stages = bring_in(home, clock)
    tamper(home.db, sql)
    (loss,) = judged(home, stages, acknowledged=False)[1]
    assert loss.startswith(f"half done: {table} ")


def test_a_row_that_points_nowhere_and_a_torn_page_are_losses(
    home: Home, clock: FrozenClock
) -> None:
    stages = bring_in(home, clock)
    tamper(
        home.db,
        "UPDATE accounts SET duplicate_of_id = 5 WHERE name = 'Company 7'",
    )
    assert judged(home, stages, acknowledged=False)[1] == [
        "seen.db: a row of accounts points nowhere"
    ]
    with home.db.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"torn" * 2048)
    assert judged(home, stages, acknowledged=False)[1] != []


def test_only_times_may_differ_between_two_runs(home: Home, clock: FrozenClock) -> None:
    stages = bring_in(home, clock)
    tamper(home.db, "UPDATE accounts SET created_at = '2027-01-01T00:00:00Z'")
    assert judged(home, stages, acknowledged=True)[1] == []


@pytest.mark.parametrize(
    ("kept", "loss"),
    [
        ("night desk", ""),
        ("night de", ""),
        ("night", "words lost"),
        ("", "words lost"),
        ("night dusk", "words lost"),
        ("night desk is", "words changed"),
    ],
)
def test_a_word_typed_more_than_a_second_before_has_to_be_kept(kept: str, loss: str) -> None:
    typed = [
        judge.Typed(10.0, "night"),
        judge.Typed(10.9, "night de"),
        judge.Typed(11.5, "night desk"),
    ]
    found = judge.of_words(typed, 12.0, kept)
    assert [each.split(":")[0] for each in found] == ([loss] if loss else [])


def test_what_a_killed_run_left_half_made_is_found_and_a_back_up_is_not(home: Home) -> None:
    folder = home.folder / "desk.db.backups"
    folder.mkdir()
    (folder / "20261123T151200Z-automatic.db").touch()
    assert lying(home) == []
    (folder / "20261123T151200Z-automatic.db.part").touch()
    (home.folder / "desk.db-4711.try").touch()
    assert len(lying(home)) == 2


def test_a_loss_is_counted_and_told_with_its_seed() -> None:
    tally = Tally()
    tally.add("importing/1", Outcome(alive=True, critical=True))
    tally.add("importing/2", Outcome(alive=True, critical=False, losses=["half done"]))
    assert (tally.runs, tally.alive, tally.critical, tally.lost) == (2, 2, 1, 1)
    assert tally.losses == ["importing/2: half done"]
