"""Where the week's activity went: the share of each tier against the bands of the method."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from workstation.method.backwards import TierBand

_MOSTLY_UNKNOWN = 0.5
"""Above this share of activity without a tier the others say nothing about the week."""


_ENOUGH_TIMED = 0.5
"""From this share of touches that are calls with a known time on, the time is what is shared."""

Basis = Literal["minutes", "touches"]

BASES: Mapping[Basis, str] = {"minutes": "by minutes on calls", "touches": "by touches"}
"""What the shares of a week are shares of, in words."""


def basis_of(touches: int, timed: int) -> Basis:
    """Return what to share a week by: time where it is known of half of the touches or more.

    The bands are of the week's activity, which time measures better; emails and social touches
    have none noted, so where they are most of the week, touches are counted.
    """
    return "minutes" if timed and timed >= _ENOUGH_TIMED * touches else "touches"


class TierShare(msgspec.Struct, frozen=True):
    """What one tier had of the week; `tier` is None for accounts that have none yet.

    `call_share` is the part of all seconds on calls, `share` that or the part of all touches, by
    the basis of the week; both are fractions.
    `low` and `high` bound what it should be; None for accounts without a tier.
    """

    tier: int | None
    touches: int
    seconds: int
    share: float
    call_share: float
    low: float | None = None
    high: float | None = None

    @property
    def off(self) -> float:
        """How far the share is outside its band; negative when below, 0 inside or without one."""
        if self.low is None or self.high is None:
            return 0.0
        return min(self.share - self.low, 0.0) or max(self.share - self.high, 0.0)


def tier_shares(
    touches: Mapping[int | None, int],
    seconds: Mapping[int | None, int],
    bands: Sequence[TierBand],
    basis: Basis = "touches",
) -> tuple[TierShare, ...]:
    """Return the tiers in order, accounts without one last (Sales Book, tiers of accounts)."""
    counted = seconds if basis == "minutes" else touches
    whole, all_seconds = sum(counted.values()), sum(seconds.values())
    ordered = sorted(bands, key=lambda band: band.tier)
    limits = [(band.tier, band.low, band.high) for band in ordered]
    rows: list[tuple[int | None, float | None, float | None]] = [*limits, (None, None, None)]
    return tuple(
        TierShare(
            tier,
            touches.get(tier, 0),
            seconds.get(tier, 0),
            counted.get(tier, 0) / whole if whole else 0.0,
            seconds.get(tier, 0) / all_seconds if all_seconds else 0.0,
            low,
            high,
        )
        for tier, low, high in rows
    )


def say_tiers(
    shares: Sequence[TierShare], week: str = "this week", basis: Basis = "touches"
) -> str:
    """Say in one sentence where the week is furthest from the bands, or that it is within them."""
    if not any(each.touches for each in shares):
        return f"Nothing was logged {week}."
    unknown = sum(each.share for each in shares if each.tier is None)
    if unknown > _MOSTLY_UNKNOWN:
        return (
            f"{_percent(unknown)} % of your activity {week}, {BASES[basis]}, "
            "went to accounts without a tier: "
            "what the profiles ask for is not known of them."
        )
    far = max(shares, key=lambda each: abs(each.off))
    if not far.off:
        return f"Your activity is within the bands {week}, {BASES[basis]}."
    share = f"{_percent(far.share)} % on tier {far.tier} {week}, {BASES[basis]}"
    return f"{share}; {say_band(far)} is the aim."


def say_band(share: TierShare) -> str:
    """Write a band as people read it: "60–70 %", "none"; "" without one."""
    if share.low is None or share.high is None:
        return ""
    if share.high == 0:
        return "none"
    low, high = _percent(share.low), _percent(share.high)
    return f"{high} %" if low == high else f"{low}–{high} %"


def _percent(share: float) -> str:
    """Write a fraction as a percentage without decimals; a trace of it is not nothing."""
    rounded = round(share * 100)
    return "<1" if share > 0 and rounded == 0 else str(rounded)
