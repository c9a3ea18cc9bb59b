"""How alike two records are, and why: the evidence that two companies or two people are one.

Pure and symmetric: the order of the two changes neither score nor evidence. What two records share
with many others (a free mail domain, a shared box, a switchboard) never makes a pair by itself.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from workstation.method.name_likeness import companies_alike, people_alike

LISTED_FROM = 60
"""The score from which two records are shown to a person, who decides."""

_WITHOUT_A_NAME = 55
"""The most that evidence without any likeness of the names comes to."""

_COMPANY_NAMES = ((100, 60), (93, 52), (85, 42), (75, 30))
_PERSON_NAMES = ((100, 40), (90, 36), (80, 28), (50, 12))
"""Points by how alike two names are, in percent."""


class Evidence(msgspec.Struct, frozen=True):
    """One reason: points for (above 0) or against being the same, and a few words."""

    points: int
    said: str


class Likeness(NamedTuple):
    """A score of 0 to 100 and what made it, the weightiest first."""

    score: int
    evidence: tuple[Evidence, ...]


class Company(msgspec.Struct, frozen=True):
    """A company as it is compared; "" for what is not known.

    ``key`` is its name by ``company_key``; ``domain`` only one that is its own; ``country`` a code;
    ``source_id`` its identifier in the source it came from.
    """

    key: str
    domain: str = ""
    phone: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    source_id: str = ""


class Person(msgspec.Struct, frozen=True):
    """A person as they are compared; "" for what is not known.

    ``key`` is the name by ``name_key``; ``emails`` and ``phones`` only those that are theirs alone;
    ``account`` is the number of their account, 0 without one, ``domain`` the company's own.
    """

    key: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    account: int = 0
    domain: str = ""
    source_id: str = ""


def compare_companies(one: Company, other: Company, *, apart: bool = False) -> Likeness:
    """Say how alike two companies are; ``apart`` means that one source tells the two apart."""
    alike = companies_alike(one.key, other.key)
    found = [_named(alike, _COMPANY_NAMES)]
    if one.domain and other.domain:
        found.append(_domains(one.domain, other.domain))
    if one.phone and one.phone == other.phone:
        found.append(Evidence(35, "same phone"))
    found += _places(one, other)
    if apart:
        found.append(Evidence(-25, "two records in one source"))
    return _summed(found, named=found[0].points > 0)


def compare_people(one: Person, other: Person, *, apart: bool = False) -> Likeness:
    """Say how alike two people are; ``apart`` means that one source tells the two apart."""
    alike = people_alike(one.key, other.key)
    found = [_named(alike, _PERSON_NAMES)]
    if shared := one.emails & other.emails:
        found.append(Evidence(60, f"same address {min(shared)}"))
    elif _domains_of(one.emails) & _domains_of(other.emails):
        points = -5 if alike == 100 else -15
        found.append(Evidence(points, "different addresses at one domain"))
    if one.phones & other.phones:
        found.append(Evidence(35, "same number"))
    if one.account and one.account == other.account:
        found.append(Evidence(25, "same account"))
    elif one.domain and one.domain == other.domain:
        found.append(Evidence(20, f"both at {one.domain}"))
    if apart:
        found.append(Evidence(-25, "two records in one source"))
    return _summed(found, named=found[0].points > 0)


def _named(alike: int, steps: Iterable[tuple[int, int]]) -> Evidence:
    points = next((points for least, points in steps if alike >= least), 0)
    if not points:
        return Evidence(-10, "different names")
    return Evidence(points, "same name" if alike == 100 else f"name {alike} % alike")


def _domains(one: str, other: str) -> Evidence:
    if one == other:
        return Evidence(40, f"same domain {one}")
    said = " and ".join(sorted((one, other)))
    if _label(one) == _label(other):
        return Evidence(8, f"domains {said}")
    return Evidence(-30, f"different domains: {said}")


def _label(domain: str) -> str:
    """Return the part of a domain that names the company: "acme" of "acme.co.uk"."""
    return max(domain.split(".")[:-1] or [domain], key=len)


def _places(one: Company, other: Company) -> list[Evidence]:
    if one.country and other.country and one.country != other.country:
        said = " and ".join(sorted((one.country, other.country)))
        return [Evidence(-30, f"different countries: {said}")]
    same_code = bool(one.postal_code) and one.postal_code == other.postal_code
    if same_code and one.street and one.street == other.street:
        return [Evidence(25, "same address")]
    if one.city and other.city:
        if one.city == other.city:
            return [Evidence(12 if same_code else 10, "same city")]
        if not same_code:
            return [Evidence(-12, "different cities")]
    return [Evidence(12, "same postal code")] if same_code else []


def _domains_of(addresses: Iterable[str]) -> set[str]:
    return {address.rpartition("@")[2] for address in addresses}


def _summed(found: list[Evidence], *, named: bool) -> Likeness:
    total = sum(each.points for each in found)
    most = 100 if named else _WITHOUT_A_NAME
    ordered = sorted(found, key=lambda each: (-abs(each.points), each.said))
    return Likeness(max(0, min(total, most)), tuple(ordered))
