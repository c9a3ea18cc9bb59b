"""Reads what a file of people says of them, column by column, a portion at a time."""

from collections.abc import Sequence

from workstation.desk.import_cells import place_zone, time_zone
from workstation.desk.import_columns import Columns
from workstation.exchange import values
from workstation.exchange.consent import may_be_contacted
from workstation.exchange.values import Unreadable
from workstation.method.words import ROLES

_ROLES = frozenset(ROLES) - {"unknown"}
FLAGS = ("do_not_call", "opted_out")
"""The marks that protect a person."""


class ContactColumns:
    """Reads the columns of one portion; ``source`` names the file."""

    def __init__(self, columns: Columns, source: str) -> None:
        self._columns = columns
        self._source = source

    def names(self) -> list[str]:
        """Return the name of each row, whole or put together."""
        columns = self._columns
        parts = zip(columns.names("first_name"), columns.names("last_name"), strict=True)
        return [
            whole or " ".join(part for part in pair if part)
            for whole, pair in zip(columns.names("name"), parts, strict=True)
        ]

    def read(self, countries: Sequence[str | None]) -> dict[str, list[str | int | None]]:
        """Read the columns that fill columns of a contact, those that are empty left out."""
        columns = self._columns
        given: dict[str, Sequence[str | int | None] | None] = {
            "first_name": [one or None for one in columns.names("first_name")],
            "last_name": [one or None for one in columns.names("last_name")],
            "title": columns.texts("title"),
            "role": columns.reads("role", _role),
            "note": columns.notes(),
        }
        cities = columns.texts("city") or [None] * columns.count
        zones = columns.reads("time_zone", time_zone) or [None] * columns.count
        given["time_zone"] = [
            zone or place_zone(country, None, city)
            for zone, country, city in zip(zones, countries, cities, strict=True)
        ]
        for flag in FLAGS:
            said = self.yes(flag)
            if said is not None:
                given[flag] = [1 if one else None for one in said]
        reasons = columns.texts("protection_reason") or [None] * columns.count
        usual = f"said so in {self._source}"
        flagged = [given.get(flag) or [None] * columns.count for flag in FLAGS]
        given["protection_reason"] = [
            (reason or usual) if any(flags) else None
            for reason, *flags in zip(reasons, *flagged, strict=True)
        ]
        return {key: list(found) for key, found in given.items() if found and any(found)}

    def yes(self, field: str) -> list[bool] | None:
        """Read a mark that protects; words for it become a fact too, and protect if unknown."""
        columns = self._columns
        if not columns.has(field):
            return None
        cells = columns.cells(field)
        memo = columns.memo(("yes", field), _yes)
        found = memo.all(cells)
        columns.keep_where(columns.columns_of(field)[0], [cell in memo.unread for cell in cells])
        return [
            not may_be_contacted(cell) if cell in memo.unread else bool(one)
            for cell, one in zip(cells, found, strict=True)
        ]


def _yes(cell: str) -> bool | Unreadable:
    return values.yes_no(cell) if cell else False


def _role(cell: str) -> str | Unreadable:
    """Read a buying role in the words of the method."""
    key = "_".join(cell.casefold().replace("-", " ").replace("_", " ").split())
    return key if key in _ROLES else Unreadable(f"'{cell}' is not a buying role")
