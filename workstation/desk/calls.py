"""Calls: opened, kept on disk while they go on, and logged with what follows from them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import protection
from workstation.desk.call_under_way import Call, spoken
from workstation.desk.changed import Changed
from workstation.desk.clock import iso, moment_of
from workstation.desk.errors import DeskError
from workstation.desk.follow_ups import due_columns
from workstation.method.bins import Verdict
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.desk import Desk
    from workstation.desk.records import Account, Contact
    from workstation.method.outcomes import Outcome
    from workstation.method.when import When
    from workstation.store.actions import Writer


__all__ = ["Call", "Calls", "LogEntry", "Logged", "Proposal"]

QUIET = 90
"""Seconds after which a call nobody writes to is taken as left behind by its program."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an outcome proposes: the next step in plain words and a bin, to accept or to change.

    ``next_text`` is text for ``days.read``, "" when there is nothing to propose;
    ``bin`` is None when the account should stay where it is.
    """

    outcome: str
    next_text: str
    next_asked: bool
    channel: str
    why: str
    promised: bool
    bin: str | None
    asks_reason: bool


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Everything there is to log about a call or meeting.

    ``when`` is the agreed next step (None: none); ``bin`` moves the account; ``reason`` says why
    (not interested, an override of a protection); ``seconds`` is the length.
    """

    account_id: int
    outcome: str
    contact_id: int | None = None
    follow_up_id: int | None = None
    seconds: int | None = None
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
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


@dataclass(frozen=True, slots=True)
class Logged:
    """A call logged: the action, the activity, and what follows."""

    changed: Changed
    activity: int
    follow_up_due: str | None
    follow_up_channel: str | None
    bin: str


