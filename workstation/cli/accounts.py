"""Finding accounts: listed by bin, searched for, moved between bins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, json_option, limit_option
from workstation.cli.done import report
from workstation.cli.names import bin_of, complete_bin
from workstation.cli.output import Column, complain, on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.listing import AccountRow, Listing

NONE_FITS = "No account fits this filter."
PAGE = 500
SCREENFUL = 25
"""Accounts a terminal gets unless told otherwise."""


@click.command()
@click.option("--bin", "bin_name", metavar="BIN", shell_complete=complete_bin, help="Only these.")
@click.option("--filter", "filter_text", metavar="TEXT", help="Only those a filter fits.")
@limit_option(f"At most so many; all of them in a pipe, {SCREENFUL} on a terminal.")
@json_option
@click.pass_obj
def accounts(
    session: Session,
    *,
    bin_name: str | None,
    filter_text: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List accounts by name; a filter is such as "tier 1, nordics, untouched 30 days"."""
    from workstation.desk.listing import Listing

    desk = session.desk
    if filter_text and (slip := desk.focus.hint(filter_text)):
        complain(slip)
    listing = Listing.find(
        desk,
        bin_key=bin_of(desk, bin_name) if bin_name else None,
        filter=desk.focus.read(filter_text) if filter_text else None,
    )
    none = "No accounts here: workstation import FILE.csv brings some in."
    if filter_text:
        none = NONE_FITS
    elif bin_name:
        none = "No account is in this bin."
    list_accounts(listing, limit, none, as_json=as_json)


def list_accounts(listing: "Listing", limit: int | None, none: str, *, as_json: bool) -> None:
    """Write the accounts of a listing, a screenful on a terminal unless told otherwise.

    ``none`` is said beside an empty list.
    """
    if limit is None and on_terminal() and not as_json:
        limit = SCREENFUL
    wanted = listing.count() if limit is None else min(limit, listing.count())
    if as_json:
        say_json([shape(row) for page in _pages(listing, wanted) for row in page])
        return
    for page in _pages(listing, wanted):
        say_table(
            (
                Column("account", least=8, style="bold"),
                Column("bin"),
                Column("place", least=8),
                Column("industry", least=8),
                Column("fit"),
                Column("last touch"),
                Column("next"),
            ),
            [
                (
                    row.name,
                    row.bin,
                    row.place,
                    row.industry,
                    "" if row.stars is None else "★" * row.stars,
                    row.last_touch_on,
                    row.next_follow_up_on,
                )
                for row in page
            ],
        )
    if not listing.count():
        complain(none)
    elif on_terminal() and listing.count() > wanted:
        left = listing.count() - wanted
        say(paint(f"… and {left} more; --limit shows more.", "dim"))


def _pages(listing: "Listing", wanted: int) -> "Iterator[list[AccountRow]]":
    for first in range(0, wanted, PAGE):
        yield list(listing.page(first, min(PAGE, wanted - first)))


@click.command()
@click.argument("words", nargs=-1, required=True)
@limit_option("At most so many, 30 unless told otherwise.")
@json_option
@click.pass_obj
def search(session: Session, *, words: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Look for words in accounts, people, notes and answers."""
    said, found = " ".join(words), session.desk.search
    hits = found.find(said, limit or 30) or found.find_places(said, limit or 30)
    if as_json:
        say_json([shape(hit) for hit in hits])
        return
    say_table(
        (
            Column("", style="dim"),
            Column("account", least=8, style="bold"),
            Column("found", least=8),
            Column("", least=8, style="dim"),
        ),
        [(hit.kind, hit.account, hit.text, hit.detail) for hit in hits],
    )
    if not hits:
        complain("Nothing found.")


@click.command()
@account_argument
@click.argument("bin_name", metavar="BIN", shell_complete=complete_bin)
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the account.")
@json_option
@click.pass_obj
def move(session: Session, *, account: str, bin_name: str, reason: str, as_json: bool) -> None:
    """Move an account into another bin."""
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    bin_key = bin_of(desk, bin_name)
    changed = desk.bins.move([account_id], bin_key, reason)
    report(changed, as_json=as_json, more={"account_id": account_id, "bin": bin_key})
