"""A row's place in the queue as a sum a person can follow: what counted, and what would move it."""

from collections.abc import Iterator, Sequence
from math import prod

import msgspec

from workstation.method.queueing import BY_TIME, NEUTRAL_FIT, Factors
from workstation.method.ranking import QueueClassKey, Weights

TIMED = BY_TIME | {"baton"}
"""The classes whose rows stand in the order of their time, whatever their sum."""


class Sum(msgspec.Struct, frozen=True):
    """Urgency x fit x age of a row.

    ``urgency`` is what it is now (0-100), ``fit`` 0-100 or None when nobody knows, ``age_days``
    how long it has waited; then what each contributes, weighted, and the product ``score``.
    ``by_time`` says that the class is ordered by time due instead.
    """

    urgency: int
    fit: int | None
    age_days: int
    urgency_factor: float
    fit_factor: float
    age_factor: float
    score: float
    by_time: bool


def sum_of(
    factors: Factors, class_: QueueClassKey, *, urgency: int, fit: int | None, age_days: int
) -> Sum:
    """Return the sum of a row in a class."""
    return Sum(
        urgency,
        fit,
        age_days,
        factors.of_urgency[urgency],
        factors.of_fit[NEUTRAL_FIT if fit is None else fit],
        factors.of_age[factors.age(age_days)],
        factors.score(urgency, fit, age_days),
        class_ in TIMED,
    )


