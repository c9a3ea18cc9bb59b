"""What a call means for the cadence of a person: what it goes on with, and what it gives way to."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.cadences.rows import runs_of
from workstation.method.cadence import Cadence, find

if TYPE_CHECKING:
    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.method.when import When


def goes_on(
    desk: "Desk", account_id: int, contact_id: int | None, outcome: "Outcome", bin_key: str | None
) -> str:
    """Say what the cadence with a person goes on with after a call, "" when none outlives it.

    ``bin_key`` is the bin the account would go to (None: it stays). Of several the soonest is said.
    """
    from workstation.desk.cadences.days import facts
    from workstation.desk.cadences.next import Ahead, said, work_out

    found: list[tuple[date, str]] = []
    for run in runs_of(desk, account_id, contact_id):
        cadence = find(desk.playbook.cadences, run["cadence"])
        if run["state"] != "running" or run["due_on"] is None or cadence is None:
            continue
        if _ends_with(cadence, outcome) or (bin_key and cadence_hooks.leaves(desk, run, bin_key)):
            continue
        ahead = Ahead(run["step"], date.fromisoformat(run["due_on"]))
        if cadence_hooks.done_by(run, outcome.of, contact_id):
            known, step = facts(desk, run, outcome.counts_as), run["step"]
            ahead = work_out(desk, run, cadence, known, first=step + 1, done=step)
        found.append((ahead.day, said(desk, cadence, ahead)))
    return min(found)[1] if found else ""


def _ends_with(cadence: Cadence, outcome: "Outcome") -> bool:
    """Say whether a call with an outcome ends a cadence."""
    return outcome.mark == "do_not_call" or any(
        why in cadence.ends
        for why, happened in (
            ("responded", outcome.counts_as == "conversation"),
            ("booked", outcome.meeting == "booked"),
        )
        if happened
    )


def agreed_in(
    desk: "Desk", entry: "LogEntry", outcome: "Outcome", when: "When | None", made: Iterable[int]
) -> cadence_hooks.Agreed | None:
    """Return what a call agreed with a person, None for nothing: the latest day of it.

    That is its next step, unless it is a meeting (which ends the cadences it is to end) or the
    second try of one that was missed, and the calls promised meanwhile: ``made`` are follow-ups.
    """
    days = [
        date.fromisoformat(row["due_on"])
        for row in desk.store.rows(
            f"SELECT due_on FROM follow_ups WHERE id IN ({', '.join(str(each) for each in made)}) "
            "AND state = 'open' AND promised = 1 AND channel = 'call'"
        )
    ]
    asked = entry.promised or outcome.of == "call"
    if when is not None and asked and entry.channel != "meeting":
        days.append(when.day)
    return cadence_hooks.Agreed(entry.contact_id, max(days)) if days else None
