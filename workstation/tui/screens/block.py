"""The call block: one record at a time, the clock, and the next record by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.method.blocks import Reminder, due_reminders
from workstation.method.flow import fill
from workstation.method.plural import plural
from workstation.tui.commands import bindings_for
from workstation.tui.record_actions import RecordActions
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.block_head import BlockHead, reminder_words
from workstation.tui.widgets.block_record import BlockRecord, Record
from workstation.tui.widgets.call_head import Callee
from workstation.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from workstation.desk.blocks.blocks import Block, Look
    from workstation.desk.changed import Changed
    from workstation.desk.records import AccountPage

TOUCHES = 5
SAVE_SECONDS = 30
"""How often a quiet block is written all the same, so that its clock survives a crash."""

OVER = "This call block is over.\n\nEsc goes back; B on Today starts another."


class _BlockKeys(KeyLine):
    """The key line with the keys of a block before those of any record."""

    def __init__(self) -> None:
        super().__init__("block")
        first = ("call", "log", "interruption", "next_record", "end_block")
        self._commands.sort(key=lambda each: first.index(each.id) if each.id in first else 9)


class BlockScreen(RecordActions):
    """A call block under way; it moves on only when the record in front was dealt with."""

    place = "block"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("block")]

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._subject: Subject | None = None
        self._reward = ""
        self._words: tuple[int, str] = (0, "")

    def body(self) -> ComposeResult:
        """Lay out the head and the record."""
        yield BlockHead()
        yield BlockRecord()

    def keys(self) -> KeyLine:
        """Return the line of keys."""
        return _BlockKeys()

    def on_mount(self) -> None:
        """Start the clock; the base class then reads."""
        self.set_interval(1, self.each_second)
        self.set_interval(SAVE_SECONDS, self._save)

    def subject(self) -> Subject | None:
        """Return the record in front."""
        return self._subject

    @property
    def block(self) -> Block | None:
        """The block under way; None once it has ended or was undone."""
        return self.desk.blocks.present

    # Reading

    def reload(self, changed: Changed | None = None) -> None:
        """Read the record in front; after it was dealt with, the next one.

        Nothing else takes a record off the screen: not the time, nor what others change.
        """
        blocks, worked = self.desk.blocks, self.worked
        self.worked = None
        if said := blocks.save():
            self.workstation.warn(said)
        if self.block is None:
            self._look = self._subject = None
            self.query_one(BlockRecord).show(None, OVER)
            return
        here = self.block.current
        if changed is not None and changed.kind != "do" and changed.accounts:
            blocks.bring_back(changed.accounts[0])
        elif worked is not None:
            blocks.worked(worked)
        look = blocks.look(onward=worked is not None and worked == here)
        mine = changed is not None and changed.kind == "do" and here in changed.accounts
        if mine and here is not None and look.account_id == here and not (look.row or look.listed):
            blocks.worked(here)
            look = blocks.look(onward=True)
        self._show(look)

    def _go_on(self) -> None:
        """Show the next record."""
        try:
            self._show(self.desk.blocks.look(onward=True))
        except (DeskError, StoreError) as error:
            self.workstation.refuse(str(error))

    def advance(self, after: int | None = None) -> None:
        """Go on after a call was logged; a record in front that is another one stays."""
        if self.block is None or after is None:
            return
        here = self.block.current
        try:
            self.desk.blocks.worked(after)
        except StoreError as error:
            self.workstation.refuse(str(error))
        if here == after:
            self._go_on()
        else:
            self.catch_up(forced=True)

    def _show(self, look: Look) -> None:
        """Draw the block and the record it stands at."""
        block = self.block
        if block is None:
            return
        self._look = look
        self._reward = self.desk.settings.get("block_reward")
        self.query_one(BlockHead).show(block, self.desk.blocks.counts(), look, self._reward)
        record = self._record(look)
        self.query_one(BlockRecord).show(record, _through(look))
        self.each_second()

    def _record(self, look: Look) -> Record | None:
        self._subject = None
        if look.account_id is None:
            return None
        desk, row = self.desk, look.row
        page = desk.accounts.page(look.account_id, TOUCHES)
        wanted = row.contact_id if row else None
        people = page.contacts
        contact = next((each for each in people if each.id == wanted), next(iter(people), None))
        zone = desk.calls.their_zone(page.account, contact)
        person = contact.id if contact else None
        prepared = desk.calls.background(look.account_id, person).prepared
        self._subject = (
            Subject.of_row(row)
            if row is not None
            else Subject(look.account_id, page.account.name, person, None, zone)
        )
        callee = Callee(page.account, contact, zone)
        return Record(
            page=page,
            row=row,
            callee=callee,
            playbook=desk.playbook,
            now=desk.clock.now(),
            prepared=prepared,
            words=prepared.get("first_words") or self._opener(page, callee),
            open_call=bool(desk.calls.left_open(look.account_id)),
        )

    def _opener(self, page: AccountPage, callee: Callee) -> str:
        """Return the opener the call will be given, read once a record."""
        desk, account = self.desk, page.account
        if self._words[0] != account.id:
            follows = desk.experiments.assign_flow(desk.calls.usual_flow(account.bin), account.id)
            known = desk.calls.placeholders(account, callee.contact)
            key = desk.experiments.assign_opener(follows, account.id, known)
            text = next((each.text for each in desk.playbook.openers if each.key == key), "")
            self._words = (account.id, text)
        return fill(self._words[1], desk.calls.placeholders(account, callee.contact))

    # The clock

    def each_second(self) -> None:
        """Move the clock, from memory alone, and say what has come due."""
        block = self.block
        if block is None:
            return
        if said := self.desk.blocks.tick():
            self.workstation.warn(said)
        due = due_reminders(
            block.seconds(),
            minutes=block.minutes,
            break_after=self.desk.playbook.limits.break_after_minutes,
            before=block.before,
        )
        self.query_one(BlockHead).tick(due)
        self._remind(due)

    def _remind(self, due: tuple[Reminder, ...]) -> None:
        """Say once what has come due, though never over a call or a dialog."""
        block = self.block
        if block is None or self.app.screen is not self:
            return
        for each in due:
            if each not in block.told:
                block.told.append(each)
                said = reminder_words(each, self._reward, block)
                self.notify(f"{said}.", severity="information", timeout=10, markup=False)

    def _save(self) -> None:
        try:
            said = self.desk.blocks.save()
        except StoreError:
            return  # whatever is wrong with the file, the program says so by itself
        if said:
            self.workstation.warn(said)
            self.catch_up(forced=True)

    def on_screen_resume(self, event: ScreenResume) -> None:  # noqa: ARG002
        """Read again, and say what came due while a call was in front."""
        if self.is_mounted and self._seen >= 0:
            self.catch_up(forced=True)

    # Commands

    def action_interruption(self) -> None:
        """Count an interruption."""
        try:
            number = self.desk.blocks.interrupt()
        except (DeskError, StoreError) as error:
            self.workstation.refuse(str(error))
            return
        self.query_one(BlockHead).refresh()
        self.notify(f"Interruptions: {number}", timeout=2, markup=False)

    def action_next_record(self) -> None:
        """Leave the record in front for now."""
        block = self.block
        if block is None or (here := block.current) is None:
            return
        try:
            self.desk.blocks.leave_for_now(here)
        except StoreError as error:
            self.workstation.refuse(str(error))
            return
        self._go_on()
        if block.current == here:
            self.notify("It is the only one left that can be called now.", markup=False)

    @flow
    async def action_end_block(self) -> None:
        """End the block and see what came of it."""
        await self._end()

    async def _end(self) -> None:
        from workstation.tui.dialogs.block_summary import BlockSummary

        changed = self.workstation.do(self.desk.blocks.end)
        if changed is not None and changed.made is not None:
            await self.ask(BlockSummary(self.desk.blocks.summary(changed.made)))
            self.app.pop_screen()

    @flow
    async def action_back(self) -> None:
        """Leave the block running, or end it."""
        from workstation.tui.dialogs.choose import Choice, Choose

        if self.block is None:
            self.app.pop_screen()
            return
        chosen = await self.ask(
            Choose(
                "Leave the call block?",
                [
                    Choice("l", "Leave it running", "its clock goes on; B comes back", "leave"),
                    Choice("e", "End it", "and see what came of it", "end"),
                ],
            )
        )
        if chosen == "leave":
            self._save()
            self.app.pop_screen()
        elif chosen == "end":
            await self._end()


def _through(look: Look) -> str:
    """Return what is said when no record is in front."""
    if not look.waiting:
        were = plural(look.total, "record was", "records were")
        return (
            f"The list is through: {look.done} of {look.total} {were} dealt with.\n\n"
            "E ends the block and says what came of it."
        )
    who = f"{look.waiting} {plural(look.waiting, 'record waits', 'records wait')}"
    return (
        f"Nobody else can be called now: {who} ({look.waits}).\n"
        "They come by themselves when they can.\n\nE ends the block and says what came of it."
    )
