"""What a rep notes on the way, one key each: concerns, whys, promises, people, where they stand."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from workstation.method.buyer import following, scale_of
from workstation.method.stories import stories_for
from workstation.method.words import ROLES
from workstation.tui import call_people as people
from workstation.tui import call_questions as questions
from workstation.tui.screens.call_flow import CallFlow
from workstation.tui.widgets.words import said_role

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Raised
    from workstation.desk.records import Contact


class CallNoting(CallFlow):
    """A call in which more is caught than words: each thing by one key, all on disk at once."""

    def show_standing(self) -> None:
        """Show where the buyer stands."""
        raise NotImplementedError

    def add_to_note(self, text: str) -> None:
        """Write a line at the end of the note."""
        raise NotImplementedError

    # Words of a dialog, kept while they are typed

    def keeping(self, name: str) -> Callable[[str], None]:
        """Return what keeps the words typed into a field of a dialog, by the field's name."""

        def keep(text: str) -> None:
            if text:
                self.call.pending[name] = text
            else:
                self.call.pending.pop(name, None)
            self.save_soon()

        return keep

    def opened(self, dialog: str) -> None:
        """Note which dialog is open, so that it comes back after a crash."""
        self.call.dialog = dialog
        self.save()

    def closed(self, *settled: str) -> None:
        """Note that no dialog is open; the words of the fields named are settled."""
        self.call.dialog = ""
        for name in settled:
            self.call.pending.pop(name, None)
        self.save()

    def go_on_with_dialog(self) -> bool:
        """Open the dialog again that was open when the program went away; False for none."""
        asking: dict[str, Callable[[], Coroutine[None, None, None]]] = {
            "concern": self._concern,
            "ladder": self._ladder,
            "promise": self._promise,
            "person": self._choose_contact,
            "meeting": self._book,
            "standing": self._stand,
            "prepare": self._prepare,
        }
        chosen = asking.get(self.call.dialog)
        if chosen is not None:
            self._start(chosen())
        return chosen is not None

    # Concerns, whys, stories

    def action_concern(self) -> None:
        """Find an objection card, and log that it was used."""
        self._start(self._concern())

    async def _concern(self) -> None:
        from workstation.tui.dialogs.concern import ConcernDialog

        self.opened("concern")
        pending = self.call.pending
        dialog = ConcernDialog(
            self.call.objections,
            self.keeping("concern"),
            self.keeping("concern card"),
            pending.get("concern", ""),
            pending.get("concern card", ""),
        )
        raised: Raised | None = await self.ask(dialog)
        if raised is not None:
            others = [each for each in self.call.objections if each.card != raised.card]
            self.call.objections = [*others, raised]
        self.closed("concern", "concern card")
        self.show_known()
        self._then = dialog.then

    def action_ladder(self) -> None:
        """Note why, and why that is so."""
        self._start(self._ladder())

    async def _ladder(self) -> None:
        from workstation.tui.dialogs.ladder import LadderDialog

        self.opened("ladder")
        typed = self.call.pending.get("ladder", "")
        await self.ask(LadderDialog(self.call.ladder, self.keeping("ladder"), typed))
        self.closed("ladder")
        self.show_known()

    def action_story(self) -> None:
        """Tell a story of a customer like them."""
        self._start(self._story())

    async def _story(self) -> None:
        from workstation.tui.dialogs.stories import StoriesDialog

        industry = self._page.account.industry if self._page else None
        stories = stories_for(self.desk.playbook.stories, industry)
        told = await self.ask(StoriesDialog(stories, industry or ""))
        story = next((each for each in stories if each.key == told), None)
        if story is not None:
            self.add_to_note(f"Told the story: {story.title}")

    # Where they stand

    def standing(self) -> dict[str, str]:
        """Return where the buyer stands: set in this call, else as it was; with their role."""
        contact = self.contact
        role = contact.role if contact is not None else "unknown"
        return self._background.standing | self.call.standing | {"role": role}

    def action_standing(self) -> None:
        """Say where they stand."""
        self._start(self._stand())

    async def _stand(self) -> None:
        from workstation.tui.dialogs.standing import StandingDialog

        self.opened("standing")
        await self.ask(StandingDialog(self.account, self.standing, self._step_up))
        self.closed()

    def _step_up(self, name: str) -> None:
        """Go on to the next level of a scale, or to the next role."""
        if name == "role":
            self._next_role()
        else:
            scale = scale_of(self.desk.playbook.buyer, name)
            self.call.standing[name] = following(scale, self.standing().get(name, ""))
            self.save()
        self.show_standing()

    def action_interest(self) -> None:
        """Raise how interested they are."""
        self._step_up("interest")

    def action_buyer_urgency(self) -> None:
        """Raise how urgent it is."""
        self._step_up("urgency")

    def action_buyer_stage(self) -> None:
        """Raise how far on they are."""
        self._step_up("stage")

    def action_role(self) -> None:
        """Go on to the next role."""
        self._step_up("role")

    def _next_role(self) -> None:
        contact = self.contact
        if contact is None:
            self.workstation.refuse("Say first whom you are talking to: Ctrl+G.")
            return
        roles = [each for each in ROLES if each != "unknown"]
        at = roles.index(contact.role) + 1 if contact.role in roles else 0
        role = roles[at % len(roles)]
        self.workstation.do(lambda: self.desk.accounts.edit_contact(contact.id, {"role": role}))
        self.notify(f"{contact.name}: {said_role(role)}", timeout=2, markup=False)

    @property
    def contact(self) -> Contact | None:
        """Whom the rep talks to."""
        people_there = self._page.contacts if self._page else []
        return next((each for each in people_there if each.id == self.call.contact_id), None)

    def action_star(self) -> None:
        """Keep this call as one of the rep's best, or no longer."""
        self.call.starred = not self.call.starred
        self.save()
        self.show_standing()
        said = "One of your best: it is kept under g s 4." if self.call.starred else "No star."
        self.notify(said, timeout=3, markup=False)

    # People, promises, meetings

    def action_contact(self) -> None:
        """Choose whom the rep talks to, or add somebody who was named."""
        self._start(self._choose_contact())

    async def _choose_contact(self) -> None:
        self.opened("person")
        try:
            if await people.choose_contact(self, self.call, self.account, self.keeping):
                self.call.pending.pop(people.LINE, None)
                self.call.pending.pop(people.NAMED, None)
                self.catch_up(forced=True)
        finally:
            self.closed()

    def action_promise(self) -> None:
        """Write down a promise; it becomes a dated follow-up."""
        self._start(self._promise())

    async def _promise(self) -> None:
        self.opened("promise")
        kept = await questions.ask_promise(self, self.call, self.account, self.zone, self.keeping)
        self.closed(*(("promise", "promise by") if kept else ()))

    def action_meeting(self) -> None:
        """Book a meeting on the spot."""
        self._start(self._book())

    async def _book(self) -> None:
        from workstation.tui.dialogs.book_meeting import book_meeting

        self.opened("meeting")
        booked = await book_meeting(
            self,
            self.call.account_id,
            self.call.contact_id,
            self.zone,
            typed=self.call.pending.get("meeting", ""),
            keep=self.keeping("meeting"),
        )
        if booked is None:
            self.closed()
            return
        self.call.meeting = booked.meeting
        self.closed("meeting")

    def action_prepare_in_call(self) -> None:
        """Open the preparation of this call."""
        self._start(self._prepare())

    async def _prepare(self) -> None:
        from workstation.tui.dialogs.preparation import edit_preparation

        self.opened("prepare")
        await edit_preparation(self, self.call.account_id, self.call.contact_id, self.call.flow)
        self.closed()
        self.catch_up(forced=True)

    def action_other_opener(self) -> None:
        """Take another variant of the first words; it is the one counted."""
        if self.opening is None:
            self.workstation.refuse("The first words are said; Ctrl+B goes back to them.")
            return
        other = self.desk.experiments.other_opener(self.call.flow, self.call.opener, self._values)
        if other in ("", self.call.opener):
            self.workstation.refuse("The playbook has no other opener that can be said here.")
            return
        self.call.opener = other
        self.save()
        self.show_stop(keep_line=True)

    def action_dial_in_call(self) -> None:
        """Dial the number, or copy it."""
        self._start(self._dial())

    async def _dial(self) -> None:
        from workstation.tui.dialling import dial

        await dial(self, self.call.account_id, self.call.contact_id, self.call)

    def action_interruption_in_call(self) -> None:
        """Count an interruption of the call block."""
        if self.desk.blocks.present is None:
            self.workstation.refuse("Interruptions are counted in a call block; B starts one.")
            return
        self.desk.blocks.interrupt()
        self.notify("Interruption counted.", timeout=2, markup=False)
