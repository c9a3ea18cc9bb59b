"""The fields a column of a foreign table can fill, for accounts, contacts and signals."""

from dataclasses import dataclass
from typing import Literal

RecordKind = Literal["accounts", "contacts", "signals"]
Kind = Literal[
    "text", "note", "count", "money", "currency", "year", "domain", "email", "phone", "country",
    "place", "time_zone", "yes_no",
]  # fmt: skip
"""How the cells of a field are read: see `values`, `amounts` and `places`."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can fill: its key, its title for people, and how its cells are read."""

    key: str
    title: str
    kind: Kind


def _fields(*fields: tuple[str, str, Kind]) -> dict[str, Field]:
    return {key: Field(key, title, kind) for key, title, kind in fields}


FIELDS: dict[RecordKind, dict[str, Field]] = {
    "accounts": _fields(
        ("source_id", "Id in the source", "text"),
        ("name", "Name", "text"),
        ("domain", "Website", "domain"),
        ("industry", "Industry", "text"),
        ("employees", "Employees", "count"),
        ("revenue_minor", "Revenue", "money"),
        ("currency", "Currency of the revenue", "currency"),
        ("street", "Street", "text"),
        ("city", "City", "text"),
        ("region", "Region or state", "text"),
        ("postal_code", "Postal code", "text"),
        ("country", "Country", "country"),
        ("place", "City with region or country", "place"),
        ("time_zone", "Time zone", "time_zone"),
        ("phone", "Phone", "phone"),
        ("note", "Note", "note"),
        ("source_detail", "Where it came from", "text"),
        ("parent_name", "Parent company", "text"),
        ("ticker", "Ticker", "text"),
        ("founded", "Founded", "year"),
        ("linkedin", "LinkedIn page", "text"),
    ),
    "contacts": _fields(
        ("source_id", "Id in the source", "text"),
        ("account_name", "Company", "text"),
        ("account_source_id", "Id of the company in the source", "text"),
        ("first_name", "First name", "text"),
        ("last_name", "Last name", "text"),
        ("name", "Full name", "text"),
        ("title", "Job title", "text"),
        ("role", "Buying role", "text"),
        ("email", "Email", "email"),
        ("email2", "Second email", "email"),
        ("phone", "Phone", "phone"),
        ("mobile", "Mobile phone", "phone"),
        ("city", "City", "text"),
        ("country", "Country", "country"),
        ("do_not_call", "Do not call", "yes_no"),
        ("opted_out", "Opted out of email", "yes_no"),
        ("note", "Note", "note"),
    ),
    "signals": _fields(
        ("source_id", "Id in the source", "text"),
        ("account_name", "Company", "text"),
        ("domain", "Website", "domain"),
        ("email", "Email", "email"),
        ("kind", "Signal", "text"),
        ("points", "Points", "text"),
        ("when", "When", "text"),
        ("note", "Note", "note"),
    ),
}
