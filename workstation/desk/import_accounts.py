"""Turns rows of a file into accounts: new, filled in, or known already."""

import re
from dataclasses import dataclass
from typing import Literal

from workstation.desk.import_batch import Batch
from workstation.desk.import_cells import (
    ALSO_CALLED,
    Cells,
    RowReader,
    country_code,
    currency,
    money,
    place_zone,
    time_zone,
    whole_number,
)
from workstation.desk.import_known import (
    ACCOUNT_COLUMNS,
    Known,
    KnownAccounts,
    Value,
    country_key,
    name_key,
)
from workstation.exchange import places, values
from workstation.exchange.places import Place
from workstation.method.bins import BIN_KEYS
from workstation.method.words import SOURCES

Fate = Literal["new", "updated", "same", "unusable", "protected"]

MOST_OF_A_NAME = 300
"""Characters a name may have; more is a sign of columns mixed up."""

_BITS = {name: 1 << bit for bit, name in enumerate(ACCOUNT_COLUMNS)}
_TEXTS = ("industry", "street", "city", "region", "postal_code", "source_detail")
_TITLED = ("parent_name", "ticker", "linkedin")
_WORDS = re.compile(r"[a-z]+")
_PLACE = _BITS["city"] | _BITS["region"] | _BITS["country"]
_SEED_WORDS = ("referral", "referred", "mouth", "customer", "recommend", "partner")
_NET_WORDS = ("web", "inbound", "marketing", "newsletter", "advert", "download", "organic", "seo")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row."""

    fate: Fate
    record: Known | None = None
    why: str | None = None


class AccountRows:
    """Decides about rows of accounts.

    Args:
        today: the rep's day, ISO.
        money: the currency (ISO code) of amounts in rows that name none.
    """

    def __init__(
        self, reader: RowReader, known: KnownAccounts, batch: Batch, *, today: str, money: str
    ) -> None:
        self._reader = reader
        self._known = known
        self._batch = batch
        self._today = today
        self._money = money
        self._texts = [name for name in _TEXTS if reader.has(name)]
        self._titled = [name for name in _TITLED if reader.has(name)]

    def take(self, cells: Cells) -> Outcome:
        """Decide about a row and collect what it changes."""
        reader = self._reader
        facts: dict[str, str] = {}
        source_id = reader.text(cells, "source_id") or ""
        domain = reader.read(cells, "domain", values.bare_domain, facts)
        country = reader.read(cells, "country", country_code, facts)
        name = reader.name(cells, "name") or domain or ""
        if not name:
            return Outcome("unusable", why="no name")
        if len(name) > MOST_OF_A_NAME:
            return Outcome("unusable", why=f"a name of {len(name)} letters")
        place = self._place(cells, facts)
        where = country or place.country
        found = self._find(cells, source_id, domain or "", name, where)
        reader.keep_rest(cells, facts)
        filled = found.filled if found else 0
        given = self._values(cells, filled, where, facts)
        given |= {"source_id": source_id or None, "domain": domain, "country": country}
        said = given.get("city") or given.get("region") or country
        if reader.has("place") and not (said or filled & _PLACE):
            given |= {
                "city": place.city or None,
                "region": place.region or None,
                "country": place.country or None,
            }
        elif reader.has("place") and not filled & _PLACE and reader.raw(cells, "place"):
            reader.keep(cells, "place", facts)
        if found is None:
            made = self.make(name, given, bin_=self._bin(cells), reason=self._bin_reason(cells))
            self._keep(made, facts)
            return Outcome("new", made)
        if name_key(name) != found.key:
            facts[ALSO_CALLED] = name
        changed = self._fill(found, given)
        changed |= self._keep(found, facts)
        if found.protected:
            return Outcome("protected", found)
        return Outcome("updated" if changed else "same", found)

    def make(
        self, name: str, given: dict[str, Value], *, bin_: str = "cold", reason: str | None = None
    ) -> Known:
        """Make an account of what a row gives."""
        if not given.get("time_zone"):
            given["time_zone"] = place_zone(
                _text(given.get("country")), _text(given.get("region")), _text(given.get("city"))
            )
        detail = given.get("source_detail")
        given["source"] = given.get("source") or _source(detail) or "spear"
        given["source_detail"] = detail or self._batch.source
        known = Known(
            id=0,
            name=name,
            key=name_key(name),
            country=country_key(_text(given.get("country"))),
            source_id=str(given.get("source_id") or ""),
            protected=bin_.startswith("avoid."),
            filled=sum(bit for column, bit in _BITS.items() if given.get(column) is not None),
            pending={
                **given,
                "name": name,
                "bin": bin_,
                "bin_since_on": self._today,
                "bin_reason": reason,
                "created_on": self._today,
            },
        )
        self._known.add(known, _text(given.get("domain")))
        self._batch.add_account(known)
        return known

    def _find(
        self, cells: Cells, source_id: str, domain: str, name: str, country: str
    ) -> Known | None:
        known = self._known
        if number := self._reader.raw(cells, "workstation_id"):
            own = known.by_id.get(int(number)) if number.isdecimal() else None
            if own is not None and own.key == name_key(name):
                return own
        return (
            (source_id and known.of_source(source_id))
            or known.of_domain(domain, source_id)
            or known.of_name(name, source_id, country)
            or None
        )

    def _place(self, cells: Cells, facts: dict[str, str]) -> Place:
        return self._reader.read(cells, "place", places.split_place, facts) or Place()

    def _values(
        self, cells: Cells, filled: int, country: str, facts: dict[str, str]
    ) -> dict[str, Value]:
        """Read the fields that are not filled yet."""
        reader = self._reader
        given: dict[str, Value] = {
            name: reader.text(cells, name) for name in self._texts if not filled & _BITS[name]
        }
        if reader.has("note") and not filled & _BITS["note"]:
            given["note"] = reader.note(cells)
        if not filled & _BITS["employees"]:
            given["employees"] = reader.read(cells, "employees", whole_number, facts)
        if not filled & _BITS["revenue_minor"]:
            given |= self._revenue(cells, facts)
        given["time_zone"] = reader.read(cells, "time_zone", time_zone, facts)
        if not filled & _BITS["phone"]:
            given |= self._phone(cells, country, given["time_zone"], facts)
        told = reader.text(cells, "source")
        if told in SOURCES:
            given["source"] = told
        year = reader.read(cells, "founded", values.year, facts)
        reader.keep_titled("founded", str(year) if year else None, facts)
        for name in self._titled:
            reader.keep_titled(name, reader.text(cells, name), facts)
        return given

    def _revenue(self, cells: Cells, facts: dict[str, str]) -> dict[str, Value]:
        code = self._reader.read(cells, "currency", currency, facts) or self._money
        found = self._reader.read(cells, "revenue_minor", lambda cell: money(cell, code), facts)
        if found is None:
            return {}
        return {"revenue_minor": found.minor, "revenue_currency": found.currency}

    def _phone(
        self, cells: Cells, country: str, zone: Value, facts: dict[str, str]
    ) -> dict[str, Value]:
        raw = self._reader.text(cells, "phone")
        if raw is None:
            return {}
        found = self._reader.number(raw, country or None)
        if found is None:
            return {"phone": raw}
        number, has_extension = found
        if has_extension:
            self._reader.keep(cells, "phone", facts)
        return {"phone": number, "time_zone": zone or self._reader.zone_of(number)}

    def _bin(self, cells: Cells) -> str:
        """Return the bin our own export names for an account that is new here."""
        told = self._reader.raw(cells, "bin")
        return told if told in BIN_KEYS else "cold"

    def _bin_reason(self, cells: Cells) -> str | None:
        return self._reader.text(cells, "bin_reason")

    def _fill(self, known: Known, given: dict[str, Value]) -> bool:
        """Fill in what is empty; what is there stays."""
        fresh: dict[str, Value] = {
            name: value
            for name, value in given.items()
            if value is not None and name != "source" and not known.filled & _BITS[name]
        }
        if fresh.keys() & {"city", "region", "country"} and not (
            known.filled & _BITS["time_zone"] or "time_zone" in fresh
        ):
            zone = place_zone(*(_text(fresh.get(key)) for key in ("country", "region", "city")))
            if zone:
                fresh["time_zone"] = zone
        if not fresh:
            return False
        for name in fresh:
            known.filled |= _BITS[name]
        self._known.learn(known, fresh)
        self._batch.fill("accounts", known, fresh)
        return True

    def _keep(self, known: Known, facts: dict[str, str]) -> bool:
        added = False
        for key, value in facts.items():
            bit = self._reader.fact_bits[key]
            if not known.facts & bit:
                known.facts |= bit
                self._batch.add_fact(known, None, key, value)
                added = True
        return added


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _source(detail: Value) -> str | None:
    """Tell seeds, nets and spears apart by the words a source is described with."""
    words = _WORDS.findall(str(detail or "").casefold())
    if not words:
        return None
    for source, beginnings in (("seed", _SEED_WORDS), ("net", _NET_WORDS)):
        if any(word == source or word.startswith(beginnings) for word in words):
            return source
    return "spear"
