"""The accounts a portion of a file may be about: by number, identifier, domain and name."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from workstation.desk.imports.book import Book, Ids, asked, gather
from workstation.desk.imports.near_names import NearNames
from workstation.desk.imports.records import Held, Known, apart, identifying_domain
from workstation.desk.imports.seen import Seen
from workstation.desk.imports.shared import domains_from
from workstation.desk.imports.vouch import is_company, may_be_called
from workstation.method.names import company_parts, name_key
from workstation.store.store import Store

_MOST_LINKS = 5
"""How many duplicates of duplicates are followed."""


class AccountBook(Book):
    """Accounts by number, identifier in their source, domain and name.

    ``allowed`` are the bins that are prospected; accounts in any other are protected.
    """

    def __init__(
        self,
        store: Store,
        allowed: Collection[str],
        fact_keys: Collection[str] = (),
        seen: Seen | None = None,
    ) -> None:
        super().__init__(store, "accounts", fact_keys, seen)
        self.allowed = frozenset(allowed)
        self._by_domain: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        self._by_phone: dict[str, list[Known]] = {}
        self._below: set[str] = set()

    def load(
        self,
        *,
        numbers: Collection[int] = (),
        sources: Collection[str] = (),
        domains: Collection[str] = (),
        keys: Collection[str] = (),
    ) -> None:
        """Forget the last portion and read the accounts that the next may be about.

        ``keys`` are names as ``company_key`` gives them, ``domains`` such as identify.
        """
        self._clear()
        by_source = self._ids_of_sources(sources)
        beyond = {one.partition(".")[2] for one in domains}
        asked_for = {*domains, *chain.from_iterable(map(domains_from, beyond))}
        by_domain: Ids = {}
        gather(
            by_domain,
            asked(
                self._store,
                "SELECT value, accounts.id FROM json_each(?) CROSS JOIN accounts ON domain = value",
                asked_for,
            ),
        )
        by_name: Ids = {}
        gather(
            by_name,
            asked(
                self._store,
                "SELECT value, account_id FROM json_each(?) CROSS JOIN name_keys "
                "ON name_keys.key = value",
                keys,
            ),
        )
        self._gather_seen(by_domain, "domain", asked_for)
        self._gather_seen(by_name, "name", keys)
        wanted = set(numbers)
        for ids in (by_source, by_domain, by_name):
            wanted.update(*ids.values())
        self._fetch(wanted)
        self._index(by_source, self._by_source)
        for ids, held in ((by_domain, self._by_domain), (by_name, self._by_name)):
            for key, found in ids.items():
                known = {id(one): one for one in map(self._stands_for, found) if one}
                held[key] = sorted(known.values(), key=lambda one: not one.protected)
        guarded = {one for one in beyond if self._protected_from(one) is not None}
        self._below = {one for one in domains if one.partition(".")[2] in guarded}

    def _clear(self) -> None:
        super()._clear()
        self._by_domain, self._by_name, self._by_phone = {}, {}, {}
        self._below = set()

    def _fetch(self, numbers: Iterable[int]) -> list[Known]:
        found = super()._fetch(numbers)
        for known in found:
            self.learn_phone(known)
        return found

    def _protected_above(self, domain: str) -> Known | None:
        """Return the protected account of a domain that this one belongs to."""
        return self._protected_from(domain.partition(".")[2])

    def _protected_from(self, domain: str) -> Known | None:
        """Return the protected account of a domain, or of one that it belongs to."""
        found = (known for each in domains_from(domain) for known in self._by_domain.get(each, ()))
        return next((known for known in found if known.protected), None)

    def _stands_for(self, number: int) -> Known | None:
        """Return an account, or the one it is a duplicate of."""
        known = self.by_id.get(number)
        for _ in range(_MOST_LINKS):
            other = known.held.get("duplicate_of_id") if known else None
            if known is None or known.held["bin"] != "avoid.duplicate" or not other:
                break
            known = self.get(int(other)) or known
        return known

    def looked_up(
        self, sources: Sequence[str], domains: Sequence[str], keys: Sequence[str]
    ) -> list[tuple[Sequence[str], Collection[str]]]:
        """Return columns of the portion, each with the values under which something is known."""
        return [
            (sources, self._by_source),
            (domains, {*self._by_domain, *self._below}),
            (keys, self._by_name),
        ]

    def add(self, known: Known, key: str) -> None:
        """Make an account of the file findable; ``key`` is its name as ``company_key`` gives it."""
        if known.source_id:
            self.learn_source(known, known.source_id)
        self._put("name", self._by_name, key, known)
        domain = known.held.get("domain")
        if domain:
            self.learn_domain(known, str(domain))

    def learn_domain(self, known: Known, domain: str) -> None:
        """Note a domain that an account just got."""
        if own := identifying_domain(domain):
            self._put("domain", self._by_domain, own, known)

    def learn_phone(self, known: Known) -> None:
        """Note the number that an account has, if it was known before this portion."""
        phone = known.held.get("phone")
        if phone and self.by_id.get(known.id) is known:
            self._by_phone.setdefault(str(phone), []).append(known)

    def has_phone(self, number: str) -> bool:
        """Say whether a number is that of an account known before this portion."""
        held = self._by_phone.get(number, ())
        return any(known.held.get("phone") == number for known in held)

    def _put(self, kind: str, index: dict[str, list[Known]], key: str, known: Known) -> None:
        held = index.get(key)
        if held is None:
            index[key] = [known]
        else:
            held.insert(0 if known.protected else len(held), known)
        if self.seen is not None:
            self._note(kind, key, known)

    def holders(self, domain: str) -> Sequence[Known]:
        """Return the accounts that have a domain, whatever they are called."""
        return self._by_domain.get(identifying_domain(domain), ())

    def of_domain(
        self, domain: str, source_id: str, name: str = "", country: str = ""
    ) -> Known | None:
        """Return the account of a domain; one of quite another name is another one.

        So is one of another name in another country. Another identifier of the same source keeps
        two records apart, but never takes a new record past a protection; that of a domain above
        counts too.
        """
        own = identifying_domain(domain)
        for known in self._by_domain.get(own, ()):
            if known.protected:
                return known
            abroad = country and known.country and country != known.country
            if apart(source_id, known) or (abroad and not is_company(known, name)):
                continue
            if not name or name == domain or may_be_called(known, name):
                return known
        return self._protected_above(own) if own else None

    def near_names(self) -> NearNames:
        """Return what compares the names of a portion with each other and those known."""
        return NearNames(self._store, self.seen)

    def of_key(self, key: str) -> Sequence[Known]:
        """Return the accounts of a name, given by ``company_key``."""
        return self._by_name.get(key, ())

    def of_name(
        self,
        name: str,
        key: str,
        source_id: str,
        country: str,
        domain: str = "",
        beside: Held | None = None,
    ) -> tuple[Known | None, Known | None]:
        """Return the account of this name, and one that only may be it.

        An account in another country is another one. One whose legal form, own domain or city
        differs is in doubt, unless it is protected. ``beside`` are the other columns of the row.
        """
        held = self._by_name.get(key, ())
        if not held:
            return None, None
        folded, doubt = name_key(name), None
        for known in sorted(held, key=lambda one: (one.key != folded, not one.protected)):
            if country and known.country and country != known.country:
                continue
            if known.protected:
                return known, None
            theirs = identifying_domain(str(known.held.get("domain") or ""))
            own = identifying_domain(domain)
            if apart(source_id, known):
                doubt = doubt or (known if own and own == theirs else None)
            elif (
                (own and theirs and own != theirs)
                or not _same_form(name, folded, known)
                or _elsewhere(known, beside)
            ):
                doubt = doubt or known
            else:
                return known, None
        return None, doubt


def _elsewhere(known: Known, beside: Held | None) -> bool:
    """Say whether a row names another city, and not the same number."""
    if not beside:
        return False
    city, theirs = (str(each.get("city") or "").casefold() for each in (beside, known.held))
    same_phone = beside.get("phone") and beside["phone"] == known.held.get("phone")
    return bool(city and theirs and city != theirs and not same_phone)


def _same_form(name: str, folded: str, known: Known) -> bool:
    if folded == known.key:
        return True
    forms = {company_parts(name)[1], company_parts(known.name)[1]} - {""}
    return len(forms) < 2
