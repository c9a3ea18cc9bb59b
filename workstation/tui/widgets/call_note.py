"""The places to type in a call: the note, the answer, and the line that says what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from workstation.method.text import clean, clean_line
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, line

if TYPE_CHECKING:
    from datetime import datetime

HINT = "Notes: just type. Tab goes to the answer and back."


class NoteArea(TextArea):
    """The note of a call; what is pasted is made harmless first."""

    DEFAULT_CSS = """
    NoteArea { border: none; padding: 0 1; height: 1fr; background: $background; }
    NoteArea:focus { border: none; }
    NoteArea .text-area--cursor-line { background: $background; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            placeholder=HINT,
            highlight_cursor_line=False,
        )

    def on_mount(self) -> None:
        """Go on where the note ends."""
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        await super()._on_paste(events.Paste(clean(event.text)))


class AnswerLine(Input):
    """The answer to the question on screen; without a question, letters go to the note."""

    DEFAULT_CSS = """
    AnswerLine { border: none; height: 1; padding: 0 1; background: $panel; width: 1fr; }
    AnswerLine:focus { border: none; background: $panel; text-style: bold; }
    AnswerLine.-nothing, AnswerLine.-nothing:focus { background: $background; }
    """

    class ForNote(Message):
        """Something was typed although there is no question; it belongs to the note."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self.asking = False

    def ask(self, asking: bool, value: str, hint: str) -> None:  # noqa: FBT001
        """Take answers to a question from now on, or none."""
        self.asking = asking
        self.set_class(not asking, "-nothing")
        self.placeholder = clean_line(hint)
        if self.value != value:
            self.value = value
            self.cursor_position = len(value)

    async def _on_key(self, event: events.Key) -> None:
        if not self.asking and event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.post_message(self.ForNote(event.character))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.asking:
            super()._on_paste(events.Paste(clean_line(event.text)))
        else:
            self.post_message(self.ForNote(clean(event.text)))


class NoteRule(Drawn):
    """The line over the note: where they stand, when it was saved, or why it is not."""

    DEFAULT_CSS = "NoteRule { height: 1; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._said = Content("")
        self._standing = Content("")

    def stand(self, standing: Content) -> None:
        """Show where the buyer stands, where the head has no room for it."""
        self._standing = standing
        self.refresh()

    def say(self, saved: datetime | None, now: datetime, trouble: str) -> None:
        """Show how long ago the note was saved, or what stands in the way."""
        if trouble:
            self._said = line((f"NOT SAVED: {trouble}", "bold $text-error"))
        elif saved is None:
            self._said = Content("")
        else:
            seconds = max(int((now - saved).total_seconds()), 0)
            ago = f"{seconds} s" if seconds < 60 else f"{seconds // 60} min"
            said = "saved now" if seconds == 0 else f"saved {ago} ago"
            self._said = line((said, "$text-muted"))
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw the line."""
        width = self.size.width
        said = clip(self._said, max(width - 10, 0))
        standing = clip(self._standing, max(width - said.cell_length - 13, 0))
        note = line(("─ ", "$text-muted"), ("Note ", "bold"))
        if standing.cell_length:
            note = line(note, ("· ", "$text-muted"), standing, " ")
        rule = "─" * max(width - said.cell_length - note.cell_length - 2, 0)
        return [line(note, (rule, "$text-muted"), " ", said, " ")]
