"""The fields a column of a file can be given, by key and title, for whoever corrects a mapping."""

from workstation.exchange.fields import FIELDS, RecordKind


def field_titles(kind: RecordKind) -> dict[str, str]:
    """Return the title of every field of accounts or contacts, in the order they are offered."""
    return {key: field.title for key, field in FIELDS[kind].items()}


def shared_fields(kind: RecordKind) -> frozenset[str]:
    """Return the fields that several columns may fill."""
    return frozenset(key for key, field in FIELDS[kind].items() if field.many)
