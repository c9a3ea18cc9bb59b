"""A cadence plans one step at a time, goes on by itself, and ends by itself."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.desk import world
from tests.desk.playbooks import with_parts
from tests.fresh import open_desk
from workstation.desk.cadences import start as cadence_start
from workstation.desk.cadences.rows import Run, Target
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError
from workstation.method.cadence import Cadence, CadenceStep, Proposed

TODAY = date(2026, 11, 23)


def steps(*plan: tuple[int, str], **more: Any) -> list[CadenceStep]:
    return [
        CadenceStep(day=day, channel=channel, why=f"Step {at}")  # type: ignore[arg-type]
        for at, (day, channel) in enumerate(plan, 1)
    ]


SHORT = Cadence(
    key="short",
    title="Short",
    purpose="P",
    for_whom="F",
    bins=["cold", "working"],
    steps=steps((1, "call"), (1, "email"), (4, "call"), (6, "task")),
    at_end=[Proposed(outcome="recycled"), Proposed(outcome="disqualified")],
)
WRITTEN = Cadence(
    key="written", title="Written", purpose="P", for_whom="F", steps=steps((1, "email"))
)


@pytest.fixture
def corvid(desk: Desk) -> int:
    desk.settings.set_many({"name": "Rowan Ashby", "country": "US"})
    with_parts(desk, cadences=[SHORT, WRITTEN])
    return world.account(desk, bin="working", country="US")


@pytest.fixture
def marlow(desk: Desk, corvid: int) -> int:
    made = desk.accounts.add_contact(
        corvid, "Marlow Finch", email="marlow@example.com", phone="+1 312 555 0142"
    ).made
    assert made is not None
    return made


def planned(desk: Desk, account: int) -> list[tuple[str, str, str]]:
    """Return what is open: kind, channel, day."""
    return [
        (each.kind, each.channel, f"{each.due_on:%d %b}")
        for each in desk.accounts.open_follow_ups(account)
    ]


def run_at(desk: Desk, account: int) -> Run:
    (run,) = desk.cadences.of(account)
    return run


def everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(row) for row in desk.store.rows(f"SELECT * FROM {table} ORDER BY id")]
        for table in ("cadence_runs", "follow_ups", "activities", "accounts", "contacts")
    ]


def call(desk: Desk, account: int, outcome: str, **more: Any) -> tuple[str, ...]:
    return desk.calls.log(LogEntry(account, outcome, **more)).changed.advice


# Starting


def test_only_the_next_step_is_planned_for_the_best_person(
    desk: Desk, corvid: int, marlow: int
) -> None:
    changed = desk.cadences.start("short", [corvid])
    assert changed.title == "Start Short: Marlow Finch at Corvid Labs"
    assert planned(desk, corvid) == [("cadence", "call", "23 Nov")]
    run = run_at(desk, corvid)
    assert (run.id, run.said, run.who, run.state) == (
        changed.made,
        "1 of 4",
        "Marlow Finch",
        "running",
    )
    assert run.next_on == TODAY
    assert desk.cadences.running() == [run]


def test_the_preview_shows_the_days_and_what_moved_them_without_writing(
    desk: Desk, corvid: int, marlow: int
) -> None:
    before = everything(desk)
    (row,) = desk.cadences.preview("short", [corvid]).going
    assert [each.day.isoformat() for each in row.landings] == [
        "2026-11-23",
        "2026-11-23",
        "2026-11-27",
        "2026-12-01",
    ]
    assert row.moved == "Thanksgiving Day"
    assert everything(desk) == before


def test_holidays_are_those_of_the_account_s_country_and_days_off_the_rep_s(
    desk: Desk, corvid: int
) -> None:
    desk.settings.set("country", "")
    ireland = world.account(desk, "Halden Paper", bin="working", country="Ireland")
    nowhere = world.account(desk, "Ostrom", bin="working", country="Atlantis")
    desk.days.take_off(date(2026, 11, 24))
    found = desk.cadences.preview("short", [corvid, ireland, nowhere])
    assert [row.landings[2].day.day for row in found.rows] == [30, 27, 27]
    assert found.rows[1].moved == "day off"
    assert found.notes == (
        "Nobody keeps a calendar of public holidays for Atlantis; none was looked at there.",
    )


def test_what_another_desk_started_meanwhile_is_left_out_of_a_start_looked_at_before(
    desk: Desk, corvid: int, marlow: int
) -> None:
    halden = world.account(desk, "Halden Paper", bin="working")
    ostrom = world.account(desk, "Ostrom", bin="working")
    found = desk.cadences.preview("short", [corvid, halden, ostrom])
    other = open_desk(desk.store.path, desk.clock)
    with_parts(other, cadences=[SHORT, WRITTEN])
    ines = other.accounts.add_contact(corvid, "Ines Avery", email="ines@example.com").made
    other.cadences.start("written", [Target(corvid, ines)])
    new = other.accounts.add_contact(halden, "Nia Moss", email="nia@example.com").made
    other.cadences.start("written", [Target(halden, new)])
    other.close()
    changed = cadence_start.write(desk, SHORT, found)
    assert changed.title == "Start Short: Ostrom"
    assert [(each.account, each.contact, each.title) for each in desk.cadences.running()] == [
        ("Corvid Labs", "Ines Avery", "Written"),
        ("Halden Paper", "Nia Moss", "Written"),
        ("Ostrom", None, "Short"),
    ]
    assert (
        "Halden Paper is left out: Written runs already with Nia Moss (1 of 1)." in changed.advice
    )
    number = len(desk.history.recent())
    with pytest.raises(DeskError, match="Short can start for none of 3"):
        cadence_start.write(desk, SHORT, found)
    assert len(desk.history.recent()) == number, "nothing is recorded"


def test_a_cadence_with_the_account_and_one_with_a_person_of_it_keep_each_other_out(
    desk: Desk, corvid: int
) -> None:
    desk.cadences.start("short", [corvid])
    marlow = desk.accounts.add_contact(corvid, "Marlow Finch", email="m@example.com").made
    with pytest.raises(DeskError, match="Short runs already"):
        desk.cadences.start("written", [Target(corvid, marlow)])
    desk.history.undo()
    desk.cadences.stop(run_at(desk, corvid).id)
    desk.accounts.add_contact(corvid, "Ines Avery", email="i@example.com")
    desk.cadences.start("written", [corvid])
    with pytest.raises(DeskError, match="Written runs already with Ines Avery"):
        desk.cadences.start("short", [corvid])


def test_a_start_on_another_day_is_planned_from_there(desk: Desk, corvid: int) -> None:
    desk.cadences.start("short", [corvid], date(2026, 11, 28))
    assert planned(desk, corvid) == [("cadence", "call", "30 Nov")]
    for day in (date(2026, 11, 22), date(2028, 1, 3)):
        with pytest.raises(DeskError, match="today or within a year"):
            desk.cadences.preview("short", [corvid], day)


def test_who_must_not_be_prospected_is_left_out_with_the_reason(
    desk: Desk, corvid: int, marlow: int
) -> None:
    client = world.account(desk, "Client", bin="avoid.client")
    quarterly = world.account(desk, "Later", bin="nurture.quarterly")
    good = world.account(desk, "Good", bin="cold")
    desk.accounts.protect(marlow, "asked", do_not_call=True)
    found = desk.cadences.preview("short", [corvid, client, quarterly, good, good, 99])
    assert [row.left_out for row in found.rows] == [
        "Marlow Finch asked not to be called",
        "no prospecting in Client",
        "it is in Quarterly, not Cold or Working",
        "",
        "named twice",
        "not there any more",
    ]
    assert not desk.cadences.preview("written", [corvid]).left_out
    desk.accounts.protect(marlow, "asked", do_not_call=False, opted_out=True)
    with pytest.raises(DeskError, match="for Corvid Labs: Marlow Finch opted out of email"):
        desk.cadences.start("written", [corvid])
    changed = desk.cadences.start("short", [client, good])
    assert changed.accounts == (good,)
    assert changed.advice == ("Client is left out: no prospecting in Client.",)


def test_an_account_of_tier_four_is_nurtured_and_not_prospected(desk: Desk, corvid: int) -> None:
    with desk.store.action("Score") as act:
        act.update("accounts", corvid, {"tier": 4})
    care = msgspec.structs.replace(WRITTEN, key="care", title="Care", kind="nurture")
    with_parts(desk, cadences=[SHORT, WRITTEN, care])
    why = "tier 4 is nurtured only"
    with pytest.raises(DeskError, match=f"^Short cannot start for Corvid Labs: {why}.$"):
        desk.cadences.start("short", [corvid])
    assert desk.cadences.refusals(Target(corvid)) == {"short": why, "written": why}
    desk.cadences.start("care", [corvid])
    assert run_at(desk, corvid).cadence == "care"


def test_a_cadence_of_the_account_itself_keeps_others_from_starting_there(
    desk: Desk, corvid: int
) -> None:
    desk.cadences.start("short", [corvid])
    made = desk.accounts.add_contact(corvid, "Marlow Finch").made
    with pytest.raises(DeskError, match="Short runs already"):
        desk.cadences.start("written", [Target(corvid, made)])


def test_the_first_person_who_may_be_reached_is_chosen(
    desk: Desk, corvid: int, marlow: int
) -> None:
    other = desk.accounts.add_contact(corvid, "Ines Avery").made
    desk.accounts.protect(marlow, "asked", do_not_call=True)
    (row,) = desk.cadences.preview("short", [corvid]).going
    assert row.contact_id == other


def test_one_cadence_runs_with_a_person_at_most(desk: Desk, corvid: int, marlow: int) -> None:
    other = desk.accounts.add_contact(corvid, "Ines Avery").made
    desk.cadences.start("short", [Target(corvid, marlow)])
    for target in (corvid, Target(corvid, marlow)):
        with pytest.raises(DeskError, match=r"Short runs already with Marlow Finch \(1 of 4\)"):
            desk.cadences.start("written", [target])
    desk.cadences.start("written", [Target(corvid, other)])
    assert len(desk.cadences.of(corvid)) == 2


def test_two_hundred_accounts_start_in_one_action_that_is_undone_as_one(
    desk: Desk, corvid: int
) -> None:
    many = [world.account(desk, f"Account {at}", bin="working") for at in range(200)]
    told: list[tuple[int, int]] = []
    before = everything(desk)
    changed = desk.cadences.start("short", many, progress=lambda done, of: told.append((done, of)))
    assert changed.title == "Start Short: 200 accounts"
    assert told[-1] == (200, 200)
    assert len(desk.cadences.running()) == 200
    assert {row["next_follow_up_on"] for row in desk.store.rows(
        "SELECT next_follow_up_on FROM accounts WHERE id <> ?", (corvid,)
    )} == {TODAY.isoformat()}  # fmt: skip
    desk.history.undo()
    assert everything(desk) == before
    desk.history.redo()
    assert len(desk.cadences.running()) == 200


# Going on


def test_a_call_nobody_answers_plans_the_next_step_in_the_same_action(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("short", [corvid])
    before = everything(desk)
    proposal = desk.calls.propose(corvid, "no_answer")
    assert (proposal.next_text, proposal.next_asked) == ("", False)
    call(desk, corvid, "no_answer", contact_id=marlow)
    assert planned(desk, corvid) == [("cadence", "email", "23 Nov")]
    assert run_at(desk, corvid).said == "2 of 4"
    desk.history.undo()
    assert everything(desk) == before
    assert run_at(desk, corvid).said == "1 of 4"


def test_an_email_sent_a_touch_a_tick_and_a_skip_all_go_on(
    desk: Desk, corvid: int, marlow: int, clock: FrozenClock
) -> None:
    desk.cadences.start("short", [corvid])
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    message = desk.outbox.put(corvid, marlow, "Hello", "Text").made
    assert message is not None
    desk.outbox.sent(message)
    assert planned(desk, corvid) == [("cadence", "call", "27 Nov")]
    said = desk.cadences.skip_step(run_at(desk, corvid).id, "no time").advice
    assert said == ("Short goes on: task Tue 1 Dec.",)
    assert planned(desk, corvid) == [("cadence", "task", "01 Dec")]
    changed = desk.responses.touch(
        corvid, "social", contact_id=marlow, follow_up_id=run_at(desk, corvid).follow_up_id
    )
    assert changed.advice == ("Short is through: recycle or disqualify? C chooses.",)


def test_a_step_done_late_moves_the_ones_after_it(
    desk: Desk, corvid: int, clock: FrozenClock
) -> None:
    desk.cadences.start("short", [corvid])
    clock.advance(days=2)
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "email", "25 Nov")]
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "call", "01 Dec")]


def test_a_step_done_early_leaves_the_next_where_it_was(desk: Desk, corvid: int) -> None:
    desk.cadences.start("short", [corvid], date(2026, 11, 30))
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "email", "30 Nov")]


def test_steps_whose_condition_does_not_hold_are_passed_over(
    desk: Desk, corvid: int, marlow: int
) -> None:
    some = Cadence(
        key="some",
        title="Some",
        purpose="P",
        for_whom="F",
        steps=[
            CadenceStep(day=1, channel="task", why="Address", only_if="no_email"),
            CadenceStep(day=1, channel="call", why="Call"),
            CadenceStep(day=2, channel="email", why="Write", only_if="unreachable_by_phone"),
            CadenceStep(day=3, channel="task", why="Lead", only_if="is_lead"),
            CadenceStep(day=4, channel="social", why="Like"),
        ],
    )
    with_parts(desk, cadences=[some])
    start = desk.cadences.start("some", [corvid]).made
    assert run_at(desk, corvid).said == "2 of 5"
    call(desk, corvid, "voicemail", contact_id=marlow)
    assert run_at(desk, corvid).why == "Write"
    desk.history.undo()
    call(desk, corvid, "gatekeeper", contact_id=marlow)
    assert run_at(desk, corvid).why == "Like"
    assert start == run_at(desk, corvid).id


def test_after_the_last_step_the_outcome_is_to_be_chosen(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("written", [corvid])
    said = desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0).advice
    assert said == ("Written is through.",)
    assert desk.cadences.of(corvid) == []
    desk.cadences.start("short", [corvid])
    for _ in SHORT.steps:
        desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    run = run_at(desk, corvid)
    assert (run.choose, run.said, run.state) == (True, "through", "ended")
    assert planned(desk, corvid) == [("cadence", "task", "23 Nov")]
    assert desk.cadences.running() == []
    changed = desk.cadences.stop(run.id, outcome="recycled")
    assert changed.title == "Recycled Short: Marlow Finch"
    assert desk.accounts.get(corvid).bin == "nurture.quarterly"
    assert planned(desk, corvid) == []
    assert desk.cadences.of(corvid) == []
    desk.history.undo()
    assert run_at(desk, corvid).choose
    with pytest.raises(DeskError, match="is through: say what came of it, disqualified,"):
        desk.cadences.stop(run.id)


# Ending by itself


@pytest.mark.parametrize("kind", ["positive", "referral", "neutral", "negative", "opt_out"])
def test_a_response_ends_it(desk: Desk, corvid: int, marlow: int, kind: str) -> None:
    desk.cadences.start("short", [corvid])
    before = everything(desk)
    said = desk.responses.log(corvid, kind, contact_id=marlow).advice
    assert said[0].startswith("Short with Marlow Finch ended: they ")
    assert desk.cadences.of(corvid) == []
    assert all(kind != "cadence" for kind, _, _ in planned(desk, corvid))
    desk.history.undo()
    assert everything(desk) == before
    desk.history.redo()
    assert desk.cadences.of(corvid) == []


def test_a_bounce_ends_nothing(desk: Desk, corvid: int, marlow: int) -> None:
    desk.cadences.start("short", [corvid])
    desk.responses.log(corvid, "bounce", contact_id=marlow)
    assert run_at(desk, corvid).state == "running"


def test_somebody_else_s_response_ends_nothing(desk: Desk, corvid: int, marlow: int) -> None:
    other = desk.accounts.add_contact(corvid, "Ines Avery").made
    desk.cadences.start("short", [Target(corvid, marlow)])
    desk.responses.log(corvid, "positive", contact_id=other)
    assert run_at(desk, corvid).state == "running"
    desk.responses.hand_raiser(corvid, "call me")
    assert desk.cadences.of(corvid) == []


def test_a_conversation_ends_it_and_the_next_step_is_the_one_agreed(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("short", [corvid])
    said = call(desk, corvid, "conversation", contact_id=marlow, when=desk.days.read("2026-12-03"))
    assert "Short with Marlow Finch ended: they responded." in said
    assert planned(desk, corvid) == [("next_step", "call", "03 Dec")]


def test_a_meeting_booked_ends_it(desk: Desk, corvid: int, marlow: int) -> None:
    desk.cadences.start("short", [corvid])
    when = desk.days.read("2026-12-03 15:00")
    assert when.at is not None
    said = desk.meetings.book(corvid, marlow, when.at).changed.advice
    assert "Short with Marlow Finch ended: a meeting is booked." in said
    desk.history.undo()
    assert run_at(desk, corvid).state == "running"
    call(desk, corvid, "gatekeeper", contact_id=marlow, when=when, channel="meeting")
    assert desk.cadences.of(corvid) == []


def test_do_not_call_ends_it_whether_heard_or_noted(desk: Desk, corvid: int, marlow: int) -> None:
    desk.cadences.start("short", [corvid])
    said = call(desk, corvid, "do_not_call", contact_id=marlow, reason="asked")
    assert "Short with Marlow Finch ended: they asked to be left alone." in said
    assert planned(desk, corvid) == []
    desk.history.undo()
    desk.accounts.protect(marlow, "asked", opted_out=True)
    assert desk.cadences.of(corvid) == []


def test_leaving_the_bins_ends_it_and_staying_inside_them_does_not(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("short", [corvid])
    desk.bins.move([corvid], "cold")
    assert run_at(desk, corvid).state == "running"
    said = desk.bins.move([corvid], "nurture.quarterly").advice
    assert "Short with Marlow Finch ended: the account changed its bin." in said
    assert planned(desk, corvid) == []
    desk.history.undo()
    desk.bins.move([corvid], "avoid.client")
    assert desk.cadences.of(corvid) == []


def test_a_voicemail_that_brings_a_cold_account_in_plans_nothing_twice(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.bins.move([corvid], "cold")
    for each in desk.accounts.open_follow_ups(corvid):
        desk.follow_ups.skip(each.id, "not needed")
    desk.cadences.start("short", [corvid])
    proposal = desk.calls.propose(corvid, "voicemail")
    call(desk, corvid, "voicemail", contact_id=marlow, bin=proposal.bin)
    assert desk.accounts.get(corvid).bin == "working"
    assert planned(desk, corvid) == [("cadence", "email", "23 Nov")]


def test_what_was_protected_without_a_word_is_noticed_at_the_next_step(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("short", [corvid])
    with desk.store.action("By hand") as act:
        act.update("contacts", marlow, {"opted_out": 1})
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert desk.cadences.of(corvid) == []
    assert planned(desk, corvid) == []


def test_a_cadence_taken_out_of_the_playbook_ends_with_its_step(desk: Desk, corvid: int) -> None:
    desk.cadences.start("short", [corvid])
    with_parts(desk, cadences=[])
    run = run_at(desk, corvid)
    assert run.said == "not in the playbook any more"
    said = desk.follow_ups.done(run.follow_up_id or 0).advice
    assert said == ("short with Corvid Labs ended: the playbook has no such cadence any more.",)


# Paused, shifted, away


def test_paused_it_is_out_of_the_queue_and_resumed_it_keeps_its_distances(
    desk: Desk, corvid: int, clock: FrozenClock
) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    desk.cadences.pause(run)
    assert planned(desk, corvid) == []
    assert run_at(desk, corvid).state == "paused"
    for act in (
        lambda: desk.cadences.skip_step(run, "no"),
        lambda: desk.cadences.shift(run, 3),
    ):
        with pytest.raises(DeskError, match=r"is paused; go on with it first\.$"):
            act()
    with pytest.raises(DeskError, match="is paused already"):
        desk.cadences.pause(run)
    clock.advance(days=7)
    desk.cadences.resume(run)
    assert planned(desk, corvid) == [("cadence", "email", "30 Nov")]
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "call", "03 Dec")]
    for _ in range(3):
        desk.history.undo()
    assert planned(desk, corvid) == [("cadence", "email", "23 Nov")]


def test_a_paused_cadence_ends_too(desk: Desk, corvid: int, marlow: int) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    desk.cadences.pause(run)
    desk.responses.log(corvid, "negative", contact_id=marlow)
    with pytest.raises(DeskError, match="has ended already"):
        desk.cadences.resume(run)


def test_a_shift_moves_the_next_step_and_those_after(desk: Desk, corvid: int) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    assert desk.cadences.shift(run, 3).title == "Shift Short: Corvid Labs by 3 working days"
    assert planned(desk, corvid) == [("cadence", "call", "27 Nov")]
    desk.cadences.shift(run, -1)
    assert planned(desk, corvid) == [("cadence", "call", "25 Nov")]
    with pytest.raises(DeskError, match="past"):
        desk.cadences.shift(run, -3)
    for days in (0, 261):
        with pytest.raises(DeskError, match="1 to 260"):
            desk.cadences.shift(run, days)
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "email", "25 Nov")]


def test_what_is_overdue_is_shifted_from_today(desk: Desk, corvid: int, clock: FrozenClock) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    clock.advance(days=2)
    desk.cadences.shift(run, 1)
    assert planned(desk, corvid) == [("cadence", "call", "27 Nov")]


def test_all_are_shifted_set_wise_however_many_run(
    desk: Desk, corvid: int, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = desk.store.rows
    monkeypatch.setattr(
        desk.store, "rows", lambda sql, *more: asked.append(sql) or rows(sql, *more)
    )

    def statements() -> int:
        asked.clear()
        desk.cadences.shift_all(1)
        return len(asked)

    desk.cadences.start("short", [corvid])
    one = statements()
    desk.cadences.start("short", [world.account(desk, f"A{at}", bin="cold") for at in range(9)])
    assert statements() == one
    clock.advance(days=1)
    with pytest.raises(
        DeskError, match="the next step with Corvid Labs on 2026-11-23, which is past"
    ):
        desk.cadences.shift_all(-2)


def test_all_are_shifted_in_one_action(desk: Desk, corvid: int) -> None:
    other = world.account(desk, "Other", bin="working")
    with pytest.raises(DeskError, match="No cadence runs"):
        desk.cadences.shift_all(2)
    desk.cadences.start("short", [corvid])
    desk.cadences.start("written", [other])
    assert desk.cadences.shift_all(2).title == "Shift 2 cadences by 2 working days"
    assert [run.next_on for run in desk.cadences.running()] == [date(2026, 11, 25)] * 2
    desk.history.undo()
    assert [run.next_on for run in desk.cadences.running()] == [TODAY] * 2
    desk.cadences.shift_all(1, "written")
    assert planned(desk, corvid) == [("cadence", "call", "23 Nov")]


def test_an_automatic_reply_with_a_date_moves_the_next_step_past_it(
    desk: Desk, corvid: int, marlow: int
) -> None:
    desk.cadences.start("short", [corvid])
    said = desk.responses.log(
        corvid, "out_of_office", "I am out until 11 December.", contact_id=marlow
    ).advice
    assert said == ("Marlow Finch is away until Fri 11 Dec: the next step is on Mon 14 Dec.",)
    assert planned(desk, corvid) == [("cadence", "call", "14 Dec")]
    assert run_at(desk, corvid).away_until == date(2026, 12, 11)
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    desk.follow_ups.done(run_at(desk, corvid).follow_up_id or 0)
    assert planned(desk, corvid) == [("cadence", "call", "17 Dec")]
    for _ in range(3):
        desk.history.undo()
    assert planned(desk, corvid) == [("cadence", "call", "23 Nov")]
    assert desk.responses.log(corvid, "out_of_office", "Away.", contact_id=marlow).advice == ()


def test_away_is_said_by_hand_too(desk: Desk, corvid: int) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    desk.cadences.away_until(run, date(2026, 11, 25))
    assert planned(desk, corvid) == [("cadence", "call", "27 Nov")]
    with pytest.raises(DeskError, match="within a year"):
        desk.cadences.away_until(run, date(2026, 11, 1))


def test_stopped_with_an_outcome_the_account_goes_to_its_bin(desk: Desk, corvid: int) -> None:
    run = desk.cadences.start("short", [corvid]).made or 0
    before = everything(desk)
    changed = desk.cadences.stop(run, "too small", "disqualified")
    assert changed.title == "Disqualified Short: Corvid Labs (too small)"
    assert desk.accounts.get(corvid).bin == "avoid.bad_fit"
    assert desk.accounts.get(corvid).bin_reason == "too small"
    desk.history.undo()
    assert everything(desk) == before
    assert desk.cadences.stop(run, "enough").title == "Stop Short: Corvid Labs (enough)"
    assert desk.accounts.get(corvid).bin == "working"
    with pytest.raises(DeskError, match="no outcome"):
        desk.cadences.stop(desk.cadences.start("short", [corvid]).made or 0, outcome="won")


def test_the_email_a_cadence_has_due_is_offered(desk: Desk, corvid: int, marlow: int) -> None:
    pair = Cadence(
        key="pair",
        title="Pair",
        purpose="P",
        for_whom="F",
        steps=[CadenceStep(day=1, channel="email", why="Write", template="right_person")],
    )
    with_parts(desk, cadences=[pair])
    assert desk.cadences.template_for(corvid, marlow) == ""
    desk.cadences.start("pair", [corvid])
    assert desk.cadences.template_for(corvid, marlow) == "right_person"


def test_cadences_and_runs_that_are_not_there_are_refused(desk: Desk, corvid: int) -> None:
    with pytest.raises(DeskError, match="There is no cadence 'nope'; there are short, written"):
        desk.cadences.start("nope", [corvid])
    with pytest.raises(DeskError, match="not there any more"):
        desk.cadences.get(7)
    with pytest.raises(DeskError, match="Nobody was named"):
        desk.cadences.start("short", [])
    with_parts(desk, cadences=[])
    with pytest.raises(DeskError, match="no cadence 'short'; the playbook has none"):
        desk.cadences.find("short")


def test_a_cadence_does_not_go_on_with_somebody_protected_meanwhile(desk: Desk) -> None:
    account = world.account(desk, "Corvid Labs", bin="working")
    person = desk.accounts.add_contact(account, "Pat Example", email="pat@example.com").made
    assert person is not None
    desk.cadences.start("new_lead", [account])
    (run,) = desk.cadences.of(account)
    desk.cadences.pause(run.id)
    with desk.store.action("A file says so") as act:
        act.update("contacts", person, {"do_not_call": 1, "opted_out": 1})
    with pytest.raises(DeskError, match="protected meanwhile"):
        desk.cadences.resume(run.id)


def test_a_call_logged_before_its_day_is_the_step_and_nothing_is_planned_twice(desk: Desk) -> None:
    account = world.account(desk, "Corvid Labs", bin="working", time_zone="America/Chicago")
    person = desk.accounts.add_contact(account, "Pat Example", phone="+1 312 555 0142").made
    desk.cadences.start("voicemail_email", [account], on=desk.days.read("+2d").day)
    (step,) = desk.accounts.open_follow_ups(account)
    assert step.channel == "call"
    proposal = desk.calls.propose(account, "gatekeeper")
    assert proposal.next_text == ""
    desk.calls.log(LogEntry(account, "no_answer", contact_id=person))
    (after,) = desk.accounts.open_follow_ups(account)
    assert after.id != step.id
    assert desk.calls.propose(account, "no_show").next_text == "today"
