"""Knows the workstation's own exports by their columns, so that they come back as they left."""

import re
from pathlib import Path

from workstation.exchange.fields import FIELDS, RecordKind

OWN_MARK = "workstation_id"
"""The column that tells an export of the workstation from any other file."""
OWN_SHAPE = "workstation export"
WHY_COLUMN = "why"
"""The column that a file of unusable rows adds; it says nothing about the record."""
UNUSABLE = "-unusable"
"""How the name of such a file ends; a second one is numbered."""
_NUMBERED = re.compile(rf"{UNUSABLE}(?:-\d+)?$")

_SURPLUS = re.compile(r"surplus \d+")

_OWN_NAMES: dict[RecordKind, dict[str, str]] = {
    "accounts": {"revenue": "revenue_minor", "source_modified_at": "modified"}
    | {name: name for name in (OWN_MARK, "source", "bin", "bin_reason")},
    "contacts": {
        "account": "account_name",
        "email2": "email",
        "email_2": "email",
        "more_emails": "email",
        "wrong_emails": "bounced_emails",
        "more_phones": "phone",
        "source_modified_at": "modified",
    }
    | {name: name for name in (OWN_MARK, "protection_reason")},
    "signals": {"account": "account_name", "happened_at": "when"},
    "opportunities": {
        "account": "account_name",
        "contact": "contact_name",
        "amount": "amount_minor",
        "source_modified_at": "modified",
    },
    "tasks": {"account": "account_name"},
}
"""Columns only our own exports have, and what they fill."""


def says_why(path: Path, column: str) -> bool:
    """Say whether a column only tells why a row could not be used the last time."""
    return column == WHY_COLUMN and _NUMBERED.search(path.stem) is not None


def added(path: Path, column: str) -> bool:
    """Say whether a column was added to a file of unusable rows, and is not one of the list's."""
    if _NUMBERED.search(path.stem) is None:
        return False
    return column == WHY_COLUMN or _SURPLUS.fullmatch(column) is not None


def surplus_names(count: int) -> list[str]:
    """Return names for the cells of rows that have more of them than there are columns."""
    return [f"surplus {number}" for number in range(1, count + 1)]


def stem_of(path: Path) -> str:
    """Return the name of the file whose unusable rows a file holds, or its own, without ending."""
    return _NUMBERED.sub("", path.stem)


_WORKED_OUT: dict[RecordKind, frozenset[str]] = {
    "accounts": frozenset(
        "parent_id bin_since_on bin_since duplicate_of_id fit fit_confidence fit_profile fit_flags "
        "tier urgency became_lead_on lead_at rest_until_on last_touch_at last_touch "
        "next_follow_up_on next_step created_on contacts_do_not_call people_not_to_be_called "
        "contacts_opted_out people_opted_out further_facts deleted_at deleted_by".split()
    ),
    "contacts": frozenset("created_on referred_by_id further_facts deleted_at deleted_by".split()),
}
"""Columns of ours that say what is worked out anew, or belongs to the file they came from."""


def is_mark(column: str) -> bool:
    """Say whether a column is the one that tells an export of ours."""
    return _plain(column) == OWN_MARK


def own_field(name: str, kind: RecordKind) -> str | None:
    """Return what a column of an export of ours fills, None for a fact and what is worked out."""
    plain = _plain(name)
    return _OWN_NAMES[kind].get(plain) or (plain if plain in FIELDS[kind] else None)


def is_fact(name: str, kind: RecordKind) -> bool:
    """Say whether a column of an export of ours is a fact: a list has a column for each."""
    worked_out = _WORKED_OUT.get(kind)
    return worked_out is not None and not own_field(name, kind) and _plain(name) not in worked_out


def _plain(name: str) -> str:
    """Return the name of a column in a table for one named in words."""
    return name.strip().casefold().replace(" ", "_")
