"""Planning the day's few goals, and ticking them off."""

import click

from workstation.cli.arguments import day_of, json_option
from workstation.cli.done import report
from workstation.cli.goal_lines import goal_lines
from workstation.cli.names import complete_measure
from workstation.cli.output import on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

_DAY = click.option("--day", metavar="DAY", help="today, tomorrow, fri, 2026-12-01 …")


@click.group(invoke_without_command=True)
@_DAY
@json_option
@click.pass_context
def goals(ctx: click.Context, *, day: str | None, as_json: bool) -> None:
    """Show the goals of a day, add one, or tick one off."""
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.find_object(Session) or Session()
    desk = session.desk
    on = day_of(desk, day)
    found = desk.goals.for_day(on)
    if as_json:
        say_json([shape(goal) for goal in found])
    elif not on_terminal():
        say_table(
            (), [(goal.n, goal.progress, goal.target, goal.done, goal.text) for goal in found]
        )
    else:
        from workstation.method.days import say_day

        say(paint(f"Goals for {say_day(on, near=desk.days.today())}", "bold"))
        say(goal_lines(found) or "None yet; plan three: workstation goals add TEXT")


@goals.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--measure", metavar="M", shell_complete=complete_measure, help="What counts.")
@click.option("--target", type=click.IntRange(min=1), metavar="N", help="How many.")
@_DAY
@json_option
@click.pass_obj
def add(
    session: Session,
    *,
    text: tuple[str, ...],
    measure: str | None,
    target: int | None,
    day: str | None,
    as_json: bool,
) -> None:
    """Add a goal; "hold five conversations" finds its measure by itself."""
    desk = session.desk
    on = day_of(desk, day)
    changed = desk.goals.add(" ".join(text), measure, target, on)
    made = next((shape(goal) for goal in desk.goals.for_day(on) if goal.id == changed.made), None)
    report(changed, as_json=as_json, more={"goal": made})


@goals.command()
@click.argument("n", type=click.IntRange(min=1))
@_DAY
@json_option
@click.pass_obj
def done(session: Session, *, n: int, day: str | None, as_json: bool) -> None:
    """Tick off the goal with this number."""
    desk = session.desk
    on = day_of(desk, day)
    changed = desk.goals.tick(n, on, done=True)
    report(changed, as_json=as_json, more={"goal": shape(desk.goals.for_day(on)[n - 1])})
