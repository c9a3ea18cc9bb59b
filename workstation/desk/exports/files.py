"""Where an export goes: its format, its files, and what is said when they cannot be written."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from workstation.desk.errors import DeskError, Exists
from workstation.exchange.whole_file import whole_file
from workstation.method.text import clean_line

Format = Literal["csv", "xlsx", "vcard", "vcard4", "calendar", "jsonl", "json"]

FORMATS: tuple[str, ...] = get_args(Format)
"""What can be written: CSV, an Excel workbook, address cards of version 3 or 4, a calendar, JSON
lines, one JSON list."""

ENDINGS: Mapping[Format, str] = {
    "csv": ".csv", "xlsx": ".xlsx", "vcard": ".vcf", "vcard4": ".vcf", "calendar": ".ics",
    "jsonl": ".jsonl", "json": ".json",
}  # fmt: skip
_BY_ENDING: Mapping[str, Format] = {
    ".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcard", ".vcard": "vcard", ".ics": "calendar",
    ".ical": "calendar", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
}  # fmt: skip

_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,5}")
"""What looks like the ending of a file, and not like a part of a folder's name."""

_OTHERS = frozenset(
    ".pdf .doc .docx .odt .rtf .htm .html .xml .xls .xlsm .xlsb .ods .tsv .db .sqlite .zip .gz "
    ".vcs .png .jpg .yaml .yml .md".split()
)
"""Endings that say something else whatever is asked for."""

ONE_FILE: tuple[Format, ...] = ("xlsx", "vcard", "vcard4", "calendar")
"""Formats where everything goes into one file."""


def format_of(target: Path, asked: str | None = None) -> Format:
    """Return the format asked for, else the one a file's ending says, else CSV.

    Raises:
        DeskError: there is no such format, the ending is of one that is not written, or of
            another one than was asked for.
    """
    ending = "" if target.is_dir() else target.suffix.lower()
    meant = _BY_ENDING.get(ending)
    if asked is None:
        if meant is None and _ENDING.fullmatch(ending):
            more = " or add --all for everything there is" if ending == ".zip" else " or a folder"
            raise DeskError(
                f"{clean_line(ending)} files are not written: name a file ending in "
                f"{', '.join(dict.fromkeys(ENDINGS.values()))},{more}."
            )
        return meant or "csv"
    for known in ENDINGS:
        if asked == known:
            if meant not in (None, known) and ENDINGS[known] != ENDINGS[meant]:
                raise DeskError(
                    f"{clean_line(target.name)} ends as {meant} does, not as {known}: name it "
                    f"{clean_line(target.with_suffix(ENDINGS[known]).name)}, or leave the format "
                    "out."
                )
            if meant is None and ending in _OTHERS:
                raise DeskError(
                    f"A {known} file does not end in {ending}: name it "
                    f"{clean_line(target.with_suffix(ENDINGS[known]).name)}."
                )
            return known
    said = clean_line(asked)
    raise DeskError(f"There is no format “{said}”; there are {', '.join(FORMATS)}.")


def named_file(target: Path) -> bool:
    """Say whether a target is meant as a file: it has the ending of one and is no folder."""
    return target.suffix.lower() in _BY_ENDING and not target.is_dir()


def plan_files(target: Path, form: Format, tables: Sequence[str]) -> dict[Path, tuple[str, ...]]:
    """Return the files to write with the tables of each.

    Raises:
        DeskError: one file cannot hold them, or the target is a folder where a file is needed, or
            a file where a folder is.
    """
    shown = clean_line(str(target))
    if target.exists() and not target.is_dir() and not target.is_file():
        raise DeskError(f"{shown} is neither a file nor a folder; - writes to the standard output.")
    if form in ONE_FILE:
        if target.is_dir():
            raise DeskError(f"{shown} is a folder; name a file such as {_within(target, form)}.")
        return {target: tuple(tables)}
    if named_file(target) or (_ENDING.fullmatch(target.suffix.lower()) and not target.is_dir()):
        if tuple(tables) == ("accounts", "contacts"):
            return {
                target: ("accounts",),
                target.with_stem(f"{target.stem}-contacts"): ("contacts",),
            }
        if len(tables) > 1:
            raise DeskError(
                f"One {_said(form)} file holds one table: name a folder, or an .xlsx file, to "
                "export everything."
            )
        return {target: tuple(tables)}
    if target.exists() and not target.is_dir():
        raise DeskError(f"{shown} is not a folder; name a folder or a {ENDINGS[form]} file.")
    return {target / f"{name}{ENDINGS[form]}": (name,) for name in tables}


def check_free(paths: Sequence[Path], *, overwrite: bool) -> None:
    """Refuse to write over what is there.

    Raises:
        DeskError: one of the files exists, or is a folder.
    """
    for path in paths:
        if path.is_dir():
            raise DeskError(f"{clean_line(str(path))} is a folder; choose another name.")
        if path.exists() and not overwrite:
            raise Exists(clean_line(str(path)))


@contextmanager
def all_or_none(target: Path, paths: Sequence[Path]) -> Iterator[dict[Path, BinaryIO]]:
    """Open files to write that all appear when the block ends, or none of them after a failure.

    A folder is made for them where there is none, and taken away again after a failure.

    Raises:
        DeskError: they cannot be written, in one sentence.
    """
    with said_of(target), ExitStack() as undo, ExitStack() as opened:
        if target not in paths:
            for folder in reversed([target, *target.parents]):
                if not folder.exists():
                    folder.mkdir(mode=0o700)
                    undo.callback(_remove_empty, folder)
        files = {path: opened.enter_context(whole_file(path.resolve())) for path in paths}
        yield files
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())
        opened.close()
        undo.pop_all()


@contextmanager
def said_of(target: Path) -> Iterator[None]:
    """Put into one sentence that something cannot be written."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        shown = clean_line(str(target))
        raise DeskError(f"{shown} cannot be written ({reason}); choose another place.") from error


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _within(folder: Path, form: Format) -> str:
    return clean_line(str(folder / f"workstation{ENDINGS[form]}"))


def _said(form: Format) -> str:
    return "CSV" if form == "csv" else "JSON"
