"""What each kind of record is found by in the search indexes, and what is read of it."""

from typing import TYPE_CHECKING, NamedTuple

from workstation.desk.search_words import spelt, umlauts_in

if TYPE_CHECKING:
    from sqlite3 import Row

    from workstation.store.store import Store


class Kind(NamedTuple):
    """A kind of record: its query up to a further condition, its order, and its words as SQL."""

    query: str
    order: str
    text: str


def _joined(*columns: str) -> str:
    return " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)


ACCOUNTS = Kind(
    "SELECT accounts.id, name, bin, city, domain FROM accounts JOIN (SELECT rowid FROM "
    "accounts_search WHERE accounts_search MATCH ? LIMIT 500) AS found "
    "ON found.rowid = accounts.id",
    "ORDER BY name COLLATE NOCASE LIMIT ?",
    _joined("name", "domain", "industry", "city", "note"),
)
PEOPLE = Kind(
    "SELECT contacts.id, contacts.name, contacts.title, account_id, "
    "coalesce(accounts.name, '') AS account, iif(account_id IS NULL, coalesce("
    "(SELECT address FROM emails WHERE contact_id = contacts.id ORDER BY is_main DESC), "
    "(SELECT display FROM phones WHERE contact_id = contacts.id ORDER BY is_main DESC)), "
    "NULL) AS way FROM contacts JOIN (SELECT rowid FROM contacts_search WHERE "
    "contacts_search MATCH ? LIMIT 500) AS found ON found.rowid = contacts.id "
    "LEFT JOIN accounts ON accounts.id = contacts.account_id",
    "ORDER BY contacts.name COLLATE NOCASE LIMIT ?",
    _joined("contacts.name", "contacts.title", "contacts.note"),
)
NOTES = Kind(
    "SELECT activities.id, account_id, accounts.name AS account, contact_id, activities.note, "
    "happened_on FROM activities JOIN (SELECT rowid FROM notes_search WHERE notes_search "
    "MATCH ? ORDER BY rowid DESC LIMIT 500) AS found ON found.rowid = activities.id "
    "JOIN accounts ON accounts.id = activities.account_id",
    "ORDER BY happened_at DESC LIMIT ?",
    "activities.note",
)
ANSWERS = Kind(
    "SELECT answers.id, account_id, accounts.name AS account, contact_id, question, answer "
    "FROM answers JOIN (SELECT rowid FROM answers_search WHERE answers_search MATCH ? "
    "ORDER BY rowid DESC LIMIT 100) AS found ON found.rowid = answers.id "
    "JOIN accounts ON accounts.id = answers.account_id",
    "ORDER BY answered_on DESC, answers.id DESC LIMIT ?",
    "answer",
)
FACTS = Kind(
    "SELECT facts.id, facts.account_id, coalesce(accounts.name, '') AS account, contact_id, "
    "contacts.name AS person, key, value FROM facts JOIN (SELECT rowid FROM facts_search "
    "WHERE facts_search MATCH ? ORDER BY rowid DESC LIMIT 100) AS found "
    "ON found.rowid = facts.id LEFT JOIN accounts ON accounts.id = facts.account_id "
    "LEFT JOIN contacts ON contacts.id = contact_id",
    "ORDER BY facts.id DESC LIMIT ?",
    "value",
)


def by_words(store: "Store", kind: Kind, parts: list[str], limit: int) -> "list[Row]":
    """Return the rows of a kind that have all the words, the last of them perhaps unfinished.

    Words with ae, oe or ue find those with an umlaut in their place: behind the others, as the
    indexes know no accents and each has to be looked at.
    """
    rows = store.rows(f"{kind.query} {kind.order}", (spelt(parts), limit))
    if len(rows) < limit and (patterns := umlauts_in(parts)):
        known = {row["id"] for row in rows}
        said = " OR ".join([f"{kind.text} LIKE ? ESCAPE '\\'"] * len(patterns))
        more = store.rows(
            f"{kind.query} WHERE {said} {kind.order}",
            (spelt(parts, umlauts=True), *patterns, limit),
        )
        rows += [row for row in more if row["id"] not in known]
    return rows
