"""What a call settles and plans: follow-ups closed, the next step, who must not be called again."""

from typing import TYPE_CHECKING

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.calls.retries import retries
from workstation.desk.follow_ups import due_columns
from workstation.desk.suppressions import close_steps
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.calls.log import LogEntry
    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.method.when import When
    from workstation.store.actions import Writer


def close(
    desk: "Desk",
    act: "Writer",
    entry: "LogEntry",
    outcome: "Outcome",
    activity: int,
    made_now: set[int],
) -> str | None:
    """Close what this call settled, but ``made_now``; return the kind that still stands.

    That is what was due, the step of a cadence, and the retry that an unanswered call to the same
    person had planned: this call is the second try, whatever its day. The promise of a meeting
    that is booked is closed with the meeting, by ``follow_log``: a call on it that nobody answered,
    or days ahead of it, leaves it in the queue.
    """
    today = desk.days.today().isoformat()
    again = {row["id"] for row in retries(desk, [entry.account_id])} if outcome.of == "call" else ()
    still = None
    for row in desk.store.rows(
        "SELECT id, kind, channel, contact_id, due_on FROM follow_ups "
        "WHERE account_id = ? AND state = 'open' AND NOT (channel = 'meeting' AND EXISTS "
        "(SELECT 1 FROM meetings WHERE meetings.id = meeting_id AND meetings.state = 'booked'))",
        (entry.account_id,),
    ):
        meant = row["id"] == entry.follow_up_id
        same_person = row["contact_id"] in (None, entry.contact_id)
        due_call = row["due_on"] <= today and row["channel"] == outcome.of and same_person
        step = cadence_hooks.is_step(row, outcome.of, entry.contact_id)
        tried = row["id"] in again and same_person
        if row["id"] in made_now or not (meant or due_call or step or tried):
            continue
        if outcome.counts_as == "unanswered" and row["kind"] in ("hand_raiser", "response"):
            still = row["kind"]
        act.update("follow_ups", row["id"], desk.follow_ups.closed_columns("done", activity))
    return still


def plan(
    act: "Writer",
    entry: "LogEntry",
    when: "When",
    outcome: "Outcome",
    activity: int,
    still: str | None,
    missed: int | None,
) -> None:
    """Plan the next step, of the kind that ``still`` stands, for a meeting that was ``missed``."""
    why = entry.why or (outcome.next.why if outcome.next else "")
    act.insert(
        "follow_ups",
        {
            "account_id": entry.account_id,
            "contact_id": entry.contact_id,
            "kind": still or "next_step",
            "channel": entry.channel,
            "why": clean_line(why),
            "promised": int(entry.promised),
            "promised_by": "me" if entry.promised else None,
            **due_columns(when),
            "first_due_on": when.day.isoformat(),
            "made_by_id": activity,
            "meeting_id": missed if entry.channel == "call" else None,
        },
    )


def mark(desk: "Desk", act: "Writer", entry: "LogEntry", outcome: "Outcome") -> None:
    """Mark the person or their number, as the outcome says."""
    if entry.contact_id is None:
        return
    if outcome.mark == "do_not_call":
        _protect(desk, act, entry.contact_id, clean_line(entry.reason))
    elif outcome.mark == "wrong_number":
        number = desk.store.value(
            "SELECT id FROM phones WHERE contact_id = ? AND state = 'valid' "
            "ORDER BY is_main DESC, id LIMIT 1",
            (entry.contact_id,),
        )
        if number is not None:
            act.update("phones", number, {"state": "wrong"})


def _protect(desk: "Desk", act: "Writer", contact_id: int, reason: str) -> None:
    """Mark a person do-not-call, and drop the calls still planned with them."""
    known = desk.store.value("SELECT protection_reason FROM contacts WHERE id = ?", (contact_id,))
    act.update(
        "contacts",
        contact_id,
        {"do_not_call": 1, "protection_reason": reason or known or "asked not to be called"},
    )
    for row in desk.store.rows(
        "SELECT id FROM follow_ups WHERE contact_id = ? AND state = 'open' AND channel = 'call'",
        (contact_id,),
    ):
        act.update(
            "follow_ups",
            row["id"],
            {
                **desk.follow_ups.closed_columns("skipped"),
                "skip_reason": "asked not to be called",
            },
        )
    close_steps(desk, act, contact_id)
