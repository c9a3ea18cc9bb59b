"""Where the week's activity went, tier by tier."""

import click

from workstation.cli.arguments import day_of, json_option
from workstation.cli.output import Column, on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session


@click.command()
@click.option("--week", "day", metavar="DAY", help="Any day of the week: today, 2026-11-16 …")
@json_option
@click.pass_obj
def tiers(session: Session, *, day: str | None, as_json: bool) -> None:
    """Show the week's activity by tier, beside what it should be."""
    desk = session.desk
    found = desk.tier_time.week(day_of(desk, day))
    if as_json:
        say_json(shape(found))
        return
    from workstation.method.figures import say_figure
    from workstation.method.tier_time import say_band

    rows = [
        (
            "without a tier" if each.tier is None else f"tier {each.tier}",
            each.touches,
            say_figure(each.share, "percent"),
            say_band(each),
            round(each.seconds / 60),
            say_figure(each.call_share, "percent"),
        )
        for each in found.tiers
    ]
    if on_terminal():
        say(paint(found.sentence, "bold"))
    columns = (
        Column("accounts"),
        Column("touches", right=True),
        Column("share", right=True, style="bold"),
        Column("aim", right=True),
        Column("minutes on calls", right=True),
        Column("share of calls", right=True),
    )
    say_table(columns, rows)
