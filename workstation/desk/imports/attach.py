"""Finds the account and the person that rows of deals and tasks belong to."""

from workstation.desk.imports.columns import Columns
from workstation.desk.imports.known import Whose
from workstation.desk.imports.records import Known, domain_of, identifying_domain
from workstation.desk.imports.vouch import is_company
from workstation.desk.imports.ways import first_of
from workstation.exchange import values
from workstation.exchange.squashing import squashed
from workstation.exchange.values import Unreadable
from workstation.method.names import company_key

_LEADS = frozenset("lead leadname leadfullname who whoname nameoflead".split())
_LEAD_IDS = frozenset("leadid associatedleadids".split())
"""Squashed names of columns that name a person whom another tool calls a lead."""


class Attach:
    """Says for each row of a portion whose it is."""

    def __init__(self, columns: Columns, whose: Whose, email_field: str) -> None:
        self._columns = columns
        self._whose = whose
        self._email_field = email_field
        self._names: list[str] = []
        self._sources: list[str] = []
        self._people: list[str] = []
        self._emails: list[str] = []
        self._sites: list[str] = []
        self._called: list[str] = []

    def begin(self) -> None:
        """Read whom the portion's rows name."""
        columns = self._columns
        self._names = columns.names("account_name")
        self._sources = list(map(first_of, columns.cells("account_source_id")))
        self._people = list(map(first_of, columns.cells("contact_source_id")))
        self._emails = columns.cells(self._email_field)
        self._sites = columns.cells("account_domain")
        self._called = columns.names("contact_name")
        for at, name in columns.extras:
            if squashed(name) in _LEADS:
                said = columns.cells_at(at)
                self._called = [one or other for one, other in zip(self._called, said, strict=True)]
            elif squashed(name) in _LEAD_IDS:
                said = list(map(first_of, columns.cells_at(at)))
                self._people = [one or other for one, other in zip(self._people, said, strict=True)]
        self._whose.expect(
            names=self._names,
            domains=self._sites,
            emails=self._emails,
            sources=self._sources,
            people=self._people,
            called=[name for row, name in enumerate(self._called) if name and self._is_bare(row)],
        )

    def _is_bare(self, row: int) -> bool:
        """Say whether a row tells whose it is by nothing but somebody's name."""
        told = (self._names, self._sources, self._sites, self._emails)
        return not any(cells[row] for cells in told)

    def called(self, row: int) -> str:
        """Return the name of the person whom a row names, "" for none."""
        return self._called[row]

    def of(self, row: int) -> tuple[Known | None, Known | None, str]:
        """Return the account and the person of a row; without an account, why there is none."""
        accounts, contacts = self._whose.accounts.book, self._whose.contacts.book
        address = values.email(self._emails[row]) if self._emails[row] else None
        good = [address] if isinstance(address, str) else []
        source_id, name = self._sources[row], self._names[row]
        person, _ = contacts.find(self._people[row], good, name=self._called[row])
        site = identifying_domain(bare_site(self._sites[row]))
        account = (
            accounts.of_source(source_id, lambda known: is_company(known, name, site))
            if source_id
            else None
        )
        borrowed = row in self._columns.borrowed
        if account is None and name and not borrowed:
            account, _ = accounts.of_name(name, company_key(name), source_id, "")
        if account is None and site:
            account = accounts.of_domain(site, source_id)
        if account is None and person is not None:
            account = person.account
        if account is None and good and (domain := domain_of(good[0])):
            account = accounts.of_domain(domain, source_id)
        if account is None and borrowed:
            account, _ = accounts.of_name(name, company_key(name), source_id, "")
        if account is None and self._called[row] and self._is_bare(row):
            return self._by_name(self._called[row])
        if account is None:
            told = name or source_id or self._sites[row] or self._emails[row]
            why = f"no account “{told[:80]}”" if told else "no account, website or email"
            return None, None, why
        return account, person if person and person.account is account else None, ""

    def _by_name(self, name: str) -> tuple[Known | None, Known | None, str]:
        """Return the one person of a name with their account, or why there is none."""
        found = self._whose.called(name)
        if len(found) > 1:
            return None, None, f"{len(found)} people are called “{name[:80]}”"
        if not found:
            return None, None, f"nobody is called “{name[:80]}”"
        if found[0].account is None:
            return None, None, f"no company is known of “{name[:80]}”"
        return found[0].account, found[0], ""


def bare_site(cell: str) -> str:
    """Return the domain in a cell, "" for none."""
    found = values.bare_domain(cell) if cell else ""
    return "" if isinstance(found, Unreadable) else found
