"""What is known before a call, as lines: promises, last touches, who was tried, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from textual.content import Content

from workstation.desk.preparation import Card, Tried
from workstation.desk.records import FollowUp, Touch
from workstation.playbook.model import Playbook
from workstation.tui.widgets.card import said_touch
from workstation.tui.widgets.render import line, one_line
from workstation.tui.widgets.words import flames, said_day, said_role, stars

MOST_PEOPLE = 8


def card_lines(card: Card, playbook: Playbook, today: date) -> Iterator[Content]:
    """Yield what the card knows, one entry each, headings and empty lines included."""
    yield line(
        (stars(card.account.stars), "$text-warning"),
        (f" {flames(card.account.urgency)}", "$text-error"),
        f"  {card.local:%H:%M} there" if card.local else "  their time is not known",
    )
    if card.waits:
        yield line((one_line(card.waits), "$text-warning"))
    if card.referrer:
        yield line(("named by ", "$text-muted"), (one_line(card.referrer), "bold"))
    yield from _section("Notes", _notes(card))
    yield from _section("You promised", (_follow_up(each, today) for each in card.promised_by_me))
    yield from _section("They promised", (_follow_up(e, today) for e in card.promised_by_them))
    yield from _section("Planned", (_follow_up(each, today) for each in card.planned))
    yield from _section("Last", (_touch(each, playbook, today) for each in card.touches))
    yield from _section("People", _people(card, playbook, today))
    yield from _section(
        f"Answers known {len(card.answers)}",
        (
            line((f"{one_line(key).replace('_', ' ')} ", "$text-muted"), one_line(each.answer))
            for key, each in card.answers.items()
        ),
    )


def _notes(card: Card) -> Iterator[Content]:
    """Yield what was noted of the account and of the person to call."""
    if card.account.note:
        yield line(one_line(card.account.note))
    if card.contact is not None and card.contact.note:
        yield line((f"{one_line(card.contact.name)} ", "$text-muted"), one_line(card.contact.note))


def _section(title: str, entries: Iterable[Content]) -> Iterator[Content]:
    found = list(entries)
    if found:
        yield Content("")
        yield line((title, "bold $text-accent"))
        yield from found


def _follow_up(each: FollowUp, today: date) -> Content:
    late = each.due_on < today
    return line(
        (said_day(each.due_on, today), "$text-error" if late else "bold"),
        (" late" if late else "", "$text-error"),
        f" {one_line(each.why) or each.channel}",
    )


def _touch(each: Touch, playbook: Playbook, today: date) -> Content:
    note = f" “{one_line(each.note)}”" if each.note else ""
    return line(
        (f"{said_day(each.on, today)} ", "bold"),
        one_line(said_touch(each, playbook)),
        (note, "$text-muted"),
    )


def _people(card: Card, playbook: Playbook, today: date) -> Iterator[Content]:
    titles = {each.key: each.title.lower() for each in playbook.outcomes}
    for tried in card.people[:MOST_PEOPLE]:
        chosen = card.contact is not None and tried.contact.id == card.contact.id
        role = "" if tried.contact.role == "unknown" else f" {said_role(tried.contact.role)}"
        yield line(
            "▸ " if chosen else "  ",
            (one_line(tried.contact.name), "bold" if chosen else ""),
            (role, "$text-muted"),
            (" do not call" if tried.contact.do_not_call else "", "bold $text-error"),
            (f", {_said_tried(tried, titles, today)}", "$text-muted"),
        )
    if (more := len(card.people) - MOST_PEOPLE) > 0:
        yield line((f"  and {more} more", "$text-muted"))


def _said_tried(tried: Tried, titles: dict[str, str], today: date) -> str:
    if tried.last_on is None:
        return "not tried yet"
    calls = "1 call" if tried.calls == 1 else f"{tried.calls} calls"
    last = titles.get(tried.outcome or "", one_line(tried.outcome or ""))
    return f"{calls}, {tried.unanswered} unanswered, last {said_day(tried.last_on, today)} {last}"
