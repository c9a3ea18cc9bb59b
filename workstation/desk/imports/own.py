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

_OWN_NAMES: dict[RecordKind, dict[str, str]] = {
    "accounts": {"revenue": "revenue_minor", "source_modified_at": "modified"}
    | {name: name for name in (OWN_MARK, "source", "bin", "bin_reason")},
    "contacts": {
        "account": "account_name",
        "email2": "email",
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


def stem_of(path: Path) -> str:
    """Return the name of the file whose unusable rows a file holds, or its own, without ending."""
    return _NUMBERED.sub("", path.stem)


def own_field(name: str, kind: RecordKind) -> str | None:
    """Return what a column of an export of ours fills, None for what is worked out anew."""
    return _OWN_NAMES[kind].get(name) or (name if name in FIELDS[kind] else None)
