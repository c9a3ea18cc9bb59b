"""Calls: kept while they go on, logged whole, with everything that follows."""

import pytest

from tests.desk import world
from tests.fresh import open_desk
from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.desk import Desk
from workstation.desk.errors import DeskError, Protected


@pytest.fixture
def acme(desk: Desk) -> int:
    made = desk.accounts.add({"name": "Acme", "country": "US", "region": "IL"}, "working").made
    assert made is not None
    return made


@pytest.fixture
def person(desk: Desk, acme: int) -> int:
    made = desk.accounts.add_contact(
        acme, "Ines Okafor", role="decision_maker", phone="+1 312 555 0142"
    ).made
    assert made is not None
    return made


def test_a_call_is_on_disk_from_its_first_moment_and_comes_back_as_it_was(
    desk: Desk, acme: int, clock: FrozenClock
) -> None:
    call = desk.calls.open(acme)
    call.note, call.answers, call.step = "they like it", {"systems": "a ticket tool"}, 2
    desk.calls.save(call)
    clock.advance(minutes=4)
    call.tick(clock.now())
    desk.calls.save(call)
    second = open_desk(desk.store.path, clock)
    (found,) = second.calls.unfinished()
    assert (found.note, found.answers, found.step) == (call.note, call.answers, 2)
    assert found.seconds() == 240
    second.calls.discard(found)
    second.close()
    assert desk.calls.unfinished() == []


def test_the_clock_of_a_call_never_runs_backwards(
    desk: Desk, acme: int, clock: FrozenClock
) -> None:
    call = desk.calls.open(acme)
    clock.advance(hours=-1)
    assert "set back" in call.tick(clock.now())
    assert call.seconds() == 0


def test_the_talk_share_counts_who_talks(desk: Desk, acme: int, clock: FrozenClock) -> None:
    call = desk.calls.open(acme)
    assert call.talk_share() is None
    call.tick(clock.now())
    call.switch_talker()
    clock.advance(seconds=30)
    call.tick(clock.now())
    call.switch_talker()
    clock.advance(seconds=90)
    call.tick(clock.now())
    assert call.talk_share() == 25


def test_logging_writes_everything_at_once_and_undo_takes_all_of_it_back(
    desk: Desk, acme: int, person: int, clock: FrozenClock
) -> None:
    desk.follow_ups.plan(acme, desk.days.read("today"), promised=True, contact_id=person)
    call = desk.calls.open(acme, contact_id=person)
    clock.advance(minutes=5)
    call.tick(clock.now())
    before = len(desk.history.recent())
    logged = desk.calls.log(
        LogEntry(
            acme,
            "conversation",
            contact_id=person,
            seconds=call.seconds(),
            note="three regions",
            answers={"organisation": "by region", "empty": "  "},
            when=desk.days.read("tue 3pm"),
            why="case study",
            promised=True,
            bin="nurture.quarterly",
            buyer_action="sends numbers",
            draft=call.draft,
        )
    )
    assert len(desk.history.recent()) == before + 1
    assert (logged.bin, logged.follow_up_due) == ("nurture.quarterly", "2026-11-24")
    page = desk.accounts.page(acme)
    touch = next(each for each in page.timeline if each.kind == "call")
    assert (touch.seconds, touch.note, touch.counts_as) == (300, "three regions", "conversation")
    assert {key: each.answer for key, each in page.answers.items()} == {"organisation": "by region"}
    (planned,) = page.follow_ups
    assert (planned.why, planned.promised) == ("case study", True)
    assert page.account.bin == "nurture.quarterly"
    assert desk.calls.unfinished() == []

    desk.history.undo()
    page = desk.accounts.page(acme)
    assert (page.account.bin, page.answers) == ("working", {})
    assert [each.promised for each in page.follow_ups] == [True]
    assert not [each for each in page.timeline if each.kind == "call"]


def test_an_unanswered_response_stays_a_response(desk: Desk, acme: int, clock: FrozenClock) -> None:
    desk.responses.log(acme, "positive", "call me")
    desk.calls.log(LogEntry(acme, "no_answer", when=desk.days.read("+1d")))
    assert desk.queue.today().count() == 0
    clock.advance(days=1)
    (row,) = desk.queue.today().rows()
    assert row.class_ == "response"
    desk.calls.log(LogEntry(acme, "conversation", when=desk.days.read("+1d")))
    clock.advance(days=1)
    (row,) = desk.queue.today().rows()
    assert row.class_ == "step_due"


@pytest.mark.parametrize("bin_key", ["avoid.client", "avoid.bad_fit", "avoid.duplicate"])
def test_avoid_accounts_cannot_be_called_without_a_recorded_reason(
    desk: Desk, bin_key: str
) -> None:
    number = desk.accounts.add({"name": "Client"}, bin_key).made
    assert number is not None
    with pytest.raises(Protected):
        desk.calls.open(number)
    with pytest.raises(Protected):
        desk.calls.log(LogEntry(number, "no_answer"))
    assert desk.calls.unfinished() == []
    desk.calls.open(number, override="asked for a reference")
    desk.calls.log(LogEntry(number, "no_answer", reason="asked for a reference"))
    touch = desk.accounts.timeline(number)[0]
    assert touch.reason == "asked for a reference"


def test_do_not_call_marks_the_person_and_then_protects_them(
    desk: Desk, acme: int, person: int
) -> None:
    desk.calls.log(LogEntry(acme, "do_not_call", contact_id=person, reason="asked"))
    with pytest.raises(Protected, match="not to be called"):
        desk.calls.open(acme, contact_id=person)


