"""Merging from the screens: whom with, side by side, then the merge itself, with a bar if long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.merge import APART, MergeDialog

if TYPE_CHECKING:
    from workstation.desk.duplicates.records import Kind
    from workstation.desk.records import Account, Contact
    from workstation.tui.screens.base import DeskScreen

_OFFERED = 9


async def merge_pair(screen: DeskScreen, kind: Kind, one: int, other: int) -> None:
    """Show two records side by side, and merge them or tell them apart; only in a flow.

    Raises:
        DeskError: they cannot be merged.
    """
    desk = screen.desk
    keep = desk.merging.keeper(kind, one, other)
    lose = other if keep == one else one
    answer = await screen.ask(MergeDialog(kind, keep, lose))
    if answer is None:
        return
    if answer == APART:
        screen.workstation.do(lambda: desk.duplicates.apart(kind, one, other))
        return
    keep, lose, choices = answer
    screen.workstation.do_at_length(
        desk.merging.size(kind, lose),
        "Merging",
        lambda at, told: at.merging.merge(kind, keep, lose, choices, told),
        lambda: _go_on(screen, keep, lose),
    )


def _go_on(screen: DeskScreen, keep: int, lose: int) -> None:
    """Let the page of an account that was merged show the one that was kept."""
    from workstation.tui.screens.account import AccountScreen

    if isinstance(screen, AccountScreen) and screen.account_id == lose:
        screen.account_id = keep
        screen.catch_up(forced=True)


async def merge_menu(
    screen: DeskScreen, account: Account, person: Contact | None, people: Sequence[Contact]
) -> None:
    """Offer what may be the same as an account, or another one by name; and people; in a flow.

    Raises:
        DeskError: the two cannot be merged.
    """
    pairs = screen.desk.duplicates.of(account.id)[:_OFFERED]
    offers = []
    for number, each in enumerate(pairs, 1):
        twin = each.other(account.id)
        offers.append(Choice(str(number), twin.name, f"{each.score}  {each.why}", ("a", twin.id)))
    offers.append(Choice("n", "Another account …", "by its name", ("a", 0)))
    others = [each for each in people if person is not None and each.id != person.id]
    if person is not None and others:
        offers.append(Choice("p", f"{person.name} …", "and another person here", ("p", 0)))
    chosen = await screen.ask(Choose(f"Merge {account.name} with", offers))
    if chosen is None:
        return
    what, number = chosen
    if what == "p" and person is not None:
        await _merge_person(screen, person, others)
        return
    if not number:
        name = await screen.ask(Ask(f"Merge {account.name} with which account?"))
        if not name:
            return
        number = screen.desk.accounts.resolve(name)
    if number == account.id:
        raise DeskError("That is one and the same record.")
    await merge_pair(screen, "accounts", account.id, number)


async def _merge_person(screen: DeskScreen, person: Contact, others: Sequence[Contact]) -> None:
    letters = "123456789abcdefghijklmnopqrstuvwxyz"
    number = await screen.ask(
        Choose(
            f"Merge {person.name} with",
            [
                Choice(
                    letters[at] if at < len(letters) else "", each.name, each.title or "", each.id
                )
                for at, each in enumerate(others)
            ],
        )
    )
    if number is not None:
        await merge_pair(screen, "contacts", person.id, number)
