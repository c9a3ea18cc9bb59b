"""Reads a sheet of an XLSX workbook like any other table: names, rows, flat memory."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from workstation.exchange.errors import Places, TableError, shown
from workstation.exchange.files import Stamp, check_unchanged, opened, stamp
from workstation.exchange.header import LOOK, find_header, same_names
from workstation.exchange.left_out import Foot
from workstation.exchange.rows import MAX_COLUMNS, BadRow, Row, Rows, fitted, too_wide
from workstation.exchange.workbook_archive import archive, refuse_other_archives
from workstation.exchange.workbook_parts import Sheet, looks_of, shared_texts, sheets_of
from workstation.exchange.workbook_sheet import SheetReading
from workstation.method.text import clean_line


class Workbook(Rows):
    """One sheet of a workbook. Texts shared by its cells are in memory while it is read.

    Days and moments are ISO, whole numbers have no decimals, yes and no are words, a formula is
    the value last computed for it. `sheet` is the name of the sheet that is read.
    """

    format = "XLSX"
    unit = "row"

    def __init__(self, path: Path, expected: Stamp, sheet: Sheet, others: list[str]) -> None:
        """Prepare a workbook; `open_workbook` is the way to get one."""
        super().__init__(path, expected[0])
        self.sheet = clean_line(sheet.name)
        self._sheet = sheet
        self._others = others
        self._expected = expected
        self._reading: SheetReading | None = None
        self._names: list[str] = []
        self._skip = 1
        self._opening_notes: list[str] = []
        self._repeats = Places()
        self._foot = Foot(0)
        self._read_header()

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was skipped or taken for granted, so far."""
        said = list(self._opening_notes)
        if self._repeats.count:
            places = self._repeats.said("row")
            said.append(f"the column names stand again in {places}: left out")
        errors = self._reading.errors if self._reading else 0
        if errors:
            cells = "1 cell holds" if errors == 1 else f"{errors} cells hold"
            said.append(f"{cells} a formula error: left empty")
        unworked = self._reading.unworked if self._reading else 0
        if unworked:
            cells = "1 cell holds a formula" if unworked == 1 else f"{unworked} cells hold formulas"
            said.append(
                f"{cells} without a value and stay{'s' * (unworked == 1)} empty: save the workbook "
                "in a spreadsheet program first"
            )
        return (*said, *self._foot.said("row"))

    def position(self) -> int:
        """Return how far the latest reading is, in bytes of the file."""
        if self._reading is None:
            return 0
        return self.size_bytes * self._reading.read // self._reading.size

    def rows(self) -> Iterator[Row | BadRow]:
        """Yield every row after the names that holds anything; short ones are padded.

        Raises TableError when the workbook is damaged further down or was changed meanwhile.
        """
        width = len(self.columns)
        self._repeats = Places()
        foot = self._foot = Foot(width)
        last = 0
        for row in islice(self._records(), self._skip, None):
            fit = fitted(row, width, "row")
            gap, last = 0 < last < row.number - 1, row.number
            if foot.takes(fit, row.cells, after_gap=gap):
                continue
            yield from foot.release()
            if same_names(fit.cells, self._names):
                self._repeats.add(row.number)
            else:
                yield fit
        yield from foot.finish()

    def _records(self) -> Iterator[Row]:
        with opened(self.path) as file:
            check_unchanged(self.path, file, self._expected)
            with archive(self.path, file) as zipped:
                _, since_1904 = sheets_of(zipped)
                texts, looks = shared_texts(zipped), looks_of(zipped)
                self._reading = SheetReading(
                    zipped, self._sheet, texts, looks, since_1904=since_1904
                )
                yield from self._reading.rows()
            check_unchanged(self.path, file, self._expected)

    def _read_header(self) -> None:
        records = list(islice(self._records(), LOOK))
        where = f"{shown(self.path)} sheet '{self.sheet}'"
        if not records:
            raise TableError(f"{where} is empty: there is nothing to import.")
        header = find_header([record.cells for record in records])
        self._skip = header.before + header.named
        if len(records) == self._skip:
            message = f"{where} has only a row of column names and no rows: nothing to import."
            raise TableError(message)
        names = [clean_line(name) for name in header.names]
        widest = max(len(record.cells) for record in records[header.before :])
        if widest > MAX_COLUMNS:
            raise too_wide(self.path, widest)
        names += [""] * (widest - len(names))
        self._name_columns(names)
        self._names = names if header.named else []
        if self._others:
            listed = ", ".join(self._others)
            self._opening_notes.append(f"only the sheet '{self.sheet}' is read, not {listed}")
        if header.before:
            rows = f"{header.before} row{'s' * (header.before != 1)}"
            self._opening_notes.append(f"{rows} before the column names left out")
        if not header.named:
            self._opening_notes.append("no column names: named by position")


def open_workbook(path: Path, *, sheet: str | None = None) -> Workbook:
    """Open the named sheet of a workbook, or the first one people see that has rows.

    Raises TableError for archives of another kind, damaged or dangerous ones, and a sheet that is
    not there.
    """
    with opened(path) as file:
        expected = stamp(file)
        with archive(path, file) as zipped:
            refuse_other_archives(path, zipped)
            sheets, _ = sheets_of(zipped)
            chosen = _named(path, sheets, sheet) if sheet else _first_with_rows(zipped, sheets)
            others = [
                f"'{clean_line(other.name)}'" + ("" if other.visible else " (hidden)")
                for other in sheets
                if other != chosen
            ]
    if chosen is None:
        raise TableError(f"{shown(path)} has no sheet with rows: there is nothing to import.")
    return Workbook(path, expected, chosen, [] if sheet else others)


def visible_sheets(path: Path) -> list[str]:
    """Return the names of the sheets people see; raises TableError as `open_workbook` does."""
    with opened(path) as file, archive(path, file) as zipped:
        refuse_other_archives(path, zipped)
        return [clean_line(sheet.name) for sheet in sheets_of(zipped)[0] if sheet.visible]


def _named(path: Path, sheets: list[Sheet], name: str) -> Sheet:
    for sheet in sheets:
        if clean_line(sheet.name).casefold() == clean_line(name).casefold():
            return sheet
    listed = ", ".join(f"'{clean_line(sheet.name)}'" for sheet in sheets)
    message = f"{shown(path)} has no sheet '{clean_line(name)}': name one of {listed}."
    raise TableError(message)


def _first_with_rows(zipped: ZipFile, sheets: list[Sheet]) -> Sheet | None:
    """Return the first visible sheet with two rows, else one with any row, else a hidden one."""
    only_names = None
    for sheet in sorted(sheets, key=lambda sheet: not sheet.visible):
        reading = SheetReading(zipped, sheet, _Anything(), (), since_1904=False)
        count = len(list(islice(reading.rows(), 2)))
        if count == 2:
            return sheet
        if count and only_names is None:
            only_names = sheet
    return only_names


class _Anything(list[str]):
    """Stands for the shared texts while only the presence of cells matters."""

    def __getitem__(self, _: object) -> str:  # type: ignore[override]
        return "text"
