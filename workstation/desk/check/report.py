"""What a check found and did, in values and in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workstation.desk.check.wording import counted

SHOWN = 20
"""Records of each kind that are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What breaks one rule.

    ``rule`` names the rule; ``title`` says what is wrong with how many (``count``) things;
    ``records`` are the first of them in words, ``repair`` what a repair does ("" for none),
    ``advice`` what a person does then.
    """

    rule: str
    title: str
    count: int
    records: tuple[str, ...]
    repair: str
    advice: str

    def counted(self, count: int) -> str:
        """Return so many of these things in words: "1 number that ...", "2 numbers that ..."."""
        return counted(self.rule, self.title, count)

    def said(self) -> str:
        """Return it in a sentence or two."""
        first = f": {self.records[0]}" if self.records else ""
        more = f", and {self.count - 1} more" if self.count > 1 and self.records else ""
        return f"{self.counted(self.count)}{first}{more}. {self.repair or self.advice}".strip()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found and what of it was put right.

    ``damage`` is what SQLite itself finds wrong with the file, in a sentence with the way out; of
    a damaged file nothing else is asked. ``found`` is what was wrong, ``left`` what still is;
    ``repaired`` counts what was put right, by rule; no undo takes back what was of the rules in
    ``without_undo``. ``backup`` was made before, ``actions`` is the one that undo takes back;
    ``advice`` is what the rep should know of it.
    """

    damage: str = ""
    found: tuple[Problem, ...] = ()
    left: tuple[Problem, ...] = ()
    repaired: Mapping[str, int] = field(default_factory=dict)
    backup: Path | None = None
    actions: tuple[int, ...] = ()
    without_undo: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    @property
    def problems(self) -> list[str]:
        """What is wrong now, a sentence each."""
        return [self.damage] * bool(self.damage) + [each.said() for each in self.left]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.damage and not self.left

    @property
    def repairable(self) -> int:
        """How many of the things that are wrong a repair puts right."""
        return sum(each.count for each in self.left if each.repair)
