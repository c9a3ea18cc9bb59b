"""Under which keys a record is looked up for its likes: two that share none are never compared."""

from collections.abc import Iterator

from workstation.method.likeness import Company, Person

_LONG = 4
"""Letters from which a word of a name is a key."""

_SHORT = 5
"""Letters of a name that may be the initials of another."""


def company_keys(company: Company) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a company; True marks those that say much by themselves.

    These are domain, phone and the whole name; the others are words of the name, its letters (for
    letters that changed places), its ends (for slips in the middle), its initials and its address.
    """
    if company.domain:
        yield f"d{company.domain}", True
    if company.phone:
        yield f"p{company.phone}", True
    if not company.key:
        return
    yield f"n{company.key}", True
    words = company.key.split()
    joined = "".join(words)
    for word in {word for word in words if len(word) >= _LONG}:
        yield f"t{word}", False
    yield f"f{''.join(sorted(set(joined)))}", False
    yield f"e{joined[:_LONG]} {joined[-_LONG:]}", False
    if company.postal_code:
        yield f"a{company.postal_code} {joined[:2]}", False
    if len(words) > 2:
        yield f"i{''.join(word[0] for word in words if word != 'and')}", False
    elif len(words) == 1 and len(joined) <= _SHORT:
        yield f"i{joined}", False


def person_keys(person: Person) -> Iterator[tuple[str, bool]]:
    """Yield the keys of a person; True marks those that say much by themselves.

    These are addresses and numbers; the others are words of the name at the account or domain.
    """
    for address in person.emails:
        yield f"m{address}", True
    for number in person.phones:
        yield f"p{number}", True
    for word in {word for word in person.key.split() if len(word) > 2}:
        if person.account:
            yield f"a{person.account} {word}", False
        if person.domain:
            yield f"d{person.domain} {word}", False
