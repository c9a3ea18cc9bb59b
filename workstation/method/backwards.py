"""Working backwards: from a target through the rep's own ratios to what each day has to bring."""

import math
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from workstation.method.figures import Shows, say_figure
from workstation.method.numbers import read_number

Period = Literal["month", "quarter"]

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
"""How many months a target may be given for."""
_REVENUE = re.compile(
    r"(.*?\d.*?)\s*(?:\b(?:a|per|each)\b|/)?\s*(month|quarter|year)?", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:an?|per|each)\b|/", re.IGNORECASE)
_MOST_MONEY = 10**12


class PlanStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of the way back: a measure, and the usual share of it that gets a step higher.

    `share` is a fraction (0.2: one in five leads to one of the step above; of the first step, to
    a deal). The rep's own share is what both steps came to over the last days, or the measure in
    `own` where one is named.
    """

    measure: str
    share: float
    own: str | None = None


class TierBand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What share of a week's activity one tier should have, from `low` to `high` (fractions)."""

    tier: int
    low: float
    high: float


class TargetRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What targets lead back to, and how much of the rep's own history counts.

    `revenue` is in whole units of the rep's currency, by period; without it the way begins at the
    first of `steps`. `deal_worth` is the usual worth of a deal in the same units, `deals` and
    `money` are the measures they are counted by, `cycle` and `cycle_days` tell how long a deal
    takes. A ratio of `half_at` records counts half, the usual one the other half.
    """

    revenue: dict[Period, float] = {}
    money: str = "bookings"
    deals: str = "won"
    deal_worth: float
    cycle: str = "sales_cycle"
    cycle_days: int = 180
    look_back_days: int = 90
    half_at: int = 20
    steps: list[PlanStep]
    tiers: list[TierBand]


class Ratio(msgspec.Struct, frozen=True):
    """What one step is worth in the step above: `used` is the mix of `own` and `usual`.

    `own` is None without records; `weight` (0 to 1) is the part that it counts for, by the number
    of `records` it is made from.
    """

    usual: float
    own: float | None
    records: int
    weight: float
    used: float


def blend(reached: float, records: int, usual: float, half_at: int, most: float = 1.0) -> Ratio:
    """Mix the rep's own ratio, `reached` for each of `records`, with the usual one.

    Its weight is n / (n + half_at): nothing without records, a half at `half_at` of them. An own
    ratio above `most` (more came of the step than was logged of it) counts as `most`.
    """
    if records <= 0:
        return Ratio(usual, None, 0, 0.0, usual)
    own = min(max(reached, 0.0) / records, most)
    weight = records / (records + half_at)
    return Ratio(usual, own, records, weight, weight * own + (1 - weight) * usual)


class Rung(msgspec.Struct, frozen=True):
    """One step before it is worked out; the first has no `ratio` to a step above it.

    `shows` is how its numbers are written, `ratio_shows` how its ratio is: a share, or money.
    """

    key: str
    title: str
    done: float
    ratio: Ratio | None = None
    shows: Shows = "number"
    ratio_shows: Shows = "percent"


class PlanLine(msgspec.Struct, frozen=True):
    """One step worked out, in the measure's own unit (money in minor units).

    `needed` in the whole period; None when no number of them would do. `left` is what is missing,
    `per_day` what each working day left has to bring; None when there is none left.
    """

    key: str
    title: str
    shows: Shows
    needed: float | None
    done: float
    left: float | None
    per_day: float | None
    ratio: Ratio | None
    ratio_shows: Shows


class Revenue(msgspec.Struct, frozen=True):
    """A revenue target in whole units of money, for so many months."""

    amount: int
    months: int

    def said(self) -> str:
        """Write it as it may be typed again: "200 000 a month"."""
        each = next(name for name, months in MONTHS_OF.items() if months == self.months)
        return f"{say_figure(self.amount)} a {each}"


def read_revenue(text: str) -> Revenue:
    """Read a target such as "200k", "600 000 a quarter" or "2.4m/year"; a month unless it says.

    Raises:
        ValueError: it is not understood; the message is a sentence.
    """
    found = _REVENUE.fullmatch(text.strip())
    amount = None if found is None or _EACH.search(found[1]) else read_number(found[1])
    if found is None or amount is None or not 0 < amount <= _MOST_MONEY:
        raise ValueError(f"“{text}” is no revenue target, such as 200k a month or 600k a quarter.")
    return Revenue(amount, MONTHS_OF[(found[2] or "month").casefold()])


def round_up(number: float) -> int:
    """Return the whole number of them that is needed; an error of calculation adds none."""
    return math.ceil(round(number, 6))


def work_back(target: float, rungs: Sequence[Rung], days_left: int) -> tuple[PlanLine, ...]:
    """Work from a target down the rungs to what each of the working days left has to bring.

    The first rung needs the target; each further one what the rung above needs, divided by its
    ratio (Predictable Revenue: 10 opportunities of 100 000, 20 % won, are 200 000).
    """
    lines: list[PlanLine] = []
    needed: float | None = max(target, 0.0)
    for rung in rungs:
        if rung.ratio is not None and needed:
            needed = needed / rung.ratio.used if rung.ratio.used > 0 else None
        left = None if needed is None else max(needed - rung.done, 0.0)
        per_day: float | None = None
        if left is not None and (days_left > 0 or not left):
            per_day = left / days_left if left else 0.0
        lines.append(
            PlanLine(
                rung.key,
                rung.title,
                rung.shows,
                needed,
                rung.done,
                left,
                per_day,
                rung.ratio,
                rung.ratio_shows,
            )
        )
    return tuple(lines)
