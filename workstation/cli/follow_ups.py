"""What is to happen: planned for an account, or spread over days after a leave."""

import click

from workstation.cli.arguments import account_argument, json_option
from workstation.cli.done import report
from workstation.cli.names import zone_there
from workstation.cli.output import Column, say, say_json, say_table
from workstation.cli.session import Session

CHANNELS = ("call", "email", "meeting", "social", "task")


@click.command("follow-up")
@account_argument
@click.argument("when")
@click.option("--contact", metavar="NAME", help="With whom.")
@click.option("--why", default="", metavar="TEXT", help="What you will read when it comes due.")
@click.option("--channel", type=click.Choice(CHANNELS), default="call", show_default=True)
@click.option("--promised", is_flag=True, help="They expect it.")
@click.option(
    "--reason", default="", metavar="TEXT", help="Why call somebody who asked not to be called."
)
@json_option
@click.pass_obj
def follow_up(
    session: Session,
    *,
    account: str,
    when: str,
    contact: str | None,
    why: str,
    channel: str,
    promised: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Plan a follow-up: WHEN is said as people say it, "tue 3pm", "+3d", "q1"."""
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    due = desk.days.read(when, zone_there(desk, account_id, person))
    changed = desk.follow_ups.plan(
        account_id,
        due,
        why=why,
        channel=channel,
        promised=promised,
        contact_id=person,
        reason=reason,
    )
    followup = {"id": changed.made, "due": due.day, "at": due.at, "channel": channel}
    report(changed, as_json=as_json, more={"followup": followup})


@click.command()
@click.argument("days", type=click.IntRange(1, 60))
@click.option("--dry-run", is_flag=True, help="Only show how many would land on each day.")
@json_option
@click.pass_obj
def leave(session: Session, *, days: int, dry_run: bool, as_json: bool) -> None:
    """Back from leave: spread what is overdue over so many working days."""
    desk = session.desk
    plan = desk.follow_ups.spread_plan(days)
    landing = [{"day": day, "follow_ups": number} for day, number in plan.days]
    if not dry_run:
        changed = desk.follow_ups.spread(days)
        report(changed, as_json=as_json, more={"days": landing})
        return
    if as_json:
        say_json({"action": None, "overdue": plan.overdue, "days": landing})
    elif not plan.overdue:
        say("Nothing is overdue.")
    else:
        say_table((Column("day"), Column("follow-ups", right=True)), plan.days)