class Calls:
    """Opens, keeps and logs calls."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._left: set[int] = set()

    # Under way

    def guard(self, account_id: int, contact_id: int | None = None) -> Verdict:
        """Say whether this account and person may be called.

        Raises:
            DeskError: the account is not there.
        """
        return protection.verdict(self._desk, account_id, contact_id)

    def open(
        self,
        account_id: int,
        *,
        contact_id: int | None = None,
        follow_up_id: int | None = None,
        flow: str | None = None,
        override: str = "",
    ) -> Call:
        """Start a call, or go on with the one to this account that was left open.

        Its clock runs from now, and it is on disk at once. Without a person it is for the most
        useful one at the account who may be called.

        Raises:
            Protected: the account or person must not be called, and no reason was given.
            DeskError: the account is not there.
        """
        account = self._desk.accounts.get(account_id)
        protection.require(self._desk, account_id, contact_id, reason=override)
        if (left := self._left_open(account_id)) is not None:
            left.override = clean_line(override) or left.override
            left.follow_up_id = follow_up_id or left.follow_up_id
            return left
        if contact_id is None:
            people = self._desk.accounts.contacts(account_id)
            contact_id = next((each.id for each in people if not each.do_not_call), None)
        call = self.begin(account_id, contact_id=contact_id, follow_up_id=follow_up_id)
        call.flow = flow or self.usual_flow(account.bin)
        call.override = clean_line(override)
        self.save(call)
        return call

    def begin(
        self, account_id: int, *, contact_id: int | None = None, follow_up_id: int | None = None
    ) -> Call:
        """Return a call that is on disk only once it is saved, or the one left open."""
        if (left := self._left_open(account_id)) is not None:
            return left
        now = iso(self._desk.clock.now())
        return Call(
            account_id=account_id,
            contact_id=contact_id,
            follow_up_id=follow_up_id,
            started_at=now,
            seen_at=now,
        )

    def usual_flow(self, bin_key: str) -> str:
        """Return the flow a call into a bin usually follows."""
        wanted = {
            "cold": "mapping",
            "nurture.quarterly": "check_back",
            "nurture.dead": "dead_opportunity",
        }.get(bin_key, "qualification")
        known = [flow.key for flow in self._desk.playbook.flows]
        return wanted if wanted in known else known[0]

    def save(self, call: Call) -> str:
        """Write a call under way to disk.

        Returns "" or, when another program has written or closed the same call meanwhile, a
        sentence; what is here is then kept as a call of its own, and nothing there is touched.

        Raises:
            StoreError: it could not be written.
        """
        said = self._taken(call)
        if said:
            call.draft = None
        call.note = clean(call.note)
        call.answers = {key: clean(text) for key, text in call.answers.items()}
        before, call.mark = call.mark, os.urandom(4).hex()
        try:
            call.draft = self._desk.store.write_draft(
                call.draft,
                call.account_id,
                call.started_at,
                msgspec.json.encode(call).decode(),
            )
        except BaseException:
            call.mark = before
            raise
        self._left.discard(call.draft)
        return said

    def _taken(self, call: Call) -> str:
        """Say what another program did to this call, "" for nothing."""
        if call.draft is None:
            return ""
        mark = self._desk.store.value(
            "SELECT coalesce(json_extract(content, '$.mark'), '') FROM call_drafts WHERE id = ?",
            (call.draft,),
        )
        if mark is None:
            return (
                "This call was logged or thrown away in another program; "
                "what is here is kept as a call of its own."
            )
        if mark != call.mark:
            return (
                "This call is open in another program too; "
                "what is here is kept as a call of its own from now on."
            )
        return ""

    def leave(self, call: Call) -> None:
        """Put a call aside; it goes on when the account is called again, or at the next start."""
        self.save(call)
        if call.draft is not None:
            self._left.add(call.draft)

    def _left_open(self, account_id: int) -> Call | None:
        """Return the call to an account that no program is busy with."""
        now = self._desk.clock.now()
        for call in reversed(self.unfinished()):
            if call.account_id != account_id:
                continue
            here = call.draft in self._left
            quiet = (now - moment_of(call.seen_at or call.started_at)).total_seconds()
            if here or quiet > QUIET or quiet < 0:
                return call
        return None

    def unfinished(self) -> list[Call]:
        """Return calls that were never logged, oldest first; after a crash the one under way."""
        calls = []
        for row in self._desk.store.rows("SELECT id, content FROM call_drafts ORDER BY started_at"):
            try:
                call = msgspec.json.decode(row["content"], type=Call)
            except msgspec.DecodeError:
                continue
            call.draft = row["id"]
            calls.append(call)
        return calls

    def discard(self, call: Call) -> None:
        """Forget a call under way without logging it."""
        if call.draft is not None:
            self._desk.store.drop_draft(call.draft)
            call.draft = None

    def their_zone(self, account: "Account", contact: "Contact | None") -> str | None:
        """Return the time zone a call goes to: the person's, their number's, the account's."""
        if contact is not None:
            zones = (contact.time_zone, *(each.time_zone for each in contact.phones))
            if found := next((zone for zone in zones if zone), None):
                return found
        return account.time_zone

    def placeholders(self, account: "Account", contact: "Contact | None") -> dict[str, str]:
        """Return what the names in braces of a prompt stand for, as far as it is known."""
        settings = self._desk.settings.all()
        return {
            "me": settings["name"],
            "company": settings["company"],
            "product": settings["product"],
            "their_name": contact.name if contact else "",
            "their_company": account.name,
            "their_industry": account.industry or "",
        }

    def answers_of(self, call: Call) -> dict[str, str]:
        """Return the answers given in a call, in full, by question."""
        known = {
            question.key: question
            for flow in self._desk.playbook.flows
            for question in flow.questions()
        }
        return {
            key: spoken(known[key], typed) if key in known else typed.strip()
            for key, typed in call.answers.items()
            if typed.strip()
        }

    # Afterwards

    def propose(self, account_id: int, outcome_key: str) -> Proposal:
        """Return what the playbook proposes after an outcome.

        Raises:
            DeskError: there is no such outcome.
        """
        outcome = self._outcome(outcome_key)
        account = self._desk.accounts.get(account_id)
        step = outcome.next
        bin_key = outcome.proposes_bin(account.bin)
        return Proposal(
            outcome=outcome.key,
            next_text=step.when if step else "",
            next_asked=step is not None,
            channel=step.channel if step else "call",
            why=step.why if step else "",
            promised=bool(step and step.promised),
            bin=bin_key,
            asks_reason=outcome.asks_reason,
        )

    def log(self, entry: LogEntry) -> Logged:
        """Log a call or meeting with its next step and bin, as one action.

        The follow-up it was made for is closed, and so are others of the account due by today for
        the same person over the phone. A hand-raiser or response that was not reached stays one.

        Raises:
            Protected: the account or person must not be called, and no reason was given.
            DeskError: there is no such outcome or account, or a reason is missing.
        """
        outcome = self._outcome(entry.outcome)
        account = self._desk.accounts.get(entry.account_id)
        if outcome.asks_reason and not entry.reason.strip():
            raise DeskError(f"“{outcome.title}” needs a reason: why?")
        if outcome.mark == "do_not_call" and entry.contact_id is None:
            raise DeskError(
                f"“{outcome.title}” protects a person: say who asked, or add them to the account "
                "first."
            )
        if outcome.mark is None:
            protection.require(self._desk, entry.account_id, entry.contact_id, reason=entry.reason)
        title = f"Log call: {account.name}, {outcome.title.lower()}"
        advice = [entry.when.moved] if entry.when and entry.when.moved else []
        bin_key = entry.bin if entry.bin and entry.bin != account.bin else None
        if bin_key:
            advice += self._desk.bins.check([account.id], bin_key)
        with self._desk.store.action(title) as act:
            activity = self._write_activity(act, entry, outcome)
            still = self._close(act, entry, outcome, activity)
            self._write_answers(act, entry, activity)
            if entry.when:
                self._plan(act, entry, outcome, activity, still)
            if bin_key:
                self._move(act, account.id, bin_key, entry.reason)
            self._mark(act, entry, outcome)
            if entry.draft is not None:
                act.forget_draft(entry.draft)
        changed = Changed(act.id, title, (account.id,), tuple(advice))
        return Logged(
            changed,
            activity,
            entry.when.day.isoformat() if entry.when else None,
            entry.channel if entry.when else None,
            bin_key or account.bin,
        )

    def _outcome(self, key: str) -> "Outcome":
        for outcome in self._desk.playbook.outcomes:
            if key in (outcome.key, outcome.title.lower()):
                return outcome
        known = ", ".join(outcome.key for outcome in self._desk.playbook.outcomes)
        raise DeskError(f"There is no outcome {key!r}; there are {known}.")

    def _write_activity(self, act: "Writer", entry: LogEntry, outcome: "Outcome") -> int:
        now = self._desk.clock.now()
        began = self._began(entry, now)
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
                "meeting": outcome.meeting or _booked(entry),
                "flow": entry.flow,
                "talk_share": entry.talk_share,
                "note": clean(entry.note).strip() or None,
                "buyer_action": clean_line(entry.buyer_action) or None,
                "reason": clean_line(entry.reason) or None,
                "rating": entry.rating,
            },
        )

    def _began(self, entry: LogEntry, now: "datetime") -> "datetime":
        """Return when the call began: its draft knows, else its length is taken off."""
        if entry.draft is not None:
            started = self._desk.store.value(
                "SELECT started_at FROM call_drafts WHERE id = ?", (entry.draft,)
            )
            if started and moment_of(started) <= now:
                return moment_of(started).astimezone(now.tzinfo)
        return now

    def _close(
        self, act: "Writer", entry: LogEntry, outcome: "Outcome", activity: int
    ) -> str | None:
        """Close what this call settled; return the kind of follow-up that still stands."""
        today = self._desk.days.today().isoformat()
        still = None
        for row in self._desk.store.rows(
            "SELECT id, kind, channel, contact_id, due_on FROM follow_ups "
            "WHERE account_id = ? AND state = 'open'",
            (entry.account_id,),
        ):
            meant = row["id"] == entry.follow_up_id
            same_person = row["contact_id"] in (None, entry.contact_id)
            due_call = row["due_on"] <= today and row["channel"] == outcome.of and same_person
            if not meant and not due_call:
                continue
            if outcome.counts_as == "unanswered" and row["kind"] in ("hand_raiser", "response"):
                still = row["kind"]
            act.update(
                "follow_ups", row["id"], self._desk.follow_ups.closed_columns("done", activity)
            )
        return still

    def _write_answers(self, act: "Writer", entry: LogEntry, activity: int) -> None:
        day = self._desk.days.today().isoformat()
        for question, answer in entry.answers.items():
            said = clean(answer).strip()
            if said:
                act.insert(
                    "answers",
                    {
                        "account_id": entry.account_id,
                        "contact_id": entry.contact_id,
                        "activity_id": activity,
                        "flow": entry.flow,
                        "question": question,
                        "answer": said,
                        "answered_on": day,
                    },
                )

    def _plan(
        self, act: "Writer", entry: LogEntry, outcome: "Outcome", activity: int, still: str | None
    ) -> None:
        when = entry.when
        if when is None:
            return
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
                **due_columns(when),
                "first_due_on": when.day.isoformat(),
                "made_by_id": activity,
            },
        )

    def _move(self, act: "Writer", account_id: int, bin_key: str, reason: str) -> None:
        moment, day = self._desk.days.stamp()
        said = clean_line(reason) or None
        target = self._desk.playbook.bin(bin_key)
        act.update(
            "accounts",
            account_id,
            {"bin": target.key, "bin_since_on": day, "bin_reason": said},
        )
        act.insert(
            "activities",
            {
                "account_id": account_id,
                "kind": "bin",
                "happened_at": moment,
                "happened_on": day,
                "outcome": target.key,
                "reason": said,
            },
        )
        if target.prospecting == "refused":
            for row in self._desk.store.rows(
                "SELECT id FROM follow_ups WHERE account_id = ? AND state = 'open'", (account_id,)
            ):
                act.update(
                    "follow_ups",
                    row["id"],
                    {
                        **self._desk.follow_ups.closed_columns("skipped"),
                        "skip_reason": f"moved to {target.title}",
                    },
                )

    def _mark(self, act: "Writer", entry: LogEntry, outcome: "Outcome") -> None:
        if outcome.mark == "do_not_call" and entry.contact_id is not None:
            act.update(
                "contacts",
                entry.contact_id,
                {
                    "do_not_call": 1,
                    "protection_reason": clean_line(entry.reason) or "asked not to be called",
                },
            )
        elif outcome.mark == "wrong_number" and entry.contact_id is not None:
            number = self._desk.store.value(
                "SELECT id FROM phones WHERE contact_id = ? AND state = 'valid' "
                "ORDER BY is_main DESC, id LIMIT 1",
                (entry.contact_id,),
            )
            if number is not None:
                act.update("phones", number, {"state": "wrong"})


def _booked(entry: LogEntry) -> str | None:
    """Return "booked" when the next step is a meeting (METHOD, measures: meetings booked)."""
    return "booked" if entry.when and entry.channel == "meeting" else None


def default_contact(desk: "Desk", account_id: int) -> int | None:
    """Return the person to call at an account when none was chosen."""
    contacts = desk.accounts.contacts(account_id)
    return contacts[0].id if contacts else None
