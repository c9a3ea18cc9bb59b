"""Cadences: listed, started for accounts, held, moved and ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, day_of, json_option
from workstation.cli.done import report
from workstation.cli.failures import Failure
from workstation.cli.names import choose, complete, complete_account
from workstation.cli.output import Column, advise, on_terminal, say, say_json, say_table
from workstation.cli.rows import Shape, shape
from workstation.cli.session import Session
from workstation.method.cadence import OUTCOMES

if TYPE_CHECKING:
    from workstation.desk.cadences.rows import PreviewRow, Run
    from workstation.desk.desk import Desk

_complete_cadence = complete(
    lambda desk, start: [each.key for each in desk.cadences.known() if each.key.startswith(start)]
)
_contact = click.option("--contact", metavar="NAME", help="With whom it runs.")
_accounts = click.argument("accounts", nargs=-1, shell_complete=complete_account)
_focus = click.option(
    "--focus", "focus_name", metavar="NAME", help="For the accounts of a focus list."
)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def cadence(ctx: click.Context, *, as_json: bool) -> None:
    """List the cadences, start one for accounts, and hold, move or end those that run."""
    if ctx.invoked_subcommand is not None:
        return
    known = (ctx.find_object(Session) or Session()).desk.cadences.known()
    if as_json:
        say_json(known)
        return
    say_table(
        (
            Column("key", style="bold"),
            Column("title"),
            Column("steps", right=True),
            Column("days", right=True),
            Column("for", least=12, style="dim"),
        ),
        [
            (each.key, each.title, len(each.steps), each.steps[-1].day, each.for_whom)
            for each in known
        ],
    )
    if not known and on_terminal():
        say("The playbook has no cadences.")


@cadence.command()
@click.argument("key", shell_complete=_complete_cadence)
@click.argument("accounts", nargs=-1, required=True, shell_complete=complete_account)
@click.option("--contact", metavar="NAME", help="For whom, when one account is named.")
@click.option("--on", "day", metavar="DAY", help="The day it starts; today unless said.")
@click.option("--dry-run", is_flag=True, help="Only show the days, and who is left out.")
@json_option
@click.pass_obj
def start(
    session: Session,
    *,
    key: str,
    accounts: tuple[str, ...],
    contact: str | None,
    day: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Start a cadence for accounts: start new_lead Corvid "Halden Paper"."""
    from workstation.desk.cadences.rows import Target

    desk = session.desk
    chosen = choose(key, {each.key: each.title for each in desk.cadences.known()}, "Cadence")
    numbers = [desk.accounts.resolve(name) for name in accounts]
    if contact and len(numbers) > 1:
        raise Failure("--contact is for one account.")
    person = desk.accounts.resolve_contact(numbers[0], contact) if contact else None
    targets = [Target(number, person) for number in numbers]
    on = day_of(desk, day)
    found = desk.cadences.preview(chosen, targets, on)
    shapes = [_shape(row) for row in found.rows]
    if not dry_run:
        changed = desk.cadences.start(chosen, targets, on)
        report(changed, as_json=as_json, more={"cadence": chosen, "accounts": shapes})
        return
    if as_json:
        say_json({"action": None, "cadence": chosen, "accounts": shapes, "notes": found.notes})
        return
    say_table(
        (
            Column("account", least=8, style="bold"),
            Column("contact", least=8),
            Column("days", least=20),
            Column("note", least=8, style="dim"),
        ),
        [
            (
                row.account,
                row.contact,
                " ".join(each.day.isoformat() for each in row.landings),
                f"left out: {row.left_out}" if row.left_out else _moved(row),
            )
            for row in found.rows
        ],
    )
    advise(found.notes)


@cadence.command()
@json_option
@click.pass_obj
def running(session: Session, *, as_json: bool) -> None:
    """List the cadences that run or are paused, the next due first."""
    runs = session.desk.cadences.running()
    if as_json:
        say_json([shape(each) for each in runs])
        return
    say_table(
        (
            Column("next"),
            Column("account", least=8, style="bold"),
            Column("contact", least=8),
            Column("cadence", least=8),
            Column("step"),
            Column("by", style="dim"),
            Column("what", least=12, style="dim"),
        ),
        [
            (
                each.next_on if each.state == "running" else each.state,
                each.account,
                each.contact,
                each.title,
                each.said,
                each.channel,
                each.why,
            )
            for each in runs
        ],
    )
    if not runs and on_terminal():
        say("No cadence runs: workstation cadence start KEY ACCOUNT")


@cadence.command()
@_accounts
@_contact
@_focus
@json_option
@click.pass_obj
def pause(
    session: Session,
    *,
    accounts: tuple[str, ...],
    contact: str | None,
    focus_name: str | None,
    as_json: bool,
) -> None:
    """Hold the cadence of an account, or those of several."""
    if (many := _many(session.desk, accounts, contact, focus_name)) is not None:
        report(session.desk.cadences.change_many(many, "pause"), as_json=as_json)
        return
    run = _run(session.desk, accounts[0], contact)
    report(session.desk.cadences.pause(run.id), as_json=as_json)


@cadence.command()
@_accounts
@_contact
@_focus
@json_option
@click.pass_obj
def resume(
    session: Session,
    *,
    accounts: tuple[str, ...],
    contact: str | None,
    focus_name: str | None,
    as_json: bool,
) -> None:
    """Go on with a paused cadence, or with those of several accounts."""
    if (many := _many(session.desk, accounts, contact, focus_name)) is not None:
        report(session.desk.cadences.change_many(many, "resume"), as_json=as_json)
        return
    run = _run(session.desk, accounts[0], contact)
    report(session.desk.cadences.resume(run.id), as_json=as_json)


