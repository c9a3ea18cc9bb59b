"""What a call asks on the way: what you promise, which step, which flow, how it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from workstation.desk.errors import DeskError
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call
    from workstation.method.flow import Flow, Question
    from workstation.tui.screens.base import DeskScreen

SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"


async def ask_promise(
    screen: DeskScreen,
    call: Call,
    account: str,
    zone: str | None,
    keeping: Callable[[str], Callable[[str], None]],
) -> bool:
    """Ask for a promise in one line, by the rep or by them, and plan it as a follow-up.

    Returns True once it is planned. When it is refused the line comes back; when the rep leaves,
    the words are there the next time.
    """
    from workstation.tui.dialogs.promise import PromiseDialog

    while True:
        promise = await screen.ask(
            PromiseDialog(
                account,
                call.account_id,
                zone,
                keeping("promise"),
                keeping("promise by"),
                call.pending.get("promise", ""),
                call.pending.get("promise by", ""),
            )
        )
        if promise is None:
            return False
        made = screen.workstation.do(
            partial(
                screen.desk.follow_ups.promise,
                call.account_id,
                promise,
                contact_id=call.contact_id,
                their_zone=zone,
            )
        )
        if made is not None:
            call.promises += [made.made] if made.made is not None else []
            return True


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


async def choose_question(
    screen: DeskScreen, asked: Sequence[tuple[int, Question]], answered: Mapping[str, str]
) -> int | None:
    """Ask which answered question to open again; its stop."""
    choices = [
        Choice(SIGNS[place] if place < len(SIGNS) else "", q.text, answered.get(q.key, ""), at)
        for place, (at, q) in enumerate(asked)
    ]
    chosen: int | None = await screen.ask(Choose("Ask which question again?", choices))
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
            Confirm(
                "Throw it away?",
                "What was typed in this call cannot be brought back.",
                for_good=True,
            )
        )
        return chosen if sure else None
    return chosen


def account_gone(error: DeskError) -> str:
    """Say that the account has gone while it was called, and what that means."""
    return f"{error} What you typed is kept; bring the account back (redo), then hang up."
