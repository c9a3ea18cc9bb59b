"""Works a target back to the day, through what the rep's own last months came to."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.elsewhere import DONE_HERE
from workstation.desk.figures import money_digits, say_value
from workstation.desk.measures.measures import Measures, whole
from workstation.desk.plan_words import say_beside, say_cycle, say_day, say_thin, say_worth
from workstation.method.backwards import (
    MONTHS_OF,
    Period,
    PlanLine,
    Ratio,
    Rung,
    blend,
    read_revenue,
    work_back,
)
from workstation.method.days import MONTHS, add_months, month_of
from workstation.method.figures import say_figure

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.backwards import PlanStep

_ONE_DAY = timedelta(days=1)


class Backwards(msgspec.Struct, frozen=True):
    """A period worked back from its target; the last line is the day's work.

    `first` to `last` is the period, `day` the day it is looked at, the first of `days_left`.
    `target_said` is the target in words, `sentences` what a rep should know about the numbers,
    the most important first. Without a target there are no lines.
    """

    period: Period
    name: str
    day: date
    first: date
    last: date
    days_left: int
    days_total: int
    currency: str
    target_said: str
    lines: tuple[PlanLine, ...]
    sentences: tuple[str, ...]


class WorkingBackwards:
    """Reads what is needed, done and left on the way to a target, without a day as of today."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def plan(
        self, period: Period = "month", day: date | None = None, *, day_done: bool = True
    ) -> Backwards:
        """Work the target of a month or quarter back to what each working day has to bring.

        What was done on `day` itself counts unless `day_done` is False, as when it is being
        planned; either way the day is one of the days left. The rep's own ratios are those of the
        days before the month of `day` began, so that a target does not move while it is worked on.
        """
        on = day or self._desk.days.today()
        return _Plan(self._desk, period, on, on if day_done else on - _ONE_DAY).work_out()

    def guide(self, day: date) -> tuple[Backwards, PlanLine] | None:
        """Return the plan of a day's month, and the step of it that goals are suggested from.

        None when goals go by the targets of the measures: nothing is asked for or no goal can count
        it, or the first month of work is still on, whose pace would be no fair measure.
        """
        found = self.plan("month", day, day_done=False)
        line = _guiding(self._desk, found.lines, day)
        return None if line is None else (found, line)


def first_month(desk: "Desk", day: date) -> bool:
    """Say whether nothing was logged before the month of a day."""
    began = desk.store.value(f"SELECT min(happened_on) FROM activities WHERE {DONE_HERE}")
    return began is None or began >= month_of(day)[0].isoformat()


def _guiding(desk: "Desk", lines: tuple[PlanLine, ...], day: date) -> PlanLine | None:
    if len(lines) < 2 or not lines[-1].needed or first_month(desk, day):
        return None
    return lines[-1] if desk.measures.measure(lines[-1].key).for_goals else None


