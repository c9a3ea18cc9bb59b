"""What is known during a call: answers, promises, what is planned, the last touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size

from workstation.desk.calls.background import Background
from workstation.desk.calls.under_way import Call
from workstation.desk.records import AccountPage, FollowUp, Touch
from workstation.method.plural import plural
from workstation.playbook.model import Playbook
from workstation.tui.widgets.call_words import ladder_lines
from workstation.tui.widgets.card import said_touch
from workstation.tui.widgets.drawn import Drawn
from workstation.tui.widgets.render import clip, line, one_line, plain
from workstation.tui.widgets.words import said_day

MOST_LINES = 3
"""Lines one entry may take beside a call."""


@dataclass(frozen=True, slots=True)
class Known:
    """What to show: the account's page, the answers of this call by question, and the rest.

    ``call`` is the call under way, ``background`` what earlier ones left.
    """

    page: AccountPage
    given: Mapping[str, str]
    playbook: Playbook
    now: datetime
    call: Call
    background: Background


class _Lines(Drawn):
    DEFAULT_CSS = "_Lines { width: 1fr; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.known: Known | None = None
        self.narrow = False
        self._folded: tuple[int, Known, list[Content]] | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 1 if self.narrow else max(len(self._rows(width)), 1)

    def rows(self) -> list[Content]:
        width = self.size.width
        if self.known is None or width < 1:
            return []
        if self.narrow:
            return [clip(_summary(self.known), width)]
        return self._rows(width)

    def _rows(self, width: int) -> list[Content]:
        if self.known is None:
            return []
        if self._folded is not None and self._folded[0] == width and self._folded[1] is self.known:
            return self._folded[2]
        rows: list[Content] = []
        for entry in known_lines(self.known):
            folded = entry.wrap(max(width, 8))
            if len(folded) > MOST_LINES:
                last = clip(line(folded[MOST_LINES - 1].rstrip(), "…"), width)
                folded = [*folded[: MOST_LINES - 1], last]
            rows += folded or [Content("")]
        self._folded = (width, self.known, rows)
        return rows


class CallKnown(VerticalScroll, can_focus=False):
    """Shows what is known; one row high it is a summary."""

    DEFAULT_CSS = "CallKnown { width: 34; height: 1fr; padding: 0 1; scrollbar-size: 1 1; }"

    def compose(self) -> ComposeResult:
        """Lay out the lines; the title stands where they are opened over the note."""
        self.border_title = "F3 hides · F4 more, then the plan"
        yield _Lines()

    def show(self, known: Known) -> None:
        """Show what is known now."""
        lines = self.query_one(_Lines)
        lines.known = known
        lines.refresh(layout=True)

    def on_resize(self) -> None:
        """Become a summary in one row."""
        lines = self.query_one(_Lines)
        narrow = self.size.height <= 1
        if lines.narrow != narrow:
            lines.narrow = narrow
            lines.refresh(layout=True)

    def turn_page(self) -> None:
        """Go on to what is further down, and from the end back to the top."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.scroll_home(animate=False)
        else:
            self.scroll_page_down(animate=False)


def known_lines(known: Known) -> Iterator[Content]:
    """Yield the entries, one content each, headings and empty lines included."""
    page, today = known.page, known.now.date()
    yield line(("Known", "bold $text-accent"))
    if not page.answers and not known.given:
        yield line(("no answers yet", "$text-muted"))
    for key, said in known.given.items():
        yield line((f"{key.replace('_', ' ')} ", "$text-muted"), one_line(said), (" now", "bold"))
    for key, answer in reversed(list(page.answers.items())):
        if key not in known.given:
            yield line(
                (f"{key.replace('_', ' ')} ", "$text-muted"),
                one_line(answer.answer),
                (f" {said_day(answer.on, today)}", "$text-muted"),
            )
    ladder = known.call.ladder or known.background.ladder
    yield from _section("Why", ladder_lines(ladder, 200))
    yield from _section("Concerns  ^O", _concerns(known))
    promised = [each for each in page.follow_ups if each.promised]
    planned = [each for each in page.follow_ups if not each.promised]
    yield from _section("Promised", [_follow_up(each, known) for each in promised])
    yield from _section("Planned", [_follow_up(each, known) for each in planned])
    yield from _section("Last", [_touch(each, known) for each in page.timeline])
    yield from _section(
        "Opportunities",
        [
            line(one_line(each.name), (f" {each.stage}", "$text-muted"))
            for each in page.opportunities
        ],
    )
    person = next((each for each in page.contacts if each.id == known.call.contact_id), None)
    about = [plain(one_line(page.account.note))] if page.account.note else []
    if person is not None and person.note:
        about.append(line((f"{one_line(person.name)} ", "$text-muted"), one_line(person.note)))
    yield from _section("About them", about)
    yield from _section(
        "Facts",
        [
            line((f"{one_line(each.key)} ", "$text-muted"), one_line(each.value))
            for each in page.facts
        ],
    )


def _concerns(known: Known) -> list[Content]:
    """Return what was raised in this call, then in earlier ones."""
    titles = {each.key: each.title for each in known.playbook.objections}
    today = known.now.date()
    signs = {True: "✓", False: "✗", None: "·"}
    rows = [
        line((f"{signs[each.resolved]} ", "$text-success"), titles.get(each.card, each.card),
             (f" “{one_line(each.said)}”" if each.said else "", "$text-muted"), (" now", "bold"))
        for each in known.call.objections
    ]  # fmt: skip
    return rows + [
        line((f"{signs[each.resolved]} ", "$text-muted"), titles.get(each.card, each.card),
             (f" {said_day(each.on, today)}", "$text-muted"))
        for each in known.background.heard
    ]  # fmt: skip


def _section(title: str, entries: list[Content]) -> Iterator[Content]:
    if entries:
        yield Content("")
        yield line((title, "bold $text-accent"))
        yield from entries


def _follow_up(each: FollowUp, known: Known) -> Content:
    today = known.now.date()
    moment = f" {each.due_at.astimezone(known.now.tzinfo):%H:%M}" if each.due_at else ""
    late = each.due_on < today
    return line(
        (said_day(each.due_on, today) + moment, "$text-error" if late else "bold"),
        (" late" if late else "", "$text-error"),
        f" {each.channel}",
        (f" {one_line(each.why)}", "$text-muted"),
    )


def _touch(each: Touch, known: Known) -> Content:
    today = known.now.date()
    return line(
        (f"{said_day(each.on, today)} ", "bold"),
        said_touch(each, known.playbook),
        (f" “{one_line(each.note)}”" if each.note else "", "$text-muted"),
    )


def _summary(known: Known) -> Content:
    page, today = known.page, known.now.date()
    promised = sum(each.promised for each in page.follow_ups)
    answered = len({*page.answers, *known.given})
    parts = [f"{answered} {plural(answered, 'answer')} known"]
    parts += [f"{promised} promised"] if promised else []
    if rest := len(page.follow_ups) - promised:
        parts.append(f"{rest} planned")
    if page.timeline:
        last = page.timeline[0]
        parts.append(f"last {said_day(last.on, today)} {said_touch(last, known.playbook)}")
    return line(("F3 known  ", "bold $text-accent"), (" · ".join(parts), "$text-muted"))
