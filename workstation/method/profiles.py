"""Ideal customer profiles as values: criteria, red flags and deal breakers of the playbook.

One to five profiles of three to five criteria each (Predictable Revenue, ideal customer profile).
"""

import re
from functools import lru_cache
from typing import Literal

import msgspec

from workstation.method.text import folded

FieldKind = Literal["text", "number", "day"]
FIELDS: dict[str, FieldKind] = {
    "industry": "text",
    "employees": "number",
    "revenue": "number",
    "country": "text",
    "region": "text",
    "city": "text",
    "source": "text",
    "source_detail": "text",
    "name": "text",
    "domain": "text",
    "note": "text",
    "created_on": "day",
}
"""What of an account can be asked about, and what it holds; revenue in whole units of money."""

LEAST_CRITERIA, MOST_CRITERIA, MOST_PROFILES = 3, 5, 5
_NOT_KEY = re.compile(r"[\W_]+")


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One question about an account; it asks about a ``field`` or about a ``fact``, never both.

    What makes the answer yes: a number from ``at_least`` to ``at_most``; one of ``any_of``; a
    text that has one of the words ``like`` (``*`` and ``?`` stand for letters); a fact that says
    ``yes`` (or with false: no); a day ``within_days`` (fewer than so many days ago), from
    ``after`` on, up to ``before`` (ISO days). A number of revenue is in ``currency`` (ISO code),
    in the rep's own without one.
    """

    key: str
    title: str
    field: str = ""
    fact: str = ""
    at_least: int | None = None
    at_most: int | None = None
    currency: str = ""
    any_of: list[str] = []
    like: list[str] = []
    yes: bool | None = None
    within_days: int | None = None
    after: str = ""
    before: str = ""

    @property
    def source(self) -> str:
        """What is asked about: "employees", or "fact:sales_leader_since"."""
        return f"fact:{fact_key(self.fact)}" if self.fact else self.field


class Criterion(Condition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition that speaks for an account, with its share in the sum."""

    weight: int


class RedFlag(Condition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition that speaks against an account and lowers its fit by so many points of 100."""

    lowers_by: int = 20


class Profile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One kind of ideal customer."""

    key: str
    title: str
    meaning: str = ""
    criteria: list[Criterion]
    red_flags: list[RedFlag] = []
    deal_breakers: list[Condition] = []

    def conditions(self) -> list[Condition]:
        """Return every condition: criteria, then red flags, then deal breakers."""
        return [*self.criteria, *self.red_flags, *self.deal_breakers]


@lru_cache(maxsize=4096)
def fact_key(name: str) -> str:
    """Return a fact's name as it is compared: "Sales leader since" is sales_leader_since."""
    return _NOT_KEY.sub("_", folded(name)).strip("_")
