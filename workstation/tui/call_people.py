"""Whom the rep talks to, and who was named: chosen, or added in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.widgets.words import said_role

if TYPE_CHECKING:
    from workstation.desk.calls import Call
    from workstation.desk.records import Contact
    from workstation.tui.screens.base import DeskScreen

LISTED = 9
"""People who get a number of their own in the menu."""

SIGNS = "123456789"
HINT = "Dana Whitfield, VP Operations, 312 555 0199, in any order"


async def choose_contact(
    screen: DeskScreen, call: Call, account: str, keep: Callable[[str], None]
) -> bool:
    """Ask whom the rep talks to, or who was named; True when anything was changed.

    A protected person needs a reason, which goes with the call. ``keep`` is given the words typed
    about a new person; when some were kept, the question is not asked again.
    """
    if typed := call.pending.get("person", ""):
        return await _add(screen, call, account, keep, typed, talking=False) is not None
    there = screen.desk.accounts.contacts(call.account_id)
    choices = [
        Choice(SIGNS[at], person.name, _about(person), person.id)
        for at, person in enumerate(there[:LISTED])
    ]
    if len(there) > LISTED:
        more = f"{len(there) - LISTED} more"
        choices.append(Choice("o", "Somebody else", f"{more}; type a part of the name", "other"))
    choices += [
        Choice("n", "Somebody new", "you talk to them now: name, title, number in one line", "new"),
        Choice("a", "Somebody they named", "added, with who named them; you talk on", "named"),
        Choice("0", "Nobody by name", "the switchboard, or not known yet", None),
    ]
    chosen = await screen.ask(Choose(f"{account}: whom are you talking to?", _wrapped(choices)))
    if chosen is None:
        return False
    (value,) = chosen
    if value == "named":
        return await _add(screen, call, account, keep, talking=False) is not None
    if value == "new":
        value = await _add(screen, call, account, keep, talking=True)
        if value is None:
            return False
    elif value == "other":
        value = await _by_name(screen, call, account)
        if value is None:
            return False
    if value is not None and not await _allowed(screen, call, value):
        return False
    call.contact_id = value
    return True


def _wrapped(choices: list[Choice]) -> list[Choice]:
    """Tell "nobody" from leaving: every value is a tuple of one."""
    return [Choice(each.letter, each.title, each.detail, (each.value,)) for each in choices]


def _about(person: Contact) -> str:
    role = said_role(person.role) if person.role != "unknown" else ""
    parts = (person.title or "", role, "do not call" if person.do_not_call else "")
    return " · ".join(part for part in parts if part)


async def _add(
    screen: DeskScreen,
    call: Call,
    account: str,
    keep: Callable[[str], None],
    typed: str = "",
    *,
    talking: bool,
) -> int | None:
    """Add a person typed in one line; who was named in the call knows who named them."""
    desk = screen.desk
    title = f"{account}: who is it?" if talking else f"{account}: whom did they name?"
    text = await screen.ask(
        Ask(
            title,
            value=typed,
            hint=HINT,
            meaning=lambda line: desk.accounts.read_person(call.account_id, line).said,
            keep=keep,
        )
    )
    if not text:
        return None
    referrer = None if talking else call.contact_id
    made = screen.workstation.do(
        lambda: desk.accounts.add_named(call.account_id, text, referred_by_id=referrer)
    )
    return made.made if made else None


async def _by_name(screen: DeskScreen, call: Call, account: str) -> int | None:
    def meaning(text: str) -> str:
        found = screen.desk.accounts.resolve_contact(call.account_id, text)
        return next(each.name for each in there if each.id == found)

    there = screen.desk.accounts.contacts(call.account_id)
    text = await screen.ask(Ask(f"{account}: part of the name?", meaning=meaning))
    return screen.desk.accounts.resolve_contact(call.account_id, text) if text else None


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
