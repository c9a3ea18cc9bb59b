"""The time zones of calendar files: known by name, by another program's name, or described."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from workstation.exchange.calendar_rules import read_rule
from workstation.method.recurrence import Rule, RuleError, occurrences
from workstation.method.zones import zone_info

ToUTC = Callable[[datetime], datetime]
"""Turns a naive moment on a zone's clock into an aware one in UTC."""

_PARTS = re.compile(r"BEGIN:(?:STANDARD|DAYLIGHT)\s(.*?)END:", re.DOTALL | re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")


def zone_named(name: str, described: Mapping[str, str]) -> ToUTC | None:
    """Return the zone a file calls ``name``, None when nobody knows it.

    ``described`` holds the file's own VTIMEZONE texts; a name that is known goes before them.
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = name.strip().strip('"').lstrip("/")
    text = described.get(name, "")
    located = re.search(r"(?m)^X-LIC-LOCATION:(\S+)", text)
    tails = ["/".join(plain.split("/")[-parts:]) for parts in (3, 2)]
    for known in (plain, WINDOWS_TO_OLSON.get(plain), located and located[1], *tails):
        zone = zone_info(known or None)
        if zone is not None:
            return partial(to_utc, zone)
    return _described(text) if text else None


def to_utc(zone: object, local: datetime) -> datetime:
    """Return the moment a zone's clock shows ``local``."""
    return local.replace(tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Change:
    """One kind of change of a described zone: from when, how often, to which offset."""

    start: datetime
    rule: Rule | None
    before: timedelta
    after: timedelta

    def latest(self, local: datetime) -> datetime | None:
        """Return when it last took place by ``local``."""
        if self.start > local:
            return None
        if self.rule is None:
            return self.start
        first = max(self.start, local - timedelta(days=800))
        return max(occurrences(self.rule, self.start, first, local), default=self.start)


def _described(text: str) -> ToUTC | None:
    changes = []
    for part in _PARTS.findall(text):
        lines = {
            name.partition(";")[0].upper(): value.strip()
            for name, _, value in (line.partition(":") for line in part.splitlines())
        }
        try:
            start = datetime.strptime(lines["DTSTART"][:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007
            rule = read_rule(lines["RRULE"]) if "RRULE" in lines else None
            after = lines["TZOFFSETTO"]
            before = lines.get("TZOFFSETFROM", after)
            changes.append(_Change(start, rule, _offset(before), _offset(after)))
        except (KeyError, ValueError):
            return None
    if not changes:
        return None
    changes.sort(key=lambda change: change.start)

    def convert(local: datetime) -> datetime:
        found = [(at, change) for change in changes if (at := _safely(change, local)) is not None]
        offset = changes[0].before
        if found:
            offset = max(found, key=lambda pair: pair[0])[1].after
        return (local - offset).replace(tzinfo=UTC)

    return convert


def _safely(change: _Change, local: datetime) -> datetime | None:
    try:
        return change.latest(local)
    except RuleError:
        return change.start


def _offset(text: str) -> timedelta:
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise ValueError(text)
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -size if found[1] == "-" else size
