"""The record of practice with objection cards."""

import click

from workstation.cli.arguments import json_option
from workstation.cli.output import Column, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.drills import BEST, CRITERIA

_COLUMNS = (
    Column("card", least=12, style="bold"),
    Column("source"),
    Column("times", right=True),
    Column(f"of {BEST}", right=True),
    Column("seconds", right=True),
    Column("last"),
    Column("least", least=8, style="dim"),
)


@click.command()
@json_option
@click.pass_obj
def drill(session: Session, *, as_json: bool) -> None:
    """Show how well each objection card goes; practise on the screens, at g s, then d."""
    desk = session.desk
    standing = desk.drills.standing()
    if as_json:
        history = [
            shape(each) | {"scores": shape(each.scores), "total": each.scores.total}
            for each in desk.drills.history()
        ]
        say_json({"cards": [shape(each) for each in standing], "history": history})
        return
    practised = [each for each in standing if each.times]
    if not practised:
        say("Nothing practised yet: open the screens, press g s, then d.")
        return
    say_table(
        _COLUMNS,
        [
            (
                each.title,
                each.source,
                each.times,
                f"{each.average or 0:.1f}",
                each.seconds,
                each.last_on,
                CRITERIA.get(each.weakest, ""),
            )
            for each in sorted(practised, key=lambda each: each.average or 0)
        ],
    )
