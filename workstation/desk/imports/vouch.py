"""Says whether the record an identifier leads to is the one a row is about.

Many tools number their records from 1, so that a short identifier of one tool is somebody else in
another. It counts when something else agrees.
"""

from collections.abc import Collection

from workstation.desk.imports.records import Known, domain_of, identifying_domain
from workstation.method.names import company_key, names_agree

_UNIQUE = 12
"""Characters from which on an identifier is one of a kind: Salesforce's have 15 or 18."""

_LEAST_ALIKE = 70
"""How alike two names of one domain must be, in percent, to be one company's."""
_COMMON_WORDS = frozenset(
    """and the of for group gruppe groupe holding holdings service services solutions systems
    international global national company technologies technology consulting partners associates
    industries enterprises management digital media software center centre shop online""".split()
)
"""Words that many companies have in their names."""


def is_unique(source_id: str) -> bool:
    """Say whether no two tools give this identifier to different records."""
    return len(source_id) >= _UNIQUE


def is_company(known: Known, name: str, domain: str = "") -> bool:
    """Say whether a name or a domain speaks for an account, or neither is there to speak."""
    theirs = identifying_domain(str(known.held.get("domain") or ""))
    if theirs and theirs == identifying_domain(domain):
        return True
    if not name:
        return not (domain and theirs)
    mine, other = company_key(name), company_key(known.name)
    return mine == other or mine.startswith(f"{other} ") or other.startswith(f"{mine} ")


def may_be_called(known: Known, name: str) -> bool:
    """Say whether a name may be another one of an account at the same domain.

    A word that says something, the same letters or the initials must be in common; agencies and
    hosts register domains for many companies.
    """
    if is_company(known, name):
        return True
    mine, other = company_key(name), company_key(known.name)
    if set(mine.split()) & set(other.split()) - _COMMON_WORDS:
        return True
    joined, theirs = mine.replace(" ", ""), other.replace(" ", "")
    short, long = sorted((joined, theirs), key=len)
    if len(short) > 2 and short in long:
        return True
    from workstation.method.name_likeness import companies_alike

    return companies_alike(mine, other) >= _LEAST_ALIKE


def why_similar(known: Known, domain: str) -> str:
    """Say in a few words why a row may be about an account though it names another."""
    if domain and domain == identifying_domain(str(known.held.get("domain") or "")):
        return f"has the domain {domain} of {known.name}"
    return f"similar to {known.name}"


def is_person(known: Known, name: str, emails: Collection[str] = ()) -> bool:
    """Say whether a name or an address speaks for a person, or neither is there to speak.

    Colleagues of one domain are the same only when they share a name, as after a marriage.
    """
    if any(address in known.ways for address in emails):
        return True
    if name and name not in emails:
        if names_agree(name, known.name):
            return True
        words = set(known.key.split()) & set(name.casefold().split())
        return bool(words) and not _domains(emails).isdisjoint(_domains(known.ways))
    return not emails or not _domains(known.ways)


def _domains(ways: Collection[str]) -> set[str]:
    return {domain for way in ways if "@" in way and (domain := domain_of(way))}
