"""Records that may be the same: listing them, merging two, telling two apart."""

import sys
from typing import TYPE_CHECKING

import click

from workstation.cli.arguments import json_option, limit_option
from workstation.cli.done import report
from workstation.cli.failures import Failure
from workstation.cli.names import complete_account
from workstation.cli.output import (
    Column,
    complain,
    on_terminal,
    paint,
    say,
    say_json,
    say_table,
)
from workstation.cli.progress import bar
from workstation.cli.rows import Shape, shape
from workstation.cli.session import Session

if TYPE_CHECKING:
    from workstation.desk.desk import Desk
    from workstation.desk.duplicates.records import Kind
    from workstation.desk.duplicates.rows import Pair
    from workstation.desk.merge.merge import MergePreview

_SHOWN = 50
_SIDES = {"keep": "<", "other": ">", "both": "+"}


@click.command()
@click.option("--scan", is_flag=True, help="Look all records through first.")
@click.option("--people", is_flag=True, help="People, not accounts.")
@limit_option(f"At most so many pairs, {_SHOWN} unless told otherwise.")
@json_option
@click.pass_obj
def duplicates(
    session: Session, *, scan: bool, people: bool, limit: int | None, as_json: bool
) -> None:
    """List records that may be the same, the most alike first, with what speaks for it.

    --scan looks all records through. 'workstation merge' makes one of two, 'workstation apart'
    says that they are not the same.
    """
    drawer = session.desk.duplicates
    kind: Kind = "contacts" if people else "accounts"
    if scan:
        with bar("Looking for duplicates") as progress:
            done = drawer.scan(kind, progress)
        complain(done.said)
    found = drawer.pairs(kind, limit or _SHOWN)
    last = drawer.last_scan(kind)
    if as_json:
        at = last.at if last else None
        say_json({"scanned_at": at, "count": drawer.count(kind), "pairs": list(map(_shape, found))})
        return
    _say_pairs(found)
    if last is None:
        complain(f"Nothing was looked through yet: add --scan{' --people' if people else ''}.")
    elif not found and on_terminal():
        zone = session.desk.clock.now().tzinfo
        say(f"No pair waits; looked through {last.at.astimezone(zone):%Y-%m-%d %H:%M}.")
    elif (count := drawer.count(kind)) > len(found):
        complain(f"{count - len(found)} more: --limit shows them.")


@click.command()
@click.argument("keep", shell_complete=complete_account)
@click.argument("lose", shell_complete=complete_account)
@click.option("--people", is_flag=True, help="KEEP and LOSE are people, by number or name.")
@click.option(
    "--field", "chosen", metavar="NAME=SIDE", multiple=True, help="Of a field 'keep' or 'other'."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def merge(
    session: Session, *, keep: str, lose: str, people: bool, chosen: tuple[str, ...],
    dry_run: bool, yes: bool, as_json: bool,
) -> None:  # fmt: skip
    """Merge LOSE into KEEP, as one action that undo takes back.

    KEEP's values stay and LOSE's fill what is blank; --field name=other takes LOSE's. All that
    hangs on LOSE moves, a protection of either stays. LOSE goes to the bin for duplicates.
    """
    desk = session.desk
    kind: Kind = "contacts" if people else "accounts"
    mine, theirs = (_number(desk, kind, text) for text in (keep, lose))
    choices = dict(map(_choice, chosen))
    asking = on_terminal() and sys.stdin.isatty() and not yes and not as_json
    preview = desk.merging.preview(kind, mine, theirs, choices)
    if dry_run or asking:
        _say_preview(preview, as_json=as_json)
    if dry_run:
        return
    if not asking and not yes:
        raise Failure(
            "Nobody can be asked here: add --yes to merge, or --dry-run to see what would happen."
        )
    if asking and not click.confirm("Merge them?", default=True, err=True):
        raise Failure("Nothing was merged.")
    with bar("Merging") as progress:
        changed = desk.merging.merge(kind, mine, theirs, choices, progress)
    report(changed, as_json=as_json, more={"kept": mine, "merged": theirs})


@click.command()
@click.argument("one", shell_complete=complete_account)
@click.argument("other", shell_complete=complete_account)
@click.option("--people", is_flag=True, help="They are people, by number or name.")
@json_option
@click.pass_obj
def apart(session: Session, *, one: str, other: str, people: bool, as_json: bool) -> None:
    """Say that ONE and OTHER are not the same; they are not offered as duplicates again."""
    kind: Kind = "contacts" if people else "accounts"
    numbers = [_number(session.desk, kind, text) for text in (one, other)]
    report(session.desk.duplicates.apart(kind, *numbers), as_json=as_json)


def _number(desk: "Desk", kind: "Kind", text: str) -> int:
    if kind == "accounts":
        return desk.accounts.resolve(text)
    return desk.duplicates.resolve_person(text)


def _choice(text: str) -> tuple[str, str]:
    name, sign, side = text.partition("=")
    if not sign:
        raise click.UsageError(f"--field takes NAME=SIDE, not {text!r}.")
    return name, side


def _shape(pair: "Pair") -> Shape:
    return {
        "score": pair.score,
        "first": shape(pair.first),
        "second": shape(pair.second),
        "evidence": [shape(each) for each in pair.evidence],
    }


def _say_pairs(pairs: "list[Pair]") -> None:
    say_table(
        (
            Column("alike", right=True),
            Column("number", style="dim", right=True),
            Column("one", least=12, style="bold"),
            Column("number", style="dim", right=True),
            Column("other", least=12, style="bold"),
            Column("why", least=16),
        ),
        [
            (
                each.score,
                each.first.id,
                _named(each.first.name, each.first.detail),
                each.second.id,
                _named(each.second.name, each.second.detail),
                each.why,
            )
            for each in pairs
        ],
    )


def _named(name: str, detail: str) -> str:
    return f"{name} ({detail})" if detail else name


def _say_preview(preview: "MergePreview", *, as_json: bool) -> None:
    if as_json:
        fields = [shape(each) for each in preview.fields]
        say_json(shape(preview) | {"title": preview.title, "fields": fields})
        return
    say(paint(preview.title, "bold"))
    say_table(
        (Column("field"), Column("keep", least=10), Column(""), Column("other", least=10)),
        [(each.title, each.keep, _SIDES[each.takes], each.other) for each in preview.fields],
    )
    say(f"Moves: {', '.join(preview.moves)}." if preview.moves else "Nothing hangs on it to move.")
    for note in preview.notes:
        say(note)
