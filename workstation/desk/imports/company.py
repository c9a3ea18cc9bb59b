"""The company of a row of people: found, made of what the row says of it, or filled in."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from workstation.desk.imports.cells import currency, whole_number
from workstation.desk.imports.columns import Columns
from workstation.desk.imports.records import Held, Known, Value, domain_of, identifying_domain
from workstation.desk.imports.vouch import is_company
from workstation.desk.imports.ways import Ways, first_of, is_fax
from workstation.exchange import amounts
from workstation.exchange.fields import FIELDS
from workstation.method.names import company_key

if TYPE_CHECKING:
    from workstation.desk.imports.accounts import AccountRows
    from workstation.desk.imports.batch import Batch

_LONGEST_NAME = 300
OF_COMPANY = tuple(field for field in FIELDS["contacts"] if field.startswith("account_"))
_TEXTS = {
    "account_industry": "industry",
    "account_street": "street",
    "account_city": "city",
    "account_region": "region",
    "account_postal_code": "postal_code",
}


class CompanyColumns:
    """Reads what a file of people says of their companies; ``made`` counts those it brings."""

    def __init__(
        self, columns: Columns, companies: "AccountRows", batch: "Batch", ways: Ways
    ) -> None:
        self.made = 0
        self._columns = columns
        self._companies = companies
        self._known = companies.known
        self._batch = batch
        self._ways = ways
        self._names: list[str] = []
        self._keys: list[str] = []
        self._sources: list[str] = []
        self._said: dict[str, list[Value]] = {}

    def begin(
        self,
        accounts: Collection[int],
        domains: Collection[str],
        names: Collection[str] = (),
        sources: Collection[str] = (),
    ) -> None:
        """Read the portion's companies, and the accounts they may be.

        ``accounts`` are those of people known already, ``domains`` those of their addresses;
        ``names`` and ``sources`` name further ones.
        """
        from workstation.desk.imports.account_cells import bare_domain

        columns = self._columns
        self._names = list(columns.names("account_name"))
        self._keys = [company_key(name) if name else "" for name in self._names]
        nothing: list[str | None] = [None] * columns.count
        self._sources = self._first_sources()
        sites = columns.reads("account_domain", bare_domain) or nothing
        self._said = self._read(sites)
        named = {one for one in sites if identifying_domain(one)}
        keys = {key for key in self._keys if key}
        keys |= self._companies.near.load(keys)
        self._known.load(
            numbers=accounts,
            sources={one for one in (*self._sources, *sources) if one},
            domains={*domains, *(str(one) for one in named)},
            keys=keys | {company_key(name) for name in (*domains, *names) if name},
        )

    def _first_sources(self) -> list[str]:
        """Return the identifiers of the companies; of several the first, and all as a fact."""
        columns = self._columns
        cells = columns.cells("account_source_id")
        if at := columns.columns_of("account_source_id"):
            columns.keep_where(at[0], [";" in cell for cell in cells])
        if companies := columns.companies():
            own = columns.cells("source_id")
            cells = [own[row] if row in companies else cell for row, cell in enumerate(cells)]
        return list(map(first_of, cells))

    def _read(self, sites: Sequence[str | None]) -> dict[str, list[Value]]:
        columns = self._columns
        said: dict[str, Sequence[Value] | None] = {"domain": sites}
        for field, name in _TEXTS.items():
            said[name] = columns.texts(field)
        said["employees"] = columns.reads("account_employees", whole_number)
        codes = columns.reads("account_currency", currency)
        mark = columns.mark_of("account_revenue_minor")
        found = columns.reads(
            "account_revenue_minor", lambda cell: amounts.money(cell, self._usual, mark=mark)
        )
        if found is not None:
            said["revenue_minor"] = [one.minor if one else None for one in found]
            said["revenue_currency"] = [
                (code or one.currency) if one else None
                for one, code in zip(found, codes or [None] * columns.count, strict=True)
            ]
        at = columns.columns_of("account_phone")
        if at:
            cells = columns.cells_at(at[0])
            fax = [bool(cell) and is_fax(cell) for cell in cells]
            columns.keep_where(at[0], fax)
            read = [self._ways.of_company(cell, None) if cell else None for cell in cells]
            said["phone"] = [
                phone.e164 if phone else (None if no else cell or None)
                for phone, no, cell in zip(read, fax, cells, strict=True)
            ]
        return {name: list(column) for name, column in said.items() if column and any(column)}

    @property
    def _usual(self) -> str:
        return self._companies.usual_currency

    def told(self, name: str) -> set[str]:
        """Return all that the portion says of its companies in one column (`domain`, `phone`)."""
        return {str(one) for one in self._said.get(name, ()) if one}

    @property
    def keys(self) -> set[str]:
        """The names of the portion's companies as they are compared."""
        return {key for key in self._keys if key}

    def get(self, number: int) -> Known | None:
        """Return an account by its number."""
        return self._known.get(number)

    def settle(self, row: int, emails: Sequence[str]) -> None:
        """Drop a name from another column where the identifier or a domain finds the account."""
        if row not in self._columns.borrowed:
            return
        said = self._names[row], self._keys[row]
        self._names[row] = self._keys[row] = ""
        if self.find(row, emails) is None:
            self._names[row], self._keys[row] = said

    def named(self, row: int) -> bool:
        """Say whether a row names a company."""
        return bool(self._names[row])

    def keep(self, row: int) -> None:
        """Keep as facts what a row says of a company that it does not name."""
        for field in OF_COMPANY:
            for at in self._columns.columns_of(field):
                self._columns.keep_at(row, at)

    def name_of(self, row: int) -> str:
        """Return the company a row names, "" for none."""
        return self._names[row]

    def find(self, row: int, emails: Sequence[str]) -> Known | None:
        """Find the account by its identifier, its name, its site or a company address."""
        known, source_id = self._known, self._sources[row]
        name, site = self._names[row], self._site(row)
        sites = [*([site] if site else []), *(domain_of(address) for address in emails)]
        if source_id and (found := known.of_source(source_id, _spoken_for(name, sites))):
            return found
        if name and (found := known.of_name(name, self._keys[row], source_id, "")[0]):
            return found
        matches = (known.of_domain(domain, source_id, name) for domain in sites if domain)
        return next((found for found in matches if found), None)

    def doubt(self, row: int, emails: Sequence[str], account: Known) -> Known | None:
        """Return whom an account just made of a row may be: one of its domain or near its name."""
        sites = [each for each in (self._site(row), *map(domain_of, emails)) if each]
        holders = (one for each in sites for one in self._known.holders(each))
        other = next((one for one in holders if one is not account), None)
        key = self._keys[row]
        return other or self._companies.nearly(key, self._sources[row], account.held)

    def find_certain(self, name: str, source_id: str, site: str) -> Known | None:
        """Find an account by its identifier or its site; ``name`` says whose identifier it is."""
        known = self._known
        found = known.of_source(source_id, _spoken_for(name, [site])) if source_id else None
        return found or known.of_domain(site, source_id)

    def of_key(self, key: str) -> Sequence[Known]:
        """Return the accounts of a name, given by ``company_key``."""
        return self._known.of_key(key)

    def _site(self, row: int) -> str:
        column = self._said.get("domain")
        return identifying_domain(str(column[row])) if column and column[row] else ""

    def make(
        self,
        row: int,
        emails: Sequence[str],
        country: str | None,
        moment: str,
        more: Held | None = None,
    ) -> Known | None:
        """Make the account of a row, None when nothing says what it is called.

        ``more`` is what else the row says of it, where its own columns say nothing.
        """
        own = [one for each in emails if (one := domain_of(each))]
        free = (one for one in own if not self._known.holders(one))
        domain = self._site(row) or next(free, None)
        name = self._names[row] or domain or next(iter(own), None)
        if not name or len(name) > _LONGEST_NAME:
            return None
        self.made += 1
        given = self._given(row, more)
        given["domain"] = domain
        given["country"] = country
        if not given.get("city") and self._columns.has("city"):
            given["city"] = (self._columns.texts("city") or [None])[row]
        given["source_id"] = self._sources[row] or None
        return self._companies.make(name, company_key(name), given, moment)

    def fill(
        self, row: int, account: Known, moment: str, more: Held | None = None
    ) -> tuple[str, ...]:
        """Fill in what a row says of a known company; return which fields."""
        given = self._given(row, more)
        source_id = self._sources[row]
        if source_id and source_id != account.source_id:
            given["source_id"] = source_id
        if not given:
            return ()
        fields = self._companies.fill(account, given, moment)
        return tuple(name if name == "bin" else f"account {name}" for name in fields)

    def _given(self, row: int, more: Held | None = None) -> Held:
        said: Held = {name: column[row] for name, column in self._said.items()}
        said |= {name: value for name, value in (more or {}).items() if said.get(name) is None}
        return {name: value for name, value in said.items() if value is not None}


def _spoken_for(name: str, sites: Sequence[str]) -> Callable[[Known], bool]:
    """Return what says whether a name or one of several domains speaks for an account."""
    return lambda known: any(is_company(known, name, site) for site in sites or [""])
