"""Knows single tables of a whole export, most of which only come back with all of it."""

from collections.abc import Sequence
from pathlib import Path

from workstation.desk.errors import DeskError
from workstation.exchange.fields import RecordKind
from workstation.method.text import clean_line

_LINKED = ["id", "account_id", "account", "contact_id", "contact"]
"""The columns that such a table begins with."""


def own_table(path: Path, columns: Sequence[str]) -> RecordKind | None:
    """Return what a table of a whole export comes in as by itself, None for any other file.

    Raises:
        DeskError: it is a table that does not come back without the others.
    """
    if list(columns[: len(_LINKED)]) != _LINKED:
        return None
    if {"stage", "amount", "currency"} <= set(columns):
        return "opportunities"
    if {"points", "fast_track", "happened_at"} <= set(columns):
        return "signals"
    raise DeskError(
        f"{clean_line(path.name)} is one table of a whole export: take the whole folder with "
        "“workstation import FOLDER”."
    )
