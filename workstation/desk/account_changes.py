"""Accounts added and changed by hand."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workstation.desk.account_fields import EDITABLE, cleaned
from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError
from workstation.desk.invitations import follow_invitations
from workstation.desk.suppressions import protect_account
from workstation.method.bins import BIN_KEYS
from workstation.method.zones import zone_of_phone, zone_of_place

if TYPE_CHECKING:
    from workstation.desk.desk import Desk


def add(desk: "Desk", values: Mapping[str, Any], bin_key: str = "cold") -> Changed:
    """Add an account from its editable fields (at least ``name``); says whom it may be twice.

    Raises:
        DeskError: the name is missing, a field is not known or its value cannot be, or there
            is no such bin.
    """
    fields = _with_currency(desk, cleaned(values, EDITABLE))
    if bin_key not in BIN_KEYS:
        raise DeskError(f"There is no bin {bin_key!r}; there are {', '.join(BIN_KEYS)}.")
    name = str(fields.get("name") or "")
    if not name:
        raise DeskError("An account needs a name.")
    day = desk.days.today().isoformat()
    title = f"Add {name}"
    with desk.store.action(title) as act:
        account_id = act.insert(
            "accounts",
            {
                **fields,
                **desk.fit.columns(fields | {"created_on": day}),
                "time_zone": fields.get("time_zone") or _zone_of(desk, fields),
                "bin": bin_key,
                "bin_since_on": day,
                "created_on": day,
            },
        )
        said = protect_account(desk, act, account_id, str(fields.get("domain") or ""))
    if twins := desk.duplicates.note(account_id):
        said.append(f"It may be there already: {twins[0].other(account_id).name}.")
    return Changed(act.id, title, (account_id,), tuple(said), made=account_id)


def edit(desk: "Desk", account_id: int, values: Mapping[str, Any]) -> Changed:
    """Change an account's fields; its time zone follows a new place or number.

    Raises:
        DeskError: the account is not there, a field is not known or its value cannot be, or
            the name would be empty.
    """
    before = desk.accounts.get(account_id)
    fields = _with_currency(desk, cleaned(values, EDITABLE), before.revenue_currency)
    if "name" in fields and not fields["name"]:
        raise DeskError("An account needs a name.")
    placed = {"city", "region", "country", "phone"} & set(fields)
    if placed and not fields.get("time_zone"):
        known = {name: getattr(before, name) for name in ("city", "region", "country", "phone")}
        fields["time_zone"] = _zone_of(desk, {**known, **fields}) or before.time_zone
    title, said = f"Edit {before.name}", list[str]()
    with desk.store.action(title) as act:
        act.update("accounts", account_id, fields)
        held = {"domain": before.domain, "name": before.name}
        if any(fields.get(name, was) != was for name, was in held.items()):
            domain = str(fields.get("domain") or "")
            said += protect_account(desk, act, account_id, domain)
        desk.fit.put(act, [account_id])
    said += follow_invitations(desk, act.id)
    return Changed(act.id, title, (account_id,), tuple(said))


def _with_currency(
    desk: "Desk", fields: dict[str, Any], known: str | None = None
) -> dict[str, Any]:
    """Return fields whose amount has a currency: the one known, else the rep's own."""
    if fields.get("revenue_minor") is None or fields.get("revenue_currency"):
        return fields
    return {**fields, "revenue_currency": known or desk.settings.get("currency")}


def _zone_of(desk: "Desk", fields: Mapping[str, Any]) -> str | None:
    place = zone_of_place(fields.get("country"), fields.get("region"), fields.get("city"))
    if place or not fields.get("phone"):
        return place
    return zone_of_phone(str(fields["phone"]), desk.accounts.region(fields.get("country")))[0]
