"""Finding accounts and people by a number, an address, a place, or by each other's names."""

import re
from typing import TYPE_CHECKING

from workstation.desk.search_words import like, parts_of, spelt
from workstation.method.spellings import spellings_of, written
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from workstation.desk.desk import Desk

FEWEST_DIGITS = 4
"""Digits asked for before numbers are looked through; fewer are the end of too many."""
FROM_ANYWHERE = 5
"""Digits from which they may stand anywhere in a number, and not only at its end."""
FEWEST_OF_PLACE = 4
"""Letters asked for before streets and postal codes are looked through."""

_NUMBER = re.compile(r"\+?[\d\s()./–-]+")
_MOST = 500
_LONGEST = 300
"""Letters no number, address or street has more of; LIKE refuses what is very long."""
_MOST_PARTS = 5
"""Words beyond which nobody names a person and a company."""
_OF_PEOPLE = "SELECT rowid FROM contacts_search WHERE contacts_search MATCH ?"
_OF_COMPANIES = "SELECT rowid FROM accounts_search WHERE accounts_search MATCH ?"
_PERSON = (
    "SELECT contacts.id, contacts.name, contacts.title, contacts.account_id, "
    "coalesce(accounts.name, '') AS account, {} AS way FROM "
)


def numbers_of(words: str) -> list[str]:
    """Return what a number that was typed looks like in E.164, for LIKE; [] where it is none.

    Five digits or more stand anywhere in it ("%5550121%"), four at its end ("%0121"), after a plus
    either at its beginning ("+4477%"). The zeros before a national spelling are not in it.
    """
    if len(words) > _LONGEST or not _NUMBER.fullmatch(words.strip()):
        return []
    plus = "+" if words.strip().startswith("+") else ""
    # Written with its country and the zero of the national spelling: +44 (0)20.
    spelt_digits = [_digits(words), _digits(words.replace("(0)", ""))]
    if len(spelt_digits[0]) == FEWEST_DIGITS and not plus:
        return [f"%{spelt_digits[0]}"]
    if not plus:
        spelt_digits += [each.lstrip("0") for each in spelt_digits]
    start, fewest = (plus, FEWEST_DIGITS) if plus else ("%", FROM_ANYWHERE)
    return list(dict.fromkeys(f"{start}{each}%" for each in spelt_digits if len(each) >= fewest))


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdecimal() and each.isascii())


def _any_of(column: str, patterns: list[str]) -> str:
    return "(" + " OR ".join([f"{column} LIKE ?"] * len(patterns)) + ")"


def address_of(words: str) -> str:
    """Return the part of an address that was typed, for LIKE; "" for what has no @."""
    part = words.strip()
    if "@" not in part or not len("x@") < len(part) < _LONGEST or len(part.split()) > 1:
        return ""
    return f"%{like(part)}%"


