"""Numbers to dial: which one, as people and machines write it, and what speaks against it."""

from typing import TYPE_CHECKING

import msgspec

from workstation.desk import protection
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.number_places import country_of_numbers
from workstation.method.bins import Verdict
from workstation.method.hours import callable_at
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Row

    from workstation.desk.desk import Desk
    from workstation.desk.records import Account, Contact
    from workstation.method.phones import Phone

WAYS = ("copy", "link", "command")
"""What dialling may do: copy the number, open its tel: link, run the rep's own command."""


class Number(msgspec.Struct, frozen=True):
    """A number that could be dialled.

    ``e164`` is "+13125550142" and ``tel`` its URI (RFC 3966, with the extension), both "" for
    what no machine can dial; ``display`` is for reading, extension included. ``zone`` is where it
    rings, None when nobody knows; ``warnings`` are sentences to be answered before dialling.
    """

    e164: str
    display: str
    extension: str
    tel: str
    kind: str
    whose: str
    zone: str | None
    warnings: tuple[str, ...] = ()


class Dial(msgspec.Struct, frozen=True):
    """What dialling somebody would be.

    ``number`` is the one to dial, ``others`` what else there is, the person's first. ``verdict``
    says whether they may be called at all; somebody protected needs a reason first.
    """

    account_id: int
    account: str
    contact_id: int | None
    person: str
    number: Number
    others: tuple[Number, ...]
    verdict: Verdict


class Dialling:
    """Finds the number to dial; the screens dial it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def way(self) -> str:
        """Return the way of dialling the rep has chosen, "" for none."""
        chosen = self._desk.settings.get("dial")
        return chosen if chosen in WAYS else ""

    def plan(self, account_id: int, contact_id: int | None = None) -> Dial:
        """Return what to dial for an account and person; nothing is dialled by it.

        Without a person it is the most useful one who may be called. A number marked as wrong is
        never among them; the account's own number comes after the person's.

        Raises:
            DeskError: the account or person is not there, or there is no number.
        """
        account = self._desk.accounts.get(account_id)
        people = self._desk.accounts.contacts(account_id)
        if contact_id is None:
            contact_id = next((each.id for each in people if not each.do_not_call), None)
        verdict = protection.verdict(self._desk, account_id, contact_id)
        person = next((each for each in people if each.id == contact_id), None)
        name = person.name if person else ""
        numbers = _Numbers(self._desk, account, person).usable()
        if not numbers:
            whom = f"{name} at {account.name}" if name else account.name
            raise DeskError(f"There is no number for {whom}: add one with e on the account's page.")
        return Dial(account_id, account.name, contact_id, name, numbers[0], numbers[1:], verdict)

    def override(self, account_id: int, contact_id: int | None, reason: str) -> Changed:
        """Record why somebody protected is dialled all the same.

        Raises:
            DeskError: the reason is missing, or the account is not there.
        """
        if not clean_line(reason):
            raise DeskError("Dialling somebody protected needs a reason; it is recorded.")
        words = f"Dialled although protected: {clean_line(reason)}"
        return self._desk.responses.note(account_id, words, contact_id=contact_id)


class _Numbers:
    """The numbers of one account and person, in the order to try them."""

    def __init__(self, desk: "Desk", account: "Account", person: "Contact | None") -> None:
        self._desk = desk
        self._account = account
        self._person = person
        self._region: str | None = None
        self._looked = False

    def usable(self) -> tuple[Number, ...]:
        """Return them, without those marked as wrong."""
        found: dict[tuple[str, str], Number] = {}
        wrong: set[tuple[str, str]] = set()
        for row in self._rows():
            number = self._of_row(row)
            if row["state"] == "valid":
                found.setdefault(_same(number), number)
            else:
                wrong.add(_same(number))
        if raw := self._account.phone:
            number = self._number(raw, "", raw, kind="account", person=None, zone=None)
            found.setdefault(_same(number), number)
        return tuple(number for key, number in found.items() if key not in wrong)

    def _rows(self) -> "list[Row]":
        return self._desk.store.rows(
            "SELECT * FROM phones WHERE contact_id = ?1 "
            "OR (account_id = ?2 AND contact_id IS NULL) "
            "ORDER BY contact_id IS NULL, is_main DESC, id",
            (self._person.id if self._person else None, self._account.id),
        )

    def _country(self, raw: str) -> str | None:
        """Return the country of a number that is kept as it was written."""
        if raw[:1] == "+":
            return None
        if not self._looked:
            person = self._person.id if self._person else None
            self._region = country_of_numbers(self._desk, self._account.id, person)
            self._looked = True
        return self._region

    def _of_row(self, row: "Row") -> Number:
        person = self._person if row["contact_id"] is not None else None
        return self._number(
            row["number"],
            row["extension"] or "",
            row["display"] or row["number"],
            kind=row["kind"],
            person=person,
            zone=(person.time_zone if person else None) or row["time_zone"],
        )

    def _number(
        self,
        raw: str,
        extension: str,
        display: str,
        *,
        kind: str,
        person: "Contact | None",
        zone: str | None,
    ) -> Number:
        from workstation.method.phones import parse_phone, tel_uri
        from workstation.method.zones import zone_of_phone

        whose = person.name if person else self._account.name
        digits = "".join(sign for sign in extension if sign.isascii() and sign.isdigit())
        phone = parse_phone(f"{raw} ext. {digits}" if digits else raw, self._country(raw))
        if phone is None:
            return Number("", clean_line(display), clean_line(extension), "", kind, whose, zone)
        zone = zone or zone_of_phone(phone.e164, None)[0] or self._account.time_zone
        return Number(
            e164=phone.e164,
            display=phone.display,
            extension=phone.extension or "",
            tel=tel_uri(phone),
            kind=kind,
            whose=whose,
            zone=zone,
            warnings=tuple(self._warnings(phone, zone)),
        )

    def _warnings(self, phone: "Phone", zone: str | None) -> "Iterator[str]":
        from workstation.method.phones import is_given_out

        hours = callable_at(self._desk.clock.now(), zone, self._desk.playbook.hours)
        if not hours.ok:
            yield f"It is outside calling hours: {hours.why}."
        if not is_given_out(phone):
            yield f"{phone.display} is not a number anybody has, as far as is known."
        protected = self._desk.store.value(
            "SELECT name FROM phones JOIN contacts ON contacts.id = phones.contact_id "
            "WHERE number = ? AND extension IS ? AND do_not_call AND phones.state = 'valid' "
            "AND contacts.id IS NOT ?",
            (phone.e164, phone.extension, self._person.id if self._person else None),
        )
        if protected:
            yield f"{protected}, who asked not to be called, has the same number."


def _same(number: Number) -> tuple[str, str]:
    return number.e164 or number.display, number.extension
