"""Back-ups and bringing one back."""

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option
from workstation.cli.failures import Failure
from workstation.cli.output import Column, complain, on_terminal, say, say_json, say_table
from workstation.cli.rows import shape
from workstation.cli.session import Session
from workstation.method.text import clean_line

if TYPE_CHECKING:
    from workstation.desk.backups.kept import Backup
    from workstation.desk.backups.making import Maker
    from workstation.desk.backups.restoring import Restored, Restoring

_STATES = {"verified": "yes", "damaged": "damaged", "unchecked": "not yet"}


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def backup(ctx: click.Context, *, as_json: bool) -> None:
    """Make a verified back-up now; 'backup list' shows those there are.

    They are made without asking too: while you work, on quitting, and before imports, merges, bulk
    changes, repairs and a new version of the file. All of the last two days stay, then one a day
    for two weeks, one a week for three months, and one a month for good.
    """
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
        say(f"Backed up: {made.path} ({_size(made)}, {_holds(made)})")
    else:
        say(f"Nothing has changed since the last back-up: {made.path} ({_size(made)})")


@backup.command("list")
@click.option("--verify", is_flag=True, help="Open and check every one anew first.")
@json_option
@click.pass_obj
def list_(session: Session, *, verify: bool, as_json: bool) -> None:
    """List the back-ups, the newest first: when and why made, what they hold, whether sound.

    A back-up keeps its number; the newest has the highest.
    """
    from workstation.desk.backups.kept import numbers_of

    maker = _maker(session)
    kept = maker.look_through() if verify else maker.backups()
    numbers = numbers_of(session.path, kept)
    if as_json:
        say_json([_shape(each) | {"number": numbers[each.name]} for each in kept])
    else:
        _say_list(kept, numbers)
    if trouble := maker.trouble():
        complain(trouble)


def _say_list(kept: "list[Backup]", numbers: Mapping[str, int]) -> None:
    say_table(
        (
            Column("n", right=True),
            Column("made", style="bold"),
            Column("why", least=8),
            Column("size", right=True),
            Column("holds", least=8),
            Column("verified"),
            Column("back-up", least=6, style="dim"),
        ),
        [
            (
                numbers[each.name],
                f"{each.made_at.astimezone():%Y-%m-%d %H:%M}",
                each.why,
                _size(each),
                _holds(each),
                _STATES[each.state],
                each.name,
            )
            for each in kept
        ],
    )
    if not kept and on_terminal():
        say("No back-ups yet: workstation backup makes one.")


def _names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from workstation.desk.backups.kept import backups_of
    from workstation.store.errors import StoreError

    path = ctx.find_root().params.get("db") or Session().path
    try:
        return [each.name for each in backups_of(path) if each.name.startswith(incomplete)]
    except StoreError:
        return []


@click.command()
@click.argument("which", metavar="BACKUP", shell_complete=_names)
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def restore(session: Session, *, which: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Bring a back-up back; the present file is made a back-up first.

    BACKUP is its number in 'workstation backup list', which it keeps whatever is backed up after
    it, its name or the beginning of one, a path, or a day or moment such as 2026-11-23 or
    "2026-11-23 14:30": the last one made until then. On a terminal it shows what would change and
    asks; in a script it goes on with --yes only.

    Automatic back-ups then wait until you change something, and no old back-up goes for a week,
    unless you agree with 'workstation backup'.
    """
    from workstation.desk.backups import restoring
    from workstation.desk.clock import SystemClock

    at = (session.clock or SystemClock()).now()
    asking = _can_ask() and not yes and not as_json
    found = restoring.look(session.path, which, at=at)
    if asking and not dry_run:
        restoring.require_alone(session.path)
    if (dry_run or asking) and not as_json:
        _say_restoring(found)
    if dry_run:
        if as_json:
            say_json(_restoring_shape(found))
        return
    if not asking and not yes:
        raise Failure(
            "Nobody can be asked here: add --yes to bring it back, or --dry-run to see what would "
            "change."
        )
    if asking and not click.confirm("Bring it back?", default=False, err=True):
        raise Failure("Nothing was changed.")
    restored = restoring.restore_file(session.path, found.backup, at=at)
    if as_json:
        kept = str(restored.kept) if restored.kept else None
        say_json(_restoring_shape(found) | {"kept": kept})
    else:
        _say_restored(restored, counts=not asking)


def _can_ask() -> bool:
    return on_terminal() and sys.stdin.isatty()


def _say_restoring(found: "Restoring") -> None:
    then, now = found.then, found.now
    say(f"{found.backup.name} would come back:")
    _say_counts(found.counts)
    if not found.counts:
        say("  every table has as many rows as now")
    _say_actions(found)
    say(f"  newest activity: {_moments(now.newest_at if now else None, then.newest_at)}")
    say(f"  last change: {_moments(now.last_at if now else None, then.last_at)}")
    if now is None:
        say("The present file is not there or cannot be read; what there is is kept as it is.")


def _say_actions(found: "Restoring") -> None:
    for word, actions in (("goes", found.goes), ("comes", found.comes)):
        for at, title in actions:
            moment = datetime.fromisoformat(at).astimezone()
            say(f"  {word}: {clean_line(title)} ({moment.day} {moment:%b %H:%M})")


def _say_counts(counts: Mapping[str, tuple[int | None, int]]) -> None:
    for table, (before, after) in counts.items():
        said = f"{after:,}" if before is None else f"{before:,} → {after:,}"
        say(f"  {table.replace('_', ' ')}: {said}")


def _moments(now: str | None, then: str | None) -> str:
    said = [_local(each) if each else "none" for each in (now, then)]
    return said[1] if said[0] == said[1] else " → ".join(said)


def _local(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _say_restored(restored: "Restored", *, counts: bool) -> None:
    say(f"Brought back {restored.backup.name}")
    if counts:
        _say_counts(restored.counts)
    if restored.kept:
        say(f"What was there before is kept as {restored.kept}")


def _restoring_shape(found: "Restoring") -> dict[str, object]:
    sides = {"now": found.now, "then": found.then}
    return {
        "backup": str(found.backup),
        "counts": found.counts,
        "newest_activity": {key: side.newest_at if side else None for key, side in sides.items()},
        "goes": [{"at": at, "title": title} for at, title in found.goes],
        "comes": [{"at": at, "title": title} for at, title in found.comes],
        "last_change": {key: side.last_at if side else None for key, side in sides.items()},
    }


def _maker(session: Session) -> "Maker":
    """Return what knows the back-ups of a file that need not be openable itself."""
    from workstation.desk.backups.making import Maker
    from workstation.desk.clock import SystemClock

    return Maker(session.path, (session.clock or SystemClock()).now)


def _size(made: "Backup") -> str:
    return f"{made.bytes / 1_000_000:.1f} MB"


def _holds(made: "Backup") -> str:
    """Say what a back-up holds, nothing when nobody knows."""
    if made.accounts is None:
        return ""
    accounts, activities = made.accounts, made.activities or 0
    return (
        f"{accounts:,} account{'s' * (accounts != 1)}, "
        f"{activities:,} activit{'y' if activities == 1 else 'ies'}"
    )


def _shape(made: "Backup") -> dict[str, object]:
    return shape(made) | {"path": str(made.path)}