def test_a_wrong_number_is_marked(desk: Desk, acme: int, person: int) -> None:
    desk.calls.log(LogEntry(acme, "wrong_number", contact_id=person))
    (contact,) = desk.accounts.contacts(acme)
    assert [phone.state for phone in contact.phones] == ["wrong"]


def test_a_meeting_as_next_step_counts_as_booked(desk: Desk, acme: int) -> None:
    desk.calls.log(
        LogEntry(acme, "conversation", when=desk.days.read("tue 3pm"), channel="meeting")
    )
    today = desk.days.today()
    assert desk.measures.value("meetings_booked", today, today) == 1


def test_an_outcome_that_asks_why_is_not_saved_without_it(desk: Desk, acme: int) -> None:
    with pytest.raises(DeskError, match="why"):
        desk.calls.log(LogEntry(acme, "not_interested"))
    with pytest.raises(DeskError, match="There is no outcome"):
        desk.calls.log(LogEntry(acme, "nonsense"))
    assert desk.accounts.timeline(acme) == []


def test_hostile_text_is_cleaned_when_it_is_stored(desk: Desk, acme: int) -> None:
    desk.calls.log(
        LogEntry(
            acme,
            "conversation",
            note="a\x1b]52;c;aGk=\x07b [/red] \u202eevil",
            answers={"q": "\x9bx"},
            when=desk.days.read("+1d"),
        )
    )
    touch = desk.accounts.timeline(acme)[0]
    assert touch.note == "a\ufffd]52;c;aGk=\ufffdb [/red] \ufffdevil"
    assert desk.accounts.answers(acme)["q"].answer == "\ufffdx"


def test_no_outcome_moves_a_protected_account_without_a_reason(desk: Desk) -> None:
    number = desk.accounts.add({"name": "Client"}, "avoid.client").made
    assert number is not None
    for outcome in ("wrong_number", "no_answer"):
        with pytest.raises(DeskError, match="reason"):
            desk.calls.log(LogEntry(number, outcome, bin="working"))
    assert desk.accounts.get(number).bin == "avoid.client"


def test_a_working_account_has_a_next_step_even_when_none_was_said(desk: Desk, acme: int) -> None:
    desk.bins.move([acme], "nurture.quarterly")
    logged = desk.calls.log(LogEntry(acme, "conversation", bin="working"))
    (step,) = desk.accounts.open_follow_ups(acme)
    assert step.why == "agree on the next step"
    said = "A step was set for the next working day: agree on the next step."
    assert said in logged.changed.advice


def test_no_step_is_planned_with_an_account_that_goes_to_the_avoid_bins(
    desk: Desk, acme: int
) -> None:
    logged = desk.calls.log(
        LogEntry(acme, "conversation", bin="avoid.bad_fit", when=desk.days.read("+3d"))
    )
    assert logged.follow_up_due is None
    assert desk.accounts.open_follow_ups(acme) == []


def test_nonsense_lengths_shares_and_bins_are_refused(desk: Desk, acme: int) -> None:
    for wrong in ({"seconds": -1}, {"talk_share": 500}, {"bin": "nowhere"}):
        with pytest.raises(DeskError):
            desk.calls.log(LogEntry(acme, "conversation", **wrong))  # type: ignore[arg-type]
    assert desk.accounts.timeline(acme) == []


def test_a_call_logged_afterwards_began_its_length_ago(desk: Desk, acme: int) -> None:
    desk.calls.log(LogEntry(acme, "conversation", seconds=600))
    assert desk.accounts.timeline(acme)[0].at.minute == 2


def test_a_person_who_asks_not_to_be_called_is_not_planned_for_any_more(
    desk: Desk, acme: int, person: int
) -> None:
    desk.follow_ups.plan(acme, desk.days.read("+5d"), contact_id=person)
    desk.calls.log(LogEntry(acme, "do_not_call", contact_id=person))
    assert desk.accounts.open_follow_ups(acme) == []


def test_a_call_left_open_is_not_resumed_to_somebody_protected_since(
    desk: Desk, acme: int, person: int
) -> None:
    call = desk.calls.open(acme, contact_id=person)
    desk.calls.leave(call)
    desk.accounts.protect(person, "asked", do_not_call=True)
    with pytest.raises(Protected):
        desk.calls.open(acme)


@pytest.mark.parametrize(("minutes", "counted"), [(2, 120), (30, 1800), (31, None), (720, None)])
def test_a_night_away_is_no_logging_time(
    desk: Desk, acme: int, clock: FrozenClock, minutes: int, counted: int | None
) -> None:
    began = desk.calls.now()
    clock.advance(minutes=minutes)
    logged = desk.calls.log(LogEntry(acme, "no_answer", began_logging_at=began))
    found = desk.store.value(
        "SELECT logging_seconds FROM activities WHERE id = ?", (logged.activity,)
    )
    assert found == counted


@pytest.mark.parametrize("field", ["started_at", "seen_at", "ended_at"])
@pytest.mark.parametrize("text", ["yesterday", "2026-11-23T15:00:00", "0001-01-01T00:00:00+14:00"])
def test_a_call_damaged_on_disk_is_passed_over(
    desk: Desk, acme: int, field: str, text: str
) -> None:
    call = desk.calls.open(acme)
    desk.calls.leave(call)
    other = desk.calls.begin(world.account(desk, "Halden Paper"))
    desk.calls.save(other)
    with desk.store.file.unrecorded():
        desk.store.file.connection.execute(
            "UPDATE call_drafts SET content = json_set(content, '$.' || ?, ?) WHERE id = ?",
            (field, text, call.draft),
        )
    assert [each.draft for each in desk.calls.unfinished()] == [other.draft]
    assert desk.calls.open(acme).draft not in (call.draft, None)
