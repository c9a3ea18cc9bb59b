"""How well an account fits a profile: the sum line by line, its confidence and its tier.

Fit is the weight of the criteria that are met as a share of the weight of those that can be told;
what is not known lowers the confidence, never the fit (Predictable Revenue). Tiers count criteria:
1 every one met, 2 at least half, 3 less than half but more than a sixth, 4 the rest (a
small-business sales blog, tiers); there a criterion must be known to be met. A red flag takes its
points off the fit, a deal breaker makes it 0 and tier 4. Where nothing at all can be told fit and
tier are None, confidence 0.

Of several profiles the one that fits best counts: a deal breaker ends an account in its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from workstation.method.conditions import Test, Value, in_currency, test_of
from workstation.method.profiles import Condition, Criterion, Profile, RedFlag

States = Sequence[bool | None]
Columns = tuple[int | None, int | None, int | None, str | None, str | None]

FIT_COLUMNS = ("fit", "fit_confidence", "tier", "fit_profile", "fit_flags")
"""The columns of an account that hold its score, in the order of ``Scorer.of``."""

_MEMO = 50_000
"""Values whose answer is held, for each condition."""
_MISSING = object()


_TIERS = {
    1: "every one of the criteria met",
    2: "at least half of the criteria met",
    3: "fewer than half of the criteria met, more than a sixth",
    4: "a sixth of the criteria met, or fewer",
}


class SumLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the sum: a condition, whether it holds (None: not known), what was found.

    ``points`` are the weight of a criterion, what a red flag takes off the fit, 0 for a breaker.
    """

    kind: Literal["criterion", "red_flag", "deal_breaker"]
    key: str
    title: str
    source: str
    points: int
    met: bool | None
    found: str = ""


class FitScore(msgspec.Struct, frozen=True, kw_only=True):
    """How well an account fits one profile; fit and confidence 0-100, tier 1-4.

    ``flags`` are the keys of the red flags that were found, ``deal_breaker`` that of the first
    breaker. ``met`` of ``known`` of ``total`` is the weight behind the fit.
    """

    profile: str
    fit: int | None
    confidence: int
    tier: int | None
    flags: tuple[str, ...]
    deal_breaker: str | None
    met: int
    known: int
    total: int
    lines: tuple[SumLine, ...] = ()

    @property
    def stars(self) -> int | None:
        """Fit as 0 to 5 stars."""
        return None if self.fit is None else round(self.fit / 20)

    @property
    def share_known(self) -> int:
        """How much of the criteria's weight is known, in percent, deal breaker or not."""
        return _share(self.known, self.total) or 0

    @property
    def tier_said(self) -> str:
        """What made the tier: "tier 2: at least half of the criteria met (3 of 5)"; "" of none."""
        if self.tier is None:
            return ""
        if self.deal_breaker is not None:
            return f"tier {self.tier}: a deal breaker"
        states = [each.met for each in self.lines if each.kind == "criterion"]
        met = sum(state is True for state in states)
        return f"tier {self.tier}: {_TIERS[self.tier]} ({met} of {len(states)})"


def score(
    profile: Profile,
    values: Mapping[str, Value],
    facts: Mapping[str, str],
    today: date,
    currency: str = "",
) -> FitScore:
    """Return how an account fits a profile, with the sum line by line.

    ``values`` are the account's by the names of ``profiles.FIELDS``, ``facts`` its facts by
    ``fact_key``; what is missing or empty is not known. ``today`` is the rep's day, ``currency``
    what revenue is asked in where a condition does not say; revenue is written "5000000 EUR".
    """
    lines = []
    for each in profile.conditions():
        found = facts.get(each.source[5:]) if each.fact else values.get(each.field)
        lines.append(
            SumLine(
                kind="criterion" if isinstance(each, Criterion)
                else "red_flag" if isinstance(each, RedFlag) else "deal_breaker",
                key=each.key,
                title=each.title,
                source=each.source,
                points=each.weight if isinstance(each, Criterion)
                else each.lowers_by if isinstance(each, RedFlag) else 0,
                met=test_of(each, today, currency)(found),
                found="" if found is None else _said(each, found, currency),
            )
        )  # fmt: skip
    made = added_up(profile, [line.met for line in lines])
    return msgspec.structs.replace(made, lines=tuple(lines))


def _said(each: Condition, found: str | int, currency: str) -> str:
    """Return what was found; with it why a revenue in another currency cannot be told."""
    wanted = each.currency or currency
    if each.field == "revenue" and found != "" and in_currency(found, wanted) == "":
        return f"{found}; asked in {wanted}, so not known"
    return str(found)


