"""The why-ladder: what they said first, why that is, and why again, as a small tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from workstation.desk.calls.calls import Rung
from workstation.method.text import clean_line
from workstation.tui.dialogs.base import Words
from workstation.tui.dialogs.in_call import InCallDialog, call_keys
from workstation.tui.widgets.call_words import ladder_lines

DEEPEST = 12
"""How deep a ladder goes; asking why more often than this is an interrogation."""


class LadderDialog(InCallDialog[None]):
    """Enter adds an answer below the marked one, F2 beside it; ``keep`` is told of each change.

    ``ladder`` is changed in place. ``keep`` is also given the words being typed. Source:
    Predictable Revenue: a stated problem is often a wished solution, ask why until a real one
    appears.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *call_keys(own=("f2", "f8")),
        ("f2", "beside", "beside"),
        ("f8", "remove", "remove"),
    ]
    DEFAULT_CSS = """
    LadderDialog #tree { height: auto; max-height: 14; margin-bottom: 1; }
    """

    def __init__(self, ladder: list[Rung], keep: Callable[[str], None], typed: str = "") -> None:
        super().__init__()
        self._ladder = ladder
        self._keep = keep
        self._value = typed
        self._cursor = len(ladder) - 1

    def compose(self) -> ComposeResult:
        """Lay out the tree and the line to type on."""
        with Vertical(classes="box wide"):
            yield Words("Why-ladder", classes="title")
            with VerticalScroll(id="tree", can_focus=False):
                yield Words(id="rungs")
            yield Input(value=self._value, select_on_focus=False)
            yield Words(
                "Enter: why is that? · F2 another beside it · ↑ ↓ choose · F8 take out · Esc done",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Show what there is."""
        self._show()

    def on_resize(self) -> None:
        """Fold anew."""
        self._show()

    def _show(self) -> None:
        tree = self.query_one("#tree", VerticalScroll)
        width = max(tree.size.width - 2, 30)
        rows = ladder_lines(self._ladder, width, self._cursor)
        self.query_one("#rungs", Words).say(
            Content("\n").join(rows) if rows else "What do they say is the trouble?"
        )
        self.query_one(Input).placeholder = (
            "why is that?" if self._ladder else "the trouble, in their words"
        )
        tree.scroll_to(y=max(self._cursor - 6, 0), animate=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._keep(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._add(deeper=True)

    def action_back(self) -> None:
        """Leave; words that were typed become an answer."""
        if self.query_one(Input).value.strip():
            self._add(deeper=True)
        self.dismiss(None)

    def action_beside(self) -> None:
        """Add an answer beside the marked one."""
        self._add(deeper=False)

    def _add(self, *, deeper: bool) -> None:
        field = self.query_one(Input)
        text = clean_line(field.value)
        if not text:
            if deeper:
                self.dismiss(None)
            return
        depth, at = 0, 0
        if self._ladder:
            present = self._ladder[self._cursor].depth
            depth = min(present + 1, DEEPEST) if deeper else present
            at = self._cursor + 1
            while at < len(self._ladder) and self._ladder[at].depth >= max(depth, 1):
                at += 1
        self._ladder.insert(at, Rung(text, depth))
        self._cursor = at
        field.value = ""
        self._keep("")
        self._show()

    def action_remove(self) -> None:
        """Take the marked answer out, and what hangs on it."""
        if not self._ladder:
            return
        depth, end = self._ladder[self._cursor].depth, self._cursor + 1
        while end < len(self._ladder) and self._ladder[end].depth > depth:
            end += 1
        del self._ladder[self._cursor : end]
        self._cursor = max(min(self._cursor, len(self._ladder) - 1), 0)
        self._keep(self.query_one(Input).value)
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Mark another answer."""
        moves = {"down": 1, "up": -1}
        if event.key in moves and self._ladder:
            event.stop()
            self._cursor = (self._cursor + moves[event.key]) % len(self._ladder)
            self._show()
