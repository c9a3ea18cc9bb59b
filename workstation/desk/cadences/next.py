"""The next step of a cadence: worked out, said before it is written, and written."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.cadences.rows import THROUGH
from workstation.method.cadence import OUTCOMES, Cadence

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.cadence import Facts
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value


class Ahead(msgspec.Struct, frozen=True):
    """What a run comes to: step ``number`` on ``day``, None when no step is left.

    ``late`` is by how many more working days than before the step and all after it are moved.
    """

    number: int | None
    day: date
    late: int = 0


def work_out(
    desk: "Desk",
    run: "Row",
    cadence: Cadence,
    known: "Facts",
    *,
    first: int,
    done: int | None = None,
    agreed: date | None = None,
) -> Ahead:
    """Return the next step of a run from number ``first`` on, as the ``known`` facts have it.

    When step ``done`` was done late, the next keeps its distance from today; so does a step that
    would lie in the past. It lands past an absence, and past the day of what was ``agreed``.
    """
    from workstation.desk.cadences.days import Calendars, days_late, planned
    from workstation.method.cadence import gap_past, next_step

    today = desk.days.today()
    away = run["away_until_on"]
    waits = [each for each in (agreed, date.fromisoformat(away) if away else None) if each]
    days, both = planned(Calendars(desk), cadence, run)
    number = next_step(cadence, first, known)
    if number is None:
        day = both.next(today)
        return Ahead(None, both.add(day, gap_past(day, agreed, both)) if agreed else day)
    behind = days[min(number if done is None else done, len(days)) - 1].day
    late = days_late(behind, today, both)
    day = max(both.add(days[number - 1].day, late), both.next(today))
    gap = gap_past(day, max(waits), both) if waits else 0
    return Ahead(number, both.add(day, gap), late + gap)


def write(desk: "Desk", act: "Writer", run: "Row", cadence: Cadence, ahead: Ahead) -> str:
    """Plan what a run comes to, and say so; after its last step have its outcome chosen."""
    if ahead.number is None:
        return _through(desk, act, run, cadence, ahead.day)
    act.update(
        "cadence_runs",
        run["id"],
        {
            "state": "running",
            "step": ahead.number,
            "shifted_days": run["shifted_days"] + ahead.late,
        },
    )
    step = cadence.steps[ahead.number - 1]
    act.insert("follow_ups", _columns(run, ahead.number, step.channel, step.why, ahead.day))
    return f"{said(desk, cadence, ahead)}."


def said(desk: "Desk", cadence: Cadence, ahead: Ahead) -> str:
    """Say in words what a run comes to: "No-show goes on: email Fri 27 Nov"."""
    if ahead.number is None:
        return f"{cadence.title} is through with this"
    return going_on(desk, cadence.title, cadence.steps[ahead.number - 1].channel, ahead.day)


def going_on(desk: "Desk", title: str, channel: str, day: date) -> str:
    """Say which step a cadence goes on with, and when."""
    from workstation.method.days import say_day

    today = desk.days.today()
    when = "today" if day == today else say_day(day, near=today)
    return f"{title} goes on: {channel} {when}"


def _columns(run: "Row", number: int, channel: str, why: str, day: date) -> "dict[str, Value]":
    return {
        "account_id": run["account_id"],
        "contact_id": run["contact_id"],
        "cadence_run_id": run["id"],
        "cadence_step": number,
        "kind": "cadence",
        "channel": channel,
        "why": why,
        "due_on": day.isoformat(),
        "first_due_on": day.isoformat(),
    }


def _through(desk: "Desk", act: "Writer", run: "Row", cadence: Cadence, day: date) -> str:
    """End a run whose last step is done, and have its outcome chosen."""
    number = len(cadence.steps) + 1
    act.update(
        "cadence_runs",
        run["id"],
        {
            "state": "ended",
            "ended_on": desk.days.today().isoformat(),
            "end_reason": THROUGH,
            "step": number,
        },
    )
    if not cadence.at_end:
        return f"{cadence.title} is through."
    words = [OUTCOMES[each.outcome].lower() for each in cadence.at_end]
    choice = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    why = f"{cadence.title} is through: {choice}?"
    act.insert("follow_ups", _columns(run, number, "task", why, day))
    return f"{why} C chooses."
