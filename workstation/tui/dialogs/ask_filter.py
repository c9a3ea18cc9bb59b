"""Asks for a filter in words: says while it is typed what it means, and completes with Tab."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workstation.method.filters import (
    FilterError,
    Known,
    complete,
    explain,
    hint,
    is_plain,
    names_wanted,
    read,
)
from workstation.tui.aside import Aside
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.base import Words
from workstation.tui.widgets.filter_help import FilterHelp


class AskFilter(Ask):
    """Returns the text of a filter that can be read, "" for none; None when the rep leaves."""

    def __init__(self, title: str, begun: str = "") -> None:
        super().__init__(title, value=begun, required=False, cursor=len(begun))
        self._known: Known | None = None
        self._named: set[tuple[str, str]] = set()
        self._learning = Aside(self)
        self._naming = Aside(self, "names")

    def compose(self) -> ComposeResult:
        """Lay out the line to type on, and what is said below it."""
        with Vertical(classes="box"):
            yield Words(self._title, classes="title")
            yield Input(
                value=self._value,
                placeholder="a name, a place, tier 1, untouched 30 days",
                select_on_focus=False,
            )
            yield FilterHelp()
            yield Words("Tab completes · Enter shows what fits · Esc back", classes="quiet")

    def on_mount(self) -> None:
        """Learn the names in the data, for completion."""
        super().on_mount()
        self._learning.ask(lambda desk: desk.focus.values(), self._learned)

    def _learned(self, known: Known) -> None:
        self._known = known
        self._judge(self.query_one(Input).value)

    def _names(self) -> Known:
        if self._known is None:
            self._known = self.desk.focus.known()
        return self._known

    def on_key(self, event: events.Key) -> None:
        """Complete what is being typed."""
        if event.key != "tab":
            return
        event.stop()
        event.prevent_default()
        typing = self.query_one(Input)
        offers = complete(typing.value, typing.cursor_position, self._names())
        if offers:
            typing.value, typing.cursor_position = offers[0].applied(typing.value)

    def _learn_begun(self, text: str, cursor: int) -> None:
        """Look in all records for the names that begin as the one being typed."""
        wanted = names_wanted(text, cursor)
        if wanted is None or wanted in self._named:
            return
        self._named.add(wanted)
        self._naming.ask(
            lambda desk: desk.focus.begun(*wanted),
            lambda found: self._learned(self._names().knowing(wanted[0], found)),
            lambda _: None,
        )

    def _judge(self, text: str) -> bool:
        known, cursor = self._names(), self.query_one(Input).cursor_position
        self._learn_begun(text, cursor)
        offers, say = complete(text, cursor, known), self.query_one(FilterHelp).say
        try:
            part = read(text, known)
        except FilterError as error:
            say(
                str(error),
                style="$text-muted" if error.unfinished else "$text-error",
                offers=offers,
            )
            return False
        if slip := hint(text, known, cursor):
            say(slip, style="$text-warning", offers=offers)
        else:
            say("" if is_plain(part) else explain(part, known), offers=offers)
        return True