def added_up(profile: Profile, states: States) -> FitScore:
    """Return the score of a profile whose conditions, in their order, hold, do not, or are None."""
    count = len(profile.criteria)
    flagged = count + len(profile.red_flags)
    pairs = list(zip(profile.criteria, states[:count], strict=True))
    total = sum(each.weight for each in profile.criteria)
    known = sum(each.weight for each, met in pairs if met is not None)
    met = sum(each.weight for each, met in pairs if met)
    flags = [each for each, on in zip(profile.red_flags, states[count:flagged], strict=True) if on]
    broken = next(
        (each.key for each, on in zip(profile.deal_breakers, states[flagged:], strict=True) if on),
        None,
    )
    made = FitScore(
        profile=profile.key,
        fit=None,
        confidence=_share(known, total) or 0,
        tier=None,
        flags=tuple(each.key for each in flags),
        deal_breaker=broken,
        met=met,
        known=known,
        total=total,
    )
    if broken is not None:
        return msgspec.structs.replace(made, fit=0, confidence=100, tier=4)
    fit = _share(met, known)
    if fit is None:
        return made
    return msgspec.structs.replace(
        made,
        fit=max(fit - sum(each.lowers_by for each in flags), 0),
        tier=tier_of(sum(state is True for state in states[:count]), count),
    )


def _share(part: int, whole: int) -> int | None:
    """Return a share in whole percent, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def tier_of(met: int, criteria: int) -> int:
    """Return the tier of an account that meets so many of a profile's criteria."""
    if met == criteria:
        return 1
    if 2 * met >= criteria:
        return 2
    return 3 if 6 * met > criteria else 4


def best(scores: Sequence[FitScore]) -> int:
    """Return which score counts, the first among equals: no breaker, most met for certain, fit."""
    return max(range(len(scores)), key=lambda at: (*_rank(scores[at]), -at))


def _rank(one: FitScore) -> tuple[bool, int, int, int]:
    fit = one.fit or 0
    return one.deal_breaker is None, fit * one.confidence, fit, one.confidence


def columns_of(one: FitScore) -> Columns:
    """Return the columns an account keeps of its score."""
    flags = [*([one.deal_breaker] if one.deal_breaker else ()), *one.flags]
    profile = one.profile if one.fit is not None else None
    return one.fit, one.confidence, one.tier, profile, ", ".join(flags) or None


class Scorer:
    """Scores many accounts: answers that repeat down a column are worked out once.

    Args:
        profiles: at least one; the best counts.
        today: the rep's day.
        currency: what revenue is asked in where a condition does not say, as in ``score``.
    """

    def __init__(self, profiles: Sequence[Profile], today: date, currency: str = "") -> None:
        self._profiles = profiles
        conditions = [each for profile in profiles for each in profile.conditions()]
        sources = list(dict.fromkeys(each.source for each in conditions))
        self.fields = tuple(each for each in sources if not each.startswith("fact:"))
        """The fields that are asked about; ``of`` takes their values in this order,"""
        self.facts = tuple(each[5:] for each in sources if each.startswith("fact:"))
        """and then those of these facts."""
        order = {name: at for at, name in enumerate(self.fields)}
        order |= {f"fact:{key}": len(order) + at for at, key in enumerate(self.facts)}
        self._tests: list[tuple[int, dict[Value, bool | None], Test]] = [
            (order[each.source], {}, test_of(each, today, currency)) for each in conditions
        ]
        self._known: dict[tuple[bool | None, ...], Columns] = {}

    def of(self, values: Sequence[Value]) -> Columns:
        """Return the columns ``FIT_COLUMNS`` for the values of one account."""
        states = []
        for at, memo, test in self._tests:
            value = values[at]
            state = memo.get(value, _MISSING)
            if state is _MISSING:
                if len(memo) >= _MEMO:
                    memo.clear()
                state = memo[value] = test(value)
            states.append(state)
        key = tuple(states)
        made = self._known.get(key)  # type: ignore[arg-type]
        if made is None:
            made = self._known[key] = self._best(key)  # type: ignore[index, arg-type]
        return made

    def of_columns(self, columns: Sequence[Sequence[Value]], count: int) -> list[Columns]:
        """Return the same for many accounts, whose values are given column by column."""
        states = []
        for at, memo, test in self._tests:
            column = columns[at]
            fresh = set(column).difference(memo)
            if len(memo) + len(fresh) > _MEMO:
                memo.clear()
                fresh = set(column)
            for value in fresh:
                memo[value] = test(value)
            states.append(map(memo.__getitem__, column))
        known = self._known
        keys = list(zip(*states, strict=True)) if states else [()] * count
        for key in set(keys).difference(known):
            known[key] = self._best(key)
        return list(map(known.__getitem__, keys))

    def _best(self, states: tuple[bool | None, ...]) -> Columns:
        scores, start = [], 0
        for profile in self._profiles:
            end = start + len(profile.conditions())
            scores.append(added_up(profile, states[start:end]))
            start = end
        return columns_of(scores[best(scores)])
