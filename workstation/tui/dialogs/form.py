"""A few named lines to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from workstation.tui.dialogs.base import Dialog, Words

_BREAK = "⏎"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form: the field's key, its title, its present value and a hint."""

    key: str
    title: str
    value: str = ""
    hint: str = ""


def on_one_line(text: str) -> str:
    """Return text as a field of one line can show it: a line break is a sign in it."""
    return f" {_BREAK} ".join(text.split("\n"))


def in_lines(text: str) -> str:
    """Return what was typed into a field, with its line breaks again."""
    return "\n".join(line.strip() for line in text.split(_BREAK)).strip()


class Form(Dialog[dict[str, str]]):
    """Returns the fields that were changed (all of them for a new record), or None.

    Enter goes to the next line and saves on the last; Ctrl+S saves anywhere.
    """

    BINDINGS = [("ctrl+s", "save", "save")]  # noqa: RUF012

    def __init__(self, title: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self._title = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay out a line for each field."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Words(self._title, classes="title")
            for each in self._lines:
                with Horizontal(classes="field"):
                    yield Words(each.title, classes="label")
                    shown = on_one_line(each.value)
                    yield Input(value=shown, placeholder=each.hint, id=f"field-{each.key}")
            yield Words("Enter next · Ctrl+S save · Esc leave", classes="quiet")

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == f"field-{self._lines[-1].key}":
            self.action_save()
        else:
            self.focus_next(Input)

    def action_save(self) -> None:
        """Return what was changed."""
        values = {
            each.key: in_lines(self.query_one(f"#field-{each.key}", Input).value)
            for each in self._lines
        }
        before = {each.key: in_lines(each.value) for each in self._lines}
        self.dismiss({key: text for key, text in values.items() if text != before[key]})
