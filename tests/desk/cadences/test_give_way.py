"""What is agreed with somebody takes the place of their cadence's next step, and of retries."""

from datetime import date
from typing import Any

import pytest

from tests.desk import world
from tests.desk.playbooks import with_parts
from workstation.desk.cadences.rows import Target
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.method.cadence import Cadence, CadenceStep, Proposed

CALLS = Cadence(
    key="calls",
    title="Calls",
    purpose="P",
    for_whom="F",
    bins=["cold", "working"],
    steps=[
        CadenceStep(day=1, channel="call", why="Call"),
        CadenceStep(day=3, channel="email", why="Write", only_if="unreachable_by_phone"),
        CadenceStep(day=4, channel="email", why="Write again"),
        CadenceStep(day=6, channel="call", why="Last call"),
    ],
    at_end=[Proposed(outcome="recycled")],
)
TOUCH = Cadence(
    key="touch",
    title="Touch",
    purpose="P",
    for_whom="F",
    kind="nurture",
    bins=["working"],
    ends=["opted_out"],
    steps=[
        CadenceStep(day=1, channel="call", why="Call"),
        CadenceStep(day=2, channel="email", why="Write"),
        CadenceStep(day=5, channel="email", why="Write again"),
    ],
)


@pytest.fixture
def corvid(desk: Desk) -> int:
    with_parts(desk, cadences=[CALLS, TOUCH])
    return world.account(desk, bin="working", country="US", time_zone="America/Chicago")


@pytest.fixture
def marlow(desk: Desk, corvid: int) -> int:
    made = desk.accounts.add_contact(corvid, "Marlow Finch", phone="+1 312 555 0142").made
    assert made is not None
    return made


def planned(desk: Desk, account: int) -> list[tuple[str, str, str]]:
    return [
        (each.kind, each.channel, f"{each.due_on:%d %b}")
        for each in desk.accounts.open_follow_ups(account)
    ]


def call(desk: Desk, account: int, outcome: str, **more: Any) -> tuple[str, ...]:
    return desk.calls.log(LogEntry(account, outcome, **more)).changed.advice


def as_proposed(desk: Desk, account: int, outcome: str, contact: int) -> tuple[str, ...]:
    """Log an outcome with what is proposed for it, as one key does."""
    found = desk.calls.propose(account, outcome, contact)
    when = desk.days.read(found.next_text) if found.next_text else None
    return call(desk, account, outcome, contact_id=contact, when=when, why=found.why)


