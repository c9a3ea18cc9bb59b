"""The personal dashboard in lines: nine numbers, their targets and how they got there."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.output import Column, on_terminal, say, say_json, say_table, say_tables
from workstation.cli.rows import shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.dashboard.tiles import TileView
    from workstation.desk.desk import Desk
    from workstation.method.figures import Shows
    from workstation.method.measures import Measure

COLUMNS = {
    "activity": "This month: what I did",
    "results": "This month: what came of it",
    "long_run": "The year",
}
_BLOCKS = "▁▂▃▄▅▆▇█"


@click.command()
@json_option
@click.pass_obj
def dashboard(session: Session, *, as_json: bool) -> None:
    """Show the nine numbers of the personal dashboard."""
    desk = session.desk
    tiles = desk.dashboard.tiles()
    today = desk.days.today()
    first = desk.signals.first_responses(today.replace(day=1), today)
    if as_json:
        shapes = [shape(tile) for tile in tiles]
        further = [
            {"key": each.key, "title": each.title, "value": value, "target": target}
            for each, value, target in _further(desk)
        ]
        say_json({"tiles": shapes, "measures": further, "first_responses": first.counts()})
        return
    if not on_terminal():
        say_table((), [(tile.key, tile.title, tile.value, tile.target) for tile in tiles])
        return
    columns = (
        Column(""),
        Column("", right=True, style="bold"),
        Column("target", right=True),
        Column(""),
        Column("", least=8, style="dim"),
    )
    blocks = groupby(tiles, key=lambda tile: tile.column)
    say_tables(
        columns, [(COLUMNS[key], [_row(desk, tile) for tile in block]) for key, block in blocks]
    )
    if told := first.said():
        say("First response this month: " + "; ".join(told) + ".")
    for each, value, target in _further(desk):
        if value is not None:
            aim = "" if target is None else f" (target {_said(desk, each.shows, target)})"
            say(f"{each.title}: {_said(desk, each.shows, value)}{aim}")


def _further(desk: "Desk") -> "list[tuple[Measure, float | None, float | None]]":
    """Return the measures no tile can add up, month to date, with their targets."""
    from workstation.method.measures import WORKED

    today = desk.days.today()
    return [
        (
            each,
            desk.measures.value(each.key, today.replace(day=1), today),
            desk.measures.target(each.key, "month", today),
        )
        for each in desk.playbook.measures
        if each.how in WORKED
    ]


def _row(desk: "Desk", tile: "TileView") -> tuple[str, str, str, str, str]:
    return (
        tile.title,
        _figure(desk, tile, tile.value),
        "" if tile.target is None else _figure(desk, tile, tile.target),
        "" if tile.chart in ("funnel", "sources") else sparks(tile.series),
        tile.caption,
    )


def sparks(series: tuple[int | float | None, ...]) -> str:
    """Return a series as a row of blocks, · for what is not known yet."""
    most = max((value for value in series if value is not None), default=0)
    return "".join(
        "·" if value is None else _BLOCKS[round(7 * max(value, 0) / most) if most > 0 else 0]
        for value in series
    )


def _figure(desk: "Desk", tile: "TileView", value: float | None) -> str:
    return _said(desk, tile.shows, value)


def _said(desk: "Desk", shows: "Shows", value: float | None) -> str:
    from workstation.desk.figures import say_value

    return say_value(value, shows, desk.settings.get("currency"))
