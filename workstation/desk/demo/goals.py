"""The demo's goals: what the rep set out to do on each day, most of it reached."""

from collections import Counter
from typing import Any

from workstation.desk.clock import iso
from workstation.desk.demo.history import BUSY_DAYS
from workstation.desk.demo.world import World
from workstation.method.measures import FIVE_MINUTES

HIT = 0.8


def goals_of(world: World) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of ``goals`` and ``day_closings``."""
    calendar, rng = world.calendar, world.rng
    talks: Counter[int] = Counter()
    emails: Counter[int] = Counter()
    long_calls: Counter[int] = Counter()
    for activity in world.activities:
        talks[activity.day] += activity.values.get("counts_as") == "conversation"
        emails[activity.day] += activity.kind == "email"
        long_calls[activity.day] += (
            activity.kind == "call" and activity.values["seconds"] >= FIVE_MINUTES
        )
    goals: list[dict[str, Any]] = []
    closings: list[dict[str, Any]] = []
    for day in range(calendar.start, calendar.today):
        sure = calendar.today - day <= BUSY_DAYS
        wished = 5 if sure or rng.random() < HIT else 6
        conversations = min(wished, talks[day]) if sure else wished - (talks[day] == wished - 1)
        mails = emails[day] // 5 * 5 if sure or rng.random() < HIT else emails[day] // 5 * 5 + 10
        ticked = sure or rng.random() < HIT
        closed = calendar.moment(day, 17, rng.randint(40, 58))
        rows = [
            _goal(f"Hold {conversations} conversations", "conversations", conversations),
            _goal(f"Send {mails} emails", "emails_sent", mails)
            if mails
            else _goal("Hold one five-minute call", "five_minute_calls", 1),
            _goal(world.say("goals", "ticked"), done_at=iso(closed) if ticked else None),
        ]
        for position, row in enumerate(rows, 1):
            goals.append({"day_on": calendar.days[day].isoformat(), "position": position} | row)
        hit = (
            (talks[day] >= conversations)
            + (emails[day] >= mails if mails else long_calls[day] > 0)
            + ticked
        )
        closings.append(
            {
                "day_on": calendar.days[day].isoformat(),
                "goals_planned": len(rows),
                "goals_hit": hit,
                "note": world.say("goals", "closings") or None,
                "closed_at": iso(closed),
            }
        )
    today = [
        _goal("Hold five conversations", "conversations", 5),
        _goal("Qualify one opportunity", "qualified_opportunities", 1),
        _goal("Plan next month"),
    ]
    for position, row in enumerate(today, 1):
        goals.append(
            {"day_on": calendar.days[calendar.today].isoformat(), "position": position} | row
        )
    return goals, closings


def _goal(
    text: str, measure: str | None = None, target: int | None = None, done_at: str | None = None
) -> dict[str, Any]:
    return {"text": text, "measure": measure, "target": target, "done_at": done_at}
