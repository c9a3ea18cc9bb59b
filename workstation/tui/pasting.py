"""What is pasted is made harmless before any field gets it, and one line for a field of one.

Textual reads an escape code inside a paste as a key: the paste falls to pieces, and a control
character in it is a command. So the stream from the terminal is tamed before it is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.message import Message

from workstation.tui.widgets.render import one_line, safe

SURE = 3
"""Characters from which on a beginning of START at the end of what was read is waited for; less
may be the Escape key."""


class TameParser(XTermParser):
    """Reads what the terminal sends; inside a paste nothing is a key."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002
        super().__init__(debug)
        self._pasting = False
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the messages in what was read."""
        return super().feed(self._tamed(data) if data else data)

    def _tamed(self, data: str) -> str:
        """Return what was read with pastes made harmless; a torn end mark is waited for."""
        text, self._held = self._held + data, ""
        tame: list[str] = []
        while text:
            mark = END if self._pasting else START
            before, found, text = text.partition(mark)
            if not found:
                torn = _torn(before, mark)
                if torn < (1 if self._pasting else SURE):
                    torn = 0
                before, self._held = before[: len(before) - torn], before[len(before) - torn :]
            tame += [safe(before) if self._pasting else before, found]
            if found:
                self._pasting = not self._pasting
        return "".join(tame)


def _torn(text: str, mark: str) -> int:
    """Return how many characters at the end of a text are the beginning of a mark."""
    return next((n for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), 0)


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
            if await self._took_file(event.text):
                return
        await super().on_event(event)

    async def _took_file(self, text: str) -> bool:
        """Open the import with a file dropped on a place; not where text is typed."""
        from textual.widgets import Input, TextArea

        from workstation.tui.screens.base import DeskScreen

        if not isinstance(self.screen, DeskScreen) or isinstance(self.focused, Input | TextArea):
            return False
        from workstation.tui.file_places import dropped

        path = dropped(text)
        if path is None or not path.is_file():
            return False
        from workstation.tui.dialogs.import_wizard import ImportWizard

        await self.push_screen(ImportWizard(path))
        return True


def tame_terminal() -> None:
    """Let the terminal's driver read by the tame parser, where the system has that driver."""
    try:
        from textual.drivers import linux_driver
    except ImportError:
        return
    vars(linux_driver)["XTermParser"] = TameParser
