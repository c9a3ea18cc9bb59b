"""Where the files to bring in may lie: typed paths, dropped ones, and the places used lately."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from workstation.desk.home import from_home
from workstation.tui.widgets.render import one_line

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm")
SUFFIXES = (*TABLES, ".vcf", ".vcard", ".jsonl", ".ndjson", ".json", ".zip")
_REMEMBERED = 5
_MOST = 200
_FILE = "recent_folders"
_LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file or folder that can be chosen; ``text`` is what stands in the line then."""

    path: Path
    text: str
    folder: bool
    size: int

    @property
    def name(self) -> str:
        """The name alone, fit to be shown, with a stroke after a folder's."""
        return one_line(self.path.name or str(self.path)) + (os.sep if self.folder else "")


def candidates(typed: str, folders: Sequence[Path]) -> list[Candidate]:
    """Return what a typed path may become, files first; the usual places' files for none typed.

    A folder that cannot be read has nothing in it; at most 200 are returned.
    """
    if not typed.strip():
        found = [each for folder in folders for each in _inside(folder, f"{folder}{os.sep}", "")]
        files = [each for each in found if not each.folder]
        return [*files, *(_folder(each) for each in folders)][:_MOST]
    head, part = os.path.split(typed)
    folder = from_home(head or ".")
    shown = f"{head.removesuffix(os.sep)}{os.sep}" if head else ""
    found = list(_inside(folder, shown, part.casefold()))
    return sorted(found, key=lambda each: (each.folder, each.name.casefold()))[:_MOST]


def completed(typed: str, found: Sequence[Candidate]) -> str:
    """Return a typed path made longer by what all candidates share."""
    if not typed.strip() or not found:
        return typed
    shortest = min((each.text for each in found), key=len)
    shared = 0
    while shared < len(shortest) and len({each.text[shared].casefold() for each in found}) == 1:
        shared += 1
    return shortest[:shared] if shared > len(typed) else typed


def dropped(text: str) -> Path | None:
    """Return the file or folder whose path a terminal pastes when it is dropped on it.

    Terminals quote it, put a stroke before blanks, or write it as ``file:///…``. None for anything
    else, for what is not there, and for several at once.
    """
    said = text.strip()
    if not said or "\n" in said or len(said) > _LONGEST_PATH:
        return None
    for written in _unquoted(said):
        path = Path(written)
        try:
            if path.is_absolute() and path.exists():
                return path
        except (OSError, ValueError):
            continue
    return None


def _unquoted(said: str) -> Iterator[str]:
    """Yield what a pasted path may stand for."""
    if said.startswith("file:"):
        try:
            parts = urlsplit(said)
        except ValueError:
            return
        if parts.netloc in ("", "localhost"):
            yield unquote(parts.path)
        return
    said = f"{Path.home()}{said[1:]}" if said.startswith("~/") else said
    yield said
    try:
        words = shlex.split(said)
    except ValueError:
        return
    if len(words) == 1:
        yield words[0]


def usual_folders(config: Path | None) -> list[Path]:
    """Return the folders to look in before anything is typed: those used lately, then the usual."""
    home = Path.home()
    usual = [Path.cwd(), home / "Downloads", home / "Desktop", home / "Documents", home]
    folders = [*_remembered(config), *usual]
    return [each for each in dict.fromkeys(folders) if each.is_dir()]


def remember(folder: Path, config: Path | None) -> None:
    """Note that a file came from a folder; where it cannot be noted, nothing happens."""
    if config is None:
        return
    kept = list(dict.fromkeys([folder.absolute(), *_remembered(config)]))[:_REMEMBERED]
    try:
        config.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = "".join(f"{each}\n" for each in kept)
        descriptor = os.open(config / _FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return


def _remembered(config: Path | None) -> list[Path]:
    if config is None:
        return []
    try:
        text = (config / _FILE).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [Path(each) for each in text.splitlines()[:_REMEMBERED] if each]


def _inside(folder: Path, shown: str, part: str) -> Iterator[Candidate]:
    """Yield the tables and folders in a folder whose names begin with the part, newest first."""
    try:
        entries = sorted(os.scandir(folder), key=_changed, reverse=True)
    except OSError:
        return
    for entry in entries:
        name = entry.name
        is_folder = _is_folder(entry)
        hidden = name.startswith(".") and not part.startswith(".")
        if hidden or not name.casefold().startswith(part):
            continue
        if is_folder or name.casefold().endswith(SUFFIXES):
            text = f"{shown}{one_line(name)}{os.sep if is_folder else ''}"
            yield Candidate(Path(entry.path), text, is_folder, _size(entry))


def _folder(folder: Path) -> Candidate:
    return Candidate(folder, f"{folder}{os.sep}", folder=True, size=0)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _changed(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat().st_size
    except OSError:
        return 0
