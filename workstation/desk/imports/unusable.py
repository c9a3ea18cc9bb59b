"""Rows that could not be used go to a file of their own, to be mended and imported again."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

from workstation.desk.imports.own import UNUSABLE, WHY_COLUMN, stem_of, surplus_names
from workstation.exchange.whole_file import whole_file
from workstation.exchange.write import safe_cell

_PART = 1 << 16
_IN_CLEAR = (
    "The file with the unusable rows is in clear, though your desk is encrypted: delete it once "
    "they are mended."
)


def name_of(path: Path) -> str:
    """Return what the file for the unusable rows of another is called."""
    return f"{stem_of(path)}{UNUSABLE}.csv"


def folder_for(database: Path) -> Path:
    """Return the folder such files are put into, unless told."""
    return database.absolute().parent / "exports"


def lying_beside(database: Path) -> list[Path]:
    """Return the files of unusable rows that lie there."""
    return sorted(folder_for(database).glob(f"*{UNUSABLE}*.csv"))


class Unusable:
    """Keeps unusable rows, and writes them under the file's own column names and why.

    ``finish`` puts it in place; without it nothing is left. A file that is there already is left
    alone: this one is numbered (`list-unusable-2.csv`), or not written when one holds the very same
    rows. A folder that cannot be written to stops nothing: ``trouble`` says so.

    The rows are in clear as the file they come from is; ``closed`` tells that the desk's own file
    is encrypted, so that the rep hears of it.
    """

    def __init__(self, target: Path, columns: list[str], *, closed: bool = False) -> None:
        self.trouble = ""
        self._closed = closed
        self._put_there = self._same = False
        self._target = target
        self._columns = columns
        self._stack = ExitStack()
        self._rows: IO[str] | None = None
        self._surplus = 0

    def add(self, cells: list[str], why: str) -> None:
        """Take one row; cells too many get columns of their own, after the one that says why."""
        if self.trouble:
            return
        try:
            if self._rows is None:
                self._rows = self._stack.enter_context(
                    tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="")  # noqa: SIM115
                )
            width = len(self._columns)
            surplus = cells[width:]
            self._surplus = max(self._surplus, len(surplus))
            held = [*cells[:width], *[""] * (width - len(cells))]
            if WHY_COLUMN in self._columns:
                held[self._columns.index(WHY_COLUMN)] = why
            else:
                held.append(why)
            _write(self._rows, [*held, *surplus])
        except OSError as error:
            self._give_up(error)

    def _put(self, rows: IO[str]) -> None:
        """Write the column names and the rows into the file."""
        self._target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = [*self._columns, *([] if WHY_COLUMN in self._columns else [WHY_COLUMN])]
        header = io.StringIO(newline="")
        _write(header, [*names, *surplus_names(self._surplus)])
        taken = list(_taken(self._target))
        same = next((path for path in taken if _holds(path, header.getvalue(), rows)), None)
        if same is not None:
            self._target, self._same = same, True
            return
        self._target = _numbered(self._target, len(taken) + 1)
        rows.seek(0)
        with whole_file(self._target) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
            text.write(header.getvalue())
            shutil.copyfileobj(rows, text)
            text.flush()
            text.detach()
        self._put_there = True

    @property
    def notes(self) -> tuple[str, ...]:
        """What the rep should know of the file once it is finished, in sentences."""
        if self.trouble:
            return (self.trouble,)
        said = (_IN_CLEAR,) if self._closed and (self._same or self._put_there) else ()
        if self._same:
            return (*said, f"The same unusable rows lie in {self._target.name} already.")
        return said

    def _give_up(self, error: OSError) -> None:
        self.drop()
        self.trouble = (
            f"The rows that cannot be used could not be kept in {self._target} "
            f"({error.strerror or error})."
        )

    def finish(self) -> Path | None:
        """Put the file in its place; return where it is, None when there was nothing to write."""
        rows, self._rows = self._rows, None
        if rows is None:
            return None
        try:
            self._put(rows)
        except OSError as error:
            self._give_up(error)
            return None
        finally:
            self._stack.close()
        return self._target

    def drop(self) -> None:
        """Leave nothing behind."""
        self._rows = None
        with suppress(OSError):
            self._stack.close()


def _write(file: IO[str], cells: list[str]) -> None:
    csv.writer(file).writerow([safe_cell(cell) for cell in cells])


def _numbered(target: Path, count: int) -> Path:
    return target if count < 2 else target.with_stem(f"{target.stem}-{count}")


def _taken(target: Path) -> Iterator[Path]:
    """Yield the files of this name, and of it with a number, that are there."""
    count = 1
    while (path := _numbered(target, count)).exists():
        yield path
        count += 1


def _holds(path: Path, header: str, rows: IO[str]) -> bool:
    """Say whether a file is of these very rows."""
    rows.seek(0)
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as held:
            if held.read(len(header)) != header:
                return False
            while part := rows.read(_PART):
                if held.read(_PART) != part:
                    return False
            return not held.read(1)
    except OSError:
        return False
