"""Bringing a file in: what its columns become, what would happen, and then doing it."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workstation.cli import import_said
from workstation.cli.arguments import json_option, limit_option
from workstation.cli.failures import FAILED, Failure
from workstation.cli.import_wanted import (
    Wanted,
    answer_open,
    complete_map,
    complete_mapping,
    complete_policy,
    require_answers,
)
from workstation.cli.output import on_terminal
from workstation.cli.progress import bar
from workstation.cli.session import Session
from workstation.desk.imports.fates import FATES
from workstation.exchange.fields import RECORD_KINDS

if TYPE_CHECKING:
    from workstation.desk.imports.imports import ImportPlan, ImportResult
    from workstation.desk.imports.ledger import FateRow

STREAM = "-"
_LISTED = 50


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--as", "as_", type=click.Choice(RECORD_KINDS), help="What its rows are.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    shell_complete=complete_map,
    help="Give a column another field; COLUMN= keeps it as a fact.",
)
@click.option(
    "--mapping",
    metavar="NAME",
    shell_complete=complete_mapping,
    help="Use the mapping kept under a name; '' for none.",
)
@click.option("--keep-as", metavar="NAME", help="Keep what the columns become under a name.")
@click.option(
    "--policy",
    "policies",
    metavar="[FIELD=]POLICY",
    multiple=True,
    shell_complete=complete_policy,
    help="Whose word counts where records are known: fill_blanks (usual), prefer_newer, "
    "prefer_file or keep_mine; for all fields, or for one.",
)
@click.option(
    "--dates",
    "dates",
    metavar="[COLUMN=]ORDER",
    multiple=True,
    help="How 03/04/2026 is meant: dmy or mdy; ymd leaves such dates out.",
)
@click.option(
    "--decimal",
    "decimals",
    metavar="[COLUMN=]MARK",
    multiple=True,
    help="How 1.234 is meant: point or comma.",
)
@click.option(
    "--currency",
    "currencies",
    metavar="[COLUMN=]CODE",
    multiple=True,
    help="The currency of amounts without a sign, that of your settings unless told otherwise.",
)
@click.option(
    "--country",
    metavar="COUNTRY",
    help="Where phone numbers without a country code are, in rows that name no country: a code or "
    "name, that of your settings unless told otherwise; none leaves them as written.",
)
@click.option(
    "--keep-out",
    "keep_outs",
    metavar="[COLUMN=]yes|no",
    multiple=True,
    help="Whether rows that say Customer, Competitor or Do not contact stay out of prospecting: "
    "yes unless told otherwise.",
)
@click.option(
    "--status",
    "statuses",
    metavar="MEANING=BIN|yes|no",
    multiple=True,
    help="Where rows go that say how far somebody is (client, bad_fit, stop, converted, lost or "
    "not_now): a bin, yes for the one proposed, no to keep it as a fact only.",
)
@click.option("--suppress", is_flag=True, help="These are not to be contacted; makes no records.")
@click.option(
    "--unusable",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where rows that cannot be used are written.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--fate", type=click.Choice(FATES), help="With --dry-run: list the rows of this fate."
)
@limit_option(f"With --fate: at most so many rows, {_LISTED} unless told otherwise.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_context
def import_(
    ctx: click.Context,
    *,
    file: Path,
    as_: str | None,
    sheet: str | None,
    columns: tuple[str, ...],
    mapping: str | None,
    keep_as: str | None,
    policies: tuple[str, ...],
    dates: tuple[str, ...],
    decimals: tuple[str, ...],
    currencies: tuple[str, ...],
    country: str | None,
    keep_outs: tuple[str, ...],
    statuses: tuple[str, ...],
    suppress: bool,
    unusable: Path | None,
    dry_run: bool,
    fate: str | None,
    limit: int | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Bring in a file, as one action that undo takes back; - is the standard input.

    CSV in any dress, Excel workbooks, vCards and JSON lines; accounts, people, signals,
    opportunities or tasks. The columns are found by their names and what stands in them. What is
    known already is filled in, nothing is made twice, and no protection is ever lifted. Rows that
    cannot be used are written to a file to be mended and imported again.

    A folder or .zip written by 'workstation export --all' comes back whole, into an empty desk.
    """
    session = ctx.find_object(Session) or Session()
    if fate and not dry_run:
        raise click.UsageError("--fate goes with --dry-run.")
    wanted = Wanted(
        as_, sheet, columns, mapping, policies, dates, decimals, currencies, keep_outs, country,
        statuses,
    )  # fmt: skip
    if _is_whole(file):
        from workstation.cli.import_whole import take_back

        if wanted != Wanted() or suppress or unusable or fate or keep_as:
            raise click.UsageError(
                "A whole export comes in as it is: only --dry-run, --yes and --json go with it."
            )
        take_back(session, file, dry_run=dry_run, yes=yes, as_json=as_json)
        return
    with _readable(file) as path:
        _check_unusable(unusable, path)
        plan = wanted.plan(session.desk, path)
        asking = on_terminal() and sys.stdin.isatty() and not yes and not as_json
        if asking:
            plan = answer_open(session.desk, wanted, plan)
        elif not dry_run:
            named = session.desk.imports.of_people(plan) if suppress else plan
            _require_leave(named, yes=yes, as_given=as_ is not None)
        require_answers(plan)
        if suppress:
            plan = session.desk.imports.of_people(plan)
        if (on_terminal() or dry_run) and not as_json:
            import_said.say_plan(plan, suppress=suppress)
        if dry_run or asking:
            most = limit or _LISTED
            _preview(session, plan, fate, most, suppress=suppress, as_json=as_json)
        if dry_run:
            return
        if asking and not click.confirm("Go on?", default=True, err=True):
            raise Failure("Nothing was imported.")
        with bar("Importing") as progress:
            result = session.desk.imports.run(
                plan,
                progress,
                allow_doubt=asking or as_ is not None,
                suppress=suppress,
                keep_as=keep_as,
            )
        result = _moved(result, unusable)
        bad = result.unusable_file
        import_said.say_result(plan, result, bad, suppress=suppress, as_json=as_json)
    if result.rows and result.counts["unusable"] == result.rows:
        ctx.exit(FAILED)


