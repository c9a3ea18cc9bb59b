"""What keeps cadences going and ends them: called by whatever logs what happened, in its action."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.cadence_rows import (
    RUNS,
    THROUGH,
    open_runs,
    open_runs_at,
    runs_of,
)
from workstation.desk.errors import DeskError
from workstation.method.cadence import END_WORDS, OUTCOMES, Cadence, End, find
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.call_log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.method.days import WorkingDays
    from workstation.method.outcomes import Outcome
    from workstation.store.actions import Value, Writer

ANSWERS = frozenset({"positive", "referral", "neutral", "negative"})
"""The kinds of response by which a prospect has responded; a bounce or an absence is none."""

_GONE = "the playbook has no such cadence any more"


def waits_for_call(desk: "Desk", account_id: int) -> bool:
    """Say whether the next call belongs to a cadence, which then plans what follows."""
    return (
        desk.store.value(
            "SELECT 1 FROM follow_ups JOIN cadence_runs ON cadence_runs.id = cadence_run_id "
            "WHERE follow_ups.account_id = ? AND follow_ups.state = 'open' "
            "AND channel = 'call' AND cadence_runs.state = 'running'",
            (account_id,),
        )
        is not None
    )


# Going on


def advance(desk: "Desk", act: "Writer", account_id: int) -> list[str]:
    """Plan the next step of every run whose step was closed; return what the rep should know."""
    rows = desk.store.rows(
        f"{RUNS} WHERE cadence_runs.account_id = ? AND cadence_runs.state = 'running' "
        "AND due.id IS NULL ORDER BY cadence_runs.id",
        (account_id,),
    )
    return [said for row in rows if (said := _go_on(desk, act, row))]


def _go_on(desk: "Desk", act: "Writer", run: "Row") -> str:
    """Plan the step after the one that was closed; of a step done late the rest moves along."""
    from workstation.desk.cadence_days import Calendars, days_late, facts, planned
    from workstation.method.cadence import next_step

    cadence = find(desk.playbook.cadences, run["cadence"])
    if cadence is None:
        return end(desk, act, [run], _GONE)[0]
    if protected(desk, run, cadence):
        return end(desk, act, [run], END_WORDS["opted_out"])[0]
    today = desk.days.today()
    days, both = planned(Calendars(desk), cadence, run)
    number = next_step(cadence, run["step"] + 1, facts(desk, run))
    if number is None:
        return _through(desk, act, run, cadence, both.next(today))
    done = days[min(run["step"], len(days)) - 1].day
    late = days_late(done, today, both)
    day = max(both.add(days[number - 1].day, late), both.next(today))
    act.update(
        "cadence_runs", run["id"], {"step": number, "shifted_days": run["shifted_days"] + late}
    )
    plan_step(act, run, cadence, number, day)
    return ""


def plan_step(act: "Writer", run: "Row", cadence: Cadence, number: int, day: date) -> None:
    """Write the follow-up of a step."""
    step = cadence.steps[number - 1]
    act.insert("follow_ups", _columns(run, number, step.channel, step.why, day))


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
    said = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    why = f"{cadence.title} is through: {said}?"
    act.insert("follow_ups", _columns(run, number, "task", why, day))
    return f"{why} C chooses."


def protected(desk: "Desk", run: "Row", cadence: Cadence) -> bool:
    """Say whether a person was protected by something that ends no cadence itself (an import)."""
    channels = cadence.channels()
    row = desk.store.row(
        "SELECT do_not_call, opted_out FROM contacts WHERE id = ?", (run["contact_id"],)
    )
    if desk.playbook.bin(run["bin"]).prospecting == "refused":
        return True
    return row is not None and bool(
        (row["do_not_call"] and "call" in channels) or (row["opted_out"] and "email" in channels)
    )


# Ending


def end(desk: "Desk", act: "Writer", runs: "Sequence[Row]", reason: str) -> list[str]:
    """End runs for a reason and drop what they had planned; return a sentence for each."""
    if not runs:
        return []
    moment, today = desk.days.stamp()
    act.update_many(
        "cadence_runs",
        ("state", "ended_on", "end_reason"),
        [(row["id"], "ended", today, clean_line(reason)) for row in runs],
    )
    titles = {row["id"]: _title(desk, row["cadence"]) for row in runs}
    act.update_many(
        "follow_ups",
        ("state", "skip_reason", "closed_at", "closed_on"),
        [
            (row["follow_up_id"], "skipped", f"{titles[row['id']]}: {reason}", moment, today)
            for row in runs
            if row["follow_up_id"] is not None
        ],
    )
    return [
        f"{titles[row['id']]} with {row['contact'] or row['account']} ended: {reason}."
        for row in runs
    ]


def responded(
    desk: "Desk", act: "Writer", account_id: int, contact_id: int | None, kind: str, note: str = ""
) -> list[str]:
    """Follow a response: an answer or an opt-out ends what runs with them, an absence moves it.

    ``kind`` is that of the response.
    """
    if kind == "out_of_office":
        return _absent(desk, act, runs_of(desk, account_id, contact_id), note)
    if kind == "opt_out" and contact_id is not None:
        return opted_out(desk, act, contact_id)
    if kind not in ANSWERS:
        return []
    return _ended_by(desk, act, runs_of(desk, account_id, contact_id), "responded")


def booked(desk: "Desk", act: "Writer", account_id: int, contact_id: int | None) -> list[str]:
    """End what runs with somebody a meeting is booked with."""
    return _ended_by(desk, act, runs_of(desk, account_id, contact_id), "booked")


def opted_out(desk: "Desk", act: "Writer", contact_id: int) -> list[str]:
    """End what runs with somebody who does not want to be called or mailed any more."""
    return _ended_by(
        desk, act, open_runs(desk, "cadence_runs.contact_id = ?", (contact_id,)), "opted_out"
    )


def moved(desk: "Desk", act: "Writer", accounts: Sequence[int], bin_key: str) -> list[str]:
    """End the runs whose account has left the bins they may run in."""
    refused = desk.playbook.bin(bin_key).prospecting == "refused"

    def leaves(row: "Row") -> bool:
        cadence = find(desk.playbook.cadences, row["cadence"])
        if cadence is None or refused:
            return True
        return "bin_changed" in cadence.ends and bin_key not in cadence.bins

    leaving = [row for row in open_runs_at(desk, accounts) if leaves(row)]
    said = end(desk, act, leaving, END_WORDS["bin_changed"])
    return said if len(said) < 3 else [f"{len(said)} cadences ended: the accounts left their bins."]


def logged(
    desk: "Desk",
    act: "Writer",
    entry: "LogEntry",
    outcome: "Outcome",
    *,
    booked_one: bool,
    bin_key: str | None,
) -> list[str]:
    """Follow a call: a conversation or a meeting ends what runs, anything else goes on with it."""
    said: list[str] = []
    if bin_key is not None:
        said += moved(desk, act, [entry.account_id], bin_key)
    if booked_one:
        said += booked(desk, act, entry.account_id, entry.contact_id)
    if outcome.mark == "do_not_call" and entry.contact_id is not None:
        said += opted_out(desk, act, entry.contact_id)
    if outcome.counts_as == "conversation":
        runs = runs_of(desk, entry.account_id, entry.contact_id)
        said += _ended_by(desk, act, runs, "responded")
    return said + advance(desk, act, entry.account_id)


def _ended_by(desk: "Desk", act: "Writer", runs: "Sequence[Row]", why: End) -> list[str]:
    def ends(row: "Row") -> bool:
        cadence = find(desk.playbook.cadences, row["cadence"])
        return cadence is None or why in cadence.ends or why == "opted_out"

    return end(desk, act, [row for row in runs if ends(row)], END_WORDS[why])


def _title(desk: "Desk", key: str) -> str:
    cadence = find(desk.playbook.cadences, key)
    return cadence.title if cadence else key.replace("_", " ")


# Absence


def _absent(desk: "Desk", act: "Writer", runs: "Sequence[Row]", note: str) -> list[str]:
    from workstation.method.absence import away_until

    running = [row for row in runs if row["state"] == "running"]
    until = away_until(note, desk.clock.now()) if running else None
    if until is None:
        return []
    try:
        return [said for row in running if (said := set_away(desk, act, row, until))]
    except DeskError:
        return []


def set_away(desk: "Desk", act: "Writer", run: "Row", until: date) -> str:
    """Move the next step of a run past an absence, and with it all that come after."""
    from workstation.method.cadence import gap_past
    from workstation.method.days import say_day

    moved_on = shift_by(desk, act, run, lambda due, both: gap_past(due, until, both))
    act.update("cadence_runs", run["id"], {"away_until_on": until.isoformat()})
    near = desk.days.today()
    who = run["contact"] or run["account"]
    away = f"{who} is away until {say_day(until, near=near)}"
    return f"{away}: the next step is on {say_day(moved_on, near=near)}." if moved_on else ""


def shift_by(
    desk: "Desk", act: "Writer", run: "Row", gap: "Callable[[date, WorkingDays], int]"
) -> date | None:
    """Move what a run has planned, and all after it, by so many working days; return its new day.

    ``gap`` says by how many, given the day it stands on and the days both sides work. None:
    nothing is planned.

    Raises:
        DeskError: it would land in the past, or nobody works any more.
    """
    from workstation.desk.cadence_days import Calendars
    from workstation.method.days import NoWorkingDayError

    if run["follow_up_id"] is None:
        return None
    both = Calendars(desk).of(run["country"], run["region"])
    try:
        due = both.next(date.fromisoformat(run["due_on"]))
        days = gap(due, both)
        day = both.add(due, days)
    except NoWorkingDayError as error:
        raise DeskError(f"No day is left to work on: {error}.") from error
    if days < 0 and day < desk.days.today():
        raise DeskError(f"That would put the next step on {day.isoformat()}, which is past.")
    act.update("cadence_runs", run["id"], {"shifted_days": run["shifted_days"] + days})
    act.update(
        "follow_ups",
        run["follow_up_id"],
        {"due_on": day.isoformat(), "due_at": None, "first_due_on": day.isoformat()},
    )
    return day
