"""Bringing a file in, first step: which file; then come the mapping and the preview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from workstation.desk.errors import DeskError
from workstation.desk.home import from_home
from workstation.tui.aside import answer
from workstation.tui.dialogs import import_wish
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.dialogs.confirm import Confirm
from workstation.tui.dialogs.import_wish import Wish
from workstation.tui.dialogs.import_words import KEYS
from workstation.tui.dialogs.keys_of import KeysDialog
from workstation.tui.file_places import (
    Candidate,
    candidates,
    completed,
    dropped,
    remember,
    usual_folders,
)
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import line

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.imports.imports import Progress

_MOVES = {"down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Path(Input):
    """The line of the path; Tab completes it, and a file dropped on the terminal is taken."""

    class Complete(Message):
        """Tab was pressed."""

    class Dropped(Message):
        """The path of a file was pasted."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.post_message(self.Complete())
            return
        if event.key == "f1" or (event.key == "question_mark" and not self.value):
            event.stop()
            event.prevent_default()
            self.app.push_screen(KeysDialog("which file", KEYS["file"]))
            return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        path = dropped(event.text)
        if path is None or (self.value.strip() and self.selection.is_empty):
            super()._on_paste(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Dropped(path))


class _Files(RecordList[Candidate], can_focus=False):
    """The files and folders a path may become."""


class _Found:
    """Files and folders as the source of a list."""

    def __init__(self, found: Sequence[Candidate]) -> None:
        self._found = found

    def count(self) -> int:
        return len(self._found)

    def page(self, first: int, n: int) -> Sequence[Candidate]:
        return self._found[first : first + n]

    def key(self, row: Candidate) -> str:
        return row.text


