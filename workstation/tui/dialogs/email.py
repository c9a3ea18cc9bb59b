"""Writing an email: a template chosen by one key, filled in, and put into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.method.flow import fill
from workstation.method.text import clean
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import line, plain, safe

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.outbox import Draft
    from workstation.tui.at_desk import AtDesk
    from workstation.tui.screens.base import DeskScreen

HINT_SECONDS = 0.3
LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"
KEYS = "Ctrl+S outbox · F2 copy · F3 mail program · Esc leave, kept as typed"

HandOver = Literal["", "copy", "open"]


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed into the form."""

    to: str
    subject: str
    body: str


class _Body(TextArea):
    """The text of an email; what is pasted is made harmless first."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        await super()._on_paste(events.Paste(clean(event.text)))


class EmailForm(Dialog[bool]):
    """Returns True once the email is in the outbox, None when it was left as it was.

    ``write`` puts it there; what it refuses is said and the form stays. Escape keeps what was
    typed: it goes into the outbox too. ``advice`` is shown over the hints. ``reason`` is why
    somebody protected is mailed all the same, "" for nobody protected.
    """

    BINDINGS = [  # noqa: RUF012
        ("ctrl+s", "save", "save"),
        ("f2", "save('copy')", "copy"),
        ("f3", "save('open')", "mail program"),
    ]
    CSS = """
    EmailForm .box { height: 90%; }
    EmailForm #body { height: 1fr; min-height: 4; }
    EmailForm #hints { max-height: 5; }
    """

    def __init__(
        self,
        title: str,
        written: Written,
        write: Callable[[Written], Changed],
        *,
        advice: str = "",
        reason: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._before = written
        self._write = write
        self._advice = advice
        self._reason = reason
        self._waiting = False
        self._refused: Written | None = None

    def compose(self) -> ComposeResult:
        """Lay out whom it goes to, what it is about, and the text."""
        with VerticalScroll(classes="box wide", can_focus=False):
            yield Words(self._title, classes="title")
            yield from self._field("to", "To", self._before.to, "their address")
            yield from self._field("subject", "Subject", self._before.subject, "what it is about")
            yield _Body(
                safe(self._before.body),
                id="body",
                soft_wrap=True,
                show_line_numbers=False,
                tab_behavior="focus",
                highlight_cursor_line=False,
            )
            yield Words(id="hints")
            yield Words(KEYS, classes="quiet")

    def _field(self, key: str, title: str, value: str, hint: str) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Words(title, classes="label")
            yield Input(value=safe(value), placeholder=hint, id=key)

    def on_mount(self) -> None:
        """Start on the first thing that is missing; in the text, on a name to be filled in."""
        from workstation.method.email_check import open_place

        self._hint()
        empty = [key for key in ("to", "subject") if not getattr(self._before, key)]
        self.query_one(f"#{empty[0] if empty else 'body'}").focus()
        body = self.query_one("#body", TextArea)
        if place := open_place(body.text):
            body.selection = Selection(*(_location(body.text, at) for at in place))

    @property
    def written(self) -> Written:
        """What stands in the form now."""
        return Written(
            self.query_one("#to", Input).value,
            self.query_one("#subject", Input).value,
            self.query_one("#body", TextArea).text,
        )

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if not self._waiting:
            self._waiting = True
            self.set_timer(HINT_SECONDS, self._hint)

    def _hint(self) -> None:
        """Show what would keep it from being answered."""
        self._waiting = False
        written = self.written
        pieces = [line((self._advice, "$text-warning"))] if self._advice else []
        pieces += [
            line(("· ", "$text-muted"), (hint, "$text-warning"))
            for hint in self.desk.outbox.hints(written.subject, written.body)
        ]
        self.query_one("#hints", Words).say(plain("\n").join(pieces))

    @on(Input.Submitted)
    def action_save(self, then: HandOver = "") -> None:
        """Put it into the outbox, then copy it or open it in the mail program where asked."""
        written = self.written
        changed = self.workstation.do(lambda: self._write(written))
        if changed is None:
            self._refused = written
            return
        if then and changed.made is not None:
            hand_over(self, changed.made, then, self._reason)
        self.dismiss(True)  # noqa: FBT003

    def action_back(self) -> None:
        """Leave; what was typed is kept in the outbox, or said to be lost by a second Escape."""
        written = self.written
        if written in (self._before, self._refused):
            self.dismiss(None)
            return
        self.action_save()
        if self._refused == written:
            self.workstation.warn("It cannot be kept so: mend it, or Esc again throws it away.")


def _location(text: str, at: int) -> tuple[int, int]:
    """Return the line and column of a place in a text."""
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


def hand_over(screen: AtDesk, message_id: int, how: HandOver, reason: str = "") -> None:
    """Copy a waiting email, or open it in the mail program; what is refused is said."""
    desk, app = screen.desk, screen.workstation
    try:
        if how == "copy":
            app.copy_to_clipboard(desk.outbox.as_text(message_id, reason))
            said = "Copied: paste it into your mail program."
        else:
            app.open_url(desk.outbox.mailto(message_id, reason))
            said = "Handed to your mail program; if nothing opens there, y copies it."
    except (DeskError, StoreError) as error:
        app.refuse(str(error))
        return
    app.notify(f"{said}\nSpace in Mail (g m) ticks it as sent.", timeout=6, markup=False)


async def write_email(
    screen: DeskScreen,
    account_id: int,
    contact_id: int | None,
    template: str | None = None,
    activity_id: int | None = None,
    after: str | None = None,
) -> bool:
    """Write an email in a flow: choose a template, change what it says, put it into the outbox.

    ``template`` is its key; without one the rep chooses, first among those proposed after the
    outcome ``after``. Somebody protected is mailed with a reason only. Returns whether the email
    is in the outbox.

    Raises:
        DeskError: the account or person is not there, or there is no such template.
    """
    desk = screen.desk
    account = desk.accounts.get(account_id)
    to = desk.outbox.address_of(account_id, contact_id)
    who = next((p.name for p in desk.accounts.contacts(account_id) if p.id == contact_id), None)
    named = f"{who}, {account.name}" if who else account.name
    reason = await ask_reason(screen, named, _stop(screen, account_id, contact_id, to))
    if reason is None:
        return False
    if template is None:
        template = await _choose_template(screen, named, after or "")
        if template is None:
            return False
    draft: Draft | None = None
    if template:
        draft = desk.outbox.draft(template, account_id, contact_id, reason)
    kept = template or None

    def put(written: Written) -> Changed:
        return desk.outbox.put(
            account_id,
            contact_id,
            written.subject,
            written.body,
            template=kept,
            activity_id=activity_id,
            to=written.to,
            reason=reason,
        )

    filled = Written(to, draft.subject, draft.body) if draft else Written(to, "", "")
    advice = draft.advice if draft else ""
    done = await screen.ask(
        EmailForm(f"Email to {named}", filled, put, advice=advice, reason=reason)
    )
    return done is True


async def edit_email(screen: DeskScreen, message_id: int, reason: str = "") -> bool:
    """Change an email that waits, in a flow; returns whether it was saved.

    Raises:
        DeskError: it is not there any more.
    """
    desk = screen.desk
    message = desk.outbox.get(message_id)

    def write(written: Written) -> Changed:
        return desk.outbox.edit(message_id, written.subject, written.body, written.to)

    done = await screen.ask(
        EmailForm(
            f"Email to {message.who}",
            Written(message.to, message.subject, message.body),
            write,
            advice=message.stop,
            reason=reason,
        )
    )
    return done is True


async def ask_reason(screen: DeskScreen, who: str, stop: str) -> str | None:
    """Return "" when nothing stops an email, a reason when one was given, None to leave it."""
    if not stop:
        return ""
    from workstation.tui.dialogs.ask import Ask

    return await screen.ask(
        Ask(
            f"{who}: do not email",
            hint="a reason to write anyway; it is recorded",
            meaning=lambda _: stop,
        )
    )


def _stop(screen: DeskScreen, account_id: int, contact_id: int | None, to: str) -> str:
    found = screen.desk.outbox.guard(account_id, contact_id, to)
    return "" if found.ok else found.why


async def _choose_template(screen: DeskScreen, named: str, after: str) -> str | None:
    """Return the key of a template, "" for an empty email, None when the rep leaves."""
    from workstation.tui.dialogs.choose import Choice, Choose

    templates = screen.desk.outbox.templates(after)[: len(LETTERS)]
    choices = [
        Choice(letter, each.title, fill(each.subject, {}), each.key)
        for letter, each in zip(LETTERS, templates, strict=False)
    ]
    empty = Choice("0", "Empty", "in your own words", "")
    chosen: str | None = await screen.ask(Choose(f"Email to {named}", [*choices, empty]))
    return chosen