def accounts_by_way(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return accounts one of whose own numbers or addresses has what was typed.

    Bare digits find those whose postal code begins so, too (four: is it), as all accounts are
    looked through for them anyhow. Rows have the account's id, name, bin, city, and the ``way``
    that fits.
    """
    found: list[Row] = []
    own = "contact_id IS NULL AND account_id IS NOT NULL"
    if numbers := numbers_of(words):
        bare = words.strip()
        code = (bare if len(bare) < FROM_ANYWHERE else f"{bare}%") if bare.isdecimal() else ""
        ours = _any_of("phone", numbers)
        found += desk.store.rows(
            "SELECT accounts.id, name, bin, city, way FROM (SELECT id, "
            f"iif({ours}, phone, postal_code) AS way FROM accounts WHERE {ours} "
            f"OR postal_code LIKE ? UNION ALL SELECT account_id, coalesce(display, number) "
            f"FROM phones WHERE {own} AND {_any_of('number', numbers)}) AS found "
            "JOIN accounts USING (id) ORDER BY name COLLATE NOCASE LIMIT ?",
            (*numbers, *numbers, code, *numbers, limit),
        )
    if address := address_of(words):
        found += desk.store.rows(
            "SELECT accounts.id, name, bin, city, address AS way FROM emails "
            "JOIN accounts ON accounts.id = account_id "
            f"WHERE {own} AND address LIKE ? ESCAPE '\\' ORDER BY name COLLATE NOCASE LIMIT ?",
            (address, limit),
        )
    return _each_once(found)


def people_by_way(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return people one of whose numbers or addresses has what was typed.

    Rows have the person's id, name, title and account, and the ``way`` that fits.
    """
    asked: list[tuple[str, tuple[str, ...]]] = []
    if numbers := numbers_of(words):
        # The index of numbers is read through, which is quicker than the table.
        ids = f"SELECT id FROM phones WHERE {_any_of('number', numbers)} LIMIT {_MOST}"
        sql = f"SELECT contact_id, coalesce(display, number) AS way FROM phones WHERE id IN ({ids})"
        asked.append((sql, tuple(numbers)))
    if address := address_of(words):
        sql = "SELECT contact_id, address AS way FROM emails WHERE address LIKE ? ESCAPE '\\'"
        asked.append((sql, (address,)))
    found: list[Row] = []
    for sql, values in asked:
        found += desk.store.rows(
            f"{_PERSON.format('way')} ({sql} LIMIT {_MOST}) AS found "
            "JOIN contacts ON contacts.id = contact_id "
            "LEFT JOIN accounts ON accounts.id = contacts.account_id "
            "ORDER BY contacts.name COLLATE NOCASE LIMIT ?",
            (*values, limit),
        )
    return _each_once(found)


def people_at(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return people by words of which some are theirs and the others those of their company.

    Either may come first ("marta polmet", "kröger werft ole"). A last word of one letter begins
    too much to be looked for.
    """
    parts = parts_of(words)
    if not 2 <= len(parts) <= _MOST_PARTS or len(parts[-1]) < len("ab"):
        return []
    found: list[Row] = []
    for cut in range(1, len(parts)):
        first = spelt(parts[:cut], umlauts=True, whole=True)
        last = spelt(parts[cut:], umlauts=True)
        for person, company in ((first, last), (last, first)):
            people = desk.store.value(f"SELECT count(*) FROM ({_OF_PEOPLE})", (person,))
            companies = people and desk.store.value(
                f"SELECT count(*) FROM ({_OF_COMPANIES})", (company,)
            )
            if not companies:
                continue
            # The plus keeps the larger side from being gone through one by one.
            by = "contacts.id", "+account_id"
            if companies <= people:
                by = "+contacts.id", "account_id"
            found += desk.store.rows(
                f"{_PERSON.format('NULL')} contacts JOIN accounts ON accounts.id = account_id "
                f"WHERE {by[0]} IN ({_OF_PEOPLE}) AND {by[1]} IN ({_OF_COMPANIES}) "
                "ORDER BY contacts.name COLLATE NOCASE LIMIT ?",
                (person, company, limit),
            )
    return _each_once(found)


def accounts_by_place(desk: "Desk", words: str, limit: int) -> "list[Row]":
    """Return accounts whose street has a word that begins so, or whose postal code does.

    No index knows either, so that all accounts are looked through: ask where nothing else is
    found. Umlauts may be spelt out. Rows have the account's id, name, bin, city, and the street or
    postal code as ``way``.
    """
    place = clean_line(words)
    part = like(place)
    if not FEWEST_OF_PLACE <= len(part) <= _LONGEST:
        return []
    other = spellings_of(place)
    ways = [like(way) for each in (*other.certain, *other.umlauts) for way in written(each)]
    patterns = [each for way in (part, *ways) for each in (f"{way}%", f"% {way}%")]
    streets = " OR ".join(["street LIKE ? ESCAPE '\\'"] * len(patterns))
    return desk.store.rows(
        "SELECT id, name, bin, city, iif(postal_code LIKE ? ESCAPE '\\', postal_code, street) "
        # By the index of names each account would be looked up alone.
        f"AS way FROM accounts NOT INDEXED WHERE {streets} OR postal_code LIKE ? ESCAPE '\\' "
        "ORDER BY name COLLATE NOCASE LIMIT ?",
        (patterns[0], *patterns, patterns[0], limit),
    )


def _each_once(rows: "Iterable[Row]") -> "list[Row]":
    found: dict[int, Row] = {}
    for row in rows:
        found.setdefault(row["id"], row)
    return list(found.values())
