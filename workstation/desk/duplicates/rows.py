"""Pairs that may be the same, and a scan for them, as typed rows."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.method.likeness import Evidence

if TYPE_CHECKING:
    from sqlite3 import Row


class Side(msgspec.Struct, frozen=True):
    """One record of a pair; ``detail`` is its place or, of a person, the account."""

    id: int
    name: str
    bin: str
    detail: str
    account_id: int | None


class Pair(msgspec.Struct, frozen=True):
    """Two records that may be the same; ``score`` 0 to 100, the weightiest evidence first."""

    kind: str
    first: Side
    second: Side
    score: int
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> tuple[int, int]:
        """The two numbers, the lower first."""
        return self.first.id, self.second.id

    def other(self, number: int) -> Side:
        """Return the side that is not the record of this number."""
        return self.second if self.first.id == number else self.first

    @property
    def why(self) -> str:
        """What speaks for it, then what speaks against it, in one line."""
        said = [each.said for each in self.evidence if each.points > 0]
        against = [each.said for each in self.evidence if each.points < 0]
        return " · ".join(said) + (f"; but {', '.join(against)}" if against else "")


class Scanned(msgspec.Struct, frozen=True):
    """A scan that is done: when, over how many records, and what it left out."""

    kind: str
    at: datetime
    records: int
    found: int
    split: int
    skipped: int

    @property
    def said(self) -> str:
        """What it came to, in a sentence or two."""
        what = "accounts" if self.kind == "accounts" else "people"
        pairs = "1 pair" if self.found == 1 else f"{self.found} pairs"
        text = f"{self.records} {what} looked through, {pairs} found."
        if self.split:
            text += f" Of {self.split} large groups only neighbours by name were compared."
        if self.skipped:
            text += f" {self.skipped} groups that share a common word only were left alone."
        return text


def side_of(row: "Row") -> Side:
    """Read one record of a pair."""
    return Side(row["id"], row["name"], row["bin"], row["detail"], row["account_id"])
