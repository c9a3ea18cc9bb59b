"""Takes a whole export back into an empty desk: the same records, numbers, moments and history."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.desk.changed import Changed
from workstation.desk.clock import SystemClock
from workstation.desk.errors import DeskError
from workstation.desk.exports.whole import FORMAT, VERSION
from workstation.desk.imports.take_in_playbook import put_playbook
from workstation.exchange.bundle import (
    Bundle,
    BundleError,
    has_manifest,
    is_bundle,
    open_bundle,
)
from workstation.method.text import clean, clean_line
from workstation.store.triggers import RECORD_TABLES
from workstation.store.version import SCHEMA_VERSION
from workstation.store.whole import BESIDE, HISTORY

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.whole import Whole

Progress = Callable[[int, int], None]

_NEEDS_EMPTY = ("accounts", "contacts", "goals", "activities", "suppressions")
_MOST_LINE = 64 << 20
_MOST_NUMBER = 1 << 53

PLACES = ("calendar", "calendar_kept", "invitations")
"""Settings that are paths."""

__all__ = ["Contents", "has_manifest", "is_bundle", "look", "take_in"]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a whole export holds: rows by table, when it was made (UTC, ISO text)."""

    name: str
    made_at: str
    rows: Mapping[str, int]
    playbook: int

    @property
    def count(self) -> int:
        """How many rows there are in the tables of record."""
        return sum(self.rows.get(name, 0) for name in RECORD_TABLES)

    @property
    def said(self) -> str:
        """The records people count, in words."""
        counted = ("accounts", "contacts", "activities", "follow_ups", "opportunities")
        return ", ".join(f"{self.rows.get(name, 0)} {name.replace('_', '-')}" for name in counted)


def look(path: Path) -> Contents:
    """Return what a whole export says it holds, every file of it checked.

    Raises:
        DeskError: it is none, is damaged, or was written by a newer program.
    """
    with _opened(path) as bundle:
        contents = _contents(bundle)
        for _ in bundle.check():
            pass
    return contents


def take_in(desk: "Desk", path: Path, progress: Progress | None = None) -> Changed:
    """Take a whole export back, as one action that undo takes away again.

    The rows have the numbers and moments they had; settings, days off and focus lists of this desk
    give way; settings that are places on the other machine stay behind, and the advice names them.
    What was done before comes along as history. The playbook's files are put where the
    rep's own lie; one that is there and differs is left alone, and the advice says so.

    Args:
        progress: told what is done and in all; raising in it stops, with nothing changed.

    Raises:
        DeskError: this desk is not empty, or the folder is none, damaged or from a newer program;
            nothing was changed.
        StoreError: the file cannot be written.
    """
    with _opened(path) as bundle:
        contents = _contents(bundle)
        _check_empty(desk)
        told = _Told(progress, bundle.size, sum(contents.rows.values()))
        for size in bundle.check():
            told.read(size)
        title = f"Take in {bundle.shown}: {contents.said}"
        try:
            desk.store.reserve(_highest(bundle))
            with desk.store.action(title) as act, act.roomy():
                left_out = _put_all(bundle, contents, act.whole(), told)
        except sqlite3.IntegrityError as error:
            raise DeskError(
                f"The records in {bundle.shown} do not fit together ({error}); nothing was changed."
            ) from error
        except (ValueError, OverflowError, msgspec.MsgspecError) as error:
            if isinstance(error, BundleError):
                raise
            raise DeskError(
                f"The records in {bundle.shown} cannot be read ({clean_line(str(error))}); "
                "nothing was changed."
            ) from error
        advice = (*_said_left_out(left_out), *put_playbook(desk, bundle))
    zone = desk.settings.get("time_zone")
    if zone and isinstance(desk.clock, SystemClock):
        desk.clock = SystemClock(zone)
    return Changed(act.id, title, advice=advice)


@contextmanager
def _opened(path: Path) -> Iterator[Bundle]:
    try:
        with open_bundle(path) as bundle:
            yield bundle
    except BundleError as error:
        raise DeskError(str(error)) from error


def _contents(bundle: Bundle) -> Contents:
    said = bundle.said
    if said.get("format") != FORMAT or not isinstance(said.get("tables"), dict):
        raise BundleError(f"{bundle.shown} is no export of the workstation.")
    if _number(said, "version") > VERSION or _number(said, "schema") > SCHEMA_VERSION:
        raise BundleError(
            f"{bundle.shown} was written by a newer workstation; update this program with "
            "pip install --upgrade workstation."
        )
    tables = said["tables"]
    for name in tables:
        if name not in (*RECORD_TABLES, *BESIDE, *HISTORY):
            raise BundleError(f"{bundle.shown} has a table this program does not know.")
    missing = [f"records/{name}.jsonl" for name in tables]
    if missing := [name for name in missing if name not in bundle.names]:
        raise BundleError(f"The manifest of {bundle.shown} does not name {missing[0]}.")
    rows = {name: _number(each, "rows") for name, each in tables.items()}
    playbook = sum(name.startswith("playbook/") for name in bundle.names)
    return Contents(bundle.shown, clean_line(str(said.get("made_at", ""))), rows, playbook)


