"""The calendar file a calendar program subscribes to: written again when what is planned changed.

It says up to which change of the log it goes, so that any program that did something knows at once
whether there is anything to write.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.desk.changed import Changed
from workstation.desk.errors import DeskError, Exists
from workstation.desk.exports.files import said_of
from workstation.desk.home import from_home
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

SETTING = "calendar_kept"

_SHOWN = "('follow_ups', 'meetings', 'accounts', 'contacts', 'phones')"
"""The tables whose rows stand in the calendar."""

_HEAD_BYTES = 1024


class KeptCalendar:
    """Keeps one calendar file current, where the rep wants one."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    @property
    def path(self) -> Path | None:
        """Where it is kept, None when none is."""
        chosen = self._desk.settings.get(SETTING)
        return Path(chosen) if chosen else None

    def keep(self, target: Path, *, overwrite: bool = False) -> Changed:
        """Write the calendar, and keep it current from now on, as one recorded action.

        Raises:
            DeskError: it is no .ics file or there is a file already that was not kept here, it
                cannot be written, or the rep's own calendar lies there: what is planned would
                count twice.
        """
        path = from_home(target).absolute()
        shown = clean_line(str(target))
        if path.suffix.lower() != ".ics":
            raise DeskError(f"{shown} is no .ics file; calendar programs look for one.")
        if path.is_dir():
            raise DeskError(f"{shown} is a folder; name an .ics file in it.")
        own = self._desk.settings.get("calendar")
        if own and Path(own).absolute() in (path, path.parent):
            raise DeskError(
                f"{shown} is where your own calendar is read from, and every meeting would be in "
                "its own way; choose another folder."
            )
        if path.exists() and not overwrite and _mark(path) is None:
            raise Exists(shown)
        self._write(path, self._latest())
        changed = self._desk.settings.set(SETTING, str(path))
        title = f"Keep the calendar {clean_line(path.name)} current"
        return Changed(changed.action, title, advice=(f"Subscribe to {path} once.",))

    def refresh(self) -> None:
        """Write the file again if what it shows has changed since, or it is gone; else do nothing.

        Nothing is written while the database is as a back-up brought back left it.

        May take a while with very much planned: call it in a thread where keys wait.

        Raises:
            DeskError: it cannot be written; the sentence says where.
            StoreError: the database cannot be read.
        """
        path = self.path
        if path is None or self._desk.safety.resting():
            return
        latest, mark = self._latest(), _mark(path)
        if mark is None and path.exists():
            raise DeskError(
                f"{clean_line(str(path))} is not the calendar that is kept there: move it away, or "
                f"keep the calendar elsewhere (settings {SETTING})."
            )
        if mark is None or mark > latest or self._changed_since(mark):
            self._write(path, latest)

    def _latest(self) -> int:
        return int(self._desk.store.value("SELECT coalesce(max(seq), 0) FROM changes"))

    def _changed_since(self, mark: int) -> bool:
        return bool(
            self._desk.store.value(
                f"SELECT 1 FROM changes WHERE seq > ? AND table_name IN {_SHOWN} LIMIT 1", (mark,)
            )
        )

    def _write(self, path: Path, mark: int) -> None:
        from workstation.desk.exports.calendar import NAME, entries, zone_of
        from workstation.exchange.calendar_feed import calendar_into
        from workstation.exchange.whole_file import whole_file

        with said_of(path), whole_file(path.resolve()) as file:
            found = entries(self._desk)
            calendar_into(file, found, name=NAME, zone=zone_of(self._desk), mark=mark)


def _mark(path: Path) -> int | None:
    """Return up to which change a file goes, None when it is gone or was not kept by us."""
    from workstation.exchange.calendar_feed import mark_of

    with suppress(OSError), path.open("rb") as file:
        return mark_of(file.read(_HEAD_BYTES))
    return None
