"""Everything there is, written so that an empty desk can take it back whole.

In the folder: ``records/`` has every row as it is kept (JSON lines), ``tables/`` the same as CSV
for people and other programs, beside them ``people.vcf``, ``calendar.ics`` and the rep's own
``playbook/``. ``manifest.json`` says what it is made of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import msgspec

from workstation import __version__
from workstation.desk.clock import iso
from workstation.desk.errors import DeskError, Exists
from workstation.desk.exports.files import said_of
from workstation.desk.exports.sheets import SHEETS
from workstation.exchange.bundle import (
    MANIFEST,
    BundleError,
    BundleWriter,
    open_bundle,
    write_bundle,
)
from workstation.method.text import clean_line
from workstation.store.triggers import RECORD_TABLES
from workstation.store.version import SCHEMA_VERSION
from workstation.store.whole import BESIDE, HISTORY

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

Progress = Callable[[int, int], None]

FORMAT = "workstation export"
VERSION = 1
"""The version of the folder's own layout; ``schema`` in the manifest is that of the tables."""

_TOLD_EVERY = 1000
_MOST_YAML = 4 << 20
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems leave in folders people look at."""


@dataclass(frozen=True, slots=True)
class WholeExport:
    """What was written: the rows by table, and the files of the playbook."""

    target: Path
    rows: dict[str, int]
    playbook: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows there are in the tables of record."""
        return sum(self.rows[name] for name in RECORD_TABLES)


def export_whole(
    desk: "Desk", target: Path, *, overwrite: bool = False, progress: Progress | None = None
) -> WholeExport:
    """Write everything into a folder, or a file ending in ``.zip``.

    All is of one moment. ``overwrite`` replaces an earlier export of everything, nothing else: not
    a folder with files beside those the export wrote. No passwords or commands are among it: the
    workstation keeps none in its file.

    Raises:
        DeskError: the target exists already or cannot be written; nothing of it is left then.
    """
    with said_of(target):
        _check_free(target, overwrite=overwrite)
    with desk.store.snapshot(), said_of(target):
        tables = (*RECORD_TABLES, *BESIDE, *HISTORY)
        total = sum(int(desk.store.value(f"SELECT count(*) FROM {name}")) for name in tables)
        told = _Told(progress, total)
        with write_bundle(target) as bundle:
            columns = {name: desk.store.stored_columns(name) for name in tables}
            rows = {name: _records(desk, bundle, name, columns[name], told) for name in tables}
            _for_people(desk, bundle)
            playbook = _playbook(desk, bundle)
            bundle.finish(
                {
                    "format": FORMAT,
                    "version": VERSION,
                    "schema": SCHEMA_VERSION,
                    "program": __version__,
                    "made_at": iso(desk.clock.now()),
                    "tables": {
                        name: {"rows": rows[name], "columns": columns[name]} for name in tables
                    },
                    "highest_ids": _highest(desk),
                }
            )
    return WholeExport(target, rows, playbook)


def _check_free(target: Path, *, overwrite: bool) -> None:
    shown = clean_line(str(target))
    if target.is_symlink() and not target.exists():
        raise DeskError(f"{shown} leads nowhere; choose another name.")
    if not target.exists():
        return
    if target.suffix.lower() != ".zip" and not target.is_dir():
        raise DeskError(f"{shown} is a file; name a folder, or a file ending in .zip.")
    if target.is_dir() and target.suffix.lower() == ".zip":
        raise DeskError(f"{shown} is a folder; choose another name.")
    if target.is_dir() and not any(target.iterdir()):
        return
    names = _names_of(target)
    if names is None:
        raise DeskError(
            f"{shown} exists already and is no export of the workstation; choose another name."
        )
    if not overwrite:
        raise Exists(shown)
    if foreign := _foreign(target, names):
        raise DeskError(
            f"{clean_line(foreign)} in {shown} is no part of the export there: move it away, or "
            "choose another name."
        )


def _names_of(target: Path) -> list[str] | None:
    """Return the files of the export that lies there, None where there is none of ours."""
    try:
        with open_bundle(target) as bundle:
            return bundle.names if bundle.said.get("format") == FORMAT else None
    except BundleError:
        return None


def _foreign(target: Path, names: Sequence[str]) -> str:
    """Return a file in an export's folder or .zip that came from elsewhere, "" for none."""
    known = {MANIFEST, *names}
    if target.is_dir():
        found = (path for path in target.rglob("*") if path.is_symlink() or not path.is_dir())
        held = [path.relative_to(target).as_posix() for path in found]
    else:
        with ZipFile(target) as archive:
            held = [name for name in archive.namelist() if not name.endswith("/")]
    others = (name for name in held if name.rpartition("/")[2] not in _LITTER)
    return next((name for name in others if name not in known), "")


class _Told:
    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def one(self) -> None:
        self._done += 1
        if self._progress is not None and self._done % _TOLD_EVERY == 0:
            self._progress(self._done, self._total)


def _records(
    desk: "Desk", bundle: BundleWriter, table: str, columns: Sequence[str], told: _Told
) -> int:
    """Write the rows of a table as they are kept."""
    encode = msgspec.json.Encoder().encode
    order = {"actions": "seq", "changes": "seq", "import_rows": "import_id, line"}
    by = order.get(table, columns[0])
    count = 0
    with bundle.file(f"records/{table}.jsonl") as file:
        for row in desk.store.each(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {by}"):
            file.write(encode(dict(row)) + b"\n")
            count += 1
            told.one()
    return count


def _for_people(desk: "Desk", bundle: BundleWriter) -> None:
    """Write what other programs read: the tables as CSV, address cards, a calendar."""
    from workstation.desk.exports.calendar import NAME, entries, zone_of
    from workstation.desk.exports.people import people
    from workstation.exchange.calendar_feed import calendar_into
    from workstation.exchange.write import csv_into
    from workstation.exchange.write_cards import cards_into

    for name, sheet in SHEETS.items():
        head = sheet.columns(desk)
        with bundle.file(f"tables/{name}.csv") as file:
            csv_into(file, head, ([row[key] for key in head] for row in sheet.rows(desk)))
    with bundle.file("people.vcf") as file:
        cards_into(file, people(desk))
    with bundle.file("calendar.ics") as file:
        calendar_into(file, entries(desk), name=NAME, zone=zone_of(desk))


def _playbook(desk: "Desk", bundle: BundleWriter) -> tuple[str, ...]:
    """Write the rep's own playbook files; links and what is no YAML are left out."""
    folder = desk.own_playbook
    if folder is None or not folder.is_dir():
        return ()
    written = []
    for path in sorted(folder.rglob("*")):
        fits = path.suffix.lower() in (".yaml", ".yml") and not path.is_symlink()
        if fits and path.is_file() and path.stat().st_size <= _MOST_YAML:
            name = f"playbook/{path.relative_to(folder).as_posix()}"
            with bundle.file(name) as file:
                file.write(path.read_bytes())
            written.append(name)
    return tuple(written)


def _highest(desk: "Desk") -> list[int]:
    """Return the highest number each machine has given out in this file."""
    rows = desk.store.rows("SELECT node, next_number FROM devices ORDER BY node")
    return [(row["node"] << 32) + row["next_number"] - 1 for row in rows]
