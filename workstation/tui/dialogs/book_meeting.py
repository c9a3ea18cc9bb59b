"""Books a meeting while they are on the line: three free times, or any other in plain words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from workstation.desk.desk import StoreError
from workstation.desk.errors import DeskError
from workstation.tui.clash_line import Clashes, tell_clashes
from workstation.tui.dialogs.base import Dialog, Words
from workstation.tui.widgets.render import clip, line, safe

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.changed import Changed
    from workstation.desk.meetings import Booked, Meeting
    from workstation.method.when import When
    from workstation.tui.screens.base import DeskScreen

LENGTHS = (15, 30, 60, 120)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: when (aware), for how long, where."""

    starts_at: datetime
    minutes: int
    place: str


async def book_meeting(
    screen: DeskScreen | Dialog[object],
    account_id: int,
    contact_id: int | None,
    zone: str | None,
    minutes: int = 30,
    *,
    typed: str = "",
    keep: Callable[[str], None] | None = None,
) -> Booked | None:
    """Ask for a time, book the meeting, and say where its invitation lies; only in a flow.

    ``keep`` is given the time as it is typed, ``typed`` is what an earlier run had. Returns None
    when the rep leaves, or when it was refused (a sentence says why).
    """
    agreed = await screen.ask(BookMeeting(account_id, contact_id, zone, minutes, typed, keep))
    if agreed is None:
        return None
    return do_booking(
        screen,
        lambda: screen.desk.meetings.book(
            account_id,
            contact_id,
            agreed.starts_at,
            agreed.minutes,
            place=agreed.place,
            calendar=False,
        ),
    )


async def move_meeting(
    screen: DeskScreen | Dialog[object], meeting: Meeting, zone: str | None
) -> Booked | None:
    """Ask for the new time of a meeting, and move it; only in a flow.

    One nobody came to is booked again. Returns None when the rep leaves or changes nothing.
    """
    agreed = await screen.ask(
        BookMeeting(meeting.account_id, meeting.contact_id, zone, meeting.minutes, moves=meeting)
    )
    present = Agreed(meeting.starts_at, meeting.minutes, meeting.place or "")
    if agreed is None or agreed == present:
        return None
    from workstation.tui.record_actions import dealt_with

    dealt_with(screen, meeting.account_id)
    return do_booking(
        screen,
        lambda: screen.desk.meetings.reschedule(
            meeting.id, agreed.starts_at, agreed.minutes, agreed.place, calendar=False
        ),
    )


def do_booking(screen: DeskScreen | Dialog[object], change: Callable[[], Booked]) -> Booked | None:
    """Change a meeting, say where its invitation lies, and then what is in its way."""
    made: list[Booked] = []

    def do() -> Changed:
        made.append(change())
        return made[0].changed

    if screen.workstation.do(do) is None:
        return None
    if (path := made[0].invitation) is not None:
        screen.app.notify(
            safe(path), title="The invitation, to attach to your email", timeout=8, markup=False
        )
    tell_clashes(screen, made[0].meeting)
    return made[0]


class _Offers(Widget):
    """The times to offer, each with its key."""

    DEFAULT_CSS = "_Offers { height: 3; width: 1fr; margin-bottom: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.offers: list[When] | None = None

    def render(self) -> Content:
        """Draw a line for each time."""
        if self.offers is None:
            return line(("looking for free times …", "$text-muted"))
        if not self.offers:
            said = "no time in the working hours of both within three weeks; type one"
            return line((said, "$text-warning"))
        rows = [
            line((f" {at} ", "bold $text-accent"), " ", offer.said)
            for at, offer in enumerate(self.offers, 1)
        ]
        return Content("\n").join(clip(row, self.size.width) for row in rows)


class _When(Input):
    """The line for a time; in an empty one a digit takes a time that is offered."""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if isinstance(self.screen, BookMeeting) and self.screen.take(event.character):
            event.stop()
            event.prevent_default()


