"""Reads what a file of people says of them, column by column, a portion at a time."""

from collections.abc import Sequence

from workstation.desk.imports.cells import SALUTATION, place_zone, time_zone
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.own import OWN_SHAPE
from workstation.desk.imports.refusals import any_of, refusals
from workstation.desk.imports.ways import Ways, several
from workstation.exchange import values
from workstation.exchange.cell_tests import like_company
from workstation.exchange.consent import has_bounced, is_whole
from workstation.exchange.values import Unreadable
from workstation.method.phones import Phone
from workstation.method.said_names import in_order, without_salutation
from workstation.method.words import ROLES

_SALUTED_BY = frozenset("MHFSDmhfsd")
"""How the words begin by which somebody is addressed."""
_ROLES = frozenset(ROLES) - {"unknown"}
FLAGS = ("do_not_call", "opted_out")
"""The marks that protect a person."""


class ContactColumns:
    """Reads the columns of one portion; ``source`` names the file."""

    def __init__(self, columns: Columns, source: str) -> None:
        self._columns = columns
        self._source = source
        self._own = columns.plan.shape == OWN_SHAPE

    def names(self) -> list[str]:
        """Return the name of each row, whole or put together."""
        columns = self._columns
        parts = zip(columns.names("first_name"), columns.names("last_name"), strict=True)
        whole = columns.names("name")
        if not self._own:
            whole = [
                self._said(row, name) if name[:1] in _SALUTED_BY or "," in name else name
                for row, name in enumerate(whole)
            ]
        found = [
            name or " ".join(part for part in pair if part)
            for name, pair in zip(whole, parts, strict=True)
        ]
        companies = columns.companies()
        return ["" if row in companies else name for row, name in enumerate(found)]

    def _said(self, row: int, name: str) -> str:
        """Return a name in the order it is said; how somebody is addressed becomes a fact."""
        how, name = without_salutation(name)
        if how:
            self._columns.add_fact(row, SALUTATION, how)
        if "," not in name or like_company(name):
            return name
        columns = self._columns
        cells = [columns.cells_at(at)[row] for at in columns.columns_of("email")]
        return in_order(name, " ".join(cells))

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

    def dead_ways(self, ways: Ways) -> list[tuple[list[str], list[Phone]]]:
        """Return each row's addresses from which mail came back, and its wrong numbers."""
        columns = self._columns
        found: list[tuple[list[str], list[Phone]]] = [([], []) for _ in range(columns.count)]
        for at in columns.columns_of("bounced_emails"):
            for row, cell in enumerate(columns.cells_at(at)):
                read = [values.email(part) for part in several(cell)] if cell else []
                found[row][0].extend(one for one in read if isinstance(one, str))
                if not all(isinstance(one, str) for one in read):
                    columns.keep_at(row, at)
        for at in columns.columns_of("wrong_phones"):
            for row, cell in enumerate(columns.cells_at(at)):
                numbers = [ways.phone(part, None) for part in several(cell)] if cell else []
                found[row][1].extend(one for one in numbers if one)
                if not all(numbers):
                    columns.keep_at(row, at)
        return found

    def yes(self, field: str) -> list[bool] | None:
        """Read a mark that protects; words for it become a fact too, and protect if unknown."""
        columns = self._columns
        found = refusals(columns, field)
        if field == "do_not_call":
            return found
        if field == "opted_out":
            wholly = refusals(columns, "do_not_call", is_whole)
            return any_of(found, wholly)
        words = [columns.cells_at(at) for at in columns.columns_of("opted_out")]
        came_back = [[has_bounced(cell) for cell in cells] for cells in words]
        return any_of(found, *came_back)


def _role(cell: str) -> str | Unreadable:
    """Read a buying role in the words of the method."""
    key = "_".join(cell.casefold().replace("-", " ").replace("_", " ").split())
    return key if key in _ROLES else Unreadable(f"'{cell}' is not a buying role")
