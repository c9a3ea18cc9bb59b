"""Where they stand: interest, urgency, stage and role, each raised by its own key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from workstation.method.buyer import SCALES, Level, scale_of
from workstation.method.words import ROLES
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import fit, line, plain
from workstation.tui.widgets.words import said_role

INDENT = 14

LETTERS: Mapping[str, str] = {"i": "interest", "u": "urgency", "s": "stage", "r": "role"}


class StandingDialog(Dialog[None]):
    """Each key goes on to the next level; ``step`` is called with the name, and keeps it.

    ``present`` says what holds now, by name ("interest", "urgency", "stage", "role").
    """

    DEFAULT_CSS: ClassVar[str] = "StandingDialog #levels { margin-bottom: 1; }"

    def __init__(
        self, account: str, present: Callable[[], Mapping[str, str]], step: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._account = account
        self._present = present
        self._step = step

    def compose(self) -> ComposeResult:
        """Lay out a block for each scale."""
        with Vertical(classes="box wide"):
            yield Words(f"Where does {self._account} stand?", classes="title")
            yield Words(id="levels")
            yield Words("i u s r: the next level, and round again · Enter done", classes="quiet")

    def on_mount(self) -> None:
        """Show what holds."""
        self._show()

    def on_resize(self) -> None:
        """Fold anew."""
        self._show()

    def _show(self) -> None:
        present = self._present()
        width = self.query_one("#levels").size.width or 70
        rows: list[Content] = []
        for letter, name in LETTERS.items():
            levels = _levels(name, self.desk.playbook.buyer)
            key = present.get(name, "")
            chosen = next((each for each in levels if each.key == key), None)
            pieces = [
                line((f" {each.title} ", "reverse bold" if each.key == key else "$text-muted"))
                for each in levels
            ]
            head = line((f" {letter}  ", "bold $text-accent"), fit(name, INDENT - 4))
            for each in pieces:
                if head.cell_length + each.cell_length > width:
                    rows.append(head)
                    head = line(" " * INDENT)
                head = line(head, each)
            rows.append(head)
            rule = chosen.rule if chosen else "not known yet"
            rows += [
                line(" " * INDENT, folded)
                for folded in plain(rule, style="$text-muted").wrap(max(width - INDENT, 20))
            ]
        self.query_one("#levels", Words).say(Content("\n").join(rows))

    def on_key(self, event: events.Key) -> None:
        """Go on to the next level of a scale."""
        if event.key in LETTERS:
            event.stop()
            self._step(LETTERS[event.key])
            self._show()
        elif event.key == "enter":
            event.stop()
            self.dismiss(None)


def _levels(name: str, scales: object) -> list[Level]:
    from workstation.method.buyer import BuyerScales

    if name in SCALES and isinstance(scales, BuyerScales):
        return scale_of(scales, name)
    return [Level(key=role, title=said_role(role)) for role in ROLES if role != "unknown"]
