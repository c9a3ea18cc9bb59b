"""Writes the list in front of the rep into a file: how, where to, and a bar while it is written."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from workstation.desk.errors import DeskError
from workstation.desk.home import from_home
from workstation.method.plural import plural
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.choose import Choice
from workstation.tui.dialogs.pick import Pick
from workstation.tui.long_work import Ended, LongWork, Progressed, progress_line
from workstation.tui.widgets.render import one_line

if TYPE_CHECKING:
    from workstation.desk.exports.export import Exported
    from workstation.tui.screens.base import DeskScreen

_CHOICES = (
    Choice("c", "CSV", "any program reads it; the people go beside it", ".csv"),
    Choice("x", "Excel workbook", "a sheet of accounts, a sheet of people", ".xlsx"),
    Choice("v", "Address cards", "the people, with numbers and flags, for an address book", ".vcf"),
    Choice("k", "Calendar", "their follow-ups and meetings", ".ics"),
    Choice("j", "JSON lines", "for programs", ".jsonl"),
)


class Exporting(Dialog[None]):
    """Writes some accounts in a thread, and says what was written; Escape stops it."""

    def __init__(self, ids: array[int], target: str) -> None:
        super().__init__()
        self._ids = ids
        self._target = from_home(target)
        self._long: LongWork[Exported] = LongWork(self)

    def compose(self) -> ComposeResult:
        """Lay out the bar."""
        with Vertical(classes="box"):
            number = len(self._ids)
            yield Words(f"Exporting {number} {plural(number, 'account')}", classes="title")
            yield Words(progress_line("", 0, 1, None), id="bar")
            yield Words("Esc stop: nothing is written then", classes="quiet", id="keys")

    def on_mount(self) -> None:
        """Start."""
        self._run()

    @work(thread=True, exclusive=True, group="export")
    def _run(self) -> None:
        from workstation.desk.exports.export import export

        self._long.run(
            self.desk.reader,
            lambda desk, told: export(desk, self._target, ids=self._ids, progress=told),
        )

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one("#bar", Words).say(event.drawn(""))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self.dismiss(None)
        if isinstance(event.outcome, str):
            self.workstation.refuse(event.outcome)
        elif event.outcome is None:
            self.workstation.warn("Stopped: nothing was written.")
        else:
            self._say(event.outcome)  # type: ignore[arg-type]

    def _say(self, done: Exported) -> None:
        parts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in done.rows.items())
        self.app.notify(
            one_line(", ".join(str(path) for path in done.files)),
            title=f"{parts} written",
            timeout=8,
            markup=False,
        )

    def action_back(self) -> None:
        """Stop; the dialog goes when what was begun is taken away."""
        self.query_one("#keys", Words).say("Stopping …")
        self._long.stop()


async def export_list(screen: DeskScreen, ids: array[int], name: str) -> None:
    """Ask how and where to, and write these accounts; only in a flow.

    ``name`` is what the list is called, for the file's name.
    """
    if not ids:
        screen.workstation.refuse("The list is empty: there is nothing to export.")
        return
    what = f"{len(ids)} {plural(len(ids), 'account')}"
    ending = await screen.ask(Pick(f"Export {what} as", list(_CHOICES)))
    if ending is None:
        return

    def meaning(text: str) -> str:
        from workstation.desk.exports.files import format_of, plan_files

        path = from_home(text)
        files = plan_files(path, format_of(path), _tables(path))
        for file in files:
            if file.exists():
                raise DeskError(f"{one_line(file.name)} exists already; choose another name.")
            if not file.parent.is_dir():
                raise DeskError(f"There is no folder {one_line(str(file.parent))}.")
        return " and ".join(one_line(file.name) for file in files)

    target = await screen.ask(
        Ask("Write it where?", value=str(_place(name, ending)), meaning=meaning, cursor=9999)
    )
    if target:
        await screen.app.push_screen(Exporting(ids, target))


def _tables(path: Path) -> tuple[str, ...]:
    one = path.suffix.lower() in (".vcf", ".vcard", ".ics", ".ical")
    return ("contacts",) if one else ("accounts", "contacts")


def _place(name: str, ending: str) -> Path:
    """Return a free name in the folder where downloads go, else at home."""
    home = Path.home()
    folder = next(
        (each for each in (home / "Downloads", home / "Documents") if each.is_dir()), home
    )
    plain = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
    stem = "-".join(part for part in plain.split("-") if part)[:40] or "accounts"
    path, number = folder / f"{stem}{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{ending}"
    return path