class _Plan:
    """One plan, made for one use: every number is read once."""

    def __init__(self, desk: "Desk", period: Period, day: date, until: date) -> None:
        self._desk = desk
        self._rules = desk.playbook.targets
        self._measures = Measures(desk, remember=True)
        self._period: Period = period
        self._day = day
        self._until = until
        month = month_of(day)[0]
        months = MONTHS_OF[period]
        self._first = month.replace(month=(month.month - 1) // months * months + 1)
        self._last = month_of(add_months(self._first, months - 1))[1]
        self._back = (month - timedelta(days=self._rules.look_back_days), month - _ONE_DAY)
        self._currency = desk.settings.get("currency")
        working = desk.days.working()
        self._days_left = working.between(day, self._last)
        self._days_total = working.between(self._first, self._last)
        self._notes: list[str] = []

    def work_out(self) -> Backwards:
        revenue = self._revenue()
        ratios = self._ratios()
        rungs = self._rungs(ratios, money=revenue is not None)
        target = revenue
        if target is None and (target := self._counted_target()) is None:
            title = self._title(self._rules.steps[0].measure).lower()
            said = (
                f"There is no target for {title}: measures.yaml sets one, "
                "or the setting revenue_target one for revenue."
            )
            return self._made("", (), (said,))
        lines = work_back(target, rungs, self._days_left)
        said = say_value(target, lines[0].shows, self._currency)
        if revenue is None:
            said = f"{say_figure(target)} {lines[0].title.lower()}"
        words = self._words(lines, ratios, target, money=revenue is not None)
        return self._made(said, lines, tuple(each for each in words if each))

    def _words(
        self, lines: tuple[PlanLine, ...], ratios: list[Ratio], target: float, *, money: bool
    ) -> Iterator[str]:
        rules, last = self._rules, self._measures.measure(lines[-1].key)
        yield say_day(lines, last, self._name(), self._days_left)
        if money:
            own = self._measures.value(rules.cycle, *self._back)
            yield say_cycle(own, rules.cycle_days, self._name())
        else:
            won, worth = ratios[1].used, ratios[0].used
            yield say_worth(lines[0].title, target, won, worth, self._currency)
        if self._period == "month":
            counted = self._measures.target(last.key, "month", self._day)
            guides = _guiding(self._desk, lines, self._day) is not None
            yield say_beside(lines, counted, guides=guides)
        yield from self._notes
        yield say_thin(lines, rules.half_at)

    def _made(
        self, target_said: str, lines: tuple[PlanLine, ...], sentences: tuple[str, ...]
    ) -> Backwards:
        return Backwards(
            self._period,
            self._name(),
            self._day,
            self._first,
            self._last,
            self._days_left,
            self._days_total,
            self._currency,
            target_said,
            lines,
            sentences,
        )

    def _name(self) -> str:
        if self._period == "month":
            return f"{MONTHS[self._first.month - 1]} {self._first.year}"
        return f"quarter {(self._first.month + 2) // 3} of {self._first.year}"

    # Targets

    def _revenue(self) -> float | None:
        """Return the revenue target of the period in minor units, None without one.

        The rep's setting counts before the playbook's.
        """
        given = self._rules.revenue
        months = MONTHS_OF[self._period]
        if own := self._desk.settings.get("revenue_target"):
            wanted = read_revenue(own)
            target = wanted.amount * months / wanted.months
        elif self._period in given:
            target = given[self._period]
        elif given:
            known, money = next(iter(given.items()))
            target = money * months / MONTHS_OF[known]
        else:
            return None
        return target * self._unit()

    def _counted_target(self) -> float | None:
        """Return the target of the first step over the months of the period, None without one."""
        key = self._rules.steps[0].measure
        months = [add_months(self._first, at) for at in range(MONTHS_OF[self._period])]
        each = [self._measures.target(key, "month", month) for month in months]
        known = [target for target in each if target is not None]
        return sum(known) if known else None

    # Ratios

    def _ratios(self) -> list[Ratio]:
        """Return the worth of a deal, and the share of each step that leads to the one above."""
        rules, measures = self._rules, self._measures
        deals = whole(measures.value(rules.deals, *self._back))
        deals -= measures.left_out(rules.money, *self._back)
        money = float(measures.value(rules.money, *self._back) or 0)
        worth = rules.deal_worth * self._unit()
        ratios = [blend(money, deals, worth, rules.half_at, most=math.inf)]
        above = rules.deals
        for step in rules.steps:
            reached, records = self._own(step, above)
            ratios.append(blend(reached, records, step.share, rules.half_at))
            self._note_odd(step, above, reached, records)
            above = step.measure
        return ratios

    def _own(self, step: "PlanStep", above: str) -> tuple[float, int]:
        if step.own is None:
            return (
                float(self._measures.value(above, *self._back) or 0),
                whole(self._measures.value(step.measure, *self._back)),
            )
        ratio = self._measures.measure(step.own)
        records = whole(self._measures.value(ratio.over or "", *self._back))
        return float(self._measures.value(ratio.of or "", *self._back) or 0), records

    def _note_odd(self, step: "PlanStep", above: str, reached: float, records: int) -> None:
        """Note a share that cannot be, or that only the usual one keeps from being nothing."""
        upper, lower = self._title(above).lower(), self._title(step.measure).lower()
        days = self._rules.look_back_days
        if step.own is None and reached > records:
            self._notes.append(
                f"In {days} days there were more {upper} ({say_figure(reached)}) than {lower} "
                f"({records}): some were not logged, so one each is counted."
            )
        elif records and not reached:
            self._notes.append(
                f"Of {records} {self._counted(step)} in {days} days none led to {upper}; "
                "the plan leans on the usual share."
            )

    def _counted(self, step: "PlanStep") -> str:
        key = step.measure
        if step.own is not None:
            key = self._measures.measure(step.own).over or key
        return self._title(key).lower()

    def _rungs(self, ratios: list[Ratio], *, money: bool) -> list[Rung]:
        """Return the steps from the target down: from the money, or from the first step."""
        rules = self._rules
        steps = [
            Rung(step.measure, self._title(step.measure), self._done(step.measure), ratio)
            for step, ratio in zip(rules.steps, ratios[1:], strict=True)
        ]
        if not money:
            return [msgspec.structs.replace(steps[0], ratio=None), *steps[1:]]
        title, done = self._title(rules.money), self._done(rules.money)
        deals = Rung(
            rules.deals,
            self._title(rules.deals),
            self._done(rules.deals),
            ratios[0],
            ratio_shows="money",
        )
        return [Rung(rules.money, title, done, shows="money"), deals, *steps]

    # Numbers

    def _done(self, key: str) -> float:
        if self._until < self._first:
            return 0.0
        return float(self._measures.value(key, self._first, min(self._until, self._last)) or 0)

    def _title(self, key: str) -> str:
        return self._measures.measure(key).title

    def _unit(self) -> int:
        return int(10 ** money_digits(self._currency))