def _is_whole(file: Path) -> bool:
    from workstation.desk.imports.take_in import is_bundle

    return str(file) != STREAM and is_bundle(file)


@contextlib.contextmanager
def _readable(file: Path) -> Iterator[Path]:
    """Give a file that can be read more than once: the one named, or what comes by the pipe."""
    if str(file) != STREAM:
        yield file
        return
    from workstation.exchange.spool import spooled

    with spooled(sys.stdin.buffer) as path:
        yield path


def _require_leave(plan: "ImportPlan", *, yes: bool, as_given: bool) -> None:
    if not yes:
        raise Failure(
            "Nobody can be asked here: add --yes to import, or --dry-run to see what would happen."
        )
    if plan.doubt and not as_given:
        raise Failure(
            f"{plan.doubt} Nothing was imported; say --as {plan.as_} to bring it in all the same."
        )


def _preview(
    session: Session,
    plan: "ImportPlan",
    fate: str | None,
    limit: int,
    *,
    suppress: bool,
    as_json: bool,
) -> None:
    """Look at every row; with a fate, list its rows."""
    from workstation.desk.imports.imports import Sample

    listed: list[FateRow] = []

    def each(which: str, sample: Sample) -> None:
        if which == fate and len(listed) < limit:
            listed.append(import_said.row_of(which, sample))

    with bar("Looking at the rows") as progress:
        preview = session.desk.imports.preview(plan, progress, suppress=suppress, each=each)
    import_said.say_preview(plan, preview, listed if fate else None, fate, as_json=as_json)


def _check_unusable(unusable: Path | None, path: Path) -> None:
    """Refuse a place the unusable rows cannot be written to, before anything is done."""
    if unusable is None:
        return
    if unusable.exists() and path.exists() and unusable.samefile(path):
        raise Failure(f"{unusable} is the file that is to come in: name another with --unusable.")
    if unusable.exists() or unusable.is_symlink():
        raise Failure(f"{unusable} exists already: name another file with --unusable.")
    folder = unusable.absolute().parent
    if not folder.is_dir():
        raise Failure(f"There is no folder {folder} for --unusable.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failure(f"Nothing can be written in {folder}: name another file with --unusable.")


def _moved(result: "ImportResult", wanted: Path | None) -> "ImportResult":
    """Put the unusable rows where they are wanted; where they cannot be, a note says so."""
    written = result.unusable_file
    if written is None or wanted is None:
        return result
    from workstation.exchange.whole_file import whole_file

    try:
        if wanted.exists():
            raise FileExistsError(errno.EEXIST, "it exists already")
        with written.open("rb") as rows, whole_file(wanted) as file:
            shutil.copyfileobj(rows, file)
    except OSError as error:
        said = f"{wanted} cannot be written ({error.strerror or error})."
        return replace(result, notes=(*result.notes, said))
    with contextlib.suppress(OSError):
        written.unlink()
    return replace(result, unusable_file=wanted)
