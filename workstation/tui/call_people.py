"""Whom the rep talks to in a call, and who was named: chosen, or added in one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.person import PersonDialog, Who

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call
    from workstation.tui.screens.base import DeskScreen

LINE, NAMED = "person", "person named"
"""The names under which the line about a person is kept, and whether they were only named."""

Keeping = Callable[[str], Callable[[str], None]]
"""What returns, by the name of a field, what keeps the words typed into it."""


async def choose_contact(screen: DeskScreen, call: Call, account: str, keeping: Keeping) -> bool:
    """Ask whom the rep talks to, or who was named; True when anything was changed.

    A protected person needs a reason, which goes with the call. When a new person is refused the
    line comes back; when the rep leaves, its words are there the next time.
    """
    while True:
        who = await screen.ask(
            PersonDialog(
                account,
                call.account_id,
                screen.desk.accounts.contacts(call.account_id),
                keeping(LINE),
                keeping(NAMED),
                call.pending.get(LINE, ""),
                named=NAMED in call.pending,
            )
        )
        if who is None:
            return False
        if who.line is None:
            return await _choose(screen, call, who)
        referrer = call.contact_id if who.named else None
        made = screen.workstation.do(
            partial(
                screen.desk.accounts.add_named,
                call.account_id,
                who.line,
                referred_by_id=referrer,
            )
        )
        if made is not None:
            return await _choose(screen, call, Who(made.made, named=who.named))


async def _choose(screen: DeskScreen, call: Call, who: Who) -> bool:
    """Talk to somebody from now on, if that is allowed; who was only named changes nothing."""
    if who.named:
        return True
    if who.contact_id is not None and not await _allowed(screen, call, who.contact_id):
        return False
    call.contact_id = who.contact_id
    return True


async def _allowed(screen: DeskScreen, call: Call, contact_id: int) -> bool:
    verdict = screen.desk.calls.guard(call.account_id, contact_id)
    if verdict.ok or call.override:
        return True
    reason = await screen.ask(
        Ask(
            "This person is protected",
            hint="a reason to talk to them all the same; it is recorded",
            meaning=lambda _: verdict.why,
        )
    )
    if not reason:
        return False
    call.override = reason
    return True
