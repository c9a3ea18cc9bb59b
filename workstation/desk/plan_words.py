"""What a plan worked backwards says in sentences, and what each of its ratios is made of."""

from collections.abc import Sequence

from workstation.desk.figures import say_value
from workstation.method.backwards import PlanLine, round_up
from workstation.method.figures import say_figure
from workstation.method.measures import Measure


def say_day(lines: Sequence[PlanLine], measure: Measure, name: str, days_left: int) -> str:
    """Say what the day has to bring of the last step's measure, or that it is too late, or done."""
    last, unit = lines[-1], measure.unit or measure.title.lower()
    if last.needed is None or last.left is None:
        return f"No number of {unit} leads to {lines[0].title.lower()} at these ratios."
    if not last.needed:
        return f"{name[:1].upper()}{name[1:]} asks for no {lines[0].title.lower()} yet."
    left, needed = round_up(last.left), round_up(last.needed)
    if not left:
        return f"All {needed} {unit} for {name} are done; what comes now is ahead."
    if last.per_day is None:
        return f"No working day of {name} is left; {left} of {needed} {unit} are missing."
    days = "working day" if days_left == 1 else "working days"
    are = "is" if left == 1 else "are"
    a_day = say_figure(last.per_day)
    return f"{a_day} {unit} a day: {left} of {needed} {are} left for {days_left} {days}."


def say_beside(lines: Sequence[PlanLine], target: float | None, *, guides: bool) -> str:
    """Say why the dashboard counts the last step against another number, where it does.

    ``target`` is the month's of its measure; ``guides`` whether goals are suggested from the plan.
    """
    last = lines[-1]
    needed = round_up(last.needed or 0)
    if len(lines) < 2 or not target or not needed or round(target) == needed:
        return ""
    goes = (
        f"goals are suggested from the {needed} of this plan, which follow your target and ratios"
        if guides
        else "goals are suggested from that one until your second month"
    )
    return (
        f"The dashboard counts {last.title.lower()} against {say_figure(target)}, "
        f"the month's target in measures.yaml; {goes}."
    )


def say_worth(title: str, target: float, won: float, worth: float, currency: str) -> str:
    """Say what a target of opportunities leads to: so many, so much won, so much worth."""
    if not target:
        return ""
    each, whole = (say_value(money, "money", currency) for money in (worth, target * won * worth))
    share = say_figure(won, "percent")
    return f"{say_figure(target)} {title.lower()}, {share} won at {each} each: about {whole}."


def say_cycle(own: float | None, usual: int, name: str) -> str:
    """Say when what is begun now will be revenue; the cycles are in days."""
    days, whose = (round(own), "yours") if own else (usual, "usual")
    return (
        f"A deal takes {days} days ({whose}): this is the pace that brings such revenue "
        f"again and again, not what is still missing in {name}."
    )


def say_thin(lines: Sequence[PlanLine], half_at: int) -> str:
    """Say which ratios are made of so few records that the usual one counts more."""
    ratios = [(line, line.ratio) for line in lines if line.ratio is not None]
    if ratios and not any(ratio.records for _, ratio in ratios):
        return "Nothing of yours to go by yet: these are the usual ratios."
    thin = [line.title.lower() for line, ratio in ratios if ratio.records < half_at]
    said = f"Mostly the usual ratio still, with fewer than {half_at} records: {', '.join(thin)}."
    return said if thin else ""


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
    of = "1 record" if ratio.records == 1 else f"{ratio.records} records"
    if line.ratio_shows == "percent":
        of = "1 try" if ratio.records == 1 else f"{ratio.records} tries"
    weight = round(ratio.weight * 100)
    return f"{used} {each}: yours {own} ({of}, weighs {weight} %), usual {usual}"
