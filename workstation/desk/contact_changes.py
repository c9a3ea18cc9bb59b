"""People added, changed and protected by hand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workstation.desk.account_fields import CONTACT_EDITABLE, check, cleaned
from workstation.desk.cadences import hooks as cadence_hooks
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.people_ways import put_email, put_phone
from workstation.desk.suppressions import protect_person
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer


def add_contact(
    desk: "Desk",
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
    account = desk.accounts.get(account_id)
    person = clean_line(name)
    check("role", role)
    if not person:
        raise DeskError("A contact needs a name.")
    words = f"Add {person} at {account.name}"
    with desk.store.action(words) as act:
        contact_id = act.insert(
            "contacts",
            {
                "account_id": account_id,
                "name": person,
                "title": clean_line(title) or None,
                "role": role,
                "created_on": desk.days.today().isoformat(),
            },
        )
        said = _put_ways(
            desk, act, account_id, contact_id, email.strip() or None, phone.strip() or None
        )
    return Changed(act.id, words, (account_id,), tuple(said), made=contact_id)


def edit_contact(desk: "Desk", contact_id: int, values: Mapping[str, Any]) -> Changed:
    """Change a person's fields; ``email`` and ``phone`` replace the main ones.

    Raises:
        DeskError: the person is not there, or a field is not known or its value cannot be.
    """
    row = desk.store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
    if row is None:
        raise DeskError("That contact is not there any more.")
    given = dict(values)
    email, phone = given.pop("email", None), given.pop("phone", None)
    fields = cleaned(given, CONTACT_EDITABLE)
    if "name" in fields and not fields["name"]:
        raise DeskError("A contact needs a name.")
    title = f"Edit {row['name']}"
    with desk.store.action(title) as act:
        if fields:
            act.update("contacts", contact_id, fields)
        said = _put_ways(desk, act, row["account_id"], contact_id, email, phone)
    return Changed(act.id, title, _touched(row["account_id"]), tuple(said))


def protect(
    desk: "Desk",
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
    row = desk.store.row("SELECT * FROM contacts WHERE id = ?", (contact_id,))
    if row is None:
        raise DeskError("That contact is not there any more.")
    why = clean_line(reason)
    do_not_call = bool(row["do_not_call"]) if do_not_call is None else do_not_call
    opted_out = bool(row["opted_out"]) if opted_out is None else opted_out
    lifted = (row["do_not_call"] and not do_not_call) or (row["opted_out"] and not opted_out)
    if lifted and not why:
        raise DeskError("Lifting a protection needs a reason; it is recorded.")
    marks = [word for word, on in (("do not call", do_not_call), ("opted out", opted_out)) if on]
    title = f"{row['name']}: {' and '.join(marks) or 'protection lifted'}" + (
        f" ({why})" if why else ""
    )
    with desk.store.action(title) as act:
        act.update(
            "contacts",
            contact_id,
            {
                "do_not_call": int(do_not_call),
                "opted_out": int(opted_out),
                "protection_reason": why or None,
            },
        )
        said = cadence_hooks.opted_out(desk, act, contact_id) if marks else []
    return Changed(act.id, title, _touched(row["account_id"]), tuple(said))


def _put_ways(
    desk: "Desk",
    act: "Writer",
    account_id: int | None,
    contact_id: int,
    email: str | None,
    phone: str | None,
) -> list[str]:
    """Write the main address and number that are given; say whom a list protects."""
    address = number = None
    if email is not None:
        address = put_email(desk, act, account_id, contact_id, str(email))
    if phone is not None:
        number = put_phone(desk, act, account_id, contact_id, str(phone))
    emails, phones = ([each] if each else [] for each in (address, number))
    return protect_person(desk, act, contact_id, emails=emails, phones=phones)


def _touched(account_id: int | None) -> tuple[int, ...]:
    """Return the account an action touched, none for somebody whose company is not known."""
    return () if account_id is None else (account_id,)
