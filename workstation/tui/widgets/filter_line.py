"""One line that filters the list below it while it is typed, with what the list shows beside it."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from workstation.tui.widgets.render import line


class _Said(Widget):
    DEFAULT_CSS = "_Said { width: auto; height: 1; }"

    said: reactive[Content] = reactive(Content(""), layout=True)

    def render(self) -> Content:
        return self.said


Completer = Callable[[str, int], tuple[str, int] | None]
"""Gives a text and the place of the cursor after Tab, None where nothing can be completed."""


class _Typing(Input):
    """An input that is left by Enter, Escape or a step down; Tab completes."""

    completer: Completer | None = None

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab" and self.completer is not None:
            event.stop()
            event.prevent_default()
            if (found := self.completer(self.value, self.cursor_position)) is not None:
                self.value, self.cursor_position = found
            return
        if event.key in ("enter", "escape", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(FilterLine.Left())
            return
        await super()._on_key(event)


class FilterLine(Horizontal):
    """Posts ``Typed`` with each change of the text, ``Left`` when the list is to have the focus."""

    DEFAULT_CSS = """
    FilterLine {
        height: 1; width: 1fr; padding: 0 1;
        & Input, & Input:focus {
            width: 1fr; height: 1; border: none; padding: 0 1; background: $background;
        }
        & Input:focus { background: $boost; }
    }
    """

    class Typed(Message):
        """The text is another now."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The rep is done typing."""

    def __init__(
        self,
        *,
        hint: str = "",
        completer: Completer | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._hint = hint
        self._completer = completer

    def compose(self) -> ComposeResult:
        """Lay out the word, the line and what the list shows."""
        yield _Said(id="filter-title")
        yield _Typing(placeholder=self._hint, select_on_focus=False)
        yield _Said(id="filter-said")

    def on_mount(self) -> None:
        """Name the line."""
        self.query_one(_Typing).completer = self._completer
        self.query_one("#filter-title", _Said).said = line(("Filter", "bold $text-accent"))

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.query_one(Input).value.strip()

    @property
    def typed(self) -> tuple[str, int]:
        """What is typed, as it is, and the place of the cursor."""
        typing = self.query_one(Input)
        return typing.value, typing.cursor_position

    def put(self, text: str) -> None:
        """Put a text there, as if it had been typed."""
        typing = self.query_one(Input)
        typing.value = text
        typing.cursor_position = len(text)

    def start(self) -> None:
        """Take the focus."""
        self.query_one(Input).focus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.query_one(Input).value = ""

    def say(self, text: str) -> None:
        """Say beside the line what the list shows."""
        self.query_one("#filter-said", _Said).said = line((text, "$text-muted"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value.strip()))
