"""Past call blocks with what came of them."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option, limit_option
from workstation.cli.output import Column, on_terminal, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.figures import say_figure

if TYPE_CHECKING:
    from workstation.desk.blocks.blocks import Figures

RECENT = 20


@click.command()
@limit_option(f"At most so many, {RECENT} unless told otherwise.")
@json_option
@click.pass_obj
def blocks(session: Session, *, limit: int | None, as_json: bool) -> None:
    """List call blocks, the latest first: dials, conversations, seconds of logging a call."""
    desk = session.desk
    found = desk.blocks.history(limit or RECENT)
    if as_json:
        say_json([shape(figures) for figures in found])
        return
    zone = desk.clock.now().tzinfo
    say_table(
        (
            Column("when", style="dim"),
            Column("slice", least=8),
            Column("minutes", right=True),
            Column("dials", right=True),
            Column("talks", right=True),
            Column("an hour", right=True),
            Column("5 min", right=True),
            Column("logging", right=True),
            Column("interrupted", right=True),
            Column("", style="dim"),
        ),
        [
            (
                f"{figures.started_at.astimezone(zone):%Y-%m-%d %H:%M}",
                figures.slice,
                round(figures.seconds / 60),
                figures.dials,
                figures.conversations,
                say_figure(figures.conversations_per_hour),
                figures.five_minute_calls,
                _logging(figures),
                figures.interruptions,
                "open" if figures.ended_at is None else "",
            )
            for figures in found
        ],
    )
    if not found and on_terminal():
        say("No call block yet; B on Today starts one.")


def _logging(figures: "Figures") -> str:
    """Return the seconds it took to log a call, the middle one of them all."""
    if figures.logging_median is None:
        return "–"
    return f"{say_figure(figures.logging_median)} s"
