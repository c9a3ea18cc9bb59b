"""The fields of accounts and people that a rep may change, and what each can hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from workstation.desk.clock import find_zone
from workstation.desk.errors import DeskError
from workstation.method.text import clean, clean_line
from workstation.method.words import ROLES, SOURCES

EDITABLE = (
    "name",
    "domain",
    "industry",
    "employees",
    "revenue_minor",
    "revenue_currency",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "time_zone",
    "phone",
    "source",
    "source_detail",
    "note",
)
CONTACT_EDITABLE = ("name", "title", "role", "time_zone", "note")
CHOICES = {"source": SOURCES, "role": ROLES}
"""The fields that hold one of a few words."""
NUMBERS = ("employees", "revenue_minor")
MOST_NUMBER = 2**53 - 1
"""The greatest number a field can hold; JSON programs read it exactly."""


def check(field: str, value: str | int | None) -> None:
    """Refuse what a field cannot hold.

    Raises:
        DeskError: it is no time zone, source or role, or no whole number.
    """
    if value is None and field != "role":
        return
    if field == "time_zone" and find_zone(str(value)) is None:
        raise DeskError(f"There is no time zone “{value}”; they are written America/Chicago.")
    if field in CHOICES and value not in CHOICES[field]:
        raise DeskError(f"There is no {field} “{value}”; there are {', '.join(CHOICES[field])}.")
    if field in NUMBERS and not (isinstance(value, int) and 0 <= value <= MOST_NUMBER):
        raise DeskError(
            f"The {field.replace('_', ' ')} is a whole number from 0 to {MOST_NUMBER}, "
            f"not “{value}”."
        )


def cleaned(values: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, str | int | None]:
    """Return fields as they are kept: text cleaned, what is empty None.

    Raises:
        DeskError: a field is not one of those allowed, or cannot hold its value.
    """
    fields: dict[str, str | int | None] = {}
    for key, value in values.items():
        if key not in allowed:
            raise DeskError(f"There is no field {key!r}.")
        if isinstance(value, str):
            fields[key] = (clean(value).strip() if key == "note" else clean_line(value)) or None
        else:
            fields[key] = value
        check(key, fields[key])
    return fields
