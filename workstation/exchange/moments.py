"""Reads the moments tables write: a day with a time, or a count of seconds since 1970."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from workstation.exchange.values import Unreadable, day, short, squeeze

_CLOCK = re.compile(
    r"[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?([AP]M)?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(\d{3})?", re.ASCII)


def moment(text: str, zone: tzinfo) -> datetime | Unreadable:
    """Read a moment; one without an offset is in ``zone``, a day without a time its first minute.

    `2026-11-20T14:05:00Z`, `20 Nov 2026 2:05 pm`, `1795183500` (seconds, or milliseconds, UTC).
    """
    said = squeeze(text)
    if said[4:5] == "-":
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            pass
        else:
            return found if found.tzinfo else found.replace(tzinfo=zone)
    if _EPOCH.fullmatch(said):
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(said[:10]))
    on = day(said)
    if isinstance(on, Unreadable):
        return on
    clock = _CLOCK.search(said)
    if clock is None:
        return datetime.combine(on, time(), zone)
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + 12 * (clock[4].lower() == "pm") if 1 <= hour <= 12 else 99
    try:
        at = time(hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return Unreadable(f"'{short(said)}' has a time of day that does not exist")
    return datetime.combine(on, at, _offset(clock[5]) or zone)


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(sign * ahead) if ahead < timedelta(hours=24) else UTC
