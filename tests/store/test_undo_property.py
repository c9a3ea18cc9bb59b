"""Any sequence of actions, all undone, leaves the file as it was; all redone, as it became."""

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.fresh import lay
from tests.store.conftest import Time, account, activity, check_search, follow_up, picture
from workstation.store import bulk, undo
from workstation.store.errors import Refused
from workstation.store.store import Store

WORDS = st.sampled_from(["alpha", "beta", "Gamma", "gamma", "delta \t", 'quote"\\', "ünï", ""])
NOTES = st.none() | WORDS
DAYS = st.sampled_from(["2026-11-23", "2026-11-24", "2026-12-01"])


class Machine(RuleBasedStateMachine):
    few = 500
    portion = 5000

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = lay(Path(self.folder.name) / "desk.db")
        self.store = Store.open(self.path, now=Time(), node=7)
        self.patches = [
            mock.patch.object(undo, "FEW", self.few),
            mock.patch.object(bulk, "PORTION", self.portion),
        ]
        for patch in self.patches:
            patch.start()
        self.pictures = [picture(self.store)]

    def teardown(self) -> None:
        states = self.pictures
        for before in reversed(states[:-1]):
            self.store.history.undo()
            assert picture(self.store) == before
        for after in states[1:]:
            self.store.history.redo()
            assert picture(self.store) == after
        check_search(self.path)
        assert [row[0] for row in self.store.rows("PRAGMA foreign_key_check")] == []
        self.store.close()
        for patch in self.patches:
            patch.stop()
        self.folder.cleanup()

    def ids(self, table: str) -> list[int]:
        return [row["id"] for row in self.store.rows(f"SELECT id FROM {table} ORDER BY id")]

    def done(self) -> None:
        self.pictures.append(picture(self.store))

    def pick(self, data: st.DataObject, table: str) -> int:
        return data.draw(st.sampled_from(self.ids(table)))

    @initialize()
    def two_accounts(self) -> None:
        with self.store.action("Start") as act:
            act.insert("accounts", account("alpha"))
            act.insert("accounts", account("beta", note="delta"))
        self.done()

    @rule(data=st.data(), note=NOTES, day=DAYS)
    def log_a_call(self, data: st.DataObject, note: str | None, day: str) -> None:
        number = self.pick(data, "accounts")
        with self.store.action("Log") as act:
            made = act.insert("activities", activity(number, note=note, happened_on=day))
            act.insert("follow_ups", follow_up(number, day, made_by_id=made))
            act.update("accounts", number, {"bin": "working", "note": note})
            act.update("accounts", number, {"bin": "nurture"})
        self.done()

    @rule(data=st.data(), name=WORDS, industry=NOTES)
    def edit_an_account(self, data: st.DataObject, name: str, industry: str | None) -> None:
        number = self.pick(data, "accounts")
        with self.store.action("Edit") as act:
            act.update("accounts", number, {"name": name, "industry": industry})
        self.done()

    @rule(data=st.data(), state=st.sampled_from(["open", "done"]), due=DAYS)
    @precondition(lambda self: self.ids("follow_ups"))
    def move_follow_ups(self, data: st.DataObject, state: str, due: str) -> None:
        chosen = data.draw(st.lists(st.sampled_from(self.ids("follow_ups")), min_size=1))
        with self.store.action("Spread") as act:
            act.update_many(
                "follow_ups", ["state", "due_on"], [(number, state, due) for number in chosen]
            )
        self.done()

    @rule(data=st.data(), note=NOTES)
    @precondition(lambda self: self.ids("activities"))
    def move_a_call_elsewhere(self, data: st.DataObject, note: str | None) -> None:
        made, home = self.pick(data, "activities"), self.pick(data, "accounts")
        with self.store.action("Merge") as act:
            act.update_many("activities", ["account_id", "note"], [(made, home, note)])
            for step in self.ids("follow_ups")[:1]:
                act.update("follow_ups", step, {"account_id": home})
        self.done()

    @rule(names=st.lists(WORDS, min_size=1, max_size=6), note=NOTES)
    def import_many(self, names: list[str], note: str | None) -> None:
        with self.store.action("Import") as act:
            ids = act.insert_many(
                "accounts",
                ["name", "bin_since_on", "created_on", "note"],
                [(name, "2026-11-20", "2026-11-20", note) for name in names],
            )
            act.insert_many(
                "contacts",
                ["account_id", "name", "created_on"],
                [(number, name, "2026-11-20") for number, name in zip(ids, names, strict=True)],
            )
            made = act.insert_many(
                "activities",
                ["account_id", "kind", "happened_at", "happened_on", "note"],
                [(number, "call", "2026-11-22T09:00:00Z", "2026-11-22", note) for number in ids],
            )
            act.update_many("accounts", ["bin"], [(number, "working") for number in ids])
            act.delete("activities", made[0])
        self.done()

    @rule(names=st.lists(WORDS, min_size=1, max_size=4), drawer=st.sampled_from(["cold", "avoid"]))
    def rename_many(self, names: list[str], drawer: str) -> None:
        pairs = zip(self.ids("accounts"), names, strict=False)
        with self.store.action("Rename") as act:
            act.update_many("accounts", ["name", "bin"], [(n, name, drawer) for n, name in pairs])
        self.done()

    @rule(data=st.data())
    @precondition(lambda self: self.ids("contacts"))
    def delete_a_contact_and_make_it_anew(self, data: st.DataObject) -> None:
        number = self.pick(data, "contacts")
        with self.store.action("Replace") as act:
            act.delete("contacts", number)
            act.insert("contacts", {"name": "gamma", "created_on": "2026-11-23"})
        self.done()

    @rule(key=st.sampled_from(["name", "level"]), value=WORDS)
    def swap_a_setting(self, key: str, value: str) -> None:
        with self.store.action("Set") as act:
            for number in self.ids("settings"):
                act.delete("settings", number)
            act.insert("settings", {"key": key, "value": value})
        self.done()

    @rule(data=st.data())
    def undo_and_redo_any(self, data: st.DataObject) -> None:
        """An undo out of order either is refused and changes nothing, or can be redone."""
        now = picture(self.store)
        actions = self.store.history.actions(limit=1000)
        chosen = data.draw(
            st.sampled_from([act for act in actions if act.kind == "do" and not act.undone])
        )
        try:
            self.store.history.undo(chosen.id)
        except Refused:
            assert picture(self.store) == now
        else:
            self.store.history.redo(chosen.id)
            assert picture(self.store) == now

    @invariant()
    def nothing_is_left_open(self) -> None:
        assert self.store.value("SELECT count(*) FROM current_action") == 0


class SetWiseMachine(Machine):
    """The same with every action taken back set-wise, three rows at a time."""

    few = 0
    portion = 3


_CALM = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
TestChangeByChange = Machine.TestCase
TestChangeByChange.settings = _CALM
TestSetWise = SetWiseMachine.TestCase
TestSetWise.settings = _CALM


@pytest.mark.slow
class TestSetWiseLong(SetWiseMachine.TestCase):
    settings = settings(_CALM, max_examples=50, stateful_step_count=25)
