"""Works out the follow-ups behind the demo's history, and those that are open today."""

from datetime import date, datetime, timedelta
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.demo.world import Activity, Company, Person, World

LATE, SKIPPED = 0.19, 0.025
PROMISING = ("call_back", "conversation", "qualification", "discovery", "meeting_held")
ANSWERED = ("positive", "referral", "neutral")


def add_steps(world: World, moment: datetime) -> None:
    """Fill the world's follow-ups: closed ones between touches, open ones as slots ask for."""
    for company in world.companies:
        company.history.sort(key=lambda activity: activity.at)
        if company.slot != "campaign":
            _closed(world, company)
        _open(world, company, moment)


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
    late = not skipped and gap > 1 and rng.random() < LATE * 1.35
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
    if late and rng.random() < 0.5:
        step["due_on"] = kept.at.date().isoformat()
    return step


def _open(world: World, company: Company, moment: datetime) -> None:
    rng, calendar = world.rng, world.calendar
    made = next((each for each in reversed(company.history) if each.kind == "call"), None)
    person = made.person if made else company.people[0]
    now, days = calendar.today, calendar.days
    base: dict[str, Any] = {"made_by": made}
    due, when = days[now], None
    match company.slot:
        case "promised_now":
            when = moment + timedelta(minutes=rng.choice((-4, 3, 6)))
            base |= {"promised": 1, "why": world.say("whys", "promised")}
        case "promised_today":
            when = moment + timedelta(minutes=rng.choice((55, 95, 140, 200)))
            when = when.replace(minute=when.minute // 15 * 15, second=0)
            base |= {"promised": 1, "why": world.say("whys", "promised")}
        case "overdue":
            due = days[now - rng.randint(1, 4)]
            base |= {"promised": 1, "why": world.say("whys", "overdue")}
        case "step":
            due = days[now - rng.choice((0, 0, 0, 1, 2))]
            channel = rng.choice(("call", "call", "call", "email"))
            base |= {"channel": channel, "why": world.say("whys", channel)}
        case "quiet" | "later" | "morning" | "response" | "hand_raiser":
            due = days[now + rng.randint(2, 9)]
            base |= {"why": world.say("whys", "promised"), "promised": int(company.slot == "later")}
        case "quarterly":
            if rng.random() < 0.45:
                base |= {"kind": "check_back", "why": world.say("whys", "check_back")}
                due = days[now + rng.randint(0, 45)]
            else:
                return
        case _:
            return
    if when is not None:
        if when.date() != moment.date() or when.hour > 17:
            when = moment if company.slot == "promised_now" else None
        if when is not None:
            base["due_at"] = iso(when)
    if person is not None and not person.callable:
        person = next((each for each in company.people if each.callable), person)
    world.follow_ups.append(_step(company, person, due, **base))
