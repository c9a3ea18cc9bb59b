"""Bringing a file in, last steps: what would become of every row, the import, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import structs
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from workstation.desk.imports.imports import ImportPreview, ImportResult
from workstation.desk.imports.ledger import Ledger
from workstation.method.plural import plural
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs import import_wish
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.dialogs.import_rows import FateBar, FateRows, columns, more, thousands
from workstation.tui.dialogs.import_words import FATES, KEYS, SUPPRESSED, listed
from workstation.tui.dialogs.keys_of import HELP, KeysDialog
from workstation.tui.long_work import Ended, LongWork, Progressed, progress_line
from workstation.tui.widgets.record_list import RecordList
from workstation.tui.widgets.render import line, one_line

if TYPE_CHECKING:
    from workstation.desk.imports.imports import ImportPlan
    from workstation.desk.imports.ledger import FateRow
    from workstation.tui.dialogs.import_wish import Wish


class ImportPreviewDialog(Dialog[bool]):
    """Returns True when the file came in (or held nothing new), None to step back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("dialog"),
        Binding("enter", "run", "import", priority=True),
        Binding("right,tab", "fate(1)", "next fate", priority=True),
        Binding("left,shift+tab", "fate(-1)", "fate before", priority=True),
        Binding("u", "undo", "undo"),
        HELP,
    ]
    CSS = """
    ImportPreviewDialog .box { height: 92%; max-height: 92%; }
    ImportPreviewDialog .title { margin-bottom: 0; }
    ImportPreviewDialog RecordList { margin-top: 1; min-height: 3; }
    ImportPreviewDialog #row { height: auto; max-height: 3; }
    ImportPreviewDialog #keys { margin-top: 0; }
    """

    def __init__(self, plan: ImportPlan, wish: Wish) -> None:
        super().__init__()
        self._plan = plan
        self._wish = wish
        self._ledger = Ledger()
        self._ready = False
        self._running = False
        self._result: ImportResult | None = None
        self._long: LongWork[ImportPreview | ImportResult] = LongWork(self)

    def compose(self) -> ComposeResult:
        """Lay out the bar, the fates and the rows."""
        with Vertical(classes="box wide"):
            yield Words(f"{self._plan.file_name}: what would happen", classes="title", id="title")
            yield Words(id="bar")
            yield FateBar()
            yield Words(id="meaning")
            yield RecordList(columns(self._plan.unit), empty="")
            yield Words(id="row")
            yield Words("Esc stop", id="keys", classes="quiet")

    def on_mount(self) -> None:
        """Start looking at the rows."""
        import_wish.keep(self.desk, self._wish)
        self._show_bar("Looking at the rows")
        self._preview()

    def on_unmount(self) -> None:
        """Give the temporary file back."""
        self._ledger.close()

    # The work, in a thread

    @work(thread=True, exclusive=True, group="import")
    def _preview(self) -> None:
        self._long.run(
            self.desk.reader,
            lambda desk, told: desk.imports.preview(
                self._plan, told, suppress=self._wish.suppress, each=self._ledger.add
            ),
        )

    @work(thread=True, exclusive=True, group="import")
    def _import(self) -> None:
        self._long.run(
            self.desk.writer,
            lambda desk, told: desk.imports.run(
                self._plan,
                told,
                allow_doubt=True,
                suppress=self._wish.suppress,
                keep_as=self._wish.keep_as,
            ),
        )

    # What is shown

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        doing = "Bringing the rows in" if self._running else "Looking at the rows"
        self.query_one("#bar", Words).say(event.drawn(doing))

    def _show_bar(self, doing: str) -> None:
        self.query_one("#bar", Words).say(progress_line(doing, 0, 1, None))

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        running, self._running = self._running, False
        if isinstance(event.outcome, ImportPreview):
            self._show_preview(event.outcome)
        elif isinstance(event.outcome, ImportResult):
            self._show_result(event.outcome)
        elif isinstance(event.outcome, str):
            self.query_one("#bar", Words).say(line((event.outcome, "$text-error")))
            self.query_one("#keys", Words).say("Esc back")
        else:
            if running:
                self.workstation.warn("Stopped: nothing was imported.")
            self.dismiss(None)
        if running and not isinstance(event.outcome, ImportResult):
            import_wish.keep(self.desk, self._wish)

    def _show_preview(self, preview: ImportPreview) -> None:
        made = preview.accounts_made
        along = f", with {thousands(made)} new {plural(made, 'account')}" if made else ""
        rows = f"{thousands(preview.rows)} {plural(preview.rows, 'row')}"
        pieces = [line((f"{rows} of {listed(self._plan.as_)}", "bold"), along)]
        if self._plan.doubt:
            pieces.append(line((f"! {self._plan.doubt}", "bold $text-warning")))
        granted = [] if self._wish.suppress else self._plan.taken_for_granted
        said = [f"{each.key.partition(' ')[2]}: {each.said}" for each in granted]
        notes = " · ".join(dict.fromkeys(one_line(each) for each in (*said, *preview.notes)))
        if notes:
            pieces.append(line((notes, "$text-muted")))
        self.query_one("#bar", Words).say(Content("\n").join(pieces))
        self.query_one(FateBar).show(preview.counts)
        self._show_fate("")
        self._ready = True
        doubt = " all the same" if self._plan.doubt else ""
        self.query_one("#keys", Words).say(
            f"Enter import{doubt} · ← → one fate only · ↑ ↓ rows · ? keys · Esc back"
        )

    @on(FateBar.Chosen)
    def _chosen(self, event: FateBar.Chosen) -> None:
        self._show_fate(event.fate)

    def _show_fate(self, fate: str) -> None:
        """Show the rows of one fate, or all."""
        self.query_one(RecordList).set_source(FateRows(self._ledger, fate))
        said = FATES[fate][2] if fate else "Choose a fate with ← and → to see its rows alone."
        if self._wish.suppress:
            said = SUPPRESSED.get(fate, said)
        if self._ledger.cut:
            said += " The first rows only: there is no room for a list of all."
        self.query_one("#meaning", Words).say(line((said, "$text-muted")))

    @on(RecordList.Highlighted)
    def _highlighted(self, event: RecordList.Highlighted) -> None:
        """Say the whole of what the list has no room for."""
        row: FateRow | None = event.row
        said = more(row) if row is not None else ""
        self.query_one("#row", Words).say(
            line((f"{self._plan.unit} {row.line}: ", "$text-muted"), said) if row and said else ""
        )

    def _show_result(self, result: ImportResult) -> None:
        """Say what came in, where the rest is, and how to take it back."""
        self._result = result
        import_wish.forget(self.desk)
        changed = result.changed
        title = f"{self._plan.file_name}: {'it is in' if changed else 'nothing new'}"
        self.query_one("#title", Words).say(title)
        pieces = [line((result.title, "bold $text-success" if changed else "bold"))]
        if result.unusable_file is not None:
            bad = result.counts["unusable"]
            them = f"{thousands(bad)} unusable {plural(bad, 'row')}: "
            where = f"to be mended in {result.unusable_file}, and imported again from there."
            pieces.append(line((them, "$text-warning"), where))
        advice = changed.advice if changed else ()
        pieces += [line((each, "$text-muted")) for each in (*advice, *result.notes)]
        self.query_one("#bar", Words).say(Content("\n").join(pieces))
        self.query_one(FateBar).show(result.counts)
        undo = " · u undo it" if changed else ""
        self.query_one("#keys", Words).say(f"Enter done{undo} · ← → one fate only · ↑ ↓ rows")
        if changed is not None:
            self.workstation.follow(changed)

    # Keys

    def action_run(self) -> None:
        """Bring the file in; afterwards, leave."""
        if self._result is not None:
            self._leave()
        elif self._ready and not self._running:
            self._ready, self._running = False, True
            import_wish.keep(self.desk, self._wish, running=True)
            self.query_one("#keys", Words).say("Esc stop: nothing is kept of an import half done")
            self._show_bar("Bringing the rows in")
            self._import()

    def action_fate(self, step: int) -> None:
        """Show the rows of the next fate."""
        if self._ready or self._result is not None:
            self.query_one(FateBar).move(step)

    def action_undo(self) -> None:
        """Take back what came in."""
        if self._result is not None and self._result.changed is not None:
            number = self._result.changed.action
            self.dismiss(True)  # noqa: FBT003
            self.workstation.undo(number)

    def action_keys(self) -> None:
        """Show the keys."""
        self.app.push_screen(KeysDialog("what would happen", KEYS["preview"]))

    def action_back(self) -> None:
        """Stop the work under way, or step back."""
        if self._result is not None:
            self._leave()
            return
        self._long.stop()
        if self._running:
            self.query_one("#keys", Words).say("Stopping …")
        else:
            self.dismiss(None)

    def _leave(self) -> None:
        """Leave, with a word on what came of it."""
        if self._result is None:
            return
        changed = self._result.changed
        if changed is None:
            self.workstation.warn(self._result.title)
        else:
            bad = self._result.unusable_file
            advice = (*changed.advice, f"The unusable rows are in {bad}") if bad else changed.advice
            self.workstation.report(structs.replace(changed, advice=advice))
        self.dismiss(True)  # noqa: FBT003
