"""What keeps cadences going and ends them: called by whatever logs what happened, in its action."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.cadences.rows import RUNS, open_runs, open_runs_at, runs_of, title_of
from workstation.desk.errors import DeskError
from workstation.method.cadence import END_WORDS, Cadence, End, find
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.store.actions import Writer

ANSWERS = frozenset({"positive", "referral", "neutral", "negative"})
"""The kinds of response by which a prospect has responded; a bounce or an absence is none."""

_GONE = "the playbook has no such cadence any more"
_SAID = 3


class Agreed(msgspec.Struct, frozen=True):
    """The day of what was agreed with a person, None for the account: cadences give way to it."""

    contact_id: int | None
    day: date

    def concerns(self, run: "Row") -> bool:
        """Say whether a run is with that person, or is the account's own."""
        return self.contact_id is None or run["contact_id"] in (None, self.contact_id)


# A call


def is_step(follow_up: "Row", channel: str, contact_id: int | None) -> bool:
    """Say whether what was done is the step a cadence has planned, on its day or ahead of it."""
    return follow_up["kind"] == "cadence" and done_by(follow_up, channel, contact_id)


def done_by(planned: "Row", channel: str, contact_id: int | None) -> bool:
    """Say whether what was done by a channel with a person is what is planned."""
    return planned["channel"] == channel and planned["contact_id"] in (None, contact_id)


