"""What Today and Queue share: the queue's list, the card beside it, moving on after a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from textual import on

from workstation.desk.errors import DeskError
from workstation.tui.aside import Aside
from workstation.tui.record_actions import RecordActions
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.card import TOUCHES, Card
from workstation.tui.widgets.queue_list import EMPTY, NOTHING_YET, QueueList
from workstation.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from workstation.desk.capacity import Capacity, Fitting, Room
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.queue import Queue
    from workstation.desk.queue_rows import QueueRow

FRESH = timedelta(minutes=5)
"""How long what was read of the rep's pace and calendar is good for."""

ONE_HOUR = "60"


def _read_room(desk: Desk) -> Room:
    return desk.queue.room()


class QueuePlace(RecordActions):
    """A place with a QueueList and a Card.

    ``whole`` is everything due; ``queue`` is what the list shows of it, which is less while only
    an hour is planned for.
    """

    def __init__(self) -> None:
        super().__init__()
        self.whole: Queue | None = None
        self.queue: Queue | None = None
        self.fitting: Fitting | None = None
        self._until: datetime | None = None
        self._room: Room | None = None
        self._aside = Aside(self)

    @property
    def records(self) -> QueueList:
        """The list."""
        return self.query_one(QueueList)

    def subject(self) -> Subject | None:
        """Return the highlighted row."""
        row: QueueRow | None = self.records.row
        return Subject.of_row(row) if row is not None else None

    def build(self) -> Queue:
        """Return the queue the place shows."""
        return self.desk.queue.today()

    def show_queue(self, changed: Changed | None = None) -> None:
        """Build the queue anew; the cursor stays on its record, or on the next when it is gone.

        A record that was worked and is still due for another reason does not take the cursor with
        it: the next one has it. After an undo the record that came back has it.
        """
        place, key = self.records.cursor, self.records.key
        self.whole = self.build()
        self.queue = self._narrowed(self.whole)
        self._refresh_room(changed)
        if not self.queue.count():
            self.records.say_when_empty(EMPTY if self.desk.accounts.any() else NOTHING_YET)
        self.records.set_source(self.queue, keep_key=True)
        touched = changed.accounts if changed else ()
        if changed and touched and changed.kind != "do":
            self.records.go_to_key(touched[0])
        elif key is None or (key in touched and (self.worked == key or self.records.key != key)):
            self._go_on(max(place, 0))
        self.worked = None
        self.show_card()

    # What fits

    @property
    def capacity(self) -> Capacity | None:
        """How much of the whole queue fits today; None until the pace has been read."""
        if self._room is None or self.whole is None:
            return None
        return self.desk.queue.capacity(self.whole, self._room)

    def say_head(self) -> None:
        """Say above the list what is in it, and what fits."""

    def _narrowed(self, whole: Queue) -> Queue:
        """Return what fits into the time that was given, everything where none was."""
        self.fitting = None
        if self._until is None:
            return whole
        left = self._until - self.desk.clock.now().astimezone(UTC)
        try:
            self.fitting = self.desk.queue.fitting(
                whole, round(left.total_seconds() / 60), self._room
            )
        except DeskError:
            self._until = None
            return whole
        return whole.part(self.fitting.places)

    def _refresh_room(self, changed: Changed | None) -> None:
        """Read the pace and the calendar after the screen has been drawn, in a thread."""
        now = self.desk.clock.now()
        if self._room is None or changed is not None or now - self._room.read_at >= FRESH:
            self.call_after_refresh(lambda: self._aside.ask(_read_room, self._has_room))

    def _has_room(self, room: Room) -> None:
        self._room = room
        self.say_head()

    @flow
    async def action_one_hour(self) -> None:
        """Ask for a number of minutes, and show only what fits into them."""
        from workstation.tui.dialogs.ask import Ask

        whole = self.desk.queue.today()
        room = self._room or self.desk.queue.room()

        def meaning(text: str) -> str:
            fitting = self.desk.queue.fitting(whole, _minutes(text), room)
            return "\n".join([fitting.said, *(f"slips: {each}" for each in fitting.slipping)])

        text = await self.ask(
            Ask("What if I only have … minutes?", value=ONE_HOUR, hint="60", meaning=meaning)
        )
        if text:
            self._room = room
            now = self.desk.clock.now().astimezone(UTC)
            self._until = now + timedelta(minutes=_minutes(text))
            self.reload()
            self.records.go_to(0)

    def action_back(self) -> None:
        """Show the whole queue again when only a part of it was shown; else go back."""
        if self._until is None:
            super().action_back()
            return
        self._until = None
        self.reload()

    def _go_on(self, place: int) -> None:
        """Go to the first record from a place on that can be worked now, else stay there."""
        workable = self.queue.workable_from(place) if self.queue else None
        self.records.go_to(place if workable is None else workable)

    def advance(self, after: int | None = None) -> None:
        """Go to the first record that can be worked now, not the account just left."""
        if self.queue is None:
            return
        row = self.queue.next(after)
        if row is not None:
            self.records.go_to_key(row.account_id)

    @on(RecordList.Highlighted)
    def _highlighted(self) -> None:
        self.show_card()

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def show_card(self) -> None:
        """Show the card of the highlighted row."""
        row: QueueRow | None = self.records.row
        page, depth = None, ""
        if row is not None:
            try:
                page = self.desk.accounts.page(row.account_id, TOUCHES)
                depth = self.desk.queue.depth(row.account_id).short
            except DeskError:
                row = None
        self.query_one(Card).show(page, row, self.desk.playbook, self.desk.clock.now(), depth)

    @flow
    async def action_leave(self) -> None:
        """Back from leave: spread what is overdue over the next working days."""
        from workstation.tui.dialogs.ask import Ask

        def meaning(text: str) -> str:
            if not text.strip().isdigit():
                raise DeskError("Type a number of working days, such as 5.")
            plan = self.desk.follow_ups.spread_plan(int(text))
            if not plan.overdue:
                return "Nothing is overdue."
            most = max(number for _, number in plan.days)
            return f"{plan.overdue} overdue: at most {most} a day until {plan.days[-1][0]:%a %d %b}"

        text = await self.ask(
            Ask("Back from leave: over how many working days?", value="5", meaning=meaning)
        )
        if text:
            self.workstation.do(lambda: self.desk.follow_ups.spread(int(text)))

    @flow
    async def action_start_block(self) -> None:
        """Start a call block, or go back to the one under way."""
        from workstation.tui.dialogs.start_block import start_block

        await start_block(self)

    async def action_import_file(self) -> None:
        """Bring in a file."""
        from workstation.tui.dialogs.import_wizard import ImportWizard

        await self.app.push_screen(ImportWizard())


def _minutes(text: str) -> int:
    """Read a number of minutes.

    Raises:
        DeskError: it is none.
    """
    if not text.strip().isdecimal() or len(text.strip()) > 4:
        raise DeskError("Type a number of minutes, such as 60.")
    return int(text)
