"""Works a target back to the day, through what the rep's own last months came to."""

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from workstation.desk.figures import money_digits, say_value
from workstation.desk.measures import Measures, whole
from workstation.method.backwards import (
    Period,
    PlanLine,
    Ratio,
    Rung,
    blend,
    round_up,
    work_back,
)
from workstation.method.days import MONTHS, add_months, month_of
from workstation.method.figures import say_figure

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.method.backwards import PlanStep

_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3}


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
        months = _MONTHS[period]
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
            said = f"There is no target for {title}: measures.yaml or targets.yaml sets one."
            return self._made("", (), (said,))
        lines = work_back(target, rungs, self._days_left)
        said = self._figure(lines[0], target)
        if revenue is None:
            said = f"{say_figure(target)} {lines[0].title.lower()}"
        worth = self._worth(ratios, target) if revenue is None else self._cycle()
        words = (self._say_day(lines), worth, *self._notes, self._thin(lines))
        return self._made(said, lines, tuple(each for each in words if each))

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
        """Return the revenue target of the period in minor units, None without one."""
        given = self._rules.revenue
        months = _MONTHS[self._period]
        if self._period in given:
            target = given[self._period]
        elif given:
            known, money = next(iter(given.items()))
            target = money * months / _MONTHS[known]
        else:
            return None
        return target * self._unit()

    def _counted_target(self) -> float | None:
        """Return the target of the first step over the months of the period, None without one."""
        key = self._rules.steps[0].measure
        months = [add_months(self._first, at) for at in range(_MONTHS[self._period])]
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

    # Words

    def _say_day(self, lines: tuple[PlanLine, ...]) -> str:
        """Say what the day has to bring, or that it is too late, or that it is done."""
        last, name = lines[-1], self._name()
        measure = self._measures.measure(last.key)
        unit = measure.unit or measure.title.lower()
        if last.needed is None or last.left is None:
            return f"No number of {unit} leads to {lines[0].title.lower()} at these ratios."
        if not last.needed:
            return f"{name[:1].upper()}{name[1:]} asks for no {lines[0].title.lower()} yet."
        left, needed = round_up(last.left), round_up(last.needed)
        if not left:
            return f"All {needed} {unit} for {name} are done; what comes now is ahead."
        if last.per_day is None:
            return f"No working day of {name} is left; {left} of {needed} {unit} are missing."
        days = "working day" if self._days_left == 1 else "working days"
        are = "is" if left == 1 else "are"
        a_day = say_figure(last.per_day)
        return f"{a_day} {unit} a day: {left} of {needed} {are} left for {self._days_left} {days}."

    def _worth(self, ratios: list[Ratio], target: float) -> str:
        """Say what the opportunities lead to: so many, so much won, so much worth."""
        worth, won = ratios[0].used, ratios[1].used
        title = self._title(self._rules.steps[0].measure).lower()
        whole_worth = self._money(target * won * worth)
        share = say_figure(won, "percent")
        said = f"{say_figure(target)} {title}, {share} won at {self._money(worth)} each"
        return f"{said}: about {whole_worth}." if target else ""

    def _cycle(self) -> str:
        """Say when what is begun now will be revenue."""
        own = self._measures.value(self._rules.cycle, *self._back)
        days = round(own) if own else self._rules.cycle_days
        whose = "yours" if own else "usual"
        return (
            f"A deal takes {days} days ({whose}): this is the pace that brings such revenue "
            f"again and again, not what is still missing in {self._name()}."
        )

    def _thin(self, lines: tuple[PlanLine, ...]) -> str:
        ratios = [(line, line.ratio) for line in lines if line.ratio is not None]
        if ratios and not any(ratio.records for _, ratio in ratios):
            return "Nothing of yours to go by yet: these are the usual ratios."
        half = self._rules.half_at
        thin = [line.title.lower() for line, ratio in ratios if ratio.records < half]
        said = f"Mostly the usual ratio still, with fewer than {half} records: {', '.join(thin)}."
        return said if thin else ""

    # Numbers

    def _done(self, key: str) -> float:
        if self._until < self._first:
            return 0.0
        return float(self._measures.value(key, self._first, min(self._until, self._last)) or 0)

    def _title(self, key: str) -> str:
        return self._measures.measure(key).title

    def _unit(self) -> int:
        return int(10 ** money_digits(self._currency))

    def _money(self, minor: float) -> str:
        return say_value(minor, "money", self._currency)

    def _figure(self, line: PlanLine, value: float) -> str:
        return say_value(value, line.shows, self._currency)


def say_ratio(line: PlanLine, currency: str) -> str:
    """Write how a step's ratio is mixed: the one used, the rep's own and its weight, the usual.

    "" for the step a plan begins with.
    """
    ratio = line.ratio
    if ratio is None:
        return ""
    used, usual = (say_value(v, line.ratio_shows, currency) for v in (ratio.used, ratio.usual))
    each = "each" if line.ratio_shows == "money" else "lead on"
    if ratio.own is None:
        return f"{used} {each}, as usual; none of yours yet"
    own = say_value(ratio.own, line.ratio_shows, currency)
    weight = say_figure(ratio.weight, "percent")
    return f"{used} {each}: yours {own} of {ratio.records} counts {weight}, usual {usual}"
