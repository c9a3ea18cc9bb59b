"""Focus lists: named filters of accounts, listed with their counts, kept, shown and dropped."""

import click

from workstation.cli.arguments import json_option, limit_option
from workstation.cli.done import report
from workstation.cli.names import complete
from workstation.cli.output import Column, complain, on_terminal, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.plural import plural

_COLUMNS = (
    Column("focus list", least=10, style="bold"),
    Column("accounts", right=True),
    Column("filter", least=10),
    Column("means", least=10, style="dim"),
)
_complete = complete(
    lambda desk, start: [
        each.name
        for each in desk.focus.names()
        if each.name.casefold().startswith(start.casefold())
    ]
)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def focus(ctx: click.Context, *, as_json: bool) -> None:
    """List the focus lists with the number of accounts in each.

    A focus list is a filter kept under a name: workstation focus keep "Nordics" "tier 1, nordics".
    """
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.find_object(Session) or Session()
    lists = session.desk.focus.all()
    if as_json:
        say_json([shape(each) for each in lists])
        return
    say_table(
        _COLUMNS,
        [
            (each.name, "–" if each.count is None else each.count, each.filter,
             each.trouble or each.meaning)
            for each in lists
        ],
    )  # fmt: skip
    if not lists and on_terminal():
        say('No focus lists yet: workstation focus keep "Nordics" "tier 1, nordics" makes one.')


@focus.command()
@click.argument("name")
@click.argument("filter_text", metavar="FILTER")
@json_option
@click.pass_obj
def keep(session: Session, *, name: str, filter_text: str, as_json: bool) -> None:
    """Keep a filter under a name; one kept under it already gives way."""
    drawer = session.desk.focus
    changed = drawer.keep(name, filter_text)
    if slip := drawer.hint(filter_text):
        complain(slip)
    kept = next(each for each in drawer.all() if each.id == changed.made)
    report(changed, as_json=as_json, more=shape(kept))
    if not as_json:
        say(f"{kept.count} {plural(kept.count or 0, 'account')} now")


@focus.command()
@click.argument("name", shell_complete=_complete)
@limit_option("At most so many.")
@json_option
@click.pass_obj
def show(session: Session, *, name: str, limit: int | None, as_json: bool) -> None:
    """List the accounts of a focus list."""
    from workstation.cli.accounts import NONE_FITS, list_accounts

    drawer = session.desk.focus
    found = drawer.find(drawer.resolve(name).filter)
    list_accounts(found, limit, NONE_FITS, as_json=as_json)


@focus.command()
@click.argument("name", shell_complete=_complete)
@click.argument("new_name")
@json_option
@click.pass_obj
def rename(session: Session, *, name: str, new_name: str, as_json: bool) -> None:
    """Give a focus list another name."""
    drawer = session.desk.focus
    report(drawer.rename(drawer.resolve(name).id, new_name), as_json=as_json)


@focus.command()
@click.argument("name", shell_complete=_complete)
@json_option
@click.pass_obj
def drop(session: Session, *, name: str, as_json: bool) -> None:
    """Forget a focus list; its accounts stay as they are."""
    drawer = session.desk.focus
    report(drawer.drop(drawer.resolve(name).id), as_json=as_json)
