"""Every promise of the house: broken by raw SQL, found and counted, put right, and undone again."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
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

LATEST = "SELECT id FROM actions WHERE kind = 'do' AND state = 'done' ORDER BY seq DESC LIMIT 1"


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
    repaired = desk.safety.check(repair=True, known=found)
    assert repaired.repaired[done.rule] == done.count, repaired
    assert repaired.problems == [], "the look after it finds nothing"
    assert repaired.backup is not None
    assert repaired.backup.is_file()
    if done.again is None:
        assert done.rule not in {each.key for each in rules.all_rules() if each.stage == "records"}
        return
    for _ in repaired.actions:
        desk.store.history.undo()
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
    assert (repaired.actions, repaired.without_undo) == ((), ("links",))
    latest = desk.store.value("SELECT title FROM actions ORDER BY seq DESC LIMIT 1")
    assert not latest.startswith("Check")
    assert desk.safety.check().sound


def test_an_account_another_program_deleted_comes_back_as_it_was_and_undo_goes_on_before_it(
    desk: Desk,
) -> None:
    desk.bins.move([desk.store.value(f"SELECT {CORVID}")], "avoid.client")
    before = desk.store.rows(f"SELECT * FROM accounts WHERE id = {CORVID}")
    rowan = f"SELECT account_id FROM emails WHERE contact_id = {ROWAN}"
    own = desk.store.rows(rowan)
    harm(desk, ("DELETE FROM accounts WHERE name = 'Corvid Labs'",))
    repaired = desk.safety.check(repair=True)
    assert repaired.problems == []
    assert (repaired.actions, repaired.without_undo) == ((), ("links",))
    after = desk.store.rows(f"SELECT * FROM accounts WHERE id = {CORVID}")
    assert [tuple(row) for row in after] == [tuple(row) for row in before]
    assert [tuple(row) for row in desk.store.rows(rowan)] == [tuple(row) for row in own]
    # What was done before the damage is taken back as if it had not been.
    assert desk.store.history.undo().title == "Move Corvid Labs to Client"
    assert desk.store.value(f"SELECT bin FROM accounts WHERE id = {CORVID}") == "working"
    assert desk.safety.check().sound


def test_an_account_with_people_and_no_other_record_comes_back_too(desk: Desk) -> None:
    made = desk.accounts.add({"name": "Quiet Works"}, "cold").made
    assert made is not None
    desk.accounts.add_contact(made, "Ann Low", email="ann@quiet.example.com")
    harm(desk, ("DELETE FROM accounts WHERE name = 'Quiet Works'",))
    assert desk.safety.check(repair=True).problems == []
    assert desk.accounts.get(made).name == "Quiet Works"
    assert [each.name for each in desk.accounts.contacts(made)] == ["Ann Low"]


def test_an_account_the_log_does_not_know_is_lost_by_a_short_number_and_undo_takes_the_rest_back(
    desk: Desk,
) -> None:
    lost, title = (9 << 32) + 31, "Check: put right"
    last = desk.store.value(LATEST)
    harm(
        desk,
        (
            f"UPDATE activities SET account_id = {lost} WHERE account_id = {CORVID}",
            f"UPDATE contacts SET account_id = {lost} WHERE account_id = {CORVID}",
            f"UPDATE accounts SET city = 'Bonn' || char(7) WHERE id = {CORVID}",
        ),
    )
    repaired = desk.safety.check(repair=True)
    assert repaired.problems == []
    name = f"SELECT name FROM accounts WHERE id = {lost}"
    assert desk.store.value(name) == "Lost account 31"
    assert repaired.repaired["contact_account"] > 0
    done = [each for each in desk.store.history.actions() if each.title.startswith(title)]
    assert tuple(each.id for each in done) == repaired.actions
    assert done[0].title == f"{title} 2 things"
    assert desk.store.history.undo().id == done[0].id
    assert desk.store.value(name) == "Lost account 31"
    assert desk.store.history.undo().id == last


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


def test_moments_the_other_rules_cannot_read_do_not_stop_the_check(desk: Desk) -> None:
    harm(
        desk,
        (
            "UPDATE signals SET happened_at = 'soon'",
            f"UPDATE accounts SET urgency_at = 'x', bin_since_on = 'y' WHERE id = {CORVID}",
            "UPDATE follow_ups SET due_on = '31.12.26', first_due_on = 'z'",
        ),
    )
    assert set(counts(desk.safety.check())) == {"days_and_moments"}
    repaired = desk.safety.check(repair=True)
    assert repaired.problems == []
    assert len(repaired.actions) == 1
    assert desk.safety.check().sound


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


def test_what_one_repair_brings_to_light_is_put_right_in_the_same_action(desk: Desk) -> None:
    which = f"WHERE account_id = {CORVID} AND note NOTNULL"
    days = f"SELECT happened_at, happened_on FROM activities {which}"
    harm(desk, (f"UPDATE activities SET happened_at = '31.12.2026 15:04' {which}",))
    harmed = [tuple(row) for row in desk.store.rows(days)]
    assert "day_of_moment" not in counts(desk.safety.check())
    repaired = desk.safety.check(repair=True)
    assert repaired.problems == []
    assert repaired.repaired["day_of_moment"] > 0
    (number,) = repaired.actions
    title = f"Check: put right {2 * len(harmed)} things"
    assert desk.store.history.undo().id == number
    assert desk.store.history.actions(limit=1)[0].title == f"Undo: {title}"
    assert [tuple(row) for row in desk.store.rows(days)] == harmed


def test_rows_another_program_changed_past_the_log_stay_so_and_undo_passes_that_over(
    desk: Desk,
) -> None:
    latest = desk.store.value(LATEST)
    harm(desk, (f"UPDATE accounts SET city = 'Berlin' WHERE id = {CORVID}",), past=True)
    repaired = desk.safety.check(repair=True)
    city = f"SELECT city FROM accounts WHERE id = {CORVID}"
    assert desk.store.value(city) == "Berlin"
    assert (repaired.actions, repaired.without_undo) == ((), ("log",))
    assert desk.store.history.undo().id == latest
    assert desk.store.value(city) == "Berlin"
    assert desk.safety.check().sound


def test_two_undos_of_one_action_are_an_undo_and_a_redo_after_which_undo_works(desk: Desk) -> None:
    harm(desk, HARMS["an undo that turned another back"].by)
    (one,) = desk.safety.check().left
    assert one.said().startswith("1 undo or redo that counts as the other: actions ")
    assert "counts as undo and was redo" in one.said()
    desk.safety.check(repair=True)
    last, undone, done = desk.store.history.actions(limit=3)
    assert (last.kind, undone.kind, done.undone) == ("redo", "undo", False)
    assert last.title == f"Redo: {done.title}"
    city = f"SELECT city FROM accounts WHERE id = {CORVID}"
    for undo, there in ((desk.store.history.undo, None), (desk.store.history.redo, "Chicago")):
        assert undo().id == done.id
        assert desk.store.value(city) == there
        assert desk.safety.check().sound


def test_two_undos_that_did_the_same_as_of_two_copies_brought_together_are_let_be(
    desk: Desk,
) -> None:
    twice = (
        "INSERT INTO {0} SELECT * FROM (SELECT {1} FROM {0} WHERE {2} IN "
        "(SELECT id FROM actions ORDER BY seq DESC LIMIT 1))"
    )
    harm(
        desk,
        (
            twice.format("changes", "(SELECT max(seq) + 1 FROM changes), 0, table_name, row_id, "
            "account_id, kind, before, after", "action_id"),
            twice.format("actions", "1, title, kind, target_id, state, at, seq + 1", "id"),
            "UPDATE changes SET action_id = 1 WHERE action_id = 0",
        ),
    )  # fmt: skip
    assert desk.store.value("SELECT count(*) FROM actions WHERE kind = 'undo'") == 2
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


def test_an_account_in_an_avoid_bin_nobody_knows_is_never_opened(desk: Desk) -> None:
    number = desk.store.value(f"SELECT {CORVID}")
    bin_ = f"SELECT bin FROM accounts WHERE id = {CORVID}"
    harm(desk, (f"UPDATE accounts SET bin = 'avoid.custmer' WHERE id = {CORVID}",))
    desk.safety.check(repair=True)
    assert desk.store.value(bin_) == "avoid.bad_fit"
    desk.bins.move([number], "avoid.client")
    harm(desk, (f"UPDATE accounts SET bin = 'Avoid.Custmer' WHERE id = {CORVID}",))
    desk.safety.check(repair=True)
    assert desk.store.value(bin_) == "avoid.client"


def test_protection_that_the_rep_lifted_stays_lifted(desk: Desk) -> None:
    harm(desk, HARMS["somebody who is not to be mailed"].by)
    desk.safety.check(repair=True)
    number = desk.store.value(f"SELECT {ROWAN}")
    desk.accounts.protect(number, "asked to be mailed again", opted_out=False)
    assert desk.safety.check().sound


def test_whoever_is_at_a_listed_domain_is_protected_with_all_that_follows(desk: Desk) -> None:
    number = desk.store.value(f"SELECT {CORVID}")
    starts = desk.clock.now() + timedelta(days=1)
    booked = desk.meetings.book(number, None, starts, 30, "Talk")
    (invitation,) = (desk.store.path.parent / "invitations").glob("*.ics")
    assert booked.meeting and b"CANCEL" not in invitation.read_bytes()
    harm(desk, HARMS["accounts at a domain that is not to be contacted"].by)
    assert desk.safety.check(repair=True).problems == []
    bin_ = f"SELECT bin FROM accounts WHERE id = {CORVID}"
    assert desk.store.value(bin_) == "avoid.bad_fit"
    flags = f"SELECT do_not_call, opted_out, protection_reason FROM contacts WHERE id = {ROWAN}"
    assert tuple(desk.store.rows(flags)[0]) == (1, 1, "asked")
    for sql in (
        f"SELECT count(*) FROM follow_ups WHERE state = 'open' AND account_id = {CORVID}",
        f"SELECT count(*) FROM cadence_runs WHERE state <> 'ended' AND account_id = {CORVID}",
        "SELECT count(*) FROM meetings WHERE state = 'booked'",
    ):
        assert desk.store.value(sql) == 0, sql
    assert b"STATUS:CANCELLED" in invitation.read_bytes()
    desk.bins.move([number], "cold", "they asked for an offer")
    assert desk.safety.check().sound


def test_what_is_planned_with_somebody_listed_ends_with_the_repair(desk: Desk) -> None:
    harm(desk, HARMS["somebody who is not to be called"].by)
    assert desk.safety.check(repair=True).problems == []
    runs = f"SELECT count(*) FROM cadence_runs WHERE state <> 'ended' AND contact_id = {ROWAN}"
    assert desk.store.value(runs) == 0


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


def test_triggers_of_the_reps_own_outlive_a_repair(desk: Desk) -> None:
    own = 'CREATE TRIGGER "my own" AFTER INSERT ON goals BEGIN SELECT 1; END'
    harm(desk, (own, "DROP TRIGGER goals_inserted"))
    assert counts(desk.safety.check()) == {"shape": 1}
    assert desk.safety.check(repair=True).repaired == {"shape": 1}
    assert desk.store.value("SELECT sql FROM sqlite_master WHERE name = 'my own'") == own


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
    with closing(open_desk(path, clock)) as again:
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
    with closing(open_desk(path, clock)) as again:
        report = again.safety.check(repair=True)
        assert report.repaired == {}
        (sentence,) = report.problems
        assert "is damaged" in sentence
        assert f"'workstation restore {made_.name}'" in sentence
        made_.path.write_bytes(b"\x55" * 5000)
        assert "there is no good back-up" in again.safety.check().problems[0]
