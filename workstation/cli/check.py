"""The check of the file: what is wrong, and putting it right."""

import sqlite3
import sys
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.failures import FAILED, Failure
from workstation.cli.output import advise, complain, on_terminal, say, say_json
from workstation.cli.progress import bar
from workstation.cli.session import Session
from workstation.desk.exposure import exposed
from workstation.desk.whereabouts import placed
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.check.report import CheckReport, Problem
    from workstation.desk.desk import Desk

_NAMED = 3


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what is wrong.")
@click.option("-y", "--yes", is_flag=True, help="Put right what can be, without asking.")
@json_option
@click.pass_context
def check(ctx: click.Context, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Look the file through, and put right what can be.

    SQLite's own check comes first, then the promises of the workstation: every record has what it
    belongs to, what is worked out is right, the change log tells the present state. On a terminal
    it asks before anything is put right; in a script it does so with --yes only. A back-up is made
    before.
    """
    if dry_run and yes:
        raise click.UsageError("--dry-run and --yes do not go together.")
    session = ctx.find_object(Session) or Session()
    desk = _opened(session)
    with bar("Looking") as progress:
        report = desk.safety.check(progress=progress)
    if report.repairable and not dry_run:
        asking = not yes and not as_json and _asking()
        if asking:
            _say_found(report)
        if yes or (asking and click.confirm("Put right what can be?", default=True, err=True)):
            with bar("Putting right") as progress:
                report = desk.safety.check(repair=True, progress=progress, known=report)
    if as_json:
        say_json(_shape(report))
    elif report.damage:
        raise Failure(report.damage)
    else:
        _say(report)
        if report.repairable and not yes:
            complain("Nothing was changed; 'workstation check --yes' puts right what can be.")
    if trouble := desk.safety.trouble():
        complain(trouble)
    advise(exposed(desk.store.path))
    advise(placed(desk))
    if not report.sound:
        ctx.exit(FAILED)


def _asking() -> bool:
    """Say whether somebody is there to be asked."""
    return on_terminal() and sys.stdin.isatty()


def _opened(session: Session) -> "Desk":
    """Open the desk, or say of a damaged file which back-up to bring back."""
    from workstation.desk.check.damaged import sentence
    from workstation.store.check import is_damage
    from workstation.store.errors import StoreError

    try:
        return session.desk
    except StoreError as error:
        if not is_damage(error):
            raise
        raise Failure(sentence(session.path, [str(error.__cause__)])) from error
    except sqlite3.DatabaseError as error:
        raise Failure(sentence(session.path, [str(error)])) from error


def _say(report: "CheckReport") -> None:
    from workstation.desk.check.rules import title_of
    from workstation.desk.check.wording import counted

    for rule, count in report.repaired.items():
        lasting = " (no undo)" if rule in report.without_undo else ""
        say(f"Put right: {counted(rule, title_of(rule), count)}{lasting}.")
    if said := _undoing(report):
        say(f"{said}; the file as it was is kept as {report.backup}.")
    advise(report.advice)
    if report.left:
        _say_found(report)
    elif not report.repaired:
        say("The file is sound.")
    else:
        say("The file is sound now.")


def _undoing(report: "CheckReport") -> str:
    """Say what of a repair undo takes back, "" where nothing of the records was changed."""
    if not report.without_undo:
        return "Undo takes it back" if report.actions else ""
    return "Undo takes back the rest" if report.actions else "That has no undo"


def _say_found(report: "CheckReport") -> None:
    for each in report.left:
        say(f"{each.counted(each.count)}.")
        for record in each.records[:_NAMED]:
            say(f"  {clean_line(record)}")
        if each.count > _NAMED:
            say(f"  and {each.count - min(_NAMED, len(each.records))} more")
        say(f"  → {each.repair or each.advice}")


def _shape(report: "CheckReport") -> dict[str, object]:
    return {
        "sound": report.sound,
        "damage": report.damage or None,
        "problems": report.problems,
        "found": [_problem(each) for each in report.found],
        "left": [_problem(each) for each in report.left],
        "repaired": dict(report.repaired),
        "backup": str(report.backup) if report.backup else None,
        "actions": list(report.actions),
        "without_undo": list(report.without_undo),
        "advice": list(report.advice),
    }


def _problem(problem: "Problem") -> dict[str, object]:
    return {
        "rule": problem.rule,
        "what": problem.title,
        "count": problem.count,
        "records": list(problem.records),
        "repair": problem.repair or None,
        "advice": problem.advice or None,
    }
