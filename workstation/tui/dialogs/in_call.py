"""The commands of a call in a dialog over it: never swallowed, and never words in a wrong place."""

from __future__ import annotations

from collections.abc import Collection

from textual.binding import Binding

from workstation.tui.commands import BY_ID, commands_for, keys_of
from workstation.tui.dialogs.base import Dialog, ResultT


def call_keys(own: Collection[str] = ()) -> list[Binding]:
    """Return the call's commands for a dialog over it, but for F1 and the dialog's ``own`` keys.

    Those on Alt are left out: a plain terminal sends the same for Escape and a letter after it.
    """
    return [
        Binding(
            key,
            f"of_call('{each.id}')",
            each.title,
            show=False,
            priority=True,
            id=each.id,
        )
        for each in commands_for("call")
        if each.where == ("call",)
        for key in each.all_keys
        if key not in ("f1", *own) and not key.startswith("alt+")
    ]


class InCallDialog(Dialog[ResultT]):
    """A dialog over a call, which says what comes first when a command of the call is pressed."""

    first = "Enter keeps this first"

    def action_of_call(self, command: str) -> None:
        """Say what a command of the call has to wait for."""
        asked = BY_ID[command]
        key = keys_of(asked, getattr(self.app, "_keymap", {}))
        self.workstation.refuse(f"{self.first}, Esc leaves; then {key} ({asked.title}).")
