"""What a call asks on the way: whom you talk to, what you promise, which step, which flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.tui.dialogs.ask import QUICK_DAYS, Ask
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.confirm import Confirm
from workstation.tui.widgets.words import said_role

if TYPE_CHECKING:
    from workstation.desk.calls import Call
    from workstation.desk.records import Contact
    from workstation.method.flow import Flow
    from workstation.tui.screens.base import DeskScreen

LISTED = 9
"""People who get a number of their own in the menu."""

MAIL_WORDS = frozenset(("email", "e-mail", "mail", "send", "forward", "write"))
SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"


async def choose_contact(screen: DeskScreen, call: Call, account: str) -> bool:
    """Ask whom the rep talks to, a known person or a new one; True when it was changed.

    A protected person needs a reason, which goes with the call.
    """
    people = screen.desk.accounts.contacts(call.account_id)
    choices = [
        Choice(SIGNS[at], person.name, _about(person), person.id)
        for at, person in enumerate(people[:LISTED])
    ]
    if len(people) > LISTED:
        more = f"{len(people) - LISTED} more"
        choices.append(Choice("o", "Somebody else", f"{more}; type a part of the name", "other"))
    choices.append(Choice("n", "Somebody new", "type the name; they are added", "new"))
    choices.append(Choice("0", "Nobody by name", "the switchboard, or not known yet", None))
    chosen = await screen.ask(Choose(f"{account}: whom are you talking to?", _wrapped(choices)))
    if chosen is None:
        return False
    (value,) = chosen
    if value == "new":
        value = await _add(screen, call, account)
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


async def _add(screen: DeskScreen, call: Call, account: str) -> int | None:
    text = await screen.ask(Ask(f"{account}: who is it?", hint="name, title"))
    if not text:
        return None
    name, _, title = text.partition(",")
    made = screen.workstation.do(
        lambda: screen.desk.accounts.add_contact(call.account_id, name, title=title)
    )
    return made.made if made else None


async def _by_name(screen: DeskScreen, call: Call, account: str) -> int | None:
    def meaning(text: str) -> str:
        found = screen.desk.accounts.resolve_contact(call.account_id, text)
        return next(each.name for each in people if each.id == found)

    people = screen.desk.accounts.contacts(call.account_id)
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


async def ask_promise(screen: DeskScreen, call: Call, account: str, zone: str | None) -> None:
    """Ask what the rep promises and by when, and plan it as a promised follow-up."""
    text = await screen.ask(
        Ask(
            f"What do you promise {account}?",
            hint="send the case study",
            meaning=lambda said: f"a promise, to be kept by {_channel(said)}",
        )
    )
    if not text:
        return

    def meaning(said: str) -> str:
        when = screen.desk.days.read(said, zone)
        return f"{when.said}   {when.moved}" if when.moved else when.said

    said = await screen.ask(
        Ask(
            "By when?", value="tomorrow", hint="today 16:00 · +3d", meaning=meaning,
            quick=QUICK_DAYS,
        )
    )  # fmt: skip
    if said:
        when = screen.desk.days.read(said, zone)
        screen.workstation.do(
            lambda: screen.desk.follow_ups.plan(
                call.account_id,
                when,
                why=text,
                channel="email" if _channel(text) == "email" else "task",
                promised=True,
                contact_id=call.contact_id,
            )
        )


def _channel(text: str) -> str:
    words = {word.strip(".,;:!?").casefold() for word in text.split()}
    return "email" if words & MAIL_WORDS else "a task"


async def choose_step(screen: DeskScreen, flow: Flow, ticked: set[str]) -> int | None:
    """Ask which step to jump to; its number from 0."""
    choices = [
        Choice(
            SIGNS[at] if at < len(SIGNS) else "",
            f"{'✓ ' if step.key in ticked else ''}{step.title}",
            step.hint,
            at,
        )
        for at, step in enumerate(flow.steps)
    ]
    chosen: int | None = await screen.ask(Choose(f"{flow.title}: go to which step?", choices))
    return chosen


async def choose_flow(screen: DeskScreen, present: str) -> str | None:
    """Ask which flow to follow; its key."""
    choices = [
        Choice(SIGNS[at] if at < len(SIGNS) else "", flow.title, flow.purpose, flow.key)
        for at, flow in enumerate(screen.desk.playbook.flows)
    ]
    chosen: str | None = await screen.ask(Choose("Follow which flow?", choices))
    return chosen if chosen != present else None


async def ask_to_leave(screen: DeskScreen, account: str, *, empty: bool) -> str | None:
    """Ask what becomes of a call the rep leaves: "keep", "discard", "hang_up", None to stay."""
    choices = [
        Choice("k", "Keep it open", "it goes on when you call them again, or at the next start",
               "keep"),
        Choice("h", "Hang up", "choose what came of it", "hang_up"),
    ]  # fmt: skip
    said = "nothing was typed" if empty else "it was opened by mistake; asks once more"
    discard = Choice("d", "Discard it", said, "discard")
    choices = [discard, *choices] if empty else [*choices, discard]
    chosen: str | None = await screen.ask(Choose(f"Leave the call to {account}?", choices))
    if chosen == "discard" and not empty:
        sure = await screen.ask(
            Confirm("Throw it away?", "What was typed in this call cannot be brought back.")
        )
        return chosen if sure else None
    return chosen


def account_gone(error: DeskError) -> str:
    """Say that the account has gone while it was called, and what that means."""
    return f"{error} What you typed is kept; bring the account back (redo), then hang up."