class BookMeeting(Dialog[Agreed]):
    """Returns what was agreed, or None when the rep leaves.

    1 to 3 in an empty line take a time that is offered; anything else is read as typed. What is
    in the way is shown in a warning colour and hinders nothing. ``moves`` is a meeting booked
    already: its time, while still ahead, and place stand there to be changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s", "book", "book"),
        ("f4", "length", "length"),
    ]
    DEFAULT_CSS = """
    BookMeeting #beside { margin-left: 14; max-height: 4; }
    BookMeeting .field { margin-top: 1; }
    """

    def __init__(
        self,
        account_id: int,
        contact_id: int | None,
        zone: str | None,
        minutes: int = 30,
        typed: str = "",
        keep: Callable[[str], None] | None = None,
        moves: Meeting | None = None,
    ) -> None:
        super().__init__()
        self._account = account_id
        self._contact = contact_id
        self._zone = zone
        self._minutes = minutes
        self._typed_before = typed
        self._keep = keep
        self._taken = ""
        self._landing: When | None = None
        self._moves = moves
        self._looking = False
        self._clashes = Clashes(self, self._land, moves.id if moves else None)

    def compose(self) -> ComposeResult:
        """Lay out the offers, the line for a time, what is in its way, and the place."""
        with VerticalScroll(classes="box wide", can_focus=False):
            title = "New time" if self._moves else "Meeting"
            yield Words(f"{title}: {safe(self._who())}", classes="title")
            yield _Offers()
            with Horizontal(classes="field"):
                yield Words("When", classes="label")
                yield _When(
                    self._typed_before,
                    placeholder="1 to 3, or: tue 3pm · at 10:30 · wed 9 their time",
                    id="when",
                    select_on_focus=False,
                )
            yield Words(id="landing", classes="beside")
            yield Words(id="beside")
            with Horizontal(classes="field"):
                yield Words("Place, link", classes="label")
                usual = self.desk.settings.get("meeting_place")
                place = (self._moves.place or "") if self._moves else usual
                yield Input(value=place, id="place")
            yield Words(id="length", classes="quiet")

    def _who(self) -> str:
        account = self.desk.accounts.get(self._account).name
        people = self.desk.accounts.contacts(self._account) if self._contact else []
        return next(
            (f"{each.name}, {account}" for each in people if each.id == self._contact), account
        )

    def on_mount(self) -> None:
        """Look for times to offer."""
        if self._moves is not None and self._moves.starts_at > self.desk.clock.now():
            self._fill(self._moves.starts_at)
        self._land()
        self._look()

    def _fill(self, moment: datetime) -> None:
        field = self.query_one("#when", Input)
        local = moment.astimezone(self.desk.clock.now().tzinfo)
        field.value = self._taken = f"{local:%Y-%m-%d %H:%M}"
        field.action_select_all()

    def _look(self) -> None:
        """Look for times to offer; what is asked while a calendar is read is looked for next."""
        if not self._looking:
            self._looking = True
            self._read()

    @work(thread=True, group="offers")
    def _read(self) -> None:
        """Read the calendar beside the screen; it is kept for the clashes shown afterwards."""
        minutes = self._minutes
        offers: list[When] = []
        problems: tuple[str, ...] = ()
        try:
            with contextlib.closing(self.desk.reader()) as reader:
                offers = reader.meetings.suggest(self._account, self._contact, minutes)
                problems = reader.meetings.calendar_problems()
        except (DeskError, StoreError) as error:
            problems = (str(error),)
        self.call_later(self._offer, minutes, offers, problems)

    def _offer(self, minutes: int, offers: list[When], problems: tuple[str, ...]) -> None:
        self._looking = False
        if not self.is_attached:
            return
        if minutes != self._minutes:
            self._look()
            return
        found = self.query_one(_Offers)
        found.offers = offers
        found.refresh()
        for problem in problems[:2]:
            self.workstation.warn(problem)

    def take(self, key: str | None) -> bool:
        """Take the time offered under a key; False when the key is meant as a letter."""
        offers = self.query_one(_Offers).offers or []
        field = self.query_one("#when", Input)
        if key not in ("1", "2", "3") or field.value not in ("", self._taken):
            return False
        moment = offers[int(key) - 1].at if int(key) <= len(offers) else None
        if moment is None:
            return False
        self._fill(moment)
        return True

    @on(Input.Changed, "#when")
    def _typed(self, event: Input.Changed) -> None:
        if self._keep is not None:
            self._keep(event.value)
        self._land()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_book()

    def _land(self) -> None:
        """Show where the time lands in both zones, and what is in its way."""
        text = self.query_one("#when", Input).value.strip()
        landing, beside = self.query_one("#landing", Words), self.query_one("#beside", Words)
        self._landing = None
        beside.say("")
        self.query_one("#length", Words).say(
            f"{self._minutes} minutes · 1-3 take · F4 length · Enter book · Esc leave"
        )
        if not text:
            landing.say("")
            return
        try:
            found = self.desk.days.read(text, self._zone)
            if found.at is None:
                landing.say(line((f"{found.said}: at what time?", "$text-warning")))
                return
            warnings = self._warnings(found, found.at)
        except (DeskError, StoreError) as error:
            landing.say(line((str(error), "$text-error")))
            return
        self._landing = found
        landing.say(line((found.said, "$text-success")))
        beside.say(line(("\n".join(warnings), "$text-warning")))

    def _warnings(self, landing: When, moment: datetime) -> list[str]:
        found = self._clashes.of(moment, self._minutes)
        if outside := self.desk.meetings.outside_hours(moment, self._minutes, self._zone):
            found.append(outside)
        if landing.moved:
            found.append(landing.moved)
        return [f"! {each}" for each in found]

    def action_length(self) -> None:
        """Go on to the next length; other times may be free for it."""
        longer = [minutes for minutes in LENGTHS if minutes > self._minutes]
        self._minutes = longer[0] if longer else LENGTHS[0]
        self._land()
        self._look()

    def action_book(self) -> None:
        """Return what was agreed, or go to the time when it is missing."""
        self._land()
        if self._landing is None or self._landing.at is None:
            self.query_one("#when", Input).focus()
            return
        place = self.query_one("#place", Input).value.strip()
        self.dismiss(Agreed(self._landing.at, self._minutes, place))
