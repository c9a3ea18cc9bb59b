"""Finds fields nobody named by what their columns hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from workstation.exchange.cell_tests import like_company, like_person, share, tells
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.squashing import squashed

BY_VALUES = 0.6
"""The name says nothing, the values do."""
LAST_RESORT = 0.3
"""Nothing but the position speaks for it."""

Values = Mapping[str, Sequence[str]]
"""The cells of a sample that are not empty, by column."""

_WANTED: dict[RecordKind, tuple[tuple[str, str], ...]] = {
    "accounts": (("domain", "domain"), ("phone", "phone"), ("country", "country")),
    "contacts": (("email", "email"), ("phone", "phone"), ("country", "country")),
    "signals": (("email", "email"), ("domain", "domain")),
    "opportunities": (("contact_email", "email"), ("amount_minor", "money"), ("closed_on", "day")),
    "tasks": (("email", "email"), ("due_on", "day")),
}
"""Fields that values tell, each with the kind of its cells."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def fill_by_values(
    columns: Sequence[str],
    values: Values,
    kind: RecordKind,
    chosen: dict[str, tuple[str, float]],
    facts: frozenset[str] = frozenset(),
) -> None:
    """Fill fields from columns that hold hardly anything else than such values.

    `chosen` (field and confidence by column) is added to; `facts` are squashed names of columns
    that are known to be something else.
    """
    for key, test in _WANTED[kind]:
        filled = {one for one, _ in chosen.values()}
        if key in filled or (key == "phone" and "mobile" in filled):
            continue
        found = next(
            (
                name
                for name in columns
                if name not in chosen
                and squashed(name) not in facts
                and "fax" not in squashed(name)
                and tells(test, values[name])
            ),
            None,
        )
        if found is not None and key in FIELDS[kind]:
            chosen[found] = (key, BY_VALUES)
    if kind == "contacts":
        _names_by_address(columns, values, chosen, facts)
    if kind == "accounts" and "name" not in {key for key, _ in chosen.values()}:
        _name_at_last(columns, values, chosen)


def matches_address(
    cells: Sequence[str], addresses: Sequence[str]
) -> Literal["person", "company"] | None:
    """Say whether the words of a column stand in addresses, before the @ or behind it."""
    before: set[str] = set()
    behind: set[str] = set()
    for address in addresses:
        local, _, domain = address.casefold().rpartition("@")
        before.update((squashed(local), *_WORD.findall(local)))
        behind.add(squashed(domain.rpartition(".")[0]))
    if not cells:
        return None
    persons = share(lambda cell: _in_any(cell, before), cells)
    companies = share(lambda cell: _in_any(cell, behind), cells)
    if max(persons, companies) < 0.5:
        return None
    return "person" if persons >= companies else "company"


def _in_any(cell: str, held: set[str]) -> bool:
    words = [squashed(word) for word in _WORD.findall(cell)]
    return any(
        word in one if len(word) > 2 else word == one for word in words if word for one in held
    )


def _names_by_address(
    columns: Sequence[str],
    values: Values,
    chosen: dict[str, tuple[str, float]],
    facts: frozenset[str],
) -> None:
    """Find the people's names, and their companies', by the addresses beside them."""
    filled = {key for key, _ in chosen.values()}
    nameless = not filled & {"name", "first_name", "last_name"}
    if not nameless and filled & {"account_name", "account_source_id"}:
        return
    addresses = next((values[name] for name, (key, _) in chosen.items() if key == "email"), ())
    free = [
        name
        for name in columns
        if name not in chosen and values[name] and squashed(name) not in facts
    ]
    if nameless:
        named = [
            name
            for name in free
            if matches_address(values[name], addresses) == "person"
            or (_unnamed(name) and share(like_person, values[name]) >= 0.9)
        ]
        if len(named) > 1 and not any(map(_two_words, values[named[0]])):
            chosen[named[0]] = ("first_name", BY_VALUES)
            chosen[named[1]] = ("last_name", BY_VALUES)
        elif named:
            chosen[named[0]] = ("name", BY_VALUES)
    if "account_name" not in filled:
        for name in free:
            if name in chosen or not _unnamed(name):
                continue
            by_address = matches_address(values[name], addresses) == "company"
            if by_address or share(like_company, values[name]) >= 0.5:
                chosen[name] = ("account_name", BY_VALUES)
                return


def _unnamed(name: str) -> bool:
    """Say whether a column's name says nothing: it has none, or one letter."""
    return (
        re.fullmatch(r"(?:column|spalte|colonne|columna|field|feld)?\d*|[a-z]", squashed(name))
        is not None
    )


def _two_words(cell: str) -> bool:
    return " " in cell.strip()


def _name_at_last(
    columns: Sequence[str], values: Values, chosen: dict[str, tuple[str, float]]
) -> None:
    """Take for the name the first unclaimed column of words that hardly repeats."""
    for name in columns:
        held = values[name]
        words = [cell for cell in held if any(c.isalpha() for c in cell) and len(cell) <= 120]
        if name not in chosen and held and len(words) == len(held) == len(set(held)):
            chosen[name] = ("name", LAST_RESORT)
            return
