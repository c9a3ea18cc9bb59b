"""The typed rows drawers hand to screens and to the command line."""

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.clock import moment_of
from workstation.method.words import ROLES

if TYPE_CHECKING:
    from workstation.desk.first_responses import FirstResponse

BEST_FIRST = "do_not_call, CASE role {} ELSE {} END, contacts.id".format(
    " ".join(f"WHEN '{role}' THEN {place}" for place, role in enumerate(ROLES[:5])), 5
)
"""SQL that orders contacts: who may be called and is most useful to talk to comes first."""


def stars_of(fit: int | None) -> int | None:
    """Return fit (0-100) as 0 to 5 stars; None when nothing is known."""
    return None if fit is None else round(fit / 20)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return moment_of(text) if text else None


class Account(msgspec.Struct, frozen=True):
    """An organisation; money in minor units, ``fit`` and ``urgency`` (as it is now) 0-100."""

    id: int
    name: str
    bin: str
    bin_since: date
    bin_reason: str | None
    domain: str | None
    industry: str | None
    employees: int | None
    revenue_minor: int | None
    revenue_currency: str | None
    street: str | None
    city: str | None
    region: str | None
    postal_code: str | None
    country: str | None
    time_zone: str | None
    phone: str | None
    source: str | None
    source_detail: str | None
    fit: int | None
    fit_confidence: int | None
    tier: int | None
    urgency: int
    note: str | None
    created_on: date
    duplicate_of_id: int | None
    last_touch_at: datetime | None
    next_follow_up_on: date | None

    @property
    def stars(self) -> int | None:
        """Fit as 0 to 5 stars."""
        return stars_of(self.fit)

    @property
    def place(self) -> str:
        """City, region and country in one line, as far as known."""
        return ", ".join(part for part in (self.city, self.region, self.country) if part)

    @classmethod
    def of(cls, row: sqlite3.Row, urgency: int) -> "Account":
        """Read a row of ``accounts``; ``urgency`` is the score as it is now."""
        return cls(
            id=row["id"],
            name=row["name"],
            bin=row["bin"],
            bin_since=date.fromisoformat(row["bin_since_on"]),
            bin_reason=row["bin_reason"],
            domain=row["domain"],
            industry=row["industry"],
            employees=row["employees"],
            revenue_minor=row["revenue_minor"],
            revenue_currency=row["revenue_currency"],
            street=row["street"],
            city=row["city"],
            region=row["region"],
            postal_code=row["postal_code"],
            country=row["country"],
            time_zone=row["time_zone"],
            phone=row["phone"],
            source=row["source"],
            source_detail=row["source_detail"],
            fit=row["fit"],
            fit_confidence=row["fit_confidence"],
            tier=row["tier"],
            urgency=urgency,
            note=row["note"],
            created_on=date.fromisoformat(row["created_on"]),
            duplicate_of_id=row["duplicate_of_id"],
            last_touch_at=_moment(row["last_touch_at"]),
            next_follow_up_on=_day(row["next_follow_up_on"]),
        )


def said_state(state: str) -> str:
    """Return what stands behind an address or number that cannot be used, "" for one that can."""
    return "" if state == "valid" else f" ({state})"


class EmailAddress(msgspec.Struct, frozen=True):
    """One address of a person or an account, with its state (valid, bounced, wrong)."""

    address: str
    kind: str
    state: str

    @property
    def said(self) -> str:
        """The address, and whether it cannot be used."""
        return self.address + said_state(self.state)


class PhoneNumber(msgspec.Struct, frozen=True):
    """One number of a person or an account; ``number`` is E.164 where it could be read."""

    number: str
    display: str
    extension: str | None
    kind: str
    state: str
    time_zone: str | None

    @property
    def said(self) -> str:
        """The number as it is shown, and whether it cannot be used."""
        return self.display + said_state(self.state)


class Fact(msgspec.Struct, frozen=True):
    """Anything else a file said about a record."""

    key: str
    value: str
    source: str | None


class Contact(msgspec.Struct, frozen=True):
    """A person at an account with their addresses and numbers, main ones first."""

    id: int
    account_id: int | None
    name: str
    title: str | None
    role: str
    time_zone: str | None
    do_not_call: bool
    opted_out: bool
    protection_reason: str | None
    note: str | None
    emails: tuple[EmailAddress, ...]
    phones: tuple[PhoneNumber, ...]
    facts: tuple[Fact, ...] = ()

    @classmethod
    def of(
        cls,
        row: sqlite3.Row,
        emails: tuple[EmailAddress, ...],
        phones: tuple[PhoneNumber, ...],
        facts: tuple[Fact, ...] = (),
    ) -> "Contact":
        """Read a row of ``contacts``."""
        return cls(
            id=row["id"],
            account_id=row["account_id"],
            name=row["name"],
            title=row["title"],
            role=row["role"],
            time_zone=row["time_zone"],
            do_not_call=bool(row["do_not_call"]),
            opted_out=bool(row["opted_out"]),
            protection_reason=row["protection_reason"],
            note=row["note"],
            emails=emails,
            phones=phones,
            facts=facts,
        )


