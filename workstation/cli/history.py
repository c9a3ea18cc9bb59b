"""What was done, and taking it back."""

import click

from workstation.cli.arguments import action_argument, json_option, limit_option
from workstation.cli.done import report
from workstation.cli.names import complete_account
from workstation.cli.output import Column, on_terminal, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

RECENT = 20


@click.command()
@click.argument("account", required=False, shell_complete=complete_account)
@limit_option(f"At most so many, {RECENT} unless told otherwise.")
@json_option
@click.pass_obj
def history(session: Session, *, account: str | None, limit: int | None, as_json: bool) -> None:
    """List what was done, the latest first; the number is what undo takes."""
    desk = session.desk
    account_id = None if account is None else desk.accounts.resolve(account)
    entries = desk.history.recent(limit or RECENT, account_id)
    if as_json:
        say_json([shape(entry) for entry in entries])
        return
    zone = desk.clock.now().tzinfo
    say_table(
        (
            Column("undo", right=True),
            Column("when", style="dim"),
            Column("what", least=8),
            Column("", style="dim"),
        ),
        [
            (
                entry.number,
                f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}",
                entry.title,
                "undone" if entry.undone else "",
            )
            for entry in entries
        ],
    )
    if not entries and on_terminal():
        say("Nothing has been done yet.")


@click.command()
@action_argument
@json_option
@click.pass_obj
def undo(session: Session, *, action: int | None, as_json: bool) -> None:
    """Take back the latest action, or the one of this number."""
    report(session.desk.history.undo(action), as_json=as_json, back="redo brings it back")


@click.command()
@action_argument
@json_option
@click.pass_obj
def redo(session: Session, *, action: int | None, as_json: bool) -> None:
    """Bring back what was undone last, or the action of this number."""
    report(session.desk.history.redo(action), as_json=as_json)
