"""Of which country a number is that somebody names without its country code."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_NUMBERS = (
    "SELECT number FROM phones WHERE (account_id = ?1 OR contact_id = ?2) "
    "AND state = 'valid' AND number LIKE '+%' UNION SELECT phone FROM accounts "
    "WHERE id = ?1 AND phone LIKE '+%' LIMIT 50"
)


def country_of_numbers(
    desk: "Desk", account_id: int | None, contact_id: int | None = None
) -> str | None:
    """Return the country (ISO code) of bare numbers of an account and one of its people.

    The person's own country goes first, as a list told it; then that of the account, then the one
    that all other numbers there are of, then the rep's. None where nothing tells.
    """
    from workstation.exchange.fields import FIELDS
    from workstation.method.zones import country_code

    theirs = (
        desk.store.value(
            "SELECT value FROM facts WHERE contact_id = ? AND key = ? ORDER BY id DESC",
            (contact_id, FIELDS["contacts"]["country"].title),
        )
        if contact_id is not None
        else None
    )
    told = (
        theirs,
        (
            desk.store.value("SELECT country FROM accounts WHERE id = ?", (account_id,))
            if account_id is not None
            else None
        ),
    )
    known = (code for each in told if each and (code := country_code(str(each))))
    found = next(known, None) or _of_others(desk, account_id, contact_id)
    return found or country_code(desk.settings.get("country"))


def _of_others(desk: "Desk", account_id: int | None, contact_id: int | None) -> str | None:
    """Return the country of the numbers there, where they are all of one."""
    from workstation.method.phones import parse_phone

    rows = desk.store.rows(_NUMBERS, (account_id, contact_id))
    read = [parse_phone(row["number"], None) for row in rows]
    regions = {phone.region for phone in read if phone is not None}
    return regions.pop() if len(regions) == 1 else None
