"""One record over the whole screen: whom to call, why now, the number, what to say and know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.clock import find_zone
from workstation.tui.widgets.account_parts import (
    answer_lines,
    follow_up_lines,
    hanging,
    timeline_lines,
)
from workstation.tui.widgets.call_head import Callee
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import cells, clip, fit, line, one_line, plain
from workstation.tui.widgets.words import flames, said_role, stars

if TYPE_CHECKING:
    from workstation.desk.queue.rows import QueueRow
    from workstation.desk.records import AccountPage
    from workstation.playbook.model import Playbook

ROOMY = 18
"""Lines from which there are empty ones between the parts."""


@dataclass(frozen=True, slots=True)
class Record:
    """What to show: the account, its row of the queue (None: not due any more), what to say.

    ``prepared`` is what was answered of the preparation, by question; ``words`` are the first
    ones; ``open_call`` says whether a call to them is kept.
    """

    page: AccountPage
    row: QueueRow | None
    callee: Callee
    playbook: Playbook
    now: datetime
    prepared: Mapping[str, str]
    words: str
    open_call: bool


class BlockRecord(Drawn):
    """Draws the record in front, or what is said when there is none."""

    DEFAULT_CSS = "BlockRecord { height: 1fr; width: 1fr; padding: 0 2; overflow-y: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self._record: Record | None = None
        self._words = ""

    def show(self, record: Record | None, words: str = "") -> None:
        """Show a record, or words where there is none."""
        self._record, self._words = record, words
        self.refresh()

    def rows(self) -> list[Content]:
        """Draw as many lines as there is room for, what matters most first."""
        width, height = self.content_size
        if self._record is None:
            return [Content(""), *plain(self._words).wrap(max(width, 1))]
        lines = list(record_lines(self._record, width))
        if height < ROOMY:
            lines = [each for each in lines if each.plain.strip()]
        return lines[:height]


def record_lines(record: Record, width: int) -> Iterator[Content]:
    """Yield the lines of a record, the most important ones first."""
    page, today = record.page, record.now.date()
    yield from _who(record, width)
    yield Content("")
    yield clip(_number(record), width)
    yield Content("")
    yield from hanging(_why(record), width)
    if record.open_call:
        yield line(("  A call to them is kept open: c goes on with it.", "$text-warning"))
    yield from _to_say(record, width)
    planned = follow_up_lines(page.follow_ups[:4], record.now, width - 2)
    yield from _section("Planned", planned)
    yield from _section("Last", timeline_lines(page.timeline, record.playbook, today, width - 2))
    yield from _section("Known", answer_lines(page, record.playbook, today, width - 2))
    if page.account.note:
        yield from _section("Note", hanging(plain(one_line(page.account.note)), width - 2))


def _who(record: Record, width: int) -> Iterator[Content]:
    account, contact = record.page.account, record.callee.contact
    bin_title = record.playbook.bin(account.bin).title
    since = line((f"{bin_title} {(record.now.date() - account.bin_since).days} d", "$text-accent"))
    beside = line(
        (f"  {stars(account.stars)}", "$text-warning"),
        (f"  {flames(account.urgency)}", "$text-error"),
    )
    room = max(width - beside.cell_length - since.cell_length - 1, 8)
    name = fit(account.name, min(cells(account.name), room))
    gap = max(width - cells(name) - beside.cell_length - since.cell_length, 1)
    yield clip(line((name, "bold"), beside, " " * gap, since), width)
    if contact is None:
        yield line(("nobody is known here yet; a adds an account, p on its page a person", ""))
        return
    marks = [word for word, on in _marks(contact.do_not_call, contact.opted_out) if on]
    yield clip(
        line(
            one_line(contact.name),
            (f", {one_line(contact.title)}" if contact.title else "", "$text-muted"),
            (f" · {said_role(contact.role)}" if contact.role != "unknown" else "", "$text-muted"),
            (f" · {' · '.join(marks)}" if marks else "", "bold $text-error"),
        ),
        width,
    )


def _marks(do_not_call: bool, opted_out: bool) -> tuple[tuple[str, bool], ...]:  # noqa: FBT001
    return (("do not call", do_not_call), ("opted out", opted_out))


def _number(record: Record) -> Content:
    phone = one_line(record.callee.phone)
    number = (f"  {phone}  ", "bold $text-accent on $panel") if phone else ("  no number  ", "bold")
    zone = record.callee.zone
    place = find_zone(zone)
    there = "their time is not known"
    if place is not None and zone is not None:
        local = record.now.astimezone(place)
        there = f"{local:%H:%M} in {zone.rsplit('/', 1)[-1].replace('_', ' ')}"
    waits = record.row.waits if record.row else ""
    return line(
        number,
        (f"   {there}", "$text-warning" if waits else "$text-success"),
        (f"   waits: {waits}" if waits else "", "$text-warning"),
    )


def _why(record: Record) -> Content:
    if record.row is None:
        return line(("→ not due any more; j goes on", "bold $text-warning"))
    return line(
        ("→ ", "bold $text-accent"),
        (f"{record.row.title}: ", "$text-accent"),
        (one_line(record.row.why), "bold"),
    )


def _to_say(record: Record, width: int) -> Iterator[Content]:
    if record.words:
        yield Content("")
        said_first = line(("“", "$text-muted"), one_line(record.words), ("”", "$text-muted"))
        yield from hanging(said_first, width)
    questions = record.playbook.preparation
    answered = [each for each in questions if each.key in record.prepared]
    yield Content("")
    said = f"Prepared {len(answered)} of {len(questions)}" if answered else "Not prepared"
    yield line((said, "bold $text-muted"), ("  P prepares the call", "$text-muted"))
    for each in answered:
        if each.key != "first_words":
            text = line(
                (f"  {one_line(each.title)}  ", "$text-muted"), one_line(record.prepared[each.key])
            )
            yield from hanging(text, width)


def _section(title: str, lines: Iterator[Content]) -> Iterator[Content]:
    """Yield a part with its title, nothing where it has no lines."""
    first = next(lines, None)
    if first is None:
        return
    yield Content("")
    yield line((title, "bold $text-muted"))
    yield line("  ", first)
    for each in lines:
        yield line("  ", each)
