"""Reads cells about companies that need more than one look: sites, sources, time zones."""

import re
from collections.abc import Sequence
from functools import lru_cache

from workstation.desk.imports.cells import place_zone
from workstation.desk.imports.records import Held, Value
from workstation.desk.imports.shared import any_shared_site, is_shared_site
from workstation.exchange import values
from workstation.exchange.values import Unreadable
from workstation.method.words import SOURCES

_WORDS = re.compile(r"[a-z]+")
_SEED_WORDS = ("referral", "referred", "mouth", "customer", "recommend", "partner")
_NET_WORDS = ("web", "inbound", "marketing", "newsletter", "advert", "download", "organic", "seo")
_PLAIN_SITE = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})/?", re.ASCII
)

_PLAIN_SITES = re.compile(f"^(?:{_PLAIN_SITE.pattern})?$", re.ASCII | re.MULTILINE)
_LONGEST_SITE = 250


def bare_domain(cell: str) -> str | Unreadable:
    """Read a web address down to its domain; nearly all are plain."""
    plain = _PLAIN_SITE.fullmatch(cell)
    if plain and len(cell) < _LONGEST_SITE and "xn--" not in cell:
        found: str | Unreadable = plain[1]
    else:
        found = values.bare_domain(cell)
    if isinstance(found, str) and is_shared_site(found):
        return Unreadable(f"{found} is a site that many companies share")
    return found


def bare_domains(cells: Sequence[str]) -> list[str | None] | None:
    """Read many web addresses at once, None for none; nothing when some of them is not plain."""
    text = "\n".join(cells)
    if "xn--" in text or max(map(len, cells), default=0) >= _LONGEST_SITE:
        return None
    found: list[str] = _PLAIN_SITES.findall(text)
    if any_shared_site(found):
        return None
    return [one or None for one in found] if len(found) == len(cells) else None


def zone_of_place_in(given: Held) -> str | None:
    """Return the time zone of the place that columns name."""
    country, region, city = given.get("country"), given.get("region"), given.get("city")
    return place_zone(country, region, city)


def listed(found: Sequence[Value] | None) -> list[Value] | None:
    """Return what was read as a list that can be changed."""
    return None if found is None else list(found)


def source_word(cell: str) -> str | None:
    """Return one of our words for a source, None for any other."""
    return cell if cell in SOURCES else None


@lru_cache(maxsize=1024)
def source_of(detail: Value) -> str | None:
    """Tell seeds, nets and spears apart by the words a source is described with."""
    words = _WORDS.findall(str(detail or "").casefold())
    if not words:
        return None
    for source, beginnings in (("seed", _SEED_WORDS), ("net", _NET_WORDS)):
        if any(word == source or word.startswith(beginnings) for word in words):
            return source
    return "spear"
