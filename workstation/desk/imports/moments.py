"""As of when each row of a file speaks: its own moment of change, or that of the file."""

from datetime import UTC, datetime
from pathlib import Path

from workstation.desk.clock import iso
from workstation.desk.imports.columns import Columns
from workstation.exchange.dates import DateOrder, read_moment
from workstation.exchange.values import Unreadable


def written_at(path: Path) -> str:
    """Return when a file was last written, as UTC text; "" when that cannot be told."""
    try:
        return iso(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, OverflowError, ValueError):
        return ""


def moments_of(columns: Columns, default: str) -> list[str]:
    """Return the moment of each row of the portion, ``default`` where it says none."""
    order = columns.order_of("modified")
    found = columns.reads("modified", lambda cell: _moment(cell, order))
    if found is None:
        return [default] * columns.count
    return [one or default for one in found]


def _moment(cell: str, order: DateOrder) -> str | Unreadable:
    found = read_moment(cell, order, UTC)
    if isinstance(found, Unreadable):
        return found
    try:
        return iso(found)
    except OverflowError:
        return Unreadable(f"'{cell}' is out of all time")
