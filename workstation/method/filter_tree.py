"""A filter of accounts as a tree of typed conditions: what its text was read into."""

from typing import Literal, Union

import msgspec

NumberField = Literal[
    "tier", "fit", "stars", "urgency", "flames", "employees", "revenue", "contacts"
]
ChoiceField = Literal[
    "bin", "country", "source", "role", "opportunity", "cadence", "answered", "objection"
]
TextField = Literal["city", "region", "industry", "title", "name", "domain", "note", "fact"]
DayField = Literal["touched", "created", "step", "lead", "bin_since"]
Thing = Literal[
    "phone", "email", "contact", "step", "opportunity", "cadence", "fit", "touch", "lead", "domain"
]

SPANS = ("today", "yesterday", "tomorrow")


class Words(msgspec.Struct, frozen=True, tag=True):
    """Words of the account itself or of one of its people; the last may be unfinished.

    When ``exact`` they were quoted: whole words, one right after the other.
    """

    text: str
    exact: bool = False


class Number(msgspec.Struct, frozen=True, tag=True):
    """A number within bounds, both included; None is no bound. Revenue is in whole units."""

    field: NumberField
    least: int | None = None
    most: int | None = None


class OneOf(msgspec.Struct, frozen=True, tag=True):
    """A field that holds one of some keys: bins, ISO countries, groups of countries, roles."""

    field: ChoiceField
    keys: tuple[str, ...]


class Text(msgspec.Struct, frozen=True, tag=True):
    """A field that has some words; ``exact`` as in ``Words``."""

    field: TextField
    text: str
    exact: bool = False


class Said(msgspec.Struct, frozen=True, tag=True):
    """Words that were said: in notes of what happened, or in answers to some questions (or any)."""

    where: Literal["note", "answer"]
    text: str
    exact: bool = False
    questions: tuple[str, ...] = ()


class Period(msgspec.Struct, frozen=True, tag=True):
    """Days seen from today: "today", "this week", "last month", "next quarter", "last 30 days".

    ``which`` is one of SPANS, or this, last, next with a ``unit``; with ``number`` it is the so
    many units (days, weeks, months, years) up to today or from it on. "since" and "before" name a
    ``day`` (ISO), "on" that day alone; "overdue" is every day before today.
    """

    which: Literal[
        "today",
        "yesterday",
        "tomorrow",
        "this",
        "last",
        "next",
        "since",
        "before",
        "on",
        "overdue",
    ]
    unit: Literal["", "day", "week", "month", "quarter", "year"] = ""
    number: int = 0
    day: str = ""


class During(msgspec.Struct, frozen=True, tag=True):
    """A day of the account that lies in a period."""

    field: DayField
    period: Period


class Untouched(msgspec.Struct, frozen=True, tag=True):
    """No touch for so many units up to today, or never at all when ``number`` is 0."""

    number: int = 0
    unit: Literal["day", "week", "month", "year"] = "day"


class Has(msgspec.Struct, frozen=True, tag=True):
    """Something is there: a number to call, an address, a next step."""

    what: Thing


class Not(msgspec.Struct, frozen=True, tag=True):
    """What does not fit the part."""

    part: "Filter"


class Every(msgspec.Struct, frozen=True, tag=True):
    """What fits all parts; with none, every account."""

    parts: tuple["Filter", ...]


class Either(msgspec.Struct, frozen=True, tag=True):
    """What fits at least one of the parts."""

    parts: tuple["Filter", ...]


Filter = Union[Words, Number, OneOf, Text, Said, During, Untouched, Has, Not, Every, Either]  # noqa: UP007

EVERYTHING = Every(())
"""The filter that all accounts fit."""


def every(parts: "list[Filter]") -> Filter:
    """Return what fits all parts, without needless nesting."""
    flat: list[Filter] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Every) else (part,))
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def either(parts: "list[Filter]") -> Filter:
    """Return what fits one of the parts at least, without needless nesting."""
    flat: list[Filter] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Either) else (part,))
    return flat[0] if len(flat) == 1 else Either(tuple(flat))


class FilterError(ValueError):
    """A filter that cannot be read; the message is one sentence with the place.

    ``start`` and ``end`` are where it is in the text; ``unfinished`` says that something is only
    still missing at the end. ``meant`` is the nearest word there is, "" for none.
    """

    def __init__(
        self, message: str, start: int, end: int, *, unfinished: bool = False, meant: str = ""
    ) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.unfinished = unfinished
        self.meant = meant
