"""The rep's profile and preferences, and the days off."""

import click

from workstation.cli.arguments import day_of, json_option
from workstation.cli.done import report
from workstation.cli.names import choose
from workstation.cli.output import Column, on_terminal, say, say_json, say_table
from workstation.cli.session import Session


def _keys(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from workstation.desk.settings import DEFAULTS

    return [key for key in DEFAULTS if key.startswith(incomplete)]


@click.command()
@click.argument("key", required=False, shell_complete=_keys)
@click.argument("value", required=False)
@json_option
@click.pass_obj
def settings(session: Session, *, key: str | None, value: str | None, as_json: bool) -> None:
    """Show the settings, or one, or set one: settings country US."""
    drawer = session.desk.settings
    known = drawer.all()
    if key is None:
        if as_json:
            say_json(known)
        else:
            say_table((Column("setting", style="bold"), Column("value")), list(known.items()))
        return
    name = choose(key, {each: each for each in known}, "Setting")
    if value is not None:
        report(drawer.set(name, value), as_json=as_json, more={name: drawer.get(name)})
    elif as_json:
        say_json({name: known[name]})
    else:
        say_table((Column(name),), [(known[name],)])


@click.group("days-off", invoke_without_command=True)
@json_option
@click.pass_context
def days_off(ctx: click.Context, *, as_json: bool) -> None:
    """List the days off, add one or drop one; next steps are moved off them."""
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.find_object(Session) or Session()
    days = session.desk.days.off()
    if as_json:
        say_json([{"day": day, "reason": reason} for day, reason in days.items()])
        return
    say_table(
        (Column("day off"), Column("", style="dim"), Column("why", least=8)),
        [(day, f"{day:%a}", reason) for day, reason in days.items()],
    )
    if not days and on_terminal():
        say("No days off yet: workstation days-off add DAY")


@days_off.command()
@click.argument("day")
@click.argument("reason", nargs=-1)
@json_option
@click.pass_obj
def add(session: Session, *, day: str, reason: tuple[str, ...], as_json: bool) -> None:
    """Take a day off: add 2026-12-24, add fri "long weekend"."""
    desk = session.desk
    on = day_of(desk, day)
    report(desk.days.take_off(on, " ".join(reason)), as_json=as_json, more={"day": on})


@days_off.command()
@click.argument("day")
@json_option
@click.pass_obj
def drop(session: Session, *, day: str, as_json: bool) -> None:
    """Work on a day off after all: drop 2026-12-24."""
    desk = session.desk
    on = day_of(desk, day)
    report(desk.days.drop(on), as_json=as_json, more={"day": on})
