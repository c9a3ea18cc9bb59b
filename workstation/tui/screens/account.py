"""One account on one page: who, how good, people, what is planned, what happened, what is known."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from workstation.desk.errors import DeskError
from workstation.tui.aside import Aside
from workstation.tui.commands import bindings_for
from workstation.tui.dialogs.ask import Ask
from workstation.tui.dialogs.choose import Choice, Choose
from workstation.tui.record_actions import RecordActions
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow
from workstation.tui.widgets.account_view import AccountView, Known

if TYPE_CHECKING:
    from workstation.desk.changed import Changed
    from workstation.desk.records import Account, AccountPage, Contact

_TOUCHES = 200
"""How many of the latest activities the page shows."""


class AccountScreen(RecordActions):
    """The page of an account; what is done goes to the person under the cursor."""

    place = "account"
    AUTO_FOCUS = "AccountView"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("account")]
    DEFAULT_CSS = "AccountScreen.-narrow AccountView Horizontal { layout: vertical; }"

    def __init__(self, account_id: int, contact_id: int | None = None) -> None:
        super().__init__()
        self.account_id = account_id
        self._contact_id = contact_id
        self._page: AccountPage | None = None
        self._aside = Aside(self, "phone")
        self._queue = Aside(self, "queue")

    def body(self) -> ComposeResult:
        """Lay out the page."""
        yield AccountView()

    @property
    def view(self) -> AccountView:
        """The page."""
        return self.query_one(AccountView)

    def subject(self) -> Subject | None:
        """Return the account with the person under the cursor."""
        if self._page is None:
            return None
        account, person = self._page.account, self.view.person
        today = self.desk.days.today()
        due = next(
            (
                each.id
                for each in self._page.follow_ups
                if each.due_on <= today and each.contact_id in (None, person.id if person else None)
            ),
            None,
        )
        return Subject(
            account.id,
            account.name,
            person.id if person else None,
            due,
            time_zone=_zone(account, person),
        )

    def reload(self, changed: Changed | None = None) -> None:
        """Read the page; a person who was just added gets the cursor.

        Until the rep moves it, it stands on the person whose follow-up is due.
        """
        try:
            self._page = self.desk.accounts.page(self.account_id, _TOUCHES)
        except DeskError as error:
            self._page = None
            self.view.show_gone(f"{error} Esc goes back; U brings back what was undone.")
            return
        wanted, self._contact_id = self._contact_id, None
        people = {each.id for each in self._page.contacts}
        if changed is not None and changed.made in people:
            wanted = changed.made
        if wanted in people:
            self.view.chosen = True
        elif not self.view.chosen:
            wanted = self._due_with()
        runs = self.desk.cadences.of(self.account_id)
        meetings = [
            (each, self.desk.meetings.their_zone(each.account_id, each.contact_id))
            for each in self.desk.meetings.of_account(self.account_id)
        ]
        now, phone = self.desk.clock.now(), self._phone(self._page.account.phone or "")
        absent = self.view.absent
        known = Known(self._page, self.desk.playbook, now, meetings, runs, phone, absent)
        self.view.show(known, wanted)
        self._look_for_it()

    def _look_for_it(self) -> None:
        """Look in a thread why the account is not in the queue, where nothing planned says it."""
        number = self.account_id
        planned = self._page is not None and bool(self._page.follow_ups)
        self._queue.ask(
            lambda desk: "" if planned else desk.queue.absent(number),
            lambda absent: self.view.show_absent(number, absent),
        )

    def _phone(self, number: str) -> str:
        """Return a number as it is read; the library that knows how is loaded in a thread."""
        from workstation.method.phones import readable

        if not number.startswith("+") or "phonenumbers" in sys.modules:
            return readable(number)
        self._aside.ask(lambda _: readable(number), lambda said: self.view.show_phone(number, said))
        return number

    def _due_with(self) -> int | None:
        """Return the person whose follow-up is due first, None where none is due with somebody."""
        today = self.desk.days.today()
        due = [each for each in self._page.follow_ups if each.due_on <= today] if self._page else []
        return next((each.contact_id for each in due if each.contact_id is not None), None)

    # People

    @on(AccountView.Opened)
    def _opened(self) -> None:
        self.action_edit()

    def action_open(self) -> None:
        """Open the person under the cursor."""
        self.action_edit()

    @flow
    async def action_edit(self) -> None:
        """Edit the person under the cursor, or the account where nobody is known."""
        from workstation.tui.dialogs.edit import edit_account, edit_contact

        person = self.view.person
        if person is not None:
            await edit_contact(self, self.account_id, person.id)
        elif self._page is not None:
            await edit_account(self, self.account_id)

    @flow
    async def action_edit_account(self) -> None:
        """Edit the account."""
        from workstation.tui.dialogs.edit import edit_account

        await edit_account(self, self.account_id)

    @flow
    async def action_add(self) -> None:
        """Add a person."""
        from workstation.tui.dialogs.edit import add_contact

        await add_contact(self, self.account_id)

    def action_add_person(self) -> None:
        """Add a person."""
        self.action_add()

    @flow
    async def action_protect(self) -> None:
        """Mark the person do-not-call or opted out, or lift it, with a reason."""
        person = self.view.person
        if person is None:
            self.workstation.refuse("Nobody is known here yet; p adds a person.")
            return
        chosen = await self.ask(_protection(person))
        if chosen is None:
            return
        do_not_call, opted_out = chosen
        lifts = (person.do_not_call and not do_not_call) or (person.opted_out and not opted_out)
        hint = "why it is lifted; it is recorded" if lifts else "what they said, if you like"
        reason = await self.ask(Ask(f"{person.name}: why?", hint=hint, required=bool(lifts)))
        if reason is not None:
            self.workstation.do(
                lambda: self.desk.accounts.protect(
                    person.id, reason, do_not_call=do_not_call, opted_out=opted_out
                )
            )

    # Opportunities, history

    @flow
    async def action_opportunity(self) -> None:
        """Pass on, accept or close an opportunity."""
        from workstation.tui.dialogs.opportunity import opportunity_menu

        subject = self.subject()
        if subject is not None and self._page is not None:
            await opportunity_menu(self, subject, self._page.opportunities)

    @flow
    async def action_merge_with(self) -> None:
        """Merge the account, or the person under the cursor, with another."""
        from workstation.tui.merging import merge_menu

        if self._page is not None:
            await merge_menu(self, self._page.account, self.view.person, self._page.contacts)

    async def action_history(self) -> None:
        """Show what was done to this record."""
        from workstation.tui.dialogs.history import HistoryDialog

        await self.app.push_screen(HistoryDialog(self.account_id))


def _zone(account: Account, person: Contact | None) -> str | None:
    zones = [person.time_zone, *(each.time_zone for each in person.phones)] if person else []
    return next((zone for zone in zones if zone), account.time_zone)


def _protection(person: Contact) -> Choose:
    """Return the menu of what can be said about reaching a person."""
    call, mail = person.do_not_call, person.opted_out
    return Choose(
        f"{person.name}: may they be reached?",
        [
            Choice(
                "d",
                "May be called again" if call else "Do not call",
                "lifts the protection, with a reason" if call else "no call without a reason",
                (not call, mail),
            ),
            Choice(
                "o",
                "Wants mail again" if mail else "Opted out",
                "lifts the protection, with a reason" if mail else "no email as a prospect",
                (call, not mail),
            ),
        ],
    )
