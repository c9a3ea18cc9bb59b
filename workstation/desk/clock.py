"""The one clock: the present moment and the rep's zone, passed to whoever needs them."""

import contextlib
import os
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ISO = "%Y-%m-%dT%H:%M:%SZ"


class Clock(Protocol):
    """Tells the time; the desk asks nobody else."""

    def now(self) -> datetime:
        """Return the present moment, aware, in the rep's zone."""


class MachineZone(tzinfo):
    """The machine's own zone, summer and winter: a day in spring has its own offset in autumn too.

    ``datetime.astimezone()`` gives today's offset for good, which is wrong for a moment beyond
    the next change of the clocks.
    """

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return the offset at a local moment; at the ends of time that of the present."""
        return self._at(dt).utcoffset() or timedelta()

    def dst(self, _dt: datetime | None) -> None:
        """Return None: how much of the offset is summer time is not known."""
        return

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the name of the zone at a local moment, such as "CST"."""
        return self._at(dt).tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local moment of one in UTC, the right one in the hour that comes twice."""
        moment = dt.replace(tzinfo=UTC)
        local = _machine(moment).replace(tzinfo=None)
        again = _machine(local) != moment
        return local.replace(tzinfo=self, fold=int(again))

    def _at(self, dt: datetime | None) -> datetime:
        return _machine(dt.replace(tzinfo=None) if dt else datetime.now(UTC))

    def __repr__(self) -> str:
        return "MachineZone()"


def _machine(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment.replace(tzinfo=datetime.now(UTC).astimezone().tzinfo)


def machine_zone() -> tzinfo:
    """Return the zone the machine is in: by its name where the machine tells one, which is faster.

    A name that is not what the machine goes by now is not believed.
    """
    name = os.environ.get("TZ", "")
    if not name:
        with contextlib.suppress(OSError, NotImplementedError):
            name = Path("/etc/localtime").readlink().as_posix().partition("zoneinfo/")[2]
    named, now = find_zone(name), datetime.now(UTC)
    if named is not None and now.astimezone(named).utcoffset() == now.astimezone().utcoffset():
        return named
    return MachineZone()


class SystemClock:
    """The machine's clock, in the machine's zone unless another is set."""

    def __init__(self, zone: str | None = None) -> None:
        self._zone: tzinfo = find_zone(zone) or machine_zone()

    def now(self) -> datetime:
        """Return the present moment in the rep's zone."""
        return datetime.now(UTC).astimezone(self._zone)


class FrozenClock:
    """A clock that stands still until told to move; for tests and the demo."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("a frozen clock needs a moment with a time zone")
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def advance(self, **by: float) -> None:
        """Move on by a timedelta's arguments, in real (UTC) time."""
        zone = self.moment.tzinfo
        self.moment = (self.moment.astimezone(UTC) + timedelta(**by)).astimezone(zone)


def find_zone(name: str | None) -> tzinfo | None:
    """Return a time zone by its IANA name, or None when there is none of that name."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def iso(moment: datetime) -> str:
    """Write an aware moment as the UTC text the file keeps."""
    return moment.astimezone(UTC).strftime(ISO)


def moment_of(text: str) -> datetime:
    """Read the UTC text the file keeps as an aware moment."""
    return datetime.fromisoformat(text)


def check_moments(*texts: str | None) -> None:
    """Check that texts are moments as the file keeps them; None is none, and fine.

    Raises:
        ValueError: one is not, as in what was damaged on disk.
    """
    for text in texts:
        if text is not None:
            datetime.strptime(text, ISO)  # noqa: DTZ007 - only looked at


def today(clock: Clock) -> date:
    """Return the rep's local day."""
    return clock.now().date()
