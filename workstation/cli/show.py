"""One account on one page: who, what is next, what happened, what is known."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, json_option, limit_option
from workstation.cli.output import paint, say, say_json
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.bins import BIN_KEYS
from workstation.method.elsewhere import ELSEWHERE, SAID_ELSEWHERE
from workstation.method.plural import plural
from workstation.method.text import clean, clean_line

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.records import AccountPage, Contact, FollowUp, Touch
    from workstation.method.bins import Bin

TOUCHES = 10


@click.command()
@account_argument
@limit_option(f"Touches to show, {TOUCHES} unless told otherwise.")
@json_option
@click.pass_obj
def show(session: Session, *, account: str, limit: int | None, as_json: bool) -> None:
    """Show everything known about an account."""
    desk = session.desk
    page = desk.accounts.page(desk.accounts.resolve(account), limit or TOUCHES)
    absent = "" if page.follow_ups else desk.queue.absent(page.account.id)
    if as_json:
        account_shape = shape(page.account) | {"stars": page.account.stars}
        say_json(shape(page) | {"account": account_shape, "not_in_queue": absent or None})
        return
    sections = (
        ("", _who(desk, page)),
        ("People", [line for contact in page.contacts for line in _person(contact)]),
        (
            "Next",
            [f"not in today's queue: {absent}"]
            if absent
            else [_next(desk, each) for each in page.follow_ups],
        ),
        (
            "Opportunities",
            [f"{each.name}: {each.stage.replace('_', ' ')}" for each in page.opportunities],
        ),
        ("Answers", [f"{_question(desk, key)} {a.answer}" for key, a in page.answers.items()]),
        ("Facts", [f"{fact.key}: {fact.value}" for fact in page.facts]),
        ("What happened", [_touch(desk, touch) for touch in page.timeline]),
    )
    say(
        "\n\n".join(
            (f"{paint(title, 'bold')}\n" if title else "")
            + "\n".join(_safe(line, indented=bool(title)) for line in lines)
            for title, lines in sections
            if lines
        )
    )


def _safe(line: str, *, indented: bool) -> str:
    """Return a line fit for a terminal; further lines of a note stay under its first."""
    text = "\n    ".join(clean(line).strip("\n").split("\n"))
    return f"  {text}" if indented else text


def _who(desk: "Desk", page: "AccountPage") -> list[str]:
    account = page.account
    stars = "" if account.stars is None else "  " + "★" * account.stars + "☆" * (5 - account.stars)
    bin_ = desk.playbook.bin(account.bin)
    reason = f" ({account.bin_reason})" if account.bin_reason else ""
    place = " ".join(each for each in (account.postal_code, account.place) if each)
    facts = (
        account.street,
        place,
        account.industry,
        account.domain,
        f"{account.employees} {plural(account.employees, 'person', 'people')}"
        if account.employees
        else "",
    )
    lines = [
        f"{clean_line(account.name)}{stars}",
        f"{bin_.title}{_unknown(bin_)} since {account.bin_since.isoformat()}{reason}",
        " · ".join(fact for fact in facts if fact),
        " · ".join(_own_ways(page)),
        f"Note  {account.note}" if account.note else "",
    ]
    return [line for line in lines if line]


def _own_ways(page: "AccountPage") -> list[str]:
    """Return the numbers and addresses of the account itself."""
    from workstation.method.phones import readable

    phone = page.account.phone
    return ([readable(phone)] if phone else []) + page.further_ways


def _unknown(bin_: "Bin") -> str:
    return "" if bin_.key in BIN_KEYS else f" ({bin_.meaning})"


def _person(contact: "Contact") -> list[str]:
    """Return who it is and how to reach them, and below it what else is known of them."""
    flags = [
        word
        for word, on in (
            ("DO NOT CALL", contact.do_not_call),
            ("OPTED OUT of email", contact.opted_out),
        )
        if on
    ]
    ways = [each.said for each in contact.phones] + [each.said for each in contact.emails]
    role = "" if contact.role == "unknown" else contact.role.replace("_", " ")
    said = (contact.name, contact.title, role, *ways, *flags)
    facts = " · ".join(clean_line(f"{fact.key}: {fact.value}") for fact in contact.facts)
    note = f"  Note  {contact.note}" if contact.note else ""
    lines = [" · ".join(part for part in said if part), note, f"  {facts}" if facts else ""]
    return [line for line in lines if line]


def _next(desk: "Desk", follow_up: "FollowUp") -> str:
    due = _local(desk, follow_up.due_at) if follow_up.due_at else follow_up.due_on.isoformat()
    who = f" {follow_up.contact}" if follow_up.contact else ""
    promised = ", promised" if follow_up.promised else ""
    why = f": {follow_up.why}" if follow_up.why else ""
    return f"{due}  {follow_up.channel}{who}{promised}{why}"


def _touch(desk: "Desk", touch: "Touch") -> str:
    if touch.kind == "bin" and touch.outcome:
        reason = f" ({touch.reason})" if touch.reason else ""
        return (
            f"{_local(desk, touch.at)}  moved to {desk.playbook.bin(touch.outcome).title}{reason}"
        )
    if touch.outcome == ELSEWHERE:
        who = f" ({touch.contact})" if touch.contact else ""
        return f"{_local(desk, touch.at)}  {SAID_ELSEWHERE}{who}: {touch.note or ''}"
    titles = {each.key: each.title.lower() for each in desk.playbook.outcomes}
    what = titles.get(touch.outcome or "", (touch.outcome or "").replace("_", " "))
    length = f" {touch.seconds // 60}:{touch.seconds % 60:02}" if touch.seconds else ""
    who = f" {touch.contact}" if touch.contact else ""
    note = f": {touch.note}" if touch.note else ""
    reason = f" ({touch.reason})" if touch.reason else ""
    result = f", {what}" if what else ""
    return f"{_local(desk, touch.at)}  {touch.kind}{who}{result}{length}{reason}{note}"


def _question(desk: "Desk", key: str) -> str:
    try:
        return desk.playbook.question(key).text
    except KeyError:
        return f"{key}:"


def _local(desk: "Desk", moment: datetime) -> str:
    return f"{moment.astimezone(desk.clock.now().tzinfo):%Y-%m-%d %H:%M}"
