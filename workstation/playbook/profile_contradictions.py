"""What a profile asks for and rules out at once, asks for twice, or asks for and nothing has."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import msgspec

from workstation.method.conditions import country, matches, pattern_words, test_of
from workstation.method.profiles import Condition
from workstation.method.text import folded
from workstation.playbook.problem import Path, shown
from workstation.playbook.rule_parts import Block, blocks_of
from workstation.playbook.shape import Difference

_NO_DAY = date.min
"""For tests of values that no day decides."""
_MOST_STARS = 5
_ANY_LETTER = "\ufffc"
_TOGETHER = "criteria that one account can meet together"


class _Asked(NamedTuple):
    """A condition as it is asked, with the block it was read from."""

    block: Block
    condition: Condition

    @property
    def about(self) -> str:
        """What is asked about; revenue in two currencies is not one thing."""
        return f"{self.condition.source} {self.condition.currency}"

    @property
    def values(self) -> frozenset[str]:
        """The only values that meet it, as they are compared; none when there are many."""
        as_compared = country if self.condition.field == "country" else folded
        return frozenset(map(as_compared, self.condition.any_of))


def contradictions(profile: Block, place: Path) -> Iterator[Difference]:
    """Find criteria no account can meet together, and what speaks for an account and against it."""
    criteria = _asked(profile, "criteria")
    for index, criterion in enumerate(criteria):
        before = [each for each in criteria[:index] if each]
        odd = _odd_one(criterion, before) if criterion else None
        if odd:
            yield Difference((*place, "criteria", index), *odd)
    for name in ("red_flags", "deal_breakers"):
        listed = _asked(profile, name)
        for index, against in enumerate(listed):
            if against is None:
                continue
            here = (*place, name, index)
            for criterion in criteria:
                if criterion and _within(criterion, against):
                    found = f"the criterion {_key(criterion)} too"
                    yield Difference(here, found, "something else than what speaks for an account")
            for other in listed[:index]:
                if other and _same(other, against):
                    yield Difference(here, f"the same as {_key(other)}", "each condition once")


def _asked(profile: Block, name: str) -> list[_Asked | None]:
    """Return the conditions of a list; None for one that is none, which other rules tell."""
    return [_read(block) for block in blocks_of(profile, name)]


def _read(block: Block) -> _Asked | None:
    said = {name: block[name] for name in Condition.__struct_fields__ if name in block}
    try:
        return _Asked(block, msgspec.convert(said, Condition))
    except msgspec.ValidationError:
        return None


def _odd_one(criterion: _Asked, before: Sequence[_Asked]) -> tuple[str, str] | None:
    """Return why a criterion cannot stand beside those before it, and what is expected."""
    for each in before:
        if _same(criterion, each):
            return f"the same as the criterion {_key(each)}", "each condition once"
    for each in before:
        if _apart(criterion, each):
            return f"at odds with the criterion {_key(each)}", _TOGETHER
    alike = [each for each in (*before, criterion) if each.about == criterion.about]
    if len(alike) > 2 and _none_meets(alike):
        keys = " and ".join(_key(each) for each in alike[:-1])
        return f"at odds with the criteria {keys} together", _TOGETHER
    return None


def _key(each: _Asked) -> str:
    return shown(each.block.get("key"))


def _same(one: _Asked, other: _Asked) -> bool:
    return _within(one, other) and _within(other, one)


def _within(one: _Asked, other: _Asked) -> bool:
    """Say whether everything that meets the one meets the other."""
    if one.about != other.about:
        return False
    mine, theirs = one.condition, other.condition
    if mine.any_of:
        return all(_meets(value, other) for value in one.values)
    if mine.like:
        plain = mine.field == "domain"
        return bool(theirs.like) and all(
            any(_covers(broad, each, plain=plain) for broad in theirs.like) for each in mine.like
        )
    if mine.yes is not None:
        return mine.yes is theirs.yes
    if mine.within_days is not None:
        return theirs.within_days is not None and mine.within_days <= theirs.within_days
    return _inside(mine, theirs, "at_least", "at_most") or _inside(mine, theirs, "after", "before")


def _apart(one: _Asked, other: _Asked) -> bool:
    """Say whether nothing can meet both."""
    if one.about != other.about:
        return False
    mine, theirs = one.condition, other.condition
    if mine.any_of or theirs.any_of:
        return _none_meets((one, other))
    if mine.yes is not None and theirs.yes is not None:
        return mine.yes is not theirs.yes
    ends = [
        (getattr(low, first), getattr(high, last))
        for first, last in (("at_least", "at_most"), ("after", "before"))
        for low, high in ((mine, theirs), (theirs, mine))
    ]
    return any(not (_open(least) or _open(most)) and least > most for least, most in ends)


def _none_meets(asked: Sequence[_Asked]) -> bool:
    """Say whether none of the values that one of them lists meets all of them."""
    listing = next((each for each in asked if each.values), None)
    return listing is not None and not any(
        all(_meets(value, each, unsure=True) for each in asked) for value in listing.values
    )


def _meets(value: str, asked: _Asked, *, unsure: bool = False) -> bool:
    """Say whether a value meets a condition; ``unsure`` where that depends on the day."""
    if asked.condition.within_days is not None:
        return unsure
    return test_of(asked.condition, _NO_DAY, "")(value) is True


def _covers(broad: str, narrow: str, *, plain: bool) -> bool:
    """Say whether every text that one pattern finds the other finds as well."""
    if plain:
        return _glob_covers(folded(broad), folded(narrow))
    wide, words = pattern_words(broad), pattern_words(narrow)
    return bool(wide) and any(
        all(map(_glob_covers, wide, words[start : start + len(wide)]))
        for start in range(len(words) - len(wide) + 1)
    )


def _glob_covers(broad: str, narrow: str) -> bool:
    """Say whether a glob matches all another does: its stars as no letters, and as many."""
    if broad == narrow:
        return True
    parts = narrow.replace("?", _ANY_LETTER).split("*")
    if len(parts) > _MOST_STARS + 1:
        return False
    many = _ANY_LETTER * (len(broad) + 1)
    return all(
        matches("".join(map("".join, zip(parts, (*stars, ""), strict=True))), broad)
        for stars in product(("", many), repeat=len(parts) - 1)
    )


def _inside(mine: Condition, theirs: Condition, first: str, last: str) -> bool:
    """Say whether one range lies within another; an end that is missing is open."""
    ends = [(getattr(mine, name), getattr(theirs, name)) for name in (first, last)]
    if all(_open(there) for _, there in ends) or all(_open(here) for here, _ in ends):
        return False
    (least, low), (most, high) = ends
    return (_open(low) or (not _open(least) and least >= low)) and (
        _open(high) or (not _open(most) and most <= high)
    )


def _open(end: int | str | None) -> bool:
    return end is None or end == ""
