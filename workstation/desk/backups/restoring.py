"""Bringing a back-up back: what it would change, then the change, the present file kept first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workstation.desk.backups.kept import find
from workstation.desk.backups.making import Maker
from workstation.desk.backups.state import Resting, change_state, read_state
from workstation.desk.clock import iso
from workstation.store import backup, backup_restore
from workstation.store.backup import Holds
from workstation.store.backup_files import STAMP
from workstation.store.errors import StoreError

WHY = "before restore"
_NAMED = 5
_LOOKED_AT = 200
"""Actions of a file, the newest first, that are looked for in the other."""


@dataclass(frozen=True, slots=True)
class Restoring:
    """What bringing a back-up back would do.

    ``now`` is what the file holds, None when there is none or it cannot be read, ``then`` what the
    back-up holds. ``goes`` and ``comes`` are the newest actions, by moment (UTC) and title, that
    only the file has, and that only the back-up has.
    """

    backup: Path
    now: Holds | None
    then: Holds
    goes: tuple[tuple[str, str], ...] = ()
    comes: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> dict[str, tuple[int | None, int]]:
        """For each table where they differ, the rows now and after."""
        now = self.now.rows if self.now else {}
        return {
            table: (now.get(table), count)
            for table, count in self.then.rows.items()
            if now.get(table) != count
        }


@dataclass(frozen=True, slots=True)
class Restored:
    """A back-up brought back.

    ``counts`` gives, for each table where they differ, the rows before and after; ``kept`` is
    where the file that was there before lies now, None when there was none.
    """

    backup: Path
    counts: dict[str, tuple[int | None, int]]
    kept: Path | None


def look(path: Path, which: str | Path, *, at: datetime) -> Restoring:
    """Say what bringing a back-up back would change; nothing is written.

    ``which`` is as in ``kept.find``; days and times are those of ``at``'s zone.

    Raises:
        StoreError: it is not there, is no sound back-up, or is from a newer version.
    """
    source = find(path, which, at.tzinfo)
    if path.exists() and source.samefile(path):
        raise StoreError(f"{source} is the present file itself; name a back-up.")
    then = backup.verify(source)
    goes, comes = _only_in(path, source), _only_in(source, path)
    return Restoring(source, backup.held(path), then, goes, comes)


def _only_in(path: Path, other: Path) -> tuple[tuple[str, str], ...]:
    """Return the newest actions that one file has and another has not."""
    newest = backup.newest_actions(path, _LOOKED_AT)
    there = backup.actions_there(other, [each[0] for each in newest])
    return tuple(each[1:] for each in newest if each not in there)[:_NAMED]


def require_alone(path: Path) -> None:
    """Refuse before anybody is asked, if no back-up could be brought back as things are.

    Raises:
        StoreError: another program has the file open.
    """
    backup_restore.require_alone(path)


def restore_file(path: Path, which: str | Path, *, at: datetime) -> Restored:
    """Bring a back-up back where no desk is open on the file, as when it is damaged.

    The present file is made a back-up first; one that is damaged is kept beside as it is. ``at``
    is the present moment. Automatic back-ups stay off until something is changed, and nothing is
    thinned for a week, unless the rep asks for a back-up.

    Raises:
        StoreError: as ``look``, or another program has the file open, or there is no room; the
            present file is then where it was.
    """
    found = look(path, which, at=at)
    aside = _damaged_name(path, at)
    made: list[Path] = []

    def keep() -> Holds | None:
        try:
            one = Maker(path, lambda: at).make(WHY)
        except StoreError:
            if backup.sound(path) and backup.held(path) is not None:
                raise
            return None
        made.append(one.path)
        return backup.marked(one.path)

    # Before the file is back: nothing may be thinned between the two.
    before = read_state(path).resting
    change_state(path, resting=Resting(iso(at), found.then.mark))
    try:
        raw = backup_restore.swap(found.backup, path, keep=keep, aside=aside)
    except BaseException:
        change_state(path, resting=before)
        raise
    change_state(path, trouble=None, deleted_through=found.then.last_change)
    kept = aside if raw else made[0] if made else None
    return Restored(found.backup, found.counts, kept)


def _damaged_name(path: Path, at: datetime) -> Path:
    stamp = at.astimezone(UTC).strftime(STAMP)
    found, number = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}.damaged-{stamp}.{number}")
    return found
