"""The card of the record in front of the rep: who it is, why now, what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from workstation.tui.widgets.render import Piece, clip, line, one_line
from workstation.tui.widgets.words import flames, said_day, said_role, said_seconds, stars

if TYPE_CHECKING:
    from workstation.desk.queue_rows import QueueRow
    from workstation.desk.records import AccountPage, Contact, FollowUp, Touch
    from workstation.playbook.model import Playbook

TOUCHES = 6
"""How many of the latest touches the card shows."""


class Card(Widget):
    """Draws one account from its page and, where it has one, its row of the queue."""

    DEFAULT_CSS = """
    Card { width: 1fr; height: 1fr; padding: 0 1; overflow-y: hidden; }
    """

    content: reactive[tuple[Content, ...]] = reactive((), layout=False)

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._empty = empty

    def show(
        self,
        page: AccountPage | None,
        row: QueueRow | None,
        playbook: Playbook,
        now: datetime,
    ) -> None:
        """Show an account, or what an empty place says."""
        if page is None:
            self.content = tuple(line((text, "$text-muted")) for text in self._empty.splitlines())
        else:
            self.content = tuple(card_lines(page, row, playbook, now))

    def render(self) -> Content:
        """Draw the lines, each cut to the width, or folded where it is prose."""
        width = self.size.width
        drawn: list[Content] = []
        for each in self.content:
            if each.plain.startswith("→") and each.cell_length > width:
                drawn += each.wrap(width)
            else:
                drawn.append(clip(each, width))
        return Content("\n").join(drawn)


def card_lines(
    page: AccountPage, row: QueueRow | None, playbook: Playbook, now: datetime
) -> Iterator[Content]:
    """Yield the lines of a card, what matters most first."""
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
        (f"  {account.industry or ''}", "$text-muted"),
        (f"  {account.place}", "$text-muted"),
    )
    contact = _contact(page, row)
    if contact is not None:
        yield _person(contact)
    if row is not None:
        yield Content("")
        yield line(("→ ", "bold $text-accent"), (one_line(row.why), "bold"))
        yield _reachable(row)
    yield from _section("Planned", [_planned(each, today, now) for each in page.follow_ups[:3]])
    yield from _section(
        "Known",
        [
            line((_question(playbook, key), "$text-muted"), "  ", one_line(answer.answer))
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
    phone = next((each.display for each in contact.phones if each.state == "valid"), "")
    protected = " · do not call" if contact.do_not_call else ""
    protected += " · opted out" if contact.opted_out else ""
    return line(
        one_line(contact.name),
        (f", {contact.title}" if contact.title else "", "$text-muted"),
        (f" · {said_role(contact.role)}" if contact.role != "unknown" else "", "$text-muted"),
        (f"  {phone}", ""),
        (protected, "bold $text-error"),
    )


def _reachable(row: QueueRow) -> Content:
    there = f"{row.local_time} there" if row.local_time else "their time is not known"
    if row.callable:
        return line((f"  {there}, callable", "$text-success"))
    return line((f"  {there}: waits, {row.waits}", "$text-warning"))


def _section(title: str, lines: list[Content]) -> Iterator[Content]:
    if lines:
        yield Content("")
        yield line((title, "bold $text-muted"))
        yield from (line("  ", each) for each in lines)


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
    return touch.kind
