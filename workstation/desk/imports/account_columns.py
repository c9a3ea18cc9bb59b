"""Reads what a file of accounts says of them, column by column, a portion at a time."""

from collections.abc import Sequence

from workstation.desk.imports.account_cells import listed, source_word
from workstation.desk.imports.cells import country_code, currency, time_zone
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.records import Value
from workstation.desk.imports.ways import Ways, any_letter, is_fax
from workstation.exchange import amounts, places, values
from workstation.exchange.places import Place

PLACE = ("city", "region", "country")
"""The columns of an account that one column of a place may fill."""

_TEXTS = ("industry", "street", "city", "region", "postal_code", "source_detail")
_TITLED = ("parent_name", "ticker", "linkedin")

Given = dict[str, list[Value] | None]


class AccountColumns:
    """Reads the columns of one portion; what cannot be read becomes a fact.

    ``phone_zones`` are the time zones of the rows' numbers, ``from_place`` says which rows have
    their city, region and country from one column; both None where there is no such column.
    """

    def __init__(self, columns: Columns, money: str) -> None:
        self._columns = columns
        self._money = money
        self._ways = Ways(columns, columns.home)
        self.phone_zones: list[str | None] | None = None
        self.from_place: list[bool] | None = None

    def read(self, domains: Sequence[str | None]) -> dict[str, list[Value]]:
        """Read the columns that fill columns of an account, those that are empty left out."""
        columns = self._columns
        given: Given = {"domain": list(domains)}
        for name in ("source_id", *_TEXTS):
            given[name] = listed(columns.texts(name))
        given["country"] = listed(columns.reads("country", country_code))
        given["note"] = listed(columns.notes())
        mark = columns.mark_of("employees")
        given["employees"] = listed(
            columns.reads("employees", lambda cell: amounts.whole_number(cell, mark=mark))
        )
        given["time_zone"] = listed(columns.reads("time_zone", time_zone))
        given["source"] = listed(columns.reads("source", source_word))
        self._read_revenue(given)
        self._read_place(given)
        self._read_phone(given)
        founded = columns.reads("founded", values.year)
        columns.keep_all_titled("founded", founded)
        for name in _TITLED:
            columns.keep_all_titled(name, columns.texts(name))
        return {name: found for name, found in given.items() if found is not None and any(found)}

    def _read_revenue(self, given: Given) -> None:
        columns = self._columns
        at = columns.columns_of("revenue_minor")
        codes = columns.reads("currency", currency)
        if not at:
            return
        usual = self._money
        cells = columns.cells_at(at[0])
        pairs = [
            (cell, code or usual)
            for cell, code in zip(cells, codes or [None] * columns.count, strict=True)
        ]
        mark = columns.mark_of("revenue_minor")
        memo = columns.memo(
            "revenue",
            lambda pair: amounts.money(*pair, mark=mark) if pair[0] else None,
        )
        found = memo.all(pairs)
        if memo.unread:
            columns.keep_where(at[0], [pair in memo.unread for pair in pairs])
        given["revenue_minor"] = [one.minor if one else None for one in found]
        given["revenue_currency"] = [one.currency if one else None for one in found]

    def _read_place(self, given: Given) -> None:
        """Fill city, region and country from one column where they have none of their own."""
        columns = self._columns
        self.from_place = None
        found = columns.reads("place", places.split_place)
        if found is None:
            return
        held = {name: given.get(name) or [None] * columns.count for name in PLACE}
        self.from_place = [False] * columns.count
        cells = columns.cells("place")
        for row, told in enumerate(found):
            place = told or Place()
            if any(held[name][row] for name in PLACE):
                if cells[row]:
                    columns.keep_at(row, columns.columns_of("place")[0])
                continue
            self.from_place[row] = bool(cells[row])
            for name, value in zip(PLACE, (place.city, place.region, place.country), strict=True):
                held[name][row] = value or None
        given.update(held)

    def _read_phone(self, given: Given) -> None:
        columns = self._columns
        self.phone_zones = None
        places_ = columns.columns_of("phone")
        if not places_:
            return
        countries = given.get("country") or [None] * columns.count
        cells = columns.cells_at(places_[0])
        read, faxed = self._ways.phone, False
        if any_letter("".join(cells)):
            read, faxed = self._ways.of_company, True
        found: list[Value] = []
        zones: list[str | None] = []
        for row, (cell, country) in enumerate(zip(cells, countries, strict=True)):
            where = str(country) if country else None
            phone = read(cell, where) if cell else None
            fax = faxed and is_fax(cell)
            if fax:
                columns.keep_at(row, places_[0])
            if phone is None:
                if cell and not fax:
                    columns.kept.note("phone", row, str(country or ""))
                found.append(None if fax else cell or None)
                zones.append(None)
                continue
            found.append(phone.e164)
            zones.append(self._ways.zone_of(phone.e164))
            if phone.extension:
                columns.keep_at(row, places_[0])
        for at in places_[1:]:
            columns.keep_where(at, [bool(cell) for cell in columns.cells_at(at)])
        given["phone"] = found
        self.phone_zones = zones
