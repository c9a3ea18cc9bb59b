"""What came of the variants of openers and flows, and how sure that is."""

import click

from workstation.cli.arguments import json_option
from workstation.cli.output import Column, on_terminal, paint, say, say_json, say_tables
from workstation.cli.rows import shape
from workstation.cli.session import Session

_COLUMNS = (
    Column("variant", least=12, style="bold"),
    Column("dials", right=True),
    Column("answered", right=True),
    Column("talks", right=True),
    Column("5 min", right=True),
    Column("next", right=True),
    Column("rate", right=True),
)


@click.command()
@json_option
@click.pass_obj
def experiments(session: Session, *, as_json: bool) -> None:
    """Compare the variants of openers and flows, and say how sure it is.

    Openers are compared by conversations per answered call, flows by the next steps their
    conversations ended with.
    """
    results = session.desk.experiments.results()
    if as_json:
        say_json(
            [
                shape(each)
                | {"variants": [shape(one) | {"rate": one.rate} for one in each.variants]}
                for each in results
            ]
        )
        return
    if not results:
        say("No experiments: give a flow two openers, or a variant, in your own playbook.")
        return
    for number, each in enumerate(results):
        rows = [
            (
                one.title,
                one.dials,
                one.answered,
                one.conversations,
                one.five_minute_calls,
                one.next_steps,
                "–" if one.rate is None else f"{round(100 * one.rate)} %",
            )
            for one in each.variants
        ]
        if on_terminal() and number:
            say("")
        say(paint(f"{each.title} ({each.rate_of})", "bold"))
        say_tables(_COLUMNS, [("", rows)])
        say(f"  {each.verdict.said}" if on_terminal() else each.verdict.said)
