"""Whatever is done at the desk, all of it taken back leaves the file as it was, row by row.

The suite runs a few short days. A long run goes on for so many seconds with fresh examples, and
says which recorded actions it reached::

    python -m tests.properties 600
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

import workstation
from tests.properties import words
from tests.properties.bundles import small_bundle
from tests.properties.desk_rules import DeskRules
from tests.properties.keeper import Step
from tests.properties.record_rules import RecordRules
from tests.properties.work_rules import WorkRules
from workstation.desk.imports.take_in import take_in

RULES = {
    "account_changes.add": "add_an_account",
    "account_changes.edit": "edit_an_account",
    "contact_changes.add_contact": "add_a_person",
    "contact_changes.edit_contact": "edit_a_person",
    "contact_changes.protect": "protect_somebody",
    "Bins.move": "move_accounts",
    "Blocks.start": "start_a_call_block",
    "Blocks.end": "end_the_call_block",
    "Cadences.pause": "hold_or_go_on_with_a_cadence",
    "Cadences.resume": "hold_or_go_on_with_a_cadence",
    "Cadences.skip_step": "skip_a_step",
    "Cadences.shift": "shift_a_cadence",
    "Cadences.away_until": "they_are_away",
    "cadences.many.change_many": "change_many_cadences",
    "cadences.moves.shift_all": "shift_every_cadence",
    "cadences.start.write": "start_a_cadence",
    "cadences.stop.stop": "stop_a_cadence",
    "calls.log.log": "log_a_call",
    "closing.close_day": "close_the_day",
    "Days.take_off": "take_a_day_off",
    "Days.drop": "work_on_a_day_off",
    "Drills.record": "practise",
    "Duplicates.apart": "tell_two_apart",
    "Fit.learn_all": "learn_a_fact",
    "Fit.rescore": "score_anew",
    "Fit.change": "change_the_profiles",
    "Focus.keep": "keep_a_focus_list",
    "Focus.rename": "change_a_focus_list",
    "Focus.drop": "change_a_focus_list",
    "Focus.reorder": "change_a_focus_list",
    "FollowUps.plan": "plan_a_follow_up",
    "FollowUps.reschedule": "move_a_follow_up",
    "FollowUps.done": "tick_a_follow_up",
    "FollowUps.skip": "skip_a_follow_up",
    "FollowUps.spread": "spread_what_is_overdue",
    "Goals.add": "add_a_goal",
    "Goals.edit": "word_a_goal_anew",
    "Goals.remove": "drop_a_goal",
    "Goals.move": "move_a_goal",
    "Goals.plan": "plan_a_day",
    "Goals.tick": "tick_a_goal",
    "ImportMappings.keep_apart": "keep_a_mapping",
    "ImportMappings.rename": "change_a_mapping",
    "ImportMappings.drop": "change_a_mapping",
    "Imports.run": "import_accounts",
    "Meetings.book": "book_a_meeting",
    "Meetings.reschedule": "move_a_meeting",
    "Meetings.cancel": "end_a_meeting",
    "Meetings.held": "end_a_meeting",
    "Meetings.no_show": "end_a_meeting",
    "Merging.merge": "merge_two",
    "Outbox.put": "write_an_email",
    "Outbox.edit": "change_an_email",
    "Outbox.sent": "send_or_drop_an_email",
    "Outbox.drop": "send_or_drop_an_email",
    "people.add": "add_a_person_from_a_line",
    "people._fill_in": "fill_in_somebody_known",
    "people.place": "place_somebody",
    "Pipeline.open_opportunity": "pass_an_opportunity_on",
    "Pipeline.accept": "accept_an_opportunity",
    "Pipeline.close": "close_an_opportunity",
    "PreparationDrawer.save": "prepare_a_call",
    "QueueDrawer.skip": "deal_with_a_row_of_the_queue",
    "recount.recount": "count_urgency_anew",
    "Responses.log": "log_a_response",
    "Responses.hand_raiser": "somebody_raises_a_hand",
    "Responses.note": "write_a_note",
    "Responses.touch": "log_a_touch",
    "Settings._write": "change_a_setting",
    "Signals.add": "add_a_signal",
    "imports.take_in.take_in": "a_desk_to_begin_with",
}
"""Every place of the desk that records an action, and the rule that brings it about."""

WITHOUT = {
    "demo.make_demo": "tests/desk/test_demo.py takes it back",
    "demo.brain.add_brain": "tests/desk/test_demo.py takes it back",
    "_Mending._agree": "no undo takes it back; tests/desk/check pass it over",
    "_Mending._record": "no sequence breaks what it mends; tests/desk/check break it by hand",
}
"""Places that need no rule, and why."""


class Day(RecordRules, WorkRules, DeskRules):
    """Everything the desk can do, in any order."""

    @initialize(full=st.booleans(), name=words.names)
    def a_desk_to_begin_with(self, full: bool, name: str) -> None:
        if full:
            taken = take_in(self.desk, small_bundle())
            self.carried = {entry.action for entry in self._new_entries()} - {taken.action}
            self.now = self.camera.take()
            self.steps.append(Step(taken.action, self.now))
        else:
            made = self.do(lambda: self.desk.accounts.add({"name": name or "Corvid Labs"}))
            account = made.made if made else 404
            self.do(lambda: self.desk.accounts.add_contact(account, "Ada Example"))
            self.do(lambda: self.desk.accounts.add({"name": "Halden Paper"}, "working"))


class SetWiseDay(Day):
    """The same with every action taken back set-wise, three rows at a time."""

    few, portion = 0, 3


CALM = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@pytest.mark.parametrize("day", [Day, SetWiseDay])
def test_whatever_is_done_can_be_taken_back_and_brought_again(day: type[Day]) -> None:
    run_state_machine_as_test(day, settings=CALM)


def test_every_recorded_action_of_the_desk_has_a_rule() -> None:
    assert set(recorded()) == set(RULES) | set(WITHOUT)
    assert [name for name in RULES.values() if not hasattr(Day, name)] == []


def recorded() -> Iterator[str]:
    """Yield where the program records actions: the method, or the function with its module."""
    root = Path(workstation.__file__).parent
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if ".action(" not in text:
            continue
        tree = ast.parse(text)
        parts = path.relative_to(root).with_suffix("").parts[1:]
        yield from _within(tree, [part for part in parts if part != "__init__"], [])


def _within(node: ast.AST, module: list[str], inside: list[str]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        deeper = inside
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            deeper = [*inside, child.name]
        call = child.func if isinstance(child, ast.Call) else None
        if (
            isinstance(call, ast.Attribute)
            and call.attr == "action"
            and ast.unparse(call.value).endswith("store")
        ):
            yield ".".join(deeper if len(deeper) > 1 else [*module, *deeper])
        yield from _within(child, module, deeper)
