"""Mail: the emails that wait in the outbox, to copy, hand to the mail program and tick as sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from workstation.method.email_check import unfilled
from workstation.tui.commands import bindings_for
from workstation.tui.screens.base import DeskScreen
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.letter import Letter
from workstation.tui.widgets.record_list import Cell, Column, RecordList
from workstation.tui.widgets.render import line
from workstation.tui.widgets.section import Section
from workstation.tui.widgets.words import said_day

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.desk import Desk
    from workstation.desk.outbox import Message
    from workstation.tui.dialogs.email import HandOver

EMPTY = (
    "The outbox is empty.\n"
    "m on a record writes an email; a voicemail drafts the one that goes with it.\n"
    "Here you copy it, or open it in your mail program, and tick it as sent."
)


class _Waiting:
    """The emails that wait, as the source of a list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids = desk.outbox.ids()

    def count(self) -> int:
        return len(self._ids)

    def page(self, first: int, n: int) -> Sequence[Message]:
        return self._desk.outbox.some(self._ids[first : first + n])

    def key(self, row: Message) -> int:
        return row.id

    def index_of(self, key: object) -> int | None:
        return next((at for at, each in enumerate(self._ids) if each == key), None)


class MailScreen(DeskScreen):
    """The outbox: a list, and the email under the cursor in full."""

    place = "mail"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("mail")]
    DEFAULT_CSS = """
    MailScreen RecordList { width: 2fr; }
    MailScreen Letter { width: 3fr; border-left: solid $panel; }
    MailScreen.-narrow #split { layout: vertical; }
    MailScreen.-narrow RecordList { width: 1fr; height: 7; }
    MailScreen.-narrow Letter {
        width: 1fr; height: 1fr; border-left: none; border-top: solid $panel;
    }
    MailScreen.-short Letter { display: none; }
    MailScreen.-short RecordList { height: 1fr; }
    MailScreen.-nothing RecordList { width: 1fr; height: 1fr; }
    MailScreen.-nothing Letter { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._reasons: dict[int, str] = {}

    def body(self) -> ComposeResult:
        """Lay out the list and the email beside it."""
        columns: list[Column[Message]] = [
            Column("to", None, lambda row: Cell(row.who, "strong"), least=18),
            Column("subject", None, lambda row: Cell(row.subject), least=16),
            Column("written", 10, self._written, priority=1),
            Column("", 5, _mark),
        ]
        yield Section("Outbox", id="mail-title")
        with Horizontal(id="split"):
            yield RecordList(columns, empty=EMPTY, header=False)
            yield Letter()

    def _written(self, row: Message) -> Cell:
        return Cell(said_day(self._day_of(row), self.workstation.day), "muted")

    def _day_of(self, row: Message) -> date:
        return row.written_at.astimezone(self.desk.clock.now().tzinfo).date()

    @property
    def records(self) -> RecordList[Message]:
        """The list."""
        return self.query_one(RecordList)

    def reload(self, changed: Changed | None = None) -> None:
        """Read the outbox; the cursor stays, or goes to what was just written."""
        waiting = _Waiting(self.desk)
        self.records.set_source(waiting, keep_key=True)
        if changed is not None and changed.made is not None:
            self.records.go_to_key(changed.made)
        number = waiting.count()
        self.set_class(not number, "-nothing")
        said = f"{number} to send" if number else "nothing to send"
        self.query_one("#mail-title", Section).say("Outbox", line((said, "$text-muted")))
        self._show()

    @on(RecordList.Highlighted)
    def _show(self) -> None:
        """Show the email under the cursor."""
        message = self.records.row
        hints = self.desk.outbox.hints(message.subject, message.body) if message else ()
        self.query_one(Letter).show(message, hints)

    async def _reason(self, message: Message) -> str | None:
        """Return "" for an email that may go, a reason for one that must not, None to leave it."""
        from workstation.tui.dialogs.email import ask_reason

        if message.stop and message.id in self._reasons:
            return self._reasons[message.id]
        reason = await ask_reason(self, message.who, message.stop)
        if reason:
            self._reasons[message.id] = reason
        return reason

    async def _hand_over(self, how: HandOver) -> None:
        from workstation.tui.dialogs.email import hand_over

        message = self.records.row
        if message is None:
            return
        reason = await self._reason(message)
        if reason is not None:
            hand_over(self, message.id, how, reason)

    @flow
    async def action_mail_copy(self) -> None:
        """Copy the email."""
        await self._hand_over("copy")

    @flow
    async def action_mail_open(self) -> None:
        """Open the email in the mail program."""
        await self._hand_over("open")

    @flow
    async def action_mail_sent(self) -> None:
        """Tick the email as sent."""
        message = self.records.row
        if message is None:
            return
        reason = await self._reason(message)
        if reason is not None:
            self.workstation.do(lambda: self.desk.outbox.sent(message.id, reason))

    @on(RecordList.Opened)
    @flow
    async def action_mail_edit(self) -> None:
        """Change the email."""
        from workstation.tui.dialogs.email import edit_email

        message = self.records.row
        if message is not None:
            await edit_email(self, message.id, self._reasons.get(message.id, ""))

    def action_mail_drop(self) -> None:
        """Take the email out of the outbox."""
        message = self.records.row
        if message is not None:
            self.workstation.do(lambda: self.desk.outbox.drop(message.id))


def _mark(row: Message) -> Cell:
    """Say what keeps an email from going out: it must not, or is not filled in yet."""
    if row.stop:
        return Cell("stop", "bad")
    return Cell("fill" if unfilled(row.subject, row.body) else "", "warning")
