"""Whom a row of the queue offers, and where they are, as SQL on the tables of record."""

from workstation.desk.records import BEST_FIRST

BEST_CONTACT = (
    "(SELECT id FROM contacts WHERE contacts.account_id = accounts.id "
    f"ORDER BY {BEST_FIRST} LIMIT 1)"
)
"""The contact to offer when a follow-up names nobody: the most useful who may be called."""

CONTACT_ZONE = (
    "coalesce(contacts.time_zone, (SELECT phones.time_zone FROM phones "
    "WHERE phones.contact_id = contacts.id ORDER BY is_main DESC LIMIT 1))"
)
"""A person's own time zone: the one known, else that of their number."""

OFFERED = (
    "contacts.id, do_not_call, "
    f"coalesce({CONTACT_ZONE}, accounts.time_zone), accounts.country, accounts.region"
)
"""Of accounts joined ``WITH_OFFERED``: who is to be called, whether not, and where they are."""

WITH_OFFERED = f"LEFT JOIN contacts ON contacts.id = {BEST_CONTACT}"

CLOSED = (
    "(do_not_call AND (opted_out OR NOT EXISTS (SELECT 1 FROM emails "
    "WHERE emails.contact_id = contacts.id AND emails.state = 'valid')))"
)
"""Of contacts: they may neither be called nor written to, for good."""

ALL_CLOSED = (
    "(EXISTS (SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id) AND NOT EXISTS "
    f"(SELECT 1 FROM contacts WHERE contacts.account_id = accounts.id AND NOT {CLOSED}))"
)
"""Of accounts: nobody known there may be called, nor written to, for good."""
