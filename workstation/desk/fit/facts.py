"""Facts about an account as they are noted: checked against what the profiles ask of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.errors import DeskError
from workstation.method.fact_values import asking, not_asked, wrong_kind
from workstation.method.profiles import fact_key
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.store.actions import Writer


class Fact(msgspec.Struct, frozen=True):
    """A fact as it is kept; an empty ``value`` forgets it. ``advice`` is what to know about it."""

    key: str
    value: str
    advice: str = ""

    def said(self) -> str:
        """Return it in words."""
        return f"{self.key} {self.value}" if self.value else f"forget {self.key}"


def read_fact(desk: "Desk", key: str, value: str) -> Fact:
    """Return a fact as it is to be kept; one that no profile asks for is free, and said to be.

    Raises:
        DeskError: it has no name, or every profile that asks for it expects something else.
    """
    name, said = fact_key(clean_line(key)), clean_line(value)
    if not name:
        raise DeskError("A fact needs a name, such as hiring_freeze.")
    if not said:
        return Fact(name, "")
    profiles = desk.playbook.profiles
    asked = asking(profiles, name)
    if wanted := wrong_kind(asked, said, desk.days.today()):
        raise DeskError(f"“{said}” does not answer “{asked[0].title}”: {name} is {wanted}.")
    return Fact(name, said, not_asked(profiles, name))


def read_facts(desk: "Desk", values: Mapping[str, str]) -> list[Fact]:
    """Return facts as they are to be kept, of several under one name the last.

    Raises:
        DeskError: as ``read_fact``; or there are none.
    """
    read = [read_fact(desk, key, value) for key, value in values.items()]
    if not read:
        raise DeskError("Say what is known, such as hiring_freeze=no.")
    return list({each.key: each for each in read}.values())


def put_facts(desk: "Desk", act: "Writer", account_id: int, facts: list[Fact]) -> None:
    """Write facts of an account; older ones of the same name go.

    Raises:
        DeskError: one is to be forgotten that is not known.
    """
    known: dict[str, list[int]] = {}
    for row in desk.store.rows(
        "SELECT id, key FROM facts WHERE account_id = ? AND contact_id IS NULL ORDER BY id",
        (account_id,),
    ):
        known.setdefault(fact_key(row["key"]), []).append(row["id"])
    for fact in facts:
        held = known.get(fact.key, [])
        if not fact.value and not held:
            name = desk.accounts.get(account_id).name
            raise DeskError(f"Nothing called {fact.key} is known about {name}.")
        for number in held[:-1] if fact.value else held:
            act.delete("facts", number)
        if fact.value and held:
            act.update("facts", held[-1], {"value": fact.value})
        elif fact.value:
            act.insert("facts", {"account_id": account_id, "key": fact.key, "value": fact.value})
