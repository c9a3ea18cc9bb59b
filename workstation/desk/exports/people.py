"""People as their address cards say them: all numbers and addresses, and what protects them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workstation.desk.exports.sheets import (
    EMAILS_OF_CONTACT,
    PHONES_OF_CONTACT,
    Sheet,
    listed,
)
from workstation.exchange.write_cards import CardPerson, Way

if TYPE_CHECKING:
    from array import array

    from workstation.desk.desk import Desk

_PEOPLE = Sheet(
    "contacts",
    "SELECT contacts.id, contacts.name, first_name, last_name, title, role, do_not_call, "
    "opted_out, protection_reason, contacts.note, contacts.updated_at, accounts.name AS company, "
    "domain, street, city, region, postal_code, country, bin, "
    f"{EMAILS_OF_CONTACT} AS emails, {PHONES_OF_CONTACT} AS phones "
    "FROM contacts LEFT JOIN accounts ON accounts.id = contacts.account_id",
)


def people(desk: "Desk", ids: "array[int] | None" = None) -> Iterator[CardPerson]:
    """Yield everybody, or the people of some accounts."""
    allowed = frozenset(desk.playbook.open_bins())
    for row in _PEOPLE.rows(desk, ids):
        yield _person(dict(row), avoided=row["bin"] is not None and row["bin"] not in allowed)


def _person(row: dict[str, Any], *, avoided: bool) -> CardPerson:
    emails = tuple(Way(kind, value, state) for kind, value, state in listed(row["emails"]))
    phones = tuple(
        Way(kind, number, state, extension)
        for kind, number, extension, state in listed(row["phones"])
    )
    protection = {
        name: "yes"
        for name, flag in (("DO-NOT-CALL", row["do_not_call"]), ("OPTED-OUT", row["opted_out"]))
        if flag
    }
    bounced = any(way.state == "bounced" for way in emails)
    words = [name.lower() for name in protection]
    words += ["bounced"] if bounced else []
    words += [row["bin"].replace(".", "-").replace("_", "-")] if avoided else []
    if row["protection_reason"]:
        protection["PROTECTION-REASON"] = row["protection_reason"]
    if avoided:
        protection["ACCOUNT-BIN"] = row["bin"]
    role = row["role"]
    return CardPerson(
        uid=f"contact-{row['id']}@workstation",
        name=row["name"],
        first_name=row["first_name"] or "",
        last_name=row["last_name"] or "",
        company=row["company"] or "",
        title=row["title"] or "",
        role="" if role == "unknown" else role.replace("_", " "),
        note=row["note"] or "",
        changed_at=row["updated_at"],
        emails=emails,
        phones=phones,
        street=row["street"] or "",
        city=row["city"] or "",
        region=row["region"] or "",
        postal_code=row["postal_code"] or "",
        country=row["country"] or "",
        website=f"https://{row['domain']}" if row["domain"] else "",
        categories=tuple(words),
        protection=protection,
    )