class ImportWizard(Dialog[None]):
    """Asks for the file, then goes through the other steps; Escape goes one step back.

    With a path it goes on with that file at once. An import left half-way is offered first.
    """

    CSS = """
    ImportWizard .box { height: 80%; }
    ImportWizard RecordList { margin-top: 1; }
    ImportWizard #trouble { height: auto; }
    ImportWizard RecordList > .record-list--cursor-blurred {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    class Looked(Message):
        """A folder was read for what was typed."""

        def __init__(self, typed: str, found: list[Candidate]) -> None:
            super().__init__()
            self.typed = typed
            self.found = found

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self._folders: list[Path] = []
        self._found: list[Candidate] = []

    def compose(self) -> ComposeResult:
        """Lay out the line, the trouble with it, and what it may become."""
        columns: list[Column[Candidate]] = [
            Column("", None, lambda row: Cell(row.name, "accent" if row.folder else "strong")),
            Column("", 9, _said_size, align="right", priority=2),
            Column("", 30, lambda row: Cell(str(row.path.parent), "muted"), priority=1),
        ]
        with Vertical(classes="box wide"):
            yield Words("Bring in a file: which one?", classes="title")
            yield _Path(
                value=str(self._path or ""),
                placeholder="CSV, Excel, vCard or JSON lines; or drop a file here",
            )
            yield Words(id="trouble")
            yield _Files(columns, header=False, empty="No table or folder begins like this.")
            yield Words(
                "Tab complete · ↑ ↓ choose · Enter take · ? keys · Esc leave", classes="quiet"
            )

    def on_mount(self) -> None:
        """Look into the usual places; go on with the file that is known already."""
        self._folders = usual_folders(self.workstation.config)
        self.query_one(_Path).focus()
        self._look(self.query_one(_Path).value)
        if self._path is not None:
            self._go_on(Wish(self._path))
        elif (left := import_wish.left_half_way(self.desk)) is not None:
            self._offer(left)

    @flow
    async def _offer(self, left: import_wish.Left) -> None:
        """Go on with what was left half-way, if the rep wants to."""
        from workstation.tui.dialogs.import_left import ImportLeft

        wanted = await self.ask(ImportLeft(left))
        if wanted:
            self._fill(left.path)
            await self._through(left.wish)
        elif wanted is False:
            import_wish.forget(self.desk)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#trouble", Words).say("")
        self._look(event.value)

    @work(thread=True, exclusive=True, group="files")
    def _look(self, typed: str) -> None:
        """Read the folder in a thread: it may lie on a slow disk."""
        self.post_message(self.Looked(typed, candidates(typed, self._folders)))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        """Show what the path may become, unless something else is typed by now."""
        if event.typed == self.query_one(_Path).value:
            self._found = event.found
            self.query_one(_Files).set_source(_Found(event.found))

    @on(_Path.Complete)
    def _complete(self) -> None:
        """Make the path longer by what is certain, else take the chosen line."""
        box = self.query_one(_Path)
        longer = completed(box.value, self._found)
        chosen = self.query_one(_Files).row
        if longer == box.value and chosen is not None:
            longer = chosen.text
        self._fill(longer)

    def _fill(self, text: str) -> None:
        box = self.query_one(_Path)
        box.value = text
        box.cursor_position = len(text)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the focus."""
        if (move := _MOVES.get(event.key)) is not None:
            event.stop()
            getattr(self.query_one(_Files), f"action_{move}")()

    @on(_Path.Dropped)
    def _dropped(self, event: _Path.Dropped) -> None:
        """Take the file that was dropped on the terminal, or look into the folder."""
        if event.path.is_dir():
            self._fill(f"{event.path}/")
        else:
            self._fill(str(event.path))
            self._go_on(Wish(event.path))

    @on(Input.Submitted)
    @on(RecordList.Opened)
    def _submitted(self) -> None:
        """Take the file that is typed, or the line that is chosen."""
        typed = self.query_one(_Path).value.strip()
        path = from_home(typed)
        chosen: Candidate | None = self.query_one(_Files).row
        if typed and (path.is_file() or _was_exported(path)):
            known = next((each.path for each in self._found if each.text == typed), path)
            self._go_on(Wish(known))
        elif chosen is None:
            self._go_on(Wish(dropped(typed) or path))
        elif chosen.folder:
            self._fill(chosen.text)
        else:
            self._fill(chosen.text)
            self._go_on(Wish(chosen.path))

    @flow
    async def _go_on(self, wish: Wish) -> None:
        """Take a file through the other steps."""
        await self._through(wish)

    async def _through(self, wish: Wish) -> None:
        """Go through sheet, mapping and preview; back here when the rep steps back."""
        from workstation.tui.dialogs.import_mapping import ImportMapping, Mapping
        from workstation.tui.dialogs.import_preview import ImportPreviewDialog

        trouble = self.query_one("#trouble", Words)
        trouble.say(line(("Reading …", "$text-muted")))
        try:
            if await answer(self, lambda _: _is_whole(wish.path)):
                trouble.say("")
                await self._take_back(wish.path)
                return
            chosen = await self._sheet(wish)
            if chosen is None:
                trouble.say("")
                return
            plan = await answer(self, chosen.plan)
        except DeskError as error:
            trouble.say(line((str(error), "$text-error")))
            return
        trouble.say("")
        mapping: Mapping | None = Mapping(plan, chosen)
        while mapping is not None:
            mapping = await self.ask(ImportMapping(mapping))
            if mapping is not None and await self.ask(ImportPreviewDialog(*mapping)):
                remember(wish.path.parent, self.workstation.config)
                self.dismiss(None)
                return

    async def _take_back(self, path: Path) -> None:
        """Take a whole export back, if the rep agrees."""
        from workstation.desk.imports.take_in import look

        contents = await answer(self, lambda _: look(path))
        asked = Confirm("Take a whole export back?", f"{contents.name}: {contents.said}.")
        if await self.ask(asked):
            size = sum(contents.rows.values())
            import_wish.keep(self.desk, Wish(path), running=True)
            self.dismiss(None)
            self.workstation.do_at_length(
                size, "Taking it back", lambda desk, told: _taken_back(desk, path, told)
            )

    async def _sheet(self, wish: Wish) -> Wish | None:
        """Ask which sheet of a workbook is meant, where it has several."""
        from workstation.desk.imports.sheets import sheets

        if wish.sheet is not None:
            return wish
        there = await answer(self, lambda _: sheets(wish.path))
        if len(there) < 2:
            return wish
        choices = [
            Choice(_LETTERS[at] if at < len(_LETTERS) else "", name, "", name)
            for at, name in enumerate(there)
        ]
        sheet = await self.ask(Choose("Which sheet of the workbook?", choices))
        return None if sheet is None else import_wish.changed(wish, sheet=sheet)


def _is_whole(path: Path) -> bool:
    from workstation.desk.imports.take_in import is_bundle

    return path.exists() and is_bundle(path)


def _was_exported(path: Path) -> bool:
    from workstation.desk.imports.take_in import has_manifest

    return has_manifest(path)


def _taken_back(desk: Desk, path: Path, told: Progress | None) -> Changed:
    """Take a whole export back; it is offered again only after it was cut off by force."""
    from workstation.desk.imports.take_in import take_in

    try:
        return take_in(desk, path, told)
    finally:
        import_wish.forget(desk)


def _said_size(row: Candidate) -> Cell:
    if row.folder:
        return Cell("folder", "muted")
    size = float(row.size)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return Cell(f"{size:.0f} {unit}", "muted")
        size /= 1000
    return Cell(f"{size:.1f} GB", "muted")
