"""Taking a whole export back into an empty desk from the command line."""

import sys
from pathlib import Path

import click

from workstation.cli.done import report
from workstation.cli.failures import Failure
from workstation.cli.output import on_terminal, say, say_json
from workstation.cli.progress import bar
from workstation.cli.session import Session


def take_back(session: Session, path: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take a folder or .zip made by 'export --all' back whole.

    Raises:
        DeskError: it is none, is damaged, or this desk is not empty.
        Failure: nobody agreed.
    """
    from workstation.desk.imports.take_in import look, take_in

    asking = on_terminal() and sys.stdin.isatty() and not yes and not as_json
    contents = look(path)
    if not yes and not asking and not dry_run:
        raise Failure(
            "Nobody can be asked here: add --yes to import, or --dry-run to see what would happen."
        )
    counts = {"new": contents.count, "updated": 0, "same": 0, "unusable": 0, "protected": 0}
    if dry_run and as_json:
        say_json(
            {
                "action": None,
                "what": "everything",
                "made_at": contents.made_at,
                "rows": contents.count,
                "counts": counts,
                "tables": dict(contents.rows),
                "playbook": contents.playbook,
            }
        )
        return
    if dry_run or asking:
        say(f"{contents.name}, a whole export of {contents.made_at}: {contents.said}")
    if dry_run:
        return
    if asking and not click.confirm("Take it back into this desk?", default=True, err=True):
        raise Failure("Nothing was imported.")
    with bar("Taking back") as progress:
        changed = take_in(session.desk, path, progress)
    more = {"what": "everything", "rows": contents.count, "counts": counts}
    report(changed, as_json=as_json, more=more)
