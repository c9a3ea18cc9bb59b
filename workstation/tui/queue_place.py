"""What Today and Queue share: the queue's list, the card beside it, moving on after a call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from textual import on

from workstation.desk.errors import DeskError
from workstation.desk.queue.part import Part, Wanted, queue_in, read_part
from workstation.tui.aside import Aside, answer
from workstation.tui.record_actions import RecordActions
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.card import TOUCHES, Card
from workstation.tui.widgets.key_line import KeyLine
from workstation.tui.widgets.queue_list import EMPTY, NOTHING_YET, QueueList
from workstation.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from workstation.desk.capacity import Capacity, Fitting, Room
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue
    from workstation.desk.queue.rows import QueueRow

FRESH = timedelta(minutes=5)
"""How long what was read of the rep's pace and calendar is good for."""

ONE_HOUR = "60"


MANY = 100
"""Accounts an action names at most; one that touched more may have touched others."""


def _read_room(desk: Desk) -> Room:
    return desk.queue.room()


class QueuePlace(RecordActions):
    """A place with a QueueList and a Card.

    ``whole`` is everything due, ``filtered`` what a filter leaves of it, and ``queue`` what the
    list shows, which is less still while only an hour is planned for. What a filter fits and an
    hour holds is read in a thread; until then the list shows the last answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.whole: Queue | None = None
        self.filtered: Queue | None = None
        self.queue: Queue | None = None
        self.fitting: Fitting | None = None
        self._until: datetime | None = None
        self._room: Room | None = None
        self._aside = Aside(self)
        self._reading = Aside(self, "queue part")
        self._building = Aside(self, "long queue")
        self._part = Part()
        self._shown: Wanted | None = None
        self._drawn = False
        self._on_card: tuple[QueueRow | None, int] = (None, -1)

    @property
    def records(self) -> QueueList:
        """The list."""
        return self.query_one(QueueList)

    def subject(self) -> Subject | None:
        """Return the highlighted row."""
        row: QueueRow | None = self.records.row
        return Subject.of_row(row) if row is not None else None

    def queue_at_hand(self) -> Queue | None:
        """Return everything due, where there is too much to read it again for one row."""
        return self.whole if self.whole is not None and self.whole.long else None

    @property
    def keys_wait(self) -> bool:
        """Whether another part of the queue is wanted than the one on show."""
        return self._reading.waiting and self._shown != self.wanted()

    def wanted(self) -> Wanted:
        """Return what of the queue the place is to show."""
        return Wanted(until=self._until)

    def empty_words(self) -> str:
        """Return what an empty list says."""
        if self.filtered is not None and self.filtered.count():
            return "Nothing that is due fits into the time left.\nEsc shows all."
        if not self.desk.accounts.any():
            return NOTHING_YET
        return self.desk.queue.why_empty() or EMPTY

    def show_queue(self, changed: Changed | None = None) -> None:
        """Build the queue anew; the cursor stays on its record, or on the next when it is gone.

        A record that was worked and is still due for another reason does not take the cursor with
        it: the next one has it. After an undo the record that came back has it.

        Where something was done to a few accounts, those are renewed at once. What that does to
        others (fresh ground that moves up, a limit reached) is read in a thread: of a short queue
        each time, of a long one when it is not of this minute any more.
        """
        self._build(changed)
        self._refresh_room(changed)
        minutes = self._minutes_left()
        wanted = self.wanted()
        if not wanted.needs_reading:
            self._reading.drop()
            self._shown, self._part = wanted, Part()
        if self._shown == wanted:
            self._draw(changed)
        if wanted.needs_reading:
            room = self._room
            self._reading.ask(
                lambda desk: read_part(desk, wanted, minutes, room),
                lambda part: self._has_part(wanted, part, changed),
            )

    def _build(self, changed: Changed | None) -> None:
        accounts = changed.accounts if changed else ()
        known = 0 < len(accounts) < MANY
        if self.whole is None or not (self.whole.long or known):
            self._building.drop()
            self.whole = self.desk.queue.today()
            return
        if accounts:
            self.whole = self.desk.queue.renew(self.whole, accounts)
        recent = known and not self._building.waiting and self.desk.queue.recent(self.whole)
        if not (self.whole.long and recent):
            self.call_after_refresh(self._build_aside)

    def _build_aside(self) -> None:
        self._building.ask(lambda desk: desk.queue.today(), self._has_whole)

    def _has_whole(self, queue: Queue) -> None:
        if self.whole is not None and queue.same_as(self.whole):
            return
        self.whole = queue.on(self.desk)
        self._draw(None)
        self.say_head()

    def _has_part(self, wanted: Wanted, part: Part, changed: Changed | None) -> None:
        """Show what was read, where it is another part than the one on show."""
        if wanted != self.wanted() or (wanted == self._shown and part == self._part):
            return
        self._shown, self._part = wanted, part
        self._draw(changed)
        self.say_head()

    def _draw(self, changed: Changed | None) -> None:
        if self.whole is None:  # pragma: no cover - it is built before
            return
        place, key = self.records.cursor, self.records.key
        wanted, part = self.wanted(), self._part
        base = self.whole if part.members is None else self.whole.keep(part.members)
        self.filtered = base.only(wanted.classes, wanted.bins)
        self.fitting = part.fitting
        self.queue = self.filtered if part.accounts is None else self.filtered.of(part.accounts)
        words = "" if self.queue.count() else self.empty_words()
        if words:
            self.records.say_when_empty(words)
        self.query_one(KeyLine).begin(empty=words == NOTHING_YET)
        self.records.set_source(self.queue, keep_key=True)
        touched = changed.accounts if changed else ()
        if changed and touched and changed.kind != "do":
            self.records.go_to_key(touched[0])
        elif key is None or (key in touched and (self.worked == key or self.records.key != key)):
            self._go_on(max(place, 0))
        self.worked = None
        if self._drawn:
            self.show_card()
        else:
            # Goals and queue are what a day begins with; the card may come a moment later.
            self.call_after_refresh(self._first_card)

    def _first_card(self) -> None:
        self._drawn = True
        self.show_card()

    # What fits

    @property
    def capacity(self) -> Capacity | None:
        """How much of the whole queue fits today; None until the pace has been read."""
        if self._room is None or self.whole is None:
            return None
        return self.desk.queue.capacity(self.whole, self._room)

    def filter_words(self) -> list[str]:
        """Return a line that says which part of the queue is looked at; none for all of it."""
        return []

    def say_head(self) -> None:
        """Say above the list what is in it, and what fits."""

    def _minutes_left(self) -> int | None:
        """Return the minutes left of the time given, None where none was or it is over."""
        if self._until is None:
            return None
        from workstation.desk.capacity import LEAST_MINUTES

        left = self._until - self.desk.clock.now().astimezone(UTC)
        minutes = round(left.total_seconds() / 60)
        if minutes < LEAST_MINUTES:
            self._until = None
            return None
        return minutes

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

        wanted = msgspec.structs.replace(self.wanted(), until=None)

        def read(desk: Desk) -> tuple[Queue, Room]:
            return queue_in(desk, wanted), desk.queue.room()

        queue, room = await answer(self, read)

        def meaning(text: str) -> str:
            fitting = self.desk.queue.fitting(queue, _number(text, "minutes", 60), room)
            slipping = [f"  {each}" for each in fitting.slipping]
            return "\n".join([*self.filter_words(), fitting.said, *slipping])

        text = await self.ask(
            Ask("What if I only have … minutes?", value=ONE_HOUR, hint="60", meaning=meaning)
        )
        if text:
            self._room = room
            now = self.desk.clock.now().astimezone(UTC)
            self._until = now + timedelta(minutes=int(text))
            self.reload()
            self.records.go_to(0)

    def action_back(self) -> None:
        """Show the whole queue again when only a part of it was shown; else go back."""
        if not self.widen():
            super().action_back()
            return
        self.reload()

    def widen(self) -> bool:
        """Take the last narrowing away; say whether there was one."""
        was, self._until = self._until, None
        return was is not None

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
        if self._drawn and self._on_card != (self.records.row, self.workstation.version):
            self.show_card()

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def show_card(self) -> None:
        """Show the card of the highlighted row."""
        row: QueueRow | None = self.records.row
        self._on_card = (row, self.workstation.version)
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
            plan = self.desk.follow_ups.spread_plan(_number(text, "working days", 5))
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


def _number(text: str, of: str, example: int) -> int:
    """Read a number of something.

    Raises:
        DeskError: it is none.
    """
    if not text.strip().isdecimal() or len(text.strip()) > 4:
        raise DeskError(f"Type a number of {of}, such as {example}.")
    return int(text)
