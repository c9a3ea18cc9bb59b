"""A person on an account's page as lines of text: who, how to reach them, what else is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workstation.desk.records import said_state
from workstation.tui.widgets.render import cells, line, one_line
from workstation.tui.widgets.words import said_role

if TYPE_CHECKING:
    from workstation.desk.records import Contact


def person_lines(person: Contact, *, here: bool, width: int) -> list[Content]:
    """Return a person's lines: who, whether and how they may be reached, what else is known.

    Of several numbers and addresses the main ones are shown; as many lines as they take.
    """
    marks = [
        word
        for word, on in (("do not call", person.do_not_call), ("opted out", person.opted_out))
        if on
    ]
    why = f" ({one_line(person.protection_reason)})" if marks and person.protection_reason else ""
    who = line(
        ("▸ " if here else "  ", "bold $text-accent"),
        (one_line(person.name), "bold reverse" if here else "bold"),
        (f"  {one_line(person.title)}" if person.title else "", ""),
        (f" · {said_role(person.role)}" if person.role != "unknown" else "", "$text-muted"),
    )
    stands = line("    ", (f"{' and '.join(marks)}{why}", "bold $text-error"))
    reach = [
        line("    ", (each, "$text-muted")) for each in packed(_ways_of(person), max(width - 4, 8))
    ]
    facts = " · ".join(one_line(f"{each.key}: {each.value}") for each in person.facts)
    further = [line("    ", (facts, "$text-muted"))] if facts else []
    return [who, *([stands] if marks else []), *reach, *further]


def _ways_of(person: Contact) -> list[str]:
    """Return a person's main number and address, and how many there are besides."""
    phones = sorted(person.phones, key=lambda each: each.state != "valid")
    emails = sorted(person.emails, key=lambda each: each.state != "valid")
    ways = []
    for phone in phones[:1]:
        kind = one_line(phone.kind) if len(phones) > 1 or phone.kind not in ("work", "") else ""
        extension = f" ext. {one_line(phone.extension)}" if phone.extension else ""
        number = one_line(phone.display)
        number += "" if not extension or "ext" in number else extension
        ways.append(number + (f" {kind}" if kind else "") + said_state(phone.state))
    ways += [one_line(each.said) for each in emails[:1]]
    more = len(phones) + len(emails) - len(ways)
    ways += [f"+{more} more"] if more else []
    return ways or ["no number, no address"]


def packed(parts: Sequence[str], width: int) -> list[str]:
    """Return parts joined by dots in as few lines of a width as none of them is broken in."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines else ""
        if lines and cells(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
