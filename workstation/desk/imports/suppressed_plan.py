"""Reads a list of whom not to contact as one of people when it has their addresses or numbers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workstation.desk.imports.doubts import lacking
from workstation.exchange import values
from workstation.exchange.fields import FIELDS
from workstation.exchange.squashing import squashed

if TYPE_CHECKING:
    from workstation.desk.imports.plan import ColumnPlan, ImportPlan

_OF_PEOPLE = {
    "name": "account_name",
    "domain": "account_domain",
    "source_id": "account_source_id",
    "phone": "phone",
    "country": "country",
}
"""What columns of accounts are in a list of people. A number is not to be called, whosever."""


def of_people(plan: "ImportPlan") -> "ImportPlan":
    """Return the plan of a list that looks like companies as one of people, if it has addresses.

    Every address in it is then heeded, and still every company, site and number. So is a list of
    numbers that names no companies.
    """
    if plan.as_ != "accounts":
        return plan
    addresses = {column.column for column in plan.columns if _is_of_addresses(column)}
    fields = {column.field for column in plan.columns}
    doubt = lacking("accounts", fields)
    if not addresses and not (doubt and "phone" in fields):
        return plan
    columns = tuple(
        _as(column, "email" if column.column in addresses else _OF_PEOPLE.get(column.field or ""))
        for column in plan.columns
    )
    left = lacking("contacts", {column.field for column in columns}) if doubt else doubt
    told = left if plan.doubt == doubt else plan.doubt
    return replace(plan, as_="contacts", columns=columns, doubt=told)


def _as(column: "ColumnPlan", field: str | None) -> "ColumnPlan":
    title = FIELDS["contacts"][field].title if field else "left out"
    return replace(column, field=field, field_title=title)


def _is_of_addresses(column: "ColumnPlan") -> bool:
    if column.field is not None or column.ignored:
        return False
    if any(isinstance(values.email(cell), str) for cell in column.samples):
        return True
    return not column.samples and "mail" in squashed(column.column)
