"""The names completion offers in a filter: of the playbook, of the latest accounts, of all."""

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.search_words import match_of
from workstation.method.filters import Known, Named
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

MOST_NAMES = 500
"""Names of a kind (industries, cities) that completion knows at most, the commonest."""

LATEST = 20_000
"""The accounts entered last, whose names completion knows without a letter typed."""

MOST_BEGUN = 2_000
"""Accounts whose names are counted where letters are typed."""

_BEGUN = {
    "industries": ("accounts", "industry"),
    "cities": ("accounts", "city"),
    "titles": ("contacts", "title"),
}


def known(desk: "Desk") -> Known:
    """Return the names a filter may use, from the playbook."""
    playbook = desk.playbook
    asked = {
        question.key: question.text for flow in playbook.flows for question in flow.questions()
    }
    return Known(
        bins=tuple(Named(each.key, each.title) for each in playbook.bins),
        questions=tuple(Named(key, text) for key, text in asked.items()),
        objections=tuple(Named(each.key, each.title) for each in playbook.objections),
        cadences=tuple(Named(each.key, each.title) for each in playbook.cadences),
    )


def of_latest(desk: "Desk") -> Known:
    """Return the names with those of the latest accounts too, for completion.

    Tens of milliseconds at most, whatever there is: run it in a thread. ``begun`` finds the
    names of all accounts once letters are typed.
    """
    from workstation.method.zones import country_code

    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
    for *names, number in desk.store.rows(
        "SELECT industry, city, region, country, count(*) FROM (SELECT industry, city, region, "
        "country FROM accounts ORDER BY id DESC LIMIT ?) GROUP BY 1, 2, 3, 4",
        (LATEST,),
    ):
        for count, name in zip(counts, names, strict=True):
            if name:
                count[name] += number
    industries, cities, regions, countries = (_commonest(each) for each in counts)
    codes = (country_code(name) for name in countries)
    return msgspec.structs.replace(
        known(desk),
        industries=industries,
        cities=cities,
        regions=regions,
        countries=tuple(dict.fromkeys(code for code in codes if code)),
    )


def begun(desk: "Desk", names: str, typed: str) -> tuple[str, ...]:
    """Return the industries, cities or titles of all records that have a word begun so.

    ``names`` is which of them, ``typed`` two letters or more. Some milliseconds, from the index
    of words: run it in a thread.
    """
    table, column = _BEGUN[names]
    query = match_of(typed)
    if not query:
        return ()
    rows = desk.store.rows(
        f"SELECT {column}, count(*) FROM {table} WHERE id IN (SELECT rowid FROM "
        f"{table}_search WHERE {table}_search MATCH ? LIMIT ?) GROUP BY 1 "
        "ORDER BY 2 DESC, 1 LIMIT ?",
        (f"{column} : ({query})", MOST_BEGUN, MOST_NAMES),
    )
    return tuple(clean_line(row[0]) for row in rows if row[0])


def _commonest(count: "Counter[str]") -> tuple[str, ...]:
    found = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES]
    return tuple(clean_line(name) for name, _ in found)
