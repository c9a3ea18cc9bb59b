"""Finds anything by its words while they are typed, and opens what is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workstation.desk.search_words import FEWEST_LETTERS
from workstation.tui.aside import Aside
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.record_list import Cell, Column, RecordList

if TYPE_CHECKING:
    from workstation.desk.search import Hit

TOO_FEW = (
    "Type two letters or more: a name, a person, a part of a number, a street, a word of a note or "
    "an answer."
)
_KINDS = {
    "account": "account",
    "contact": "person",
    "note": "note",
    "answer": "answer",
    "fact": "fact",
}
_MOVES = {
    "down": "down",
    "up": "up",
    "pagedown": "page_down",
    "pageup": "page_up",
}


class _Hits:
    """What was found, as the source of a list."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = list(enumerate(hits))

    def count(self) -> int:
        return len(self._hits)

    def page(self, first: int, n: int) -> Sequence[tuple[int, Hit]]:
        return self._hits[first : first + n]

    def key(self, row: tuple[int, Hit]) -> int:
        return row[0]


class _HitList(RecordList[tuple[int, "Hit"]], can_focus=False):
    """The hits; an empty list says what to type."""

    def say_empty(self, text: str) -> None:
        self._empty = text
        self.refresh()


class SearchDialog(Dialog[None]):
    """One line and what it finds; arrows choose, Enter opens the account's page."""

    CSS = """
    SearchDialog .box { height: 80%; }
    SearchDialog RecordList { margin-top: 1; }
    SearchDialog RecordList > .record-list--cursor-blurred {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._aside = Aside(self)
        self._opens = False

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        columns: list[Column[tuple[int, Hit]]] = [
            Column("", 7, lambda row: Cell(_KINDS.get(row[1].kind, row[1].kind), "muted")),
            Column("", None, lambda row: Cell(row[1].text, "strong"), least=20),
            Column("", 30, lambda row: Cell(self._detail(row[1]), "muted"), priority=1),
        ]
        with Vertical(classes="box wide"):
            yield Words("Search everything", classes="title")
            yield Input(placeholder="an account, a person, a number, a word of a note or an answer")
            yield _HitList(columns, header=False, empty=TOO_FEW)
            yield Words("↑ ↓ choose · Enter open · Esc leave", classes="quiet")

    def _detail(self, hit: Hit) -> str:
        """Say a hit's detail with the bin's title in place of its key."""
        for each in self.desk.playbook.bins:
            if hit.kind == "account" and hit.detail.endswith(each.key):
                return hit.detail.removesuffix(each.key) + each.title
        return hit.detail

    def on_mount(self) -> None:
        """Start typing."""
        self.query_one(Input).focus()

    @property
    def _records(self) -> _HitList:
        return self.query_one(_HitList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        words = event.value.strip()
        self._opens = False
        if sum(not letter.isspace() for letter in words) < FEWEST_LETTERS:
            self._aside.drop()
            self._show([], TOO_FEW)
            return
        self._aside.ask(
            lambda desk: desk.search.find(words),
            lambda hits: self._found(words, hits),
            lambda sentence: self._show([], sentence),
        )

    def _found(self, words: str, hits: Sequence[Hit]) -> None:
        """Show what was found; where that is nothing, look through streets and postal codes."""
        if hits:
            self._show(hits, "")
            return
        self._aside.ask(
            lambda desk: desk.search.find_places(words),
            lambda places: self._show(places, f"Nothing is called or says “{words}”."),
            lambda sentence: self._show([], sentence),
        )

    def _show(self, hits: Sequence[Hit], empty: str) -> None:
        records = self._records
        records.say_empty(empty)
        records.set_source(_Hits(hits))
        if self._opens:
            self._open()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the focus."""
        if (move := _MOVES.get(event.key)) is not None:
            event.stop()
            getattr(self._records, f"action_{move}")()

    @on(Input.Submitted)
    @on(RecordList.Opened)
    @flow
    async def _open(self) -> None:
        """Open the chosen hit; before the answer is there, the first one as soon as it is."""
        self._opens = self._aside.waiting
        row = None if self._opens else self._records.row
        if row is None:
            return
        hit = row[1]
        if hit.account_id is None:
            from workstation.tui.dialogs.edit import edit_alone

            if hit.contact_id is not None and await edit_alone(self, hit.contact_id):
                self.dismiss(None)
            return
        self.dismiss(None)
        from workstation.tui.screens.account import AccountScreen

        self.app.push_screen(AccountScreen(hit.account_id, hit.contact_id))
