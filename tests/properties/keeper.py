"""The machine every rule runs in: it keeps a picture after each action and takes them all back."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.fresh import kept, lay
from tests.properties.bundles import MOMENT
from tests.properties.picture import Camera, Picture, differing
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.text import clean
from workstation.method.when import When
from workstation.store import bulk, undo
from workstation.store.errors import StoreError

Made = TypeVar("Made")

IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where no commit waits for a disk; None for the usual place."""


class Step(NamedTuple):
    """One action that stands, and everything as it was once it was done."""

    action: int
    after: Picture

    def __repr__(self) -> str:
        """Return it without the picture, for the steps of a failure."""
        return f"action {self.action}"


def one_sentence(error: Exception) -> None:
    """Fail unless a refusal says something a person can read in a terminal."""
    said = str(error)
    assert said.strip(), repr(error)
    assert said == clean(said), said


class Keeper(RuleBasedStateMachine):
    """Runs actions of a desk on a real file, one picture after each."""

    few, portion = 500, 5000
    """How long an action is that is taken back change by change; rows at a time in others."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = [
            mock.patch.object(undo, "FEW", self.few),
            mock.patch.object(bulk, "PORTION", self.portion),
        ]
        for patch in self.patches:
            patch.start()
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.place = Path(self.folder.name)
        self.path = lay(self.place / "desk.db")
        self.playbook = self.place / "playbook"
        self.clock = FrozenClock(MOMENT)
        self.desk = self._opened()
        self.camera = Camera(self.path, self.playbook)
        self.start = self.base = self.now = self.camera.take()
        self.below: list[int] = []
        """Actions that stand since before one of them was taken back out of turn."""
        self.steps: list[Step] = []
        self.written = 0
        self.carried: set[int] = set()
        """Actions of another desk that came along with what it held."""

    def _opened(self) -> Desk:
        desk = Desk.open(
            self.path, clock=self.clock, own_playbook=self.playbook, cache=kept(), node=1
        )
        desk.safety.auto = lambda: None  # type: ignore[method-assign]
        return desk

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self._all_back_and_forth()
        finally:
            self.desk.close()
            self.camera.close()
            for patch in self.patches:
                patch.stop()
            self.folder.cleanup()

    def _all_back_and_forth(self) -> None:
        """Take back what stands, latest first, restart, and bring all of it again."""
        before = [self.base, *(step.after for step in self.steps)][: len(self.steps)]
        for step, picture in zip(reversed(self.steps), reversed(before), strict=True):
            self._moved_on()
            assert self.desk.history.undo().action == step.action
            self._is(picture)
        for action in reversed(self.below):
            self._moved_on()
            assert self.desk.history.undo().action == action
        self._is(self.start)
        self._restarted()
        self.sound()
        for action in self.below:
            self._moved_on()
            assert self.desk.history.redo().action == action
        self._is(self.base)
        for step in self.steps:
            self._moved_on()
            assert self.desk.history.redo().action == step.action
            self._is(step.after)
        self.sound()

    # What rules use

    def do(self, work: Callable[[], Made]) -> Made | None:
        """Run an action: one at most is recorded, and a refused one leaves all as it was."""
        self._moved_on()
        try:
            made = work()
        except (DeskError, StoreError) as error:
            one_sentence(error)
            self._is(self.now)
            assert not self._new_entries()
            return None
        found = self.camera.take()
        new = self._new_entries()
        assert len(new) <= 1, [entry.title for entry in new]
        if new:
            assert (new[0].kind, new[0].undone) == ("do", False)
            self.steps.append(Step(new[0].action, found))
            self.now = found
        else:
            self._is(self.now)
        return made

    def ids(self, table: str, where: str = "1") -> list[int]:
        """Return the rows of a table, as a strategy chooses from them."""
        found = self.desk.store.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        return [row["id"] for row in found]

    def one(self, data: st.DataObject, table: str, where: str = "1") -> int:
        """Draw a row of a table; where there is none, one that is not there."""
        return int(data.draw(st.sampled_from(self.ids(table, where) or [404])))

    def one_or_none(self, data: st.DataObject, table: str, where: str = "1") -> int | None:
        """Draw a row of a table or none."""
        return data.draw(st.sampled_from([None, *self.ids(table, where)]))

    def some(self, data: st.DataObject, table: str) -> list[int]:
        """Draw one to three rows of a table."""
        return data.draw(
            st.lists(st.sampled_from(self.ids(table) or [404]), min_size=1, max_size=3, unique=True)
        )

    def person_of(self, data: st.DataObject, account: int) -> int | None:
        """Draw somebody of an account, or nobody."""
        return self.one_or_none(data, "contacts", f"account_id = {account}")

    def when(self, text: str | None) -> When | None:
        """Return the next step's day or moment that a text means."""
        return self.desk.days.read(text) if text else None

    def sound(self) -> None:
        """Fail unless rows, derived columns and the search index agree."""
        assert self.camera.faults() == []
        found = self.desk.safety.check().found
        assert not found, found

    # Rules of every machine

    @rule(hours=st.sampled_from([1, 3, 20, 24 * 7, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(hours=hours)

    @rule()
    def the_program_is_started_anew(self) -> None:
        self._restarted()

    @rule(back=st.integers(1, 6))
    @precondition(lambda self: self.steps)
    def some_are_taken_back_and_brought_again(self, back: int) -> None:
        steps = self.steps[-back:]
        before = [self.base, *(step.after for step in self.steps)][: len(self.steps)][-back:]
        for step, picture in zip(reversed(steps), reversed(before), strict=True):
            self._moved_on()
            assert self.desk.history.undo().action == step.action
            self._is(picture)
        for step in steps:
            self._moved_on()
            assert self.desk.history.redo().action == step.action
            self._is(step.after)
        self._new_entries()

    @rule(back=st.integers(1, 3))
    @precondition(lambda self: self.steps)
    def some_are_taken_back_for_good(self, back: int) -> None:
        for _ in range(min(back, len(self.steps))):
            self._moved_on()
            assert self.desk.history.undo().action == self.steps.pop().action
            self.now = self.steps[-1].after if self.steps else self.base
            self._is(self.now)
        self._new_entries()

    @rule(data=st.data())
    @precondition(lambda self: len(self.steps) > 1)
    def one_in_the_middle_is_taken_back(self, data: st.DataObject) -> None:
        """It goes and all is sound, or is refused with a reason and nothing has moved."""
        chosen = data.draw(st.sampled_from(self.steps))
        self._moved_on()
        try:
            self.desk.history.undo(chosen.action)
        except DeskError as error:
            one_sentence(error)
            self._is(self.now)
            assert not self._new_entries()
            return
        self.sound()
        entries = self.desk.history.recent(1000)
        assert next(entry.undone for entry in entries if entry.action == chosen.action)
        if data.draw(st.sampled_from([True, True, False])):
            self.desk.history.redo(chosen.action)
            self._is(self.now)
        else:
            self.below += [step.action for step in self.steps if step is not chosen]
            self.steps = []
            self.base = self.now = self.camera.take()
        self._new_entries()

    @invariant()
    def the_history_lists_what_stands(self) -> None:
        assert self.camera.open_actions() == 0
        listed = self.desk.history.recent(1000)
        standing = [
            each.action
            for each in reversed(listed)
            if each.kind == "do" and not each.undone and each.action not in self.carried
        ]
        assert standing == [*self.below, *(step.action for step in self.steps)]
        assert all(each.title == clean(each.title) and each.title.strip() for each in listed)

    # The rest

    def _moved_on(self) -> None:
        self.clock.advance(minutes=7)

    def _restarted(self) -> None:
        self.desk.close()
        self.desk = self._opened()
        self._is(self.now)

    def _is(self, expected: Picture) -> None:
        self.now = self.camera.take()
        assert self.now == expected, "\n".join(differing(expected, self.now))

    def _new_entries(self) -> list[Any]:
        entries = self.desk.history.recent(1000)
        new = entries[: len(entries) - self.written]
        self.written = len(entries)
        return new
