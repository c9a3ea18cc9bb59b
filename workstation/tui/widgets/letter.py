"""The email under the cursor of the outbox: its head, what stands against it, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, line, one_line, plain

if TYPE_CHECKING:
    from workstation.desk.outbox import Message


class Letter(Drawn):
    """Draws as much of an email as there is room for, and says how to see the rest."""

    DEFAULT_CSS = "Letter { width: 1fr; height: 1fr; padding: 0 1; overflow-y: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self._message: Message | None = None
        self._hints: Sequence[str] = ()

    def show(self, message: Message | None, hints: Sequence[str] = ()) -> None:
        """Show an email with the hints on it, or nothing."""
        self._message = message
        self._hints = hints
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the email."""
        width, height = self.size
        if self._message is None or width < 1 or height < 1:
            return []
        lines = list(_letter(self._message, self._hints, width, height))
        if len(lines) > height:
            more = line(("… there is more: e opens all of it", "$text-muted"))
            lines = [*lines[: height - 1], clip(more, width)]
        return lines


def _letter(message: Message, hints: Sequence[str], width: int, height: int) -> Iterator[Content]:
    """Yield the lines of an email in a width; no more of its text than fills the height."""
    at_account = f"  {message.account}" if message.contact else ""
    yield clip(line((one_line(message.who), "bold"), (one_line(at_account), "$text-muted")), width)
    to = one_line(message.to) or ("no address known: e types one", "$text-warning")
    yield clip(line(("To       ", "$text-muted"), to), width)
    yield clip(line(("Subject  ", "$text-muted"), (one_line(message.subject), "bold")), width)
    if message.stop:
        stop = line((f"Do not send: {message.stop} x drops it.", "bold $text-error"))
        yield from stop.wrap(width)
    for hint in hints:
        yield from line(("· ", "$text-muted"), (hint, "$text-warning")).wrap(width)
    yield Content("")
    yield from plain(message.body[: width * (height + 1)]).wrap(width)
