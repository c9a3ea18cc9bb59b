"""Addresses, numbers, domains and companies never to be contacted, however they come in."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from workstation.desk.imports.book import asked
from workstation.desk.imports.general_names import too_general
from workstation.desk.imports.shared import domains_above

if TYPE_CHECKING:
    from workstation.store.store import Store

NAMED = "company: "
"""How a value begins that is no domain but the name of a company.

Behind it stands the name as it is compared (``company_key``), under the kind `domain`.
"""


class Suppressions:
    """Those of ``suppressions`` that a portion of rows may touch, with the reason."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._any = store.value("SELECT 1 FROM suppressions LIMIT 1") is not None
        self._held: dict[tuple[str, str], str] = {}
        self._by_list: set[tuple[str, str, str]] = set()
        self._asked: Collection[str] = ()

    def watch(self) -> None:
        """Look them up from now on though there were none: this import adds some."""
        self._any = True

    def load(
        self,
        *,
        emails: Collection[str] = (),
        phones: Collection[str] = (),
        domains: Collection[str] = (),
        companies: Collection[str] = (),
    ) -> None:
        """Forget the last portion and look up those of the next.

        ``companies`` are names by ``company_key``; what is too general to go by protects nobody.
        """
        self._held = {}
        self._by_list = set()
        self._asked = domains
        if not self._any:
            return
        wider = {each for domain in domains for each in _with_those_above(domain)}
        wider.update(NAMED + key for key in companies if key and not too_general(key))
        for kind, values in (("email", emails), ("phone", phones), ("domain", wider)):
            for value, reason, source in asked(
                self._store,
                "SELECT json_each.value, reason, source FROM json_each(?) CROSS JOIN suppressions "
                f"ON kind = '{kind}' AND suppressions.value = json_each.value "
                "ORDER BY suppressions.id",
                values,
            ):
                self._held.setdefault((kind, value), reason or "never to be contacted")
                self._by_list.add((kind, value, source or ""))

    def has(self, kind: str, value: str) -> bool:
        """Say whether this is kept already of any list, or was just added."""
        return (kind, value) in self._held

    def has_of(self, source: str, kind: str, value: str) -> bool:
        """Say whether this is kept already of one list, or was just added."""
        return (kind, value, source) in self._by_list

    def add(self, kind: str, value: str, reason: str, source: str) -> None:
        """Note one of a list that is about to be written."""
        self._held.setdefault((kind, value), reason)
        self._by_list.add((kind, value, source))

    def domains(self) -> set[str]:
        """Return the domains of the portion that are not to be contacted."""
        return {domain for domain in self._asked if self.of_domain(domain)} if self._held else set()

    def companies(self) -> set[str]:
        """Return the names (``company_key``) in the portion of companies not to be contacted."""
        begin = len(NAMED)
        return {value[begin:] for _, value in self._held if value.startswith(NAMED)}

    def of_company(self, key: str) -> str | None:
        """Return why a company of this name (``company_key``) is not to be contacted."""
        return self._held.get(("domain", NAMED + key)) if self._held and key else None

    def phones(self) -> set[str]:
        """Return the numbers of the portion that are not to be contacted."""
        return {value for kind, value in self._held if kind == "phone"}

    def of_domain(self, domain: str) -> str | None:
        """Return why a domain, or one above it, is not to be contacted, None when it may be."""
        if not self._held or not domain:
            return None
        reasons = (self._held.get(("domain", each)) for each in _with_those_above(domain))
        return next((reason for reason in reasons if reason), None)

    def of_person(self, emails: Collection[str], phones: Collection[str]) -> str | None:
        """Return why a person is not to be contacted, None when they may be."""
        if not self._held:
            return None
        for address in emails:
            found = self._held.get(("email", address)) or self.of_domain(address.rpartition("@")[2])
            if found:
                return found
        return next(
            (self._held["phone", one] for one in phones if ("phone", one) in self._held), None
        )


def _with_those_above(domain: str) -> tuple[str, ...]:
    return domain, *domains_above(domain)