def test_a_call_back_agreed_moves_the_next_step_past_its_day_and_the_later_ones_with_it(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("calls", [corvid])
    proposal = desk.calls.propose(corvid, "call_back", marlow)
    assert (proposal.next_asked, proposal.promised) == (True, True)
    before = planned(desk, corvid)
    when = desk.days.read("2026-12-03")
    said = call(desk, corvid, "call_back", contact_id=marlow, when=when, promised=True)
    assert said == ("Calls goes on: email Fri 4 Dec.",)
    assert planned(desk, corvid) == [
        ("next_step", "call", "03 Dec"),
        ("cadence", "email", "04 Dec"),
    ]
    (run,) = desk.cadences.of(corvid)
    desk.follow_ups.done(run.follow_up_id or 0)
    assert planned(desk, corvid)[1] == ("cadence", "call", "08 Dec")
    desk.history.undo()
    desk.history.undo()
    assert planned(desk, corvid) == before


def test_a_step_that_was_not_the_call_moves_too(desk: Desk, corvid: int, marlow: int) -> None:
    desk.cadences.start("touch", [corvid])
    call(desk, corvid, "no_answer", contact_id=marlow)
    assert planned(desk, corvid) == [("cadence", "email", "24 Nov")]
    when = desk.days.read("2026-11-26")
    said = call(desk, corvid, "conversation", contact_id=marlow, when=when, promised=True)
    assert said == ("Touch goes on: email Fri 27 Nov.",)
    assert planned(desk, corvid) == [
        ("next_step", "call", "26 Nov"),
        ("cadence", "email", "27 Nov"),
    ]


def test_a_conversation_that_agrees_nothing_leaves_the_step_of_the_cadence_that_goes_on(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("touch", [corvid])
    proposal = desk.calls.propose(corvid, "conversation", marlow)
    assert (proposal.next_text, proposal.next_asked) == ("", False)
    assert proposal.goes_on == "Touch goes on: email Tue 24 Nov"
    call(desk, corvid, "conversation", contact_id=marlow)
    assert planned(desk, corvid) == [("cadence", "email", "24 Nov")]
    assert desk.calls.propose(corvid, "not_interested", marlow).next_text == ""
    assert desk.calls.propose(corvid, "no_show", marlow).next_text == "today"


@pytest.mark.parametrize(
    ("outcome", "goes_on"),
    [
        ("no_answer", "Calls goes on: email Wed 25 Nov"),
        ("gatekeeper", "Calls goes on: email Fri 27 Nov"),
        ("conversation", ""),
        ("do_not_call", ""),
    ],
)
def test_what_is_said_to_come_is_what_comes(
    desk: Desk, corvid: int, marlow: int, outcome: str, goes_on: str
) -> None:
    desk.cadences.start("calls", [corvid])
    assert desk.calls.propose(corvid, outcome, marlow).goes_on == goes_on
    call(desk, corvid, outcome, contact_id=marlow)
    after = [each for each in planned(desk, corvid) if each[0] == "cadence"]
    assert [f"Calls goes on: {channel}" for _, channel, _ in after] == (
        [goes_on[:20]] if goes_on else []
    )
    assert all(goes_on.endswith(f"{int(day[:2])} Nov") for _, _, day in after)


def test_a_cadence_that_ends_with_the_bin_or_is_with_somebody_else_proposes_nothing(
    desk: Desk, corvid: int, marlow: int
) -> None:
    ines = desk.accounts.add_contact(corvid, "Ines Avery").made
    desk.cadences.start("calls", [Target(corvid, marlow)])
    assert desk.calls.propose(corvid, "no_answer", ines).next_text == "+1d"
    assert desk.calls.propose(corvid, "no_answer", marlow).next_text == ""
    cold = Cadence(key="cold", title="Cold", purpose="P", for_whom="F", bins=["cold"],
                   steps=CALLS.steps)  # fmt: skip
    with_parts(desk, cadences=[cold])
    other = world.account(desk, "Halden Paper", bin="cold")
    desk.cadences.start("cold", [other])
    assert desk.calls.propose(other, "voicemail").next_text == "+2d"
    assert desk.calls.propose(other, "no_answer").goes_on == "Cold goes on: email Wed 25 Nov"


def test_a_call_promised_meanwhile_counts_as_agreed(desk: Desk, corvid: int, marlow: int) -> None:
    desk.cadences.start("touch", [corvid])
    made = desk.follow_ups.plan(
        corvid, desk.days.read("2026-12-01"), promised=True, contact_id=marlow, in_call=True
    ).made
    assert made is not None
    call(desk, corvid, "conversation", contact_id=marlow, promises=[made])
    assert planned(desk, corvid) == [
        ("next_step", "call", "01 Dec"),
        ("cadence", "email", "02 Dec"),
    ]


def test_the_choice_at_the_end_waits_for_what_was_agreed(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("calls", [corvid])
    for _ in range(2):
        desk.follow_ups.done(desk.cadences.of(corvid)[0].follow_up_id or 0)
    when = desk.days.read("2026-12-03")
    call(desk, corvid, "call_back", contact_id=marlow, when=when, promised=True)
    assert planned(desk, corvid) == [("next_step", "call", "03 Dec"), ("cadence", "task", "04 Dec")]


def test_a_touch_with_a_next_step_moves_the_cadence_and_does_its_step(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("touch", [corvid])
    desk.cadences.skip_step(desk.cadences.of(corvid)[0].id, "no number")
    desk.cadences.shift(desk.cadences.of(corvid)[0].id, -1)
    desk.responses.touch(corvid, "email", contact_id=marlow, when=desk.days.read("2026-12-03"))
    assert planned(desk, corvid) == [
        ("next_step", "call", "03 Dec"),
        ("cadence", "email", "04 Dec"),
    ]
    assert desk.cadences.of(corvid)[0].step == 3


# Without a cadence


def test_a_second_call_nobody_answers_takes_the_place_of_the_first_retry(
    desk: Desk, corvid: int, marlow: int, clock: FrozenClock
) -> None:
    as_proposed(desk, corvid, "no_answer", marlow)
    assert planned(desk, corvid) == [("next_step", "call", "24 Nov")]
    clock.advance(hours=3)
    as_proposed(desk, corvid, "voicemail", marlow)
    (left,) = desk.accounts.open_follow_ups(corvid)
    assert (left.why, left.due_on) == (
        "Call after the voicemail and its email",
        date(2026, 11, 25),
    )
    desk.history.undo()
    assert planned(desk, corvid) == [("next_step", "call", "24 Nov")]


def test_a_promise_and_somebody_else_s_retry_stay(desk: Desk, corvid: int, marlow: int) -> None:
    ines = desk.accounts.add_contact(corvid, "Ines Avery").made
    assert ines is not None
    as_proposed(desk, corvid, "no_answer", ines)
    when = desk.days.read("2026-12-01")
    call(desk, corvid, "call_back", contact_id=marlow, when=when, promised=True)
    as_proposed(desk, corvid, "voicemail", marlow)
    assert [day for _, _, day in planned(desk, corvid)] == ["24 Nov", "25 Nov", "01 Dec"]


def test_a_raised_hand_not_reached_twice_is_one_follow_up(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.responses.hand_raiser(corvid, "call me", contact_id=marlow)
    as_proposed(desk, corvid, "no_answer", marlow)
    as_proposed(desk, corvid, "no_answer", marlow)
    assert planned(desk, corvid) == [("hand_raiser", "call", "24 Nov")]


def test_a_cadence_that_starts_takes_the_place_of_the_retry_with_that_person(
    desk: Desk, corvid: int, marlow: int
) -> None:
    ines = desk.accounts.add_contact(corvid, "Ines Avery").made
    assert ines is not None
    as_proposed(desk, corvid, "no_answer", marlow)
    as_proposed(desk, corvid, "voicemail", ines)
    desk.cadences.start("calls", [Target(corvid, marlow)])
    assert planned(desk, corvid) == [("cadence", "call", "23 Nov"), ("next_step", "call", "25 Nov")]


def test_a_call_promised_outside_a_call_moves_the_next_step_past_it_too(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("calls", [corvid])
    before = planned(desk, corvid)
    plan = desk.follow_ups.plan
    assert plan(corvid, desk.days.read("2026-12-03"), contact_id=marlow).advice == ()
    plan(corvid, desk.days.read("2026-12-03"), contact_id=marlow, promised=True, channel="email")
    assert [each for each in planned(desk, corvid) if each[0] == "cadence"] == before
    changed = plan(corvid, desk.days.read("2026-12-03"), contact_id=marlow, promised=True)
    assert changed.advice == ("Calls goes on: call Fri 4 Dec.",)
    assert ("cadence", "call", "04 Dec") in planned(desk, corvid)
    desk.history.undo()
    assert [each for each in planned(desk, corvid) if each[0] == "cadence"] == before


def test_a_cadence_begins_after_the_call_promised_to_the_person(
    desk: Desk, corvid: int, marlow: int
) -> None:
    ines = desk.accounts.add_contact(corvid, "Ines Avery", phone="+1 312 555 0143").made
    plan = desk.follow_ups.plan
    plan(corvid, desk.days.read("2026-11-25"), contact_id=marlow, promised=True)
    plan(corvid, desk.days.read("2026-12-01"), contact_id=ines, promised=True)
    plan(corvid, desk.days.read("2026-12-02"), contact_id=marlow)
    (row,) = desk.cadences.preview("calls", [Target(corvid, marlow)]).going
    days = [f"{each.day:%d %b}" for each in row.landings]
    assert days == ["27 Nov", "01 Dec", "02 Dec", "04 Dec"]
    assert row.moved == "the promised call"
    run = desk.cadences.start("calls", [Target(corvid, marlow)]).made
    assert desk.cadences.get(run or 0).next_on == date(2026, 11, 27)
    call(desk, corvid, "gatekeeper", contact_id=marlow)
    assert desk.cadences.get(run or 0).next_on == date(2026, 12, 2), "the rhythm is the preview's"
    later = desk.cadences.preview("calls", [Target(corvid, ines)], date(2026, 12, 7)).going
    assert later[0].moved == "", "the promise is kept by then"


def test_a_promise_to_nobody_named_holds_the_cadence_with_the_account_back(
    desk: Desk, corvid: int
) -> None:
    desk.follow_ups.plan(corvid, desk.days.read("2026-11-24"), promised=True)
    desk.cadences.start("calls", [corvid])
    assert planned(desk, corvid)[1] == ("cadence", "call", "25 Nov")