def logged(
    desk: "Desk",
    act: "Writer",
    entry: "LogEntry",
    outcome: "Outcome",
    *,
    booked_one: bool,
    bin_key: str | None,
    agreed: Agreed | None = None,
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
    return said + advance(desk, act, entry.account_id, agreed)


# Going on


def advance(
    desk: "Desk", act: "Writer", account_id: int, agreed: Agreed | None = None
) -> list[str]:
    """Plan the next step of every run whose step was closed; return what the rep should know.

    What was ``agreed`` takes the place of the next step with that person: it moves to the first
    working day after it, with all that come after.
    """
    said = _give_way(desk, act, account_id, agreed) if agreed else []
    rows = desk.store.rows(
        f"{RUNS} WHERE cadence_runs.account_id = ? AND cadence_runs.state = 'running' "
        "AND due.id IS NULL ORDER BY cadence_runs.id",
        (account_id,),
    )
    return said + [_go_on(desk, act, row, agreed) for row in rows]


def _go_on(desk: "Desk", act: "Writer", run: "Row", agreed: Agreed | None) -> str:
    """Plan the step after the one that was closed; of a step done late the rest moves along."""
    from workstation.desk.cadences.days import facts
    from workstation.desk.cadences.next import work_out, write

    cadence = find(desk.playbook.cadences, run["cadence"])
    if cadence is None:
        return end(desk, act, [run], _GONE)[0]
    if why := protected(desk, run, cadence):
        return end(desk, act, [run], why)[0]
    day = agreed.day if agreed and agreed.concerns(run) else None
    known, step = facts(desk, run), run["step"]
    ahead = work_out(desk, run, cadence, known, first=step + 1, done=step, agreed=day)
    return write(desk, act, run, cadence, ahead)


def _give_way(desk: "Desk", act: "Writer", account_id: int, agreed: Agreed) -> list[str]:
    """Move the steps that stand up to the day of what was agreed past it; say which."""
    from workstation.desk.cadences.moves import past, shift
    from workstation.desk.cadences.next import going_on

    runs = [
        run
        for run in runs_of(desk, account_id, agreed.contact_id)
        if run["state"] == "running" and run["due_on"] and run["due_on"] <= agreed.day.isoformat()
    ]
    landed = shift(desk, act, runs, past(agreed.day)) if runs else {}
    return [
        f"{going_on(desk, title_of(desk, run['cadence']), run['channel'], landed[run['id']])}."
        for run in runs
    ]


def protected(desk: "Desk", run: "Row", cadence: Cadence) -> str:
    """Say why a run may not go on with a person or account protected meanwhile, "" if it may."""
    channels = cadence.channels()
    if desk.playbook.bin(run["bin"]).prospecting == "refused":
        return END_WORDS["bin_changed"]
    if (run["do_not_call"] and "call" in channels) or (run["opted_out"] and "email" in channels):
        return END_WORDS["opted_out"]
    return ""


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
    titles = {row["id"]: title_of(desk, row["cadence"]) for row in runs}
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

    ``kind`` is that of the response. An absence moves what else waits for them too.
    """
    if kind == "out_of_office":
        return _absent(desk, act, account_id, contact_id, note)
    if kind == "opt_out" and contact_id is not None:
        return opted_out(desk, act, contact_id)
    if kind not in ANSWERS:
        return []
    return _ended_by(desk, act, runs_of(desk, account_id, contact_id), "responded")


def _absent(
    desk: "Desk", act: "Writer", account_id: int, contact_id: int | None, note: str
) -> list[str]:
    from workstation.desk.cadences.moves import set_away
    from workstation.method.absence import away_until

    until = away_until(note, desk.clock.now())
    if until is None:
        return []
    try:
        return set_away(desk, act, account_id, contact_id, until)
    except DeskError:
        return []


def booked(desk: "Desk", act: "Writer", account_id: int, contact_id: int | None) -> list[str]:
    """End what runs with somebody a meeting is booked with."""
    return _ended_by(desk, act, runs_of(desk, account_id, contact_id), "booked")


def opted_out(desk: "Desk", act: "Writer", contact_id: int) -> list[str]:
    """End what runs with somebody who does not want to be called or mailed any more.

    Where no way to them is left, other steps planned with them are closed too.
    """
    from workstation.desk.suppressions import close_steps

    said = _ended_by(
        desk, act, open_runs(desk, "cadence_runs.contact_id = ?", (contact_id,)), "opted_out"
    )
    return [*said, *close_steps(desk, act, contact_id)]


def imported(desk: "Desk", act: "Writer") -> list[str]:
    """End what runs with everybody whom the import under way protects, set-wise.

    These are the people it marks do-not-call or opted out, and all at accounts to be avoided.
    Where no way to people it marks is left, other steps planned with them are closed too.
    """
    from workstation.desk.suppressions import close_steps

    open_bins = desk.playbook.open_bins()
    closed = f"accounts.bin NOT IN ({', '.join('?' * len(open_bins))})"
    avoided = open_runs(desk, closed, open_bins)
    known = {row["id"] for row in avoided}
    marked = open_runs(
        desk,
        "EXISTS (SELECT 1 FROM changes WHERE table_name = 'contacts' AND action_id = ? "
        "AND row_id = cadence_runs.contact_id AND (json_extract(after, '$.do_not_call') = 1 "
        "OR json_extract(after, '$.opted_out') = 1))",
        (act.id,),
    )
    said = end(desk, act, avoided, END_WORDS["bin_changed"])
    said += end(
        desk, act, [row for row in marked if row["id"] not in known], END_WORDS["opted_out"]
    )
    return [*_in_short(said, "they are protected now"), *close_steps(desk, act)]


def moved(desk: "Desk", act: "Writer", accounts: Sequence[int], bin_key: str) -> list[str]:
    """End the runs whose account has left the bins they may run in."""
    leaving = [row for row in open_runs_at(desk, accounts) if leaves(desk, row, bin_key)]
    return _in_short(
        end(desk, act, leaving, END_WORDS["bin_changed"]), "the accounts left their bins"
    )


def leaves(desk: "Desk", run: "Row", bin_key: str) -> bool:
    """Say whether a run ends when its account goes to a bin."""
    cadence = find(desk.playbook.cadences, run["cadence"])
    if cadence is None or desk.playbook.bin(bin_key).prospecting == "refused":
        return True
    return "bin_changed" in cadence.ends and bin_key not in cadence.bins


def _in_short(said: list[str], why: str) -> list[str]:
    """Return a few sentences as they are, and one for many."""
    return said if len(said) < _SAID else [f"{len(said)} cadences ended: {why}."]


def _ended_by(desk: "Desk", act: "Writer", runs: "Sequence[Row]", why: End) -> list[str]:
    def ends(row: "Row") -> bool:
        cadence = find(desk.playbook.cadences, row["cadence"])
        return cadence is None or why in cadence.ends or why == "opted_out"

    return end(desk, act, [row for row in runs if ends(row)], END_WORDS[why])
