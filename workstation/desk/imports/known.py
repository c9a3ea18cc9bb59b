"""The accounts and people that rows are about that only add to them: signals, deals, tasks."""

from collections.abc import Collection, Iterable, Sequence

from workstation.desk.imports.accounts_known import AccountBook
from workstation.desk.imports.book import Ids, asked, gather
from workstation.desk.imports.contacts_known import ContactBook
from workstation.desk.imports.records import Known, identifying_domain
from workstation.exchange import values
from workstation.method.names import company_key, names_agree
from workstation.store.store import Store

__all__ = ["Known", "KnownAccounts", "KnownContacts", "Whose"]


class KnownAccounts:
    """Accounts by identifier, domain and name; ``expect`` reads those of the next rows."""

    def __init__(self, store: Store, allowed: Collection[str]) -> None:
        self.book = AccountBook(store, allowed)

    def expect(
        self,
        *,
        names: Collection[str] = (),
        domains: Collection[str] = (),
        sources: Collection[str] = (),
        numbers: Collection[int] = (),
    ) -> None:
        """Read the accounts that the next rows may be about."""
        self.book.load(
            numbers=numbers,
            sources=sources,
            domains={one for one in domains if identifying_domain(one)},
            keys={company_key(name) for name in names if name},
        )

    def of_source(self, source_id: str) -> Known | None:
        """Return the account that has this identifier in its source."""
        return self.book.of_source(source_id)

    def of_domain(self, domain: str, source_id: str) -> Known | None:
        """Return the account of a domain."""
        return self.book.of_domain(domain, source_id)

    def of_name(self, name: str, source_id: str, country: str) -> Known | None:
        """Return the account of this name, unless it is in another country."""
        return self.book.of_name(name, company_key(name), source_id, country)[0]


class KnownContacts:
    """People by identifier and address, with the account they are at."""

    def __init__(self, store: Store, accounts: KnownAccounts) -> None:
        self.book = ContactBook(store, accounts.book, (), None)

    def find(self, source_id: str, addresses: Sequence[str]) -> Known | None:
        """Return the contact of this identifier, or of one of these addresses."""
        return self.book.find(source_id, addresses)[0]


class Whose:
    """Reads, a portion ahead, the accounts and people that rows name."""

    def __init__(self, store: Store, accounts: KnownAccounts, contacts: KnownContacts) -> None:
        self._store = store
        self.accounts = accounts
        self.contacts = contacts
        self._called: Ids = {}

    def called(self, name: str) -> list[Known]:
        """Return the people of exactly this name, of those that were expected."""
        found = (self.contacts.book.get(number) for number in self._called.get(name, ()))
        return [known for known in found if known is not None]

    def expect(
        self,
        *,
        names: Iterable[str] = (),
        domains: Iterable[str] = (),
        emails: Iterable[str] = (),
        sources: Iterable[str] = (),
        people: Iterable[str] = (),
        called: Collection[str] = (),
    ) -> None:
        """Read what the next rows may be about.

        ``people`` are identifiers of contacts, ``called`` names of those told by nothing else.
        """
        addresses = {one for cell in set(emails) if isinstance(one := values.email(cell), str)}
        sites = {cell.strip() for cell in set(domains) if cell}
        sites |= {one for cell in set(sites) if isinstance(one := values.bare_domain(cell), str)}
        sites |= {one.rpartition("@")[2] for one in addresses}
        sites |= {cell.rpartition("@")[2].strip(" >").lower() for cell in set(emails) if cell}
        self._called = {}
        namesakes = asked(
            self._store,
            "SELECT json_each.value, contacts.id FROM json_each(?) CROSS JOIN contacts "
            "ON contacts.name = json_each.value COLLATE NOCASE",
            sorted(set(called)),
        )
        gather(self._called, namesakes)
        at = self.contacts.book.load(
            numbers={int(number) for _, number in namesakes},
            sources={one for one in people if one},
            emails=addresses,
        )
        self.accounts.expect(
            names=set(names),
            domains=sites,
            sources={one for one in sources if one},
            numbers=at,
        )
        self.contacts.book.meet(frozenset())

    def person_named(self, account: Known, name: str) -> int | None:
        """Return the one person at an account whose name may be this, None if several or none."""
        if not name:
            return None
        rows = self._store.rows("SELECT id, name FROM contacts WHERE account_id = ?", (account.id,))
        found = [row["id"] for row in rows if names_agree(row["name"], name)]
        return found[0] if len(found) == 1 else None

    def stored(self, table: str, sources: Collection[str]) -> dict[str, int]:
        """Return the rows of a table that have these identifiers in their source, by those."""
        rows = asked(
            self._store,
            f"SELECT source_id, {table}.id FROM json_each(?) CROSS JOIN {table} "
            "ON source_id = value",
            {one for one in sources if one},
        )
        return dict(rows)
