"""Moving what cadences have planned: by so many working days, past a day, past an absence."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.cadences.rows import open_runs, runs_of, title_of
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.method.days import WorkingDays
    from workstation.store.actions import Writer
    from workstation.store.bulk import Progress

MOST_SHIFT = 260
"""Working days, a year, by which a cadence may be shifted at once."""

Gap = Callable[[date, "WorkingDays"], int]
"""Says by how many working days to move what stands on a day, by the days both sides work."""


def check(days: int) -> None:
    """Refuse a number of working days to shift by that makes no sense.

    Raises:
        DeskError: it is none, or more than a year.
    """
    if days == 0 or abs(days) > MOST_SHIFT:
        raise DeskError(f"Shift by 1 to {MOST_SHIFT} working days, or back by as many.")


def say(days: int) -> str:
    """Say by how many working days something is shifted: "2 working days back"."""
    back = " back" if days < 0 else ""
    return f"{abs(days)} working day{'s' if abs(days) != 1 else ''}{back}"


def by(desk: "Desk", days: int) -> Gap:
    """Return the gap of a shift by so many days: what is overdue is shifted from today on."""
    from workstation.desk.cadences.days import days_late

    today = desk.days.today()
    return lambda due, both: days + (days_late(due, today, both) if days > 0 else 0)


def waiting(desk: "Desk", cadence: str | None = None) -> "list[Row]":
    """Return the runs, of one cadence if named, that have a step planned."""
    return open_runs(
        desk,
        "cadence_runs.state = 'running' AND due.id IS NOT NULL AND (?1 IS NULL OR cadence = ?1)",
        (cadence,),
    )


def shift_all(
    desk: "Desk", days: int, cadence: str | None = None, progress: "Progress | None" = None
) -> Changed:
    """Move every cadence that runs; see ``Cadences.shift_all``."""
    check(days)
    rows = waiting(desk, cadence)
    if not rows:
        raise DeskError("No cadence runs.")
    what = "1 cadence" if len(rows) == 1 else f"{len(rows)} cadences"
    title = f"Shift {what} by {say(days)}"
    with desk.store.action(title) as act:
        shift(desk, act, rows, by(desk, days), progress)
    return Changed(act.id, title, tuple(row["account_id"] for row in rows[:100]))


def shift(
    desk: "Desk",
    act: "Writer",
    runs: "Sequence[Row]",
    gap: Gap,
    progress: "Progress | None" = None,
) -> dict[int, date]:
    """Move what runs have planned, and all after it; return the new day of each, by run.

    A run that has nothing planned is passed over. What is written is written set-wise.

    Raises:
        DeskError: one would land in the past, or nobody works any more.
    """
    from workstation.desk.cadences.days import Calendars
    from workstation.method.days import NoWorkingDayError

    calendars, today = Calendars(desk), desk.days.today()
    landed: dict[int, date] = {}
    moved: list[tuple[int, int]] = []
    planned: list[tuple[int, str, None, str]] = []
    for run in runs:
        if run["follow_up_id"] is None:
            continue
        both = calendars.of(run["country"], run["region"])
        try:
            due = both.next(date.fromisoformat(run["due_on"]))
            days = gap(due, both)
            day = both.add(due, days)
        except NoWorkingDayError as error:
            raise DeskError(f"No day is left to work on: {error}.") from error
        if days < 0 and day < today:
            who = run["contact"] or run["account"]
            raise DeskError(
                f"That would put the next step with {who} on {day.isoformat()}, which is past."
            )
        landed[run["id"]] = day
        moved.append((run["id"], run["shifted_days"] + days))
        planned.append((run["follow_up_id"], day.isoformat(), None, day.isoformat()))
    act.update_many("cadence_runs", ("shifted_days",), moved, progress=progress)
    act.update_many("follow_ups", ("due_on", "due_at", "first_due_on"), planned, progress=progress)
    return landed


def past(until: date) -> Gap:
    """Return the gap by which a step moves past a day, to the first working day after it."""
    from workstation.method.cadence import gap_past

    return lambda due, both: gap_past(due, until, both)


def set_away(
    desk: "Desk", act: "Writer", account_id: int, contact_id: int | None, until: date
) -> list[str]:
    """Move what waits for somebody past their absence; return what the rep should know.

    The next steps of their cadences move, and all after them; a paused one keeps the day for when
    it goes on. Of the other follow-ups with them those not promised move; what was promised, and
    meetings, stay and are said.

    Raises:
        DeskError: nobody works any more.
    """
    from workstation.method.days import say_day

    runs = runs_of(desk, account_id, contact_id)
    running = [each for each in runs if each["state"] == "running"]
    others, promised = _waiting(desk, account_id, contact_id, until)
    if not (runs or others or promised):
        return []
    near = desk.days.today()
    landed = shift(desk, act, running, past(until))
    act.update_many(
        "cadence_runs", ("away_until_on",), [(each["id"], until.isoformat()) for each in runs]
    )
    back = _back(desk, account_id, until)
    act.update_many(
        "follow_ups",
        ("due_on", "due_at", "first_due_on"),
        [(each["id"], back.isoformat(), None, back.isoformat()) for each in others],
    )
    told = [
        f"the next step is on {say_day(landed[each['id']], near=near)}"
        for each in running
        if each["id"] in landed
    ]
    told += [
        f"{title_of(desk, each['cadence'])} is paused and will go on after that"
        for each in runs
        if each["state"] == "paused"
    ]
    if others:
        more = "more " if landed else ""
        number = f"{len(others)} {more}follow-ups move" if len(others) > 1 else "1 follow-up moves"
        told.append(f"{number} to {say_day(back, near=near)}")
    told += [
        f"promised and left where it is: {each['channel']} "
        f"{say_day(date.fromisoformat(each['due_on']), near=near)}"
        for each in promised
    ]
    away = f"{_who(desk, account_id, contact_id, runs)} is away until {say_day(until, near=near)}"
    return [f"{away}: {'; '.join(told)}." if told else f"{away}."]


def _waiting(
    desk: "Desk", account_id: int, contact_id: int | None, until: date
) -> "tuple[list[Row], list[Row]]":
    """Return what else is open with somebody up to a day: what may move, and what was promised.

    The reminders of a meeting are neither: they go with it.
    """
    rows = desk.store.rows(
        "SELECT id, channel, due_on, promised, meeting_id FROM follow_ups WHERE account_id = ?1 "
        "AND state = 'open' AND cadence_run_id IS NULL AND due_on <= ?3 "
        "AND (?2 IS NULL OR contact_id = ?2) ORDER BY due_on, id",
        (account_id, contact_id, until.isoformat()),
    )
    return (
        [each for each in rows if not each["promised"] and each["meeting_id"] is None],
        [each for each in rows if each["promised"]],
    )


def _back(desk: "Desk", account_id: int, until: date) -> date:
    """Return the first day after one on which both sides work."""
    from datetime import timedelta

    from workstation.desk.cadences.days import Calendars
    from workstation.method.days import NoWorkingDayError

    account = desk.accounts.get(account_id)
    try:
        both = Calendars(desk).of(account.country, account.region)
        return both.next(until + timedelta(days=1))
    except NoWorkingDayError as error:
        raise DeskError(f"No day is left to work on: {error}.") from error


def _who(desk: "Desk", account_id: int, contact_id: int | None, runs: "Sequence[Row]") -> str:
    """Name who is away: the person, else the one whose cadence runs alone, else the account."""
    if contact_id is not None:
        name = desk.store.value("SELECT name FROM contacts WHERE id = ?", (contact_id,))
        return str(name)
    if len(runs) == 1 and runs[0]["contact"]:
        return str(runs[0]["contact"])
    return desk.accounts.get(account_id).name
