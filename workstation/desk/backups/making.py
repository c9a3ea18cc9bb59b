"""Making back-ups: when one is due, in a thread, thinned, and what to say when it fails."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from workstation.desk.backups.kept import Backup, backup_of, backups_of, read
from workstation.desk.backups.state import Trouble, change_state, read_state
from workstation.desk.clock import iso, moment_of
from workstation.store import backup
from workstation.store.backup import Holds, Moment
from workstation.store.backup_files import (
    describe,
    folder_of,
    kept_in,
    make_folder,
    named,
    remove,
)
from workstation.store.backup_thinning import Copied, to_remove
from workstation.store.errors import StoreError

AUTOMATIC_EVERY = timedelta(minutes=30)
"""No change waits longer than this for a back-up while the program is in use."""
BEFORE_EVERY = timedelta(minutes=5)
"""Between two back-ups before merges and bulk changes: undo takes each of those back too."""
TRY_AGAIN = timedelta(minutes=10)
"""Between two attempts when back-ups fail."""
REST = timedelta(days=7)
"""So long after a restore nothing is thinned, unless the rep asks for a back-up."""

_LOOKED_AT = 5
"""How many of the newest back-ups may say what the file says."""

_working: set[Path] = set()
_turn = threading.Lock()
_unwritten: dict[Path, Trouble] = {}
"""Trouble that could not be written down, as on a full disk."""


class Maker:
    """Makes the back-ups of one file; every copy is made by a connection of its own."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self._threads: list[threading.Thread] = []
        self.failed = False
        """Whether a back-up this one was to make has failed since the last it made."""

    def make(self, why: str, *, asked: bool = False, anew: bool = False) -> Backup:
        """Make a verified back-up and thin the old ones; without a change since, return that one.

        With ``asked`` a recent restore is taken for agreed; with ``anew`` one is made whatever
        there is.

        Raises:
            StoreError: the file is damaged, or no copy can be made; it is remembered as trouble.
        """
        if asked:
            change_state(self.path, resting=None)
        try:
            with backup.moment(self.path) as present:
                return self._make_of(present, why, anew=anew)
        except StoreError as error:
            self._remember(error)
            raise

    def try_to_make(self, why: str) -> Backup | None:
        """Make a back-up if it can be made now; trouble is remembered for the rep."""
        try:
            with backup.moment(self.path) as present:
                return self._try(present, why)
        except StoreError as error:
            self._remember(error)
            return None

    def begin(self, why: str, spaced: timedelta = timedelta()) -> None:
        """Begin a back-up of the present moment in a thread, if anything changed since the last.

        Comes back as soon as that moment is held on to: what is written from now on is not in it.
        ``spaced``: not when the last one is younger.
        """
        held = threading.Event()

        def work() -> None:
            try:
                with backup.moment(self.path) as present:
                    held.set()
                    if present.held.last_seq and not self._just_made(spaced):
                        self._try(present, why)
            except StoreError as error:
                self._remember(error)
            finally:
                held.set()

        thread = threading.Thread(target=work, name="back-up")
        self._threads.append(thread)
        thread.start()
        held.wait()

    def _try(self, present: Moment, why: str) -> Backup | None:
        """Make a back-up of a moment, unless another thread is making one."""
        with _turn:
            if self.path in _working:
                return None
            _working.add(self.path)
        try:
            return self._make_of(present, why)
        finally:
            with _turn:
                _working.discard(self.path)

    def _make_of(self, present: Moment, why: str, *, anew: bool = False) -> Backup:
        same = None if anew else self._alike(present.held)
        if same is not None:
            return same
        now = self._now()
        folder = folder_of(self.path)
        make_folder(folder)
        target = named(folder, now.timestamp(), why)
        describe(target, backup.copy_moment(present, target))
        self.failed = False
        _unwritten.pop(self.path, None)
        change_state(self.path, trouble=None)
        self._thin(now)
        return read(target)

    def wait(self) -> None:
        """Wait for back-ups that are under way."""
        while self._threads:
            self._threads.pop().join()

    def due(self) -> bool:
        """Say whether an automatic back-up is to be made now.

        It is when a change has waited for half an hour; not while a file just brought back is as
        it was brought back, and not at once again when the last attempt failed.
        """
        now, failed = self._now(), self._failed()
        if failed and timedelta() <= now - moment_of(failed.at) < TRY_AGAIN:
            return False
        found = backup.marked(self.path)
        if found is None or not found.last_seq or self._rests(found):
            return False
        last = next((one for one in kept_in(folder_of(self.path)) if one.holds), None)
        if last is None or last.holds is None:
            since = backup.first_after(self.path, 0)
        elif (last.holds.mark, last.holds.version) == (found.mark, found.version):
            return False
        else:
            later = backup.first_after(self.path, last.holds.last_seq)
            since = later or iso(backup_of(last).made_at)
        waited = now - moment_of(since) if since else AUTOMATIC_EVERY
        return waited < timedelta() or waited >= AUTOMATIC_EVERY

    def resting(self) -> bool:
        """Say whether the file is as a restore left it, so that automatic jobs stay off."""
        if read_state(self.path).resting is None:
            return False
        found = backup.marked(self.path)
        return found is not None and self._rests(found)

    def trouble(self) -> str | None:
        """Say what is wrong with the back-ups and what to do, None when all is well."""
        failed = self._failed()
        if failed is not None:
            times = "The last back-up" if failed.count == 1 else f"The last {failed.count} back-ups"
            at = moment_of(failed.at).astimezone(self._now().tzinfo)
            return (
                f"{times} failed ({at:%a} {at.day} {at:%b %H:%M}): {failed.said} "
                "When that is put right, 'workstation backup' makes one."
            )
        held = backups_of(self.path)
        if held and held[0].state == "damaged":
            good = next((one for one in held if one.state == "verified"), None)
            newest = f"The newest good one is {good.name}." if good else "There is no good one."
            return (
                f"The back-up {held[0].name} is damaged. {newest} 'workstation backup' makes one."
            )
        return None

    def unchanged(self) -> Backup | None:
        """Return a good back-up that says what the file says, if there is one."""
        found = backup.marked(self.path)
        return None if found is None else self._alike(found)

    def _alike(self, found: Holds) -> Backup | None:
        for one in kept_in(folder_of(self.path))[:_LOOKED_AT]:
            if one.holds and (one.holds.mark, one.holds.version) == (found.mark, found.version):
                return backup_of(one)
        return None

    def backups(self) -> list[Backup]:
        """Return the back-ups, newest first."""
        return backups_of(self.path)

    def look_through(self) -> list[Backup]:
        """Open and check every back-up anew, and note what was found; return them, newest first."""
        for one in kept_in(folder_of(self.path)):
            try:
                holds: Holds | None = backup.verify(one.path)
            except StoreError:
                holds = None
            describe(one.path, holds)
        return backups_of(self.path)

    def _just_made(self, spaced: timedelta) -> bool:
        """Say whether a good back-up is younger than that."""
        if not spaced:
            return False
        now = self._now()
        newest = [backup_of(one) for one in kept_in(folder_of(self.path))[:_LOOKED_AT]]
        return any(
            one.state == "verified" and timedelta() <= now - one.made_at < spaced for one in newest
        )

    def _rests(self, found: Holds) -> bool:
        resting = read_state(self.path).resting
        return resting is not None and resting.mark == found.mark

    def _failed(self) -> Trouble | None:
        return _unwritten.get(self.path) or read_state(self.path).trouble

    def _remember(self, error: StoreError) -> None:
        self.failed = True
        before = self._failed()
        trouble = Trouble(iso(self._now()), before.count + 1 if before else 1, str(error))
        _unwritten.pop(self.path, None)
        change_state(self.path, trouble=trouble)
        if read_state(self.path).trouble != trouble:
            _unwritten[self.path] = trouble

    def _thin(self, now: datetime) -> None:
        resting = read_state(self.path).resting
        if resting is not None:
            if timedelta() <= now - moment_of(resting.at) < REST:
                return
            change_state(self.path, resting=None)
        held = backups_of(self.path)
        copied = [Copied(one.made_at, one.name, one.state == "verified") for one in held]
        gone = to_remove(copied, now)
        remove(one.path for one in held if one.name in gone)
