"""Making back-ups: when one is due, in a thread, thinned, and what to say when it fails."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.backups.kept import Backup, backup_of, backups_of, read
from workstation.desk.backups.state import Trouble, change_state, read_state
from workstation.desk.clock import iso, moment_of
from workstation.store import backup, cipher
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
from workstation.store.connection import salt_of
from workstation.store.errors import StoreError

if TYPE_CHECKING:
    from workstation.store.store import Store

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
_FIRST_AFTER = "SELECT at FROM actions WHERE seq > ? ORDER BY seq LIMIT 1"

_working: set[Path] = set()
_turn = threading.Condition()
_unwritten: dict[Path, Trouble] = {}
"""Trouble that could not be written down, as on a full disk."""


@contextlib.contextmanager
def _alone(path: Path, *, wait: bool) -> Iterator[bool]:
    """While entered, no other thread copies the file; where one does, ``wait`` or yield False."""
    with _turn:
        if path in _working and not wait:
            mine = False
        else:
            _turn.wait_for(lambda: path not in _working)
            _working.add(path)
            mine = True
    try:
        yield mine
    finally:
        if mine:
            with _turn:
                _working.discard(path)
                _turn.notify_all()


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

        That one is opened and verified again, as it stands in for the one that was to be made;
        while another thread is at one, this waits. With ``asked`` a recent restore is taken for
        agreed; with ``anew`` one is made whatever there is.

        Raises:
            StoreError: the file is damaged, or no copy can be made; it is remembered as trouble.
        """
        if asked:
            change_state(self.path, resting=None)
        try:
            with backup.moment(self.path) as present:
                at = self._now()
                with _alone(self.path, wait=True):
                    return self._make_of(present, at, why, anew=anew, sure=True)
        except StoreError as error:
            self._remember(error)
            raise

    def try_to_make(self, why: str) -> Backup | None:
        """Make a back-up unless another thread is at one; trouble is remembered for the rep."""
        try:
            with backup.moment(self.path) as present, _alone(self.path, wait=False) as mine:
                return self._make_of(present, self._now(), why) if mine else None
        except StoreError as error:
            self._remember(error)
            return None

    def begin(self, why: str, *, spaced: timedelta = timedelta(), sure: bool = False) -> None:
        """Begin a back-up of the present moment in a thread, if anything changed since the last.

        Comes back as soon as that moment is held on to: what is written from now on is not in it,
        and the thread waits for its turn where another is under way. ``spaced``: not when the last
        one is younger; ``sure``: what stands in for it is verified again.
        """
        held = threading.Event()

        def work() -> None:
            try:
                with backup.moment(self.path) as present:
                    at = self._now()
                    held.set()
                    if present.held.last_seq:
                        with _alone(self.path, wait=True):
                            if not self._just_made(spaced):
                                self._make_of(present, at, why, sure=sure)
            except StoreError as error:
                self._remember(error)
            finally:
                held.set()

        thread = threading.Thread(target=work, name="back-up")
        self._threads.append(thread)
        thread.start()
        held.wait()

    def _make_of(
        self,
        present: Moment,
        at: datetime,
        why: str,
        *,
        anew: bool = False,
        sure: bool = False,
    ) -> Backup:
        """Make a back-up of a moment, called by when that was (``at``) however long it waited."""
        same = None if anew else self._alike(present.held, sure=sure)
        if same is not None:
            return same
        folder = folder_of(self.path)
        make_folder(folder)
        target = named(folder, at.timestamp(), why, bare=salt_of(self.path) is not None)
        describe(target, backup.copy_moment(present, target))
        self.failed = False
        _unwritten.pop(self.path, None)
        change_state(self.path, trouble=None)
        self._thin(self._now())
        return read(target)

    def wait(self) -> None:
        """Wait for back-ups that are under way."""
        while self._threads:
            self._threads.pop().join()

    def due(self, store: "Store") -> bool:
        """Say whether an automatic back-up of the file a store has open is to be made now.

        It is when a change has waited for half an hour; not while a file just brought back is as
        it was brought back, and not at once again when the last attempt failed.
        """
        now, failed = self._now(), self._failed()
        if failed and timedelta() <= now - moment_of(failed.at) < TRY_AGAIN:
            return False
        found = store.mark()
        if not found.last_seq or self._rests(found):
            return False
        try:
            kept = kept_in(folder_of(self.path))
        except StoreError:
            return True  # making one then finds out what is wrong, and that is remembered
        last = next((one for one in kept if one.holds), None)
        if last is None or last.holds is None:
            since = store.value(_FIRST_AFTER, (0,))
        elif (last.holds.mark, last.holds.version) == (found.mark, found.version):
            return False
        else:
            later = store.value(_FIRST_AFTER, (last.holds.last_seq,))
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
        try:
            held = backups_of(self.path)
        except StoreError as error:
            return str(error)
        if held and held[0].state == "damaged":
            good = next((one for one in held if one.state == "verified"), None)
            newest = f"The newest good one is {good.name}." if good else "There is no good one."
            return (
                f"The back-up {held[0].name} is damaged. {newest} 'workstation backup' makes one."
            )
        return None

    def _alike(self, found: Holds, *, sure: bool) -> Backup | None:
        """Return a good back-up that says what the file says, if there is one.

        It is good by its note, which is cheap to read; with ``sure`` by itself.
        """
        for one in kept_in(folder_of(self.path))[:_LOOKED_AT]:
            if (
                one.holds
                and (one.holds.mark, one.holds.version) == (found.mark, found.version)
                and (not sure or _still_holds(one.path, one.holds))
            ):
                return backup_of(one)
        return None

    def backups(self) -> list[Backup]:
        """Return the back-ups, newest first.

        Raises:
            StoreError: their folder cannot be looked into.
        """
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


def _still_holds(file: Path, noted: Holds) -> bool:
    """Open a back-up and say whether it is sound and holds what was noted; note what is found."""
    try:
        with cipher.unasked():
            found = backup.verify(file)
    except cipher.Locked:
        return False
    except StoreError as error:
        if not backup.may_pass(error):
            describe(file, None)
        return False
    if (found.mark, found.rows) == (noted.mark, noted.rows):
        return True
    describe(file, found)
    return False
