"""Back-ups without asking, restoring one, and the check of the file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.store import backup
from workstation.store.errors import StoreError
from workstation.store.triggers import RECORD_TABLES

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

AUTOMATIC_EVERY = timedelta(minutes=30)
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:\.\d+)?-([a-z0-9-]*)\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy; ``made_at`` is aware (UTC), ``why`` says what it was made for."""

    name: str
    path: Path
    made_at: datetime
    bytes: int
    why: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A back-up brought back.

    ``counts`` gives, for each table where they differ, the rows before and after; ``kept`` is
    where the file that was there before lies now, None when there was none.
    """

    backup: Path
    counts: dict[str, tuple[int | None, int]]
    kept: Path | None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: sentences, and how many values were put right, by what they belong to."""

    problems: list[str]
    repaired: dict[str, int]


class Safety:
    """Keeps copies of the file beside it, and looks the file through."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def back_up(self, reason: str = "asked for") -> Backup:
        """Make a verified back-up and thin the old ones; without a change since, return the newest.

        Raises:
            StoreError: the file is damaged, or no copy can be made; nothing is left half-done.
        """
        path, now = self._desk.store.path, self._desk.clock.now()
        newest = self._unchanged()
        if newest is not None:
            return newest
        folder = folder_of(path)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made ({error.strerror or error}).") from error
        target = folder / _free_name(folder, now, reason)
        backup.copy(path, target)
        for old in to_thin(backups_of(path), now):
            old.path.unlink(missing_ok=True)
        return _read(target)

    def auto(self) -> Backup | None:
        """Make a back-up if something changed and the newest is older than half an hour."""
        kept = self.backups()
        now = self._desk.clock.now()
        if kept and timedelta() <= now - kept[0].made_at < AUTOMATIC_EVERY:
            return None
        return None if self._unchanged() else self.back_up("automatic")

    def backups(self) -> list[Backup]:
        """Return the back-ups, newest first."""
        return backups_of(self._desk.store.path)

    def restore(self, which: str | Path) -> Restored:
        """Bring a back-up back by its name or path; the present file is kept aside.

        Raises:
            StoreError: it is not there or unusable, or another program has the file open; the
                present file is then where it was.
        """
        done: list[Restored] = []
        store = self._desk.store
        backup.verify(find(store.path, which))
        at = self._desk.clock.now()
        store.exchange(lambda: done.append(restore_file(store.path, which, at=at)))
        return done[0]

    def check(self, *, repair: bool = False) -> CheckReport:
        """Look the file through; ``repair`` puts derived columns and the search index right."""
        bins = [found.key for found in self._desk.playbook.bins]
        return CheckReport(*self._desk.store.check(bins, repair=repair))

    def _unchanged(self) -> Backup | None:
        """Return the newest back-up if it says what the file says."""
        kept = self.backups()
        if not kept:
            return None
        mark = backup.fingerprint(kept[0].path)
        present = backup.fingerprint(self._desk.store.path)
        return kept[0] if mark is not None and mark == present else None


def folder_of(path: Path) -> Path:
    """Return the folder beside a file that holds its back-ups."""
    return path.with_name(f"{path.name}.backups")


def backups_of(path: Path) -> list[Backup]:
    """Return a file's back-ups, newest first; other files in the folder are passed over."""
    folder = folder_of(path)
    if not folder.is_dir():
        return []
    found = [_read(file) for file in folder.iterdir() if _NAME.fullmatch(file.name)]
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def find(path: Path, which: str | Path) -> Path:
    """Return the back-up meant by a name, the beginning of one, or a path.

    Raises:
        StoreError: there is none of that name, or several begin so.
    """
    text = str(which)
    fitting = [one.path for one in backups_of(path) if one.name.startswith(text)]
    exact = [one for one in fitting if one.name == text]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0]
    if len(fitting) > 1:
        raise StoreError(
            f"“{text}” could be {len(fitting)} back-ups, from {fitting[-1].name} to "
            f"{fitting[0].name}; give more of the name."
        )
    if Path(which).is_file():
        return Path(which)
    raise StoreError(f"There is no back-up “{text}”; 'workstation backup list' shows them.")


def restore_file(path: Path, which: str | Path, *, at: datetime) -> Restored:
    """Bring a back-up back where no desk is open on the file, as when it is damaged.

    ``at`` is the present moment, for the name under which the present file is kept.

    Raises:
        StoreError: as ``Safety.restore``.
    """
    source = find(path, which)
    if path.exists() and source.samefile(path):
        raise StoreError(f"{source} is the present file itself; name a back-up.")
    backup.verify(source)
    before = _counts(path)
    kept = None
    if path.exists():
        stamp = at.astimezone(UTC).strftime(_STAMP)
        kept = _free(lambda extra: path.with_name(f"{path.name}.before-restore-{stamp}{extra}"))
        backup.set_aside(path, kept)
    try:
        backup.put(source, path)
    except BaseException:
        if kept is not None:
            path.unlink(missing_ok=True)
            backup.set_aside(kept, path)
        raise
    after = _counts(path)
    changed = {
        table: (before.get(table), count)
        for table, count in after.items()
        if before.get(table) != count
    }
    return Restored(source, changed, kept)


def to_thin(kept: list[Backup], now: datetime) -> list[Backup]:
    """Return the back-ups no longer needed.

    All of the last two days stay, then the latest of each day for a month, of each week for a
    year, and of each month. Days are those of ``now``'s zone.
    """
    taken: set[tuple[str, int, int]] = set()
    old = []
    for one in sorted(kept, key=lambda one: one.made_at, reverse=True):
        age = now - one.made_at
        if age <= timedelta(days=2):
            continue
        slot = _slot(one.made_at.astimezone(now.tzinfo).date(), age)
        if slot in taken:
            old.append(one)
        taken.add(slot)
    return old


def _slot(day: date, age: timedelta) -> tuple[str, int, int]:
    if age <= timedelta(days=31):
        return "day", day.toordinal(), 0
    if age <= timedelta(days=366):
        year, week, _ = day.isocalendar()
        return "week", year, week
    return "month", day.year, day.month


def _free_name(folder: Path, now: datetime, reason: str) -> str:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    slug = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")[:60].strip("-")
    return _free(lambda extra: folder / f"{stamp}{extra}-{slug}.db").name


def _free(path: Callable[[str], Path]) -> Path:
    """Return the first path that nothing has yet, of one plain and then numbered."""
    found, number = path(""), 1
    while found.exists():
        number += 1
        found = path(f".{number}")
    return found


def _read(path: Path) -> Backup:
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise ValueError(f"{path.name} is not the name of a back-up")
    made = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    return Backup(path.name, path, made, path.stat().st_size, match[2].replace("-", " "))


def _counts(path: Path) -> dict[str, int]:
    """Return rows by table; nothing for a file that is not there or cannot be read."""
    return backup.counts(path, RECORD_TABLES) if path.exists() else {}
