"""Taking data out: tables, people and what is planned, in the formats other programs read."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from workstation.desk.errors import DeskError
from workstation.desk.exports.files import (
    ONE_FILE,
    Format,
    all_or_none,
    check_free,
    format_of,
    named_file,
    plan_files,
)
from workstation.desk.exports.list_sheets import LISTS, list_of
from workstation.desk.exports.sheets import AMOUNTS, OF_ACCOUNTS, SHEETS, Cell, with_currency
from workstation.exchange.write import Cell as ListCell

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

Progress = Callable[[int, int], None]

ALL = "all"
CALENDAR = "calendar"
WHAT = (*SHEETS, CALENDAR, ALL)
"""What can be exported: a table, what is planned, or all tables."""

_TOLD_EVERY = 500
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by table, and the files; ``cut`` cells were too long for a workbook.

    Cards count as ``contacts``, entries of a calendar as ``calendar``.
    """

    rows: dict[str, int]
    files: tuple[Path, ...] = ()
    cut: int = 0

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return sum(self.rows.values())


def export(
    desk: "Desk",
    target: Path,
    what: str | None = None,
    *,
    form: str | None = None,
    ids: "array[int] | None" = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write tables into a file or a folder.

    The format is the one asked for, or what the file's ending says. Without ``what``, a file
    called after a table gets that table, an address book the people, a calendar what is planned,
    and a folder or workbook everything. With ``ids`` only what belongs to these accounts is
    written: the accounts and their people unless said otherwise (in CSV and JSON the people go
    beside the file, into one whose name ends in ``-contacts``). In CSV and workbooks such a list is
    for people to read: see ``list_sheets``.

    Cells no spreadsheet may run as formulas; amounts in whole units beside their currency; files
    readable by their owner only, all of them or none. All is of one moment.

    Args:
        progress: told the rows done and in all; raising in it stops, with nothing written.

    Raises:
        DeskError: there is nothing of that name, the format cannot hold it, the target exists
            already or cannot be written.
    """
    chosen = format_of(target, form)
    tables = _tables(target, chosen, what, some=ids is not None)
    files = plan_files(target, chosen, tables)
    check_free(list(files), overwrite=overwrite)
    with desk.store.snapshot():
        told = _Told(progress, _expected(desk, tables, ids))
        with all_or_none(target, list(files)) as opened:
            done = [
                _write(desk, opened[path], chosen, names, ids, told)
                for path, names in files.items()
            ]
    rows = {name: count for each in done for name, count in each.rows.items()}
    return Exported(rows, tuple(files), sum(each.cut for each in done))


def export_to(
    desk: "Desk",
    stream: BinaryIO,
    what: str | None = None,
    *,
    form: str | None = None,
    ids: "array[int] | None" = None,
) -> Exported:
    """Write one table, the people or what is planned into a stream that is open, CSV by default.

    Raises:
        DeskError: as ``export``; several tables fit into one stream as a workbook only.
    """
    chosen = format_of(Path("-"), form)
    if what is None and chosen not in ONE_FILE:
        what = "accounts"
    tables = _tables(Path("-"), chosen, what, some=ids is not None)
    if chosen not in ONE_FILE:
        if what == ALL:
            raise DeskError("Everything does not fit into one stream: name a folder.")
        tables = tables[:1]
    with desk.store.snapshot():
        return _write(desk, stream, chosen, tables, ids, _Told(None, 0))


def _tables(target: Path, form: Format, what: str | None, *, some: bool) -> tuple[str, ...]:
    """Return the tables to write."""
    name = what.replace("-", "_").casefold() if what is not None else _by_name(target, form)
    if name is not None and name not in WHAT:
        raise DeskError(f"{what!r} cannot be exported; choose one of {', '.join(WHAT)}.")
    if form in ("vcard", "vcard4"):
        if name not in (None, "contacts", "accounts", ALL) or (what and name == "accounts"):
            raise DeskError(f"An address card holds people: export contacts, not {what}.")
        return ("contacts",)
    if form == "calendar":
        if name not in (None, CALENDAR, "follow_ups", "meetings", ALL):
            raise DeskError(f"A calendar holds follow_ups and meetings, not {what}.")
        return (CALENDAR if name in (None, ALL) else name,)
    if name == CALENDAR:
        raise DeskError("What is planned goes into an .ics file: export calendar.ics.")
    if some and name is not None and name != ALL and name not in OF_ACCOUNTS:
        raise DeskError(f"{what!r} cannot be exported for some accounts only.")
    if some and name in (None, "accounts"):
        return ("accounts", "contacts")
    if name in (None, ALL):
        return OF_ACCOUNTS if some else tuple(SHEETS)
    return (str(name),)


def _by_name(target: Path, form: Format) -> str | None:
    stem = target.stem.replace("-", "_").casefold()
    if form in ONE_FILE and form != "xlsx":
        return stem if form == "calendar" and stem in ("follow_ups", "meetings") else None
    return stem if named_file(target) and stem in SHEETS else None


def _expected(desk: "Desk", tables: Sequence[str], ids: "array[int] | None") -> int:
    """Return how many rows there will be, roughly where only some accounts are meant."""
    if ids is not None:
        return len(ids) * len(tables)
    return sum(SHEETS[name].count(desk) for name in tables if name in SHEETS)


class _Told:
    """Counts rows as they go by, and tells."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def through(self, rows: Iterator[_Row]) -> Iterator[_Row]:
        if self._progress is None:
            return rows
        return self._counted(rows, self._progress)

    def _counted(self, rows: Iterator[_Row], progress: Progress) -> Iterator[_Row]:
        for row in rows:
            yield row
            self._done += 1
            if self._done % _TOLD_EVERY == 0:
                progress(self._done, max(self._done, self._total))


def _write(
    desk: "Desk",
    file: BinaryIO,
    form: Format,
    tables: Sequence[str],
    ids: "array[int] | None",
    told: _Told,
) -> Exported:
    if form in ("vcard", "vcard4"):
        from workstation.desk.exports.people import people
        from workstation.exchange.write_cards import cards_into

        version = "4.0" if form == "vcard4" else "3.0"
        count = cards_into(file, told.through(people(desk, ids)), version=version)  # type: ignore[arg-type]
        return Exported({"contacts": count})
    if form == "calendar":
        from workstation.desk.exports.calendar import NAME, entries, zone_of
        from workstation.exchange.calendar_feed import calendar_into

        found = told.through(entries(desk, ids, tables[0]))
        return Exported({tables[0]: calendar_into(file, found, name=NAME, zone=zone_of(desk))})
    if form == "xlsx":
        from workstation.exchange.write_workbook import workbook_into

        listed = ids is not None and set(tables) <= {*LISTS}
        sheets = (
            (name, *(_listed if listed else _typed)(desk, name, ids, told)) for name in tables
        )
        written = workbook_into(file, sheets)
        return Exported(written.rows, cut=written.cut)
    (name,) = tables
    of = (desk, name, ids, told)
    if form == "csv":
        from workstation.exchange.write import csv_into

        listed = ids is not None and name in LISTS
        return Exported({name: csv_into(file, *(_listed if listed else _read)(*of))})
    from workstation.exchange.write_json_lines import json_into

    head, rows = _read(*of)
    return Exported({name: json_into(file, head, rows, as_list=form == "json")})


_Table = tuple[list[str], Iterator[Sequence[Cell]]]
_ListTable = tuple[list[str], Iterator[Sequence[ListCell]]]


def _read(desk: "Desk", name: str, ids: "array[int] | None", told: _Told) -> _Table:
    """Return the columns of a table, and its rows in their order."""
    sheet = SHEETS[name]
    head = sheet.columns(desk)
    rows = told.through(iter(sheet.rows(desk, ids)))
    if "currency" in head:
        own = desk.settings.get("currency")
        rows = (with_currency(row, own) for row in rows)
    return head, ([row[column] for column in head] for row in rows)


def _listed(desk: "Desk", name: str, ids: "array[int] | None", told: _Told) -> _ListTable:
    """Return a table of some accounts as people read it."""
    head, rows = list_of(desk, name, ids or array("q"))
    return head, told.through(rows)


def _typed(desk: "Desk", name: str, ids: "array[int] | None", told: _Told) -> _ListTable:
    """Return a table whose amounts and days are numbers and days, for a workbook."""
    head, rows = _read(desk, name, ids, told)
    reads: list[Callable[[str], ListCell] | None] = [
        Decimal if each in AMOUNTS else date.fromisoformat if each.endswith("_on") else None
        for each in head
    ]
    return head, (
        [
            read(cell) if read and isinstance(cell, str) else cell
            for read, cell in zip(reads, row, strict=True)
        ]
        for row in rows
    )
