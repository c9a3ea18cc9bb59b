"""What becomes of a meeting: booked, held, missed, moved or called off, from any record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from workstation.desk.calls.calls import LogEntry
from workstation.tui.dialogs.book_meeting import book_meeting, do_booking, move_meeting
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.record_actions import dealt_with
from workstation.tui.widgets.render import safe
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.meetings import Meeting
    from workstation.method.outcomes import Outcome
    from workstation.tui.screens.base import DeskScreen
    from workstation.tui.subject import Subject

Change = Literal["no_show", "move", "call_off", "invitation", "another"]

SIGNS = "123456789"


async def meeting_menu(screen: DeskScreen, subject: Subject) -> None:
    """Book a meeting where none is booked, else ask what becomes of it; only in a flow."""
    desk = screen.desk
    meeting = desk.meetings.of_follow_up(subject.follow_up_id)
    if meeting is None or meeting.state != "booked":
        booked = desk.meetings.of_account(subject.account_id)
        if not booked:
            await _book(screen, subject)
            return
        meeting = booked[0] if len(booked) == 1 else await _which(screen, subject, booked)
    if meeting is None:
        return
    chosen: Outcome | Change | None = await screen.ask(
        Choose(f"{meeting.account}: the meeting {_said(desk, meeting)}", _choices(desk, meeting))
    )
    if chosen == "another":
        await _book(screen, subject)
    elif chosen == "no_show":
        number = meeting.id
        dealt_with(screen, meeting.account_id)
        if screen.workstation.do(lambda: desk.meetings.no_show(number)) is not None:
            await offer_new_time(screen, meeting.account_id)
    elif chosen == "move":
        await new_time(screen, meeting)
    elif chosen == "call_off":
        await _call_off(screen, meeting)
    elif chosen == "invitation":
        path = desk.meetings.invitation(meeting.id)
        screen.notify(safe(path), title="The invitation lies in", timeout=10, markup=False)
    elif chosen is not None:
        await _held(screen, meeting, chosen, subject)


async def new_time(screen: DeskScreen, meeting: Meeting) -> None:
    """Ask for another time of a meeting; the same invitation says so."""
    zone = screen.desk.meetings.their_zone(meeting.account_id, meeting.contact_id)
    await move_meeting(screen, meeting, zone)


async def offer_new_time(screen: DeskScreen, account_id: int) -> None:
    """After a no-show, ask at once for another time; left, the call of the same day stays."""
    open_ = screen.desk.meetings.of_account(account_id)
    missed = [each for each in open_ if each.state == "no_show"]
    if missed:
        await new_time(screen, missed[-1])


def _choices(desk: Desk, meeting: Meeting) -> list[Choice]:
    """Return what can become of a meeting: how it went once its time has come, or another time."""
    found = []
    if desk.meetings.is_due(meeting):
        found = [
            Choice(each.letter, each.title, each.rule, each)
            for each in desk.playbook.outcomes
            if each.meeting == "held"
        ]
        missed = desk.playbook.outcome("no_show")
        said = f"{missed.rule} You say another time at once, or call today."
        found.append(Choice(missed.letter, missed.title, said, "no_show"))
    kept = "the invitation is written anew, to send again"
    found.append(Choice("t", "Another time", f"the same meeting, moved; {kept}", "move"))
    if meeting.state == "booked":
        off = "with the reason; its reminders go, the invitation becomes a cancellation"
        found += [
            Choice("c", "Call off", off, "call_off"),
            Choice("w", "Where the invitation is", "the file to attach to an email", "invitation"),
        ]
    return [*found, Choice("n", "New meeting", "book one more with them", "another")]


async def _which(screen: DeskScreen, subject: Subject, meetings: list[Meeting]) -> Meeting | None:
    chosen: Meeting | None = await screen.ask(
        Choose(
            f"{subject.account}: which meeting?",
            [
                Choice(sign, _said(screen.desk, each), f"{each.contact or ''} {each.title}", each)
                for sign, each in zip([*SIGNS, *[""] * len(meetings)], meetings, strict=False)
            ],
        )
    )
    return chosen


def _said(desk: Desk, meeting: Meeting) -> str:
    now = desk.clock.now()
    local = meeting.starts_at.astimezone(now.tzinfo)
    missed = ", missed" if meeting.state == "no_show" else ""
    return f"{said_day(local.date(), now.date())} {local:%H:%M}{missed}"


async def _book(screen: DeskScreen, subject: Subject) -> None:
    zone = screen.desk.meetings.their_zone(subject.account_id, subject.contact_id)
    await book_meeting(screen, subject.account_id, subject.contact_id, zone)


async def _call_off(screen: DeskScreen, meeting: Meeting) -> None:
    from workstation.tui.dialogs.ask import Ask

    reason = await screen.ask(
        Ask(f"Call off the meeting with {meeting.account}: why?", hint="what they said")
    )
    if reason:
        dealt_with(screen, meeting.account_id)
        do_booking(screen, lambda: screen.desk.meetings.cancel(meeting.id, reason))


async def _held(screen: DeskScreen, meeting: Meeting, outcome: Outcome, subject: Subject) -> None:
    """Log a meeting that took place, with its note and what follows from it."""
    from msgspec.structs import replace

    from workstation.tui.logging_flow import log_call

    promise = screen.desk.meetings.promise_of(meeting.id)
    entry = LogEntry(
        meeting.account_id,
        outcome.key,
        contact_id=meeting.contact_id,
        follow_up_id=promise,
        began_logging_at=screen.desk.calls.now(),
    )
    about = replace(subject, contact_id=meeting.contact_id, follow_up_id=promise)
    await log_call(screen, entry, outcome, about, with_note=True)
