"""Somebody away or protected meanwhile: what was planned with them moves, waits or ends."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.desk import world
from tests.desk.playbooks import with_parts
from workstation.desk.cadences.rows import Target
from workstation.desk.calls.calls import LogEntry
from workstation.desk.desk import Desk
from workstation.method.cadence import Cadence, CadenceStep

AWAY = "I am out until 11 December."
SHORT = Cadence(
    key="short",
    title="Short",
    purpose="P",
    for_whom="F",
    bins=["cold", "working"],
    steps=[
        CadenceStep(day=1, channel="call", why="Call"),
        CadenceStep(day=2, channel="email", why="Write", only_if="unreachable_by_phone"),
        CadenceStep(day=4, channel="call", why="Call again"),
    ],
)


@pytest.fixture
def corvid(desk: Desk) -> int:
    with_parts(desk, cadences=[SHORT])
    return world.account(desk, bin="working", country="US")


@pytest.fixture
def marlow(desk: Desk, corvid: int) -> int:
    made = desk.accounts.add_contact(
        corvid, "Marlow Finch", email="marlow@example.com", phone="+1 312 555 0142"
    ).made
    assert made is not None
    return made


@pytest.fixture
def run(desk: Desk, corvid: int, marlow: int) -> int:
    made = desk.cadences.start("short", [Target(corvid, marlow)]).made
    assert made is not None
    return made


def planned(desk: Desk, account: int) -> list[tuple[str, str]]:
    return [(each.why, f"{each.due_on:%d %b}") for each in desk.accounts.open_follow_ups(account)]


def test_everything_with_them_moves_past_an_absence_but_promises_which_are_said(
    desk: Desk, corvid: int, marlow: int, run: int
) -> None:
    ines = desk.accounts.add_contact(corvid, "Ines Avery").made
    plan = desk.follow_ups.plan
    plan(corvid, desk.days.read("2026-11-25"), why="Ask", contact_id=marlow)
    plan(corvid, desk.days.read("2026-12-10 15:00"), why="Write", contact_id=marlow)
    plan(corvid, desk.days.read("2026-12-15"), why="Later", contact_id=marlow)
    plan(corvid, desk.days.read("2026-11-27"), why="Vowed", contact_id=marlow, promised=True)
    plan(corvid, desk.days.read("2026-11-26"), why="Hers", contact_id=ines)
    before = planned(desk, corvid)
    (said,) = desk.responses.log(corvid, "out_of_office", AWAY, contact_id=marlow).advice
    assert said == (
        "Marlow Finch is away until Fri 11 Dec: the next step is on Mon 14 Dec; "
        "2 more follow-ups move to Mon 14 Dec; "
        "promised and left where it is: call Fri 27 Nov."
    )
    assert planned(desk, corvid) == [
        ("Hers", "26 Nov"),
        ("Vowed", "27 Nov"),
        ("Call", "14 Dec"),
        ("Ask", "14 Dec"),
        ("Write", "14 Dec"),
        ("Later", "15 Dec"),
    ]
    desk.history.undo()
    assert planned(desk, corvid) == before


def test_without_a_cadence_an_absence_moves_what_is_planned_all_the_same(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.follow_ups.plan(corvid, desk.days.read("+1d"), why="Ask", contact_id=marlow)
    said = desk.responses.log(corvid, "out_of_office", AWAY, contact_id=marlow).advice
    assert said == ("Marlow Finch is away until Fri 11 Dec: 1 follow-up moves to Mon 14 Dec.",)
    assert planned(desk, corvid) == [("Ask", "14 Dec")]
    assert desk.responses.log(corvid, "out_of_office", AWAY, contact_id=marlow).advice == ()


def test_a_meeting_with_them_stays_with_its_reminders_and_is_said(
    desk: Desk, corvid: int, marlow: int
) -> None:
    when = desk.days.read("2026-12-03 15:00")
    assert when.at is not None
    desk.meetings.book(corvid, marlow, when.at)
    before = planned(desk, corvid)
    (said,) = desk.responses.log(corvid, "out_of_office", AWAY, contact_id=marlow).advice
    assert said.endswith("promised and left where it is: meeting Thu 3 Dec.")
    assert planned(desk, corvid) == before


def by_reply(desk: Desk, run: int) -> tuple[str, ...]:
    found = desk.cadences.get(run)
    return desk.responses.log(
        found.account_id, "out_of_office", AWAY, contact_id=found.contact_id
    ).advice


def by_hand(desk: Desk, run: int) -> tuple[str, ...]:
    return desk.cadences.away_until(run, date(2026, 12, 11)).advice


@pytest.mark.parametrize("told", [by_reply, by_hand])
def test_an_absence_told_while_it_is_paused_is_kept_for_when_it_goes_on(
    desk: Desk, corvid: int, run: int, told: Callable[[Desk, int], tuple[str, ...]]
) -> None:
    desk.cadences.pause(run)
    assert told(desk, run) == (
        "Marlow Finch is away until Fri 11 Dec: Short is paused and will go on after that.",
    )
    assert planned(desk, corvid) == []
    assert desk.cadences.resume(run).advice == ("Short goes on: call Mon 14 Dec.",)
    desk.follow_ups.done(desk.cadences.get(run).follow_up_id or 0)
    assert planned(desk, corvid) == [("Call again", "17 Dec")]


def test_a_step_whose_condition_holds_no_more_is_passed_over_when_it_goes_on(
    desk: Desk, corvid: int, marlow: int, run: int
) -> None:
    desk.calls.log(LogEntry(corvid, "no_answer", contact_id=marlow))
    assert planned(desk, corvid) == [("Write", "24 Nov")]
    desk.cadences.pause(run)
    world.log(desk, corvid, contact_id=marlow, outcome="gatekeeper", counts_as="answered")
    assert desk.cadences.resume(run).advice == ("Short goes on: call Fri 27 Nov.",)
    assert desk.cadences.get(run).step == 3


def test_paused_before_a_last_step_that_does_not_hold_it_is_through_when_it_goes_on(
    desk: Desk, corvid: int, marlow: int, run: int
) -> None:
    last = Cadence(
        key="short", title="Short", purpose="P", for_whom="F", steps=SHORT.steps[:2]
    )  # fmt: skip
    with_parts(desk, cadences=[last])
    desk.calls.log(LogEntry(corvid, "no_answer", contact_id=marlow))
    desk.cadences.pause(run)
    world.log(desk, corvid, contact_id=marlow, outcome="gatekeeper", counts_as="answered")
    assert desk.cadences.resume(run).advice == ("Short is through.",)
    assert desk.cadences.get(run).state == "ended"


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_an_import_that_protects_somebody_ends_what_runs_with_them(
    desk: Desk, corvid: int, marlow: int, run: int, tmp_path: Path
) -> None:
    free = desk.accounts.add_contact(corvid, "Ines Avery", email="ines@example.com").made
    paused = desk.cadences.start("short", [Target(corvid, free)]).made
    desk.cadences.pause(paused or 0)
    head = "name,email,company,do_not_call"
    path = write(tmp_path, head, "Marlow Finch,marlow@example.com,Corvid Labs,yes")
    changed = desk.imports.run(desk.imports.plan(path, "contacts")).changed
    assert changed is not None
    assert "Short with Marlow Finch ended: they asked to be left alone." in changed.advice
    assert desk.cadences.get(run).state == "ended"
    assert planned(desk, corvid) == []
    assert desk.cadences.get(paused or 0).state == "paused"
    desk.history.undo()
    assert planned(desk, corvid) == [("Call", "23 Nov")]


def test_a_cadence_by_a_way_that_was_free_outlives_an_import_of_somebody_else(
    desk: Desk, corvid: int, marlow: int, tmp_path: Path
) -> None:
    written = Cadence(
        key="written", title="Written", purpose="P", for_whom="F",
        steps=[CadenceStep(day=1, channel="email", why="Write")],
    )  # fmt: skip
    with_parts(desk, cadences=[written])
    desk.accounts.protect(marlow, "asked", do_not_call=True)
    run = desk.cadences.start("written", [Target(corvid, marlow)]).made
    path = write(tmp_path, "name,email,company", "Ines Avery,ines@example.com,Corvid Labs")
    desk.imports.run(desk.imports.plan(path, "contacts"))
    assert desk.cadences.get(run or 0).state == "running"


def test_an_import_ends_what_runs_in_a_bin_that_nobody_knows(
    desk: Desk, run: int, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(desk.store.path)) as other, other:
        other.execute("UPDATE accounts SET bin = 'elsewhere'")
    path = write(tmp_path, "name,email,company", "Ines Avery,ines@example.com,Halden Paper")
    desk.imports.run(desk.imports.plan(path, "contacts"))
    assert desk.cadences.get(run).state == "ended"


def test_whoever_is_away_waits_in_the_queue_whatever_brought_them_there(
    desk: Desk, corvid: int, run: int
) -> None:
    other = world.account(desk, "Halden Paper")
    desk.signals.add(corvid, "asked_for_contact")
    desk.signals.add(other, "asked_for_contact")
    assert [row.account for row in desk.queue.today().rows()] == ["Corvid Labs", "Halden Paper"]
    desk.cadences.away_until(run, date(2026, 11, 27))
    rows = desk.queue.today().rows()
    assert [(row.account, row.class_, row.waits) for row in rows] == [
        ("Halden Paper", "hand_raiser", ""),
        ("Corvid Labs", "hand_raiser", "away until Fri 27 Nov"),
    ]
    parts = {part.title: part.lines for part in desk.queue.why(corvid)}
    assert parts["Waits"] == ("away until Fri 27 Nov",)
    assert desk.queue.waits_of([corvid, other])[corvid] == "away until Fri 27 Nov"
    desk.history.undo()
    assert desk.queue.today().rows()[0].account == "Corvid Labs"
