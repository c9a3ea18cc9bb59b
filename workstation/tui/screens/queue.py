"""The whole follow-up queue, by class, with the card of the highlighted record beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

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
    from workstation.desk.queue import Queue

LETTERS = "abcdefghijklmnopqrstuvwxyz"


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
        self._counts: dict[str, int] = {}
        self._focus_list: FocusList | None = None

    def body(self) -> ComposeResult:
        """Lay out the counts, the list and the card."""
        yield Section("Queue", id="queue-title")
        yield Section("Today", id="queue-room")
        with Horizontal(id="split"):
            with Vertical(id="left"):
                yield QueueList(self.desk.playbook.queue.classes, brief=False)
            yield Card(empty="Nothing is waiting here.")

    def build(self) -> Queue:
        """Build the queue, and keep the part that was asked for."""
        whole = self.desk.queue.today()
        self._counts = whole.counts()
        if self._only_classes or self._only_bins:
            whole = whole.only(self._only_classes, self._only_bins)
        return self._focused(whole)

    def _focused(self, queue: Queue) -> Queue:
        """Return the part of the queue that is in the focus list chosen."""
        if self._focus_list is None:
            return queue
        ids = [entry.account_id for entry in queue.entries]
        inside = self.desk.focus.among(ids, self._focus_list.filter)
        return queue.part([place for place, each in enumerate(ids) if each in inside])

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
            slips = ", ".join(f"{each.title.lower()} {each.count}" for each in self.fitting.slips)
            tail = f" · slips: {slips}" if slips else ""
            return "One go", line((self.fitting.said, "bold"), f" · Esc shows all{tail}")
        capacity = self.capacity
        parts = [capacity.said] if capacity and capacity.said else []
        working = self.whole.working if self.whole else None
        parts += [working.said] if working and working.said else []
        return "Today", line((" · ".join(parts), "$text-muted"))

    def _headline(self) -> Content:
        pieces: list[Piece] = []
        if self._focus_list is not None:
            pieces = [
                (f"◆ {one_line(self._focus_list.name)}", "bold reverse"),
                (" · ", "$text-muted"),
            ]
        for each in self.desk.playbook.queue.classes:
            number = self._counts.get(each.key, 0)
            if number:
                chosen = each.key in self._only_classes
                pieces.append((f"{each.short} {number}", "bold reverse" if chosen else ""))
                pieces.append((" · ", "$text-muted"))
        if self._only_bins:
            title = self.desk.playbook.bin(self._only_bins[0]).title
            pieces.append((f"only {title}", "bold reverse"))
            return line(*pieces)
        return line(*pieces[:-1])

    @flow
    async def action_filter(self) -> None:
        """Show one class or one bin only."""
        from workstation.tui.dialogs.choose import Choice, Choose

        kinds = [
            Choice(
                LETTERS[number],
                each.title,
                f"{self._counts.get(each.key, 0):>4}  {each.meaning}",
                ("class", each.key),
            )
            for number, each in enumerate(self.desk.playbook.queue.classes)
        ]
        bins = [
            Choice(str(number), each.title, each.meaning, ("bin", each.key))
            for number, each in enumerate(self.desk.playbook.bins, 1)
        ]
        everything = Choice("0", "Everything", "the whole queue", ("all", ""))
        chosen = await self.ask(Choose("Show only", [everything, *kinds, *bins]))
        if chosen is None:
            return
        what, key = chosen
        self._only_classes = (key,) if what == "class" else ()
        self._only_bins = (key,) if what == "bin" else ()
        self.reload()

    @flow
    async def action_focus_list(self) -> None:
        """Show only what is in a focus list, or keep another one."""
        from workstation.tui.dialogs.focus import choose_focus

        present = self._focus_list.filter if self._focus_list else ""
        answer = await choose_focus(self, present)
        if answer is None:
            return
        if answer[1] is not None:
            self.desk.focus.read(answer[1].filter)
        self._focus_list = answer[1]
        self.reload()
