"""The frame of what is read aside and shown in a box: a title, two blocks, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line


class Report(Dialog[None]):
    """Reads when it opens, and again when ``turned`` by a key; left by Enter or by its own key."""

    DEFAULT_CSS = """
    Report #report { width: 84; max-width: 96%; }
    Report #below { margin-top: 1; }
    Report .quiet { margin-top: 1; }
    """
    heading: ClassVar[str]
    waiting: ClassVar[str]
    keys: ClassVar[str]
    own_key: ClassVar[str]
    """The key that opens it, and closes it again."""

    def __init__(self) -> None:
        super().__init__()
        self.aside = Aside(self)

    def compose(self) -> ComposeResult:
        """Lay out the blocks."""
        with VerticalScroll(classes="box", id="report", can_focus=False):
            yield Words(self.heading, classes="title")
            yield Words(self.waiting, id="above")
            yield Words(id="below")
            yield Words(self.keys, classes="quiet")

    def on_mount(self) -> None:
        """Read for the first time."""
        self.read()

    @property
    def keys_wait(self) -> bool:
        """Whether an answer is still to come."""
        return self.aside.waiting

    @property
    def room(self) -> int:
        """The cells a line has."""
        return max(self.query_one("#report").content_size.width, 40)

    def on_key(self, event: events.Key) -> None:
        """Turn to something else, or leave."""
        if self.turned(event.character if event.is_printable else event.key):
            event.stop()
            event.prevent_default()
        elif event.key == "enter" or event.character == self.own_key:
            event.stop()
            self.dismiss(None)

    def read(self) -> None:
        """Ask for what is to be shown, and ``say`` it."""
        raise NotImplementedError

    def turned(self, key: str | None) -> bool:
        """Act on a key; say whether it was one of this box."""
        raise NotImplementedError

    def say(
        self, beside: str, above: Content | Iterable[Content], below: Content | Iterable[Content]
    ) -> None:
        """Show what was read: words beside the title, and the two blocks."""
        self.query_one(".title", Words).say(line(f"{self.heading}   ", (beside, "$text-muted")))
        for name, block in (("#above", above), ("#below", below)):
            rows = block if isinstance(block, Content) else Content("\n").join(block)
            self.query_one(name, Words).say(rows)
