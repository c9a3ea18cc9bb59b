"""Rows that could not be used go to a file of their own, to be mended and imported again."""

import csv
import io
from contextlib import ExitStack
from pathlib import Path

from workstation.desk.imports.own import UNUSABLE, WHY_COLUMN, stem_of
from workstation.exchange.whole_file import whole_file
from workstation.exchange.write import safe_cell


def name_of(path: Path) -> str:
    """Return what the file for the unusable rows of another is called."""
    return f"{stem_of(path)}{UNUSABLE}.csv"


class Unusable:
    """Writes unusable rows under the file's own column names and why; made with the first row.

    ``finish`` puts it in place; without it nothing is left. A file that is there already is left
    alone: this one is numbered (`list-unusable-2.csv`). A folder that cannot be written to stops
    nothing: ``trouble`` says so.
    """

    def __init__(self, target: Path, columns: list[str]) -> None:
        self.trouble = ""
        self._target = target
        self._columns = columns
        self._stack = ExitStack()
        self._text: io.TextIOWrapper | None = None
        self._rows = 0

    def add(self, cells: list[str], why: str) -> None:
        """Write one row; cells too many stand after the column that says why."""
        if self.trouble:
            return
        try:
            if self._text is None:
                self._open()
            width = len(self._columns)
            held = [*cells[:width], *[""] * (width - len(cells))]
            self._write([*held, why, *cells[width:]])
            self._rows += 1
        except OSError as error:
            self._give_up(error)

    def _open(self) -> None:
        self._target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._target = _free(self._target)
        file = self._stack.enter_context(whole_file(self._target))
        self._text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        self._write([*self._columns, *([] if WHY_COLUMN in self._columns else [WHY_COLUMN])])

    def _write(self, cells: list[str]) -> None:
        csv.writer(self._text).writerow([safe_cell(cell) for cell in cells])  # type: ignore[arg-type]

    def _give_up(self, error: OSError) -> None:
        self.drop()
        self.trouble = (
            f"The rows that cannot be used could not be kept in {self._target} "
            f"({error.strerror or error})."
        )

    def finish(self) -> Path | None:
        """Put the file in its place; return where it is, None when there was nothing to write."""
        if self._text is None:
            return None
        try:
            self._text.flush()
            self._text.detach()
            self._text = None
            self._stack.close()
        except OSError as error:
            self._give_up(error)
            return None
        return self._target

    def drop(self) -> None:
        """Leave nothing behind."""
        if self._text is None:
            return
        self._text = None
        stopped = _StoppedError()
        try:
            with self._stack:
                raise stopped
        except _StoppedError:
            pass


def _free(target: Path) -> Path:
    """Return a path at which nothing stands yet, numbered where need be."""
    path, count = target, 1
    while path.exists():
        count += 1
        path = target.with_stem(f"{target.stem}-{count}")
    return path


class _StoppedError(Exception):
    """Takes the file back."""
