"""Signals of interest: recorded, summed up, and how soon they were answered."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import report
from workstation.cli.failures import Failure
from workstation.cli.names import choose, complete, complete_account
from workstation.cli.output import Column, complain, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from datetime import datetime

    from workstation.desk.desk import Desk
    from workstation.desk.first_responses import FirstResponse, FirstResponses
    from workstation.desk.urgency_sum import UrgencySum

_complete_kind = complete(
    lambda desk, start: [kind.key for kind in desk.signals.kinds() if kind.key.startswith(start)]
)
_DAYS = 30


@click.command()
@click.argument("account", required=False, shell_complete=complete_account)
@click.argument("kind", required=False, shell_complete=_complete_kind)
@click.option("--contact", metavar="NAME", help="Whose interest it is.")
@click.option("--when", metavar="MOMENT", help="When it was, such as 2026-11-20 or 14:05.")
@click.option("--note", default="", metavar="TEXT", help="What there is to say about it.")
@click.option("--points", type=int, metavar="N", help="What it is worth instead.")
@click.option("--kinds", is_flag=True, help="List the kinds of signal.")
@click.option("--response-times", is_flag=True, help="How soon leads of 30 days were answered.")
@click.option("--recount", is_flag=True, help="Work out all urgency anew, as one action.")
@json_option
@click.pass_obj
def signal(
    session: Session,
    *,
    account: str | None,
    kind: str | None,
    contact: str | None,
    when: str | None,
    note: str,
    points: int | None,
    kinds: bool,
    response_times: bool,
    recount: bool,
    as_json: bool,
) -> None:
    """Record a sign of interest; without KIND show the urgency of ACCOUNT with its sum."""
    desk = session.desk
    if kinds:
        _say_kinds(desk, as_json=as_json)
        _offer_recount(desk)
        return
    if response_times:
        today = desk.days.today()
        found = desk.signals.first_responses(today - timedelta(days=_DAYS - 1), today)
        _say_responses(found, as_json=as_json)
        return
    if recount:
        report(desk.signals.recount(), as_json=as_json)
        return
    if account is None:
        raise Failure("Say which account, or --kinds, --response-times or --recount.")
    account_id = desk.accounts.resolve(account)
    if kind is None and (points is not None or contact or when or note):
        raise Failure(
            "Say what it was as well, such as manual_review for points alone: "
            "'workstation signal --kinds' lists the kinds; nothing was recorded."
        )
    if kind is None:
        first = desk.signals.first_response(account_id)
        _say_sum(desk.signals.of(account_id), first, as_json=as_json)
        _offer_recount(desk)
        return
    key = choose(kind, {each.key: each.title for each in desk.signals.kinds()}, "Signal")
    person = desk.accounts.resolve_contact(account_id, contact) if contact else None
    at = _moment(desk, when) if when else None
    changed = desk.signals.add(account_id, key, at=at, contact_id=person, note=note, points=points)
    report(
        changed,
        as_json=as_json,
        more={"signal": changed.made, "urgency": desk.accounts.get(account_id).urgency},
    )


def _offer_recount(desk: "Desk") -> None:
    if why := desk.signals.stale():
        complain(f"{why} 'workstation signal --recount' puts that right.")


def _moment(desk: "Desk", text: str) -> "datetime":
    """Read a moment that has passed: as tables write it, a time of today, or a day as said."""
    from datetime import UTC, datetime, time

    from workstation.cli.arguments import day_of
    from workstation.exchange.moments import moment
    from workstation.exchange.values import Unreadable
    from workstation.method.hours import clock_time

    now = desk.clock.now()
    zone = now.tzinfo or UTC
    try:
        return datetime.combine(now.date(), clock_time(text.strip()), zone)
    except ValueError:
        pass
    found = moment(text, zone)
    if isinstance(found, Unreadable):
        return datetime.combine(day_of(desk, text), time(), zone)
    return found


def _say_kinds(desk: "Desk", *, as_json: bool) -> None:
    kinds = desk.signals.kinds()
    if as_json:
        say_json(kinds)
        return
    say_table(
        (
            Column("key", style="bold"),
            Column("points", right=True),
            Column("title", least=12),
            Column("what it does", least=6, style="dim"),
        ),
        [
            (
                each.key,
                f"{each.least} to {each.most}" if each.asks else f"{each.points:+d}",
                each.title,
                "hand-raiser"
                if each.raises_hand
                else "fast track"
                if each.fast_track
                else "by itself"
                if each.on
                else "",
            )
            for each in kinds
        ],
    )


def _say_sum(total: "UrgencySum", first: "FirstResponse | None", *, as_json: bool) -> None:
    if as_json:
        say_json({**shape(total), "first_response": first})
        return
    say_table(
        (
            Column("when", style="dim"),
            Column("change", right=True),
            Column("score", right=True, style="bold"),
            Column("what", least=12),
            Column("note", least=8, style="dim"),
        ),
        [
            (f"{each.at:%Y-%m-%d %H:%M}", f"{each.change:+d}", each.after, each.title, each.note)
            for each in total.lines
        ],
    )
    lead = f", a lead from {total.lead_from}" if total.now < total.lead_from else ": a lead"
    say(paint(f"{total.account}: urgency {total.now} of 100{lead}", "bold"))
    if first is not None:
        say(first.said)


def _say_responses(found: "FirstResponses", *, as_json: bool) -> None:
    from workstation.desk.first_responses import said_span

    if as_json:
        say_json(found.counts() | {"rows": found.rows})
        return
    if not found.rows:
        say("No raised hands and no new leads in the last 30 days.")
        return
    words = {"hand_raiser": "hand-raiser", "lead": "lead"}
    say_table(
        (
            Column("seen", style="dim"),
            Column("account", least=10, style="bold"),
            Column("as"),
            Column("answered after"),
            Column("result", least=6),
        ),
        [
            (
                f"{row.seen_at:%Y-%m-%d %H:%M}",
                row.account,
                words[row.kind],
                said_span(row.seconds),
                "in time" if row.in_time else "failed" if row.failed else "",
            )
            for row in found.rows
        ],
    )
    for told in found.said():
        say(told)
