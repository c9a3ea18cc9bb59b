"""Says which other columns of a file become something else when one is given a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.imports.imports import ColumnPlan


def moved(before: Sequence[ColumnPlan], after: Sequence[ColumnPlan], chosen: str) -> str:
    """Return a sentence on the columns but ``chosen`` that changed, "" when none did."""
    was = {each.column: each.field for each in before}
    said = [
        f"“{each.column}” is now {_becomes(each)}"
        for each in after
        if each.column != chosen and each.field != was.get(each.column)
    ]
    return f"{'; '.join(said)}." if said else ""


def _becomes(column: ColumnPlan) -> str:
    return column.field_title if column.field is None else f"“{column.field_title}”"
