"""Two records side by side, field by field: which values stay, what moves, then Enter merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from workstation.desk.errors import DeskError
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.keys_of import HELP, KeysDialog
from workstation.tui.widgets.render import Piece, fit, line

if TYPE_CHECKING:
    from workstation.desk.duplicates.records import Kind
    from workstation.desk.merge.fields import Field
    from workstation.desk.merge.merge import MergePreview

APART: Literal["apart"] = "apart"
Answer = tuple[int, int, dict[str, str]] | Literal["apart"]
"""Which is kept, which is merged into it, and the fields chosen; or that they are not the same."""

_KEYS = {
    "↑ ↓": "the next field in which the two differ (j k too)",
    "← →": "whose value stays in this field (h l too)",
    "s": "keep the other record of the two",
    "Enter": "merge them; u undoes it",
    "x": "they are not the same; you are not asked again",
    "? F1": "these keys",
    "Esc": "leave both as they are",
}
_LABEL = 13
_ROOM_FOR_MARKS = 6


class MergeDialog(Dialog[Answer]):
    """Returns what was decided, None when the rep leaves.

    Raises when it is made:
        DeskError: the two cannot be merged.
    """

    DEFAULT_CSS = """
    MergeDialog .wide { width: 110; }
    MergeDialog #fields { height: auto; max-height: 60%; }
    MergeDialog #moves { color: $text-muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("dialog"), HELP]

    def __init__(self, kind: Kind, keep: int, lose: int) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._keep = keep
        self._lose = lose
        self._choices: dict[str, str] = {}
        self._cursor = 0
        self._preview: MergePreview | None = None

    def compose(self) -> ComposeResult:
        """Lay out the two columns, what moves, and the keys."""
        with Vertical(classes="box wide"):
            yield Words(id="heading", classes="title")
            with VerticalScroll(id="fields", can_focus=False):
                yield Words(id="rows")
            yield Words(id="moves")
            yield Words(
                "↑↓ field · ←→ which stays · s keep the other one · Enter merge · "
                "x not the same · ? keys · Esc leave",
                classes="quiet",
            )

    def on_mount(self) -> None:
        """Read both."""
        if not self._read():
            self.dismiss(None)

    def on_resize(self) -> None:
        """Divide the width anew."""
        self._show()

    def _read(self) -> bool:
        try:
            self._preview = self.desk.merging.preview(
                self._kind, self._keep, self._lose, self._choices
            )
        except DeskError as error:
            self.workstation.refuse(str(error))
            return False
        self._show()
        return True

    @property
    def _fields(self) -> list[Field]:
        """The fields in which the two differ; what both say alike needs no choice."""
        found = self._preview.fields if self._preview else ()
        return [each for each in found if each.keep != each.other]

    def _show(self) -> None:
        preview = self._preview
        if preview is None:
            return
        width = self.query_one("#rows").size.width or 74
        side = max((width - _LABEL - _ROOM_FOR_MARKS) // 2, 8)
        fields = self._fields
        self._cursor = max(0, min(self._cursor, len(fields) - 1))
        head = line(
            " " * (_LABEL + 2),
            (fit("keep", side), "$text-muted"),
            "    ",
            (fit("merge into it", side), "$text-muted"),
        )
        rows = [_row(each, side, here=at == self._cursor) for at, each in enumerate(fields)]
        if not fields:
            head = line(
                ("They differ in no field: whichever stays, nothing is lost.", "$text-muted")
            )
        self.query_one("#heading", Words).say(preview.title)
        self.query_one("#rows", Words).say(Content("\n").join([head, *rows]))
        self.query_one("#moves", Words).say(self._said(preview))
        scroll = self.query_one("#fields", VerticalScroll)
        scroll.scroll_to(y=max(self._cursor + 3 - scroll.size.height, 0), animate=False)

    def _said(self, preview: MergePreview) -> Content:
        same = [each.title.lower() for each in preview.fields if each.keep == each.other]
        lines = [f"The same: {', '.join(same)}."] if same else []
        lines.append(
            f"Moves: {', '.join(preview.moves)}." if preview.moves else "Nothing else is to move."
        )
        if preview.kind == "accounts":
            lines.append(f"{preview.lose} stays in the bin for duplicates.")
        return line("\n".join(lines), *((f"\n{note}", "$text-warning") for note in preview.notes))

    def on_key(self, event: events.Key) -> None:
        """Move, choose, swap, merge or tell apart."""
        moves = {"down": 1, "j": 1, "up": -1, "k": -1}
        sides = {"left": "keep", "h": "keep", "right": "other", "l": "other"}
        if event.key in moves and self._fields:
            self._cursor = (self._cursor + moves[event.key]) % len(self._fields)
            self._show()
        elif event.key in sides and self._fields:
            self._choose(self._fields[self._cursor], sides[event.key])
        elif event.key == "s":
            self._swap()
        elif event.key == "enter":
            self.dismiss((self._keep, self._lose, self._choices))
        elif event.key == "x":
            self.dismiss(APART)
        else:
            return
        event.stop()

    def action_keys(self) -> None:
        """Show the keys."""
        self.app.push_screen(KeysDialog("two that are the same", _KEYS))

    def _choose(self, field: Field, side: str) -> None:
        if field.fixed:
            why = "both are kept" if field.takes == "both" else field.why or "it stays as it is"
            self.workstation.refuse(f"{field.title}: {why}.")
            return
        self._choices[field.key] = side
        self._read()

    def _swap(self) -> None:
        """Keep the other record; what was chosen stays chosen."""
        before = (self._keep, self._lose, self._choices)
        turned = {"keep": "other", "other": "keep"}
        self._keep, self._lose = self._lose, self._keep
        self._choices = {key: turned[side] for key, side in self._choices.items()}
        if not self._read():
            self._keep, self._lose, self._choices = before


def _row(field: Field, side: int, *, here: bool) -> Content:
    """Draw a field: the value that stays has a mark and stands out, also without colour."""
    pieces: list[Piece] = [
        "▸ " if here else "  ",
        (fit(field.title, _LABEL), "bold" if here else "$text-muted"),
    ]
    for value, takes in ((field.keep, "keep"), (field.other, "other")):
        stays = field.takes == takes or (field.takes == "both" and bool(value))
        pieces.append(("● " if stays else "  ", "$text-accent"))
        pieces.append((fit(value or "–", side), "bold" if stays else "$text-muted"))
    return line(*pieces)
