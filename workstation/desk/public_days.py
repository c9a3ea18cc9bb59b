"""Whether a day is a public holiday where somebody lives, without loading a calendar each time.

A country's calendar takes 0.1 s to load, so that the days of a year are kept: in this process,
and where the program may keep what can be made again.
"""

from datetime import date, timedelta
from pathlib import Path

import msgspec

from workstation.method.days import public_holidays

FILE = "public-days.json"
"""Kept in the cache folder: a year's days by "US 2026" or "DE-BY 2026", each with its name."""

_known: dict[str, dict[str, str]] = {}
_read: set[Path] = set()


def public_day(
    country: str | None, day: date, cache: Path | None = None, region: str | None = None
) -> str | None:
    """Return the name of a country's or its region's public holiday on a day, or None.

    Args:
        country: its ISO code ("US") or its name; one nobody knows has no holidays.
        day: the day there.
        cache: a folder where a year's days may be kept.
        region: the code of its part ("BY"); one nobody knows has the days of its country.
    """
    if not country:
        return None
    key = f"{country}-{region} {day.year}" if region else f"{country} {day.year}"
    year = _known.get(key)
    if year is None and cache is not None and cache not in _read:
        _read.add(cache)
        _known.update(_kept(cache / FILE))
        year = _known.get(key)
    if year is None:
        year = _known[key] = _load(country, day.year, region)
        if cache is not None:
            _keep(cache / FILE, key, year)
    return year.get(day.isoformat())


def _load(country: str, year: int, region: str | None) -> dict[str, str]:
    code = country
    if len(country) != len("US") or not country.isupper():
        from workstation.method.zones import country_code

        code = country_code(country) or ""
    if not code:
        return {}
    named = public_holidays(code, region)
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    return {day.isoformat(): name for day in days if (name := named(day))}


def _kept(path: Path) -> dict[str, dict[str, str]]:
    """Read what is kept; nothing when it cannot be read."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: {str(day): str(name) for day, name in days.items()}
        for key, days in found.items()
        if isinstance(days, dict)
    }


def _keep(path: Path, key: str, days: dict[str, str]) -> None:
    """Add a year to what is kept; where that cannot be written, it is read again next time."""
    everything = _kept(path) | {key: days}
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(msgspec.json.encode(everything))
        partial.replace(path)
    except OSError:
        return
