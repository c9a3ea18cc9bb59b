"""Says when the columns of a file leave out what every record of its kind needs."""

from collections.abc import Collection

from workstation.exchange.fields import RecordKind

_OF_ACCOUNT = ("account_name", "account_source_id", "account_domain")
_WAYS = ("email", "phone", "mobile")
_OF_COMPANIES = frozenset(("account_name", "account_domain", "account_phone"))
"""With these a file of people may be one of their companies only, such as cards of companies."""
_NEEDED: dict[RecordKind, tuple[tuple[frozenset[str], str], ...]] = {
    "accounts": ((frozenset(("name", "domain")), "looks like the name of a company"),),
    "contacts": (
        (
            frozenset(("name", "first_name", "last_name", *_WAYS)),
            "looks like the name of a person",
        ),
        (frozenset((*_OF_ACCOUNT, *_WAYS)), "says which company these people work for"),
    ),
    "signals": (
        (
            frozenset(("account_name", "domain", "email")),
            "says which account a signal is about",
        ),
        (frozenset(("kind", "points")), "says what kind of signal it is or its points"),
        (frozenset(("when",)), "says when a signal happened"),
    ),
    "opportunities": (
        (frozenset(("name",)), "looks like the name of an opportunity"),
        (
            frozenset((*_OF_ACCOUNT, "contact_email", "contact_source_id")),
            "says which accounts these opportunities are of",
        ),
    ),
    "tasks": (
        (
            frozenset((*_OF_ACCOUNT, "email", "contact_source_id", "contact_name")),
            "says which account a task is about",
        ),
        (frozenset(("due_on", "done_at")), "says when a task is due or was done"),
    ),
}


def lacking(kind: RecordKind, fields: Collection[str | None]) -> str | None:
    """Return why no row of a file could be used, None when its columns have what is needed."""
    if kind == "contacts" and {"account_name"} < {*fields} & _OF_COMPANIES:
        return None
    for able, what in _NEEDED[kind]:
        if able.isdisjoint(fields):
            return f"No column {what}, so no row could be used."
    return None
