import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import NOW, account, activity, check_search, picture
from workstation.store.errors import Gone, StoreError
from workstation.store.store import Store


def test_nothing_is_written_outside_an_action(store: Store, add_account):
    add_account("alpha")
    with pytest.raises(StoreError):
        store.rows("UPDATE accounts SET name = 'beta' RETURNING id")
    reader = store.another()
    with pytest.raises(StoreError):
        reader.rows("DELETE FROM accounts RETURNING id")
    reader.close()
    assert store.value("SELECT name FROM accounts") == "alpha"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_exception_takes_the_whole_action_back(store: Store, add_account, error):
    number = add_account("alpha")
    before = picture(store), len(store.history.actions())
    with pytest.raises(error), store.action("Half") as act:  # noqa: PT012
        act.insert("activities", activity(number, note="gamma"))
        act.update("accounts", number, {"name": "beta"})
        act.insert_many("days_off", ["day_on"], [("2026-12-24",), ("2026-12-25",)])
        raise error
    assert (picture(store), len(store.history.actions())) == before
    with pytest.raises(StoreError):
        store.rows("DELETE FROM accounts RETURNING id")


def test_a_rule_of_the_file_that_is_broken_takes_the_whole_action_back(store: Store):
    with pytest.raises(sqlite3.IntegrityError), store.action("Bad") as act:  # noqa: PT012
        act.insert("accounts", account("alpha"))
        act.insert("activities", activity(12345))
    assert store.value("SELECT count(*) FROM accounts") == 0


def test_actions_do_not_nest_and_the_outer_one_goes_on(store: Store):
    with store.action("Outer") as act:
        act.insert("accounts", account("alpha"))
        with pytest.raises(RuntimeError, match="nest"), store.action("Inner"):
            pass
        with pytest.raises(RuntimeError):
            store.drafts.write_call(None, 1, NOW, "{}")
    assert store.value("SELECT name FROM accounts") == "alpha"


def test_every_field_that_changed_is_logged_and_no_other(store: Store, add_account):
    number = add_account("alpha", city="Paris")
    with store.action("Move") as act:
        act.update("accounts", number, {"name": "alpha", "city": "Lyon", "note": None})
    row = store.row("SELECT * FROM changes WHERE action_id = ?", (act.id,))
    assert store.value("SELECT json_remove(?, '$.updated_at')", (row["before"],)) == (
        '{"city":"Paris"}'
    )
    assert store.value("SELECT json_remove(?, '$.updated_at')", (row["after"],)) == (
        '{"city":"Lyon"}'
    )


def test_a_change_of_case_alone_is_a_change(store: Store):
    with store.action("Add") as act:
        number = act.insert("emails", {"address": "Ada@example.com"})
    for write in (
        lambda act: act.update("emails", number, {"address": "ada@example.com"}),
        lambda act: act.update_many("emails", ["address"], [(number, "ADA@example.com")]),
    ):
        before = store.value("SELECT address FROM emails")
        with store.action("Edit") as act:
            write(act)
        assert store.value("SELECT address FROM emails") != before
        store.history.undo()
        assert store.value("SELECT address FROM emails") == before


def test_setting_what_is_there_already_changes_nothing(store: Store, add_account):
    number = add_account("alpha")
    before = picture(store)
    with store.action("Nothing") as act:
        act.update("accounts", number, {"name": "alpha"})
        assert act.update_many("accounts", ["name", "note"], [(number, "alpha", None)]) == 0
    assert picture(store) == before
    assert store.value("SELECT count(*) FROM changes WHERE action_id = ?", (act.id,)) == 0


def test_a_row_that_is_not_there_is_refused(store: Store, add_account):
    number = add_account("alpha")
    with pytest.raises(Gone), store.action("Edit") as act:
        act.update("accounts", 5, {"name": "beta"})
    with pytest.raises(Gone), store.action("Edit") as act:
        act.update_many("accounts", ["name"], [(number, "beta"), (5, "beta")])
    assert store.value("SELECT name FROM accounts") == "alpha"


def test_derived_columns_follow_what_they_are_derived_from(store: Store, add_account):
    home, other = add_account("alpha"), add_account("beta")
    derived = "SELECT last_touch_at, last_touch_on, next_follow_up_on FROM accounts WHERE id = ?"
    with store.action("Log") as act:
        act.insert("activities", activity(home, kind="note", happened_at="2026-11-30T10:00:00Z"))
        made = act.insert("activities", activity(home))
        act.insert_many(
            "follow_ups",
            ["account_id", "due_on", "first_due_on"],
            [(home, "2026-12-02", "2026-12-02"), (home, "2026-12-01", "2026-12-01")],
        )
    assert tuple(store.row(derived, (home,))) == (
        "2026-11-23T10:00:00Z",
        "2026-11-23",
        "2026-12-01",
    )
    with store.action("Merge") as act:
        steps = store.rows("SELECT id FROM follow_ups ORDER BY due_on")
        act.update_many("follow_ups", ["account_id"], [(steps[0]["id"], other)])
        act.update("follow_ups", steps[1]["id"], {"state": "done"})
        act.delete("activities", made)
    assert tuple(store.row(derived, (home,))) == (None, None, None)
    assert tuple(store.row(derived, (other,))) == (None, None, "2026-12-01")


KILLED = """
import os, signal, sys
from pathlib import Path
from workstation.store.store import Store
store = Store.open(Path(sys.argv[1]), now=lambda: "2026-11-23T15:00:00Z", node=3)
values = [(f"beta {n}", "2026-11-20", "2026-11-20") for n in range(20000)]
def progress(done, total):
    if done >= 10000:
        os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "import":
    with store.action("Import") as act:
        act.insert_many(
            "accounts", ["name", "bin_since_on", "created_on"], values, progress=progress)
elif sys.argv[2] == "undo":
    store.history.undo(progress=progress)
else:
    with store.action("Acknowledged") as act:
        act.insert("days_off", {"day_on": "2026-12-24"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def run_killed(path: Path, what: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), what], timeout=120)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_program_leaves_nothing_half_done_and_loses_nothing_done(path: Path):
    store = Store.open(path, now=lambda: NOW, node=3)
    with store.action("Add") as act:
        act.insert("accounts", account("alpha"))
    before = picture(store)
    run_killed(path, "import")
    assert picture(store) == before
    with store.action("Import") as act:
        act.insert_many(
            "accounts",
            ["name", "bin_since_on", "created_on"],
            [(f"beta {n}", "2026-11-20", "2026-11-20") for n in range(12000)],
        )
    before = picture(store)
    run_killed(path, "undo")
    assert picture(store) == before
    run_killed(path, "acknowledged")
    assert store.value("SELECT day_on FROM days_off") == "2026-12-24"
    assert store.value("PRAGMA integrity_check") == "ok"
    store.close()
    check_search(path)
