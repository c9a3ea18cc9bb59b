"""The lines of the profile editor: what each stands for, and how it and what would move look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.method.condition_line import ConditionError, read_line, say_condition
from workstation.method.profiles import Condition, Criterion, Profile, RedFlag
from workstation.tui.dialogs.fit_sum import tier_word
from workstation.tui.widgets.render import clip, fit, line, one_line

if TYPE_CHECKING:
    from workstation.desk.fit.fit import FitPreview

KINDS: dict[str, type[Condition]] = {
    "criteria": Criterion,
    "red_flags": RedFlag,
    "deal_breakers": Condition,
}
WORDS = {"criteria": "criterion", "red_flags": "red flag", "deal_breakers": "deal breaker"}
HOW = {
    "criteria": "weight, what is asked # title",
    "red_flags": "points off, what is asked # title",
    "deal_breakers": "what is asked # title",
}
HINTS = {
    "criteria": "3 employees 50..5000 # 50 to 5000 people",
    "red_flags": "20 fact hiring_freeze yes # Hiring is frozen",
    "deal_breakers": "fact budget <= 4999 # No budget",
}
_MOST_TITLE, _LEAST_TITLE = 48, 30
_SHOWN = 4


class Place(NamedTuple):
    """A line of the editor: a profile, or with ``part`` one of its conditions."""

    profile: int
    part: str = ""
    at: int = -1


def places_of(profiles: Sequence[Profile]) -> list[Place]:
    """Return the lines from top to bottom."""
    places = []
    for number, profile in enumerate(profiles):
        places.append(Place(number))
        for part in KINDS:
            places += [Place(number, part, at) for at in range(len(getattr(profile, part)))]
    return places


def condition_at(profiles: Sequence[Profile], place: Place) -> Condition:
    """Return the condition a line stands for."""
    found: Condition = getattr(profiles[place.profile], place.part)[place.at]
    return found


def profile_lines(profiles: Sequence[Profile], here: Place, width: int) -> Iterator[Content]:
    """Draw a line for each place, the one under the cursor marked."""
    title = max(min(width // 2 - 8, _MOST_TITLE), _LEAST_TITLE)
    for place in places_of(profiles):
        profile = profiles[place.profile]
        cursor = ("▸ " if place == here else "  ", "bold $text-accent")
        style = "bold" if place == here else ""
        if not place.part:
            said = f"  {one_line(profile.meaning)}" if profile.meaning else ""
            row = line(cursor, (one_line(profile.title), "bold"), (said, "$text-muted"))
        else:
            each = condition_at(profiles, place)
            row = line(
                cursor,
                (fit(_counts(each), 4, "right"), "$text-accent"),
                "  ",
                (fit(each.title, title), style),
                (f"  {one_line(say_condition(each))}", "$text-muted"),
            )
        yield clip(row, width)


def move_lines(made: FitPreview | str, width: int) -> Iterator[Content]:
    """Draw what would move, or in words why that is not known."""
    if isinstance(made, str):
        yield from line((made, "$text-warning")).wrap(max(width, 20))
        return
    yield clip(line((made.said(), "bold")), width)
    if warning := made.warning():
        yield from line((warning, "$text-warning")).wrap(max(width, 20))
    moves = list(made.moves.items())
    if moves:
        said = " · ".join(
            f"{tier_word(old)} → {tier_word(new)} {count:,}".replace(",", " ")
            for (old, new), count in moves[:_SHOWN]
        )
        yield clip(line((said, "$text-muted")), width)
    for each in made.samples[:_SHOWN]:
        yield clip(
            line(
                f"  {one_line(each.account)}  ",
                (_moved(each.tier, each.fit), "$text-muted"),
                " → ",
                (_moved(each.new_tier, each.new_fit), "bold"),
            ),
            width,
        )


def _counts(each: Condition) -> str:
    if isinstance(each, Criterion):
        return str(each.weight)
    return f"-{each.lowers_by}" if isinstance(each, RedFlag) else "end"


def _moved(tier: int | None, score: int | None) -> str:
    return f"{tier_word(tier)} {'?' if score is None else score}"


def meaning_of(text: str, kind: type[Condition], before: Condition | None = None) -> str:
    """Return how a line is understood; a title left behind by what it says is pointed out.

    Raises:
        DeskError: it is not understood.
    """
    try:
        made = read_line(text, kind)
    except ConditionError as error:
        raise DeskError(str(error)) from error
    counts, tested = _counts(made), say_condition(made)
    said = tested if made.title == tested else f"{made.title}: {tested}"
    said += f" ({counts})" if counts != "end" else ""
    if before is None or tested == say_condition(before) or made.title == tested:
        return said
    return f"{said} · title unchanged" if made.title == before.title else said
