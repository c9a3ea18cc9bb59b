"""What can be done to the account in front of the rep, the same on every screen that shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.screens.base import DeskScreen
from workstation.tui.subject import Subject
from workstation.tui.type_ahead import flow

if TYPE_CHECKING:
    from workstation.desk.queue.queue import Queue
    from workstation.method.when import When


class RecordActions(DeskScreen):
    """A screen with an account in front of the rep; subclasses say which."""

    def subject(self) -> Subject | None:
        """Return the record in front of the rep, None when there is none."""
        raise NotImplementedError

    def subjects(self) -> list[int]:
        """Return the accounts an action on many goes to: the marked ones, or the one in front."""
        one = self.subject()
        return [one.account_id] if one else []

    def queue_at_hand(self) -> Queue | None:
        """Return today's queue where the screen has it."""
        return None

    def marked_number(self) -> int:
        """Return how many records are marked."""
        return 0

    def one(self) -> Subject | None:
        """Return the record in front for an action on one; with several marked it is refused."""
        marked = self.marked_number()
        if marked > 1:
            self.workstation.refuse(
                f"This works on one record, and {marked} are marked: b moves them all, "
                "A twice takes the marks away."
            )
            return None
        return self.subject()

    worked: int | None = None
    """The account whose row was just dealt with, so that a list goes on to the next one."""

    # Calls

    @flow
    async def action_call(self) -> None:
        """Open a call; a protected record asks for the reason first."""
        subject = self.one()
        if subject is None:
            return
        override = await self._override(subject)
        if override is None:
            return
        try:
            call = self.desk.calls.open(
                subject.account_id,
                contact_id=subject.contact_id,
                follow_up_id=subject.follow_up_id,
                override=override,
            )
            elsewhere = self.desk.calls.elsewhere(subject.account_id)
        except (DeskError, StoreError) as error:
            self.workstation.refuse(str(error))
            return
        from workstation.tui.screens.call import CallScreen

        await self.app.push_screen(CallScreen(call))
        if elsewhere:
            self.workstation.warn(elsewhere)

    async def _override(self, subject: Subject) -> str | None:
        """Return "" when the record may be called, a reason when one was given, None to stop."""
        from workstation.tui.dialogs.ask import Ask

        verdict = self.desk.calls.guard(subject.account_id, subject.contact_id)
        if verdict.ok:
            return ""
        return await self.ask(
            Ask(
                f"{subject.account}: {verdict.short}",
                hint="a reason to call anyway; it is recorded",
                meaning=lambda _: verdict.why,
            )
        )

    @flow
    async def action_dial(self) -> None:
        """Dial the number, or copy it, in the way the rep has chosen."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.dialling import dial

            await dial(self, subject.account_id, subject.contact_id)

    @flow
    async def action_meetings(self) -> None:
        """Book a meeting; with one booked, say what becomes of it."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.meeting_actions import meeting_menu

            await meeting_menu(self, subject)

    @flow
    async def action_prepare(self) -> None:
        """Prepare the call; from there one key goes straight into it."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.dialogs.preparation import edit_preparation

            if await edit_preparation(self, subject.account_id, subject.contact_id):
                self.action_call()

    @flow
    async def action_log(self) -> None:
        """Log a call: one key for the outcome; what is clear then is saved at once."""
        from workstation.desk.calls.calls import LogEntry
        from workstation.tui.logging_flow import log_call, outcome_menu

        subject = self.one()
        if subject is None:
            return
        began = self.desk.calls.now()
        outcome = await self.ask(outcome_menu(self.desk, subject.account))
        if outcome is not None:
            entry = LogEntry(
                subject.account_id,
                outcome.key,
                contact_id=subject.contact_id,
                follow_up_id=subject.follow_up_id,
                began_logging_at=began,
            )
            await log_call(self, entry, outcome, subject, with_note=True)

    # Next steps

    @flow
    async def action_follow_up(self) -> None:
        """Plan a follow-up in plain words."""
        from workstation.method.promise_line import is_promised
        from workstation.tui.dialogs.ask import Ask

        subject = self.one()
        if subject is None:
            return
        reason = await self._reason_to_plan(subject)
        if reason is None:
            return
        when = await self._when(f"Follow up {subject.account}: when?", subject)
        if when is None:
            return
        why = await self.ask(
            Ask(
                f"Follow up {subject.account} {when.said}: what for?",
                hint="send the case study · promised: the new prices",
                required=False,
                meaning=lambda text: "They expect it: a promise." if is_promised(text) else "",
                blank="Enter alone: no words. “promised” first: they expect it.",
            )
        )
        if why is not None:
            self.workstation.do(
                lambda: self.desk.follow_ups.plan(
                    subject.account_id,
                    when,
                    why=why,
                    promised=is_promised(why),
                    contact_id=subject.contact_id,
                    reason=reason,
                )
            )

    async def _reason_to_plan(self, subject: Subject) -> str | None:
        """Return "" when a call may be planned, a reason when one was given, None to stop."""
        from workstation.tui.dialogs.ask import Ask

        why = self.desk.follow_ups.asks_reason(subject.account_id, subject.contact_id)
        if not why:
            return ""
        return await self.ask(
            Ask(
                f"{subject.account}: do not call",
                hint="a reason to plan a call anyway; it is recorded",
                meaning=lambda _: why,
            )
        )

    @flow
    async def action_snooze(self) -> None:
        """Put the record off."""
        subject = self.one()
        if subject is None:
            return
        row = subject.row or self.desk.queue.row(subject.account_id)
        if row is None:
            self.workstation.refuse("Nothing is due here to put off; f plans a follow-up.")
            return
        if (meeting := self.desk.meetings.of_follow_up(row.follow_up_id)) is not None:
            from workstation.tui.meeting_actions import new_time

            await new_time(self, meeting)
            return
        when = await self._when(f"Put off {subject.account}: until when?", subject)
        if when is not None:
            self.worked = row.account_id
            self.workstation.do(lambda: self.desk.queue.snooze(row, when))

    async def _when(self, title: str, subject: Subject) -> When | None:
        """Ask for a day or moment, showing where it lands."""
        from workstation.tui.dialogs.ask import QUICK_DAYS, Ask

        def meaning(text: str) -> str:
            when = self.desk.days.read(text, subject.time_zone)
            return f"{when.said}   {when.moved}" if when.moved else when.said

        text = await self.ask(
            Ask(title, hint="tue 3pm · +3d · in 2 weeks · q1", meaning=meaning, quick=QUICK_DAYS)
        )
        return self.desk.days.read(text, subject.time_zone) if text else None

    @flow
    async def action_skip(self) -> None:
        """Leave the record out, saying why."""
        from workstation.tui.dialogs.ask import Ask

        subject = self.one()
        if subject is None:
            return
        row = subject.row or self.desk.queue.row(subject.account_id)
        if row is None:
            self.workstation.refuse("Nothing is due here to skip.")
            return
        reason = await self.ask(
            Ask(
                f"Skip {subject.account}: why?",
                enter="skip it",
                missing="Skipping needs a reason, so that you know it later; Esc leaves.",
            )
        )
        if reason:
            self.worked = row.account_id
            self.workstation.do(lambda: self.desk.queue.skip(row, reason))

    def action_done(self) -> None:
        """Tick off what is due."""
        subject = self.one()
        if subject is None:
            return
        row = subject.row or self.desk.queue.row(subject.account_id)
        if row is None:
            self.workstation.refuse("Nothing is due here to tick off.")
            return
        self.worked = row.account_id
        self.workstation.do(lambda: self.desk.queue.done(row))

    @flow
    async def action_score_sum(self) -> None:
        """Show fit and urgency with the sums that made them."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.dialogs.fit_sum import show_score_sum

            await show_score_sum(self, subject.account_id)

    # Bins, notes, responses

    @flow
    async def action_bin(self) -> None:
        """Move the account, or all that are marked, to another bin."""
        from workstation.tui.dialogs.ask import Ask
        from workstation.tui.dialogs.choose import Choice, Choose

        subject = self.subject()
        moving = self.subjects()
        if not moving:
            return
        what = subject.account if subject and len(moving) == 1 else f"{len(moving)} accounts"
        key = await self.ask(
            Choose(
                f"Move {what} to",
                [
                    Choice(each.letter, each.title, each.meaning, each.key)
                    for each in self.desk.playbook.bins
                ],
            )
        )
        if key is None or not await self._sure(moving, key):
            return
        reason = ""
        if self.desk.bins.needs_reason(moving, key):
            given = await self.ask(
                Ask(f"{what} is protected: why move it out?", hint="the reason is recorded")
            )
            if not given:
                return
            reason = given
        duplicate_of = None
        if key == "avoid.duplicate":
            name = await self.ask(Ask(f"{what}: a duplicate of which account?"))
            if not name:
                return
            try:
                duplicate_of = self.desk.accounts.resolve(name)
            except DeskError as error:
                self.workstation.refuse(str(error))
                return
        self.workstation.do_at_length(
            len(moving),
            f"Moving {what}",
            lambda desk, told: desk.bins.move(
                moving, key, reason, duplicate_of=duplicate_of, progress=told
            ),
            self.moved,
        )

    def moved(self) -> None:
        """Do what is to be done once accounts were moved."""

    async def _sure(self, moving: list[int], key: str) -> bool:
        from workstation.desk.bins import SEVERAL
        from workstation.tui.dialogs.confirm import Confirm

        if len(moving) < SEVERAL:
            return True
        title = self.desk.playbook.bin(key).title
        text = "\n".join(
            [f"{len(moving)} accounts move to {title}.", *self.desk.bins.check(moving, key)]
        )
        sure = await self.ask(Confirm("Move them all?", text))
        return sure is True

    @flow
    async def action_note(self) -> None:
        """Write a note."""
        from workstation.tui.dialogs.ask import Ask

        subject = self.one()
        if subject is None:
            return
        text = await self.ask(Ask(f"Note about {subject.account}"))
        if text:
            self.workstation.do(
                lambda: self.desk.responses.note(
                    subject.account_id, text, contact_id=subject.contact_id
                )
            )

    @flow
    async def action_mail(self) -> None:
        """Write an email from a template, into the outbox."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.dialogs.email import write_email

            template = self.desk.cadences.template_for(subject.account_id, subject.contact_id)
            await write_email(self, subject.account_id, subject.contact_id, template or None)

    @flow
    async def action_response(self) -> None:
        """Log a reply the moment it is seen."""
        from workstation.tui.dialogs.ask import Ask
        from workstation.tui.dialogs.choose import Choice, Choose

        subject = self.one()
        if subject is None:
            return
        kind = await self.ask(
            Choose(
                f"{subject.account} replied",
                [
                    Choice(each.letter, each.title, each.rule, each)
                    for each in self.desk.responses.kinds()
                ],
            )
        )
        if kind is None:
            return
        said = await self.ask(
            Ask(f"{subject.account}: {kind.title}", hint="what they said", required=False)
        )
        if said is not None:
            self.workstation.do(
                lambda: self.desk.responses.log(
                    subject.account_id, kind.key, said, contact_id=subject.contact_id
                )
            )

    @flow
    async def action_hand_raiser(self) -> None:
        """Note that somebody asked to be contacted."""
        from workstation.tui.dialogs.ask import Ask

        subject = self.one()
        if subject is None:
            return
        said = await self.ask(
            Ask(
                f"{subject.account} raised a hand",
                hint="what they asked for; call within five minutes",
                required=False,
            )
        )
        if said is not None:
            self.workstation.do(
                lambda: self.desk.responses.hand_raiser(
                    subject.account_id, said, contact_id=subject.contact_id
                )
            )

    @flow
    async def action_why_here(self) -> None:
        """Show why the record stands where it does in the queue."""
        from workstation.tui.dialogs.why_here import WhyHere

        subject = self.subject()
        if subject is None:
            return
        try:
            parts = self.desk.queue.why(subject.account_id, self.queue_at_hand())
        except (DeskError, StoreError) as error:
            self.workstation.refuse(str(error))
            return
        await self.ask(WhyHere(subject.account, parts))

    @flow
    async def action_signal(self) -> None:
        """Note a sign of interest."""
        subject = self.one()
        if subject is not None:
            from workstation.tui.dialogs.signal import note_signal

            await note_signal(self, subject)

    @flow
    async def action_cadence(self) -> None:
        """Start a cadence for the record or all that are marked; or change the one that runs."""
        from workstation.tui.dialogs.cadence import cadence_menu

        await cadence_menu(self, self.subject(), self.subjects())

    # The record itself

    def action_open(self) -> None:
        """Open the account's page."""
        subject = self.subject()
        if subject is not None:
            from workstation.tui.screens.account import AccountScreen

            person = subject.contact_id if subject.row else None
            self.app.push_screen(AccountScreen(subject.account_id, person))

    @flow
    async def action_edit(self) -> None:
        """Edit the account."""
        subject = self.subject()
        if subject is not None:
            from workstation.tui.dialogs.edit import edit_account

            await edit_account(self, subject.account_id)

    @flow
    async def action_add(self) -> None:
        """Add an account."""
        from workstation.tui.dialogs.edit import add_account

        await add_account(self)

    def action_copy(self) -> None:
        """Copy the phone number, else the address, else the name."""
        subject = self.subject()
        if subject is None:
            return
        text = self.desk.accounts.to_copy(subject.account_id, subject.contact_id)
        self.app.copy_to_clipboard(text)
        self.notify(text, title="Copied", timeout=3, markup=False)


def dealt_with(screen: object, account_id: int) -> None:
    """Let the list of a screen go on to the next record after what is done to this one."""
    if isinstance(screen, RecordActions):
        screen.worked = account_id
