"""The back-ups there are, and finding the one a person means."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

import msgspec

from workstation.desk.backups.state import change_state, read_state
from workstation.store.backup_files import STAMP, Kept, folder_of, kept, kept_in
from workstation.store.errors import StoreError

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d?:\d\d(?::\d\d)?)(Z?))?|(\d\d?:\d\d)")

_NONE = "There is no back-up “{}”; 'workstation backup list' shows them."
_YEAR = 4
"""From so many digits on a number may be the beginning of a name."""


class Backup(msgspec.Struct, frozen=True):
    """One copy; ``made_at`` is aware (UTC), ``why`` says what it was made for.

    ``state`` is "verified", "damaged" or "unchecked"; ``accounts``, ``activities`` (rows) and
    ``newest_at`` (the latest activity, UTC) tell what it holds, None where that is not known.
    """

    name: str
    path: Path
    made_at: datetime
    bytes: int
    why: str
    state: str = "unchecked"
    accounts: int | None = None
    activities: int | None = None
    newest_at: str | None = None
    version: int | None = None


def read(file: Path) -> Backup:
    """Return what is known of a back-up just made.

    Raises:
        StoreError: it is gone already.
    """
    found = kept(file)
    if found is None:
        raise StoreError(f"The back-up {file} was taken away as soon as it was made.")
    return backup_of(found)


def backup_of(found: Kept) -> Backup:
    """Return a back-up as a person sees it."""
    made = datetime.strptime(found.stamp, STAMP).replace(tzinfo=UTC)
    holds = found.holds
    if holds is None:
        return Backup(found.path.name, found.path, made, found.size, found.why, found.state)
    return Backup(
        found.path.name,
        found.path,
        made,
        found.size,
        found.why,
        found.state,
        holds.rows.get("accounts"),
        holds.rows.get("activities"),
        holds.newest_at,
        holds.version,
    )


def backups_of(path: Path) -> list[Backup]:
    """Return a file's back-ups, newest first; other files in the folder are passed over.

    Raises:
        StoreError: the folder cannot be looked into.
    """
    return [backup_of(found) for found in kept_in(folder_of(path))]


def numbers_of(path: Path, held: Sequence[Backup]) -> dict[str, int]:
    """Return the number of each back-up by its name, giving numbers to those that have none yet.

    The oldest gets the first. A back-up keeps its number as long as it is there, and the number of
    one that is gone is given to no other. Where they cannot be remembered they may change.
    """
    state = read_state(path)
    names = [one.name for one in reversed(held)]
    numbers = {name: state.numbers[name] for name in names if name in state.numbers}
    last = state.last_number
    for name in names:
        if name not in numbers:
            last += 1
            numbers[name] = last
    if numbers != state.numbers:
        change_state(path, numbers=numbers, last_number=last)
    return numbers


def find(path: Path, which: str | Path, zone: tzinfo | None = None) -> Path:
    """Return the back-up meant.

    It may be named by its number (``numbers_of``), its name or the beginning of one, a path, or a
    moment or day of ``zone`` (UTC unless given): the last one made until then.

    Raises:
        StoreError: there is no such one, several begin so, or their folder cannot be looked into.
    """
    text = str(which).strip()
    held = backups_of(path)
    exact = [one.path for one in held if one.name == text]
    if exact:
        return exact[0]
    if text.isdecimal():
        numbers = numbers_of(path, held)
        found = next((one.path for one in held if numbers[one.name] == int(text)), None)
        if found is not None:
            return found
        if 0 < int(text) <= read_state(path).last_number:
            raise StoreError(
                f"Back-up {text} is not there any more; 'workstation backup list' shows the others."
            )
        if len(text) < _YEAR:
            raise StoreError(_NONE.format(text))
    if (until := _until(text, zone or UTC, held)) is not None:
        before = [one for one in held if one.made_at <= until]
        if not before:
            raise StoreError(
                f"No back-up was made until {text}; 'workstation backup list' shows them."
            )
        return before[0].path
    fitting = [one for one in held if text and one.name.startswith(text)]
    if len(fitting) == 1:
        return fitting[0].path
    if fitting:
        raise StoreError(
            f"“{text}” could be {len(fitting)} back-ups, from {fitting[-1].name} to "
            f"{fitting[0].name}; give more of the name."
        )
    if text and Path(which).is_file():
        return Path(which)
    raise StoreError(_NONE.format(text))


def _until(text: str, zone: tzinfo, held: list[Backup]) -> datetime | None:
    """Return the end of the minute or day a text names; a time alone is of the newest's day."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day_text, clock_text, utc, alone = found.groups()
    try:
        if alone:
            if not held:
                return None
            day = held[0].made_at.astimezone(zone).date()
        else:
            day = datetime.strptime(day_text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        clock = alone or clock_text
        if clock is None:
            return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
        form = "%H:%M:%S" if clock.count(":") == 2 else "%H:%M"
        at = datetime.strptime(clock, form).time()  # noqa: DTZ007 - a time of day
    except ValueError:
        return None
    moment = datetime.combine(day, at, UTC if utc else zone)
    return moment if clock.count(":") == 2 else moment + timedelta(seconds=59)