@cadence.command()
@_accounts
@click.option("--reason", default="", metavar="TEXT", help="Why it ends.")
@click.option("--outcome", type=click.Choice(tuple(OUTCOMES)), help="What came of it.")
@_contact
@_focus
@json_option
@click.pass_obj
def stop(
    session: Session,
    *,
    accounts: tuple[str, ...],
    reason: str,
    outcome: str | None,
    contact: str | None,
    focus_name: str | None,
    as_json: bool,
) -> None:
    """End a cadence, with what came of it where that is known, or those of several accounts."""
    if (many := _many(session.desk, accounts, contact, focus_name)) is not None:
        if outcome:
            raise Failure("--outcome is for one account.")
        report(session.desk.cadences.change_many(many, "stop", reason), as_json=as_json)
        return
    run = _run(session.desk, accounts[0], contact)
    report(session.desk.cadences.stop(run.id, reason, outcome), as_json=as_json)


@cadence.command()
@click.argument("words", nargs=-1, metavar="[ACCOUNT] [REASON]...", shell_complete=complete_account)
@click.option("--reason", metavar="TEXT", help="Why, where several accounts are named.")
@_contact
@_focus
@json_option
@click.pass_obj
def skip(
    session: Session,
    *,
    words: tuple[str, ...],
    reason: str | None,
    contact: str | None,
    focus_name: str | None,
    as_json: bool,
) -> None:
    """Leave the next step out, and say why: skip Corvid spoke yesterday.

    For several accounts: skip Corvid Halden --reason "trade fair", or --focus NAME trade fair.
    """
    if reason is not None:
        accounts, said = words, reason
    else:
        named = 0 if focus_name is not None else 1
        accounts, said = words[:named], " ".join(words[named:])
    if not said:
        raise click.UsageError("Say why: skip Corvid spoke yesterday.")
    if (many := _many(session.desk, accounts, contact, focus_name)) is not None:
        report(session.desk.cadences.change_many(many, "skip", said), as_json=as_json)
        return
    run = _run(session.desk, accounts[0], contact)
    report(session.desk.cadences.skip_step(run.id, said), as_json=as_json)


@cadence.command(context_settings={"ignore_unknown_options": True})
@click.argument(
    "words", nargs=-1, required=True, metavar="[ACCOUNT] DAYS", shell_complete=complete_account
)
@click.option("--all", "every", is_flag=True, help="Every cadence that runs.")
@_contact
@json_option
@click.pass_obj
def shift(
    session: Session,
    *,
    words: tuple[str, ...],
    every: bool,
    contact: str | None,
    as_json: bool,
) -> None:
    """Move the steps to come by so many working days: shift Corvid 3, shift --all 5."""
    drawer = session.desk.cadences
    *account, said = words
    if len(account) != (0 if every else 1):
        raise click.UsageError("Name an account, or give --all, and then the number of days.")
    if not said.removeprefix("-").isdecimal():
        raise click.UsageError(f"{said!r} is not a number of working days, such as 3 or -2.")
    days = int(said[:9])
    if every:
        report(drawer.shift_all(days), as_json=as_json)
    else:
        report(drawer.shift(_run(session.desk, account[0], contact).id, days), as_json=as_json)


@cadence.command()
@account_argument
@click.argument("day")
@_contact
@json_option
@click.pass_obj
def away(session: Session, *, account: str, day: str, contact: str | None, as_json: bool) -> None:
    """Note that they are away until a day: away Corvid "5 may"."""
    desk = session.desk
    run = _run(desk, account, contact)
    report(desk.cadences.away_until(run.id, desk.cadences.read_day(day)), as_json=as_json)


def _many(
    desk: "Desk", accounts: "Sequence[str]", contact: str | None, focus_name: str | None
) -> list[int] | None:
    """Return the accounts meant where they are several or a focus list; None for a single one."""
    if not accounts and focus_name is None:
        raise click.UsageError("Name an account, or give --focus.")
    if accounts and focus_name is not None:
        raise click.UsageError("Name accounts or give --focus, not both.")
    if focus_name is None and len(accounts) == 1:
        return None
    if contact:
        raise Failure("--contact is for one account.")
    if focus_name is not None:
        return list(desk.focus.find(desk.focus.resolve(focus_name).filter).ids)
    return [desk.accounts.resolve(name) for name in accounts]


def _run(desk: "Desk", account: str, contact: str | None) -> "Run":
    """Return the one cadence meant by an account and, where several run, a person."""
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    runs = [each for each in desk.cadences.of(account_id) if person in (None, each.contact_id)]
    if len(runs) == 1:
        return runs[0]
    name = desk.accounts.get(account_id).name
    if not runs:
        raise Failure(f"No cadence runs with {name}.")
    raise Failure(f"{len(runs)} cadences run with {name}: say with whom, --contact {_who(runs)}.")


def _who(runs: "Sequence[Run]") -> str:
    return " or ".join(f'"{each.who}"' for each in runs)


def _moved(row: "PreviewRow") -> str:
    return f"past {row.moved}" if row.moved else ""


def _shape(row: "PreviewRow") -> Shape:
    return {
        "id": row.account_id,
        "account": row.account,
        "contact": row.contact,
        "days": [each.day for each in row.landings],
        "moved": row.moved,
        "left_out": row.left_out,
    }
