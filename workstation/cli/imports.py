"""Bringing a file in: what its columns become, what would happen, and then doing it."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.done import done_line
from workstation.cli.failures import FAILED, Failure
from workstation.cli.output import (
    Column,
    advise,
    complain,
    on_terminal,
    paint,
    say,
    say_json,
    say_table,
)
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.imports import ImportPlan, ImportPreview, ImportResult

_SAMPLES_SHOWN = 5


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as", "as_", type=click.Choice(("accounts", "contacts", "signals")), help="What it holds."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_context
def import_(
    ctx: click.Context, *, file: Path, as_: str | None, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Bring in a CSV file of accounts, contacts or signals, as one action that undo takes back.

    The columns are found by their names. Rows that are known already only fill what is empty.
    """
    session = ctx.find_object(Session) or Session()
    imports = session.desk.imports
    plan = imports.plan(file, as_)
    asking = on_terminal() and sys.stdin.isatty() and not yes and not as_json
    if not asking and not dry_run:
        _require_leave(plan, yes=yes, as_given=as_ is not None)
    if (on_terminal() or dry_run) and not as_json:
        _say_plan(plan)
    if dry_run or asking:
        with _bar("Looking at the rows") as progress:
            preview = imports.preview(plan, progress)
        _say_preview(plan, preview, as_json=as_json)
        if dry_run:
            return
        if not click.confirm("Go on?", default=True, err=True):
            raise Failure("Nothing was imported.")
    with _bar("Importing") as progress:
        result = imports.run(plan, progress, allow_doubt=asking or as_ is not None)
    _say_result(plan, result, as_json=as_json)
    if result.rows and result.counts["unusable"] == result.rows:
        ctx.exit(FAILED)


def _require_leave(plan: "ImportPlan", *, yes: bool, as_given: bool) -> None:
    if not yes:
        raise Failure(
            "Nobody can be asked here: add --yes to import, or --dry-run to see what would happen."
        )
    if plan.doubt and not as_given:
        raise Failure(
            f"{plan.doubt} Nothing was imported; say --as {plan.as_} to bring it in all the same."
        )


@contextlib.contextmanager
def _bar(label: str) -> "Iterator[Callable[[int, int], None] | None]":
    """Show a bar with the time left on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield progress


def _say_plan(plan: "ImportPlan") -> None:
    say(f"{paint(plan.file_name, 'bold')} as {plan.as_} ({plan.encoding})")
    say_table(
        (
            Column("column", least=8),
            Column("becomes", least=8, style="bold"),
            Column("for example", least=8, style="dim"),
        ),
        [(each.column, each.field_title, " · ".join(each.samples)) for each in plan.columns],
    )
    if plan.doubt:
        complain(plan.doubt)


def _say_preview(plan: "ImportPlan", preview: "ImportPreview", *, as_json: bool) -> None:
    if as_json:
        say_json(
            _plan_shape(plan)
            | {
                "action": None,
                "rows": preview.rows,
                "counts": preview.counts,
                "accounts_made": preview.accounts_made,
                "unusable": [
                    {"line": each.line, "why": each.why} for each in preview.samples["unusable"]
                ],
            }
        )
        return
    counts = ", ".join(f"{count} {fate}" for fate, count in preview.counts.items() if count)
    along = f", with {preview.accounts_made} new accounts" if preview.accounts_made else ""
    say(f"{preview.rows} rows: {counts or 'nothing to do'}{along}")
    _say_unusable(
        [(each.line, each.why or "") for each in preview.samples["unusable"]], preview.counts
    )


def _say_result(plan: "ImportPlan", result: "ImportResult", *, as_json: bool) -> None:
    if as_json:
        say_json(
            _plan_shape(plan)
            | {
                "action": result.changed.action if result.changed else None,
                "title": result.title,
                "rows": result.rows,
                "counts": result.counts,
                "accounts_made": result.accounts_made,
                "unusable": [{"line": line, "why": why} for line, why in result.unusable],
            }
        )
        return
    if result.changed:
        say(done_line(result.changed))
        advise(result.changed.advice)
    elif result.rows and result.counts["unusable"] == result.rows:
        complain(result.title)
    else:
        say(result.title)
    _say_unusable(result.unusable, result.counts)


def _say_unusable(unusable: list[tuple[int, str]], counts: dict[str, int]) -> None:
    for line, why in unusable[:_SAMPLES_SHOWN]:
        complain(f"Line {line}: {why}")
    left = counts["unusable"] - len(unusable[:_SAMPLES_SHOWN])
    if left > 0:
        complain(f"… and {left} more rows that cannot be used.")


def _plan_shape(plan: "ImportPlan") -> dict[str, object]:
    return {
        "file": plan.file_name,
        "as": plan.as_,
        "mapping": plan.by_column,
        "doubt": plan.doubt,
    }
