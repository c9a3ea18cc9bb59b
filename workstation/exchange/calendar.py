"""When the rep is busy, from their own calendar files; they are only read, never written."""

import os
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from time import monotonic
from typing import NamedTuple

import msgspec

from workstation.exchange.calendar_events import Busy, Event, EventReader, Key, UnreadableEvent
from workstation.exchange.calendar_text import CalendarText, read_text
from workstation.exchange.calendar_zones import to_utc
from workstation.exchange.errors import TableError, shown
from workstation.method.recurrence import Allowance, RuleError
from workstation.method.text import clean_line

__all__ = ["MOST_FILES", "Busy", "BusyTimes", "CalendarFiles", "read_busy"]

MOST_FILES = 10_000
"""Files of a folder that are looked at; programs that keep one event a file have thousands."""

MOST_FOLDERS = 500
MANY_FILES = 200
LOOK_SECONDS = 2.0
MOST_EVENTS = 5000
"""Events near the window that are read; a long one counts for several."""

MOST_BUSY = 10_000
MOST_PROBLEMS = 20
MOST_ANSWERS = 4


class BusyTimes(msgspec.Struct, frozen=True):
    """What a calendar says of a window: busy times in order, and what could not be read of it."""

    busy: tuple[Busy, ...]
    problems: tuple[str, ...]


class _Stamp(NamedTuple):
    path: str
    changed: int
    size: int


