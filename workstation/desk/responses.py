"""What comes in or is noted without a call: responses, hand-raisers, notes and touches by hand."""

from typing import TYPE_CHECKING, Literal

from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.follow_ups import due_columns
from workstation.desk.urgency_fold import plan_hand_raiser
from workstation.method.responses import RESPONSES, Response
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.when import When
    from workstation.store.actions import Writer


class Responses:
    """Logs what did not come from a call of ours."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def kinds(self) -> tuple[Response, ...]:
        """Return the kinds of response, each with its rule."""
        return RESPONSES

    def log(
        self, account_id: int, kind: str, note: str = "", *, contact_id: int | None = None
    ) -> Changed:
        """Log a response the moment it is seen; one that wants an answer joins the queue.

        An opt-out protects the person and drops what was to be mailed to them, a bounce marks the
        address, a positive response or a referral makes the account a lead (Predictable Revenue,
        responses).

        Raises:
            DeskError: there is no such kind, account or (for an opt-out or a bounce) contact.
        """
        response = next((each for each in RESPONSES if each.key == kind), None)
        if response is None:
            known = ", ".join(each.key for each in RESPONSES)
            raise DeskError(f"There is no response {kind!r}; there are {known}.")
        account = self._desk.accounts.get(account_id)
        if response.about_person and contact_id is None:
            raise DeskError(f"“{response.title}” is about a person: say who it was.")
        title = f"Log response: {account.name}, {response.title.lower()}"
        with self._desk.store.action(title) as act:
            activity = self._activity(act, account_id, contact_id, "response", note, kind, "in")
            if response.wants_answer:
                self._answer(act, account_id, contact_id, activity)
            if response.makes_lead:
                self._make_lead(act, account_id)
            if response.key == "opt_out" and contact_id is not None:
                self._opt_out(act, contact_id)
            if response.key == "bounce" and contact_id is not None:
                self._bounce(act, contact_id)
            self._desk.signals.logged(act, account_id, contact_id, [kind])
            said = cadence_hooks.responded(self._desk, act, account_id, contact_id, kind, note)
        return Changed(act.id, title, (account_id,), tuple(said), made=activity)

    def hand_raiser(
        self, account_id: int, note: str = "", *, contact_id: int | None = None
    ) -> Changed:
        """Log that somebody asked to be contacted; it goes to the top of the queue now.

        Raises:
            DeskError: the account is not there.
        """
        account = self._desk.accounts.get(account_id)
        title = f"Hand raised: {account.name}"
        with self._desk.store.action(title) as act:
            activity = self._activity(
                act, account_id, contact_id, "response", note, "positive", "in"
            )
            plan_hand_raiser(
                self._desk,
                act,
                account_id,
                why=clean_line(note),
                contact_id=contact_id,
                made_by=activity,
            )
            self._make_lead(act, account_id)
            self._desk.signals.logged(act, account_id, contact_id, ["hand_raiser"])
            said = cadence_hooks.responded(self._desk, act, account_id, contact_id, "positive")
        return Changed(act.id, title, (account_id,), tuple(said), made=activity)

    def note(self, account_id: int, text: str, *, contact_id: int | None = None) -> Changed:
        """Write a note about an account.

        Raises:
            DeskError: there is nothing to note.
        """
        account = self._desk.accounts.get(account_id)
        if not clean(text).strip():
            raise DeskError("There is nothing to note.")
        title = f"Note: {account.name}"
        with self._desk.store.action(title) as act:
            made = self._activity(act, account_id, contact_id, "note", text, None, "out")
        return Changed(act.id, title, (account_id,), made=made)

    def touch(
        self,
        account_id: int,
        kind: Literal["email", "social", "meeting"],
        note: str = "",
        *,
        contact_id: int | None = None,
        follow_up_id: int | None = None,
        when: "When | None" = None,
        reason: str = "",
    ) -> Changed:
        """Log an email, social touch or meeting made outside the workstation, with the next step.

        The step a cadence has due for it with the person is done by it.

        Raises:
            Protected: the person opted out or the account must not be prospected.
            DeskError: the account is not there, or the follow-up is closed already.
        """
        from workstation.desk import protection

        account = self._desk.accounts.get(account_id)
        protection.require(self._desk, account_id, contact_id, channel=kind, reason=reason)
        if follow_up_id is not None:
            self._desk.follow_ups.require_open(follow_up_id)
        title = f"Log {kind}: {account.name}"
        with self._desk.store.action(title) as act:
            activity = self._activity(act, account_id, contact_id, kind, note, None, "out")
            for number in {follow_up_id, *self._steps(account_id, contact_id, kind)} - {None}:
                closed = self._desk.follow_ups.closed_columns("done", activity)
                act.update("follow_ups", int(number or 0), closed)
            agreed = cadence_hooks.Agreed(contact_id, when.day) if when else None
            said = tuple(cadence_hooks.advance(self._desk, act, account_id, agreed))
            if when is not None:
                number = act.insert(
                    "follow_ups",
                    {
                        "account_id": account_id,
                        "contact_id": contact_id,
                        "why": f"after the {kind}",
                        **due_columns(when),
                        "first_due_on": when.day.isoformat(),
                        "made_by_id": activity,
                    },
                )
                return Changed(act.id, title, (account_id,), said, made=number)
        return Changed(act.id, title, (account_id,), said, made=activity)

    def _steps(self, account_id: int, contact_id: int | None, channel: str) -> list[int]:
        """Return the follow-ups of the cadence steps due by today that a touch does."""
        rows = self._desk.store.rows(
            "SELECT id, kind, channel, contact_id FROM follow_ups WHERE account_id = ? "
            "AND state = 'open' AND due_on <= ?",
            (account_id, self._desk.days.today().isoformat()),
        )
        return [row["id"] for row in rows if cadence_hooks.is_step(row, channel, contact_id)]

    def _activity(
        self,
        act: "Writer",
        account_id: int,
        contact_id: int | None,
        kind: str,
        note: str,
        outcome: str | None,
        direction: str,
    ) -> int:
        moment, day = self._desk.days.stamp()
        return act.insert(
            "activities",
            {
                "account_id": account_id,
                "contact_id": contact_id,
                "kind": kind,
                "direction": direction,
                "happened_at": moment,
                "happened_on": day,
                "outcome": outcome,
                "note": clean(note).strip() or None,
            },
        )

    def _answer(
        self, act: "Writer", account_id: int, contact_id: int | None, activity: int
    ) -> None:
        """Plan the answer to a response, today."""
        today = self._desk.days.today().isoformat()
        act.insert(
            "follow_ups",
            {
                "account_id": account_id,
                "contact_id": contact_id,
                "kind": "response",
                "why": "answer them",
                "due_on": today,
                "first_due_on": today,
                "made_by_id": activity,
            },
        )

    def _make_lead(self, act: "Writer", account_id: int) -> None:
        lead_since = self._desk.store.value(
            "SELECT became_lead_on FROM accounts WHERE id = ?", (account_id,)
        )
        if lead_since is None:
            act.update(
                "accounts",
                account_id,
                {"became_lead_on": self._desk.days.today().isoformat()},
            )

    def _opt_out(self, act: "Writer", contact_id: int) -> None:
        known = self._desk.store.value(
            "SELECT protection_reason FROM contacts WHERE id = ?", (contact_id,)
        )
        said = f"{known}; opted out" if known else "opted out"
        act.update("contacts", contact_id, {"opted_out": 1, "protection_reason": said})
        closed = {**self._desk.follow_ups.closed_columns("skipped"), "skip_reason": "opted out"}
        for row in self._desk.store.rows(
            "SELECT id FROM follow_ups WHERE contact_id = ? AND channel = 'email' "
            "AND state = 'open'",
            (contact_id,),
        ):
            act.update("follow_ups", row["id"], closed)
        self._desk.outbox.drop_all_to(act, contact_id)

    def _bounce(self, act: "Writer", contact_id: int) -> None:
        address = self._desk.store.value(
            "SELECT id FROM emails WHERE contact_id = ? AND state = 'valid' "
            "ORDER BY is_main DESC, id LIMIT 1",
            (contact_id,),
        )
        if address is not None:
            act.update("emails", address, {"state": "bounced"})
