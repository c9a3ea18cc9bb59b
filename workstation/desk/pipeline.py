"""Opportunities: passed on, accepted, closed."""

from typing import TYPE_CHECKING

from workstation.desk.account_fields import MOST_NUMBER
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.method.text import clean_line
from workstation.method.words import OPPORTUNITY_KINDS

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

CLOSED = ("won", "lost", "walked_away", "rejected")


class Pipeline:
    """Changes opportunities, and moves their accounts as they go."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def open_opportunity(
        self,
        account_id: int,
        name: str,
        *,
        amount_minor: int | None = None,
        kind: str = "new",
        account_executive: str = "",
        contact_id: int | None = None,
    ) -> Changed:
        """Pass an opportunity on: stage new, no credit until it is accepted.

        Its first response day is taken from the account, for the prospecting cycle. The account
        goes to the bin of live opportunities, except from an avoid bin: selling a client more
        does not lift the protection.

        Raises:
            DeskError: the account is not there, there is no such kind, or the name is missing.
        """
        account = self._desk.accounts.get(account_id)
        called = clean_line(name)
        if not called:
            raise DeskError("An opportunity needs a name.")
        if kind not in OPPORTUNITY_KINDS:
            known = ", ".join(OPPORTUNITY_KINDS)
            raise DeskError(f"There is no kind {kind!r} of opportunity; there are {known}.")
        if amount_minor is not None and not 0 <= amount_minor <= MOST_NUMBER:
            raise DeskError("An amount cannot be negative, nor greater than any money.")
        first_response = self._desk.store.value(
            "SELECT min(happened_on) FROM activities WHERE account_id = ? AND kind = 'response'",
            (account_id,),
        )
        day = self._desk.days.today().isoformat()
        title = f"Pass on: {account.name}, {called}"
        with self._desk.store.action(title) as act:
            number = act.insert(
                "opportunities",
                {
                    "account_id": account_id,
                    "contact_id": contact_id,
                    "name": called,
                    "kind": kind,
                    "amount_minor": amount_minor,
                    "currency": self._desk.settings.get("currency"),
                    "source": account.source,
                    "account_executive": clean_line(account_executive) or None,
                    "first_response_on": first_response,
                    "passed_on": day,
                    "created_on": day,
                },
            )
            if account.bin != "nurture.opportunity" and not self._protected(account.bin):
                self._desk.bins.put(act, [account_id], "nurture.opportunity", called)
        return Changed(act.id, title, (account_id,), made=number)

    def accept(self, opportunity_id: int) -> Changed:
        """Record that the account executive has talked to them and accepted it: a qualified one.

        Raises:
            DeskError: it is not waiting to be accepted.
        """
        row = self._row(opportunity_id)
        if row["stage"] != "new":
            raise DeskError(f"That opportunity is {_said(row['stage'])} already.")
        title = f"Qualified: {row['account']}, {row['name']}"
        with self._desk.store.action(title) as act:
            act.update(
                "opportunities",
                opportunity_id,
                {"stage": "qualified", "accepted_on": self._desk.days.today().isoformat()},
            )
        return Changed(act.id, title, (row["account_id"],))

    def close(self, opportunity_id: int, stage: str, reason: str = "") -> Changed:
        """Close an opportunity as won, lost, walked_away or rejected.

        A won account becomes a client; one that was lost or left is a dead opportunity that
        resurfaces; a rejected baton comes back to work on, with a next step. Short of a win, an
        account in an avoid bin stays there, and so does one with another live opportunity. Only
        an open opportunity can be closed.

        Raises:
            DeskError: it is closed already, or anything but a win has no reason.
        """
        row = self._row(opportunity_id)
        if stage not in CLOSED:
            raise DeskError(f"Close as {', '.join(CLOSED)}, not {stage!r}.")
        if row["stage"] in CLOSED:
            raise DeskError(f"That opportunity is {_said(row['stage'])} already.")
        said = clean_line(reason)
        if stage != "won" and not said:
            raise DeskError("Say why it ended: the reason is worth most the next time.")
        account_id = int(row["account_id"])
        day = self._desk.days.today().isoformat()
        bin_key = {"won": "avoid.client", "rejected": "working"}.get(stage, "nurture.dead")
        moves = stage == "won" or not (
            self._protected(row["bin"]) or self._others(account_id, opportunity_id)
        )
        title = f"{_said(stage).capitalize()}: {row['account']}, {row['name']}"
        advice: list[str] = []
        with self._desk.store.action(title) as act:
            act.update(
                "opportunities",
                opportunity_id,
                {"stage": stage, "closed_on": day, "close_reason": said or None},
            )
            if moves and row["bin"] != bin_key:
                why = f"{_said(stage)}: {said}"
                advice = self._desk.bins.put(act, [account_id], bin_key, said, why=why)
        advice += follow_invitations(self._desk, act.id)
        return Changed(act.id, title, (account_id,), tuple(advice))

    def _protected(self, bin_key: str) -> bool:
        return self._desk.playbook.bin(bin_key).prospecting == "refused"

    def _others(self, account_id: int, opportunity_id: int) -> bool:
        """Say whether the account has another opportunity that is still alive."""
        found = self._desk.store.value(
            "SELECT 1 FROM opportunities WHERE account_id = ? AND id <> ? "
            "AND stage IN ('new', 'qualified')",
            (account_id, opportunity_id),
        )
        return found is not None

    def _row(self, opportunity_id: int) -> "Row":
        row = self._desk.store.row(
            "SELECT opportunities.*, accounts.name AS account, accounts.bin FROM opportunities "
            "JOIN accounts ON accounts.id = account_id WHERE opportunities.id = ?",
            (opportunity_id,),
        )
        if row is None:
            raise DeskError("That opportunity is not there any more.")
        return row


def _said(stage: str) -> str:
    return stage.replace("_", " ")