class CalendarFiles:
    """Reads a calendar, and keeps what was read until a file changes.

    It may be used by several threads; one reads at a time, and the others wait for what it keeps.
    A folder of many files is looked at anew only every two seconds of ``clock`` (which counts
    seconds), so that it can be asked at every key.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._looked: tuple[float, Path, list[_Stamp], list[str]] = (-LOOK_SECONDS, Path(), [], [])
        self._texts: dict[_Stamp, CalendarText] = {}
        self._answers: dict[tuple[object, ...], BusyTimes] = {}

    def busy(self, path: Path, start: datetime, end: datetime, *, address: str = "") -> BusyTimes:
        """Return the busy times between two moments.

        Args:
            path: an .ics file, or a folder of them (folders within it count too).
            start: aware, in the rep's zone: times without a zone are theirs.
            end: aware.
            address: the rep's address; meetings it declined do not count.

        Files and events that cannot be read are left out, and said so, one sentence each.
        """
        with self._lock:
            return self._busy(path, start, end, address)

    def _busy(self, path: Path, start: datetime, end: datetime, address: str) -> BusyTimes:
        problems: list[str] = []
        stamps = self._look(path, problems)
        question = (tuple(stamps), start, end, address, str(start.tzinfo))
        if (known := self._answers.get(question)) is not None:
            return known
        texts = [text for stamp in stamps if (text := self._text(stamp, problems)) is not None]
        here = start.tzinfo or UTC
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the parser's remarks are not for the rep's screen
            found = _Window(start, end, here, address, problems).read(texts)
        answer = BusyTimes(tuple(found), tuple(map(clean_line, problems[:MOST_PROBLEMS])))
        self._answers = dict(list(self._answers.items())[-MOST_ANSWERS + 1 :]) | {question: answer}
        self._texts = {stamp: self._texts[stamp] for stamp in stamps if stamp in self._texts}
        return answer

    def _look(self, path: Path, problems: list[str]) -> list[_Stamp]:
        at, looked, stamps, said = self._looked
        now = self._clock()
        if looked != path or now - at >= LOOK_SECONDS or len(stamps) < MANY_FILES:
            said = []
            stamps = list(_stamps(path, said))
            self._looked = now, path, stamps, said
        problems += said
        return stamps

    def _text(self, stamp: _Stamp, problems: list[str]) -> CalendarText | None:
        text = self._texts.get(stamp)
        if text is None:
            try:
                text = read_text(Path(stamp.path))
            except TableError as error:
                text = CalendarText(shown(Path(stamp.path)), problem=str(error))
            self._texts[stamp] = text
        if text.problem:
            problems.append(text.problem)
        return text


def read_busy(path: Path, start: datetime, end: datetime, *, address: str = "") -> BusyTimes:
    """Read a calendar once; see ``CalendarFiles.busy``."""
    return CalendarFiles().busy(path, start, end, address=address)


def _stamps(path: Path, problems: list[str]) -> Iterator[_Stamp]:
    """Yield the files of a calendar with what tells whether they have changed."""
    if path.is_dir():
        files = sorted(_files(path, problems))
        if len(files) > MOST_FILES:
            problems.append(
                f"The calendar folder {shown(path)} holds more than {MOST_FILES} files; "
                "the others are not read."
            )
    else:
        files = [str(path)]
    for name in files[:MOST_FILES]:
        try:
            stat = os.stat(name)  # noqa: PTH116 - for thousands of files, five times as fast
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            problems.append(f"The calendar {shown(Path(name))} cannot be read ({why}).")
            continue
        if not S_ISREG(stat.st_mode):
            problems.append(f"The calendar {shown(Path(name))} is not a file.")
            continue
        yield _Stamp(name, stat.st_mtime_ns, stat.st_size)


def _files(folder: Path, problems: list[str]) -> Iterator[str]:
    def tell(error: OSError) -> None:
        why = (error.strerror or str(error)).lower()
        name = shown(Path(str(error.filename or folder)))
        problems.append(f"The calendar folder {name} cannot be read ({why}).")

    found = 0
    for visited, (parent, folders, names) in enumerate(os.walk(folder, onerror=tell)):
        if visited >= MOST_FOLDERS:
            problems.append(
                f"The calendar folder {shown(folder)} holds more than {MOST_FOLDERS} folders; "
                "the others are not read."
            )
            return
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(".ics") and not name.startswith("."):
                found += 1
                if found > MOST_FILES + 1:
                    return
                yield os.path.join(parent, name)  # noqa: PTH118


class _Window:
    """One reading of a calendar between two moments."""

    def __init__(
        self,
        start: datetime,
        end: datetime,
        here: tzinfo,
        address: str,
        problems: list[str],
    ) -> None:
        self._start = start.astimezone(UTC)
        self._end = end.astimezone(UTC)
        self._here = partial(to_utc, here)
        self._address = address
        self._problems = problems

    def read(self, texts: list[CalendarText]) -> list[Busy]:
        """Return the busy times of files, in order."""
        days = _around(self._start, self._end)
        near = {
            block.uid for text in texts for block in text.blocks if block.uid and block.near(*days)
        }
        left = MOST_EVENTS
        found: set[Busy] = set()
        events: dict[tuple[str, Key | None, int], tuple[str, Event]] = {}
        for text in texts:
            reader = EventReader(text.zones, self._here, self._address)
            lost = 0
            for block in text.blocks:
                if not block.near(*days) and block.uid not in near:
                    continue
                left -= 1 + len(block.text) // 1000
                if left < 0:
                    self._problems.append(f"{text.name} has too many events; some are left out.")
                    break
                try:
                    if block.kind == "VFREEBUSY":
                        found.update(self._within(reader.free_busy(block)))
                    else:
                        self._keep(events, text.name, reader.read(block))
                except UnreadableEvent:
                    lost += 1
            if lost:
                what = "an event that cannot be read" if lost == 1 else f"{lost} events that cannot"
                what += "" if lost == 1 else " be read"
                self._problems.append(f"{text.name} has {what}; the others count.")
        found.update(self._times(list(events.values())))
        return sorted(found, key=lambda each: (each.starts_at, each.ends_at, each.title))

    def _keep(
        self, events: dict[tuple[str, Key | None, int], tuple[str, Event]], name: str, event: Event
    ) -> None:
        """Keep an event, the newest where several files or versions have the same."""
        for note in event.notes:
            self._problems.append(f"{name}: “{event.title}” {note}.")
        key = (event.uid, event.replaces, 0 if event.uid else len(events))
        known = events.get(key)
        if known is None or known[1].sequence <= event.sequence:
            events[key] = (name, event)

    def _times(self, events: list[tuple[str, Event]]) -> Iterator[Busy]:
        replaced: dict[str, set[Key]] = {}
        for _, event in events:
            if event.replaces is not None:
                replaced.setdefault(event.uid, set()).add(event.replaces)
        count = unfollowed = 0
        allowance = Allowance()
        for name, event in sorted(events, key=_counted_last):
            if not event.counts:
                continue
            gone = frozenset[Key]() if event.replaces else frozenset(replaced.get(event.uid, ()))
            try:
                for busy in event.times(self._start, self._end, gone, allowance):
                    count += 1
                    if count > MOST_BUSY:
                        self._problems.append(f"{name} has too many events; some are left out.")
                        return
                    yield busy
            except RuleError as error:
                if allowance.left < 0:
                    unfollowed += 1
                    continue
                self._problems.append(f"{name}: “{event.title}” is not followed, as {error}.")
            except (ValueError, OverflowError):
                self._problems.append(f"{name}: “{event.title}” has times that do not exist.")
        if unfollowed:
            what = "1 repeated event is" if unfollowed == 1 else f"{unfollowed} repeated events are"
            self._problems.append(
                f"{what} not followed, as your calendar repeats more than can be worked out."
            )

    def _within(self, busy: list[Busy]) -> list[Busy]:
        return [
            each
            for each in busy
            if each.starts_at < self._end
            and each.ends_at > self._start
            and each.ends_at > each.starts_at
        ]


def _counted_last(named: tuple[str, Event]) -> bool:
    """Order the rules that are counted from their beginning, and so take longest, after others."""
    rule = named[1].rule
    return rule is not None and rule.times is not None


def _around(start: datetime, end: datetime) -> tuple[date, date]:
    return start.date() - timedelta(days=1), end.date() + timedelta(days=1)
