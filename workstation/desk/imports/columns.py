"""Reads a portion of a file column by column: a cell that repeats is looked at once."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from workstation.desk.imports.cells import RowReader, one_line
from workstation.desk.imports.company_names import companies_among, names_of_companies
from workstation.desk.imports.kept import Kept
from workstation.desk.imports.plan import ImportPlan
from workstation.exchange.columns import is_own
from workstation.exchange.values import Unreadable, says_nothing
from workstation.exchange.write import plain_cell
from workstation.method.text import clean

Found = TypeVar("Found")
Facts = dict[str, str]

_MOST_HELD = 20_000
"""Cells of a column whose meaning is held from one portion to the next."""
_LONGEST_NOTHING = 14
_AS_TEXT = re.compile(r"""="([^"]*)"|'(\d+)""")
_ODD_BEGINS = frozenset("'=-nN#uUtT?([kK")
"""How cells begin that may say only that there is nothing, or hold what a spreadsheet hides."""
_ODD_NAMES = frozenset("'=\ufffd")


class Memo(dict[Any, Any], Generic[Found]):
    """What cells come to, worked out when first met; ``unread`` are those that cannot be read."""

    def __init__(self, read: Callable[[Any], Found | Unreadable | None]) -> None:
        super().__init__()
        self._read = read
        self.unread: set[Any] = set()

    def __missing__(self, cell: Any) -> Found | None:  # noqa: ANN401
        found = self._read(cell)
        if isinstance(found, Unreadable):
            self.unread.add(cell)
            self[cell] = None
            return None
        self[cell] = found
        return found

    def all(self, cells: Iterable[Any]) -> list[Found | None]:
        """Return what each cell comes to."""
        if len(self) > _MOST_HELD:
            self.clear()
            self.unread.clear()
        return list(map(self.__getitem__, cells))


