"""Back-ups without asking, restoring one, what was deleted, and the check of the file."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.backups.kept import Backup
from workstation.desk.backups.making import BEFORE_EVERY, Maker

if TYPE_CHECKING:
    from workstation.desk.backups.restoring import Restored, Restoring
    from workstation.desk.check.report import CheckReport
    from workstation.desk.desk import Desk
    from workstation.store.bulk import Progress


class Safety:
    """Keeps copies of the file beside it, and looks the file through."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._maker = Maker(desk.store.path, self._now)

    def _now(self) -> datetime:
        return self._desk.clock.now()

    # Back-ups

    def back_up(self, reason: str = "asked for", *, anew: bool = False) -> Backup:
        """Make a verified back-up and thin the old ones; without a change since, return that one.

        ``anew`` makes one even so: what was damaged by no action of the desk is no change.

        Raises:
            StoreError: the file is damaged, or no copy can be made; nothing is left half-done.
        """
        return self._maker.make(reason, asked=True, anew=anew)

    def auto(self) -> Backup | None:
        """Make a back-up if a change has waited for half an hour; trouble is only remembered.

        What was deleted meanwhile is written to the log of deletions.
        """
        self.note_deletions()
        return self._maker.try_to_make("automatic") if self._maker.due(self._desk.store) else None

    def leave(self) -> None:
        """Do what is due at the end of a day: a back-up, if anything changed since the last."""
        self._maker.wait()
        self.note_deletions()
        if not self._maker.resting():
            self._maker.begin("on quitting")
            self._maker.wait()

    def before(self, what: str, *, always: bool = False) -> None:
        """Begin a back-up before something that is not easily put right by hand.

        It is made in a thread while the work goes on, of the moment this was called. Within five
        minutes of the last one none is made, unless ``always`` and something changed; then a good
        one that says the same, opened and verified again, is enough.
        """
        if self._desk.backed_up:
            spaced = timedelta() if always else BEFORE_EVERY
            self._maker.begin(f"before {what}", spaced=spaced, sure=True)

    def backups(self) -> list[Backup]:
        """Return the back-ups, newest first.

        Raises:
            StoreError: their folder cannot be looked into.
        """
        return self._maker.backups()

    def look_after(self) -> str | None:
        """Do at the end of a command what is due: ``auto``, if anything was written.

        Returns what to say of a back-up that failed in this run, None when there is nothing.
        """
        if self._desk.backed_up and self._desk.store.wrote():
            self.auto()
        self._maker.wait()
        return self.trouble() if self._maker.failed else None

    def trouble(self) -> str | None:
        """Say what is wrong with the back-ups and what to do, None when all is well."""
        return self._maker.trouble()

    def resting(self) -> bool:
        """Say whether the file is as a restore left it, so that automatic jobs stay off."""
        return self._maker.resting()

    def look_at(self, which: str | Path) -> "Restoring":
        """Say what bringing a back-up back would change.

        Raises:
            StoreError: it is not there or unusable.
        """
        from workstation.desk.backups import restoring

        return restoring.look(self._desk.store.path, which, at=self._now())

    def restore(self, which: str | Path) -> "Restored":
        """Bring a back-up back by its number, name, moment or path; the present file is kept.

        Raises:
            StoreError: it is not there or unusable, or another program has the file open; the
                present file is then where it was.
        """
        from workstation.desk.backups import restoring

        done: list[Restored] = []
        store = self._desk.store
        source = self.look_at(which).backup
        self._maker.wait()
        self.note_deletions()
        store.file.replace(
            lambda: done.append(restoring.restore_file(store.path, source, at=self._now()))
        )
        return done[0]

    def close(self) -> None:
        """Wait for what is under way."""
        self._maker.wait()

    # What was deleted

    def note_deletions(self) -> int:
        """Write what was deleted since the last time to the log of deletions; return how many."""
        from workstation.desk.backups.deletions import note_deletions

        return note_deletions(self._desk)

    # The check

    def check(
        self,
        *,
        repair: bool = False,
        progress: "Progress | None" = None,
        known: "CheckReport | None" = None,
    ) -> "CheckReport":
        """Look the file through; ``repair`` puts right what can be (see ``desk.check.run``)."""
        from workstation.desk.check.run import check

        return check(self._desk, repair=repair, progress=progress, known=known)
