"""Time zones of people: from the place they are in, or from their phone number."""

import re
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from workstation.method import places

_ANY = "-"
_MONTHS_OF_A_YEAR = tuple(datetime(2026, month, 15, 12, tzinfo=UTC) for month in range(1, 13))


@lru_cache(maxsize=1024)
def zone_info(name: str | None) -> ZoneInfo | None:
    """Return the zone called `name` ("America/Chicago"), None for a name no zone has."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def country_code(name: str | None) -> str | None:
    """Return the ISO code ("IE") of a country given by code or common name ("Ireland")."""
    return _tables().country_codes.get(_plain(name))


def country_names(code: str) -> tuple[str, ...]:
    """Return what a country is called in data: its ISO code, then its names; none when unknown."""
    return _country_names().get(code, ())


@cache
def all_countries() -> dict[str, str]:
    """Return the usual name of every country by its ISO code."""
    return {code: names[1] for code, names in _country_names().items()}


@cache
def _country_names() -> dict[str, tuple[str, ...]]:
    lines = (line.split(" ", 2) for line in places.COUNTRIES.strip().splitlines())
    return {code: (code, *names.split("/")) for code, _, names in lines}


def region_names(name: str) -> tuple[str, ...]:
    """Return what a state or region is called in data: as given, its code, its names."""
    wanted = _plain(name)
    found = [name]
    for line in places.REGIONS.strip().splitlines():
        _, code, _, names = line.split(" ", 3)
        spellings = (code, *names.split("/"))
        if wanted in map(_plain, spellings):
            found += spellings
    return tuple(dict.fromkeys(found))


def zone_of_place(country: str | None, region: str | None, city: str | None) -> str | None:
    """Return the time zone of a place given by ISO codes or common names.

    Anything may be missing. The city decides when it is a known one and agrees with what else was
    said, then the region (its principal zone), then a country that has only one zone. None when
    that does not settle it: a country with several zones, a name nobody knows.
    """
    tables = _tables()
    code = country_code(country)
    regions = tables.regions_named.get(_plain(region), [])
    if code is not None:
        regions = [found for found in regions if found.country == code]
    for found in tables.cities_named.get(_plain(city), []):
        if _agrees(found, country, code, region, regions):
            return found.zone
    region_zones = {found.zone for found in regions}
    if regions and (code is not None or not _plain(country)):
        return region_zones.pop() if len(region_zones) == 1 else None
    return tables.country_zones.get(code) if code is not None else None


def zone_of_phone(e164_or_raw: str, region: str | None) -> tuple[str | None, int]:
    """Return the time zone of a phone number and how many zones its numbers may be in.

    `region` (ISO code) is the country a number without "+" belongs to. With several candidates
    the first is given only when all of them keep the same time throughout a year; otherwise None
    with their count. (None, 0) for what is not a number.
    """
    from workstation.method.phones import possible_number

    number = possible_number(e164_or_raw, region)
    if number is None:
        return None, 0
    from phonenumbers import timezone

    unknown = timezone.UNKNOWN_TIMEZONE
    names = timezone.time_zones_for_number(number)
    if unknown in names:
        names = timezone.time_zones_for_geographical_number(number)
    known = tuple(name for name in names if name != unknown and zone_info(name) is not None)
    return (known[0] if known and _same_time(known) else None), len(known)


@lru_cache(maxsize=256)
def _same_time(names: tuple[str, ...]) -> bool:
    return all(_offsets(name) == _offsets(names[0]) for name in names[1:])


@lru_cache(maxsize=1024)
def _offsets(name: str) -> tuple[timedelta | None, ...]:
    return tuple(moment.astimezone(zone_info(name)).utcoffset() for moment in _MONTHS_OF_A_YEAR)


class _Place(NamedTuple):
    country: str
    region: str
    zone: str


class _Tables(NamedTuple):
    country_codes: dict[str, str]
    country_zones: dict[str, str]
    regions_named: dict[str, list[_Place]]
    cities_named: dict[str, list[_Place]]


@cache
def _tables() -> _Tables:
    country_codes: dict[str, str] = {}
    country_zones: dict[str, str] = {}
    for line in places.COUNTRIES.strip().splitlines():
        code, zone, names = line.split(" ", 2)
        country_codes |= dict.fromkeys((_plain(name) for name in (code, *names.split("/"))), code)
        if zone != _ANY:
            country_zones[code] = zone
    return _Tables(
        country_codes,
        country_zones,
        _read(places.REGIONS, by_code=True),
        _read(places.CITIES, by_code=False),
    )


def _read(table: str, *, by_code: bool) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = defaultdict(list)
    for line in table.strip().splitlines():
        country, region, zone, names = line.split(" ", 3)
        keys = {_plain(name) for name in names.split("/")} | (
            {_plain(region)} if by_code else set()
        )
        for key in keys:
            found[key].append(_Place(country, region, zone))
    return dict(found)


def _agrees(
    found: _Place,
    country: str | None,
    code: str | None,
    region: str | None,
    regions: list[_Place],
) -> bool:
    """Tell whether a known city may be the one meant: nothing that was said speaks against it."""
    if _plain(country) and found.country != code:
        return False
    if not _plain(region) or found.region == _ANY:
        return not regions or any(one.country == found.country for one in regions)
    return any((one.country, one.region) == (found.country, found.region) for one in regions)


@lru_cache(maxsize=4096)
def _plain(name: str | None) -> str:
    """Return a name without case, accents and punctuation: "St. Paul" and "saint paul" are one."""
    decomposed = unicodedata.normalize("NFKD", name or "")
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = re.sub(r"[^\w]+", " ", letters.replace(".", "").replace("&", " and ")).casefold()
    return " ".join("saint" if word == "st" else word for word in words.split())
