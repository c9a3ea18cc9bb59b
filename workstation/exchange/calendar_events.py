"""Reads one event of a calendar file into the times it makes somebody busy."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any

import msgspec

from workstation.exchange.calendar_rules import ends_in_utc, read_rule
from workstation.exchange.calendar_text import Block
from workstation.exchange.calendar_zones import ToUTC, to_utc, zone_named
from workstation.method.recurrence import Allowance, Rule, RuleError, occurrences
from workstation.method.text import clean_line

_LONGEST = timedelta(days=31)
"""How long before the window a repeated event may have begun and still reach into it."""

Key = date | datetime
"""What names one time of a repeated event: its day, or its moment in UTC."""


class Busy(msgspec.Struct, frozen=True):
    """A time that is taken: from, to (aware, UTC), by what; ``uid`` names the event."""

    starts_at: datetime
    ends_at: datetime
    title: str
    uid: str = ""


class UnreadableEvent(ValueError):
    """An event without a time that can be read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event: when it begins on its own clock, how long it takes, how it is repeated."""

    uid: str
    sequence: int
    replaces: Key | None
    """The time of a repeated event this one stands in for."""
    title: str
    counts: bool
    all_day: bool
    start: datetime
    length: timedelta
    to_utc: ToUTC
    rule: Rule | None
    more: tuple[datetime, ...]
    without: frozenset[Key]
    notes: tuple[str, ...]

    def times(
        self, first: datetime, last: datetime, replaced: frozenset[Key], allowance: Allowance
    ) -> Iterator[Busy]:
        """Yield the times that touch the window, those replaced by other events left out.

        Raises:
            RuleError: how it is repeated cannot be followed, or the reading's allowance is used up.
        """
        reach = max(self.length, timedelta(days=1))
        begins = first.replace(tzinfo=None) - min(reach, _LONGEST) - timedelta(days=1)
        ends = last.replace(tzinfo=None) + timedelta(days=1)
        starts = {self.start, *self.more}
        if self.rule is not None:
            starts.update(occurrences(self.rule, self.start, begins, ends, allowance))
        for start in sorted(starts):
            at = self.to_utc(start)
            until = self.to_utc(start + self.length) if self.all_day else at + self.length
            keys: set[Key] = {at, start.date()} if self.all_day else {at}
            if keys & replaced or (keys | {start.date()}) & self.without:
                continue
            if at < last and until > first and until > at:
                yield Busy(at, until, self.title, self.uid)


class EventReader:
    """Reads the events of one file.

    Args:
        zones: the file's own time zones, as text.
        here: turns a time without a zone into UTC; it is the rep's.
        address: the rep's address; what it declined does not count.
    """

    def __init__(self, zones: Mapping[str, str], here: ToUTC, address: str = "") -> None:
        self._here = here
        self._address = address.casefold()
        self._zone: Callable[[str], ToUTC | None] = lru_cache(maxsize=100)(
            partial(zone_named, described=zones)
        )

    def read(self, block: Block) -> Event:
        """Read an event.

        Raises:
            UnreadableEvent: it has no beginning, or none that makes sense.
        """
        from icalendar import Event as Parsed

        try:
            parsed: Any = Parsed.from_ical(block.text)
            return self._event(parsed, block)
        except UnreadableEvent:
            raise
        except Exception as error:  # a foreign parser on foreign text
            raise UnreadableEvent(str(error)) from error

    def free_busy(self, block: Block) -> list[Busy]:
        """Read a list of busy times.

        Raises:
            UnreadableEvent: it cannot be read.
        """
        from icalendar import FreeBusy

        try:
            parsed: Any = FreeBusy.from_ical(block.text)
            periods = parsed.get("FREEBUSY", [])
            found = []
            for period in periods if isinstance(periods, list) else [periods]:
                if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                    continue
                start, until = period.start, period.end
                at, end = self._moment(start, self._here), self._moment(until, self._here)
                found.append(Busy(at, end, "busy"))
        except Exception as error:  # a foreign parser on foreign text
            raise UnreadableEvent(str(error)) from error
        return found

    def _event(self, parsed: Any, block: Block) -> Event:  # noqa: ANN401
        notes: list[str] = []
        begin = parsed.get("DTSTART")
        if begin is None or not hasattr(begin, "dt"):
            raise UnreadableEvent("no beginning")
        all_day = not isinstance(begin.dt, datetime)
        zone = self._here if all_day else self._zone_of(begin, notes)
        start = self._local(begin.dt)
        zone(start)  # a moment at the end of time has no place in UTC
        rule, more = None, list[datetime]()
        try:
            rule = self._rule(block, zone)
        except RuleError as error:
            notes.append(f"is not followed, as {error}; its first time counts")
        for each in _dates(parsed.get("RDATE")):
            at = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            more.append(self._in(at, zone))
        without: set[Key] = set()
        for each in _dates(parsed.get("EXDATE")):
            without.add(self._key(each, notes))
        replaces = parsed.get("RECURRENCE-ID")
        return Event(
            uid=clean_line(str(parsed.get("UID", ""))),
            sequence=_whole(parsed.get("SEQUENCE", 0)),
            replaces=None if replaces is None else self._key(replaces, notes),
            title=clean_line(str(parsed.get("SUMMARY", "")))[:200] or "busy",
            counts=self._counts(parsed),
            all_day=all_day,
            start=start,
            length=self._length(parsed, start, zone, all_day=all_day),
            to_utc=zone,
            rule=rule,
            more=tuple(more),
            without=frozenset(without),
            notes=tuple(dict.fromkeys(notes)),
        )

    def _counts(self, parsed: Any) -> bool:  # noqa: ANN401
        """Say whether it makes the rep busy (RFC 5545: unless it says that it does not)."""
        word = str(parsed.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
        shown_as = str(parsed.get("TRANSP", "")).upper()
        if str(parsed.get("STATUS", "")).upper() == "CANCELLED" or shown_as == "TRANSPARENT":
            return False
        return word != "FREE" and not self._declined(parsed)

    def _declined(self, parsed: Any) -> bool:  # noqa: ANN401
        asked = parsed.get("ATTENDEE", [])
        for each in asked if isinstance(asked, list) else [asked]:
            address = str(each).casefold().removeprefix("mailto:")
            declined = str(each.params.get("PARTSTAT", "")).upper() == "DECLINED"
            if self._address and address == self._address and declined:
                return True
        return False

    def _length(
        self,
        parsed: Any,  # noqa: ANN401
        start: datetime,
        zone: ToUTC,
        *,
        all_day: bool,
    ) -> timedelta:
        end, duration = parsed.get("DTEND"), parsed.get("DURATION")
        if end is not None and hasattr(end, "dt"):
            if all_day:
                return self._local(end.dt) - start or timedelta(days=1)
            ends_in = self._zone_of(end, []) if isinstance(end.dt, datetime) else zone
            return ends_in(self._local(end.dt)) - zone(start)
        if duration is not None and isinstance(getattr(duration, "dt", None), timedelta):
            length: timedelta = duration.dt
            return length
        return timedelta(days=1) if all_day else timedelta()

    def _rule(self, block: Block, zone: ToUTC) -> Rule | None:
        lines = [line for line in block.text.split("\n") if line[:5].upper() == "RRULE"]
        if not lines:
            return None
        text = lines[0].partition(":")[2]
        rule = read_rule(text)
        if rule.until is not None and ends_in_utc(text):
            behind = zone(rule.until).replace(tzinfo=None) - rule.until
            rule = dataclasses.replace(rule, until=rule.until - behind)
        return rule

    def _zone_of(self, value: Any, notes: list[str]) -> ToUTC:  # noqa: ANN401
        """Return the zone a value is in; one nobody knows is taken for the rep's, and noted."""
        if value.dt.tzinfo is not None and "TZID" not in value.params:
            return partial(to_utc, UTC)
        name = str(value.params.get("TZID", ""))
        if not name:
            return self._here
        zone = self._zone(name)
        if zone is None:
            notes.append(f"is in the time zone “{clean_line(name)[:60]}”, which nobody knows; ")
            notes[-1] += "its times are taken as yours"
            return self._here
        return zone

    def _key(self, value: Any, notes: list[str]) -> Key:  # noqa: ANN401
        if not isinstance(value.dt, datetime):
            day: date = value.dt
            return day
        return self._zone_of(value, notes)(self._local(value.dt))

    def _moment(self, at: datetime, zone: ToUTC) -> datetime:
        return at.astimezone(UTC) if at.tzinfo is not None else zone(at)

    def _in(self, at: date, zone: ToUTC) -> datetime:
        """Return a moment on the clock of the event."""
        if isinstance(at, datetime) and str(at.tzinfo) == "UTC":
            there = at.replace(tzinfo=None)
            return there - (zone(there).replace(tzinfo=None) - there)
        return self._local(at)

    def _local(self, at: date) -> datetime:
        if isinstance(at, datetime):
            return at.replace(tzinfo=None)
        return datetime.combine(at, time())


def _dates(value: Any) -> list[Any]:  # noqa: ANN401
    lists = value if isinstance(value, list) else [] if value is None else [value]
    return [each for one in lists for each in getattr(one, "dts", ())]


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
