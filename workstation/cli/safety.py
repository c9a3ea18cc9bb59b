"""Back-ups and bringing one back, and the check of the file."""

from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.failures import FAILED
from workstation.cli.output import Column, on_terminal, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.safety import Backup


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def backup(ctx: click.Context, *, as_json: bool) -> None:
    """Make a verified back-up now, or list those there are."""
    if ctx.invoked_subcommand is not None:
        return
    session = ctx.find_object(Session) or Session()
    safety = session.desk.safety
    known = {kept.name for kept in safety.backups()}
    made = safety.back_up()
    fresh = made.name not in known
    if as_json:
        say_json(_shape(made) | {"new": fresh})
    elif fresh:
        say(f"Backed up: {made.path}")
    else:
        say(f"Nothing has changed since the last back-up: {made.path}")


@backup.command("list")
@json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """List the back-ups, the newest first."""
    from workstation.desk.safety import backups_of

    kept = backups_of(session.path)
    if as_json:
        say_json([_shape(each) for each in kept])
        return
    say_table(
        (
            Column("back-up", style="bold"),
            Column("made"),
            Column("size", right=True),
            Column("why", least=8, style="dim"),
        ),
        [
            (
                each.name,
                f"{each.made_at.astimezone():%Y-%m-%d %H:%M}",
                f"{each.bytes / 1_000_000:.1f} MB",
                each.why,
            )
            for each in kept
        ],
    )
    if not kept and on_terminal():
        say("No back-ups yet: workstation backup makes one.")


def _names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from workstation.desk.safety import backups_of

    path = ctx.find_root().params.get("db") or Session().path
    return [each.name for each in backups_of(path) if each.name.startswith(incomplete)]


@click.command()
@click.argument("name", metavar="BACKUP", shell_complete=_names)
@json_option
@click.pass_obj
def restore(session: Session, *, name: str, as_json: bool) -> None:
    """Bring a back-up back, by its name, the beginning of one, or a path.

    The present file, damaged or not, is kept beside it.
    """
    from workstation.desk.clock import SystemClock
    from workstation.desk.safety import restore_file

    restored = restore_file(session.path, name, at=(session.clock or SystemClock()).now())
    if as_json:
        say_json(
            {
                "backup": str(restored.backup),
                "kept": str(restored.kept) if restored.kept else None,
                "counts": restored.counts,
            }
        )
        return
    say(f"Brought back {restored.backup.name}")
    for table, (before, after) in restored.counts.items():
        said = f"{after}" if before is None else f"{before} → {after}"
        say(f"  {table.replace('_', ' ')}: {said}")
    if restored.kept:
        say(f"What was there before is kept as {restored.kept}")


@click.command()
@click.option("--repair", is_flag=True, help="Put right what can be worked out anew.")
@json_option
@click.pass_context
def check(ctx: click.Context, *, repair: bool, as_json: bool) -> None:
    """Look the file through: sound, and as the workstation keeps it."""
    session = ctx.find_object(Session) or Session()
    report = session.desk.safety.check(repair=repair)
    if as_json:
        say_json(shape(report))
    else:
        lines = [f"Put right: {count} of {name}" for name, count in report.repaired.items()]
        lines += report.problems
        say("\n".join(lines) or "The file is sound.")
    if report.problems:
        ctx.exit(FAILED)


def _shape(made: "Backup") -> dict[str, object]:
    return shape(made) | {"path": str(made.path)}
