"""The fields a column of a foreign table can fill, for each kind of record."""

from dataclasses import dataclass
from typing import Literal, get_args

RecordKind = Literal["accounts", "contacts", "signals", "opportunities", "tasks"]
RECORD_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
Kind = Literal[
    "text", "note", "count", "money", "currency", "year", "domain", "email", "phone", "country",
    "place", "time_zone", "yes_no", "day", "moment",
]  # fmt: skip
"""How the cells of a field are read: see `values`, `amounts` and `places`."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can fill: its key, its title for people, and how its cells are read.

    `many`: several columns may fill it, and a cell may hold several values.
    """

    key: str
    title: str
    kind: Kind
    many: bool = False


_MANY = frozenset(
    ("contacts", key)
    for key in (
        "email",
        "phone",
        "mobile",
        "do_not_call",
        "opted_out",
        "bounced_emails",
        "wrong_phones",
    )
) | {("accounts", "do_not_contact")}


def _fields(of: RecordKind, *fields: tuple[str, str, Kind]) -> dict[str, Field]:
    return {key: Field(key, title, kind, (of, key) in _MANY) for key, title, kind in fields}


FIELDS: dict[RecordKind, dict[str, Field]] = {
    "accounts": _fields(
        "accounts",
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
        ("do_not_contact", "Do not contact", "yes_no"),
        ("parent_source_id", "Id of the parent company in the source", "text"),
        ("parent_name", "Parent company", "text"),
        ("ticker", "Ticker", "text"),
        ("founded", "Founded", "year"),
        ("linkedin", "LinkedIn page", "text"),
        ("follow_up_on", "Follow up on", "day"),
        ("touched_on", "Last touched elsewhere", "day"),
        ("modified", "Last changed in the source", "moment"),
    ),
    "contacts": _fields(
        "contacts",
        ("source_id", "Id in the source", "text"),
        ("account_name", "Company", "text"),
        ("account_source_id", "Id of the company in the source", "text"),
        ("first_name", "First name", "text"),
        ("last_name", "Last name", "text"),
        ("name", "Full name", "text"),
        ("title", "Job title", "text"),
        ("role", "Buying role", "text"),
        ("email", "Email", "email"),
        ("phone", "Phone", "phone"),
        ("mobile", "Mobile phone", "phone"),
        ("city", "City", "text"),
        ("country", "Country", "country"),
        ("do_not_call", "Do not call", "yes_no"),
        ("opted_out", "Opted out of email", "yes_no"),
        ("bounced", "Email bounced", "yes_no"),
        ("bounced_emails", "Addresses from which mail came back", "email"),
        ("wrong_phones", "Wrong numbers", "phone"),
        ("account_bin", "Bin of the company", "text"),
        ("note", "Note", "note"),
        ("time_zone", "Time zone", "time_zone"),
        ("account_domain", "Website of the company", "domain"),
        ("account_industry", "Industry of the company", "text"),
        ("account_employees", "Employees of the company", "count"),
        ("account_revenue_minor", "Revenue of the company", "money"),
        ("account_currency", "Currency of that revenue", "currency"),
        ("account_street", "Street of the company", "text"),
        ("account_city", "City of the company", "text"),
        ("account_region", "Region of the company", "text"),
        ("account_postal_code", "Postal code of the company", "text"),
        ("account_phone", "Phone of the company", "phone"),
        ("linkedin", "LinkedIn profile", "text"),
        ("follow_up_on", "Follow up on", "day"),
        ("touched_on", "Last touched elsewhere", "day"),
        ("modified", "Last changed in the source", "moment"),
    ),
    "signals": _fields(
        "signals",
        ("source_id", "Id in the source", "text"),
        ("account_name", "Company", "text"),
        ("domain", "Website", "domain"),
        ("email", "Email", "email"),
        ("contact_name", "Person", "text"),
        ("kind", "Signal", "text"),
        ("points", "Points", "text"),
        ("when", "When", "moment"),
        ("note", "Note", "note"),
    ),
    "opportunities": _fields(
        "opportunities",
        ("source_id", "Id in the source", "text"),
        ("name", "Name", "text"),
        ("account_name", "Company", "text"),
        ("account_source_id", "Id of the company in the source", "text"),
        ("account_domain", "Website of the company", "domain"),
        ("contact_source_id", "Id of the person in the source", "text"),
        ("contact_email", "Email of the person", "email"),
        ("stage", "Stage", "text"),
        ("is_won", "Won", "yes_no"),
        ("is_closed", "Closed", "yes_no"),
        ("kind", "New, add-on or renewal", "text"),
        ("amount_minor", "Amount", "money"),
        ("currency", "Currency of the amount", "currency"),
        ("source", "Where it came from", "text"),
        ("account_executive", "Whose it is", "text"),
        ("created_on", "Opened on", "day"),
        ("closed_on", "Close date", "day"),
        ("close_reason", "Why it was won or lost", "text"),
        ("next_step", "Next step", "text"),
        ("note", "Note", "note"),
        ("modified", "Last changed in the source", "moment"),
    ),
    "tasks": _fields(
        "tasks",
        ("source_id", "Id in the source", "text"),
        ("account_name", "Company", "text"),
        ("account_source_id", "Id of the company in the source", "text"),
        ("account_domain", "Website of the company", "domain"),
        ("contact_name", "Person", "text"),
        ("contact_source_id", "Id of the person in the source", "text"),
        ("email", "Email of the person", "email"),
        ("subject", "Subject", "text"),
        ("kind", "Call, email, meeting or other", "text"),
        ("status", "Done or open", "text"),
        ("due_on", "Due", "moment"),
        ("done_at", "Done", "moment"),
        ("outcome", "Outcome", "text"),
        ("seconds", "Length in seconds", "count"),
        ("note", "Note", "note"),
    ),
}
