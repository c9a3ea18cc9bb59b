"""The head of a call: who, their local time, how long already, who talks how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.clock import find_zone
from workstation.method.hours import CallingHours, callable_at
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, cells, clip, fit, line, one_line
from workstation.tui.widgets.words import flames, said_role, said_seconds, stars

if TYPE_CHECKING:
    from workstation.desk.calls.calls import Call
    from workstation.desk.records import Account, Contact

MARK = 30
"""Percent of the talking the rep should not go beyond (Predictable Revenue)."""

BAR = 10

MINUTES = (5, 10)
"""The marks of a call's clock: five minutes make it a substantive one (Heinz Marketing)."""


@dataclass(frozen=True, slots=True)
class Callee:
    """Who is called, read once: the names, the number, the zone."""

    account: Account
    contact: Contact | None
    zone: str | None

    @property
    def phone(self) -> str:
        """The number dialled."""
        phones = self.contact.phones if self.contact else ()
        valid = next((each.display for each in phones if each.state == "valid"), None)
        return valid or self.account.phone or ""

    def person(self) -> Content:
        """Name, title, role and number in one line."""
        contact = self.contact
        phone = one_line(self.phone)
        number: Piece = f"  {phone}" if phone else ""
        if contact is None:
            return line(("nobody chosen yet, Ctrl+G", "$text-muted"), number)
        role = f" · {said_role(contact.role)}" if contact.role != "unknown" else ""
        return line(
            fit(contact.name, min(cells(contact.name), 30)),
            (" do not call" if contact.do_not_call else "", "bold $text-error"),
            number,
            (f"  {one_line(contact.title)}" if contact.title else "", "$text-muted"),
            (role, "$text-muted"),
        )


class CallHead(Drawn):
    """Two lines over a call; ``tick`` moves their clocks and reads nothing."""

    DEFAULT_CSS = "CallHead { height: 2; width: 1fr; }"

    def __init__(self, call: Call, hours: CallingHours) -> None:
        super().__init__()
        self._call = call
        self._hours = hours
        self._callee: Callee | None = None
        self._now: datetime | None = None
        self._minutes = 0
        self._standing = Content("")
        self._beside = ""

    def stand(self, standing: Content) -> None:
        """Show where the buyer stands, on the rule of a wide window."""
        self._standing = standing
        self.refresh()

    def aim(self, minutes: int) -> None:
        """Show the length the flow aims at, in minutes."""
        self._minutes = minutes
        self.refresh()

    def show(self, callee: Callee) -> None:
        """Show who is called."""
        self._callee = callee
        self.refresh()

    def tick(self, now: datetime, beside: str = "") -> None:
        """Show the time, and ``beside`` it the clock of a call block."""
        self._now = now
        self._beside = beside
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw both lines; what matters less goes first when there is little room."""
        width = self.size.width
        right = self._clock(width)
        room = width - right.cell_length
        there = next((each for each in self._there() if room - each.cell_length > 18), None)
        if there is not None:
            right = line(there, "   ", right)
        left = clip(self._who(width), max(width - right.cell_length - 1, 0))
        if width >= 100 and self._callee is not None:
            wide = line(left, "   ", self._callee.person())
            left = clip(wide, max(width - right.cell_length - 2, 0))
        gap = max(width - left.cell_length - right.cell_length, 0)
        first = line(left, " " * gap, right)
        return [first, self._second(width)]

    def _clock(self, width: int) -> Content:
        """Return how long it has lasted: a dot for each mark passed, and the length to aim at."""
        seconds = self._call.seconds()
        dots = "".join("●" if seconds >= mark * 60 else "○" for mark in MINUTES)
        over = bool(self._minutes) and seconds > self._minutes * 60
        tone = "bold $text-warning" if over else "bold $text-accent"
        aim = f" of {self._minutes} min" if self._minutes and width >= 100 else ""
        block = f"{self._beside}   " if self._beside and width >= 100 else ""
        return line(
            (block, "$text-muted"),
            (f"{said_seconds(seconds):>5}", tone),
            (f" {dots}", "$text-accent"),
            (aim, "$text-muted"),
            " ",
        )

    def _who(self, width: int) -> Content:
        callee = self._callee
        pieces: list[Piece] = [(" CALL  " if width >= 60 else " ", "bold $text-accent")]
        if callee is not None:
            account = callee.account
            pieces.append((fit(account.name, min(cells(account.name), 34)), "bold"))
            if width >= 60:
                pieces.append((f" {stars(account.stars)}", "$text-warning"))
                pieces.append((f" {flames(account.urgency)}", "$text-error"))
        return line(*pieces)

    def _there(self) -> list[Content]:
        """Return their local time, at length and in short."""
        zone = self._callee.zone if self._callee else None
        place = find_zone(zone)
        if place is None or zone is None or self._now is None:
            return [line(("their time is not known", "$text-muted"))]
        local = self._now.astimezone(place)
        city = zone.rsplit("/", 1)[-1].replace("_", " ")
        if callable_at(self._now, zone, self._hours).ok:
            return [line(f"{local:%H:%M} in {city}"), line(f"{local:%H:%M}")]
        return [
            line((f"{local:%a %H:%M} in {city}, out of hours", "$text-warning")),
            line((f"{local:%a %H:%M} !", "$text-warning")),
        ]

    def _second(self, width: int) -> Content:
        talk = self._talk()
        if width >= 100 or self._callee is None:
            standing = clip(self._standing, max(width - talk.cell_length - 4, 0))
            left = line(" ", standing) if standing.plain else Content("")
            rule = "─" * max(width - talk.cell_length - left.cell_length - 2, 0)
            return line(left, (rule, "$text-muted"), " ", talk, " ")
        room = max(width - talk.cell_length - 3, 0)
        who = clip(self._callee.person(), room)
        return line(" ", who, " " * (room - who.cell_length + 1), talk, " ")

    def _talk(self) -> Content:
        share = self._call.talk_share()
        if share is None:
            said = {"me": "● you talk", "them": "● they talk"}.get(self._call.talking)
            return line((said or "Ctrl+T who talks", "$text-muted"))
        full = round(share / 100 * BAR)
        signs = "".join("▓" if at < full else "░" for at in range(BAR))
        at = MARK * BAR // 100
        over = share > MARK
        tone = "$text-warning" if over else "$text-success"
        me, them = ("●", " ") if self._call.talking == "me" else (" ", "●")
        return line(
            (f"{me}me ", "bold" if me.strip() else "$text-muted"),
            (signs[:at], tone),
            ("╎", "bold"),
            (signs[at:], tone),
            (f" {share} %{' !' if over else ''}", tone),
            (f" {them}they", "bold" if them.strip() else "$text-muted"),
        )
