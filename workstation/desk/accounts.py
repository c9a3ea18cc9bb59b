"""Accounts and contacts: finding, reading, adding and changing them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workstation.desk.changed import Changed
from workstation.desk.clock import find_zone
from workstation.desk.errors import Ambiguous, Candidate, DeskError
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
from workstation.method.bins import BIN_KEYS
from workstation.method.text import clean, clean_line
from workstation.method.words import ROLES, SOURCES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.people_line import Named
    from workstation.store.actions import Writer

EDITABLE = (
    "name",
    "domain",
    "industry",
    "employees",
    "revenue_minor",
    "revenue_currency",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "time_zone",
    "phone",
    "source",
    "source_detail",
    "note",
)
MOST_DIGITS = 16
"""No identifier has more."""

CONTACT_EDITABLE = ("name", "title", "role", "time_zone", "note")
CHOICES = {"source": SOURCES, "role": ROLES}
"""The fields that hold one of a few words."""
NUMBERS = ("employees", "revenue_minor")
MOST_NUMBER = 2**53 - 1
"""The greatest number a field can hold; JSON programs read it exactly."""


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
        from workstation.desk.search_words import like, match_of

        wanted = clean_line(text)
        if not wanted:
            raise DeskError("Give the name of an account, or part of it.")
        store = self._desk.store
        if (
            wanted.isdecimal()
            and len(wanted) <= MOST_DIGITS
            and (found := store.value("SELECT id FROM accounts WHERE id = ?", (int(wanted),)))
        ):
            return int(found)
        forms = [
            ("name COLLATE NOCASE = ?", wanted),
            ("name LIKE ? ESCAPE '\\'", f"%{like(wanted)}%"),
        ]
        if words := match_of(wanted):
            # The index knows that "ärzte" is "Ärzte"; LIKE and NOCASE know only A to Z.
            index = "SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?"
            forms.append((f"id IN ({index})", f"name : ({words})"))
        for form, value in forms:
            rows = store.rows(
                "SELECT id, name, coalesce(city, country, domain, bin) AS detail FROM accounts "
                f"WHERE {form} ORDER BY name COLLATE NOCASE, id LIMIT 7",
                (value,),
            )
            if len(rows) == 1:
                return int(rows[0]["id"])
            if rows:
                raise Ambiguous(
                    wanted, [Candidate(row["id"], row["name"], row["detail"]) for row in rows]
                )
        raise DeskError(
            f"No account is called “{wanted}”; 'workstation search' looks through everything."
        )

    def resolve_contact(self, account_id: int, text: str) -> int:
        """Return the contact of an account that a name in part (or an identifier) means.

        Raises:
            DeskError, Ambiguous: none, or several.
        """
        wanted = clean_line(text).casefold()
        if not wanted:
            raise DeskError("Give the name of a person, or part of it.")
        people = self._desk.store.rows(
            "SELECT id, name, coalesce(title, role) AS detail FROM contacts "
            "WHERE account_id = ? ORDER BY name",
            (account_id,),
        )
        rows = (
            [row for row in people if str(row["id"]) == wanted]
            or [row for row in people if row["name"].casefold() == wanted]
            or [row for row in people if wanted in row["name"].casefold()]
        )
        if not rows:
            raise DeskError(f"Nobody called “{clean_line(text)}” is known at this account.")
        if len(rows) > 1:
            raise Ambiguous(
                clean_line(text),
                [Candidate(row["id"], row["name"], row["detail"]) for row in rows[:7]],
            )
        return int(rows[0]["id"])

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
        from workstation.desk.suppressions import protect_account

        fields = self._with_currency(_cleaned(values, EDITABLE))
        if bin_key not in BIN_KEYS:
            raise DeskError(f"There is no bin {bin_key!r}; there are {', '.join(BIN_KEYS)}.")
        name = str(fields.get("name") or "")
        if not name:
            raise DeskError("An account needs a name.")
        day = self._desk.days.today().isoformat()
        title = f"Add {name}"
        with self._desk.store.action(title) as act:
            account_id = act.insert(
                "accounts",
                {
                    **fields,
                    **self._desk.fit.columns(fields | {"created_on": day}),
                    "time_zone": fields.get("time_zone") or self._zone_of(fields),
                    "bin": bin_key,
                    "bin_since_on": day,
                    "created_on": day,
                },
            )
            said = protect_account(self._desk, act, account_id, str(fields.get("domain") or ""))
        if twins := self._desk.duplicates.note(account_id):
            said.append(f"It may be there already: {twins[0].other(account_id).name}.")
        return Changed(act.id, title, (account_id,), tuple(said), made=account_id)

    def _with_currency(self, fields: dict[str, Any], known: str | None = None) -> dict[str, Any]:
        """Return fields whose amount has a currency: the one known, else the rep's own."""
        if fields.get("revenue_minor") is None or fields.get("revenue_currency"):
            return fields
        return {**fields, "revenue_currency": known or self._desk.settings.get("currency")}

    def edit(self, account_id: int, values: Mapping[str, Any]) -> Changed:
        """Change an account's fields; its time zone follows a new place or number.

        Raises:
            DeskError: the account is not there, a field is not known or its value cannot be, or
                the name would be empty.
        """
        from workstation.desk.invitations import follow_invitations
        from workstation.desk.suppressions import protect_account

        before = self.get(account_id)
        fields = self._with_currency(_cleaned(values, EDITABLE), before.revenue_currency)
        if "name" in fields and not fields["name"]:
            raise DeskError("An account needs a name.")
        placed = {"city", "region", "country", "phone"} & set(fields)
        if placed and not fields.get("time_zone"):
            known = {name: getattr(before, name) for name in ("city", "region", "country", "phone")}
            fields["time_zone"] = self._zone_of({**known, **fields}) or before.time_zone
        title, said = f"Edit {before.name}", list[str]()
        with self._desk.store.action(title) as act:
            act.update("accounts", account_id, fields)
            held = {"domain": before.domain, "name": before.name}
            if any(fields.get(name, was) != was for name, was in held.items()):
                domain = str(fields.get("domain") or "")
                said += protect_account(self._desk, act, account_id, domain)
            self._desk.fit.put(act, [account_id])
        said += follow_invitations(self._desk, act.id)
        return Changed(act.id, title, (account_id,), tuple(said))

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
        account = self.get(account_id)
        person = clean_line(name)
        _check("role", role)
        if not person:
            raise DeskError("A contact needs a name.")
        words = f"Add {person} at {account.name}"
        with self._desk.store.action(words) as act:
            contact_id = act.insert(
                "contacts",
                {
                    "account_id": account_id,
                    "name": person,
                    "title": clean_line(title) or None,
                    "role": role,
                    "created_on": self._desk.days.today().isoformat(),
                },
            )
            said = self._put_ways(
                act, account_id, contact_id, email.strip() or None, phone.strip() or None
            )
        return Changed(act.id, words, (account_id,), tuple(said), made=contact_id)

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
        row = self._desk.store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
        if row is None:
            raise DeskError("That contact is not there any more.")
        given = dict(values)
        email, phone = given.pop("email", None), given.pop("phone", None)
        fields = _cleaned(given, CONTACT_EDITABLE)
        if "name" in fields and not fields["name"]:
            raise DeskError("A contact needs a name.")
        title = f"Edit {row['name']}"
        with self._desk.store.action(title) as act:
            if fields:
                act.update("contacts", contact_id, fields)
            said = self._put_ways(act, row["account_id"], contact_id, email, phone)
        return Changed(act.id, title, _touched(row["account_id"]), tuple(said))

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
        from workstation.desk.cadences import hooks as cadence_hooks

        row = self._desk.store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
        if row is None:
            raise DeskError("That contact is not there any more.")
        why = clean_line(reason)
        do_not_call = bool(row["do_not_call"]) if do_not_call is None else do_not_call
        opted_out = bool(row["opted_out"]) if opted_out is None else opted_out
        lifted = (row["do_not_call"] and not do_not_call) or (row["opted_out"] and not opted_out)
        if lifted and not why:
            raise DeskError("Lifting a protection needs a reason; it is recorded.")
        marks = [
            word for word, on in (("do not call", do_not_call), ("opted out", opted_out)) if on
        ]
        title = f"{row['name']}: {' and '.join(marks) or 'protection lifted'}" + (
            f" ({why})" if why else ""
        )
        with self._desk.store.action(title) as act:
            act.update(
                "contacts",
                contact_id,
                {
                    "do_not_call": int(do_not_call),
                    "opted_out": int(opted_out),
                    "protection_reason": why or None,
                },
            )
            said = cadence_hooks.opted_out(self._desk, act, contact_id) if marks else []
        return Changed(act.id, title, _touched(row["account_id"]), tuple(said))

    def _put_ways(
        self,
        act: "Writer",
        account_id: int | None,
        contact_id: int,
        email: str | None,
        phone: str | None,
    ) -> list[str]:
        """Write the main address and number that are given; say whom a list protects."""
        from workstation.desk.people_ways import put_email, put_phone
        from workstation.desk.suppressions import protect_person

        desk = self._desk
        address = number = None
        if email is not None:
            address = put_email(desk, act, account_id, contact_id, str(email))
        if phone is not None:
            country = self.get(account_id).country if account_id is not None else None
            number = put_phone(desk, act, account_id, contact_id, str(phone), country)
        emails, phones = ([each] if each else [] for each in (address, number))
        return protect_person(desk, act, contact_id, emails=emails, phones=phones)

    def region(self, country: str | None) -> str | None:
        """Return the region numbers without a country code belong to."""
        from workstation.method.zones import country_code

        return country_code(country or self._desk.settings.get("country"))

    def _zone_of(self, fields: Mapping[str, Any]) -> str | None:
        from workstation.method.zones import zone_of_phone, zone_of_place

        place = zone_of_place(fields.get("country"), fields.get("region"), fields.get("city"))
        if place or not fields.get("phone"):
            return place
        return zone_of_phone(str(fields["phone"]), self.region(fields.get("country")))[0]


