"""The card of the record in front of the rep: who it is, why now, what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.method.elsewhere import ELSEWHERE, SAID_ELSEWHERE
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import Piece, clip, fit, line, one_line, plain
from workstation.tui.widgets.words import flames, said_day, said_role, said_seconds, stars

if TYPE_CHECKING:
    from workstation.desk.queue.rows import QueueRow
    from workstation.desk.records import AccountPage, Contact, FollowUp, Touch
    from workstation.playbook.model import Playbook

TOUCHES = 6
"""How many of the latest touches the card shows."""

ROOMY = 12
"""Lines from which the card has empty lines between its parts."""

INDENT = "  "
"""What a section's lines begin with, below its heading."""

FOLDED = "→"
"""Lines that begin so are folded when they are too long; all others are cut."""


class Card(Drawn):
    """Draws one account from its page and, where it has one, its row of the queue."""

    DEFAULT_CSS = """
    Card { width: 1fr; height: 1fr; padding: 0 1; overflow-y: hidden; }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._empty = empty
        self._shown: tuple[AccountPage, QueueRow | None, Playbook, datetime] | None = None
        self._depth = ""
        self._told = False

    def show(
        self,
        page: AccountPage | None,
        row: QueueRow | None,
        playbook: Playbook,
        now: datetime,
        depth: str = "",
    ) -> None:
        """Show an account with how far it was worked, or what an empty place says."""
        self._depth = depth
        self._told = True
        self._shown = None if page is None else (page, row, playbook, now)
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw as many lines as there is room for, the most important ones first."""
        width, height = self.size
        if self._shown is None:
            words = self._empty if self._told else ""
            return list(plain(words, style="$text-muted").wrap(max(width, 1)))
        lines = list(card_lines(*self._shown, width, self._depth))
        if height < ROOMY:
            lines = [each for each in lines if each.plain.strip()]
        return _what_fits(lines, height)


def _what_fits(lines: list[Content], height: int) -> list[Content]:
    """Return the first lines; a heading that would stand last gives way to what it heads."""
    if 0 < height < len(lines):
        last, after = (each.plain.startswith(INDENT) for each in lines[height - 1 : height + 1])
        if after and not last:
            return [*lines[: height - 1], lines[height]]
    return lines[:height]


def card_lines(
    page: AccountPage,
    row: QueueRow | None,
    playbook: Playbook,
    now: datetime,
    width: int,
    depth: str = "",
) -> Iterator[Content]:
    """Yield the lines of a card in a width, what matters most first."""
    for each in _lines(page, row, playbook, now, width, depth):
        if each.cell_length <= width or not each.plain.startswith(FOLDED):
            yield clip(each, width)
        else:
            yield from each.wrap(width)


def _lines(
    page: AccountPage,
    row: QueueRow | None,
    playbook: Playbook,
    now: datetime,
    width: int,
    depth: str,
) -> Iterator[Content]:
    account = page.account
    today = now.date()
    bin_title = playbook.bin(account.bin).title
    yield line(
        (one_line(account.name), "bold"),
        "  ",
        (stars(account.stars), "$text-warning"),
        "  ",
        (flames(account.urgency), "$text-error"),
    )
    days = (today - account.bin_since).days
    yield line(
        (f"{bin_title} {days} d", "$text-accent"),
        (f"  {depth}" if depth else "", ""),
        (f"  {account.industry or ''}", "$text-muted"),
        (f"  {account.place}", "$text-muted"),
    )
    contact = _contact(page, row)
    if contact is not None:
        yield _person(contact)
    yield _reachable(_number(page, contact), row)
    if row is not None:
        yield Content("")
        yield line((f"{FOLDED} ", "bold $text-accent"), (one_line(row.why), "bold"))
    yield from _section("Planned", [_planned(each, today, now) for each in page.follow_ups[:3]])
    yield from _section(
        "Known",
        [
            line(
                (fit(_question(playbook, key), (width - 2) * 2 // 5), "$text-muted"),
                "  ",
                one_line(answer.answer),
            )
            for key, answer in list(page.answers.items())[-4:]
        ],
    )
    yield from _section("Last", [_touch(each, playbook, today) for each in page.timeline[:TOUCHES]])
    if account.note:
        yield from _section("Note", [line(one_line(account.note))])


def _contact(page: AccountPage, row: QueueRow | None) -> Contact | None:
    wanted = row.contact_id if row else None
    chosen = next((each for each in page.contacts if each.id == wanted), None)
    return chosen or (page.contacts[0] if page.contacts else None)


def _person(contact: Contact) -> Content:
    protected = " · do not call" if contact.do_not_call else ""
    protected += " · opted out" if contact.opted_out else ""
    return line(
        one_line(contact.name),
        (f", {contact.title}" if contact.title else "", "$text-muted"),
        (f" · {said_role(contact.role)}" if contact.role != "unknown" else "", "$text-muted"),
        (protected, "bold $text-error"),
    )


def _number(page: AccountPage, contact: Contact | None) -> str:
    """Return the number to dial: the person's, else the account's."""
    for phone in contact.phones if contact else ():
        if phone.state == "valid":
            return phone.display
    return page.account.phone or "no number"


def _reachable(number: str, row: QueueRow | None) -> Content:
    if row is None:
        return line((number, "bold"))
    there = f"{row.local_time} there" if row.local_time else "their time is not known"
    if row.callable:
        how = {"promised_now": "agreed for now"}.get(row.class_, "callable")
        how = how if row.channel == "call" else f"by {row.channel}"
        return line((number, "bold"), "  ", (f"{there}, {how}", "$text-success"))
    return line((number, "bold"), "  ", (f"waits: {row.waits}", "$text-warning"))


def _section(title: str, lines: list[Content]) -> Iterator[Content]:
    if lines:
        yield Content("")
        yield line((title, "bold $text-muted"))
        yield from (line(INDENT, each) for each in lines)


def _planned(follow_up: FollowUp, today: date, now: datetime) -> Content:

    at = follow_up.due_at
    moment = f" {at.astimezone(now.tzinfo):%H:%M}" if at else ""
    late = follow_up.due_on < today
    pieces: list[Piece] = [
        (said_day(follow_up.due_on, today) + moment, "$text-error" if late else "$text-accent"),
        f"  {follow_up.channel}",
        (" promised" if follow_up.promised else "", "bold"),
        (f"  {one_line(follow_up.why)}", "$text-muted"),
    ]
    return line(*pieces)


def _question(playbook: Playbook, key: str) -> str:
    try:
        return one_line(playbook.question(key).text)
    except KeyError:
        return key.replace("_", " ")


def _touch(touch: Touch, playbook: Playbook, today: date) -> Content:
    return line(
        (f"{said_day(touch.on, today):<11}", "$text-muted"),
        said_touch(touch, playbook),
        (f"  {one_line(touch.note)}" if touch.note else "", "$text-muted"),
    )


def said_touch(touch: Touch, playbook: Playbook) -> str:
    """Return what an activity was, in a few words."""
    if touch.kind in ("call", "meeting") and touch.outcome:
        found = next((each for each in playbook.outcomes if each.key == touch.outcome), None)
        said = found.title.lower() if found else touch.outcome.replace("_", " ")
        length = f" {said_seconds(touch.seconds)}" if touch.seconds else ""
        return f"{said}{length}"
    if touch.kind == "bin" and touch.outcome:
        return f"to {playbook.bin(touch.outcome).title}"
    if touch.kind == "response":
        return f"reply: {(touch.outcome or '').replace('_', ' ')}"
    return SAID_ELSEWHERE if touch.outcome == ELSEWHERE else touch.kind
