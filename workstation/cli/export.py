"""Taking data out: a table, a list, people, what is planned, or everything."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import report
from workstation.cli.output import complain, on_terminal, say, say_json
from workstation.cli.progress import bar
from workstation.cli.session import Session
from workstation.method.plural import plural

if TYPE_CHECKING:
    from array import array

    from workstation.desk.exports.export import Exported

STREAM = "-"


def _formats(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from workstation.desk.exports.files import FORMATS

    return [each for each in FORMATS if each.startswith(incomplete)]


@click.command()
@click.argument("what_and_target", metavar="[TABLE] TARGET", nargs=-1, required=True)
@click.option("--what", metavar="TABLE", help="accounts, contacts, activities … or all.")
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    shell_complete=_formats,
    help="csv, xlsx, vcard, vcard4, calendar, jsonl or json; the file's ending says it too.",
)
@click.option("--focus", "focus_name", metavar="NAME", help="Only the accounts of a focus list.")
@click.option("--filter", "filter_text", metavar="TEXT", help="Only the accounts a filter fits.")
@click.option(
    "--all", "whole", is_flag=True, help="Everything there is, to be brought in again whole."
)
@click.option("--keep", is_flag=True, help="Keep this calendar file current from now on.")
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@json_option
@click.pass_obj
def export(
    session: Session,
    *,
    what_and_target: tuple[str, ...],
    what: str | None,
    form: str | None,
    focus_name: str | None,
    filter_text: str | None,
    whole: bool,
    keep: bool,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Write a table, a list or everything into a file or folder; - is the standard output.

    The file's ending says how: .csv, .xlsx (a sheet a table), .vcf (people), .ics (follow-ups and
    meetings), .jsonl. A file called after a table, such as accounts.csv, gets that table, a folder
    all of them. With --focus or --filter, the accounts that fit and their people: the people go
    beside the file. With --all, a folder or .zip that 'workstation import' takes back whole.
    """
    if len(what_and_target) > 1 + (what is None and not whole):
        raise click.UsageError("Name a table and one file or folder: export accounts out.csv.")
    if focus_name is not None and filter_text is not None:
        raise click.UsageError("Give --focus or --filter, not both.")
    if len(what_and_target) > 1:
        what = what_and_target[0]
    target = Path(what_and_target[-1])
    if whole or keep:
        if what or focus_name or filter_text or (form and not keep) or (whole and keep):
            raise click.UsageError("--all and --keep go with a target alone.")
        if str(target) == STREAM:
            raise click.UsageError("Name a file or folder: this does not fit into a stream.")
        (_whole if whole else _keep)(session, target, overwrite=overwrite, as_json=as_json)
        return
    ids, text = _some(session, focus_name, filter_text)
    if str(target) == STREAM:
        _to_stream(session, what, form, ids)
        return
    from workstation.desk.exports.export import export as write

    with bar("Exporting") as progress:
        done = write(
            session.desk, target, what, form=form, ids=ids, overwrite=overwrite, progress=progress
        )
    _say_done(done, target, text, as_json=as_json)


def _some(
    session: Session, focus_name: str | None, filter_text: str | None
) -> "tuple[array[int] | None, str | None]":
    """Return the accounts meant and the text of the filter; None for all of them."""
    if focus_name is None and filter_text is None:
        return None, None
    focus = session.desk.focus
    text = focus.resolve(focus_name).filter if focus_name is not None else filter_text or ""
    if slip := focus.hint(text):
        complain(slip)
    return focus.find(text).ids, text


def _to_stream(
    session: Session, what: str | None, form: str | None, ids: "array[int] | None"
) -> None:
    from workstation.desk.errors import DeskError
    from workstation.desk.exports.export import export_to

    if form == "xlsx" and on_terminal():
        raise DeskError("A workbook is nothing to read on a terminal: name a file.")
    try:
        export_to(session.desk, sys.stdout.buffer, what, form=form, ids=ids)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeskError(f"The standard output cannot be written ({reason}).") from error


def _say_done(done: "Exported", target: Path, text: str | None, *, as_json: bool) -> None:
    if as_json:
        filtered = {} if text is None else {"filter": text}
        say_json(
            {
                "rows": done.rows if text is not None else done.count,
                "tables": done.rows,
                "target": str(target),
                "files": [str(path) for path in done.files],
                "what": next(iter(done.rows)) if len(done.rows) <= 2 else "all",
            }
            | filtered
        )
    elif text is None:
        say(f"{done.count} {plural(done.count, 'row')} written to {target}")
    else:
        parts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in done.rows.items())
        say(f"{parts} written to {target}")
    if done.cut:
        cells = "cell was" if done.cut == 1 else "cells were"
        complain(f"{done.cut} {cells} longer than a workbook can hold and cut: CSV has them whole.")


def _whole(session: Session, target: Path, *, overwrite: bool, as_json: bool) -> None:
    from workstation.desk.exports.whole import export_whole

    with bar("Exporting") as progress:
        done = export_whole(session.desk, target, overwrite=overwrite, progress=progress)
    if as_json:
        say_json(
            {
                "rows": done.count,
                "tables": done.rows,
                "playbook": list(done.playbook),
                "target": str(target),
                "what": "everything",
            }
        )
        return
    say(f"{done.count} {plural(done.count, 'row')} written to {target}")
    say(f"'workstation --db NEW.db import {target}' brings them back.")


def _keep(session: Session, target: Path, *, overwrite: bool, as_json: bool) -> None:
    kept = session.desk.kept_calendar
    report(kept.keep(target, overwrite=overwrite), as_json=as_json, more={"target": str(target)})
