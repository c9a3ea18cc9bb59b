"""What a recorded action reports back, so that screens redraw just what it touched."""

from typing import Literal

import msgspec

from workstation.method.text import cut


class Changed(msgspec.Struct, frozen=True):
    """One recorded action, done.

    ``title`` says what happened in words for a toast; ``advice`` are sentences the rep should see
    (a limit exceeded, a day moved off a holiday); ``accounts`` names the records touched.
    """

    action: int
    title: str
    accounts: tuple[int, ...] = ()
    advice: tuple[str, ...] = ()
    made: int | None = None
    """The record the action created, where it created one."""
    kind: Literal["do", "undo", "redo"] = "do"
    """Whether this was a change, or took one back, or brought one back."""

    def __post_init__(self) -> None:
        """Cut the title as the history does: a toast is no place for a page."""
        msgspec.structs.force_setattr(self, "title", cut(self.title))
