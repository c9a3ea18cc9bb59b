"""Opportunities: passed on, accepted, closed."""

from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.records import Opportunity
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.desk.desk import Desk

CLOSED = ("won", "lost", "walked_away", "rejected")


class Pipeline:
    """Reads and changes opportunities."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def of_account(self, account_id: int) -> list[Opportunity]:
        """Return an account's opportunities, newest first."""
        return self._desk.accounts.page(account_id, touches=1).opportunities

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

        Its first response day is taken from the account, for the prospecting cycle.

        Raises:
            DeskError: the account is not there or the name is missing.
        """
        account = self._desk.accounts.get(account_id)
        called = clean_line(name)
        if not called:
            raise DeskError("An opportunity needs a name.")
        if amount_minor is not None and amount_minor < 0:
            raise DeskError("An amount cannot be negative.")
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
            if account.bin != "nurture.opportunity":
                act.update(
                    "accounts", account_id, {"bin": "nurture.opportunity", "bin_since_on": day}
                )
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
        resurfaces; a rejected baton comes back to work on. Only an open opportunity can be closed.

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
        day = self._desk.days.today().isoformat()
        bin_key = {"won": "avoid.client", "rejected": "working"}.get(stage, "nurture.dead")
        title = f"{_said(stage).capitalize()}: {row['account']}, {row['name']}"
        with self._desk.store.action(title) as act:
            act.update(
                "opportunities",
                opportunity_id,
                {"stage": stage, "closed_on": day, "close_reason": said or None},
            )
            act.update(
                "accounts",
                row["account_id"],
                {"bin": bin_key, "bin_since_on": day, "bin_reason": said or None},
            )
        return Changed(act.id, title, (row["account_id"],))

    def _row(self, opportunity_id: int) -> "Row":
        row = self._desk.store.row(
            "SELECT opportunities.*, accounts.name AS account FROM opportunities "
            "JOIN accounts ON accounts.id = account_id WHERE opportunities.id = ?",
            (opportunity_id,),
        )
        if row is None:
            raise DeskError("That opportunity is not there any more.")
        return row


def _said(stage: str) -> str:
    return stage.replace("_", " ")
