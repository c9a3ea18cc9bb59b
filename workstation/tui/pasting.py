"""What is pasted is made harmless before any field gets it, and one line for a field of one."""

from __future__ import annotations

from textual import events
from textual.app import App

from workstation.tui.widgets.render import one_line, safe


class CleansPastes(App[None]):
    """An app that hands on what is pasted as text alone.

    Textual shows what is in a field as it is, terminal codes included, and keeps only the first of
    several lines pasted into a field of one line.
    """

    async def on_event(self, event: events.Event) -> None:
        """Clean a paste from the terminal, then go on with it."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            from textual.widgets import Input

            several = not isinstance(self.focused, Input)
            event.text = safe(event.text) if several else one_line(event.text.strip("\r\n"))
        await super().on_event(event)
