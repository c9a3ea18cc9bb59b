"""Cadences of all marked accounts: held, gone on with, skipped a step of or ended as one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from workstation.tui.dialogs.choose import Choice, Choose

if TYPE_CHECKING:
    from workstation.desk.cadences.many import ManyChange, Standing
    from workstation.tui.record_actions import RecordActions

_ASKS: dict[str, str] = {
    "skip": "Skip the step of {}: why?",
    "stop": "Stop {}, without an outcome",
}


async def change_many(screen: RecordActions, accounts: Sequence[int]) -> bool:
    """Offer what can be done with the cadences of accounts; say whether to start one instead.

    Where none is under way nothing is asked, and one is to be started.
    """
    from workstation.tui.dialogs.ask import Ask

    stands = screen.desk.cadences.standing(accounts)
    if not stands.running + stands.paused:
        return True
    title = f"Cadences of {len(accounts)} accounts: {_said(stands)}"
    what: ManyChange | Literal["start"] | None = await screen.ask(Choose(title, _choices(stands)))
    if what is None or what == "start":
        return what is not None
    change: ManyChange = what
    reason = ""
    if what in _ASKS:
        number = stands.running + (stands.paused if what == "stop" else 0)
        cadences = f"{number} cadence{'' if number == 1 else 's'}"
        hint = "why, if you like" if what == "stop" else ""
        asked = Ask(_ASKS[what].format(cadences), hint=hint, required=what == "skip")
        answer = await screen.ask(asked)
        if answer is None:
            return False
        reason = answer
    screen.workstation.do_at_length(
        2 * (stands.running + stands.paused),
        "Changing the cadences",
        lambda desk, told: desk.cadences.change_many(accounts, change, reason, told),
        screen.moved,
    )
    return False


def _said(stands: Standing) -> str:
    parts = [(stands.running, "run"), (stands.paused, "paused"), (stands.without, "without one")]
    return ", ".join(f"{number} {what}" for number, what in parts if number)


def _choices(stands: Standing) -> list[Choice]:
    choices = []
    if stands.running:
        held = "nothing of them is in the queue until you go on"
        choices.append(Choice("p", f"Pause {stands.running}", held, "pause"))
    if stands.paused:
        moved = "what would lie in the past moves, and all after it"
        choices.append(Choice("g", f"Go on with {stands.paused}", moved, "resume"))
    if stands.running:
        skipped = "the next step of each is left out"
        choices.append(Choice("x", f"Skip a step of {stands.running}", skipped, "skip"))
    all_ = stands.running + stands.paused
    choices.append(Choice("s", f"Stop {all_}", "without an outcome", "stop"))
    where = f"where none is under way: {stands.without}" if stands.without else "with others there"
    choices.append(Choice("n", "Start one", where, "start"))
    return choices
