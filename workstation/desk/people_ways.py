"""Writes a person's main address and number as they are typed."""

from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.desk.number_places import country_of_numbers
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer


def put_email(
    desk: "Desk", act: "Writer", account_id: int | None, contact_id: int, email: str
) -> str | None:
    """Make an address the main one; return it when the person did not have it.

    Raises:
        DeskError: it cannot be an address.
    """
    from workstation.exchange import values
    from workstation.exchange.values import Unreadable

    address = values.email(email)
    if isinstance(address, Unreadable):
        raise DeskError(address.why)
    same = desk.store.value(
        "SELECT id FROM emails WHERE contact_id = ? AND address = ?", (contact_id, address)
    )
    _step_back(desk, act, "emails", contact_id, same)
    if same is not None:
        act.update("emails", same, {"is_main": 1, "state": "valid"})
        return None
    act.insert(
        "emails",
        {"account_id": account_id, "contact_id": contact_id, "address": address, "is_main": 1},
    )
    return address


def put_phone(
    desk: "Desk",
    act: "Writer",
    account_id: int | None,
    contact_id: int,
    phone: str,
) -> str | None:
    """Make a number the main one; return it (E.164) when it was not theirs.

    One without a country code is of the country that ``country_of_numbers`` tells.

    Raises:
        DeskError: it cannot be a number.
    """
    from workstation.method.phones import parse_phone
    from workstation.method.zones import zone_of_phone

    parsed = parse_phone(phone, country_of_numbers(desk, account_id, contact_id))
    if parsed is None:
        raise DeskError(
            f"“{clean_line(phone)}” is not a phone number; write it with its country code, "
            "such as +1 312 555 0142."
        )
    same = desk.store.value(
        "SELECT id FROM phones WHERE contact_id = ? AND number = ? AND extension IS ?",
        (contact_id, parsed.e164, parsed.extension),
    )
    _step_back(desk, act, "phones", contact_id, same)
    if same is not None:
        act.update("phones", same, {"is_main": 1, "state": "valid"})
        return None
    act.insert(
        "phones",
        {
            "account_id": account_id,
            "contact_id": contact_id,
            "number": parsed.e164,
            "extension": parsed.extension,
            "display": parsed.display,
            "time_zone": zone_of_phone(parsed.e164, None)[0],
            "is_main": 1,
        },
    )
    return parsed.e164


def _step_back(desk: "Desk", act: "Writer", table: str, contact_id: int, same: int | None) -> None:
    """Let no other way of the person be the main one."""
    for other in desk.store.rows(
        f"SELECT id FROM {table} WHERE contact_id = ? AND is_main", (contact_id,)
    ):
        if other["id"] != same:
            act.update(table, other["id"], {"is_main": 0})
