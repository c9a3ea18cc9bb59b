"""The whole follow-up queue, by class, with the card of the highlighted record beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from workstation.desk.queue.part import Wanted
from workstation.tui.commands import bindings_for
from workstation.tui.queue_place import QueuePlace
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.card import Card
from workstation.tui.widgets.queue_list import QueueList
from workstation.tui.widgets.render import Piece, line, one_line
from workstation.tui.widgets.section import Section

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.focus import FocusList

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The keys of the classes; a small letter begins a filter in words."""


class QueueScreen(QueuePlace):
    """The list with every class, filtered by class or bin."""

    place = "queue"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("queue")]
    DEFAULT_CSS = """
    QueueScreen #left { width: 3fr; }
    QueueScreen Card { width: 2fr; border-left: solid $panel; }
    QueueScreen.-narrow #split { layout: vertical; }
    QueueScreen.-narrow #left { width: 1fr; height: 1fr; }
    QueueScreen.-narrow Card {
        width: 1fr; height: 7; border-left: none; border-top: solid $panel;
    }
    QueueScreen.-short Card, QueueScreen.-short #queue-room { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._only_classes: tuple[str, ...] = ()
        self._only_bins: tuple[str, ...] = ()
        self._focus_list: FocusList | None = None
        self._typed = ""

    def body(self) -> ComposeResult:
        """Lay out the counts, the list and the card."""
        yield Section("Queue", id="queue-title")
        yield Section("Today", id="queue-room")
        with Horizontal(id="split"):
            with Vertical(id="left"):
                yield QueueList(self.desk.playbook.queue.classes, brief=False)
            yield Card(empty="Nothing is waiting here.")

    def wanted(self) -> Wanted:
        """Return what was asked for: a class or a bin, a focus list, an hour."""
        return Wanted(
            classes=self._only_classes,
            bins=self._only_bins,
            filter=self._focus_list.filter if self._focus_list else self._typed,
            until=self._until,
        )

    @property
    def _filters(self) -> list[str]:
        """The names of what narrows the queue, as a rep knows them."""
        playbook = self.desk.playbook
        names = [f"◆ {one_line(self._focus_list.name)}"] if self._focus_list else []
        names += [one_line(self._typed)] if self._typed else []
        names += [each.title for each in playbook.queue.classes if each.key in self._only_classes]
        return names + [playbook.bin(key).title for key in self._only_bins]

    def filter_words(self) -> list[str]:
        """Return a line that names the filter."""
        return [f"only {' · '.join(self._filters)}"] if self._filters else []

    def empty_words(self) -> str:
        """Say what an empty part is, and how to see all of it again."""
        if not self._filters or self.whole is None or (self.filtered and self.filtered.count()):
            return super().empty_words()
        escape = (
            f"Esc shows the whole queue ({self.whole.count()} due)."
            if self._until is None
            else "Esc ends the time given; once more shows the whole queue."
        )
        return f"Nothing is due in this filter: {' · '.join(self._filters)}.\n{escape}"

    def widen(self) -> bool:
        """Take the hour away, else the filter."""
        if super().widen():
            return True
        was = bool(self._filters)
        self._show_everything()
        return was

    def _show_everything(self) -> None:
        self._only_classes, self._only_bins, self._focus_list = (), (), None
        self._typed = ""

    def reload(self, changed: Changed | None = None) -> None:
        """Read the queue."""
        self.show_queue(changed)
        self.say_head()

    def say_head(self) -> None:
        """Say what the queue holds, and what of it fits."""
        self.query_one("#queue-title", Section).say("Queue", self._headline())
        title, beside = self._roomline()
        self.query_one("#queue-room", Section).say(title, beside)

    def _roomline(self) -> tuple[str, Content]:
        """Return what fits into an hour when that was asked, else into today; then the limits."""
        if self.fitting is not None:
            slips = ", ".join(f"{each.count} {each.title.lower()}" for each in self.fitting.slips)
            tail = f" · slipping: {slips}" if slips else ""
            escape = " · Esc ends it" if self._filters else " · Esc shows all"
            return "One go", line((self.fitting.said, "bold"), escape, tail)
        capacity = self.capacity
        parts = [capacity.said] if capacity and capacity.said else []
        working = self.whole.working if self.whole else None
        parts += [working.said] if working and working.said else []
        return "Today", line((" · ".join(parts), "$text-muted"))

    def _headline(self) -> Content:
        if self.whole is None or self.filtered is None:
            return Content("")
        filters = self._filters
        pieces: list[Piece] = []
        for each in filters:
            pieces += [(each, "bold reverse"), (" · ", "$text-muted")]
        if filters:
            said = f"{self.filtered.count()} of {self.whole.count()} due"
            escape = "" if self.fitting else " · Esc shows all"
            pieces += [(said, "bold"), escape, (" · ", "$text-muted")]
        counts = self.filtered.counts()
        for class_ in self.desk.playbook.queue.classes:
            if (number := counts.get(class_.key, 0)) and not self._only_classes:
                pieces += [f"{class_.short} {number}", (" · ", "$text-muted")]
        return line(*pieces[:-1])

    @flow
    async def action_filter(self) -> None:
        """Show what a filter in words fits, one class or one bin only."""
        from workstation.tui.dialogs.choose import Choice, Choose

        counts = self._counts_to_choose_from()
        kinds = [
            Choice(
                LETTERS[number],
                each.title,
                f"{counts.get(each.key, 0):>4}  {each.meaning}",
                ("class", each.key),
            )
            for number, each in enumerate(self.desk.playbook.queue.classes)
        ]
        bins = [
            Choice(str(number), each.title, each.meaning, ("bin", each.key))
            for number, each in enumerate(self.desk.playbook.bins, 1)
        ]
        words = Choice("/", "Type a filter", "in words: tier 1, in Germany", ("words", self._typed))
        everything = Choice("0", "Everything", "the whole queue", ("all", ""))
        menu = Choose(
            "Show only",
            [words, everything, *kinds, *bins],
            folds=True,
            typed=lambda letter: ("words", self._typed if letter == "t" else letter),
        )
        chosen = await self.ask(menu)
        if chosen is None:
            return
        what, key = chosen
        if what == "words":
            await self._type_filter(key)
            return
        if what == "all":
            self._show_everything()
        self._only_classes = (key,) if what == "class" else ()
        self._only_bins = (key,) if what == "bin" else ()
        self.reload()

    async def _type_filter(self, begun: str) -> None:
        """Ask for a filter in words and show what it fits; nothing typed is the whole queue."""
        from workstation.tui.dialogs.ask_filter import AskFilter

        text = await self.ask(AskFilter("Show only what this fits", begun))
        if text is None:
            return
        self._show_everything()
        self._typed = text
        self.reload()

    def _counts_to_choose_from(self) -> dict[str, int]:
        """Count the classes of everything due, or of the focus list chosen."""
        if self.whole is None:  # pragma: no cover - it is read before a key is taken
            return {}
        members = self._part.members
        return (self.whole if members is None else self.whole.keep(members)).counts()

    def _focus_list_may_be_gone(self) -> None:
        """Name an open list as it is named now; of one that was dropped the filter stays."""
        was = self._focus_list
        if was is None:
            return
        lists = self.desk.focus.names()
        self._focus_list = next((each for each in lists if each.id == was.id), None)
        if self._focus_list is None:
            self._typed = was.filter
        self.say_head()

    @flow
    async def action_focus_list(self) -> None:
        """Show only what is in a focus list, or keep another one."""
        from workstation.tui.dialogs.focus import choose_focus

        present = self._focus_list.filter if self._focus_list else self._typed
        answer = await choose_focus(self, present)
        if answer is None:
            self._focus_list_may_be_gone()
            return
        if answer[1] is not None:
            self.desk.focus.read(answer[1].filter)
        if answer[1] is None:
            self._show_everything()
        self._typed = ""
        self._focus_list = answer[1]
        self.reload()