def ways_of(
    contact_id: int | None, emails: list[sqlite3.Row], phones: list[sqlite3.Row]
) -> tuple[tuple[EmailAddress, ...], tuple[PhoneNumber, ...]]:
    """Pick one person's addresses and numbers from rows of ``emails`` and ``phones``.

    None is the account itself.
    """
    return (
        tuple(
            EmailAddress(row["address"], row["kind"], row["state"])
            for row in emails
            if row["contact_id"] == contact_id
        ),
        tuple(
            PhoneNumber(
                row["number"],
                row["display"] or row["number"],
                row["extension"],
                row["kind"],
                row["state"],
                row["time_zone"],
            )
            for row in phones
            if row["contact_id"] == contact_id
        ),
    )


def facts_by_person(rows: list[sqlite3.Row]) -> dict[int, tuple[Fact, ...]]:
    """Pick each person's facts, by the person's id, from rows of ``facts``."""
    found: dict[int, list[Fact]] = {}
    for row in rows:
        fact = Fact(row["key"], row["value"], row["source"])
        found.setdefault(row["contact_id"], []).append(fact)
    return {number: tuple(facts) for number, facts in found.items()}


class Touch(msgspec.Struct, frozen=True):
    """One activity in a timeline; ``seconds`` is a call's length."""

    id: int
    account_id: int
    contact_id: int | None
    contact: str | None
    kind: str
    direction: str
    at: datetime
    on: date
    seconds: int | None
    outcome: str | None
    counts_as: str | None
    note: str | None
    buyer_action: str | None
    reason: str | None
    talk_share: int | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Touch":
        """Read a row of ``activities`` with the contact's name."""
        return cls(
            id=row["id"],
            account_id=row["account_id"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            kind=row["kind"],
            direction=row["direction"],
            at=moment_of(row["happened_at"]),
            on=date.fromisoformat(row["happened_on"]),
            seconds=row["seconds"],
            outcome=row["outcome"],
            counts_as=row["counts_as"],
            note=row["note"],
            buyer_action=row["buyer_action"],
            reason=row["reason"],
            talk_share=row["talk_share"],
        )


class FollowUp(msgspec.Struct, frozen=True):
    """Something that is to happen; ``due_at`` only when a time of day was agreed."""

    id: int
    account_id: int
    contact_id: int | None
    contact: str | None
    kind: str
    channel: str
    why: str
    promised: bool
    due_on: date
    due_at: datetime | None
    state: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> "FollowUp":
        """Read a row of ``follow_ups`` with the contact's name."""
        return cls(
            id=row["id"],
            account_id=row["account_id"],
            contact_id=row["contact_id"],
            contact=row["contact"],
            kind=row["kind"],
            channel=row["channel"],
            why=row["why"],
            promised=bool(row["promised"]),
            due_on=date.fromisoformat(row["due_on"]),
            due_at=_moment(row["due_at"]),
            state=row["state"],
        )


class Answer(msgspec.Struct, frozen=True):
    """What an account answered to a question of a flow, and when."""

    question: str
    answer: str
    on: date
    contact: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Answer":
        """Read a row of ``answers`` with the contact's name."""
        return cls(
            row["question"], row["answer"], date.fromisoformat(row["answered_on"]), row["contact"]
        )


class Opportunity(msgspec.Struct, frozen=True):
    """An opportunity; its amount in minor units of ``currency``."""

    id: int
    account_id: int
    account: str
    name: str
    stage: str
    kind: str
    amount_minor: int | None
    currency: str | None
    account_executive: str | None
    passed_on: date | None
    accepted_on: date | None
    closed_on: date | None
    close_reason: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Opportunity":
        """Read a row of ``opportunities`` with the account's name."""
        return cls(
            id=row["id"],
            account_id=row["account_id"],
            account=row["account"],
            name=row["name"],
            stage=row["stage"],
            kind=row["kind"],
            amount_minor=row["amount_minor"],
            currency=row["currency"],
            account_executive=row["account_executive"],
            passed_on=_day(row["passed_on"]),
            accepted_on=_day(row["accepted_on"]),
            closed_on=_day(row["closed_on"]),
            close_reason=row["close_reason"],
        )


class AccountPage(msgspec.Struct, frozen=True):
    """Everything known about one account; ``emails`` and ``phones`` are its own, nobody's there."""

    account: Account
    contacts: list[Contact]
    follow_ups: list[FollowUp]
    timeline: list[Touch]
    answers: dict[str, Answer]
    opportunities: list[Opportunity]
    facts: list[Fact]
    first_response: "FirstResponse | None" = None
    emails: tuple[EmailAddress, ...] = ()
    phones: tuple[PhoneNumber, ...] = ()

    @property
    def further_ways(self) -> list[str]:
        """The account's own numbers, but for the one it has as its phone, and its addresses."""
        phone = self.account.phone
        numbers = [each.said for each in self.phones if each.number != phone or each.extension]
        return numbers + [each.said for each in self.emails]
