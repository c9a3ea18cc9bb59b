"""What a change of the profiles would move, counted before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from workstation.desk.records import stars_of
from workstation.method.figures import say_figure
from workstation.method.fit import Columns
from workstation.method.profiles import Profile

Tiers = tuple[int | None, int | None]
_End = tuple[str, str] | None

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
    ``lifted`` are those that a deal breaker ends as they are and none would end.
    """

    accounts: int
    changed: int
    moves: Mapping[Tiers, int]
    stars_up: int
    stars_down: int
    tiers: Mapping[int | None, int]
    samples: tuple[FitSample, ...] = ()
    lifted: int = 0

    @property
    def moved(self) -> int:
        """How many change tier."""
        return sum(self.moves.values())

    def said(self) -> str:
        """Return it in a sentence."""
        if not self.moved and not self.stars_up and not self.stars_down:
            return f"Nothing would move: {counted(self.accounts)} keep their stars and tier."
        up, down, every = map(say_figure, (self.stars_up, self.stars_down, self.accounts))
        return (
            f"{counted(self.moved)} of {every} would change tier; "
            f"{up} gain stars, {down} lose some."
        )

    def warning(self) -> str:
        """Return what to think of before it is done, in a sentence; "" when there is nothing."""
        if not self.lifted:
            return ""
        return (
            f"{counted(self.lifted)} that a deal breaker ends would count again: the best profile "
            f"counts, so a breaker for all of them belongs in each."
        )


class Comparison:
    """Counts what differs, portion by portion."""

    def __init__(self) -> None:
        self.accounts = 0
        self.changed: list[tuple[int, Columns]] = []
        self._pairs: Counter[tuple[int | None, int | None, int | None, int | None]] = Counter()
        self._tiers: Counter[int | None] = Counter()
        self._samples: dict[int, tuple[Columns, Columns]] = {}
        self._ended: Counter[tuple[_End, _End]] = Counter()

    def add(self, portion: list[tuple[int, Columns, Columns]]) -> None:
        """Take some accounts: (account, as it is, as it would be)."""
        self.accounts += len(portion)
        self._tiers.update([new[2] for _, _, new in portion])
        differing = [each for each in portion if each[1] != each[2]]
        self.changed += [(number, new) for number, _, new in differing]
        self._pairs.update([(old[0], new[0], old[2], new[2]) for _, old, new in differing])
        self._ended.update([(end, _end(new)) for _, old, new in differing if (end := _end(old))])
        for number, old, new in differing if len(self._samples) < SAMPLES else ():
            if len(self._samples) < SAMPLES and old[2] != new[2]:
                self._samples[number] = (old, new)

    def preview(self, names: Mapping[int, str], profiles: Iterable[Profile]) -> FitPreview:
        """Return the counts; ``names`` are those of the accounts in ``sampled``.

        ``profiles`` are those before and after, which say what is a deal breaker.
        """
        ends = {(profile.key, each.key) for profile in profiles for each in profile.deal_breakers}
        lifted = sum(
            count for (old, new), count in self._ended.items() if old in ends and new not in ends
        )
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
            self.accounts, len(self.changed), ordered, up, down, tiers, tuple(samples), lifted
        )

    def said_moved(self) -> str:
        """Say how many change tier."""
        moved = sum(count for (_, _, tier, new), count in self._pairs.items() if tier != new)
        return f"{say_figure(moved)} changed tier"

    def some(self) -> tuple[int, ...]:
        """Return the first hundred accounts of which anything changes."""
        return tuple(number for number, _ in self.changed[:100])

    @property
    def sampled(self) -> list[int]:
        """The accounts shown as samples."""
        return list(self._samples)


def _end(columns: Columns) -> _End:
    """Return the profile and the first flag of an account that may be ended; None of any other."""
    fit, confidence, tier, profile, flags = columns
    if (fit, confidence, tier) != (0, 100, 4) or not profile or not flags:
        return None
    return profile, flags.partition(", ")[0]


def _stars(fit: int | None) -> int:
    stars = stars_of(fit)
    return -1 if stars is None else stars


def counted(accounts: int) -> str:
    """Say a number of accounts."""
    return f"{say_figure(accounts)} account{'' if accounts == 1 else 's'}"