def _number(said: Any, key: str) -> int:  # noqa: ANN401
    found = said.get(key) if isinstance(said, dict) else None
    if type(found) is not int:
        raise BundleError(f"The manifest does not say its {key}: it was changed by hand.")
    return found


def _check_empty(desk: "Desk") -> None:
    held = {name: int(desk.store.value(f"SELECT count(*) FROM {name}")) for name in _NEEDS_EMPTY}
    found = ", ".join(f"{count} {name}" for name, count in held.items() if count)
    if found:
        raise DeskError(
            f"This desk has {found} already, and a whole export comes into an empty one only: "
            "name a new file with --db, or import its tables/accounts.csv and tables/contacts.csv."
        )


class _Told:
    """Turns bytes looked through and rows written into one count."""

    def __init__(self, progress: Progress | None, size: int, rows: int) -> None:
        self._progress = progress
        self._size = max(size, 1)
        self._rows = max(rows, 1)
        self._read = 0
        self._written = 0

    def read(self, size: int) -> None:
        self._read += size
        self._tell()

    def wrote(self, rows: int) -> None:
        self._written += rows
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            looked = self._rows * self._read // self._size
            self._progress(min(looked + self._written, 2 * self._rows), 2 * self._rows)


def _highest(bundle: Bundle) -> list[int]:
    """Return the highest number each machine has given out in the other file."""
    found = bundle.said.get("highest_ids")
    if not isinstance(found, list) or not all(
        type(each) is int and 0 <= each < _MOST_NUMBER for each in found
    ):
        raise ValueError("the numbers of its machines are none")
    return found


def _put_all(bundle: Bundle, contents: Contents, whole: "Whole", told: _Told) -> list[str]:
    """Write everything: the log first, so that what this action does comes after it.

    Returns the keys of the settings that stay behind.
    """
    places = _places(bundle, contents, whole)
    steps: list[tuple[Sequence[str], Callable[..., Iterator[int]]]] = [
        (HISTORY[:1], lambda _, names, rows: whole.insert_actions(names, rows)),
        (HISTORY[1:], lambda _, names, rows: whole.insert_changes(names, rows)),
        (RECORD_TABLES, whole.insert),
        (BESIDE, whole.insert_beside),
    ]
    for tables, put in steps:
        if tables is RECORD_TABLES:
            for name in tables:
                whole.clear(name)
        for name in tables:
            if name not in contents.rows:
                continue
            names = _columns(bundle, whole, name)
            count = 0
            rows = _rows(bundle, name, names)
            expected = contents.rows[name]
            if name == "settings":
                at = names.index("id")
                rows = (row for row in rows if row[at] not in places)
                expected -= len(places)
            elif name == "changes":
                rows = chain(rows, _gone(places, names))
                expected += len(places)
            for done in put(name, names, rows):
                told.wrote(done - count)
                count = done
            if count != expected:
                raise ValueError(f"{name} has {count} rows instead of {expected}")
    whole.finish()
    return [str(row["key"]) for row in places.values()]


def _places(bundle: Bundle, contents: Contents, whole: "Whole") -> dict[int, dict[str, Any]]:
    """Return the settings that are files and folders of the other machine, by number.

    What this desk wrote there would be over what the other desk keeps.
    """
    if "settings" not in contents.rows:
        return {}
    names = _columns(bundle, whole, "settings")
    number, key, value = map(names.index, ("id", "key", "value"))
    return {
        row[number]: dict(zip(names, row, strict=True))
        for row in _rows(bundle, "settings", names)
        if row[key] in PLACES and row[value]
    }


def _gone(rows: Mapping[int, dict[str, Any]], names: Sequence[str]) -> Iterator[list[Any]]:
    """Yield what tells the log that settings stayed behind: of no action, no undo brings them."""
    for number, row in rows.items():
        said = {
            "table_name": "settings",
            "row_id": number,
            "kind": "delete",
            "before": msgspec.json.encode(row).decode(),
        }
        yield [said.get(name) for name in names]


def _said_left_out(keys: Sequence[str]) -> tuple[str, ...]:
    if not keys:
        return ()
    these = "it is a place" if len(keys) == 1 else "they are places"
    said = f"Left out of the settings: {', '.join(sorted(keys))}; {these} on the other machine."
    return (f"{said} Set what you want here with 'workstation settings'.",)


def _columns(bundle: Bundle, whole: "Whole", table: str) -> list[str]:
    """Return the columns of a table's rows; those it had not yet get what is usual."""
    known = whole.columns(table)
    said = bundle.said["tables"][table].get("columns")
    if not isinstance(said, list) or not set(map(str, said)) <= set(known):
        raise ValueError(f"{table} has columns this program does not know")
    return [str(name) for name in said]


def _rows(bundle: Bundle, table: str, names: Sequence[str]) -> Iterator[list[Any]]:
    decode = msgspec.json.Decoder(dict[str, str | int | float | None]).decode
    for line in bundle.lines(f"records/{table}.jsonl", _MOST_LINE):
        row = decode(line)
        if missing := [name for name in names if name not in row]:
            raise ValueError(f"a row of {table} has no {missing[0]}")
        yield [_clean(row[name]) for name in names]


def _clean(value: str | float | None) -> str | float | None:
    """Make a text fit to be kept, whoever wrote the folder."""
    return clean(value) if isinstance(value, str) else value
