"""A target worked back to the day, in lines."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.output import Column, on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.method.backwards import PlanLine


@click.command()
@click.option("--month", "period", flag_value="month", default="month", help="This month.")
@click.option("--quarter", "period", flag_value="quarter", help="This quarter.")
@json_option
@click.pass_obj
def plan(session: Session, *, period: str, as_json: bool) -> None:
    """Work the target back to what each day has to bring.

    The target is your revenue target (workstation settings revenue_target "200k a month"), else
    that of the first step.
    """
    from workstation.desk.plan_words import say_ratio

    desk = session.desk
    found = desk.plan_back.plan("quarter" if period == "quarter" else "month")
    if as_json:
        say_json(shape(found))
        return
    rows = [
        (
            line.title,
            figure(line, line.needed, found.currency),
            figure(line, line.done, found.currency),
            figure(line, line.left, found.currency),
            figure(line, line.per_day, found.currency, whole=False),
            say_ratio(line, found.currency),
        )
        for line in found.lines
    ]
    if not on_terminal():
        say_table((), rows)
        return
    say(paint(f"Working backwards: {found.name}", "bold"))
    ratios = [f"{row[0]}: {row[-1]}" for row in rows if row[-1]]
    columns = (
        Column("step"),
        Column("needed", right=True),
        Column("done", right=True),
        Column("left", right=True),
        Column("a day", right=True, style="bold"),
    )
    say_table(columns, [row[:-1] for row in rows])
    say("\n".join([*(paint(each, "dim") for each in ratios), *found.sentences]))


def figure(line: "PlanLine", value: float | None, currency: str, *, whole: bool = True) -> str:
    """Write a number of a line; a count that is needed or left is rounded up."""
    from workstation.desk.figures import say_value
    from workstation.method.backwards import round_up

    if value is not None and whole and line.shows == "number":
        value = round_up(value)
    return say_value(value, line.shows, currency)
