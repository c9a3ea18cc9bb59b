"""A list that is undone gives nobody back whom another list names; the last of them does."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import world
from tests.desk.imports.test_identity import take
from tests.desk.imports.test_imports import account, dump, person, written
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError

PEOPLE = (
    "Name,Email,Company,Phone\n"
    "Ann Ames,ann@acme.example.com,Acme Ltd,+1 312 555 0142\n"
    "Bo Best,bo@acme.example.com,Acme Ltd,\n"
    "Cy Cole,cy@zenith.example.com,Zenith,\n"
)
FIRST = "Company,Email\nAcme Ltd,\n,ann@acme.example.com\n,cy@zenith.example.com\n"
SECOND = "Company,Email\nAcme,\n,ann@acme.example.com\n"


def listed(desk: Desk, folder: Path, name: str, text: str) -> int:
    plan = desk.imports.plan(written(folder, text, name))
    result = desk.imports.run(plan, suppress=True, allow_doubt=True)
    assert result.changed is not None
    return result.changed.action


def state(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is kept, whichever of the lists is said to protect somebody."""
    assert desk.safety.check().sound
    return {
        table: [
            tuple("listed" if str(one).startswith("on the list") else one for one in row)
            for row in rows
        ]
        for table, rows in dump(desk, but=("imports",)).items()
    }


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> dict[str, Any]:
    """A desk with people who are to be called; everything on it."""
    take(desk, tmp_path, PEOPLE)
    acme, zenith = account(desk, "Acme Ltd")["id"], account(desk, "Zenith")["id"]
    desk.bins.move([acme, zenith], "working")
    day = desk.days.today() + timedelta(days=3)
    world.follow_up(desk, acme, day, contact_id=person(desk, "Ann Ames")["id"], promised=0)
    return state(desk)


def test_whom_another_list_names_stays_protected_with_all_that_was_closed(
    desk: Desk, tmp_path: Path, known: dict[str, Any]
) -> None:
    first = listed(desk, tmp_path, "a.csv", FIRST)
    listed(desk, tmp_path, "b.csv", SECOND)
    before = state(desk)
    done = desk.history.undo(first)
    acme, ann = account(desk, "Acme Ltd"), person(desk, "Ann Ames")
    by_name = "on the list b.csv, by its name alone"
    assert (acme["bin"], acme["bin_reason"]) == ("avoid.bad_fit", by_name)
    assert (ann["do_not_call"], ann["opted_out"]) == (1, 1)
    assert ann["protection_reason"] == "on the list b.csv"
    assert person(desk, "Cy Cole")["opted_out"] == 0
    assert f"Acme Ltd stays protected: {by_name}." in done.advice
    after = state(desk)
    assert after["activities"] == before["activities"]
    assert after["follow_ups"][0] == before["follow_ups"][0]
    desk.history.redo()
    assert state(desk) == before
    assert before != known


@pytest.mark.parametrize("turn", [1, -1])
def test_the_last_list_undone_lets_all_go_and_what_is_done_again_protects_them(
    desk: Desk, tmp_path: Path, known: dict[str, Any], turn: int
) -> None:
    lists = [listed(desk, tmp_path, "a.csv", FIRST), listed(desk, tmp_path, "b.csv", SECOND)]
    both = state(desk)
    for _ in range(2):
        for action in lists[::turn]:
            assert account(desk, "Acme Ltd")["bin"] == "avoid.bad_fit"
            desk.history.undo(action)
        assert state(desk) == known
        desk.history.redo()
        assert account(desk, "Acme Ltd")["bin"] == "avoid.bad_fit"
        assert person(desk, "Ann Ames")["do_not_call"] == 1
        desk.history.redo()
        assert state(desk) == both
    for action in lists[::-turn]:
        desk.history.undo(action)
    assert state(desk) == known
    if turn == -1:
        return
    with pytest.raises(DeskError, match=r"“Import a\.csv.*” was undone later.* do that again"):
        desk.history.redo(lists[1])
    assert state(desk) == known


def test_a_refused_undo_of_a_list_leaves_all_as_it_was(
    desk: Desk, tmp_path: Path, known: dict[str, Any]
) -> None:
    first = listed(desk, tmp_path, "a.csv", FIRST)
    listed(desk, tmp_path, "b.csv", SECOND)
    desk.bins.move([account(desk, "Acme Ltd")["id"]], "working", "they asked us in")
    before = state(desk)
    with pytest.raises(DeskError, match="they asked us in"):
        desk.history.undo(first)
    assert state(desk) == before
    assert before["accounts"] != known["accounts"]


def test_what_the_rep_lifted_stays_lifted_and_what_they_undo_does_not_open_whom_a_list_names(
    desk: Desk, tmp_path: Path, known: dict[str, Any]
) -> None:
    acme = account(desk, "Acme Ltd")["id"]
    moved = desk.bins.move([acme], "avoid.bad_fit", "too small").action
    second = listed(desk, tmp_path, "b.csv", SECOND)
    desk.history.undo(moved)
    by_name = "on the list b.csv, by its name alone"
    assert account(desk, "Acme Ltd")["bin_reason"] == by_name
    assert desk.safety.check().sound
    desk.history.redo()
    desk.history.undo(moved)
    desk.bins.move([acme], "nurture.quarterly", "they asked us in")
    again = desk.bins.move([acme], "avoid.bad_fit", "too small after all").action
    desk.history.undo(again)
    assert account(desk, "Acme Ltd")["bin"] == "nurture.quarterly"
    desk.history.undo(second)
    assert account(desk, "Acme Ltd")["bin"] == "nurture.quarterly"
    assert person(desk, "Ann Ames")["do_not_call"] == 0
    assert desk.safety.check().sound
    assert known


@pytest.mark.parametrize(
    ("first", "second"),
    [("Acme Ltd,", ",ann@acme.example.com"), (",ann@acme.example.com", "Acme,")],
)
def test_a_step_two_lists_close_is_closed_until_the_last_of_them_is_undone(
    desk: Desk, tmp_path: Path, known: dict[str, Any], first: str, second: str
) -> None:
    def step() -> str:
        return str(
            desk.store.value(
                "SELECT state FROM follow_ups WHERE contact_id = ?",
                (person(desk, "Ann Ames")["id"],),
            )
        )

    lists = [
        listed(desk, tmp_path, name, f"Company,Email\n{row}\n")
        for name, row in (("a.csv", first), ("b.csv", second))
    ]
    both = state(desk)
    desk.history.undo(lists[0])
    assert step() == "skipped"
    desk.history.undo(lists[1])
    assert state(desk) == known
    desk.history.redo()
    assert step() == "skipped"
    desk.history.redo()
    assert state(desk) == both


def test_the_check_finds_whom_an_undo_opened_though_a_list_names_them(
    desk: Desk, tmp_path: Path, known: dict[str, Any]
) -> None:
    first = listed(desk, tmp_path, "a.csv", FIRST)
    listed(desk, tmp_path, "b.csv", SECOND)
    desk.store.history.undo(first)
    rules = {each.rule for each in desk.safety.check().found}
    assert rules == {"listed_account", "listed_email"}
    assert desk.safety.check(repair=True).sound
    assert account(desk, "Acme Ltd")["bin"] == "avoid.bad_fit"
    assert person(desk, "Ann Ames")["opted_out"] == 1
    assert known
