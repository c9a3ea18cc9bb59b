"""What the day holds: today, the queue, the bins."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option, limit_option
from workstation.cli.goal_lines import goal_lines
from workstation.cli.output import Column, complain, on_terminal, paint, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.desk.queue.part import members_of
from workstation.method.plural import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.desk.desk import Desk
    from workstation.desk.queue.queue import Queue
    from workstation.desk.queue.rows import QueueRow

TOP = 10
"""Rows of the queue that `today` shows."""
SCREENFUL = 25
"""Rows of the queue a terminal gets unless told otherwise."""

_COLUMNS = (
    Column("due", right=True),
    Column("class", style="dim"),
    Column("account", least=8, style="bold"),
    Column("contact", least=8),
    Column("there"),
    Column("fit"),
    Column("reason", least=36),
)


@click.command()
@limit_option(f"Rows of the queue, {TOP} unless told otherwise.")
@json_option
@click.pass_obj
def today(session: Session, *, limit: int | None, as_json: bool) -> None:
    """Show today's goals and whom to call next."""
    desk = session.desk
    day = desk.days.today()
    goals = desk.goals.for_day(day)
    queue = desk.queue.today()
    rows = queue.rows(limit or TOP)
    if as_json:
        say_json(
            {
                "day": day,
                "goals": [shape(goal) for goal in goals],
                "queue": [shape(row) for row in rows],
                "counts": queue.counts(),
                "total": queue.count(),
            }
        )
        return
    from workstation.method.days import say_day

    say(paint(f"{say_day(day, near=day)} {day.year}  {desk.clock.now():%H:%M}", "bold"))
    say(goal_lines(goals) or "No goals yet; plan three: workstation goals add TEXT")
    say(f"\n{_summary(desk, queue)}")
    _say_rows(desk, rows, queue.count())


@click.command()
@limit_option(f"At most so many rows; all of them in a pipe, {SCREENFUL} on a terminal.")
@click.option("--minutes", type=int, help="Only what fits into so many minutes from now.")
@click.option("--focus", "focus_name", metavar="NAME", help="Only the accounts of a focus list.")
@click.option("--filter", "filter_text", metavar="TEXT", help="Only those a filter fits.")
@json_option
@click.pass_obj
def queue(
    session: Session,
    *,
    limit: int | None,
    minutes: int | None,
    focus_name: str | None,
    filter_text: str | None,
    as_json: bool,
) -> None:
    """List whom to call next and why, the most urgent first."""
    desk = session.desk
    found = whole = desk.queue.today()
    text = _filter_of(desk, focus_name, filter_text)
    if text:
        found = found.keep(members_of(desk, found, text))
    fitting = None if minutes is None else desk.queue.fitting(found, minutes)
    if fitting is not None:
        found = found.part(fitting.places)
    if limit is None and on_terminal() and not as_json:
        limit = SCREENFUL
    rows = found.rows(found.count() if limit is None else limit)
    if as_json:
        say_json([shape(row) for row in rows])
        return
    if on_terminal():
        if text:
            say(paint(f"only {desk.focus.explain(text)}", "bold"))
        if not found.count() and whole.count() and not fitting:
            are = plural(whole.count(), "is", "are")
            say(f"Nothing is due in this filter; {whole.count()} {are} due without it.")
        else:
            say(fitting.said if fitting else _summary(desk, found))
        if not fitting and (words := _room(desk, found)):
            say(paint(words, "dim"))
    _say_rows(desk, rows, found.count())
    if fitting and fitting.slips and on_terminal():
        say(paint("\n".join(["Slips:", *(f"  {each}" for each in fitting.slipping)]), "dim"))


@click.command()
@json_option
@click.pass_obj
def bins(session: Session, *, as_json: bool) -> None:
    """Count the accounts in each bin."""
    desk = session.desk
    counts = desk.bins.counts()
    if as_json:
        say_json(counts)
        return
    say_table(
        (
            Column("bin", style="bold"),
            Column("accounts", right=True),
            Column("meaning", least=8, style="dim"),
        ),
        [(key, count, desk.playbook.bin(key).meaning) for key, count in counts.items()],
    )


def _filter_of(desk: "Desk", focus_name: str | None, filter_text: str | None) -> str:
    """Return the filter that is asked for, "" for none; a slip in one typed is pointed out."""
    if focus_name is not None and filter_text is not None:
        raise click.UsageError("Give --focus or --filter, not both.")
    if focus_name is not None:
        return desk.focus.resolve(focus_name).filter
    if filter_text and (slip := desk.focus.hint(filter_text)):
        complain(slip)
    return filter_text or ""


def _summary(desk: "Desk", queue: "Queue") -> str:
    if not queue.count():
        return desk.queue.why_empty() or "Nothing is due."
    known: dict[str, str] = {each.key: each.title.lower() for each in desk.playbook.queue.classes}
    parts = [f"{count} {known.get(key, key)}" for key, count in queue.counts().items()]
    return f"{paint('Queue', 'bold')}  {queue.count()}: {' · '.join(parts)}"


def _room(desk: "Desk", queue: "Queue") -> str:
    """Return what fits into the rest of today, and what the limits hold back."""
    parts = [desk.queue.capacity(queue).said, queue.working.said if queue.working else ""]
    return " · ".join(part for part in parts if part)


def _say_rows(desk: "Desk", rows: "Sequence[QueueRow]", total: int) -> None:
    short = {each.key: each.short for each in desk.playbook.queue.classes}
    say_table(
        _COLUMNS,
        [
            (
                row.due,
                short.get(row.class_, row.class_) if on_terminal() else row.class_,
                row.account,
                row.contact,
                row.local_time,
                "" if row.stars is None else "★" * row.stars,
                f"{row.why} ({row.waits})" if row.waits else row.why,
            )
            for row in rows
        ],
    )
    if on_terminal() and total > len(rows) > 0:
        say(paint(f"… and {total - len(rows)} more; --limit shows more.", "dim"))