class Depth(msgspec.Struct, frozen=True):
    """How far an account was worked in its bin: touches, and how many of its people were tried.

    ``people`` is how many are known; the method wants ten touches and five people or more
    (Predictable Revenue, depth; "ten accounts ten times").
    """

    touches: int
    tried: int
    people: int
    touches_wanted: int
    people_wanted: int

    @property
    def short(self) -> str:
        """A few words for a card: "3/10 touches · 2/5 people"."""
        return (
            f"{self.touches}/{self.touches_wanted} touches · "
            f"{self.tried}/{self.people_wanted} people"
        )

    @property
    def said(self) -> str:
        """One sentence: "3 of 10 touches, 2 of 5 contacts tried (4 known)"."""
        return (
            f"{self.touches} of {self.touches_wanted} touches, {self.tried} of "
            f"{self.people_wanted} contacts tried ({self.people} known)"
        )


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one row that its explanation needs, in words where it is words already.

    ``place`` and ``count`` are the row's place and the number of rows, in the class and in all;
    ``above`` is the sum of the row above in the same class, None when there is none that can be
    passed. ``since`` says what the age counts from; ``urgency_from`` and ``fit_from`` where the
    numbers come from; ``due`` is what a class that goes by time is ordered by, ``chosen`` what
    fresh ground is ("" in the others). ``waits`` is ""
    when it can be worked now, ``until`` when that ends, ``behind`` whether it stands below those
    of its class that need not wait; ``hours`` is what the calling hours say of it. ``also`` are
    its further reasons to be in the queue, lower down.
    """

    title: str
    rule: str
    class_: QueueClassKey
    class_place: int
    classes: int
    place: int
    count: int
    place_in_class: int
    count_in_class: int
    why: str
    sum: Sum
    weights: Weights
    since: str
    urgency_from: str
    fit_from: str
    due: str
    chosen: str
    above: float | None
    waits: str
    until: str
    behind: bool
    hours: str
    attempts: str
    depth: Depth
    also: tuple[str, ...]


class Part(msgspec.Struct, frozen=True):
    """A part of the explanation: its title and its lines."""

    title: str
    lines: tuple[str, ...]


_LEAVES: dict[QueueClassKey, str] = {
    "promised_now": "Doing it, or agreeing on another time, takes it off.",
    "hand_raiser": "Calling takes it off: within five minutes, or of their hours opening.",
    "response": "Answering takes it off; a request to be contacted would put it higher.",
    "new_lead": "A first touch takes it off; so does a step planned for later (f or z).",
    "promised_today": "Doing it takes it off; when its time has come it is first of all.",
    "overdue": "Doing it, or agreeing on a new day, takes it off.",
    "baton": "Acceptance or rejection by the account executive takes it off.",
    "step_due": "Doing it or putting it off (z) takes it off; a promise would put it higher.",
    "no_next_step": "A planned next step (f) takes it off, or another bin (b).",
    "check_back": "Any touch or planned step takes it off; a promise would put it higher.",
    "going_quiet": "A touch takes it off; an earlier next step puts it higher on its day.",
    "fresh_ground": "A touch takes it off until it has been left alone for long enough again.",
}


def explain(known: Known, factors: Factors) -> list[Part]:
    """Return why a row is where it is: class and rule, sum, what waits, tries, depth, moves."""
    parts = [
        Part(
            f"{known.title}: class {known.class_place} of {known.classes}",
            (known.rule, f"Here: {known.why}."),
        ),
        Part(
            f"Row {known.place} of {known.count}, {known.place_in_class} of "
            f"{known.count_in_class} in its class",
            tuple(_sum_lines(known)),
        ),
    ]
    if known.waits:
        until = f" – until {known.until}" if known.until else ""
        parts.append(Part("Waits", (f"{known.waits}{until}",)))
    else:
        parts.append(Part("Can be worked now", (known.hours,)))
    parts.append(Part("Worked so far", (known.attempts, known.depth.said)))
    if known.also:
        parts.append(Part("Also here for", known.also))
    parts.append(Part("What would move it", tuple(_moves(known, factors))))
    return parts


def _sum_lines(known: Known) -> Iterator[str]:
    sum_, weights = known.sum, known.weights
    fit = f"{NEUTRAL_FIT} assumed" if sum_.fit is None else str(sum_.fit)
    if sum_.by_time:
        yield f"This class goes by time, first due first: {known.due}."
        yield "Urgency, fit and age do not count in it:"
        yield f"{'urgency':<8} {sum_.urgency:<11} {known.urgency_from}"
        yield f"{'fit':<8} {fit:<11} {known.fit_from}"
        return
    if known.chosen:
        yield f"This class goes by tier, then by fit as far as it is known: {known.chosen}."
        yield "Urgency and age do not count in it:"
        yield f"{'urgency':<8} {sum_.urgency:<11} {known.urgency_from}"
        yield f"{'fit':<8} {fit:<11} {known.fit_from}"
        return
    used = NEUTRAL_FIT if sum_.fit is None else sum_.fit
    days = Factors.age(sum_.age_days)
    counted = f"{sum_.age_days} d" if days == sum_.age_days else f"{sum_.age_days} d as {days}"
    factors = (sum_.urgency_factor, sum_.fit_factor, sum_.age_factor)
    shown, score = adding_up(factors, sum_.score)
    yield _factor("urgency", str(sum_.urgency), f"10 + {sum_.urgency}", weights.urgency,
                  shown[0], known.urgency_from)  # fmt: skip
    yield _factor("fit", fit, f"1 + {used}/20", weights.fit, shown[1], known.fit_from)
    yield _factor("age", counted, f"1 + {days}/7", weights.age, shown[2], known.since)
    yield f"{' × '.join(shown)} = {score}"


def adding_up(factors: Sequence[float], score: float) -> tuple[list[str], str]:
    """Return factors and their product as text, with as few decimals as still multiply to it."""
    said = f"{score:.0f}" if score >= 100 else _trimmed(score, 2)
    digits = 0 if score >= 100 else 2
    shown: list[str] = []
    for decimals in range(2, 10):
        shown = [_trimmed(factor, decimals) for factor in factors]
        if _trimmed(prod(map(float, shown)), digits) == _trimmed(float(said), digits):
            break
    return shown, said


def _factor(name: str, value: str, made: str, weight: float, factor: str, source: str) -> str:
    power = "" if weight == 1 else f", weight {weight:g}"
    return f"{name:<8} {value:<11} {made}{power} → {factor}   {source}"


def _trimmed(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moves(known: Known, factors: Factors) -> Iterator[str]:
    if known.behind:
        yield "Rows that wait stand below those of their class that can be worked now."
    if known.above is not None and not known.sum.by_time:
        found = to_pass(known.sum, known.above, factors)
        if found:
            yield f"One row up: {' or '.join(found)}."
        else:
            yield "One row up: no single change would do it."
    yield _LEAVES[known.class_]


def to_pass(sum_: Sum, above: float, factors: Factors) -> list[str]:
    """Return the least change of each factor alone that would pass a score, possible ones only."""
    need = above / sum_.score
    found = []
    for urgency in range(sum_.urgency + 1, 101):
        if factors.of_urgency[urgency] / sum_.urgency_factor > need:
            found.append(f"urgency {urgency} instead of {sum_.urgency}")
            break
    start = NEUTRAL_FIT if sum_.fit is None else sum_.fit
    for fit in range(start + 1, 101):
        if factors.of_fit[fit] / sum_.fit_factor > need:
            found.append(f"fit {fit} instead of {start}")
            break
    at = factors.age(sum_.age_days)
    ages: Sequence[float] = factors.of_age
    for age in range(at + 1, len(ages)):
        if ages[age] / sum_.age_factor > need:
            days = age - at
            found.append(f"{days} day{'s' if days > 1 else ''} more")
            break
    return found
