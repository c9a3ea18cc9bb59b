"""A person named in a call is added from one line, or what was not known about them filled in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.number_places import country_of_numbers
from workstation.desk.suppressions import protect_person
from workstation.method.people_line import Named, read_person
from workstation.method.text import folded

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.records import Contact
    from workstation.method.phones import Phone
    from workstation.store.actions import Writer
    from workstation.store.bulk import Value


def read(desk: "Desk", account_id: int, line: str) -> Named:
    """Read a line about a person at an account; for bare numbers see ``country_of_numbers``.

    Raises:
        DeskError: the account is not there, or the line names nobody.
    """
    account = desk.accounts.get(account_id)
    region = country_of_numbers(desk, account_id)
    named = read_person(line, region=region, company=account.name)
    known = _called(desk.accounts.contacts(account_id), named.name) if named.phones else None
    theirs = country_of_numbers(desk, account_id, known.id) if known is not None else region
    if theirs != region:
        named = read_person(line, region=theirs, company=account.name)
    if not named.name and not named.title:
        raise DeskError("Say who it is: a name or a title, and a number or address if you have it.")
    return named


def _called(people: "Sequence[Contact]", name: str) -> "Contact | None":
    same = folded(name)
    return next((each for each in people if folded(each.name) == same), None)


def add(desk: "Desk", account_id: int, named: Named, referred_by_id: int | None = None) -> Changed:
    """Add the person, or fill in what is blank about the one of that name; nothing is replaced.

    Somebody known only by a title is called by it.

    Raises:
        DeskError: the account or the referrer is not there, nobody is named, or nothing is new.
    """
    account = desk.accounts.get(account_id)
    if referred_by_id is not None and not desk.store.value(
        "SELECT 1 FROM contacts WHERE id = ?", (referred_by_id,)
    ):
        raise DeskError("The person who named them is not there any more.")
    if not named.name:
        named = replace(named, name=named.title, title="")
    if not named.name:
        raise DeskError("Say who it is: a name or a title.")
    named = _with_good_emails(named)
    advice = (f"Kept in the note: {named.note}",) if named.note else ()
    known = _called(desk.accounts.contacts(account_id), named.name)
    if known is not None:
        there = f"{known.name} was there already; only what was missing is added."
        return _fill_in(desk, known, named, referred_by_id, (there, *advice))
    title = f"Add {named.name} at {account.name}"
    with desk.store.action(title) as act:
        contact_id = act.insert(
            "contacts",
            {
                "account_id": account_id,
                "name": named.name,
                "title": named.title or None,
                "role": named.role,
                "referred_by_id": referred_by_id,
                "note": named.note or None,
                "created_on": desk.days.today().isoformat(),
            },
        )
        for place, address in enumerate(named.emails):
            _put_email(act, account_id, contact_id, address, main=place == 0)
        for place, phone in enumerate(named.phones):
            _put_phone(act, account_id, contact_id, phone, main=place == 0)
        said = protect_person(
            desk,
            act,
            contact_id,
            emails=named.emails,
            phones=[each.e164 for each in named.phones],
        )
    return Changed(act.id, title, (account_id,), (*said, *advice), made=contact_id)


def place(desk: "Desk", contact_id: int, account_id: int) -> Changed:
    """Put somebody whose company was not known into an account, with all that is theirs.

    Raises:
        DeskError: the person or the account is not there, or the person is at one already.
    """
    from workstation.desk.merge import moves as merge_moves

    person, account = desk.accounts.person(contact_id), desk.accounts.get(account_id)
    if person.account_id is not None:
        at = desk.accounts.get(person.account_id).name
        raise DeskError(f"{person.name} is at {at} already.")
    title = f"Put {person.name} into {account.name}"
    with desk.store.action(title) as act:
        act.update("contacts", contact_id, {"account_id": account_id})
        rows = merge_moves.held(desk.store, "contacts", contact_id)
        merge_moves.move_to_contact(desk, act, rows, contact_id, account_id, None)
        desk.fit.put(act, [account_id])
    twice = desk.duplicates.note_people(account_id)
    return Changed(act.id, title, (account_id,), tuple(twice))


def _fill_in(
    desk: "Desk",
    known: "Contact",
    named: Named,
    referred_by_id: int | None,
    advice: tuple[str, ...],
) -> Changed:
    row = desk.store.row(
        "SELECT account_id, referred_by_id FROM contacts WHERE id = ?", (known.id,)
    )
    account_id = int(row["account_id"]) if row else 0
    fields: dict[str, Value] = {}
    if named.title and not known.title:
        fields["title"] = named.title
    if named.role != "unknown" and known.role == "unknown":
        fields["role"] = named.role
    if row and row["referred_by_id"] is None and referred_by_id not in (None, known.id):
        fields["referred_by_id"] = referred_by_id
    if named.note and named.note not in (known.note or ""):
        fields["note"] = f"{known.note}\n{named.note}" if known.note else named.note
    addresses = {each.address.casefold() for each in known.emails}
    emails = [each for each in named.emails if each.casefold() not in addresses]
    numbers = {(each.number, each.extension) for each in known.phones if each.state == "valid"}
    phones = [each for each in named.phones if (each.e164, each.extension) not in numbers]
    if not (fields or emails or phones):
        raise DeskError(f"{known.name} is there already, with all of that.")
    title = f"Add to {known.name}"
    with desk.store.action(title) as act:
        if fields:
            act.update("contacts", known.id, fields)
        for place, address in enumerate(emails):
            _put_email(act, account_id, known.id, address, main=not known.emails and place == 0)
        for place, phone in enumerate(phones):
            if wrong := desk.store.value(
                "SELECT id FROM phones WHERE contact_id = ? AND number = ? AND extension IS ?",
                (known.id, phone.e164, phone.extension),
            ):
                act.update("phones", int(wrong), {"state": "valid"})
                advice = (*advice, f"{phone.display} was marked wrong; it counts as right again.")
            else:
                _put_phone(act, account_id, known.id, phone, main=not known.phones and place == 0)
        said = protect_person(
            desk, act, known.id, emails=emails, phones=[each.e164 for each in phones]
        )
    return Changed(act.id, title, (account_id,), (*said, *advice), made=known.id)


def _with_good_emails(named: Named) -> Named:
    """Move what looks like an address but cannot be one to the note."""
    from workstation.exchange import values

    good: list[str] = []
    bad: list[str] = []
    for each in named.emails:
        address = values.email(each)
        if isinstance(address, str):
            good.append(address)
        else:
            bad.append(each)
    note = "; ".join(part for part in (named.note, *bad) if part)
    return replace(named, emails=tuple(dict.fromkeys(good)), note=note)


def _put_email(
    act: "Writer", account_id: int, contact_id: int, address: str, *, main: bool
) -> None:
    act.insert(
        "emails",
        {
            "account_id": account_id,
            "contact_id": contact_id,
            "address": address,
            "is_main": int(main),
        },
    )


def _put_phone(
    act: "Writer", account_id: int, contact_id: int, phone: "Phone", *, main: bool
) -> None:
    from workstation.method.zones import zone_of_phone

    act.insert(
        "phones",
        {
            "account_id": account_id,
            "contact_id": contact_id,
            "number": phone.e164,
            "extension": phone.extension,
            "display": phone.display,
            "time_zone": zone_of_phone(phone.e164, None)[0],
            "is_main": int(main),
        },
    )
