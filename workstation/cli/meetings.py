"""Meetings: listed, booked, moved, called off; when there is time for one."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import account_argument, json_option
from workstation.cli.done import done_line, report
from workstation.cli.failures import Failure
from workstation.cli.output import Column, advise, complain, on_terminal, say, say_json, say_table
from workstation.cli.rows import Shape, changed_shape, shape
from workstation.cli.session import Session
from workstation.method.plural import plural

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.desk import Desk
    from workstation.desk.meetings import Booked, Meeting
    from workstation.method.when import When

_MINUTES = click.IntRange(5, 480)


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def meetings(ctx: click.Context, *, as_json: bool) -> None:
    """List the meetings booked, or book one; the others take its number in the list."""
    if ctx.invoked_subcommand is not None:
        return
    desk = (ctx.find_object(Session) or Session()).desk
    ahead = desk.meetings.ahead()
    if as_json:
        say_json([{"number": at, **shape(each)} for at, each in enumerate(ahead, 1)])
        return
    say_table(
        (
            Column("", right=True),
            Column("when", style="bold"),
            Column("min", right=True),
            Column("account", least=8, style="bold"),
            Column("contact", least=8),
            Column("title", least=12),
            Column("place", least=8, style="dim"),
        ),
        [
            (
                at,
                _when_of(desk, each),
                each.minutes,
                each.account,
                each.contact,
                each.title,
                each.place,
            )
            for at, each in enumerate(ahead, 1)
        ],
    )
    if not ahead and on_terminal():
        say('No meeting is booked: workstation meetings book ACCOUNT "tue 3pm"')


@meetings.command()
@account_argument
@click.argument("when")
@click.option("--minutes", type=_MINUTES, default=30, show_default=True, metavar="N")
@click.option("--contact", metavar="NAME", help="With whom.")
@click.option("--place", metavar="TEXT", help="Where: a room, a link; the setting unless said.")
@click.option("--title", default="", metavar="TEXT", help="What the invitation calls it.")
@json_option
@click.pass_obj
def book(
    session: Session,
    *,
    account: str,
    when: str,
    minutes: int,
    contact: str | None,
    place: str | None,
    title: str,
    as_json: bool,
) -> None:
    """Book a meeting, with its reminders and an invitation to send: book Corvid "tue 3pm"."""
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    zone = desk.meetings.their_zone(account_id, person)
    landing, moment = _moment(desk, when, zone)
    made = desk.meetings.book(account_id, person, moment, minutes, title, place)
    beside = desk.meetings.outside_hours(moment, minutes, zone)
    _report(desk, made, landing, beside, as_json=as_json)


@meetings.command()
@click.argument("meeting")
@click.argument("when")
@json_option
@click.pass_obj
def move(session: Session, *, meeting: str, when: str, as_json: bool) -> None:
    """Move a meeting: move 1 "wed 10am"."""
    desk = session.desk
    found = _find(desk, meeting)
    zone = desk.meetings.their_zone(found.account_id, found.contact_id)
    landing, moment = _moment(desk, when, zone)
    made = desk.meetings.reschedule(found.id, moment)
    beside = desk.meetings.outside_hours(moment, found.minutes, zone)
    _report(desk, made, landing, beside, as_json=as_json)


@meetings.command()
@click.argument("meeting")
@click.argument("reason", nargs=-1)
@json_option
@click.pass_obj
def cancel(session: Session, *, meeting: str, reason: tuple[str, ...], as_json: bool) -> None:
    """Call a meeting off, and say why: cancel 1 budget frozen."""
    desk = session.desk
    made = desk.meetings.cancel(_find(desk, meeting).id, " ".join(reason))
    _report(desk, made, None, "", as_json=as_json)


@meetings.command()
@click.argument("meeting")
@json_option
@click.pass_obj
def held(session: Session, *, meeting: str, as_json: bool) -> None:
    """Log that a meeting took place."""
    desk = session.desk
    report(desk.meetings.held(_find(desk, meeting).id), as_json=as_json)


@meetings.command("no-show")
@click.argument("meeting")
@json_option
@click.pass_obj
def no_show(session: Session, *, meeting: str, as_json: bool) -> None:
    """Log that nobody came; a call for another time is planned for today."""
    desk = session.desk
    report(desk.meetings.no_show(_find(desk, meeting).id), as_json=as_json)


@meetings.command()
@account_argument
@click.option("--minutes", type=_MINUTES, default=30, show_default=True, metavar="N")
@click.option("--contact", metavar="NAME", help="With whom.")
@json_option
@click.pass_obj
def free(
    session: Session, *, account: str, minutes: int, contact: str | None, as_json: bool
) -> None:
    """Say three times to offer, free and in the working hours of both sides."""
    desk = session.desk
    account_id = desk.accounts.resolve(account)
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    offers = desk.meetings.suggest(account_id, person, minutes)
    if as_json:
        say_json([{"at": each.at, "said": each.said} for each in offers])
    else:
        say_table((Column("free", style="bold"),), [(each.said,) for each in offers])
        if not offers:
            complain("There is no time in the working hours of both within three weeks.")
    advise(desk.meetings.calendar_problems())


def _moment(desk: "Desk", text: str, zone: str | None) -> "tuple[When, datetime]":
    landing = desk.days.read(text, zone)
    if landing.at is None:
        raise Failure(f'A meeting needs a time of day, such as "{text} 3pm".')
    return landing, landing.at


def _find(desk: "Desk", text: str) -> "Meeting":
    """Return the meeting booked that a number of the list, or an account's name, means."""
    ahead = desk.meetings.ahead()
    if text.isdecimal():
        number = int(text)
        found = [each for at, each in enumerate(ahead, 1) if number in (at, each.id)]
        if not found:
            are = plural(len(ahead), "is", "are")
            raise Failure(f"There is no meeting {text}; {len(ahead)} {are} booked.")
        return found[0]
    account = desk.accounts.resolve(text)
    found = [each for each in ahead if each.account_id == account]
    if len(found) != 1:
        count = f"{len(found)} meetings are" if found else "no meeting is"
        raise Failure(f"With that account {count} booked; give the number in the list.")
    return found[0]


def _report(
    desk: "Desk", made: "Booked", landing: "When | None", beside: str, *, as_json: bool
) -> None:
    advice = [each for each in (landing.moved if landing else "", beside) if each]
    if as_json:
        more: Shape = {"meeting": shape(desk.meetings.get(made.meeting))}
        more["invitation"] = None if made.invitation is None else str(made.invitation)
        more["advice"] = [*made.changed.advice, *advice]
        say_json(changed_shape(made.changed) | more)
        return
    say(done_line(made.changed))
    if landing is not None:
        say(f"Meeting: {landing.said}")
    if made.invitation is not None:
        say(f"Invitation: {made.invitation}")
    advise([*made.changed.advice, *advice])


def _when_of(desk: "Desk", meeting: "Meeting") -> str:
    from workstation.method.days import say_day

    now = desk.clock.now()
    local = meeting.starts_at.astimezone(now.tzinfo)
    late = "  past" if meeting.starts_at < now else ""
    return f"{say_day(local.date(), near=now.date())} {local:%H:%M}{late}"