class Columns(RowReader):
    """Reads the columns of one portion of rows after the other; ``begin`` gives it the next.

    A value is None where a row has none; ``facts`` are what a row says that fits no field, and
    ``kept`` counts what could not be used as it was meant.
    """

    def __init__(self, plan: ImportPlan, home: str | None) -> None:
        super().__init__(plan, home)
        self._all_at: dict[str, list[int]] = {}
        for at, column in enumerate(plan.columns):
            if column.field is not None:
                self._all_at.setdefault(column.field, []).append(at)
        self._fields = [column.field for column in plan.columns]
        self._beside = self._labels_of_companies()
        self._memos: dict[object, Memo[Any]] = {}
        self._columns: list[Sequence[str]] = []
        self._read_cells: dict[int, list[str]] = {}
        self._read_names: dict[str, list[str]] = {}
        self.facts: list[Facts | None] = []
        self.borrowed: set[int] = set()
        """Rows whose company another column names than the one for it."""
        self.without_company: set[int] = set()
        """Rows that say instead of a company what somebody is (`Retired`)."""
        self._companies: dict[int, str] | None = None
        self.count = 0
        self.kept = Kept(getattr(plan, "unit", "line"))

    def _labels_of_companies(self) -> dict[int, int]:
        """Return where the labels stand of columns that may hold a home instead of a company's."""
        found = {}
        for at, (name, field) in enumerate(zip(self._names, self._fields, strict=True)):
            if field is None or not (field.startswith("account_") or field == "city"):
                continue
            stem, dash, _ = name.rpartition(" - ")
            labels = self.places_of_names([f"{stem} - Label", f"{stem} - Type"]) if dash else []
            if labels:
                found[at] = labels[0]
        return found

    @property
    def extras(self) -> list[tuple[int, str]]:
        """The columns that fill no field, where they stand and their names."""
        return self._extra

    @property
    def all_names(self) -> list[tuple[int, str]]:
        """Every column, where it stands and its name."""
        return list(enumerate(self._names))

    def begin(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the next rows, each with a cell for every column."""
        self.count = len(rows)
        self._columns = list(zip(*rows, strict=True)) if rows else [()] * len(self._names)
        self.facts = [None] * self.count
        self._read_cells, self._read_names = {}, {}
        self.borrowed, self.without_company = set(), set()
        self._companies = None

    def companies(self) -> dict[int, str]:
        """Return the rows of a list of people that are companies themselves, with their names."""
        if self._companies is None:
            self._companies = companies_among(self)
        return self._companies

    def columns_of(self, field: str) -> list[int]:
        """Return where the columns of a field stand."""
        return self._all_at.get(field, [])

    def column_name(self, at: int) -> str:
        """Return the name of a column."""
        return self._names[at]

    def places_of_names(self, names: Sequence[str]) -> list[int]:
        """Return where columns of these names stand, of those that are there."""
        return [self._names.index(name) for name in names if name in self._names]

    def cells_at(self, at: int) -> list[str]:
        """Return a column's cells as they stand, "" where one only says that it is empty."""
        held = self._read_cells.get(at)
        if held is None:
            held = list(map(str.strip, self._columns[at]))
            odd = {cell for cell in held if cell[:1] in _ODD_BEGINS}
            other = {cell: said for cell in odd if (said := _cell(cell)) != cell}
            if other:
                held = [other.get(cell, cell) for cell in held]
            self._read_cells[at] = held
            if at in self._beside:
                held = self._read_cells[at] = self._without_own(at, held)
        return held

    def _without_own(self, at: int, held: list[str]) -> list[str]:
        """Leave out what the label beside it calls the person's own; those cells become facts."""
        field = self._fields[at] or ""
        own = [is_own(field, label) for label in self.cells_at(self._beside[at])]
        self.keep_where(at, [bool(mine and cell) for mine, cell in zip(own, held, strict=True)])
        return ["" if mine else cell for mine, cell in zip(own, held, strict=True)]

    def cells(self, field: str) -> list[str]:
        """Return the cells of a field's first column; of no column empty ones."""
        at = self._at.get(field)
        if at is None:
            at = -1
            self._read_cells.setdefault(at, [""] * self.count)
        return self.cells_at(at)

    def memo(self, key: object, read: Callable[[Any], Found | Unreadable | None]) -> Memo[Found]:
        """Return what is remembered under a key, or begin to."""
        held = self._memos.get(key)
        if held is None:
            held = self._memos[key] = Memo(read)
        return held

    def texts(self, field: str) -> list[str | None] | None:
        """Return a field on one line; None where no column fills it."""
        return self.reads(field, one_line_or_none, _plain_texts)

    def reads(
        self,
        field: str,
        read: Callable[[str], Found | Unreadable | None],
        read_all: Callable[[Sequence[str]], list[Found | None] | None] | None = None,
    ) -> list[Found | None] | None:
        """Read a field; cells that cannot be read become facts under their column's name.

        ``read_all`` reads all of them at once, or returns None where it cannot.
        """
        at = self._at.get(field)
        if at is None:
            return None
        cells = self.cells_at(at)
        if read_all is not None and (all_read := read_all(cells)) is not None:
            return all_read
        memo = self.memo(("read", field), _unless_empty(read))
        found = memo.all(cells)
        if memo.unread:
            self.keep_where(at, [cell in memo.unread for cell in cells])
        return found

    def names(self, field: str) -> list[str]:
        """Return names; one that reads like nothing (`None`, `NA`) is a name all the same."""
        at = self._at.get(field)
        held = self._read_names.get(field)
        if held is None:
            blank = [""] * self.count
            held = blank if at is None else _names(self._columns[at])
            if field == "account_name":
                held = names_of_companies(self, at, held)
            self._read_names[field] = held
        return held

    def notes(self, field: str = "note") -> list[str | None] | None:
        """Return notes with their line breaks."""
        at = self._at.get(field)
        if at is None:
            return None
        return [clean(cell).strip() or None if cell else None for cell in self.cells_at(at)]

    # Facts

    def add_fact(self, row: int, key: str, value: str) -> None:
        """Note a fact of a row."""
        held = self.facts[row]
        if held is None:
            self.facts[row] = {key: value}
        else:
            held[key] = value

    def keep_at(self, row: int, at: int) -> None:
        """Keep a cell as a fact under its column's name."""
        if value := clean(plain_cell(self._columns[at][row])).strip():
            self.add_fact(row, self._names[at], value)

    def keep_where(self, at: int, chosen: Iterable[bool]) -> None:
        """Keep the chosen cells of a column as facts under its name."""
        for row, keep in enumerate(chosen):
            if keep:
                self.keep_at(row, at)

    def keep_all_titled(self, field: str, found: Sequence[object] | None) -> None:
        """Keep what was read of a field that has no column as facts under the field's title."""
        title = self._titles.get(field, field)
        for row, value in enumerate(found or ()):
            if value:
                self.add_fact(row, title, str(value))

    def keep_extras(self) -> None:
        """Keep the columns that fill no field as facts."""
        for at, name in self._extra:
            column = self._columns[at]
            if any(column):
                for row, cell in enumerate(self.memo(("fact", at), _fact).all(column)):
                    if cell:
                        self.add_fact(row, name, cell)


def _cell(cell: str) -> str:
    """Return a trimmed cell as it stands, "" when it only says that there is nothing (`n/a`)."""
    if cell[:1] in ("'", "="):
        cell = _unguarded(cell)
    return "" if len(cell) <= _LONGEST_NOTHING and says_nothing(cell) else cell


def _unguarded(cell: str) -> str:
    """Return what stands in a cell that a spreadsheet is to take for text (`="0123"`, `'0123`)."""
    found = _AS_TEXT.fullmatch(cell)
    return found[1] or found[2] if found else plain_cell(cell)


def _fact(cell: str) -> str:
    return clean(plain_cell(cell.strip())) if cell else ""


def _plain(cells: Sequence[str]) -> bool:
    """Say whether trimmed cells are clean and on one line each."""
    text = "".join(cells)
    return "  " not in text and text.isprintable()


def _plain_texts(cells: Sequence[str]) -> list[str | None] | None:
    return [cell or None for cell in cells] if _plain(cells) else None


def _names(column: Sequence[str]) -> list[str]:
    cells = list(map(str.strip, column))
    if _plain(cells) and not any(cell[:1] in _ODD_NAMES for cell in cells):
        return cells
    return list(map(_name, cells))


def _name(cell: str) -> str:
    said = one_line(_unguarded(cell) if cell[:1] in ("'", "=") else cell)
    return said if said.isascii() or said.strip("\ufffd ") else ""


def one_line_or_none(cell: str) -> str | None:
    """Return a cell on one line, None when there is nothing in it."""
    return one_line(cell) or None


def _unless_empty(
    read: Callable[[str], Found | Unreadable | None],
) -> Callable[[str], Found | Unreadable | None]:
    return lambda cell: read(cell) if cell else None
