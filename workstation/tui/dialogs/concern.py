"""Finds an objection card by two or three letters while they talk, and shows what helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workstation.desk.calls.calls import Raised
from workstation.method.objections import Cards
from workstation.tui.dialogs.base import Words
from workstation.tui.dialogs.in_call import InCallDialog, call_keys
from workstation.tui.widgets.call_words import SOURCES, card_lines
from workstation.tui.widgets.render import clip, fit, line

if TYPE_CHECKING:
    from workstation.method.objections import Objection

LISTED = 9

OTHER = "other"
"""What a concern without a card of its own is kept under, in the buyer's words."""


class _Found(Widget):
    """The cards found, the one that Enter takes marked."""

    DEFAULT_CSS = "_Found { height: 9; width: 1fr; margin-top: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.cards: Sequence[Objection] = ()
        self.heard: dict[str, Raised] = {}
        self.cursor = 0

    def render(self) -> Content:
        """Draw a line for each card."""
        if not self.cards:
            return line(("no card for it; Enter keeps it in these words", "$text-muted"))
        width = self.size.width
        return Content("\n").join(
            clip(self._row(at, card, width), width) for at, card in enumerate(self.cards)
        )

    def _row(self, at: int, card: Objection, width: int) -> Content:
        here = at == self.cursor
        heard = self.heard.get(card.key)
        sign = "" if heard is None else said_resolved(heard)
        return line(
            "▸ " if here else "  ",
            (fit(card.title, max(min(34, width - 24), 8)), "bold" if here else ""),
            (f"  {SOURCES[card.source]}", "$text-muted"),
            (f"  {sign}", "$text-success"),
        )


class ConcernDialog(InCallDialog[Raised]):
    """Letters find a card, Enter takes it; then what they said, and whether it was resolved.

    Returns what was raised, None when the rep leaves without taking a card. ``raised`` is what
    was in this call already; taking such a card again changes it. ``keep`` is given the words as
    they are typed, ``keep_card`` the key of the card taken; ``typed`` and ``card`` are what an
    earlier run had. A command of the call keeps what is here, then is done: ``then`` names it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *call_keys(own=("f2", "f3")),
        ("f2", "resolved(True)", "resolved"),
        ("f3", "resolved(False)", "not resolved"),
    ]
    DEFAULT_CSS = """
    ConcernDialog #card { display: none; height: auto; max-height: 11; scrollbar-size: 1 1; }
    ConcernDialog.-tall #card { max-height: 20; }
    ConcernDialog.-taken #card { display: block; }
    ConcernDialog.-taken _Found { display: none; }
    """

    def __init__(
        self,
        raised: Sequence[Raised],
        keep: Callable[[str], None],
        keep_card: Callable[[str], None],
        typed: str = "",
        card: str = "",
    ) -> None:
        super().__init__()
        self._raised = {each.card: each for each in raised}
        self._keep = keep
        self._keep_card = keep_card
        self._value = typed
        self._taken = card
        self._card: Objection | None = None
        self.then = ""

    def compose(self) -> ComposeResult:
        """Lay out the line to type on, the cards, and the one taken."""
        self._cards = Cards(self.desk.playbook.objections)
        with Vertical(classes="box wide"):
            yield Words("A concern: two or three letters find the card", classes="title")
            yield Input(
                value=self._value, placeholder="price · time · have one", select_on_focus=False
            )
            yield _Found()
            with VerticalScroll(id="card", can_focus=False):
                yield Words(id="lines")
            yield Words(id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Show the first cards."""
        self.query_one(_Found).heard = self._raised
        taken = next(
            (each for each in self.desk.playbook.objections if each.key == self._taken), None
        )
        if taken is None:
            self._find(self._value)
            self._say_keys()
        else:
            self._take(taken, self._value)

    def _find(self, letters: str) -> None:
        found = self.query_one(_Found)
        cards = self._cards.find(letters, LISTED)
        if not letters.strip() and self._raised:
            known = [each for each in self.desk.playbook.objections if each.key in self._raised]
            cards = [*known, *(each for each in cards if each.key not in self._raised)][:LISTED]
        found.cards, found.cursor = cards, 0
        found.refresh()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._keep(event.value)
        if self._card is None:
            self._find(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._card is not None:
            self._done()
            return
        found = self.query_one(_Found)
        if found.cards:
            self._take(found.cards[found.cursor])
        elif own := self._own_words():
            self.dismiss(own)

    def _own_words(self) -> Raised | None:
        """Return a concern that no card is for; None where there is a card or nothing is typed."""
        words = self.query_one(Input).value.strip()
        return Raised(OTHER, words) if words and not self.query_one(_Found).cards else None

    def action_of_call(self, command: str) -> None:
        """Keep the card, or the words no card was found for; the command is done by the call."""
        self.then = command
        if self._card is not None:
            self._done()
        else:
            self.dismiss(self._own_words())

    def _take(self, card: Objection, words: str | None = None) -> None:
        self._card = card
        self._keep_card(card.key)
        self.add_class("-taken")
        before = self._raised.get(card.key)
        self._resolved = before.resolved if before else None
        field = self.query_one(Input)
        field.placeholder = "their words, if they matter"
        field.value = words if words is not None else before.said if before else ""
        self._show_card()

    def _show_card(self) -> None:
        if self._card is None:
            return
        width = max(self.query_one(Input).size.width - 2, 40)
        self.query_one("#lines", Words).say(Content("\n").join(card_lines(self._card, width)))
        self._say_keys()

    def on_resize(self) -> None:
        """Fold the card anew."""
        self._show_card()

    def _say_keys(self) -> None:
        words = self.query_one("#keys", Words)
        if self._card is None:
            words.say("↑ ↓ choose · Enter take the card · Esc leave")
            return
        state = {True: "resolved", False: "not resolved", None: "open"}[self._resolved]
        words.say(
            line(
                ("now ", "$text-muted"), (state, "bold"),
                (" · F2 resolved · F3 not resolved · Enter keep · Esc back", "$text-muted"),
            )
        )  # fmt: skip

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the focus."""
        moves = {"down": 1, "up": -1}
        found = self.query_one(_Found)
        if self._card is not None and event.key in moves:
            event.stop()
            card = self.query_one("#card", VerticalScroll)
            card.scroll_relative(y=moves[event.key], animate=False)
        if self._card is None and event.key in moves and found.cards:
            event.stop()
            found.cursor = (found.cursor + moves[event.key]) % len(found.cards)
            found.refresh()

    def action_resolved(self, resolved: bool) -> None:  # noqa: FBT001
        """Say whether it was resolved, and be done with the card."""
        if self._card is not None:
            self._resolved = resolved
            self._done()

    def _done(self) -> None:
        if self._card is not None:
            self.dismiss(Raised(self._card.key, self.query_one(Input).value, self._resolved))

    def action_back(self) -> None:
        """Go back to the list, then leave; what was typed about a card is kept with it."""
        if self._card is None:
            self.dismiss(None)
            return
        if self.query_one(Input).value.strip():
            self._done()
            return
        self._card = None
        self._keep_card("")
        self.remove_class("-taken")
        self.query_one(Input).value = ""
        self._find("")
        self._say_keys()


def said_resolved(raised: Raised) -> str:
    """Say in a word how a concern stands."""
    return {True: "✓ resolved", False: "✗ stands", None: "· open"}[raised.resolved]