def _touched(account_id: int | None) -> tuple[int, ...]:
    """Return the account an action touched, none for somebody whose company is not known."""
    return () if account_id is None else (account_id,)


def _check(field: str, value: str | int | None) -> None:
    """Refuse what a field cannot hold.

    Raises:
        DeskError: it is no time zone, source or role, or no whole number.
    """
    if value is None and field != "role":
        return
    if field == "time_zone" and find_zone(str(value)) is None:
        raise DeskError(f"There is no time zone “{value}”; they are written America/Chicago.")
    if field in CHOICES and value not in CHOICES[field]:
        raise DeskError(f"There is no {field} “{value}”; there are {', '.join(CHOICES[field])}.")
    if field in NUMBERS and not (isinstance(value, int) and 0 <= value <= MOST_NUMBER):
        raise DeskError(
            f"The {field.replace('_', ' ')} is a whole number from 0 to {MOST_NUMBER}, "
            f"not “{value}”."
        )


def _cleaned(values: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, str | int | None]:
    fields: dict[str, str | int | None] = {}
    for key, value in values.items():
        if key not in allowed:
            raise DeskError(f"There is no field {key!r}.")
        if isinstance(value, str):
            fields[key] = (clean(value).strip() if key == "note" else clean_line(value)) or None
        else:
            fields[key] = value
        _check(key, fields[key])
    return fields
