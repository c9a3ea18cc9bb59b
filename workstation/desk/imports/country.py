"""Asks of which country the numbers of a file are that have no country code."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workstation.desk.imports.choices import COUNTRY, NO_COUNTRY, Choice, Question
from workstation.exchange.fields import FIELDS, RecordKind
from workstation.exchange.values import short
from workstation.method.zones import all_countries

if TYPE_CHECKING:
    from workstation.desk.imports.plan import ImportPlan

_FEWEST_DIGITS = 5
_WITH_ONE = 11
"""Digits of a number of North America with its 1, which tells its country."""


def about_country(
    rows: Sequence[Sequence[str]],
    kind: RecordKind,
    fields: Mapping[str, str | None],
    home: str,
) -> list[Question]:
    """Return the question, none where no sampled row has such a number, or all say their country.

    ``home`` is the country (ISO code) of the rep's settings, "" for none: it counts unless
    somebody says another.
    """
    known = FIELDS[kind]
    keys = list(fields.values())
    phones = [at for at, key in enumerate(keys) if key in known and known[key].kind == "phone"]
    place = next((at for at, key in enumerate(keys) if key == "country"), None)
    bare = (
        cell
        for row in rows
        if place is None or not row[place].strip()
        for cell in (row[at].strip() for at in phones)
        if _is_bare(cell)
    )
    example = next(bare, None)
    if example is None:
        return []
    names = all_countries()
    codes = sorted(names, key=lambda code: (code != home, names[code]))
    choices = [
        Choice(code, f"as in {names[code]}" + (", your settings" if code == home else ""))
        for code in codes
    ]
    leave = Choice(NO_COUNTRY, "left as they are written")
    first = int(home in names)
    question = Question(
        COUNTRY,
        f"Phone numbers such as {short(example)} name no country: in which are they?",
        (*choices[:first], leave, *choices[first:]),
        usual=home if first else NO_COUNTRY,
    )
    return [question]


def _is_bare(cell: str) -> bool:
    """Say whether a cell has a number without a country code."""
    digits = "".join(filter(str.isdecimal, cell))
    whole = cell.startswith("00") or (len(digits) == _WITH_ONE and digits[0] == "1")
    if len(digits) < _FEWEST_DIGITS or "+" in cell or whole:
        return False
    return "fax" not in cell.casefold()


def country_of(plan: "ImportPlan", home: str | None) -> str | None:
    """Return the country (ISO code) of a plan's bare numbers, as it was answered."""
    said = next((each.answer for each in plan.questions if each.key == COUNTRY), None)
    if said is None:
        return home
    return None if said == NO_COUNTRY else said
