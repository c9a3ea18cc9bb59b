"""One person, at a company or at none: shown, changed, protected, put into an account."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import report
from workstation.cli.names import complete_account
from workstation.cli.output import say, say_json
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.records import Contact


@click.command()
@click.argument("who")
@click.option("--name", help="Another name.")
@click.option("--title", help="Their job title.")
@click.option("--email", help="Their main address.")
@click.option("--phone", help="Their main number.")
@click.option(
    "--account",
    "account_name",
    metavar="ACCOUNT",
    shell_complete=complete_account,
    help="Put somebody who is at no company into this account.",
)
@click.option("--opt-out", metavar="REASON", help="They want no email.")
@click.option("--do-not-call", metavar="REASON", help="They want no calls.")
@json_option
@click.pass_obj
def person(
    session: Session,
    *,
    who: str,
    name: str | None,
    title: str | None,
    email: str | None,
    phone: str | None,
    account_name: str | None,
    opt_out: str | None,
    do_not_call: str | None,
    as_json: bool,
) -> None:
    """Show a person (a whole name, or a number), or change them: person "Dana Whitfield"."""
    desk = session.desk
    drawer = desk.accounts
    number = desk.duplicates.resolve_person(who)
    target = drawer.resolve(account_name) if account_name else None
    given = {"name": name, "title": title, "email": email, "phone": phone}
    values = {key: value for key, value in given.items() if value is not None}
    changes: list[Callable[[], Changed]] = []
    if values:
        changes.append(lambda: drawer.edit_contact(number, values))
    if target is not None:
        changes.append(lambda: drawer.place(number, target))
    if opt_out is not None:
        changes.append(lambda: drawer.protect(number, opt_out, opted_out=True))
    if do_not_call is not None:
        changes.append(lambda: drawer.protect(number, do_not_call, do_not_call=True))
    for change in changes:
        changed = change()
        if not as_json:
            report(changed, as_json=False)
    found = drawer.person(number)
    if as_json:
        say_json(shape(found))
    elif not changes:
        at = drawer.get(found.account_id).name if found.account_id is not None else "no company yet"
        _say_person(found, at)


def _say_person(found: "Contact", at: str) -> None:
    say(" · ".join(each for each in (found.name, found.title, at) if each))
    for way in [each.said for each in found.emails] + [each.said for each in found.phones]:
        say(f"  {way}")
    flags = {"opted out of email": found.opted_out, "not to be called": found.do_not_call}
    marks = " and ".join(word for word, on in flags.items() if on)
    if marks:
        say(f"  {marks}" + (f" ({found.protection_reason})" if found.protection_reason else ""))
    if found.note:
        say(f"  Note  {clean_line(found.note)}")
    for fact in found.facts:
        say(f"  {clean_line(f'{fact.key}: {fact.value}')}")
