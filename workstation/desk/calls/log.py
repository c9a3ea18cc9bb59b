"""Logging a call: the activity, its answers, what it settles, what follows, all in one action."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import meeting_rows, pairing, protection
from workstation.desk.cadences import calls as cadence_calls
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.calls import kept as call_kept
from workstation.desk.calls import settles as call_settles
from workstation.desk.calls.under_way import Raised, Rung
from workstation.desk.changed import Changed
from workstation.desk.clock import iso, moment_of
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.method.bins import BIN_KEYS
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.desk import Desk
    from workstation.method.outcomes import Outcome
    from workstation.method.when import When
    from workstation.store.actions import Writer


LONGEST_LOGGING = 30 * 60
"""Seconds of logging that still count; after longer ones the rep was not at it all the while."""


class Proposal(msgspec.Struct, frozen=True):
    """What an outcome proposes: the next step in plain words and a bin, to accept or to change.

    ``next_text`` is text for ``days.read``, "" when there is nothing to propose;
    ``bin`` is None when the account should stay where it is. ``goes_on`` says what a cadence plans
    next with them, "" without one: nothing else need be agreed then.
    """

    outcome: str
    next_text: str
    next_asked: bool
    channel: str
    why: str
    promised: bool
    bin: str | None
    asks_reason: bool
    goes_on: str = ""


class LogEntry(msgspec.Struct, frozen=True):
    """Everything there is to log about a call or meeting.

    ``when`` is the agreed next step (None: none); ``bin`` moves the account; ``reason`` says why
    (not interested, an override of a protection); ``seconds`` is the length;
    ``began_logging_at`` (UTC text) when the rep hung up or began to log, "" when nobody knows.
    ``standing`` is where the buyer stands, a level by scale; ``objections`` and ``ladder`` what was
    raised and the whys behind it; ``block`` the call block it belongs to, ``meeting`` one booked
    in it, ``promises`` the follow-ups made in it; ``answered_by`` who gave an answer, by question,
    where that is not ``contact_id``.
    """

    account_id: int
    outcome: str
    contact_id: int | None = None
    follow_up_id: int | None = None
    seconds: int | None = None
    note: str = ""
    answers: Mapping[str, str] = msgspec.field(default_factory=dict)
    flow: str | None = None
    talk_share: int | None = None
    buyer_action: str = ""
    rating: int | None = None
    when: "When | None" = None
    channel: str = "call"
    why: str = ""
    promised: bool = False
    bin: str | None = None
    reason: str = ""
    draft: int | None = None
    opener: str = ""
    standing: Mapping[str, str] = msgspec.field(default_factory=dict)
    objections: Sequence[Raised] = ()
    ladder: Sequence[Rung] = ()
    starred: bool = False
    began_logging_at: str = ""
    block: int | None = None
    meeting: int | None = None
    promises: Sequence[int] = ()
    answered_by: Mapping[str, int | None] = msgspec.field(default_factory=dict)


class Logged(msgspec.Struct, frozen=True):
    """A call logged: the action, the activity, and what follows."""

    changed: Changed
    activity: int
    follow_up_due: str | None
    follow_up_channel: str | None
    bin: str


def propose(
    desk: "Desk", account_id: int, outcome_key: str, contact_id: int | None = None
) -> Proposal:
    """Return what the playbook proposes after an outcome of a call with somebody.

    Where a cadence goes on with them its own next step is the next step, unless another was
    agreed.
    """
    outcome = find_outcome(desk, outcome_key)
    step = outcome.next
    bin_key = outcome.proposes_bin(desk.accounts.get(account_id).bin)
    talked = outcome.counts_as == "conversation"
    goes_on = ""
    if outcome.of == "call" or talked:
        goes_on = cadence_calls.goes_on(desk, account_id, contact_id, outcome, bin_key)
    agreed = step is not None and step.promised and not talked
    asked = step is not None and (agreed or not goes_on)
    return Proposal(
        outcome=outcome.key,
        next_text=step.when if step and asked else "",
        next_asked=asked,
        channel=step.channel if step else "call",
        why=step.why if step else "",
        promised=bool(step and step.promised),
        bin=bin_key,
        asks_reason=outcome.asks_reason,
        goes_on=goes_on,
    )


def find_outcome(desk: "Desk", key: str) -> "Outcome":
    """Return the outcome of a key or title.

    Raises:
        DeskError: there is none.
    """
    for outcome in desk.playbook.outcomes:
        if key in (outcome.key, outcome.title.lower()):
            return outcome
    known = ", ".join(outcome.key for outcome in desk.playbook.outcomes)
    raise DeskError(f"There is no outcome {key!r}; there are {known}.")


def log(desk: "Desk", entry: LogEntry) -> Logged:
    """Log a call; see ``Calls.log``."""
    outcome = find_outcome(desk, entry.outcome)
    account = desk.accounts.get(entry.account_id)
    bin_key = entry.bin if entry.bin and entry.bin != account.bin else None
    _check(desk, entry, outcome, bin_key)
    title = f"Log call: {account.name}, {outcome.title.lower()}"
    advice = [entry.when.moved] if entry.when and entry.when.moved else []
    closes = bin_key is not None and desk.playbook.bin(bin_key).prospecting == "refused"
    when = None if closes else entry.when
    with desk.store.action(title) as act:
        activity = _write_activity(desk, act, entry, outcome)
        made_now = call_kept.made_in(desk, entry)
        still = call_settles.close(desk, act, entry, outcome, activity, made_now)
        missed = meeting_rows.follow_log(desk, act, entry, outcome, activity)
        call_kept.write(act, entry, activity, desk.days.today().isoformat())
        call_kept.link(desk, act, entry, activity, made_now)
        if outcome.counts_as == "conversation":
            call_kept.close_preparation(desk, act, entry, activity)
        if when:
            call_settles.plan(act, entry, when, outcome, activity, still, missed)
        booked = (outcome.meeting or _booked(desk, entry)) == "booked"
        advice += cadence_hooks.logged(
            desk,
            act,
            entry,
            outcome,
            booked_one=booked,
            bin_key=bin_key,
            agreed=cadence_calls.agreed_in(desk, entry, outcome, when, made_now),
        )
        if bin_key:
            again = "agree on the next step"
            advice += desk.bins.put(act, [account.id], bin_key, entry.reason, why=again)
        call_settles.mark(desk, act, entry, outcome)
        advice += pairing.pair(desk, act, entry, activity)
        _signal(desk, act, entry, activity)
        if entry.draft is not None:
            act.forget_draft(entry.draft)
    advice += follow_invitations(desk, act.id) if closes else ()
    return Logged(
        Changed(act.id, title, (account.id,), tuple(advice)),
        activity,
        when.day.isoformat() if when else None,
        entry.channel if when else None,
        bin_key or account.bin,
    )


def _check(desk: "Desk", entry: LogEntry, outcome: "Outcome", bin_key: str | None) -> None:
    """Refuse what must not be logged so, before anything is written."""
    if entry.seconds is not None and entry.seconds < 0:
        raise DeskError("A call cannot have lasted less than nothing.")
    if entry.rating is not None and not 1 <= entry.rating <= 5:
        raise DeskError("A lead is rated from 1 to 5.")
    if entry.talk_share is not None and not 0 <= entry.talk_share <= 100:
        raise DeskError("A talk share is between 0 and 100 per cent.")
    if outcome.asks_reason and not entry.reason.strip():
        raise DeskError(f"“{outcome.title}” needs a reason: why?")
    if outcome.mark == "do_not_call":
        if entry.contact_id is None:
            raise DeskError(
                f"“{outcome.title}” protects a person: say who asked, or add them to the account "
                "first."
            )
    else:
        protection.require(desk, entry.account_id, entry.contact_id, reason=entry.reason)
    if bin_key is None:
        return
    if bin_key not in BIN_KEYS:
        raise DeskError(f"There is no bin {bin_key!r}; there are {', '.join(BIN_KEYS)}.")
    if not entry.reason.strip() and desk.bins.needs_reason([entry.account_id], bin_key):
        raise DeskError("Moving an account out of the avoid bins needs a reason; it is recorded.")


def _write_activity(desk: "Desk", act: "Writer", entry: LogEntry, outcome: "Outcome") -> int:
    now = desk.clock.now()
    began = _began(desk, entry, now)
    return act.insert(
        "activities",
        {
            "account_id": entry.account_id,
            "contact_id": entry.contact_id,
            "kind": outcome.of,
            "happened_at": iso(began),
            "happened_on": began.date().isoformat(),
            "seconds": entry.seconds,
            "outcome": outcome.key,
            "counts_as": outcome.counts_as,
            "meeting": outcome.meeting or _booked(desk, entry),
            "flow": entry.flow,
            "talk_share": entry.talk_share,
            "note": clean(entry.note).strip() or None,
            "buyer_action": clean_line(entry.buyer_action) or None,
            "reason": clean_line(entry.reason) or None,
            "rating": entry.rating,
            "opener": entry.opener or None,
            "logging_seconds": _logging_seconds(entry, now),
            "interest": entry.standing.get("interest") or None,
            "buyer_urgency": entry.standing.get("urgency") or None,
            "buyer_stage": entry.standing.get("stage") or None,
            "starred": int(entry.starred),
            "call_block_id": _block(desk, entry),
        },
    )


def _block(desk: "Desk", entry: LogEntry) -> int | None:
    """Return the call block it belongs to; a program that never opened one is in none."""
    if entry.block is None and "blocks" not in desk.__dict__:
        return None
    return desk.blocks.belonging(entry.block)


def _logging_seconds(entry: LogEntry, now: "datetime") -> int | None:
    """Return what the logging took, None when nobody knows.

    Nobody does when the clock was set back meanwhile, or when it took so long that the rep was
    away.
    """
    if not entry.began_logging_at:
        return None
    seconds = int((now - moment_of(entry.began_logging_at)).total_seconds())
    return seconds if 0 <= seconds <= LONGEST_LOGGING else None


def _began(desk: "Desk", entry: LogEntry, now: "datetime") -> "datetime":
    """Return when the call began: its draft knows, else its length is taken off."""
    if entry.draft is not None:
        started = desk.store.value(
            "SELECT started_at FROM call_drafts WHERE id = ?", (entry.draft,)
        )
        if started and moment_of(started) <= now:
            return moment_of(started).astimezone(now.tzinfo)
    return now - timedelta(seconds=entry.seconds or 0)


def _signal(desk: "Desk", act: "Writer", entry: LogEntry, activity: int) -> None:
    """Let what came of it count as signals; a meeting booked on the spot has counted already."""
    row = desk.store.row(
        "SELECT counts_as, meeting, happened_at FROM activities WHERE id = ?", (activity,)
    )
    if row is None:
        return
    found = ["conversation"] if row["counts_as"] == "conversation" else []
    meeting = {"booked": "meeting_booked", "held": "meeting_held", "no_show": "no_show"}
    if row["meeting"] in meeting and not (row["meeting"] == "booked" and entry.meeting):
        found.append(meeting[row["meeting"]])
    desk.signals.logged(act, entry.account_id, entry.contact_id, found, row["happened_at"])


def _booked(desk: "Desk", entry: LogEntry) -> str | None:
    """Return "booked" when the next step is a meeting (METHOD, measures: meetings booked).

    One that was booked in the call, and undone or called off before the log, is none.
    """
    stands = entry.meeting is not None and desk.store.value(
        "SELECT 1 FROM meetings WHERE id = ? AND state = 'booked'", (entry.meeting,)
    )
    return "booked" if stands or (entry.when and entry.channel == "meeting") else None
