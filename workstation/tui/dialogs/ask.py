"""Asks for one line of text, and shows while it is typed what it will mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line


@dataclass(frozen=True, slots=True)
class Quick:
    """A key that gives an answer at once, such as F1 for "+1d"."""

    key: str
    label: str
    value: str


QUICK_DAYS = (
    Quick("f1", "F1", "+1d"),
    Quick("f2", "F2", "+3d"),
    Quick("f3", "F3", "+1w"),
    Quick("f4", "F4", "+1m"),
)


class Ask(Dialog[str]):
    """Returns the typed text, or None when the rep leaves.

    ``meaning`` is called with the text as it is typed and returns the line shown below; a
    ``DeskError`` from it is shown as what is wrong, and Enter is then refused. ``keep`` is given
    the text as it is typed, to keep it where a crash cannot reach. ``cursor`` is where in ``value``
    typing goes on; without it the first letter takes the place of the whole. ``missing`` is what
    Enter says where nothing is typed and something is ``required``; ``blank`` says meanwhile what
    nothing typed means. ``enter`` says in a word what Enter does.
    """

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        hint: str = "",
        meaning: Callable[[str], str] | None = None,
        required: bool = True,
        quick: tuple[Quick, ...] = (),
        keep: Callable[[str], None] | None = None,
        cursor: int | None = None,
        missing: str = "Nothing is typed yet; Esc leaves.",
        blank: str = "",
        enter: str = "keep",
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._hint = hint
        self._meaning = meaning
        self._required = required
        self._quick = quick
        self._keep = keep
        self._cursor = cursor
        self._missing = missing
        self._blank = blank
        self._enter = enter

    def compose(self) -> ComposeResult:
        """Lay out the question, the line to type on, and what it means."""
        with Vertical(classes="box"):
            yield Words(self._title, classes="title")
            going_on = self._keep is not None or self._cursor is not None
            yield Input(value=self._value, placeholder=self._hint, select_on_focus=not going_on)
            yield Words(id="meaning")
            if self._quick:
                pieces = [
                    line((quick.label, "bold $text-accent"), f" {quick.value}   ")
                    for quick in self._quick
                ]
                yield Words(line(*pieces), classes="quiet")
            keys = line((f"Enter {self._enter} · Esc leave", "$text-muted"))
            yield Words(keys, classes="" if self._quick else "quiet")

    def on_mount(self) -> None:
        """Show what the first text means."""
        self._judge(self._value)
        if self._cursor is not None:
            self.query_one(Input).cursor_position = self._cursor

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._judge(event.value)
        if self._keep is not None:
            self._keep(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if self._judge(text) and (text or not self._required):
            self.dismiss(text)
        elif not text and self._required:
            self.query_one("#meaning", Words).say(line((self._missing, "$text-error")))

    def on_key(self, event: events.Key) -> None:
        """Answer with a quick key."""
        for quick in self._quick:
            if event.key == quick.key:
                event.stop()
                self.dismiss(quick.value)

    def _judge(self, text: str) -> bool:
        words = self.query_one("#meaning", Words)
        if self._meaning is None or not text.strip():
            words.say(line(("" if text.strip() else self._blank, "$text-muted")))
            return True
        try:
            words.say(line((self._meaning(text), "$text-success")))
        except (DeskError, StoreError) as error:
            words.say(line((str(error), "$text-error")))
            return False
        return True
