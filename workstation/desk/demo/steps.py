"""Works out the follow-ups behind the demo's history, and those that are open today."""

from datetime import date, datetime, timedelta
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.demo.world import Activity, Company, Person, World

LATE, SKIPPED, MOVED = 0.25, 0.025, 0.5
"""Of steps that could be: done late, skipped; of late ones: moved to the day they were done."""

CHECKS_PLANNED = 0.45
AGREED = {"promised_now": (-3, 7), "promised_today": (60, 125, 200)}
"""Minutes from now to the times agreed on."""

DAY_ENDS = 18
PROMISING = ("call_back", "conversation", "qualification", "discovery", "meeting_held")
ANSWERED = ("positive", "referral", "neutral")


def add_steps(world: World, moment: datetime) -> None:
    """Fill the world's follow-ups: closed ones between touches, open ones as slots ask for."""
    times = {slot: iter(minutes) for slot, minutes in AGREED.items()}
    for company in world.companies:
        company.history.sort(key=lambda activity: activity.at)
        if company.slot != "campaign":
            _closed(world, company)
        agreed = None
        if company.slot in times:
            agreed = _agreed(company.slot, moment, next(times[company.slot]))
        _open(world, company, agreed)


def _agreed(slot: str, moment: datetime, minutes: int) -> datetime | None:
    """Return the time agreed on, in steps of five minutes; None when the day is over by then."""
    when = moment + timedelta(minutes=minutes)
    when = when.replace(minute=when.minute // 5 * 5, second=0, microsecond=0)
    if slot == "promised_now":
        return when if when.date() == moment.date() else moment
    return when if when.date() == moment.date() and when.hour < DAY_ENDS else None


def _step(company: Company, person: Person | None, due: date, **values: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "company": company,
        "person": person,
        "kind": "next_step",
        "channel": "call",
        "why": "",
        "promised": 0,
        "due_on": due.isoformat(),
        "due_at": None,
        "first_due_on": due.isoformat(),
        "state": "open",
        "closed_at": None,
        "closed_on": None,
        "skip_reason": None,
        "made_by": None,
        "closed_by": None,
    } | values


def _closed(world: World, company: Company) -> None:
    """Every touch was the next step agreed at the touch before, most of them on the day."""
    last: Activity | None = None
    waiting: Activity | None = None
    for activity in company.history:
        if activity.kind == "bin" and activity.outcome != "working":
            last = None
        elif activity.kind == "response" and activity.outcome in ANSWERED:
            waiting = activity
        if activity.kind not in ("call", "email", "meeting") or activity.paired:
            continue
        if waiting is not None and activity.day >= waiting.day:
            world.follow_ups.append(_answered(company, waiting, activity))
            waiting = None
        elif last is not None and activity.day > last.day:
            world.follow_ups.append(_between(world, company, last, activity))
        last = activity


def _answered(company: Company, response: Activity, answer: Activity) -> dict[str, Any]:
    return _step(
        company,
        response.person,
        response.at.date(),
        kind="response",
        why="answer them",
        state="done",
        closed_at=iso(answer.at),
        closed_on=answer.at.date().isoformat(),
        made_by=response,
        closed_by=answer,
    )


def _between(world: World, company: Company, made: Activity, kept: Activity) -> dict[str, Any]:
    rng, days = world.rng, world.calendar.days
    gap = kept.day - made.day
    skipped = rng.random() < SKIPPED
    late = not skipped and gap > 1 and rng.random() < LATE
    due = days[kept.day - rng.randint(1, min(3, gap - 1))] if late else days[kept.day]
    promised = made.outcome in PROMISING
    channel = "meeting" if kept.outcome == "discovery" else kept.kind
    step = _step(
        company,
        kept.person,
        due,
        channel=channel,
        why=world.say("whys", "promised" if promised and channel == "call" else channel),
        promised=int(promised),
        due_at=iso(kept.at) if channel == "meeting" and not late else None,
        state="skipped" if skipped else "done",
        closed_at=iso(kept.at),
        closed_on=kept.at.date().isoformat(),
        skip_reason=world.say("skip_reasons") if skipped else None,
        made_by=made,
        closed_by=None if skipped else kept,
    )
    if late and rng.random() < MOVED:
        step["due_on"] = kept.at.date().isoformat()
    return step


def _open(world: World, company: Company, agreed: datetime | None) -> None:
    """Plan what a company is in the queue for today, or is planned for later."""
    rng, now = world.rng, world.calendar.today
    made = next((each for each in reversed(company.history) if each.kind == "call"), None)
    person = made.person if made else None
    if person is None or not person.callable or company.slot == "morning":
        person = company.people[0]
    due = now
    values: dict[str, Any] = {"why": world.say("whys", "promised")}
    match company.slot:
        case "promised_now" | "promised_today":
            values |= {"promised": 1, "due_at": iso(agreed) if agreed else None}
        case "overdue":
            due = now - rng.randint(1, 4)
            values |= {"promised": 1, "why": world.say("whys", "overdue")}
        case "step":
            due = now - rng.choice((0, 0, 0, 1, 2))
            channel = rng.choice(("call", "call", "call", "email"))
            values |= {"channel": channel, "why": world.say("whys", channel)}
        case "morning":
            values |= {"why": world.say("whys", "call")}
        case "quiet" | "later" | "response" | "hand_raiser":
            due = now + rng.randint(2, 9)
            values |= {"promised": int(company.slot == "later")}
        case "quarterly" if rng.random() < CHECKS_PLANNED:
            due = now + rng.randint(0, 45)
            values |= {"kind": "check_back", "why": world.say("whys", "check_back")}
        case _:
            return
    step = _step(company, person, world.calendar.days[due], made_by=made, **values)
    world.follow_ups.append(step)
