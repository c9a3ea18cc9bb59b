"""Calls: opened, kept on disk while they go on, and logged with what follows from them."""

import os
from typing import TYPE_CHECKING

import msgspec

from workstation.desk import protection
from workstation.desk.calls import log as call_log
from workstation.desk.calls.background import Background, background
from workstation.desk.calls.log import LogEntry, Logged, Proposal
from workstation.desk.calls.under_way import Call, Raised, Rung, spoken
from workstation.desk.clock import check_moments, iso, moment_of
from workstation.desk.holders import in_use, new_holder
from workstation.desk.prepared import answers_for
from workstation.desk.referrers import referrer_of
from workstation.method.bins import Verdict
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.records import Account, Contact


__all__ = ["Call", "Calls", "LogEntry", "Logged", "Proposal", "Raised", "Rung"]


class Calls:
    """Opens, keeps and logs calls."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._holder = new_holder()

    def now(self) -> str:
        """Return the present moment as it is kept, for what is timed until it is logged."""
        return iso(self._desk.clock.now())

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
        left = next(reversed(self.left_open(account_id)), None)
        asked = left.contact_id if left else contact_id
        protection.require(self._desk, account_id, asked, reason=override)
        if left is not None:
            left.override = clean_line(override) or left.override
            left.follow_up_id = follow_up_id or left.follow_up_id
            return left
        if contact_id is None:
            people = self._desk.accounts.contacts(account_id)
            contact_id = next((each.id for each in people if not each.do_not_call), None)
        call = self.begin(account_id, contact_id=contact_id, follow_up_id=follow_up_id)
        experiments = self._desk.experiments
        call.flow = flow or experiments.assign_flow(self.usual_flow(account.bin), account_id)
        people = self._desk.accounts.contacts(account_id)
        contact = next((each for each in people if each.id == contact_id), None)
        known = self.placeholders(account, contact)
        call.opener = experiments.assign_opener(call.flow, account_id, known)
        call.override = clean_line(override)
        self.save(call)
        return call

    def begin(
        self, account_id: int, *, contact_id: int | None = None, follow_up_id: int | None = None
    ) -> Call:
        """Return a call that is on disk only once it is saved, or the one left open."""
        if left := self.left_open(account_id):
            return left[-1]
        now = iso(self._desk.clock.now())
        return Call(
            account_id=account_id,
            contact_id=contact_id,
            follow_up_id=follow_up_id,
            started_at=now,
            seen_at=now,
            block=self._desk.blocks.belonging(None),
            holder=self._holder,
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
        return self._write(call, self._holder)

    def _write(self, call: Call, holder: str) -> str:
        said = self._taken(call)
        if said:
            call.draft = None
        call.note = clean(call.note)
        call.answers = {key: clean(text) for key, text in call.answers.items()}
        before, held = call.mark, call.holder
        call.mark, call.holder = os.urandom(4).hex(), holder
        try:
            call.draft = self._desk.store.drafts.write_call(
                call.draft,
                call.account_id,
                call.started_at,
                msgspec.json.encode(call).decode(),
            )
        except BaseException:
            call.mark, call.holder = before, held
            raise
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
        self._write(call, "")

    def left_open(self, account_id: int | None = None) -> list[Call]:
        """Return the calls (to one account) that no running program has in its hands."""
        return [
            call
            for call in self.unfinished()
            if account_id in (None, call.account_id) and not self._held(call)
        ]

    def elsewhere(self, account_id: int) -> str:
        """Say that a call to an account is open in another program, "" when none is.

        Raises:
            DeskError: one is, and the account is gone.
        """
        theirs = [
            call
            for call in self.unfinished()
            if call.account_id == account_id
            and call.holder not in ("", self._holder)
            and self._held(call)
        ]
        if not theirs:
            return ""
        name = self._desk.accounts.get(account_id).name
        since = moment_of(theirs[0].started_at).astimezone(self._desk.clock.now().tzinfo)
        return f"{name} is being called in another program too, since {since:%H:%M}."

    def _held(self, call: Call) -> bool:
        if not call.holder:
            return False
        if call.holder == self._holder:
            return True
        return in_use(call.holder, call.seen_at or call.started_at, self._desk.clock.now())

    def unfinished(self) -> list[Call]:
        """Return calls that were never logged, oldest first; after a crash the one under way."""
        calls = []
        for row in self._desk.store.rows("SELECT id, content FROM call_drafts ORDER BY started_at"):
            try:
                call = msgspec.json.decode(row["content"], type=Call)
                check_moments(call.started_at, call.seen_at or None, call.ended_at or None)
            except (msgspec.DecodeError, ValueError):
                continue  # damaged on disk
            call.draft = row["id"]
            calls.append(call)
        return calls

    def discard(self, call: Call) -> None:
        """Forget a call under way without logging it."""
        if call.draft is not None:
            self._desk.store.drafts.drop_call(call.draft)
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
        prepared = answers_for(self._desk, account.id, contact.id if contact else None)
        return {
            "me": settings["name"],
            "company": settings["company"],
            "product": settings["product"],
            "their_name": contact.name if contact else "",
            "their_company": account.name,
            "their_industry": account.industry or "",
            "referrer": referrer_of(self._desk, account, contact).name,
            "reason": prepared.get("reason", ""),
            "my_phone": settings["phone"],
        }

    def background(self, account_id: int, contact_id: int | None = None) -> Background:
        """Return what earlier calls to an account left, and what was prepared for this one."""
        return background(self._desk, account_id, contact_id)

    def answers_of(self, call: Call) -> dict[str, str]:
        """Return the answers given in a call, in full, by question."""
        known = {
            question.key: question
            for flow in self._desk.playbook.flows
            for question in flow.questions()
        }
        began = moment_of(call.started_at).astimezone(self._desk.clock.now().tzinfo)
        return {
            key: spoken(known[key], typed, began) if key in known else typed.strip()
            for key, typed in call.answers.items()
            if typed.strip()
        }

    # Afterwards

    def propose(self, account_id: int, outcome_key: str, contact_id: int | None = None) -> Proposal:
        """Return what the playbook proposes after an outcome of a call with somebody.

        Raises:
            DeskError: there is no such outcome or account.
        """
        return call_log.propose(self._desk, account_id, outcome_key, contact_id)

    def log(self, entry: LogEntry) -> Logged:
        """Log a call or meeting with its next step and bin, as one action.

        The follow-up it was made for is closed, and so are others of the account due by today for
        the same person over the phone. A hand-raiser or response that was not reached stays one.

        Raises:
            Protected: the account or person must not be called, and no reason was given.
            DeskError: there is no such outcome, account or bin, a reason is missing, or a length
                or share makes no sense.
        """
        return call_log.log(self._desk, entry)


def default_contact(desk: "Desk", account_id: int) -> int | None:
    """Return the person to call at an account when none was chosen."""
    contacts = desk.accounts.contacts(account_id)
    return contacts[0].id if contacts else None
