"""Every promise of the house: broken by raw SQL, found and counted, put right, and undone again."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk.check import made
from tests.desk.check.harms import CORVID, HARMS, ROWAN, STAMPS
from tests.fresh import open_desk
from workstation.desk.check import rules
from workstation.desk.check.report import CheckReport
from workstation.desk.check.wording import counted
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.store.errors import Refused


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that was worked at, made once."""
    folder = tmp_path_factory.mktemp("worked")
    moment = datetime(2026, 11, 23, 9, 12, tzinfo=ZoneInfo("America/Chicago"))
    with closing(open_desk(folder / "desk.db", FrozenClock(moment))) as desk:
        made.work(desk, folder)
        desk.imports.preview(desk.imports.plan(folder / "people.csv", "contacts"))
    with closing(sqlite3.connect(folder / "desk.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "desk.db"


@pytest.fixture
def desk(worked: Path, tmp_path: Path, clock: FrozenClock) -> Iterator[Desk]:
    """A copy of it."""
    path = tmp_path / "desk.db"
    shutil.copyfile(worked, path)
    path.chmod(0o600)
    with closing(open_desk(path, clock)) as opened:
        yield opened


def harm(desk: Desk, statements: tuple[str, ...], *, past: bool = False) -> None:
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        if past:
            raw.execute("INSERT INTO current_action VALUES (0, 1)")
        for statement in statements:
            raw.execute(statement)
        if past:
            raw.execute("DELETE FROM current_action WHERE bulk = 1")
        raw.execute("COMMIT")


def counts(report: CheckReport) -> dict[str, int]:
    return {each.rule: each.count for each in report.left}


def test_a_desk_that_was_worked_at_is_sound(desk: Desk) -> None:
    report = desk.safety.check()
    assert report.problems == []
    assert report.sound
    assert desk.safety.check(repair=True) == report


@pytest.mark.parametrize("what", list(HARMS))
def test_what_breaks_a_promise_is_counted_put_right_and_undone(desk: Desk, what: str) -> None:
    done = HARMS[what]
    harm(desk, done.by, past=done.past)
    found = desk.safety.check()
    assert counts(found).get(done.rule) == done.count, found.problems
    assert not found.sound
    assert all(each.repair and each.records for each in found.left)
    repaired = desk.safety.check(repair=True)
    assert repaired.repaired[done.rule] == done.count, repaired
    assert repaired.problems == []
    assert repaired.backup is not None
    assert repaired.backup.is_file()
    assert desk.safety.check(repair=True).repaired == {}
    if done.again is None:
        assert done.rule not in {each.key for each in rules.all_rules() if each.stage == "records"}
        return
    for _ in repaired.actions:
        desk.store.undo()
    again = counts(desk.safety.check())
    assert again.get(done.rule, 0) == done.again


def test_links_that_lead_nowhere_are_cut_or_given_an_account_and_that_has_no_undo(
    desk: Desk,
) -> None:
    harm(
        desk,
        (
            f"UPDATE activities SET contact_id = 5 WHERE account_id = {CORVID} AND note NOTNULL",
            "UPDATE opportunities SET contact_id = NULL, account_id = 6",
            "UPDATE changes SET action_id = 7 WHERE seq = 1",
        ),
    )
    found = desk.safety.check()
    assert counts(found)["links"] == 3
    repaired = desk.safety.check(repair=True)
    assert repaired.repaired["links"] == 3
    assert repaired.problems == []
    assert desk.store.value("SELECT name FROM accounts WHERE id = 6") == "Lost account 6"
    assert desk.store.value("PRAGMA foreign_key_check") is None
    with pytest.raises(Refused):
        desk.store.undo(repaired.actions[0])
    assert desk.safety.check().sound


def test_a_person_whose_account_is_lost_goes_to_the_one_most_of_their_records_name(
    desk: Desk,
) -> None:
    where = f"SELECT account_id FROM contacts WHERE id = {ROWAN}"
    own = desk.store.value(where)
    harm(desk, (f"UPDATE contacts SET account_id = 6 WHERE id = {ROWAN}",), past=True)
    assert desk.safety.check(repair=True).problems == []
    assert desk.store.value(where) == own
    harm(
        desk,
        (
            f"UPDATE contacts SET account_id = 8 WHERE id = {ROWAN}",
            f"UPDATE activities SET account_id = 8 WHERE contact_id = {ROWAN}",
            *(f"UPDATE {table} SET account_id = NULL WHERE contact_id = {ROWAN}"
              for table in ("emails", "phones")),
            *(f"DELETE FROM {table} WHERE contact_id = {ROWAN}"
              for table in ("follow_ups", "opportunities", "cadence_runs")),
        ),
    )  # fmt: skip
    assert desk.safety.check(repair=True).problems == []
    assert desk.store.value(where) == 8
    assert desk.store.value("SELECT name FROM accounts WHERE id = 8") == "Lost account 8"


@pytest.mark.parametrize(
    ("there", "becomes"),
    [
        ("31.12.2026", "2026-12-31"),
        ("1.2.2026", "2026-02-01"),
        ("2026/12/31", "2026-12-31"),
        ("20261231", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("2026-12-31T23:30:00-0600", "2026-12-31"),
        ("3/4/2026", "2026-11-23"),
        ("soon", "2026-11-23"),
    ],
)
def test_a_day_in_another_spelling_stays_that_day_and_what_it_becomes_is_said(
    desk: Desk, there: str, becomes: str
) -> None:
    harm(desk, (f"UPDATE accounts SET created_on = '{there}' WHERE id = {CORVID}",))
    (one,) = [each for each in desk.safety.check().left if each.rule == "days_and_moments"]
    assert one.said().startswith("1 day or moment that is not written as such: accounts ")
    assert f"“{there}” as its “created on”, which is no day and becomes {becomes}" in one.records[0]
    desk.safety.check(repair=True)
    assert desk.store.value(f"SELECT created_on FROM accounts WHERE id = {CORVID}") == becomes


def test_a_moment_in_another_spelling_stays_that_moment(desk: Desk) -> None:
    said = ("31.12.2026 15:04", "20261231T150405Z", "2026/12/31 09:04:00-0600")
    for there, becomes in zip(said, ("15:04:00", "15:04:05", "15:04:00"), strict=True):
        harm(desk, (f"UPDATE accounts SET created_at = '{there}' WHERE id = {CORVID}",))
        desk.safety.check(repair=True)
        found = desk.store.value(f"SELECT created_at FROM accounts WHERE id = {CORVID}")
        assert found == f"2026-12-31T{becomes}Z", there


def test_a_time_zone_there_is_not_is_worked_out_anew_from_the_place(desk: Desk) -> None:
    mars = "UPDATE accounts SET time_zone = 'Mars/Base', city = 'Chicago'"
    harm(desk, (f"{mars} WHERE id = {CORVID}",))
    (one,) = [each for each in desk.safety.check().left if each.rule == "time_zones"]
    assert one.said().startswith("1 time zone there is not: ")
    assert "which becomes America/Chicago" in one.records[0]
    desk.safety.check(repair=True)
    zone = f"SELECT time_zone FROM accounts WHERE id = {CORVID}"
    assert desk.store.value(zone) == "America/Chicago"


def test_every_rule_says_one_thing_and_several(desk: Desk) -> None:
    del desk
    for rule in rules.all_rules():
        assert counted(rule.key, rule.title, 1) != f"1 {rule.title}", rule.key
        assert counted(rule.key, rule.title, 2) == f"2 {rule.title}"


def test_an_account_that_went_past_the_log_comes_back_with_all_it_had(desk: Desk) -> None:
    before = desk.store.rows(f"SELECT * FROM accounts WHERE id = {CORVID}")
    harm(desk, (f"DELETE FROM accounts WHERE id = {CORVID}",), past=True)
    assert counts(desk.safety.check())["log"] == 1
    repaired = desk.safety.check(repair=True)
    assert repaired.problems == []
    assert repaired.repaired["log"] == 1
    after = desk.store.rows(f"SELECT * FROM accounts WHERE id = {CORVID}")
    assert [tuple(row) for row in after] == [tuple(row) for row in before]


def test_undo_of_rows_told_to_the_log_brings_back_what_the_log_had(desk: Desk) -> None:
    harm(desk, (f"UPDATE accounts SET city = 'Berlin' WHERE id = {CORVID}",), past=True)
    repaired = desk.safety.check(repair=True)
    city = f"SELECT city FROM accounts WHERE id = {CORVID}"
    assert desk.store.value(city) == "Berlin"
    desk.store.undo(repaired.actions[0])
    assert desk.store.value(city) is None
    assert desk.safety.check().sound


def test_a_bin_nobody_knows_becomes_the_one_before_and_avoided_stays_avoided(desk: Desk) -> None:
    harm(
        desk,
        (
            f"UPDATE accounts SET bin = 'lost' WHERE id = {CORVID}",
            (
                "UPDATE accounts SET bin = 'avoid.old', duplicate_of_id = NULL "
                "WHERE bin = 'avoid.duplicate'"
            ),
            "UPDATE accounts SET bin = 'gone' WHERE name = 'Newcomer Ltd'",
        ),
    )
    desk.safety.check(repair=True)
    bins = dict(desk.store.rows("SELECT name, bin FROM accounts"))
    assert bins["Corvid Labs"] == "working"
    assert bins["Halden Paper Ltd"].startswith("avoid.")
    assert bins["Newcomer Ltd"] == "cold"


def test_protection_that_the_rep_lifted_stays_lifted(desk: Desk) -> None:
    harm(desk, HARMS["somebody who is not to be mailed"].by)
    desk.safety.check(repair=True)
    number = desk.store.value(f"SELECT {ROWAN}")
    desk.accounts.protect(number, "asked to be mailed again", opted_out=False)
    assert desk.safety.check().sound


def test_what_cannot_be_put_right_is_said_with_what_to_do(desk: Desk) -> None:
    harm(
        desk,
        (
            "UPDATE changes SET after = '{' WHERE seq = 1",
            (
                f"INSERT INTO goals (id, day_on, position, text, created_at, updated_at) "
                f"VALUES (-3, '2026-11-23', 1, 'x', {STAMPS})"
            ),
        ),
    )
    report = desk.safety.check(repair=True)
    assert {each.rule: (each.count, bool(each.advice)) for each in report.left} == {
        "log_entries": (1, True),
        "identifiers": (1, True),
    }
    assert report.repaired == {}
    assert report.backup is None


def test_many_wrong_records_are_counted_and_a_few_are_named(desk: Desk) -> None:
    harm(
        desk,
        (
            (
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                "INSERT INTO accounts (id, name, bin, bin_since_on, created_on, created_at, "
                "updated_at) SELECT (9 << 32) + i, 'A ' || i, 'lost', '2026-11-20', '2026-11-20', "
                f"{STAMPS} FROM n"
            ),
        ),
    )
    (one,) = [each for each in desk.safety.check().left if each.rule == "bin"]
    assert (one.count, len(one.records)) == (3000, 20)
    told: list[tuple[int, int]] = []
    report = desk.safety.check(repair=True, progress=lambda *at: told.append(at))
    assert report.repaired["bin"] == 3000
    assert report.problems == []
    assert told == sorted(told[: len(told) // 2]) + sorted(told[len(told) // 2 :])
    assert max(done for done, _ in told) == told[0][1]


def test_a_damaged_index_is_made_anew(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as raw:
        kept = raw.execute("SELECT * FROM sqlite_master WHERE name = 'contacts_by_name'").fetchone()
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_master WHERE name = 'contacts_by_name'")
    with closing(sqlite3.connect(desk.store.path, isolation_level=None)) as raw:
        raw.execute(f"UPDATE contacts SET name = 'Zed' WHERE id = {ROWAN}")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
    path, clock = desk.store.path, desk.clock
    desk.close()
    with closing(Desk.open(path, clock=clock, node=1)) as again:
        assert counts(again.safety.check()) == {"indexes": 1}
        report = again.safety.check(repair=True)
        assert report.repaired == {"indexes": 1}
        assert report.problems == []


def test_a_damaged_file_names_the_newest_good_backup_and_the_command(desk: Desk) -> None:
    made_ = desk.safety.back_up()
    with closing(sqlite3.connect(desk.store.path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'activities_by_day'"
        ).fetchone()[0]
    path, clock = desk.store.path, desk.clock
    desk.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x55" * 4096)
    with closing(Desk.open(path, clock=clock, node=1)) as again:
        report = again.safety.check(repair=True)
        assert report.repaired == {}
        (sentence,) = report.problems
        assert "is damaged" in sentence
        assert f"'workstation restore {made_.name}'" in sentence
        made_.path.write_bytes(b"\x55" * 5000)
        assert "there is no good back-up" in again.safety.check().problems[0]
