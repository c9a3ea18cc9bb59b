import sqlite3

import pytest

from tests.fresh import lay
from tests.meanwhile import meanwhile
from tests.store.conftest import Time, account, activity, follow_up, picture
from workstation.store import bulk, undo
from workstation.store.errors import Refused
from workstation.store.store import Store


@pytest.fixture(params=[500, 0], ids=["one by one", "set-wise"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "FEW", request.param)


def refused(store: Store, action: int | None = None, *, again: bool = False) -> str:
    before = picture(store), len(store.history.actions())
    with pytest.raises(Refused) as caught:
        (store.history.redo if again else store.history.undo)(action)
    assert (picture(store), len(store.history.actions())) == before
    return str(caught.value)


def test_nothing_to_undo_or_redo_is_said(store: Store):
    assert refused(store) == "There is nothing to undo."
    assert refused(store, again=True) == "There is nothing to redo."
    assert "There is no action 99" in refused(store, 99)


def test_what_another_program_undoes_or_redoes_first_is_not_turned_back(
    store: Store, add_account, monkeypatch
):
    other = Store.open(store.path, now=Time(), node=8)
    kept, gone = add_account("alpha"), add_account("beta")
    names = "SELECT id FROM accounts ORDER BY id"

    meanwhile(monkeypatch, store, other.history.undo)
    with pytest.raises(Refused, match=r"^“Add beta” is already undone; redo brings it back\.$"):
        store.history.undo()
    assert [row[0] for row in store.rows(names)] == [kept]
    meanwhile(monkeypatch, store, other.history.redo)
    with pytest.raises(Refused, match=r"^“Add beta” is not undone\.$"):
        store.history.redo()
    assert [row[0] for row in store.rows(names)] == [kept, gone]
    assert [one.kind for one in store.history.actions()] == ["redo", "undo", "do", "do"]

    def work() -> None:
        with other.action("Import"):
            pass

    meanwhile(monkeypatch, store, work)
    assert store.history.undo().title == "Add beta"
    assert [row[0] for row in store.rows(names)] == [kept]
    other.close()


def test_undo_is_refused_naming_the_later_action_on_the_same_field(store: Store, add_account):
    number = add_account("alpha")
    with store.action("Rename to beta") as first:
        first.update("accounts", number, {"name": "beta"})
    with store.action("Rename to gamma") as act:
        act.update("accounts", number, {"name": "gamma"})
    assert "“Rename to gamma” came later" in refused(store, first.id)
    store.history.undo()
    store.history.undo(first.id)
    assert store.value("SELECT name FROM accounts") == "alpha"


def test_a_later_change_to_another_field_does_not_stand_in_the_way(store: Store, add_account):
    number = add_account("alpha")
    with store.action("Rename") as first:
        first.update("accounts", number, {"name": "beta"})
    with store.action("Move") as act:
        act.update("accounts", number, {"city": "Lyon"})
    store.history.undo(first.id)
    assert tuple(store.row("SELECT name, city FROM accounts")) == ("alpha", "Lyon")


def test_undo_is_refused_naming_the_later_action_that_needs_the_row(store: Store, add_account):
    number = add_account("alpha")
    with store.action("Log call: alpha") as act:
        act.insert("activities", activity(number))
    assert "“Log call: alpha” came later" in refused(store, store.history.actions()[-1].id)


def test_undo_is_refused_naming_the_later_action_that_took_the_same_value(store: Store):
    with store.action("Set level") as act:
        number = act.insert("settings", {"key": "level", "value": "full"})
    with store.action("Forget level") as gone:
        gone.delete("settings", number)
    with store.action("Set level again") as act:
        act.insert("settings", {"key": "level", "value": "beginner"})
    assert "“Set level again” came later" in refused(store, gone.id)


def test_added_rows_of_unique_values_go_and_come_together_and_a_taken_value_is_named(
    store: Store, add_account
):
    number = add_account("alpha")
    names = ["account_id", "kind", "points", "happened_at", "source_id"]
    rows = [(number, "page_view", 1, "2026-11-23T10:00:00Z", f"ev-{n}") for n in range(7)]
    with store.action("Import") as act:
        act.insert_many("signals", names, rows)
    assert undo._in_order(store.file.connection, act.id) == []
    full = picture(store)
    store.history.undo()
    assert store.value("SELECT count(*) FROM signals") == 0
    store.history.redo()
    assert picture(store) == full
    store.history.undo()
    with store.action("Another file") as other:
        other.insert_many("signals", names, rows[3:4])
    assert "“Another file” came later" in refused(store, act.id, again=True)


def test_columns_that_are_worked_out_are_worked_out_anew_where_later_actions_moved_them(
    store: Store, add_account
):
    one, other = add_account("alpha"), add_account("beta")
    with store.action("First") as first:
        first.update_many("accounts", ["urgency"], [(one, 10), (other, 10)])
    with store.action("Second") as act:
        act.update("accounts", one, {"urgency": 30})
    assert "“Second” came later" in refused(store, first.id)
    told = []

    def work_out(act, what, accounts):
        told.append((what, list(accounts)))
        act.update("accounts", one, {"urgency": 20})

    store.work_out = work_out
    store.history.undo(first.id)
    values = "SELECT urgency FROM accounts ORDER BY id"
    assert told == [("urgency", [one])]
    assert [row[0] for row in store.rows(values)] == [20, 0]
    store.history.redo(first.id)
    assert [row[0] for row in store.rows(values)] == [30, 10]
    with store.action("Third") as act:
        act.update("accounts", one, {"urgency": 31, "name": "gamma"})
    with store.action("Both") as both:
        both.update("accounts", one, {"urgency": 32, "name": "delta"})
    with store.action("Rename") as act:
        act.update("accounts", one, {"urgency": 33, "name": "epsilon"})
    assert "“Rename” came later" in refused(store, both.id)


def test_redo_is_refused_after_a_new_action_touched_the_same(store: Store, add_account):
    number = add_account("alpha")
    with store.action("Rename") as first:
        first.update("accounts", number, {"name": "beta"})
    store.history.undo()
    with store.action("Rename otherwise") as act:
        act.update("accounts", number, {"name": "gamma"})
    assert refused(store, again=True) == "There is nothing to redo."
    assert "“Rename otherwise” came later" in refused(store, first.id, again=True)


def test_what_is_undone_is_not_undone_twice(store: Store, add_account):
    add_account("alpha")
    store.history.undo()
    assert "already undone" in refused(store, store.history.actions()[-1].id)
    store.history.redo()
    assert "is not undone" in refused(store, store.history.actions()[-1].id, again=True)


def test_undo_and_redo_work_after_a_restart(store: Store, add_account):
    add_account("alpha")
    after = picture(store)
    again = Store.open(store.path, now=Time(), node=8)
    assert again.history.undo().title == "Add alpha"
    assert again.value("SELECT count(*) FROM accounts") == 0
    again.close()
    store.history.redo()
    assert picture(store) == after


def test_undo_takes_the_latest_even_when_the_clock_was_set_back(path):
    moments = iter(["2026-11-23T15:00:00Z", "2026-11-23T14:00:00Z"] + ["2026-11-22T10:00:00Z"] * 9)
    store = Store.open(lay(path), now=lambda: next(moments), node=5)
    for name in ("alpha", "beta", "gamma"):
        with store.action(f"Add {name}") as act:
            act.insert("accounts", account(name))
    assert [store.history.undo().title for _ in range(3)] == ["Add gamma", "Add beta", "Add alpha"]
    assert store.history.redo().title == "Add alpha"
    store.close()


def test_what_another_program_writes_is_logged_and_stands_in_the_way(
    store: Store, raw: sqlite3.Connection, add_account
):
    number = add_account("alpha")
    with store.action("Rename") as act:
        act.update("accounts", number, {"name": "beta"})
    raw.execute("UPDATE accounts SET name = 'gamma' WHERE id = ?", (number,))
    change = store.row("SELECT * FROM changes ORDER BY seq DESC LIMIT 1")
    assert change["action_id"] is None
    assert (change["row_id"], change["before"], change["after"]) == (
        number,
        '{"name":"beta"}',
        '{"name":"gamma"}',
    )
    assert "outside the workstation" in refused(store)
    assert store.rows("SELECT rowid FROM accounts_search WHERE accounts_search MATCH 'gamma'")


def test_rows_another_program_adds_to_a_record_keep_it_from_going(store, raw, add_account):
    number = add_account("alpha")
    raw.execute(
        "INSERT INTO facts (account_id, key, value, created_at, updated_at) "
        "VALUES (?, 'k', 'v', '', '')",
        (number,),
    )
    assert "outside the workstation" in refused(store)


def test_bulk_updates_are_undone_and_redone(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bulk, "PORTION", 7)
    with store.action("Import") as act:
        ids = act.insert_many(
            "accounts",
            ["name", "bin_since_on", "created_on"],
            [(f"alpha {n}", "2026-11-20", "2026-11-20") for n in range(20)],
        )
        act.insert_many(
            "follow_ups",
            ["account_id", "due_on", "first_due_on"],
            [(n, "2026-11-24", "2026-11-24") for n in ids],
        )
    before = picture(store)
    with store.action("Re-bin") as act:
        moved = [(n, "working" if n % 2 else "cold", "2026-11-23") for n in ids]
        assert act.update_many("accounts", ["bin", "bin_since_on"], moved) == 20
    after = picture(store)
    assert store.value("SELECT count(*) FROM accounts WHERE bin = 'working'") == 10
    store.history.undo()
    assert picture(store) == before
    store.history.redo()
    assert picture(store) == after


def test_progress_counts_up_and_stopping_in_it_takes_everything_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bulk, "PORTION", 3)
    told: list[tuple[int, int]] = []
    names = ["name", "bin_since_on", "created_on"]
    rows = [("alpha", "2026-11-20", "2026-11-20")] * 8

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= 6:
            raise Stopped

    empty = picture(store)
    with pytest.raises(Stopped), store.action("Import") as act:
        act.insert_many("accounts", names, rows, progress=stop)
    assert picture(store) == empty
    with store.action("Import") as act:
        ids = act.insert_many("accounts", names, rows, progress=lambda *at: told.append(at))
    assert told == [(3, 8), (6, 8), (8, 8)]
    full = picture(store)
    with pytest.raises(Stopped), store.action("Re-bin") as act:
        act.update_many("accounts", ["bin"], [(n, "working") for n in ids], progress=stop)
    with pytest.raises(Stopped):
        store.history.undo(progress=stop)
    assert picture(store) == full
    told.clear()
    store.history.undo(progress=lambda *at: told.append(at))
    assert told[-1] == (8, 8)
    assert picture(store) == empty


def test_history_names_the_actions_of_one_account_newest_first(store: Store, add_account):
    first, second = add_account("alpha"), add_account("beta")
    with store.action("Plan alpha") as act:
        act.insert("follow_ups", follow_up(first))
    store.history.undo()
    assert [one.title for one in store.history.actions(account_id=first)] == [
        "Undo: Plan alpha",
        "Plan alpha",
        "Add alpha",
    ]
    assert [one.title for one in store.history.actions(account_id=second)] == ["Add beta"]
    assert [one.undone for one in store.history.actions(account_id=first)] == [False, True, False]
    newest = store.history.actions(limit=2)
    assert [one.title for one in store.history.actions(before=newest[-1].id)] == [
        "Add beta",
        "Add alpha",
    ]
