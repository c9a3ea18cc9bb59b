"""The outbox on the command line: listed, read, written from a template, ticked as sent."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, json_option
from workstation.cli.done import report
from workstation.cli.names import choose, complete
from workstation.cli.output import Column, advise, on_terminal, say, say_json, say_table
from workstation.cli.rows import Shape
from workstation.cli.session import Session
from workstation.store.ids import short

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.outbox import Message

_MOST_NUMBER = 2**53

_number = click.argument("n", type=click.IntRange(min=1, max=_MOST_NUMBER))
_reason = click.option(
    "--reason", default="", metavar="TEXT", help="Why to mail somebody protected all the same."
)
_templates = complete(
    lambda desk, start: [
        each.key for each in desk.outbox.templates() if each.key.startswith(start.casefold())
    ]
)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def outbox(ctx: click.Context, *, as_json: bool) -> None:
    """List the emails that wait, or show, write, tick off or drop one of them.

    The workstation sends nothing itself: copy an email from 'outbox show N', and tick it as sent.
    """
    if ctx.invoked_subcommand is not None:
        return
    desk = (ctx.find_object(Session) or Session()).desk
    waiting = desk.outbox.waiting()
    if as_json:
        say_json([_shape(desk, each) for each in waiting])
        return
    if not waiting and on_terminal():
        say("Nothing waits in the outbox; write one: workstation outbox write ACCOUNT TEMPLATE")
        return
    say_table(
        (
            Column("n", right=True),
            Column("to", least=10, style="bold"),
            Column("account", least=10),
            Column("subject", least=12),
            Column("", least=8, style="red"),
        ),
        [
            (short(each.id), each.to or each.who, each.account, each.subject, each.stop)
            for each in waiting
        ],
    )


@outbox.command()
@_number
@_reason
@json_option
@click.pass_obj
def show(session: Session, *, n: int, reason: str, as_json: bool) -> None:
    """Show an email as it goes out; hints on it go to standard error."""
    desk = session.desk
    message = desk.outbox.get(desk.outbox.resolve(n))
    text = desk.outbox.as_text(message.id, reason)
    if as_json:
        say_json(_shape(desk, message))
        return
    say(text)
    stop = [f"Do not send: {message.stop}"] if message.stop else []
    advise([*stop, *desk.outbox.hints(message.subject, message.body)])


@outbox.command()
@_number
@_reason
@json_option
@click.pass_obj
def sent(session: Session, *, n: int, reason: str, as_json: bool) -> None:
    """Tick an email as sent; it is logged."""
    desk = session.desk
    changed = desk.outbox.sent(desk.outbox.resolve(n), reason)
    report(changed, as_json=as_json, more={"activity": changed.made})


@outbox.command()
@_number
@json_option
@click.pass_obj
def drop(session: Session, *, n: int, as_json: bool) -> None:
    """Take an email out of the outbox without sending it."""
    desk = session.desk
    report(desk.outbox.drop(desk.outbox.resolve(n)), as_json=as_json)


@outbox.command()
@account_argument
@click.argument("template", shell_complete=_templates)
@click.option("--contact", metavar="NAME", help="To whom; the best contact unless named.")
@_reason
@json_option
@click.pass_obj
def write(
    session: Session,
    *,
    account: str,
    template: str,
    contact: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Put an email into the outbox, filled in from TEMPLATE of the playbook."""
    from workstation.desk.calls.calls import default_contact

    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = (
        default_contact(desk, account_id)
        if contact is None
        else desk.accounts.resolve_contact(account_id, contact)
    )
    known = {each.key: each.title for each in desk.outbox.templates()}
    key = choose(template, known, "Template")
    draft = desk.outbox.draft(key, account_id, person, reason)
    changed = desk.outbox.put(
        account_id,
        person,
        draft.subject,
        draft.body,
        template=key,
        to=draft.to,
        reason=reason,
    )
    made = desk.outbox.get(changed.made or 0)
    report(changed, as_json=as_json, more={"email": _shape(desk, made)})
    if not as_json:
        advise(desk.outbox.hints(made.subject, made.body))


def _shape(desk: "Desk", message: "Message") -> Shape:
    return {
        "n": short(message.id),
        "id": message.id,
        "account_id": message.account_id,
        "account": message.account,
        "contact_id": message.contact_id,
        "contact": message.contact,
        "template": message.template,
        "to": message.to,
        "subject": message.subject,
        "body": message.body,
        "written_at": message.written_at,
        "stop": message.stop,
        "hints": desk.outbox.hints(message.subject, message.body),
    }
