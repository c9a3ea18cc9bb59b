"""Accounts and contacts: finding, reading, adding and changing them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.first_responses import latest
from workstation.desk.records import (
    BEST_FIRST,
    Account,
    AccountPage,
    Answer,
    Contact,
    EmailAddress,
    Fact,
    FollowUp,
    Opportunity,
    PhoneNumber,
    Touch,
    facts_by_person,
    ways_of,
)
from workstation.desk.urgency_now import UrgencyNow

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.people_line import Named


class Accounts:
    """Reads and changes accounts and their people."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    # Finding

    def resolve(self, text: str) -> int:
        """Return the account a name in part (or an identifier) means.

        An exact name wins over names that only contain the text.

        Raises:
            DeskError: nothing fits.
            Ambiguous: several fit.
        """
        from workstation.desk import account_names

        return account_names.resolve(self._desk, text)

    def resolve_contact(self, account_id: int, text: str) -> int:
        """Return the contact of an account that a name in part (or an identifier) means.

        Raises:
            DeskError, Ambiguous: none, or several.
        """
        from workstation.desk import account_names

        return account_names.resolve_contact(self._desk, account_id, text)

    def any(self) -> bool:
        """Say whether there is any account yet."""
        return self._desk.store.value("SELECT 1 FROM accounts LIMIT 1") is not None

    # Reading

    def get(self, account_id: int) -> Account:
        """Return one account.

        Raises:
            DeskError: it is not there.
        """
        row = self._desk.store.row("SELECT * FROM accounts WHERE id = ?", (account_id,))
        if row is None:
            raise DeskError("That account is not there any more.")
        return Account.of(row, UrgencyNow(self._desk)(row["urgency"], row["urgency_at"]))

    def contacts(self, account_id: int) -> list[Contact]:
        """Return an account's people, the most useful to talk to first."""
        store = self._desk.store
        emails = store.rows(
            "SELECT * FROM emails WHERE contact_id IN "
            "(SELECT id FROM contacts WHERE account_id = ?) ORDER BY is_main DESC, id",
            (account_id,),
        )
        phones = store.rows(
            "SELECT * FROM phones WHERE contact_id IN "
            "(SELECT id FROM contacts WHERE account_id = ?) ORDER BY is_main DESC, id",
            (account_id,),
        )
        rows = store.rows(
            f"SELECT * FROM contacts WHERE account_id = ? ORDER BY {BEST_FIRST}",
            (account_id,),
        )
        facts = facts_by_person(
            store.rows(
                "SELECT contact_id, key, value, source FROM facts WHERE contact_id IN "
                "(SELECT id FROM contacts WHERE account_id = ?) ORDER BY id",
                (account_id,),
            )
        )
        return [
            Contact.of(row, *ways_of(row["id"], emails, phones), facts.get(row["id"], ()))
            for row in rows
        ]

    def person(self, contact_id: int) -> Contact:
        """Return one person, at whatever account or at none.

        Raises:
            DeskError: they are not there.
        """
        store = self._desk.store
        row = store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
        if row is None:
            raise DeskError("That contact is not there any more.")
        emails, phones = (
            store.rows(
                f"SELECT * FROM {table} WHERE contact_id = ? ORDER BY is_main DESC, id",
                (contact_id,),
            )
            for table in ("emails", "phones")
        )
        facts = facts_by_person(
            store.rows(
                "SELECT contact_id, key, value, source FROM facts WHERE contact_id = ? ORDER BY id",
                (contact_id,),
            )
        )
        return Contact.of(row, *ways_of(contact_id, emails, phones), facts.get(contact_id, ()))

    def timeline(self, account_id: int, limit: int = 50, before: str | None = None) -> list[Touch]:
        """Return what happened at an account, latest first, from before a moment if given."""
        rows = self._desk.store.rows(
            "SELECT activities.*, contacts.name AS contact FROM activities "
            "LEFT JOIN contacts ON contacts.id = activities.contact_id "
            "WHERE activities.account_id = ? AND happened_at < ? "
            "ORDER BY happened_at DESC, activities.id DESC LIMIT ?",
            (account_id, before or "9999", limit),
        )
        return [Touch.of(row) for row in rows]

    def open_follow_ups(self, account_id: int) -> list[FollowUp]:
        """Return an account's open follow-ups, next first."""
        rows = self._desk.store.rows(
            "SELECT follow_ups.*, contacts.name AS contact FROM follow_ups "
            "LEFT JOIN contacts ON contacts.id = follow_ups.contact_id "
            "WHERE follow_ups.account_id = ? AND state = 'open' ORDER BY due_on, due_at",
            (account_id,),
        )
        return [FollowUp.of(row) for row in rows]

    def answers(self, account_id: int) -> dict[str, Answer]:
        """Return the latest answer to each question this account was asked."""
        rows = self._desk.store.rows(
            "SELECT answers.*, contacts.name AS contact FROM answers "
            "LEFT JOIN contacts ON contacts.id = answers.contact_id "
            "WHERE answers.account_id = ? ORDER BY answered_on, answers.id",
            (account_id,),
        )
        return {row["question"]: Answer.of(row) for row in rows}

    def page(self, account_id: int, touches: int = 50) -> AccountPage:
        """Return everything known about an account.

        Raises:
            DeskError: it is not there.
        """
        store = self._desk.store
        emails, phones = self._own_ways(account_id)
        return AccountPage(
            account=self.get(account_id),
            contacts=self.contacts(account_id),
            follow_ups=self.open_follow_ups(account_id),
            timeline=self.timeline(account_id, touches),
            answers=self.answers(account_id),
            opportunities=[
                Opportunity.of(row)
                for row in store.rows(
                    "SELECT opportunities.*, accounts.name AS account FROM opportunities "
                    "JOIN accounts ON accounts.id = account_id WHERE account_id = ? "
                    "ORDER BY opportunities.created_on DESC, opportunities.id DESC",
                    (account_id,),
                )
            ],
            facts=[
                Fact(row["key"], row["value"], row["source"])
                for row in store.rows(
                    "SELECT key, value, source FROM facts WHERE account_id = ? "
                    "AND contact_id IS NULL ORDER BY id",
                    (account_id,),
                )
            ],
            first_response=latest(self._desk, account_id),
            emails=emails,
            phones=phones,
        )

    def _own_ways(
        self, account_id: int
    ) -> tuple[tuple[EmailAddress, ...], tuple[PhoneNumber, ...]]:
        """Return the addresses and numbers of the account itself, the main ones first."""
        emails, phones = (
            self._desk.store.rows(
                # The plus keeps the index by account in use: the other one holds all accounts'.
                f"SELECT * FROM {table} WHERE account_id = ? AND +contact_id IS NULL "
                "ORDER BY is_main DESC, id",
                (account_id,),
            )
            for table in ("emails", "phones")
        )
        return ways_of(None, emails, phones)

    def to_copy(self, account_id: int, contact_id: int | None = None) -> str:
        """Return what a rep wants in the clipboard: the number, else the address, else the name."""
        account = self.get(account_id)
        people = self.contacts(account_id)
        chosen = next((each for each in people if each.id == contact_id), None)
        chosen = chosen or (people[0] if people else None)
        if chosen:
            for phone in chosen.phones:
                if phone.state == "valid":
                    return phone.display
            for email in chosen.emails:
                if email.state == "valid":
                    return email.address
        return account.phone or account.domain or account.name

    # Changing

    def add(self, values: Mapping[str, Any], bin_key: str = "cold") -> Changed:
        """Add an account from its editable fields (at least ``name``); says whom it may be twice.

        Raises:
            DeskError: the name is missing, a field is not known or its value cannot be, or there
                is no such bin.
        """
        from workstation.desk import account_changes

        return account_changes.add(self._desk, values, bin_key)

    def edit(self, account_id: int, values: Mapping[str, Any]) -> Changed:
        """Change an account's fields; its time zone follows a new place or number.

        Raises:
            DeskError: the account is not there, a field is not known or its value cannot be, or
                the name would be empty.
        """
        from workstation.desk import account_changes

        return account_changes.edit(self._desk, account_id, values)

    def add_contact(
        self,
        account_id: int,
        name: str,
        *,
        title: str = "",
        role: str = "unknown",
        email: str = "",
        phone: str = "",
    ) -> Changed:
        """Add a person to an account.

        Raises:
            DeskError: the name is missing, there is no such role, or the number or address cannot
                be read.
        """
        from workstation.desk import contact_changes

        return contact_changes.add_contact(
            self._desk, account_id, name, title=title, role=role, email=email, phone=phone
        )

    def read_person(self, account_id: int, line: str) -> "Named":
        """Read a line about a person ("VP Ops Dana Whitfield 312-555-0199"), not kept yet.

        Raises:
            DeskError: the account is not there, or the line names nobody.
        """
        from workstation.desk import people

        return people.read(self._desk, account_id, line)

    def add_named(
        self, account_id: int, person: "str | Named", referred_by_id: int | None = None
    ) -> Changed:
        """Add a person from one line, named by another; of somebody known, fill in the blanks.

        Raises:
            DeskError: the account or the referrer is not there, the line names nobody, or nothing
                in it is new.
        """
        from workstation.desk import people

        named = people.read(self._desk, account_id, person) if isinstance(person, str) else person
        return people.add(self._desk, account_id, named, referred_by_id)

    def edit_contact(self, contact_id: int, values: Mapping[str, Any]) -> Changed:
        """Change a person's fields; ``email`` and ``phone`` replace the main ones.

        Raises:
            DeskError: the person is not there, or a field is not known or its value cannot be.
        """
        from workstation.desk import contact_changes

        return contact_changes.edit_contact(self._desk, contact_id, values)

    def place(self, contact_id: int, account_id: int) -> Changed:
        """Put somebody whose company was not known into an account.

        Raises:
            DeskError: the person or the account is not there, or the person is at one already.
        """
        from workstation.desk import people

        return people.place(self._desk, contact_id, account_id)

    def protect(
        self,
        contact_id: int,
        reason: str,
        *,
        do_not_call: bool | None = None,
        opted_out: bool | None = None,
    ) -> Changed:
        """Mark a person do-not-call or opted out (True) or lift it (False); None leaves it.

        Raises:
            DeskError: the person is not there, or protection would be lifted without a reason.
        """
        from workstation.desk import contact_changes

        return contact_changes.protect(
            self._desk, contact_id, reason, do_not_call=do_not_call, opted_out=opted_out
        )

    def region(self, country: str | None) -> str | None:
        """Return the region numbers without a country code belong to."""
        from workstation.method.zones import country_code

        return country_code(country or self._desk.settings.get("country"))
