"""What has happened on the demo's day so far, logged as the rep would have logged it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from workstation.desk.calls.calls import LogEntry
from workstation.desk.clock import FrozenClock
from workstation.desk.demo.world import Company, World
from workstation.desk.demo.writing import WorldWriter

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

FIRST_HOUR = 9
"""Before this hour nothing has happened today."""


def log_today(
    desk: "Desk", clock: FrozenClock, world: World, written: WorldWriter, moment: datetime
) -> None:
    """Log the last replies, a hand that was raised minutes ago, and the morning's calls."""
    slots: dict[str, list[Company]] = {}
    for company in world.companies:
        slots.setdefault(company.slot, []).append(company)
    yesterday = world.calendar.today - 1
    replies = [
        (world.calendar.moment(yesterday, 15, 12, 8), "neutral"),
        (world.calendar.moment(yesterday, 16, 40, 31), "positive"),
        (world.calendar.moment(yesterday, 17, 21, 5), "referral"),
    ]
    for company, (at, kind) in zip(slots["response"], replies, strict=True):
        clock.moment = at
        desk.responses.log(
            written.account_id(company),
            kind,
            world.words["responses"][kind][0],
            contact_id=written.contact_id(company.people[0]),
        )
    if moment.hour >= FIRST_HOUR:
        _morning(desk, clock, world, written, slots["morning"])
    raised = slots["hand_raiser"][0]
    clock.moment = moment - timedelta(minutes=4)
    desk.responses.hand_raiser(
        written.account_id(raised),
        world.words["hand_raise"],
        contact_id=written.contact_id(raised.people[0]),
    )
    clock.moment = moment


def _morning(
    desk: "Desk",
    clock: FrozenClock,
    world: World,
    written: WorldWriter,
    companies: list[Company],
) -> None:
    calls = (
        ("voicemail", 36, 44, "+2d"),
        ("conversation", 42, 412, "+4d"),
        ("no_answer", 53, 24, "+1d"),
    )
    for company, (outcome, minute, seconds, when) in zip(companies, calls, strict=True):
        clock.moment = world.calendar.moment(world.calendar.today, FIRST_HOUR - 1, minute)
        proposal = desk.calls.propose(written.account_id(company), outcome)
        desk.calls.log(
            LogEntry(
                account_id=written.account_id(company),
                outcome=outcome,
                contact_id=written.contact_id(company.people[0]),
                seconds=seconds,
                note=world.words["notes"][outcome][0],
                flow="qualification",
                talk_share=31 if outcome == "conversation" else None,
                when=desk.days.read(when),
                channel=proposal.channel,
                why=proposal.why,
                promised=proposal.promised,
            )
        )
