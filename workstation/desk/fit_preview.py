"""What a change of the profiles would move, counted before anything is written."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from workstation.desk.records import stars_of
from workstation.method.fit import Columns

Tiers = tuple[int | None, int | None]

SAMPLES = 8


class FitSample(msgspec.Struct, frozen=True):
    """One account that would move; fit 0-100 and tier as they are and as they would be."""

    account_id: int
    account: str
    fit: int | None
    new_fit: int | None
    tier: int | None
    new_tier: int | None


class FitPreview(msgspec.Struct, frozen=True):
    """What a rescoring would do to ``accounts`` accounts.

    ``changed`` are those of which anything kept would change, ``moves`` the numbers of those that
    change tier by (from, to), ``stars_up`` and ``stars_down`` those that gain or lose stars (having
    none known is less than 0). ``tiers`` says how many each tier would hold, None the unknown.
    """

    accounts: int
    changed: int
    moves: Mapping[Tiers, int]
    stars_up: int
    stars_down: int
    tiers: Mapping[int | None, int]
    samples: tuple[FitSample, ...] = ()

    @property
    def moved(self) -> int:
        """How many change tier."""
        return sum(self.moves.values())

    def said(self) -> str:
        """Return it in a sentence."""
        if not self.moved and not self.stars_up and not self.stars_down:
            return f"Nothing would move: {counted(self.accounts)} keep their stars and tier."
        return (
            f"{counted(self.moved)} of {self.accounts:,} would change tier; "
            f"{self.stars_up:,} gain stars, {self.stars_down:,} lose some."
        ).replace(",", " ")


class Comparison:
    """Counts what differs, portion by portion."""

    def __init__(self) -> None:
        self.accounts = 0
        self.changed: list[tuple[int, Columns]] = []
        self._pairs: Counter[tuple[int | None, int | None, int | None, int | None]] = Counter()
        self._tiers: Counter[int | None] = Counter()
        self._samples: dict[int, tuple[Columns, Columns]] = {}

    def add(self, portion: list[tuple[int, Columns, Columns]]) -> None:
        """Take some accounts: (account, as it is, as it would be)."""
        self.accounts += len(portion)
        self._tiers.update([new[2] for _, _, new in portion])
        differing = [each for each in portion if each[1] != each[2]]
        self.changed += [(number, new) for number, _, new in differing]
        self._pairs.update([(old[0], new[0], old[2], new[2]) for _, old, new in differing])
        for number, old, new in differing if len(self._samples) < SAMPLES else ():
            if len(self._samples) < SAMPLES and old[2] != new[2]:
                self._samples[number] = (old, new)

    def preview(self, names: Mapping[int, str]) -> FitPreview:
        """Return the counts; ``names`` are those of the accounts in ``sampled``."""
        moves: Counter[Tiers] = Counter()
        up = down = 0
        for (fit, new_fit, tier, new_tier), count in self._pairs.items():
            if tier != new_tier:
                moves[tier, new_tier] += count
            stars, new_stars = (_stars(each) for each in (fit, new_fit))
            up += count if new_stars > stars else 0
            down += count if new_stars < stars else 0
        samples = [
            FitSample(number, names.get(number, ""), old[0], new[0], old[2], new[2])
            for number, (old, new) in self._samples.items()
        ]
        ordered = dict(sorted(moves.items(), key=lambda each: -each[1]))
        tiers = {tier: self._tiers[tier] for tier in (1, 2, 3, 4, None)}
        return FitPreview(
            self.accounts, len(self.changed), ordered, up, down, tiers, tuple(samples)
        )

    @property
    def sampled(self) -> list[int]:
        """The accounts shown as samples."""
        return list(self._samples)


def _stars(fit: int | None) -> int:
    stars = stars_of(fit)
    return -1 if stars is None else stars


def counted(accounts: int) -> str:
    """Say a number of accounts."""
    return f"{accounts:,} account{'' if accounts == 1 else 's'}".replace(",", " ")
